"""Whether edits leave the draft that a wish leaves, however either is put.

What a wish leaves open, and bounds that are kept, are filled in from what was done.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice, product
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from nemo_emulator.agent import CannotEdit, Edit, Scene, after

EDIT: Final[TypeAdapter[Edit]] = TypeAdapter(Edit)
WHOLE: Final[dict[str, Any]] = {"clips": (), "clip": 0}
# What editors call a dissolve is the renderer's fade; its dissolve is one of grains.
BLENDS: Final = {"dissolve": "fade"}
# So many ways to fill a wish are tried.
MOST: Final = 64
Within = Callable[[str, Any], bool]


def leaves_the_same(edits: tuple[Edit, ...], wish: list[Any], scene: Scene, within: Within) -> bool:
    """``within`` says whether a value keeps a bound such as ``>0`` or ``~x``."""
    left = _draft(edits, scene)
    return left is not None and any(
        _draft(filled, scene) == left for filled in islice(_filled(wish, edits, within), MOST)
    )


def _draft(edits: tuple[Edit, ...], scene: Scene) -> Any:
    """Without the names of its parts, which tell in which order they were made."""
    try:
        return _nameless(after(edits, scene).draft.model_dump())
    except CannotEdit:
        return None


def _nameless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nameless(part) for key, part in value.items() if key != "id"}
    if isinstance(value, list | tuple):
        return [_nameless(part) for part in value]
    return BLENDS.get(value, value) if isinstance(value, str) else value


def _filled(wish: list[Any], edits: tuple[Edit, ...], within: Within) -> Iterator[tuple[Edit, ...]]:
    """The wish as edits, with what it leaves open as each edit of the same kind has it."""
    options: list[list[Edit | None]] = [
        [edit for edit in edits if type(edit).__name__ == name] or [None] for name, _ in wish
    ]
    for chosen in product(*options):
        pairs = zip(wish, chosen, strict=True)
        made = [_made(name, fields, edit, within) for (name, fields), edit in pairs]
        if None not in made:
            yield tuple(edit for edit in made if edit is not None)


def _made(name: str, fields: dict[str, Any], edit: Edit | None, within: Within) -> Edit | None:
    given = asdict(edit) if edit is not None else {}
    whole = {key: value for key, value in WHOLE.items() if key in given}
    try:
        values = _over({**given, **whole}, fields, within)
        return EDIT.validate_python({**values, "kind": _kind(name)})
    except (ValidationError, _OutOfBoundsError):
        return None


def _kind(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


class _OutOfBoundsError(Exception):
    """A bound is not kept."""


def _over(given: Any, wished: Any, within: Within) -> Any:
    """What is wished, over what is there."""
    if isinstance(wished, dict):
        given = given if isinstance(given, dict) else {}
        parts = {key: _over(given.get(key), part, within) for key, part in wished.items()}
        return {**given, **parts}
    if isinstance(wished, str) and wished[:1] in ("<", ">", "~"):
        if given is None or not within(wished, given):
            raise _OutOfBoundsError
        return given
    return wished
