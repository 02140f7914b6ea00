"""Plans as questions with answers, one after the other: what a decoder is asked.

Each edit is a question for its kind, then one for each of its fields, in the order of ``FIELDS``;
the last answer is ``end``. Clips are told as people tell them: all, all but some, from one to
another, every other one, or one by one. Numbers and texts that a message names are told by where
they stand in it (See, Liu and Manning, Get To The Point, 2017).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.network.labels import OF_UPLOADS
from nemo_emulator.agent.network.readings import Readings
from nemo_emulator.agent.network.traits import DISSOLVES, look_kind
from nemo_emulator.render.moods import mood_name
from nemo_emulator.render.motions import motion_kind
from nemo_emulator.render.transitions import transition_kind

Row = tuple[str, Mapping[str, Any]]
STYLED: Final = (
    ("style.position", "str"),
    ("style.size", "size"),
    ("style.scale", "factor"),
    *((f"style.{name}", "str") for name in ("color", "outline", "box", "enter", "exit")),
)
WRITTEN: Final = (
    *(("text", "text"), ("type", "str"), ("when.clip", "place"), ("when.whole", "bool")),
    *(("when.start", "ms"), ("when.length", "ms")),
    *STYLED,
)
CLIPS: Final = ("clips", "list")
# The fields of each kind with the unit that they are in; "+" before a unit: its sign comes first.
FIELDS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "Make": (("of", "str"), ("count", "count")),
        "UseOnly": (CLIPS,),
        "Keep": (CLIPS,),
        "AddClips": (CLIPS, ("at", "place")),
        "Remove": (CLIPS,),
        "Duplicate": (CLIPS, ("to", "place")),
        "Move": (("clip", "place"), ("to", "place")),
        "Swap": (("one", "place"), ("other", "place")),
        "Replace": (("clip", "place"), ("by", "place")),
        "Reverse": (),
        "Shuffle": (),
        "Arrange": (("order", "list"),),
        "Sort": (("by", "str"),),
        "AddCard": (
            *(("where", "str"), ("text", "text"), ("ms", "ms")),
            *(("background", "str"), ("color", "str")),
        ),
        "RemoveCard": (("where", "str"),),
        "Generate": (("recipe", "str"), ("ms", "ms")),
        "Undo": (),
        "Redo": (),
        "StartOver": (),
        "SetSeconds": (("ms", "ms"), CLIPS),
        "Extend": (("ms", "+ms"), CLIPS),
        "ExtendTotal": (("ms", "+ms"),),
        "Scale": (("factor", "+factor"), CLIPS),
        "SetTotal": (("ms", "ms"),),
        "Trim": (("head", "ms"), ("tail", "ms"), ("start", "ms"), ("end", "ms"), CLIPS),
        "SetSpeed": (("factor", "+factor"), CLIPS),
        "SetTransition": (("style", "str"), ("ms", "ms"), CLIPS),
        "SetTransitionLength": (("ms", "ms"), CLIPS),
        "SetMotion": (("style", "str"), CLIPS),
        "SetFit": (("mode", "str"), ("background", "str"), CLIPS),
        "SetCanvas": (("ratio", "str"), ("short_side", "count")),
        "AddText": WRITTEN,
        "ChangeText": WRITTEN,
        "RemoveText": (("type", "str"), ("clip", "place")),
        "SetSubtitles": STYLED,
        "SetMusic": (("mood", "str"), ("tempo", "count")),
        "UseAudio": (("place", "place"),),
        "RemoveMusic": (),
        "SetVolume": (("target", "str"), ("percent", "pct"), ("db", "+db"), CLIPS),
        "FadeSound": (("into", "ms"), ("out", "ms")),
        "Duck": (("percent", "pct"),),
        "CutToBeat": (),
        "SetLook": (("name", "str"), CLIPS),
        "Adjust": (("what", "str"), ("by", "+by"), ("to", "to"), CLIPS),
    }
)
WHOLE: Final[Mapping[str, Any]] = MappingProxyType({"clips": (), "clip": 0, "when.clip": 0})
# Clips whose order says something.
IN_ORDER: Final = frozenset({"UseOnly", "AddClips", "Arrange", "Duplicate"})
# There is none at first: some of it and some more of it are the same.
NONE_AT_FIRST: Final = frozenset({"grain", "vignette", "blur"})
# Of clips that are named by those that are left out, and of those named one by one.
LEFT_OUT, FEWEST, NAMED = 2, 4, 12
NEAREST, FARTHEST = -6, 30
KIND, END, NONE, SOME, OTHER, STOP = "kind", "end", "none", "some", "other", "stop"
NOTHING: Final = ("any", "", 0, None)


@dataclass(frozen=True, slots=True)
class Slot:
    """A question: its answer, as any of ``said`` or as what stands at one of ``places``."""

    name: str
    said: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What there is besides the message: names of facts, clips on the timeline, uploads, songs."""

    names: tuple[str, ...] = ()
    shown: int = 0
    uploads: int = 0
    songs: int = 0

    def most(self, kind: str, name: str) -> int:
        """How many there are of what a field counts."""
        if name == "place":
            return self.songs
        loaded = name == "by" or (name == "clips" and kind in OF_UPLOADS)
        return self.uploads if loaded else self.shown or self.uploads


def slots(wanted: Iterable[Row], message: Readings, around: Around) -> tuple[Slot, ...]:
    """Of edits as their names and fields."""
    rows = ordered(wanted, around)
    asked = Asking(message, around, alone=any(_leaves_one(*row) for row in rows))
    return (*(slot for row in rows for slot in asked.edit(*row)), _end())


def spoken(what: str) -> tuple[Slot, ...]:
    """The same of a message that asks for no edit."""
    return Slot(KIND, (what,)), _end()


def _end() -> Slot:
    return Slot(KIND, (END,))


def ordered(wanted: Iterable[Row], around: Around) -> list[Row]:
    """By kind; on an empty timeline whatever is wished for makes a slideshow first."""
    rows = [(kind, _plain(kind, flat(told))) for kind, told in wanted]
    if around.names and not around.shown and len(rows) > 1:
        rows = [row for row in rows if not _is_implied(*row)]
    return sorted(rows, key=lambda row: row[0])


def _is_implied(kind: str, told: Mapping[str, Any]) -> bool:
    return kind == "Make" and all(told.get(name) in NOTHING for name, _ in FIELDS[kind])


def _leaves_one(kind: str, told: Mapping[str, Any]) -> bool:
    return kind in ("UseOnly", "Keep") and len(told["clips"]) == 1


def flat(told: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Fields within fields by their path."""
    found: dict[str, Any] = {}
    for name, value in told.items():
        inner = isinstance(value, Mapping)
        found |= flat(value, f"{before}{name}.") if inner else {before + name: value}
    return found


def _plain(kind: str, told: dict[str, Any]) -> dict[str, Any]:
    if kind == "Adjust" and told.get("what") in NONE_AT_FIRST and told.get("to"):
        return {**told, "by": told["to"], "to": None}
    return told


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes the questions of one message.

    ``alone``: one clip is left, so that all clips and this one are the same.
    """

    message: Readings
    around: Around
    alone: bool = False

    def edit(self, kind: str, told: Mapping[str, Any]) -> Iterator[Slot]:
        """For the kind and for each field; one that is not told is as it would be anyway."""
        yield Slot(KIND, (kind,))
        usual = {**defaults(kind), **WHOLE}
        for name, unit in FIELDS[kind]:
            yield from self.field(kind, name, unit, told.get(name, usual.get(name)))

    def field(self, kind: str, name: str, unit: str, value: Any) -> Iterator[Slot]:
        """Of a list, a text and a number with a sign more than one question."""
        asked = f"{kind}.{name}"
        if unit == "list":
            yield from self._clips(kind, value)
        elif unit == "place":
            yield self._place(asked, value or 0, self.around.most(kind, name))
        elif unit == "text":
            yield from self._text(asked, value)
        elif unit in WORDED:
            yield Slot(asked, (WORDED[unit](kind, name, value),))
        else:
            yield from self._number(asked, unit, value)

    def _clips(self, kind: str, clips: Sequence[int]) -> Iterator[Slot]:
        most, free = self.around.most(kind, "clips"), kind not in IN_ORDER
        places = [_counted(place, most) for place in clips]
        how, named = _told(sorted({*places}) if free else places, most, free=free)
        yield Slot("clips.how", ("all", "list") if how == "all" and self.alone else (how,))
        item = "clips.range" if how == "range" else "clips.item"
        yield from (self._place(item, place, most) for place in named[:NAMED])
        if how in ("but", "list"):
            yield Slot("clips.item", (STOP,))

    def _place(self, asked: str, place: int, most: int) -> Slot:
        """From the beginning or from the end, which is the same."""
        if not place:
            return Slot(asked, ("0",))
        first = _counted(place, most)
        ways = {first, first - most - 1} if 0 < first <= most else {place}
        said = [
            digits(way) for way in (first, *sorted(ways - {first})) if NEAREST <= way <= FARTHEST
        ]
        return Slot(asked, tuple(said), self.message.places("place", ways))

    def _text(self, asked: str, text: str) -> Iterator[Slot]:
        found = self.message.span(text) if text else None
        if found:
            yield Slot(asked, (), (found[0],))
            yield Slot(f"{asked}.end", (), (found[1],))
        else:
            yield Slot(asked, (OTHER if text else NONE,))

    def _number(self, asked: str, unit: str, value: Any) -> Iterator[Slot]:
        """What the message does not name is some number; ``>0`` and ``<1`` are some, too."""
        unit, sign = unit.removeprefix("+"), unit[0] == "+"
        if sign:
            yield Slot(f"{asked}.sign", (_sign(value, 1 if unit == "factor" else 0),))
        yield self._size(asked, unit, value)

    def _size(self, asked: str, unit: str, value: Any) -> Slot:
        if isinstance(value, str) or value is None:
            return Slot(asked, (SOME if value else NONE,))
        size = value if unit == "factor" else abs(value)
        said = digits(value if unit == "ms" else size)
        found = self.message.places(unit, (float(size),)) if size else ()
        return Slot(asked, (said,) if found or not size else (SOME, said), found)


def _counted(place: int, most: int) -> int:
    """From the beginning, where that is known."""
    return place + most + 1 if -most <= place < 0 else place


def _sign(value: Any, middle: float) -> str:
    if isinstance(value, str):
        return {">": "+", "<": "-"}.get(value[:1], "0")
    return "0" if value is None or value == middle else "+" if value > middle else "-"


def _told(places: list[int], most: int, *, free: bool) -> tuple[str, list[int]]:
    """How clips are told, and which are named."""
    if not places or (free and len(places) == most):
        return "all", []
    rest = [place for place in range(1, most + 1) if place not in places]
    if free and most >= FEWEST and 0 < len(rest) <= LEFT_OUT and len(rest) < len(places):
        return "but", rest
    first, last = places[0], places[-1]
    if len(places) > LEFT_OUT and places == [*range(first, last + 1)]:
        return "range", [first, last]
    if (
        free
        and len(places) > 1
        and 0 < first <= LEFT_OUT
        and places == [*range(first, most + 1, 2)]
    ):
        return ("odd", "even")[first - 1], []
    return "list", places


def digits(value: float) -> str:
    """Whole numbers without a fraction, others with three digits."""
    return str(int(value)) if value == int(value) else f"{value:.3g}"


@cache
def defaults(kind: str) -> Mapping[str, Any]:
    """What the fields of a kind are where nothing is said of them, by their paths."""
    return MappingProxyType(dict(_defaults(getattr(e, kind), "")))


def _defaults(cls: Any, before: str) -> Iterator[tuple[str, Any]]:
    for field in fields(cls):
        usual = field.default
        if is_dataclass(usual):
            yield from _defaults(type(usual), f"{before}{field.name}.")
        else:
            yield before + field.name, None if usual is MISSING else usual


def word(kind: str, name: str, value: Any) -> str:
    """A name, as the renderer calls it."""
    called = CALLED.get((kind, name))
    return str((called(value) or value) if called and value else value or NONE)


def _truth(_kind: str, _name: str, value: Any) -> str:
    return str(bool(value))


def _transition(name: str) -> str | None:
    """What editors call a dissolve is a fade."""
    return DISSOLVES.get(kind := transition_kind(name) or "", kind)


CALLED: Final[Mapping[tuple[str, str], Callable[[str], str | None]]] = MappingProxyType(
    {
        ("SetTransition", "style"): _transition,
        ("SetMotion", "style"): motion_kind,
        ("SetMusic", "mood"): mood_name,
        ("SetLook", "name"): look_kind,
    }
)
WORDED: Final[Mapping[str, Callable[[str, str, Any], str]]] = MappingProxyType(
    {"str": word, "bool": _truth}
)
