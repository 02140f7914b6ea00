"""Uploads and exports: what is refused here, what is asked there, what ends up on the disk."""

from pathlib import Path
from typing import Any

import pytest

from nemo_client.errors import (
    DownloadFailed,
    FileMissing,
    FileTooLarge,
    FileTypeRefused,
    Garbled,
    NothingToExport,
    PlanBlocked,
    RateLimited,
    Refused,
    RenderFailed,
    RenderUnfinished,
    TokenRefused,
    Unreachable,
)
from nemo_client.flows import export, resume, upload, upload_urls
from nemo_client.flows.steps import Answer, Call, Kind, Remember, Reply, Source, Step
from nemo_client.stage import (
    JPEG,
    Stage,
    broken,
    desk,
    job,
    ok,
    refused,
    reply,
    saved,
    state,
    stranger,
)

PHOTO = Source("a.jpg", Path("a.jpg"))
FILES = {
    "a.jpg": (11, JPEG),
    "b.txt": (5, b"hello"),
    "c.jpg": (209_715_201, JPEG),
    "d.png": (0, b""),
}
STORED = ok({"files": [{"filename": "a.jpg", "file_type": "image", "cdn_url": "u", "hash": "h"}]})
DRAFT = {"t": [{"tt": 0, "sg": [{"d": 1, "new": [1.0]}], "unknown": None}], "x": "é"}
READY = state(DRAFT)
TARGET = Path("out/video.mp4")
URL = "http://cdn.test/v.mp4?sig=1"
DONE = job("completed", output={"url": URL, "size": 9})
CLAIM = ok({"claim_token": "clm_1", "expires_in": 604800})
LOCAL = job("completed", output={"url": "http://api.test/files/v.mp4", "size": 9})


def test_upload_is_one_request() -> None:
    """All files or none: the service refuses the whole request for one bad file."""
    at, stage = desk(), Stage([STORED], files=FILES)

    stored = stage.play(upload(at, [PHOTO, PHOTO]))

    assert stage.asked == ["upload"]
    assert stage.requests[0].sources == (PHOTO, PHOTO)
    assert stored.files[0].filename == "a.jpg"
    assert at.known is None


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("gone.jpg", FileMissing),
        ("b.txt", FileTypeRefused),
        ("c.jpg", FileTooLarge),
        ("d.png", FileTypeRefused),
    ],
)
def test_bad_files_are_refused_here(name: str, error: type[Exception]) -> None:
    """C-UP-1: before anything is sent, and with the file's name."""
    stage = Stage(files=FILES)

    with pytest.raises(error, match=name):
        stage.play(upload(desk(), [PHOTO, Source(name, Path(name))]))

    assert stage.asked == []


@pytest.mark.parametrize(
    ("code", "error", "remedy"),
    [(4001, FileTypeRefused, "mp4, mov"), (4002, FileTooLarge, "Compress or trim")],
)
def test_files_refused_there(code: int, error: type[Exception], remedy: str) -> None:
    """C-UP-1: report with the remedy."""
    stage = Stage([refused(code)], files=FILES)

    with pytest.raises(error, match=remedy):
        stage.play(upload(desk(), [PHOTO]))


def test_links_are_handed_over() -> None:
    """The JSON form of the upload."""
    stage = Stage([STORED])

    stage.play(upload_urls(desk(), ["http://x.test/a.jpg"]))

    assert stage.requests[0].json == {"urls": ["http://x.test/a.jpg"], "source_type": "url"}


def test_upload_answered_without_files_is_reported() -> None:
    """C-ERR-3"""
    stage = Stage([ok({"stored": True})], files=FILES)

    with pytest.raises(Garbled, match="what became of the files"):
        stage.play(upload(desk(), [PHOTO]))


def test_export_from_state_to_file() -> None:
    """C-EXP-1 to C-EXP-6: look, submit, poll every 30 s, download, name the file, give the link."""
    script = [READY, job("pending"), job("processing", progress=40), DONE, saved(), CLAIM]
    stage = Stage(list(script))

    exported = stage.play(export(desk(), TARGET))

    assert stage.asked == [
        "state",
        "render_submit",
        "wait 30",
        "render_poll",
        "wait 30",
        "render_poll",
        "file",
        "keep video.mp4",
        "forget render-1",
        "claim_token",
    ]
    assert exported.path == TARGET
    assert exported.link == "http://web.test/workspace/claim?ct=clm_1"
    assert stage.told(Kind.PROGRESS) == [
        "Exporting…",
        "Rendering… 40%",
        "Rendering… 0%",
        "Downloading…",
    ]


def test_draft_is_submitted_unchanged() -> None:
    """C-EXP-2: unknown keys included, ``sessionId`` in camelCase, the id remembered before."""
    stage = Stage([READY, job("pending"), DONE, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    wish = stage.requests[1].json
    assert wish is not None
    assert wish["draft"] == DRAFT
    assert wish["sessionId"] == "7"
    assert wish["id"] == "render-1"
    kinds = [type(step).__name__ for step in stage.steps]
    (note,) = (step.note for step in stage.steps if isinstance(step, Remember))
    noted = stage.steps.index(Remember(note))
    assert noted < kinds.index("Call", kinds.index("Call") + 1)


@pytest.mark.parametrize("draft", [None, {}, {"t": []}, {"t": [{"tt": 0, "sg": []}]}, {"t": 3}, []])
def test_empty_timeline_is_not_exported(draft: object) -> None:
    """C-EXP-1: say so and submit nothing."""
    stage = Stage([state(draft)])

    with pytest.raises(NothingToExport, match="nothing on the timeline"):
        stage.play(export(desk(), TARGET))

    assert stage.asked == ["state"]


def test_ten_polls_are_enough() -> None:
    """C-EXP-3: then report; the id tells where to go on."""
    stage = Stage([READY, job("pending"), *[job("processing")] * 10])

    with pytest.raises(RenderUnfinished) as caught:
        stage.play(export(desk(), TARGET))

    assert stage.count("render_poll") == 10
    assert caught.value.render_id == "render-1"
    assert stage.count("render_submit") == 1


@pytest.mark.parametrize("seconds", [20, 80, 300, 1200, 2400])
def test_slow_jobs_are_given_their_time(seconds: int) -> None:
    """C-EXP-3: ten polls are enough for every job that gets on, never closer than 30 s."""

    class Service(Stage):
        def _next(self, step: Step[Any]) -> Answer:
            if isinstance(step, Call) and step.request.operation == "render_poll":
                done = self.now / seconds
                return job("processing", progress=int(done * 100)) if done < 1 else DONE
            return Stage._next(self, step)

    stage = Service([READY, job("pending"), saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    waits = [float(line[5:]) for line in stage.asked if line.startswith("wait ")]
    assert min(waits) == 30
    assert sum(waits) < max(2 * seconds, 60)


def test_failed_job_is_tried_once_more() -> None:
    """C-EXP-4: under a new id."""
    stage = Stage([READY, job("pending"), job("failed"), job("pending"), DONE, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    ids = [
        step.json["id"]
        for step in stage.requests
        if step.operation == "render_submit" and step.json
    ]
    assert ids == ["render-1", "render-2"]


def test_two_failed_jobs_are_reported() -> None:
    """C-EXP-4"""
    stage = Stage([READY, job("pending"), job("failed"), job("pending"), job("failed")])

    with pytest.raises(RenderFailed, match="twice"):
        stage.play(export(desk(), TARGET))

    assert stage.count("render_submit") == 2


def test_refused_polls_do_not_count() -> None:
    """C-EXP-3: 1001 and 429 are survived at the next turn."""
    token = ok({"token": "nmv_usr_new", "user_id": "anon_0"})
    polls = [refused(1001), token, refused(429), *[job("processing")] * 9, DONE]
    stage = Stage([READY, job("pending"), *polls, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    assert stage.count("render_poll") == 12
    waits = [float(line[5:]) for line in stage.asked if line.startswith("wait ")]
    assert len(waits) == 12
    assert min(waits) == 30


@pytest.mark.parametrize(
    ("polls", "error"),
    [
        ([refused(429), refused(429)], RateLimited),
        ([refused(1001), ok({"token": "nmv_usr_2"}), refused(1001)], TokenRefused),
        ([refused(404, 404)], Refused),
    ],
)
def test_polls_refused_for_good(polls: list[Reply], error: type[Exception]) -> None:
    """C-ERR-2, C-AUTH-4: once each, then a report."""
    stage = Stage([READY, job("pending"), *polls])

    with pytest.raises(error):
        stage.play(export(desk(), TARGET))


def test_unreadable_polls_count() -> None:
    """C-ERR-3: they were polls; the next one may be readable."""
    odd = [broken(), reply(200, b"<html>"), reply(200, {"status": "odd"}), reply(503, b"")]
    stage = Stage([READY, job("pending"), *odd, DONE, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    assert stage.count("render_poll") == 5


def test_lost_submit_is_cleared_up_by_polling() -> None:
    """C-ERR-4: not submitted again while it may have arrived."""
    stage = Stage([READY, broken(), DONE, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    assert stage.count("render_submit") == 1


def test_submit_that_never_arrived_is_repeated() -> None:
    """C-ERR-4: the service does not know the id, so nothing is done twice."""
    stage = Stage([READY, reply(502, b""), refused(404, 404), job("pending"), DONE, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    ids = [
        step.json["id"]
        for step in stage.requests
        if step.operation == "render_submit" and step.json
    ]
    assert ids == ["render-1", "render-1"]


def test_submit_that_never_gets_through() -> None:
    """Twice is enough."""
    lost = [reply(502, b""), refused(404, 404)]
    stage = Stage([READY, *lost, *lost])

    with pytest.raises(Unreachable, match="does not get through"):
        stage.play(export(desk(), TARGET))


def test_known_id_is_replaced() -> None:
    """C-EXP-2: ids are unique."""
    stage = Stage([READY, refused(409, 409), job("pending"), DONE, saved(), CLAIM])

    assert stage.play(export(desk(), TARGET)).size == 9
    assert stage.count("render_submit") == 2


def test_blocked_export_is_about_the_plan() -> None:
    """C-ERR-1: no retry, and nobody is told to buy credits."""
    stage = Stage([READY, refused(402, 402)])

    with pytest.raises(PlanBlocked, match="not about credits"):
        stage.play(export(desk(), TARGET))

    assert stage.count("render_submit") == 1


@pytest.mark.parametrize(
    "first",
    [
        broken(),
        reply(404, b""),
        saved(8),
        reply(200, {"code": 1001, "message": "no"}),
        Reply(0, 302, {}),
    ],
)
def test_download_falls_back_to_the_endpoint(first: Reply) -> None:
    """C-EXP-5: a URL that fails, or gives a part of the file, is not the last word."""
    stage = Stage([READY, job("pending"), DONE, first, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    assert stage.asked[-5:-3] == ["file", "render_download"]


def test_truncated_file_is_never_delivered() -> None:
    """C-EXP-5: neither address gives it whole, so there is no file, and a way to get it later."""
    stage = Stage([READY, job("pending"), DONE, saved(8), saved(10)])

    with pytest.raises(DownloadFailed) as caught:
        stage.play(export(desk(), TARGET))

    assert stage.asked[-1] == "throw away"
    assert caught.value.render_id == "render-1"


@pytest.mark.parametrize(
    ("size", "whole", "good"), [(9, True, True), (9, False, False), (0, True, False)]
)
def test_without_a_stated_size_the_transfer_decides(size: int, *, whole: bool, good: bool) -> None:
    """C-EXP-5: the length of the transfer, or its proper end."""
    done = job("completed", output={"url": URL})
    stage = Stage([READY, job("pending"), done, saved(size, whole=whole), saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    assert (stage.count("render_download") == 0) is good


def test_authorization_stays_with_the_api() -> None:
    """C-ATTR-1: another origin gets neither token nor attribution, the API's own gets both."""
    foreign = Stage([READY, job("pending"), DONE, saved(), CLAIM])
    own = Stage([READY, job("pending"), LOCAL, saved(), CLAIM])

    foreign.play(export(desk(), TARGET))
    own.play(export(desk(), TARGET))

    headers = next(step.headers for step in foreign.requests if step.operation == "file")
    assert {"Authorization", "X-Skill-Source"}.isdisjoint(headers)
    headers = next(step.headers for step in own.requests if step.operation == "file")
    assert headers["Authorization"] == "Bearer nmv_usr_0"
    assert headers["X-Skill-Source"] == "stage"


def test_redirect_is_followed_without_the_token() -> None:
    """C-ATTR-1: also when the way leads elsewhere only later."""
    moved = Reply(0, 302, {"location": "http://cdn.test/v"})
    stage = Stage([READY, job("pending"), LOCAL, moved, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    first, second = (step for step in stage.requests if step.operation == "file")
    assert "Authorization" in first.headers
    assert "Authorization" not in second.headers
    assert second.url == "http://cdn.test/v"


def test_redirects_in_a_circle_end() -> None:
    """Three hops are enough."""
    moved = Reply(0, 302, {"location": "/files/v.mp4"})
    stage = Stage([READY, job("pending"), LOCAL, moved, moved, moved, moved, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    assert stage.count("file") == 4


@pytest.mark.parametrize("url", [None, "ftp://x/v", "http://cdn.test/v?t=nmv_usr_0", "http://[x"])
def test_addresses_not_to_be_used(url: str | None) -> None:
    """C-SEC-1: no token in any URL, not even in one the service made."""
    done = job("completed", output={"url": url, "size": 9})
    stage = Stage([READY, job("pending"), done, saved(), CLAIM])

    stage.play(export(desk(), TARGET))

    assert stage.count("file") == 0


@pytest.mark.parametrize("claim", [refused(1001), ok({}), ok({"claim_token": "nmv_usr_x"})])
def test_a_missing_link_does_not_spoil_the_export(claim: Reply) -> None:
    """C-EXP-6 is a SHOULD: the file is there."""
    stage = Stage([READY, job("pending"), DONE, saved(), claim, ok({}), ok({})])

    exported = stage.play(export(desk(token="nmv_usr_mine"), TARGET))

    assert exported.link == ""


def test_render_is_taken_up_again() -> None:
    """C-EXP-7: a later run fetches what an earlier one submitted."""
    at = stranger(token="nmv_usr_mine")
    stage = Stage([job("processing"), DONE, saved()])

    exported = stage.play(resume(at, "render-old", TARGET))

    assert exported.link == ""
    assert stage.requests[0].url.endswith("/render-old")


def test_failed_render_cannot_be_taken_up() -> None:
    """It is told that it failed."""
    stage = Stage([job("failed")])

    with pytest.raises(RenderFailed, match="Export again"):
        stage.play(resume(desk(), "render-old", TARGET))


def test_ids_cannot_leave_their_place_in_a_path() -> None:
    """An id with slashes is one part of the path all the same."""
    stage = Stage([DONE, saved(), CLAIM])

    stage.play(resume(desk(), "../../x?y", TARGET))

    assert stage.requests[0].url.endswith("/lambda/..%2F..%2Fx%3Fy")
