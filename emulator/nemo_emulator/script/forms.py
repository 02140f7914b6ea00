"""How each effect is written: one table that the parser, the printer and the errors read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.script import effects as e
from nemo_emulator.script import values as v
from nemo_emulator.script.amounts import EVERYTHING, NOTHING, Span
from nemo_emulator.script.values import Value


@dataclass(frozen=True, slots=True)
class Arg:
    """A value that stands behind the words, itself behind a ``word`` of its own or none.

    With a ``default`` the word and the value may be left out.
    """

    name: str
    value: Value
    word: str = ""
    default: Any = None
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A value written ``key=value``, left out when it is the field's default."""

    name: str
    value: Value
    key: str = ""

    @property
    def written(self) -> str:
        return self.key or self.name


@dataclass(frozen=True, slots=True)
class Form:
    """``words``, then ``args``, then ``options`` make an effect; ``fixed`` fields follow from the
    words alone."""

    kind: type[Any]
    words: tuple[str, ...]
    args: tuple[Arg, ...] = ()
    options: tuple[Option, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def fits(self, effect: object) -> bool:
        """Whether this is how the effect is written."""
        return type(effect) is self.kind and all(
            getattr(effect, name) == value for name, value in self.fixed.items()
        )

    def after(self, n: int) -> str:
        """What it goes on with behind so many of its words, for an error."""
        return " ".join(self.words[n:]) or self.args[0].value.what


def _cut(verb: str, by: e.By, default: object) -> Form:
    after = Arg("after", v.AMOUNT, "after", default)
    return Form(e.Cut, (verb,), (after,), fixed={"by": by})


_REPLY = (
    Form(e.Delay, ("delay",), (Arg("seconds", v.SECONDS),)),
    Form(
        e.Answer,
        (),
        (Arg("code", v.word("a code such as 429", int)),),
        (
            Option("status", v.COUNT),
            Option("retry_after", v.COUNT, "retry-after"),
            Option("work", v.one_of(e.Work)),
        ),
    ),
    Form(e.BodyText, ("body", "text"), (Arg("text", v.TEXT),)),
    Form(e.Body, ("body",), (Arg("shape", v.one_of(e.Shape)),)),
    Form(e.Header, ("header",), (Arg("name", v.TEXT), Arg("value", v.TEXT))),
    Form(e.NoHeader, ("no-header",), (Arg("name", v.TEXT),)),
    Form(e.Duplicate, ("duplicate",), (Arg("what", v.one_of(e.Twice)),)),
)
_STREAM = (
    Form(e.Silent, ("silent",)),
    Form(
        e.Heartbeats,
        ("heartbeats",),
        (),
        (
            Option("every", v.SECONDS),
            Option("lasting", v.SECONDS, "for"),
            Option("shape", v.one_of(e.Beat)),
        ),
    ),
    Form(e.Stall, ("stall",), (Arg("seconds", v.SECONDS), Arg("after", v.AMOUNT, "after"))),
    Form(e.Trailing, ("trailing",), (Arg("what", v.one_of(e.Tail)),)),
    Form(e.Repeat, ("repeat", "events"), (Arg("events", v.SPAN, default=Span(1, None)),)),
    Form(e.Unknown, ("unknown",), (Arg("what", v.one_of(e.Unheard)),)),
    Form(e.Comments, ("comments",)),
    Form(e.Bom, ("bom",)),
    Form(e.Lines, ("lines",), (Arg("end", v.one_of(e.LineEnd)),)),
    Form(e.Huge, ("huge",), (Arg("size", v.SIZE),)),
    Form(e.SplitAt, ("split", "at"), (Arg("offsets", v.SIZES),)),
    Form(e.SplitEvery, ("split", "every"), (Arg("n", v.COUNT, suffix="bytes"),)),
    Form(e.SplitUtf8, ("split", "utf8")),
    Form(e.Drip, ("drip",), (Arg("rate", v.NUMBER, suffix="bytes/s"),)),
    Form(e.Late, ("late",), (Arg("seconds", v.SECONDS),)),
    Form(e.NoEffect, ("no", "effect")),
)
_WIRE = (
    _cut("cut", e.By.FIN, NOTHING),
    _cut("reset", e.By.RST, NOTHING),
    _cut("half-close", e.By.HALF, NOTHING),
    _cut("hang", e.By.HANG, EVERYTHING),
    _cut("end", e.By.END, None),
    Form(e.Garbage, ("garbage",), (), (Option("at", v.COUNT), Option("size", v.SIZE))),
    Form(e.ContentLength, ("content-length",), (Arg("off", v.OFFSET),)),
    Form(e.SlowHead, ("slow", "headers"), (Arg("rate", v.NUMBER, suffix="bytes/s"),)),
    Form(e.SlowBody, ("slow", "body"), (Arg("rate", v.NUMBER, suffix="bytes/s"),)),
    Form(e.Segments, ("segments",), (Arg("sizes", v.SIZES),)),
    Form(e.Refuse, ("refuse",), (Arg("seconds", v.SECONDS, "for"),)),
    Form(e.Accept, ("accept", "then"), (Arg("then", v.one_of(e.Greeting)),)),
    Form(e.AcceptLate, ("accept", "after"), (Arg("seconds", v.SECONDS),)),
)
_JOB = (
    Form(e.FailAt, ("fail", "at"), (Arg("percent", v.PERCENT),)),
    Form(e.StuckAt, ("stuck", "at"), (Arg("percent", v.PERCENT),)),
    Form(e.Slow, ("slow",), (Arg("factor", v.FACTOR),)),
    Form(
        e.Progress, ("progress", "by"), (Arg("by", v.one_of(e.Pace)),), (Option("polls", v.COUNT),)
    ),
    Form(e.LinkMissing, ("link", "missing"), (), (Option("fetches", v.COUNT),)),
    Form(e.LinkExpired, ("link", "expired")),
    Form(e.FileCut, ("file", "cut", "at"), (Arg("percent", v.PERCENT),)),
)
FORMS: Final = (*_REPLY, *_STREAM, *_WIRE, *_JOB)
"""Every effect, in every way it is written."""

MATCH: Final[Mapping[str, Option]] = MappingProxyType(
    {
        option.written: option
        for option in (
            Option("run", v.NAME),
            Option("session", v.SESSION),
            Option("p", v.NUMBER),
            Option("seed", v.COUNT),
            Option("since", v.SECONDS, "from"),
            Option("until", v.SECONDS),
            Option("after", v.NAME),
        )
    }
)
"""What stands between the operation and the colon."""
TAIL: Final[Mapping[str, Option]] = MappingProxyType(
    {option.written: option for option in (Option("times", v.TIMES), Option("name", v.NAME))}
)
"""What stands behind the last effect."""
