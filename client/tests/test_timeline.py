"""Drafts in words: summaries and differences."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_client.changes import changes
from nemo_client.timeline import exportable, read_timeline, summary

WIRE = Path(__file__).parents[2] / "fixtures" / "wire"
VIDEO: dict[str, Any] = {
    "tt": 0,
    "sg": [{"id": "v", "s": 0, "d": 10_000, "m": {"name": "city timelapse"}}],
}
MUSIC: dict[str, Any] = {
    "tt": 1,
    "sg": [{"id": "m", "s": 0, "d": 10_000, "m": {"name": "Lo-fi", "volume": 35}}],
}
TITLE: dict[str, Any] = {
    "tt": 7,
    "sg": [{"id": "t", "s": 0, "d": 3000, "m": {"text": "Urban Dreams"}}],
}
KEYS = st.sampled_from(
    [
        "draft",
        "t",
        "tt",
        "sg",
        "s",
        "d",
        "m",
        "id",
        "name",
        "text",
        "volume",
        "type",
        "position",
        "canvas_config",
        "width",
        "height",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


def state(*tracks: object, **more: object) -> dict[str, Any]:
    return {"draft": {"t": list(tracks)}, **more}


def clip(n: int, name: str = "photo", **meta: object) -> dict[str, Any]:
    return {"id": f"c{n}", "s": n * 1000, "d": 1000, "m": {"name": f"{name} {n}", **meta}}


def told(before: object, after: object) -> tuple[str, ...]:
    return changes(read_timeline(before), read_timeline(after))


def test_summary_as_in_the_contract() -> None:
    """C-STATE-1, word for word."""
    line = summary(read_timeline(state(VIDEO, MUSIC, TITLE)))

    assert line == (
        "Timeline (3 tracks): 1. Video: city timelapse (0-10s) "
        '2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)'
    )


def test_several_pieces_of_a_track() -> None:
    """Names once each, from the first start to the last end; odd times keep their fraction."""
    track = {"tt": 0, "sg": [clip(0), clip(1), clip(0) | {"s": 2000, "d": 1250}]}

    assert summary(read_timeline(state(track))) == (
        "Timeline (1 track): 1. Video: photo 0, photo 1 (0-3.25s)"
    )


@pytest.mark.parametrize(
    ("track", "words"),
    [
        (
            {"tt": 7, "sg": [{"d": 1000, "m": {"type": "caption", "text": "a\nb"}}]},
            'Caption: "a b"',
        ),
        ({"tt": 7, "sg": [{"d": 1000, "m": {"type": "subtitle", "text": "x"}}]}, "Subtitles:"),
        ({"tt": 1, "sg": [{"d": 1000, "m": {"type": "audio", "name": "me.mp3"}}]}, "Audio: me.mp3"),
        ({"tt": 1, "sg": [{"d": 1000, "m": {"mood": "calm"}}]}, "BGM: calm (0-1s)"),
        ({"tt": 99, "sg": [{"d": 1000}]}, "Track: part 1 (0-1s)"),
        ({"tt": 0, "sg": []}, "Video: nothing yet"),
        ({"tt": 0, "sg": [{"d": 1000}, {"d": 2000}]}, "Video: part 1, part 2 (0-3s)"),
    ],
)
def test_kinds_of_tracks(track: object, words: str) -> None:
    """Known and unknown ones."""
    assert words in summary(read_timeline(state(track)))


@pytest.mark.parametrize("empty", [{}, {"draft": None}, {"draft": {"t": []}}, None, 5])
def test_empty(empty: object) -> None:
    """Nothing to tell is told."""
    assert summary(read_timeline(empty)) == "The timeline is empty."


@pytest.mark.parametrize(
    ("draft", "ready"),
    [
        ({"t": [VIDEO]}, True),
        ({"t": [{"sg": []}, TITLE]}, True),
        ({"t": [{"sg": []}]}, False),
        ({}, False),
        (None, False),
    ],
)
def test_exportable(draft: object, *, ready: bool) -> None:
    """C-EXP-1: some track has a segment."""
    assert exportable(draft) is ready


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (state(VIDEO), state(VIDEO), ()),
        (
            state(VIDEO),
            state(
                VIDEO, {"tt": 7, "sg": [TITLE["sg"][0] | {"m": {"text": "P", "position": "top"}}]}
            ),
            ("Added title “P” at the top, 0–3 s.",),
        ),
        (state(VIDEO, MUSIC), state(VIDEO), ("Removed music Lo-fi, 0–10 s.",)),
        (
            state(),
            state({"tt": 0, "sg": [clip(n) for n in range(4)]}),
            ("Added 4 clips, 0–4 s.", "The video is now 4 s long."),
        ),
        (
            state({"tt": 7, "sg": [TITLE["sg"][0]]}),
            state({"tt": 7, "sg": [TITLE["sg"][0] | {"m": {"text": "Other"}}]}),
            ("Changed title “Urban Dreams” to “Other”.",),
        ),
        (
            state(VIDEO, TITLE),
            state(VIDEO, {"tt": 7, "sg": [TITLE["sg"][0] | {"s": 2000}]}),
            ("Moved title “Urban Dreams” to 2–5 s.",),
        ),
        (
            state(MUSIC),
            state({"tt": 1, "sg": [MUSIC["sg"][0] | {"m": {"name": "Lo-fi", "volume": 80}}]}),
            ("Set music Lo-fi to 80% volume.",),
        ),
        (
            state({"tt": 0, "sg": [clip(0)]}),
            state({"tt": 0, "sg": [clip(0, look={"name": "warm"})]}),
            ("Changed clip photo 0.",),
        ),
        (
            state(VIDEO, canvas_config={"width": 1920, "height": 1080}),
            state(VIDEO, canvas_config={"width": 1080, "height": 1920}),
            ("The picture is now 1080x1920.",),
        ),
    ],
)
def test_changes(before: object, after: object, lines: tuple[str, ...]) -> None:
    """C-SSE-5: each kind of edit as a sentence."""
    assert told(before, after) == lines


@given(JSON, JSON)
def test_strange_drafts_are_read_all_the_same(before: object, after: object) -> None:
    """Nothing in a state can make this fail."""
    assert summary(read_timeline({"draft": before}))
    assert isinstance(told({"draft": before}, after), tuple)


@given(JSON)
def test_nothing_changes_by_itself(draft: object) -> None:
    """A state compared with itself has no changes."""
    assert told({"draft": draft}, {"draft": draft}) == ()


def test_the_fixture_in_words() -> None:
    """The draft of the wire fixtures is summarised whole."""
    draft = json.loads((WIRE / "draft.full.json").read_text("utf-8"))

    line = summary(read_timeline({"draft": draft}))

    assert line.startswith(f"Timeline ({len(draft['t'])} track")
