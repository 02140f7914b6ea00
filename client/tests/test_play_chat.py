"""What a person says, and where it is taken."""

from pathlib import Path

import pytest

from nemo_client.errors import FileMissing, FileTypeRefused, NothingToExport, RenderUnfinished
from nemo_client.flows import Words, go_on, say
from nemo_client.flows.export import Exported
from nemo_client.flows.steps import Kind, Remember, RenderNote, Reply, Source, Talk
from nemo_client.stage import (
    JPEG,
    Stage,
    desk,
    end,
    job,
    ok,
    refused,
    said,
    saved,
    state,
    stranger,
    streaming,
)

TARGET = Path("video.mp4")
TOKEN = ok({"token": "nmv_usr_new", "user_id": "anon_9"})
SESSION = ok({"session_id": "70", "task_id": "t"})
STORED = ok({"files": [{"filename": "a.jpg", "file_type": "image", "cdn_url": "u", "hash": "h"}]})
DRAFT = {"t": [{"tt": 0, "sg": [{"d": 1}]}]}
DONE = job("completed", output={"url": "http://cdn.test/v", "size": 9})
CLAIM = ok({"claim_token": "clm_1"})
FILES = {"a.jpg": (11, JPEG), "b.txt": (3, b"abc")}
TALK = [streaming(), said("Fine."), end()]


@pytest.mark.parametrize(
    ("text", "script", "plot"),
    [
        ("credits", [ok({"available": 1, "frozen": 0, "total": 1})], ["credits"]),
        ("show tracks", [state(DRAFT)], ["state"]),
        ("balance the audio", TALK, ["run_sse"]),
        ("upload", [], []),
        ("make it like gone.jpg", TALK, ["run_sse"]),
    ],
)
def test_words_find_their_way(text: str, script: list[Reply], plot: list[str]) -> None:
    """C-ROUTE-1, C-ROUTE-2: commands to their endpoints, the rest to the agent."""
    stage = Stage(list(script), files=FILES)

    stage.play(say(desk(), Words(text), TARGET))

    assert stage.asked == plot


def test_first_words_connect() -> None:
    """C-SESS-1: whatever is said first."""
    stage = Stage([TOKEN, SESSION, state(None)])

    stage.play(say(stranger(), Words("status"), TARGET))

    assert stage.asked == ["anonymous_token", "create_session", "state"]


def test_export_by_word() -> None:
    """The file comes to where the caller wants it."""
    stage = Stage([state(DRAFT), job("pending"), DONE, saved(), CLAIM])

    outcome = stage.play(say(desk(), Words("导出"), TARGET))

    assert isinstance(outcome, Exported)
    assert outcome.path == TARGET


def test_files_go_first() -> None:
    """C-ROUTE-1: then the message, as it was said."""
    stage = Stage([STORED, state(None), *TALK], files=FILES)
    attached = (Source("a.jpg", Path("a.jpg")),)

    stage.play(say(desk(), Words("make a slideshow", attached), TARGET))

    assert stage.asked == ["upload", "state", "run_sse"]


@pytest.mark.parametrize("text", ["upload a.jpg", "a.jpg", "上传 a.jpg"])
def test_files_alone_are_only_uploaded(text: str) -> None:
    """C-ROUTE-1: nothing goes to the agent."""
    stage = Stage([STORED], files=FILES)

    stage.play(say(desk(), Words(text), TARGET))

    assert stage.asked == ["upload"]


def test_files_in_a_sentence() -> None:
    """They are uploaded, and the sentence keeps their names."""
    stage = Stage([STORED, state(None), *TALK], files=FILES)

    stage.play(say(desk(), Words("turn a.jpg into a clip"), TARGET))

    message = stage.requests[-1].json
    assert message is not None
    assert message["new_message"]["parts"] == [{"text": "turn a.jpg into a clip"}]


def test_a_dropped_file_is_called_by_its_name() -> None:
    """Its folder is not the service's business, and its quotes are no title."""
    stage = Stage([STORED, state(None), *TALK], files={"my a.jpg": (11, JPEG)})

    stage.play(say(desk(), Words("'/home/me/my a.jpg' make a clip of it"), TARGET))

    message = stage.requests[-1].json
    assert message is not None
    assert message["new_message"]["parts"] == [{"text": "my a.jpg make a clip of it"}]


def test_a_dropped_file_alone_is_only_uploaded() -> None:
    """A blank in its name is no message."""
    stage = Stage([STORED], files={"my a.jpg": (11, JPEG)})

    stage.play(say(desk(), Words("'/home/me/my a.jpg'"), TARGET))

    assert stage.asked == ["upload"]


@pytest.mark.parametrize("text", ["upload gone.jpg", "gone.jpg"])
def test_missing_files_are_missed(text: str) -> None:
    """C-UP-1: before anything is sent."""
    stage = Stage(files=FILES)

    with pytest.raises(FileMissing, match=r"gone\.jpg"):
        stage.play(say(stranger(), Words(text), TARGET))

    assert stage.asked == []


def test_bad_attachment() -> None:
    """C-UP-1: before even a session is opened."""
    stage = Stage(files=FILES)

    with pytest.raises(FileTypeRefused):
        stage.play(say(stranger(), Words("look", (Source("b.txt", Path("b.txt")),)), TARGET))

    assert stage.asked == []


def test_limits_are_told_and_the_message_goes_all_the_same() -> None:
    """C-LIM-1: the service may do what it can."""
    stage = Stage(list(TALK))

    stage.play(say(desk(), Words("change it to vertical format"), TARGET))

    assert "anew" in stage.told(Kind.WARNING)[0]
    assert stage.asked == ["run_sse"]


def test_orphan_is_fetched_when_there_is_nothing_else() -> None:
    """C-EXP-7: a restarted client brings what its last run submitted."""
    notes = (RenderNote("old", "6"), RenderNote("late", "6"))
    stage = Stage([state(None), DONE, saved(), CLAIM], renders=notes)

    outcome = stage.play(say(desk(), Words("export"), TARGET))

    assert isinstance(outcome, Exported)
    assert outcome.render_id == "late"
    assert stage.count("render_submit") == 0


def test_orphan_of_the_same_timeline_is_not_rendered_twice() -> None:
    """C-EXP-7: the last run submitted this very draft; after a change it is another one."""
    first = Stage([state(DRAFT), job("pending"), *[job("processing")] * 10])
    with pytest.raises(RenderUnfinished):
        first.play(say(desk(), Words("export"), TARGET))
    notes = tuple(step.note for step in first.steps if isinstance(step, Remember))
    same = Stage([state(DRAFT), DONE, saved(), CLAIM], renders=renders(notes))
    other = {**DRAFT, "d": 5}
    changed = Stage([state(other), job("pending"), DONE, saved(), CLAIM], renders=renders(notes))

    same.play(say(desk(), Words("export"), TARGET))
    changed.play(say(desk(), Words("export"), TARGET))

    assert (same.count("render_submit"), changed.count("render_submit")) == (0, 1)


def test_own_renders_are_no_orphans() -> None:
    """C-EXP-3: a render that was given up is not polled further by the same run."""
    at = desk()
    at.submitted.add("late")
    stage = Stage([state(None)], renders=(RenderNote("late", "7"),))

    with pytest.raises(NothingToExport):
        stage.play(say(at, Words("export"), TARGET))


def renders(notes: tuple[object, ...]) -> tuple[RenderNote, ...]:
    return tuple(note for note in notes if isinstance(note, RenderNote))


@pytest.mark.parametrize("last", [Talk("6", "t", "u", "n", "en"), None])
def test_session_of_the_last_run_is_taken_up(last: Talk | None) -> None:
    """Nothing is asked of the service for it."""
    at, stage = stranger(token="nmv_usr_1"), Stage(last=last)

    assert stage.play(go_on(at)) is (last is not None)
    assert at.talk == last
    assert stage.asked == []


@pytest.mark.parametrize("gone", [job("failed"), refused(404, 404)])
def test_orphan_that_is_gone(gone: Reply) -> None:
    """Then there is nothing to export, and it is not asked for again."""
    stage = Stage([state(None), gone], renders=(RenderNote("late", "6"),))

    with pytest.raises(NothingToExport):
        stage.play(say(desk(), Words("export"), TARGET))

    assert stage.asked[-1] == "forget late"
