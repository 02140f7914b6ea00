"""What "it" is: what was named before, where that makes sense; also where "it" is left out."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.bearings import MOST_TRANSITION_MS
from nemo_emulator.agent.grammar.slots import COMMANDS
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]

_ENDS: Final = frozenset({"stop", "comma", "then", "but", "mark"})
_TEXT: Final = frozenset({"title", "caption", "subtitle", "text"})
# What a clause can be about; the first found in a clause is what a later "it" means.
_KINDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "text": _TEXT,
        "transition": frozenset({"transition", "style"}),
        "music": frozenset({"music", "mine"}),
        "background": frozenset({"background"}),
        "picture": frozenset({"adjust_noun"}),
    }
)
_NAMES: Final = MappingProxyType({"transition": "transition", "music": "music"})
# What can be said of each without naming it; the second row only of "it".
_FITS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "text": frozenset(
            (
                *("color", "bigger", "smaller", "up", "down", "position", "sized", "bold"),
                *("outline", "box", "font_size", "enter", "leave", "both_ways", "effect"),
            )
        ),
        "transition": frozenset(
            (
                "unit",
                "second",
                "a_second",
                "faster",
                "slower",
                "longer",
                "shorter",
                "quieter",
                "smooth",
                "mood",
            )
        ),
        "music": frozenset(
            (
                *("louder", "quieter", "up", "down", "pct", "db", "enter", "leave", "volume"),
                *("both_ways", "bigger", "smaller", "percent", "slower", "faster"),
            )
        ),
        "picture": frozenset(("mood",)),
        "background": frozenset(("texture", "color", "backdrop", "black_page")),
        "clips": frozenset(
            (
                *(
                    "longer",
                    "shorter",
                    "unit",
                    "second",
                    "a_second",
                    "faster",
                    "slower",
                    "slowmo",
                    "adjust",
                ),
                *("adjust_noun", "look", "motion", "remove", "duplicate", "texture", "trim"),
                *("factor", "mute", "extra", "scale", "move", "replace", "times", "less"),
            )
        ),
    }
)
_FITS_IT: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "text": frozenset(("unit", "second", "a_second", "fade", "remove", "take")),
        "transition": frozenset(("remove",)),
        "music": frozenset(("remove", "mute", "fade", "take")),
        "background": frozenset(),
        "picture": frozenset(),
        "clips": frozenset(("put", "fit", "style", "take", "moment", "after", "before")),
    }
)
_SAYING: Final = (
    "should say",
    "should read",
    "must say",
    "must read",
    "ought to say",
    "ought to read",
)
_LENGTHS: Final = frozenset(("long", "长", "时间", "时长", "length", "duration", "长度"))
_RUN: Final = frozenset(
    (
        *("pic", "clip", "one", "num", "ord", "nth", "and", "number_word", "first_few"),
        *("number_sign", "at_last"),
    )
)
# What a clause is made of that asks for nothing.
_REMARK: Final = (
    _TEXT
    | _RUN
    | {
        *(
            "music",
            "sound",
            "transition",
            "word",
            "background",
            "filler",
            "inside",
            "praise",
            "love",
            "because",
        ),
        *("in", "bit", "much", "comma", "stop", "then", "but", "mark"),
    }
)
_PLACED: Final = frozenset({"ord", "nth", "first_few"})
# A clause with one of these says itself what it is about.
_OWN: Final = frozenset(
    (
        *("pic", "clip", "ord", "nth", "whole", "video", "slideshow", "all", "each", "others"),
        *("music", "mine", "sound", "transition", "style", "motion_noun", "intro", "outro"),
        *("quote", "newest", "film", "platform", "orient", "ratio", "number_sign", "speech"),
        *("background", "backdrop", "beat", "mood", "subject", "speed", "total", *_TEXT),
        *("changes", "undo", "redo", "order", "short", "page", "black_page"),
    )
)
# A command that begins a clause, and what none follows in the same one.
_LEADING: Final = COMMANDS - {"with", "show"}
_LED: Final = COMMANDS | {"as"}
# With one of these "again" is twice, with one of those it is not.
_SHOWING: Final = frozenset({"show", "add", "put", "moment"})
_NOT_TWICE: Final = frozenset({"duplicate", "undo"})
# Clips do not stand where they were after one of these.
_SHIFTS: Final = frozenset(
    ("move", "swap", "duplicate", "remove", "replace", "reverse", "shuffle", "put")
)


def resolved(tokens: Tokens) -> Tokens:
    """The same tokens with what "it" means in its place, and without those that mean the whole."""
    out: list[Token] = []
    before: Tokens = ()
    clauses = tuple(_clauses(tokens))
    if len(clauses) == 1:  # nothing was said before
        return _without_it(_once_more(tokens))
    for clause in clauses:
        named, cats = _about(before, clause), {token.cat for token in clause}
        if named and {token.cat for token in before} <= _REMARK:
            del out[len(out) - len(before) : -1]  # it only said what the next one is about
        out += _put_in(_once_more(clause), named)
        if (
            cats & (_OWN | {"adjust_noun"}) or _run(clause)
        ) and not named:  # what was put in stays what it is about
            before = clause
    return _without_it(out)


def _without_it(tokens: Iterable[Token]) -> Tokens:
    return tuple([token for token in tokens if token.cat not in ("it", "again")])


def _once_more(clause: Tokens) -> Tokens:
    """To show a clip again is to show it twice; elsewhere "again" says nothing."""
    cats = {token.cat for token in clause}
    shown = "again" in cats and cats & _SHOWING and not cats & _NOT_TWICE
    if not shown or not _run(clause):
        return clause
    return tuple(Token("duplicate") if t.cat == "again" else t for t in clause)


def _clauses(tokens: Tokens) -> Iterator[Tokens]:
    """Each with what ends it; "and" ends one where a command follows."""
    part: list[Token] = []
    for n, token in enumerate(tokens):
        if token.cat in _LEADING and _runs_on(part, tokens[n : n + 4]):
            yield (*part, Token("comma"))
            part = []
        part.append(token)
        if token.cat in _ENDS or (token.cat == "and" and _commands(tokens[n + 1 :])):
            yield tuple(part)
            part = []
    yield tuple(part)


def _commands(after: Tokens) -> bool:
    """A command follows right away."""
    follows = next((t.cat for t in after if t.cat not in ("filler", "bit")), "")
    return follows in COMMANDS or follows in ("up", "down")


def _runs_on(part: list[Token], ahead: Tokens) -> bool:
    """ "Photo 2 is blurry just delete it": a new clause without a comma."""
    if "it" not in [token.cat for token in ahead]:
        return False
    return _LED.isdisjoint([token.cat for token in part]) and bool(_run(tuple(part)))


def _about(before: Tokens, clause: Tokens) -> Tokens:
    """What a clause that names nothing is about; nothing when that would make no sense."""
    if not before:
        return ()
    cats = {token.cat for token in clause}
    own = (cats - _vague(clause)) & _OWN
    written = "quote" in own and _is_written_there(clause)
    own -= {"quote"} if written else set()
    if own - {"each", "mood"}:
        return ()
    earlier = {token.cat for token in before}
    for kind, named in _named(before):
        fits = _FITS[kind] | (_FITS_IT[kind] if "it" in cats else frozenset())
        if kind == "text" and not earlier & (COMMANDS | {"quote"}):
            fits |= {"motion"}  # 放大 of letters that are too small
        if kind == "clips" and earlier <= _RUN | _ENDS | {"filler"} and "moment" in cats:
            fits |= {"put"}  # "number 5, put first": nothing else was said of it
        short = kind != "transition" or _is_short(clause, 2000 if own else MOST_TRANSITION_MS)
        alone = not earlier & {"pic", "clip", "video", "slideshow"}
        if "mood" in own and kind not in ("transition", "picture"):
            return ()  # a mood is one of music
        each = (
            "mood" in own
            or (kind == "transition" and alone)
            or (kind == "music" and {"enter", "leave"} & earlier)
        )
        fits |= {"unit"} if own and kind == "music" else set()
        fits |= {"quote"} if written and kind in ("text", "clips") else set()
        if cats & fits and short and (not own or each):
            return named if kind != "clips" or _may_be_clips(before, cats) else ()
    return ()


def _is_written_there(clause: Tokens) -> bool:
    """ "Write ... on it"; "it should say ..."."""
    cats = [token.cat for token in clause if token.cat != "filler"]
    on = any(pair in (("in", "it"), ("for", "it")) for pair in pairwise(cats))
    return on or any(token.text in _SAYING for token in clause)


def _vague(clause: Tokens) -> set[str]:
    """A mere "sound" may be that of the music."""
    cats = {token.cat for token in clause}
    aim = {"ord", "nth"} if "move" in cats and not cats & {"pic", "clip"} else set[str]()
    return (
        aim
        | {
            token.cat
            for token in clause
            if (token.cat == "sound" and token.value == "any")
            or (token.cat == "total" and token.text in _LENGTHS)
        }
        | _of_time(clause)
    )


def _of_time(clause: Tokens) -> set[str]:
    """In "the last 4 seconds" nothing counts clips."""
    cats = [token.cat for token in clause if token.cat != "filler"]
    pairs = [(one, other) for one, other in pairwise(cats) if one == "ord"]
    return (
        {"ord"}
        if pairs and "unit" in cats and all(o in ("num", "unit") for _, o in pairs)
        else set()
    )


def _named(clause: Tokens) -> Iterator[tuple[str, Tokens]]:
    cats = [token.cat for token in clause]
    for kind, known in _KINDS.items():
        if found := [token for token in clause if token.cat in known and token.value != "cut"]:
            yield kind, (Token(_NAMES[kind]),) if kind in _NAMES else (found[0],)
    if "quote" in cats and not _TEXT & set(cats) and not {"intro", "outro"} & set(cats):
        yield "text", (Token("title"),)
    if run := _run(clause):
        yield "clips", run


def _run(clause: Tokens) -> Tokens:
    """The clips that a clause names, in its own words."""
    runs: list[list[Token]] = [[]]
    for token in clause:
        if token.cat in _RUN or (token.cat in ("to", "dash") and runs[-1]):
            runs[-1].append(token)
        elif token.cat not in ("filler", "comma"):
            runs.append([])
    for run in runs:
        cats = [token.cat for token in run]
        last = "at_last" in cats and set(cats) & {"pic", "clip"}  # 最后一张
        if (
            set(cats) & _PLACED
            or last
            or ({"pic", "clip", "number_word"} & set(cats[:1]) and "num" in cats)
        ):
            return tuple(run[:-1] if cats[-1] in ("and", "to", "dash") else run)
    return ()


def _is_short(clause: Tokens, most: int) -> bool:
    """No length in it is longer than a transition may be; a bare "each" makes it a shorter one."""
    return all(
        one.value * unit.value <= most
        for one, unit in pairwise(clause)
        if one.cat == "num" and unit.cat == "unit"
    )


def _may_be_clips(before: Tokens, cats: set[str]) -> bool:
    """After a remark about clips, or when "it" follows an edit that leaves them in their places."""
    earlier = {token.cat for token in before}
    if {"moment", "unit"} <= earlier and {"moment", "unit"} <= cats:
        return True  # off the beginning, off the end
    if {"moment", "unit"} <= earlier and "remove" in cats and not earlier & COMMANDS:
        return False  # "the first seconds are shaky, cut": not the clip
    if cats & {"extra", "longer"} and "unit" in cats and not earlier & (_SHIFTS | {"make"}):
        return True  # "make it grey, two seconds more"
    trims = {"only", "keep_only"} if "unit" in earlier else set[str]()
    if (earlier - trims) & (_SHIFTS | {"quote", "only", "keep_only", "make", "mine", "newest"}):
        return False
    return "it" in cats or not (earlier - trims) & COMMANDS


def _put_in(clause: Tokens, named: Tokens) -> Iterator[Token]:
    cats = [token.cat for token in clause]
    at = next((cats.index(cat) for cat in ("it", "volume") if cat in cats), 0)
    rest = clause[at:]
    if named and named[0].cat in ("transition", "music"):
        rest = tuple(token for token in rest if token.cat != "each")
    yield from clause[:at]
    yield from named
    yield from rest
