"""Any edit that passes the vetting can be tried: it is done, or refused in words."""

from dataclasses import MISSING, fields
from typing import Any, get_args

import pytest
from emulator.tests.agent_stage import EDIT, bare, flaws, media, photo
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_contract.draft import TrackKind
from nemo_emulator.agent import CannotEdit, Edit, Medium, Understanding, after
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.timeline import on
from nemo_emulator.agent.vetting import COLORS, NAMES, RANGES, SHIFTS, amiss

KINDS: tuple[type, ...] = get_args(get_args(Edit)[0])
SHAPES = EDIT.json_schema()["$defs"]
COLOR = st.sampled_from(["", "#ff0000", "#0a0b0c"])
PLACES = st.integers(-5, 6)


@st.composite
def filled(draw: st.DrawFn, kind: type) -> Any:
    """An edit, or a part of one, with values from the whole of what is allowed."""
    named = {field.name: draw(_value(kind, field)) for field in fields(kind)}
    return kind(**named)


def _value(kind: type, field: Any) -> st.SearchStrategy[Any]:
    default = field.default if field.default is not MISSING else None
    shape = SHAPES[kind.__name__]["properties"][field.name]
    if "const" in shape or "enum" in shape:
        return st.sampled_from(shape.get("enum", [default]))
    if (kind, field.name) in NAMES:
        return st.sampled_from(NAMES[kind, field.name])
    if field.name in COLORS:
        return COLOR | st.just("blur") if field.name == "background" else COLOR
    if isinstance(default, e.When | e.TextStyle):
        return filled(type(default))
    return _plain(kind, field.name, shape)


def _plain(kind: type, name: str, shape: dict[str, Any]) -> st.SearchStrategy[Any]:
    kinds = {one.get("type") for one in (shape, *shape.get("anyOf", ()))}
    least, most = SHIFTS.get((kind, name)) or RANGES.get(name, (-5, 6))
    values: dict[str, st.SearchStrategy[Any]] = {
        "integer": PLACES if most == 999 and least < 0 else st.integers(int(least), int(most)),
        "number": st.floats(least, most),
        "string": st.text(min_size=1, max_size=30).filter(str.strip),
        "boolean": st.booleans(),
        "null": st.none(),
        "array": st.lists(filled(e.Line), max_size=4).map(tuple)
        if name == "lines"
        else st.lists(PLACES, max_size=4).map(tuple),
    }
    return st.one_of([values[one] for one in sorted(filter(None, kinds))])


def edits() -> st.SearchStrategy[Any]:
    """One of any kind."""
    return st.sampled_from(KINDS).flatmap(filled)


@settings(deadline=None, max_examples=150)
@given(wishes=st.lists(edits(), min_size=1, max_size=8), uploads=media())
def test_sound_edits_leave_a_valid_draft_or_are_refused(
    wishes: list[Edit], uploads: tuple[Medium, ...]
) -> None:
    """In any order, with any values: a language model can do no harm."""
    scene = bare(*uploads)
    for wish in wishes:
        assert amiss(Understanding(edits=(wish,))) == ""
        try:
            scene = after((wish,), scene)
        except CannotEdit:
            continue
        assert flaws(scene.draft) == []


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_every_field_is_vetted(kind: type) -> None:
    """A new field has a range, names, or is a text or a row of places."""
    schema = SHAPES[kind.__name__]["properties"]
    numbers = {
        name
        for name, shape in schema.items()
        if {one.get("type") for one in (shape, *shape.get("anyOf", ()))} & {"integer", "number"}
    }

    assert numbers - set(RANGES) - {name for owner, name in SHIFTS if owner is kind} == set()


@pytest.mark.parametrize(("asked", "played"), [(1.0, 30.0), (96.0, 96.0), (999.0, 300.0)])
def test_music_gets_a_tempo_that_can_be_played(asked: float, played: float) -> None:
    """The nearest to what was asked for."""
    scene = after((e.Make(), e.SetMusic(tempo=asked)), bare(photo(1)))

    (sound,) = on(scene.draft, TrackKind.AUDIO)
    assert sound.meta["tempo"] == played
