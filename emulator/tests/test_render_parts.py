"""Small parts of the renderer: the shelf, the orders between processes, the last check."""

import threading
from pathlib import Path

import pytest
from emulator.tests.render_scene import draft, film, photo, segment, source

from nemo_contract.wire import RenderOutput
from nemo_emulator.render import Rendered, RenderFailed, RenderOrder
from nemo_emulator.render.clips import opened
from nemo_emulator.render.fonts import font_file
from nemo_emulator.render.job import (
    Answer,
    Failed,
    Job,
    Progress,
    read_answer,
    read_job,
    write_answer,
    write_job,
)
from nemo_emulator.render.join import check
from nemo_emulator.render.packing import MP4
from nemo_emulator.render.shelf import Shelf


def test_a_thing_is_made_once() -> None:
    """Who asks again gets the same."""
    shelf: Shelf[object] = Shelf(2)

    assert shelf.get("a", object) is shelf.get("a", object)


def test_the_oldest_thing_makes_room() -> None:
    """Two fit; the one that was asked for longest ago goes."""
    shelf: Shelf[object] = Shelf(2)
    first, second = shelf.get("a", object), shelf.get("b", object)
    shelf.get("a", object)
    shelf.get("c", object)

    assert shelf.get("a", object) is first
    assert shelf.get("b", object) is not second


def test_who_comes_meanwhile_waits_for_it() -> None:
    """Two threads, one making."""
    shelf: Shelf[int] = Shelf(2)
    begun, may_end, made = threading.Event(), threading.Event(), []

    def make() -> int:
        begun.set()
        may_end.wait(5)
        made.append(1)
        return 7

    threads = [threading.Thread(target=lambda: made.append(shelf.get("a", make))) for _ in "ab"]
    threads[0].start()
    begun.wait(5)
    threads[1].start()
    may_end.set()
    for thread in threads:
        thread.join(5)

    assert sorted(made) == [1, 7, 7]


def test_a_failure_comes_to_everyone() -> None:
    """Not only to who tried."""
    shelf: Shelf[int] = Shelf(2)

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            shelf.get("a", lambda: 1 // 0)


@pytest.mark.parametrize("cache", [None, Path("/cache")])
def test_a_job_is_read_as_it_was_written(tmp_path: Path, cache: Path | None) -> None:
    """Through one line of JSON, unknown keys of the draft included."""
    told = draft(segment(0, 1000, url="a", strange={"kept": [1, 2]}))
    order = RenderOrder(
        draft=told,
        output=RenderOutput(quality="low"),
        sources={"a": photo(tmp_path / "a.jpg")},
        target=tmp_path / "clip.mp4",
        cache=cache,
    )
    job = Job(
        order=order, ffmpeg=Path("/ffmpeg"), encoder="libx264", folder=tmp_path / "x", threads=3
    )

    line = write_job(job)

    assert "\n" not in line
    assert read_job(line) == job


@pytest.mark.parametrize(
    "answer",
    [
        Progress(0.25),
        Failed("Because.\nTwice."),
        Rendered(
            path=Path("/clip.mp4"),
            duration_ms=1000,
            frames=25,
            size=5,
            width=64,
            height=64,
            encoder="libx264",
        ),
    ],
)
def test_an_answer_is_read_as_it_was_written(answer: Answer) -> None:
    """One line, whatever it says."""
    line = write_answer(answer)

    assert "\n" not in line
    assert read_answer(line) == answer


def test_a_clip_with_frames_missing_does_not_count(tmp_path: Path) -> None:
    """25 frames are not 26."""
    path = tmp_path / "film.mp4"
    film(path)

    check(path, 25, MP4)
    with pytest.raises(RenderFailed, match=r"25 frames instead of 26"):
        check(path, 26, MP4)


def test_a_clip_without_sound_does_not_count(tmp_path: Path) -> None:
    """The track belongs to the promise, silent or not."""
    path = tmp_path / "film.mp4"
    film(path, sound=False)

    with pytest.raises(RenderFailed, match=r"without its sound"):
        check(path, 25, MP4)


def test_only_known_containers_are_played() -> None:
    """Everything else is refused before ffmpeg sees it."""
    with pytest.raises(RenderFailed, match=r"x is a swf file, which cannot be played"):
        opened(source(Path("/a.swf"), "video"), "x")


def test_without_its_font_a_title_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the package's name."""
    monkeypatch.setattr("nemo_emulator.render.fonts.PACKAGE", "no_such_package")
    font_file.cache_clear()

    with pytest.raises(RenderFailed, match=r"install manimgx-fonts-cjk"):
        font_file()
