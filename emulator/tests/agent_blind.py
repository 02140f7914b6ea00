"""Judges the agent by utterances of somebody who had not seen its words (``blind/README.md``).

A verdict is ``exact``, or ``harmless`` when the draft stays as it is, ``incomplete`` when all that
was done was asked for, or ``harmful`` when the draft was changed as nobody asked.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import combinations, permutations
from pathlib import Path
from typing import Any, TypeAlias

from emulator.tests.agent_same import BLENDS, leaves_the_same
from emulator.tests.agent_stage import bare, film, photo, song

from nemo_emulator.agent import CannotEdit, Change, Edit, Scene, after, understand
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.director import script
from nemo_emulator.agent.intents.facts import facts
from nemo_emulator.agent.timeline import clips, video
from nemo_emulator.agent.understanding import Understanding
from nemo_emulator.agent.words import colors
from nemo_emulator.render.looks import ALIASES as LOOKS
from nemo_emulator.render.moods import mood_name
from nemo_emulator.render.motions import motion_kind
from nemo_emulator.render.transitions import transition_kind

Wanted: TypeAlias = Any  # [name, fields]
PREPARED: dict[str, tuple[Edit, ...]] = {
    "music": (e.SetMusic(mood="calm"),),
    "title": (e.AddText(text="Title"),),
    "caption": (e.AddText(text="Caption", type="caption"),),
    "caption on 2": (e.AddText(text="Caption", type="caption", when=e.When(clip=2)),),
    "subtitle": (e.SetSubtitles(lines=(e.Line(text="One"), e.Line(text="Two"))),),
    "intro": (e.AddCard(where="intro", text="Hello"),),
    "transition": (e.SetTransition(style="fade"),),
}
# What changes which clip stands where: it does not commute with what names clips.
SHAPING = frozenset(
    (
        *("Make", "UseOnly", "Keep", "AddClips", "Remove", "Duplicate", "Move", "Swap"),
        *("Reverse", "Shuffle", "Arrange", "Sort", "AddCard", "RemoveCard", "Undo", "Redo"),
        "Replace",
    )
)
PLACES = frozenset({"clips", "clip", "order"})
PLACED = {"Move": {"to"}, "Swap": {"one", "other"}, "Replace": {"by"}}
# Edits that put clips in order, each with nothing left to chance.
ORDERING = (e.Move, e.Swap, e.Arrange, e.Reverse, e.Sort, e.Keep, e.Remove)
# Where the order in which clips are named says something.
IN_ORDER = frozenset({"UseOnly", "AddClips", "Arrange", "Duplicate"})
NONE_AT_FIRST = frozenset({"grain", "vignette", "blur"})
WHOLE: dict[str, Any] = {"clips": (), "clip": 0}


class Verdict(StrEnum):
    EXACT = "exact"
    HARMLESS = "harmless"
    INCOMPLETE = "incomplete"
    HARMFUL = "harmful"


@dataclass(frozen=True, slots=True)
class Blind:
    """One of the utterances, in its scene."""

    text: str
    given: dict[str, Any]
    wishes: tuple[Any, ...]

    @property
    def chinese(self) -> bool:
        return bool(self.given["lang"] == "zh")

    def scene(self) -> Scene:
        """The uploads and the timeline that the words were said to."""
        makers = [photo] * self.given["photos"] + [film] * self.given["videos"]
        makers += [song] * self.given["songs"]
        media = [make(n) for n, make in enumerate(makers, start=1)]
        scene = bare(*media, language=self.given["lang"])
        first = tuple(range(1, self.given["slideshow"] + 1))
        scene = after((e.UseOnly(clips=first),), scene) if first else scene
        for part in self.given["has"]:
            scene = after(PREPARED[part], scene)
        if self.given["undone"]:
            scene = after((e.Undo(),), after((e.SetLook(name="warm"),), scene))
        return scene

    def verdict(self) -> Verdict:
        """How well the agent does, judged by what it understands and what it then changes."""
        scene = self.scene()
        meant = understand(self.text, uploads=bool(scene.visible), known=facts(scene))
        return self.judged(meant, scene)

    def judged(self, meant: Understanding, scene: Scene) -> Verdict:
        """The verdict on one understanding of the words, in their scene."""
        done = _done(meant, scene)
        edits = done if done[:1] == (e.Make(),) else meant.edits
        if any(self._fits(edits, kind_of(meant), wish, scene) for wish in self.wishes):
            return Verdict.EXACT
        wishes = (wish for wish in self.wishes if isinstance(wish, list))
        if done and any(leaves_the_same(done, wish, scene, within) for wish in wishes):
            return Verdict.EXACT
        if not done:
            refused = meant.edits and "clarify" in self.wishes
            return Verdict.EXACT if refused else Verdict.HARMLESS
        parts = [part for wish in self.wishes if isinstance(wish, list) for part in _parts(wish)]
        fits = any(self._fits(edits, "", part, scene) for part in parts)
        return Verdict.INCOMPLETE if fits else Verdict.HARMFUL

    def fits(self, edits: tuple[Edit, ...], kind: str) -> bool:
        """It is one of the wishes, whatever the agent would make of it."""
        scene = self.scene()
        return any(self._fits(edits, kind, wish, scene) for wish in self.wishes)

    def _fits(self, edits: tuple[Edit, ...], kind: str, wish: Any, scene: Scene) -> bool:
        timed = edits if self.given["videos"] else tuple(map(_as_length, edits))
        return any(self._says(said, kind, wish, scene) for said in (edits, timed))

    def _says(self, edits: tuple[Edit, ...], kind: str, wish: Any, scene: Scene) -> bool:
        if isinstance(wish, str):
            return not edits and kind == wish
        if _in_order(wish, scene) == _names(edits, scene) != ():
            return True
        counts = _Counts.of(scene)
        return len(edits) == len(wish) and any(
            _ordered(wish, places)
            and all(counts.same(w, edits[n]) for w, n in zip(wish, places, strict=True))
            for places in permutations(range(len(edits)))
        )


def _as_length(edit: Edit) -> Edit:
    """Pictures have no speed: played faster or slower, all they are is shorter or longer."""
    if isinstance(edit, e.SetSpeed):
        return e.Scale(factor=1 / edit.factor, clips=edit.clips)
    return edit


def _in_order(wish: list[Wanted], scene: Scene) -> tuple[str, ...]:
    """Which clips a wish that does nothing but put clips in order leaves, by name."""
    try:
        edits = tuple(getattr(e, name)(**fields) for name, fields in wish)
    except TypeError:  # it leaves something open
        return ()
    return _names(edits, scene)


def _names(edits: tuple[Edit, ...], scene: Scene) -> tuple[str, ...]:
    if not edits or not all(isinstance(edit, ORDERING) for edit in edits):
        return ()
    try:
        return tuple(video(segment).name for segment in clips(after(edits, scene).draft))
    except CannotEdit:
        return ()


def _done(meant: Understanding, scene: Scene) -> tuple[Edit, ...]:
    """The edits that take effect; on an empty timeline a slideshow comes first."""
    steps = script(meant, scene, seed=1).steps
    return tuple(edit for step in steps if isinstance(step, Change) for edit in step.edits)


def kind_of(meant: Any) -> str:
    """What an understanding without edits is; talk that is no question for us is declined."""
    if meant.cannot or meant.talk == "offtopic":
        return "decline"
    return "clarify" if meant.unclear else "answer"


def _parts(wish: list[Wanted]) -> Iterator[list[Wanted]]:
    for size in range(1, len(wish)):
        yield from (list(part) for part in combinations(wish, size))


def _ordered(wish: list[Wanted], places: tuple[int, ...]) -> bool:
    """No two edits that do not commute change places."""
    pairs = combinations(zip(wish, places, strict=True), 2)
    return all(here < there or _commute(one, other) for (one, here), (other, there) in pairs)


def _places(name: str) -> frozenset[str]:
    """The fields that name clips by their places."""
    return PLACES | PLACED.get(name, set())


def _commute(one: Wanted, other: Wanted) -> bool:
    shaping = [name in SHAPING for name, _ in (one, other)]
    placed = any(_places(name) & set(fields) for name, fields in (one, other))
    return one[0] != other[0] and not all(shaping) and not (any(shaping) and placed)


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many there are, for places that are counted from the end."""

    shown: int
    uploads: int
    sounds: int

    @classmethod
    def of(cls, scene: Scene) -> "_Counts":
        sounds = len(scene.media) - len(scene.visible)
        shown = len(clips(scene.draft)) or len(scene.visible)
        return cls(shown=shown, uploads=len(scene.visible), sounds=sounds)

    def same(self, wanted: Wanted, edit: Edit) -> bool:
        """The edit is what the words ask for; what they leave open may be anything."""
        name, fields = wanted
        values = asdict(edit)
        if name == "Adjust" and isinstance(edit, e.Adjust):
            fields, values = _from_nothing(fields, values)
        whole = {key: value for key, value in WHOLE.items() if key in values}
        if "when" in values:
            fields = {**fields, "when": {**WHOLE_CLIP, **fields.get("when", {})}}
        return type(edit).__name__ == name and all(
            self._agrees(name, key, wish, values.get(key))
            for key, wish in {**whole, **fields}.items()
        )

    def _agrees(self, name: str, key: str, wish: Any, value: Any) -> bool:
        if isinstance(wish, dict):
            return all(self._agrees(name, k, w, value.get(k)) for k, w in wish.items())
        if key == "lines":
            pairs = zip(wish, value, strict=False)
            return len(wish) == len(value) and all(
                self._agrees(name, "line", one, other) for one, other in pairs
            )
        if key in COLORED and isinstance(wish, str) and wish.startswith("~"):
            return any(within(wish, name) for name in (value, *COLOR_NAMES.get(value, ())))
        if isinstance(wish, str) and wish[:1] in "<>~" and wish:
            return within(wish, value)
        return bool(self._plain(name, key, wish) == self._plain(name, key, value))

    def _plain(self, name: str, key: str, value: Any) -> Any:
        if key in _places(name):
            places = value if isinstance(value, tuple | list) else (value,)
            most = self._most(name, key)
            found = [place + most + 1 if place < 0 else place for place in places]
            return found if name in IN_ORDER else sorted(found)
        if (name, key) == ("UseAudio", "place") and value < 0:
            return value + self.sounds + 1
        return _called(name, key, value)

    def _most(self, name: str, key: str) -> int:
        uploads = name in ("UseOnly", "AddClips") or key == "by"
        return self.uploads if uploads else self.shown


WHOLE_CLIP = {"clip": 0}


def _from_nothing(
    fields: dict[str, Any], values: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Grain, a vignette and blur begin at none: some more of it and some of it are the same."""
    if values["what"] not in NONE_AT_FIRST:
        return fields, values
    given = values["by"] if values["to"] is None else values["to"]
    wished = fields.get("by", fields.get("to"))
    rest = {key: wish for key, wish in fields.items() if key not in ("by", "to")}
    return {**rest, **({} if wished is None else {"by": wished})}, {**values, "by": given}


def within(bound: str, value: Any) -> bool:
    if bound[0] == "~":
        return bound[1:] in str(value)
    if value is None or isinstance(value, str):
        return False
    limit = float(bound[1:])
    return bool(value > limit if bound[0] == ">" else value < limit)


def _called(name: str, key: str, value: Any) -> Any:
    """By the renderer's own names, and colours by their digits."""
    if not isinstance(value, str):
        return value
    named = CALLED.get((name, key))
    if named:
        return named(value)
    return NAMED.get(value, value) if key in COLORED else value


def _look(name: str) -> str:
    return LOOKS.get(plain := name.replace("-", "").replace(" ", ""), plain)


def _blend(kind: str | None) -> str | None:
    return BLENDS.get(kind, kind) if kind else kind


CALLED: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("SetTransition", "style"): lambda name: _blend(transition_kind(name)),
    ("SetMotion", "style"): motion_kind,
    ("SetMusic", "mood"): mood_name,
    ("SetLook", "name"): _look,
}
COLORED = ("color", "background", "outline", "box")
NAMED = {name: str(row.value) for row in colors.ROWS for name in row.phrases[0]}
COLOR_NAMES = {str(row.value): row.phrases[0] for row in colors.ROWS}
FOLDER = Path(__file__).parent / "blind"


def read(name: str) -> tuple[Blind, ...]:
    """One of the hundreds."""
    rows = map(json.loads, (FOLDER / name).read_text("utf-8").splitlines())
    return tuple(Blind(row["text"], row["scene"], (row["expect"], *row["also"])) for row in rows)


NAMES = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)
HUNDREDS = {name: read(f"{name}.jsonl") for name in NAMES}
