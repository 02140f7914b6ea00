"""What every edit does to a draft, each in one place, and the way back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType
from typing import Any, Final, Literal

from nemo_contract.wire import Draft
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects import clips, lengths, sound, style, texts
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.scene import Scene
from nemo_emulator.agent.timeline import settled

Direction = Literal["new", "undo", "redo"]

EFFECTS: Final[Mapping[type, Callable[[Any, Scene], Draft]]] = MappingProxyType(
    {**clips.EFFECTS, **lengths.EFFECTS, **style.EFFECTS, **texts.EFFECTS, **sound.EFFECTS}
)


def apply(edits: tuple[e.Edit, ...], scene: Scene) -> Draft:
    """The draft after these edits, in order; always a valid one (see ``timeline``).

    Raises ``CannotEdit`` when one of them is impossible; then none was done.
    """
    return after(edits, scene).draft


def after(edits: tuple[e.Edit, ...], scene: Scene) -> Scene:
    """The scene after these edits: one step to undo, unless they go back or forth in between.

    Raises as ``apply`` does.
    """
    return reduce(_step, steps(edits) or ((),), scene)


def direction(edits: tuple[e.Edit, ...]) -> Direction:
    """Whether this goes back, forward again, or makes something new; back and forth go alone."""
    match edits:
        case (e.Undo(),):
            return "undo"
        case (e.Redo(),):
            return "redo"
        case _:
            return "new"


def steps(edits: tuple[e.Edit, ...]) -> tuple[tuple[e.Edit, ...], ...]:
    """The edits as steps to undo: undo and redo each alone, the others together."""
    groups: list[tuple[e.Edit, ...]] = []
    for edit in edits:
        alone = isinstance(edit, e.Undo | e.Redo)
        if groups and not alone and direction(groups[-1]) == "new":
            groups[-1] = (*groups[-1], edit)
        else:
            groups.append((edit,))
    return tuple(groups)


def _step(scene: Scene, edits: tuple[e.Edit, ...]) -> Scene:
    match direction(edits):
        case "undo":
            return _undone(scene)
        case "redo":
            return _redone(scene)
        case _:
            return _done(scene, edits)


def _done(scene: Scene, edits: tuple[e.Edit, ...]) -> Scene:
    draft = lengths.checked(settled(reduce(_one, edits, scene).draft))
    return replace(scene, draft=draft, history=(*scene.history, scene.draft), future=())


def _one(scene: Scene, edit: e.Edit) -> Scene:
    return replace(scene, draft=EFFECTS[type(edit)](edit, scene))


def _undone(scene: Scene) -> Scene:
    if not scene.history:
        raise CannotEdit(Problem.NOTHING_TO_UNDO)
    *history, draft = scene.history
    future = (*scene.future, scene.draft)
    return replace(scene, draft=draft, history=tuple(history), future=future)


def _redone(scene: Scene) -> Scene:
    if not scene.future:
        raise CannotEdit(Problem.NOTHING_TO_REDO)
    *future, draft = scene.future
    history = (*scene.history, scene.draft)
    return replace(scene, draft=draft, history=history, future=tuple(future))
