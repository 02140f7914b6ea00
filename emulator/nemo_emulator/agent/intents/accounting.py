"""Whether every value that somebody said is in the edits: what is lost was not understood."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.intents.renumbering import old_places
from nemo_emulator.agent.tokens import Token

PLACES: Final = frozenset({"clips", "clip", "order", "one", "other", "to", "at", "by", "place"})
# A factor or a share can be told in many ways: where one of these is changed, it may be in it.
LEVELS: Final = frozenset(("SetVolume", "Duck", "Scale", "SetSpeed", "Adjust", "SetMotion"))
TIMES: Final = frozenset(("ChangeText", "Duplicate", *LEVELS))
# What is named by these words is said by these edits.
TOLD_BY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "ratio": frozenset({"SetCanvas"}),
        "short": frozenset({"SetCanvas"}),
        "size": frozenset({"SetCanvas"}),
        "orient": frozenset({"SetCanvas", "SetFit", "SetMotion"}),
        "tempo": frozenset({"SetMusic"}),
        "decibels": frozenset({"SetVolume"}),
        "percent": LEVELS,
        "factor": TIMES,
        "scale": TIMES,
        "half": TIMES | {"SetSeconds", "Extend"},
        "srt": frozenset({"SetSubtitles"}),
        "mood": frozenset({"SetMusic", "SetLook", "Generate", "Adjust"}),
        "look": frozenset({"SetLook", "Adjust", "SetMusic", "Generate"}),
        "texture": frozenset({"Adjust", "SetLook"}),
        "adjust": frozenset({"Adjust", "SetLook", "SetVolume"}),
        "motion": frozenset({"SetMotion", "SetTransition", "SetFit"}),
        "style": frozenset({"SetTransition", "SetMotion"}),
        "fit": frozenset({"SetFit", "SetTotal"}),
        "backdrop": frozenset({"SetFit", "AddCard"}),
        "mute": frozenset({"SetVolume", "RemoveMusic"}),
        "reverse": frozenset({"Reverse", "Move", "Arrange"}),
        "shuffle": frozenset({"Shuffle", "Sort", "Arrange"}),
        "swap": frozenset({"Swap", "Replace", "Move", "Arrange"}),
        "beat": frozenset({"CutToBeat"}),
        "platform": frozenset({"SetCanvas", "SetTotal"}),
        "unread": frozenset(),
    }
)


class _Ledger:
    """All that the edits say: numbers, places, lengths, words."""

    def __init__(self, edits: tuple[e.Edit, ...], counts: tuple[int, ...]) -> None:
        rows = [(type(edit).__name__, fields_of(edit)) for edit in edits]
        self.kinds = frozenset(name for name, _ in rows)
        self.words: list[str] = []
        self.numbers: set[float] = {float(len(rows))}
        self.places: set[int] = set()
        self.counts: set[int] = set()
        for _, fields in rows:
            self._read(fields)
        if "Reverse" in self.kinds:  # the last comes first
            self.places |= {1, -1}
        if counts and len(rows) > 1:
            self.places |= old_places(edits, counts[0])
        self.places |= {p - n - 1 for p in self.places if p > 0 for n in counts}

    def _read(self, fields: Mapping[str, Any]) -> None:
        for key, value in fields.items():
            for one in value if isinstance(value, tuple | list) else (value,):
                self._note(key, one)
            if isinstance(value, tuple):
                self.numbers.add(float(len(value)))

    def _note(self, key: str, value: Any) -> None:
        if isinstance(value, dict):
            self._read(value)
        elif isinstance(value, str):
            self.words.append(value)
        elif value is not None and not isinstance(value, bool):
            self.numbers.add(abs(float(value)))
            if key in PLACES:
                self.places.add(int(value))
            if key == "count":
                self.counts.add(int(value))

    def says(self, text: str) -> bool:
        return any(text in word for word in self.words)


def lost(
    tokens: Iterable[Token], edits: tuple[e.Edit, ...], counts: tuple[int, ...]
) -> Iterator[str]:
    """The categories of values that are in no edit; ``counts`` of clips and of uploads."""
    ledger = _Ledger(edits, counts)
    before = ""
    for token in tokens:
        spared = before == "except" and token.cat == "ref"
        before = token.cat
        if spared and ledger.places and not any(map(ledger.places.__contains__, token.value)):
            continue
        kept = KEPT.get(token.cat, _told)
        if not kept(token, ledger, counts) and not ledger.says(token.text):
            yield token.cat


def _told(token: Token, ledger: _Ledger, _: tuple[int, ...]) -> bool:
    return token.cat not in TOLD_BY or bool(TOLD_BY[token.cat] & ledger.kinds)


def _place(token: Token, ledger: _Ledger, counts: tuple[int, ...]) -> bool:
    value = token.value if isinstance(token.value, tuple) else (int(token.value),)
    counted = len(value) > 1 and len(value) in ledger.counts
    if len(value) > 1 and "SetTransition" in ledger.kinds:
        value = value[1:]  # what comes between them leads into the later ones
    return counted or all(_stands(place, ledger, counts) for place in value)


def _stands(place: int, ledger: _Ledger, counts: tuple[int, ...]) -> bool:
    return place in ledger.places or (
        place < 0 and any(place + n + 1 in ledger.places for n in counts)
    )


def _number(token: Token, ledger: _Ledger, counts: tuple[int, ...]) -> bool:
    value = float(token.value)
    return {value, value * 1000, value / 100} & ledger.numbers != set() or _stands(
        int(value), ledger, counts
    )


def _time(token: Token, ledger: _Ledger, _: tuple[int, ...]) -> bool:
    return abs(float(token.value)) in ledger.numbers


def _span(token: Token, ledger: _Ledger, _: tuple[int, ...]) -> bool:
    start, length = token.value
    told = [float(abs(start))] if start else []
    told += [float(length)] if length else []
    return any(ms in ledger.numbers for ms in told) or not told


def _text(token: Token, ledger: _Ledger, _: tuple[int, ...]) -> bool:
    lines = [line.strip() for line in str(token.value).splitlines() if line.strip()]
    return all(ledger.says(line) for line in lines)


def _color(token: Token, ledger: _Ledger, _: tuple[int, ...]) -> bool:
    return ledger.says(str(token.value))


def _position(token: Token, ledger: _Ledger, _: tuple[int, ...]) -> bool:
    return ledger.says(str(token.value).partition("-")[0]) or bool(
        {"SetTransition", "SetMotion", "SetFit"} & ledger.kinds
    )


Kept = Callable[[Token, _Ledger, tuple[int, ...]], bool]
KEPT: Final[Mapping[str, Kept]] = MappingProxyType(
    {
        "ref": _place,
        "films": _place,
        "ord": _place,
        "num": _number,
        "count": _number,
        "slot": _number,
        "into_clip": _place,
        "time": _time,
        "gain": _time,
        "span": _span,
        "quote": _text,
        "color": _color,
        "position": _position,
    }
)
