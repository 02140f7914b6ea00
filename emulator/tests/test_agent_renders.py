"""Whatever is edited, it can be rendered: any sequence of edits, small, frame by frame."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from emulator.tests import render_scene as camera
from emulator.tests.agent_stage import CHINESE, ENGLISH, bare, flaws
from emulator.tests.stage import MEDIA
from emulator.tests.test_agent_vetting import edits as sound_edits
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nemo_contract.wire import Draft
from nemo_emulator.agent import CannotEdit, Edit, Medium, after
from nemo_emulator.agent.edits import Make
from nemo_emulator.render import Source, find_ffmpeg
from nemo_emulator.render.audio import mix

SIDE, FPS, LONGEST_MS = 64, 24, 20_000
SPOKEN = [edit for row in (*ENGLISH, *CHINESE) for edit in row.edits]
EDITS: st.SearchStrategy[Edit] = st.one_of(st.sampled_from(SPOKEN), sound_edits())


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Source]:
    """Three small pictures, a clip and a sound, by their addresses."""
    folder = tmp_path_factory.mktemp("uploads")
    return {
        "/a.jpg": camera.photo(folder / "a.jpg"),
        "/b.jpg": camera.photo(folder / "b.jpg", "#204080", (90, 160)),
        "/c.mp4": camera.film(folder / "c.mp4", 2.0),
        "/d.mp3": camera.source(MEDIA / "tone.mp3", "audio", duration_ms=1000),
    }


def media(uploads: Mapping[str, Source]) -> tuple[Medium, ...]:
    """The same as the agent knows them."""
    return tuple(
        Medium(
            id=url,
            url=url,
            name=url[1:],
            file_type=source.file_type,
            width=source.width,
            height=source.height,
            duration_ms=source.duration_ms,
            has_audio=source.has_audio,
        )
        for url, source in uploads.items()
    )


def small(draft: Draft) -> Draft:
    """The same on a small canvas of the same shape."""
    canvas: dict[str, Any] = draft.meta["canvas"]
    scale = SIDE / min(canvas["width"], canvas["height"])
    sides = {side: max(2, round(canvas[side] * scale / 2) * 2) for side in ("width", "height")}
    return draft.model_copy(update={"meta": {"canvas": {**canvas, **sides, "fps": FPS}}})


@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(wishes=st.lists(EDITS, min_size=2, max_size=10))
def test_any_sequence_of_edits_renders(
    wishes: list[Edit], uploads: Mapping[str, Source], tmp_path: Path
) -> None:
    """A valid draft has as many frames as its length says, and a sound as long."""
    scene = after((Make(),), bare(*media(uploads)))
    for wish in wishes:
        try:
            scene = after((wish,), scene)
        except CannotEdit:
            continue

    assume(scene.draft.exportable)
    told = small(scene.draft)
    assume(told.exportable and (told.duration or 0) <= LONGEST_MS)

    shown = camera.composed(told, uploads)
    heard = camera.heard(mix(camera.planned(told, uploads), find_ffmpeg().path, tmp_path))

    assert flaws(scene.draft) == []
    assert len(shown) == pytest.approx((told.duration or 0) * FPS / 1000, abs=1)
    assert len(heard) / 48_000 == pytest.approx(len(shown) / FPS, abs=0.1)
