"""A whole conversation over HTTP: from a token to a downloaded file."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from emulator.tests.stage import INSTANT, Emu, User, message, payloads, running

from nemo_contract.wire import StateReply, read_render
from nemo_emulator.settings import Pace, RenderShape

SMOOTH = "turn these images into a smooth video with transitions"


@pytest.fixture
def rendered(emu: Emu, user: User) -> str:
    """A finished render of two uploads."""
    session = user.session()
    user.upload(session, "beach.jpg", "forest.jpg")
    user.say(session, SMOOTH)
    user.export(session)
    emu.develop()
    return session


def test_a_token_brings_a_hundred_credits(user: User) -> None:
    """2.1: token, user, credits, date."""
    assert user.data["token"].startswith("nmv_usr_")
    assert user.data["user_id"].startswith("anon_")
    assert user.data["credits"] == 100
    assert user.data["expires_at"].endswith("Z")


def test_uploads_are_described(user: User) -> None:
    """2.5: each file by its content."""
    session = user.session()

    files = user.upload(session, "beach.jpg", "logo.png").json()["data"]["files"]

    assert [file["file_type"] for file in files] == ["image", "image"]
    assert all(file["width"] > 0 and len(file["hash"]) == 64 for file in files)
    assert all(file["cdn_url"].startswith(user.emu.url) for file in files)


def test_an_upload_can_be_read_back_by_its_address(user: User) -> None:
    """The signed address needs no token, and knows ranges."""
    session = user.session()
    url = user.upload(session, "beach.jpg").json()["data"]["files"][0]["cdn_url"]

    whole = user.emu.http.get(url)
    part = user.emu.http.get(url, headers={"Range": "bytes=2-5"})

    assert (whole.status_code, whole.headers["content-type"]) == (200, "image/jpeg")
    assert (part.status_code, part.content) == (206, whole.content[2:6])


def test_a_message_changes_the_timeline(user: User) -> None:
    """2.4 and 2.7: the edit is in the state, one segment to each picture."""
    session = user.session()
    user.upload(session, "beach.jpg", "forest.jpg")

    stream = user.say(session, SMOOTH)
    state = user.get(f"/api/state/nemo_agent/me/{session}/latest").json()["data"]

    parsed = StateReply.model_validate(state)
    assert "tool_call" in {event["type"] for event in payloads(stream)}
    assert parsed.state.draft is not None
    assert [len(t.segments) for t in parsed.state.draft.tracks if t.kind == 0] == [2]
    assert len(parsed.state.video_infos) == 2
    assert parsed.state.canvas_config is not None
    assert parsed.state.canvas_config.ratio == "16:9"


def test_the_first_edit_of_a_session_costs_fifty(user: User) -> None:
    """2.6: the first edit pays, the second does not."""
    session = user.session()
    user.upload(session, "beach.jpg", "forest.jpg")

    user.say(session, SMOOTH)
    after_first = user.credits()
    user.say(session, "make each picture 2 seconds long")

    assert after_first == {"available": 50, "frozen": 0, "total": 50}
    assert user.credits() == after_first
    assert [row.amount for row in user.emu.services.state.ledger] == [50, 0]


def test_an_answer_costs_nothing(user: User) -> None:
    """Words without an edit are a ledger row of amount 0."""
    session = user.session()

    user.say(session, "hello, what can you do?")

    assert user.credits()["available"] == 100
    assert [row.amount for row in user.emu.services.state.ledger] == [0]


def test_a_render_goes_from_pending_to_a_file(emu: Emu, user: User, rendered: str) -> None:
    """2.9: completed, with an address that gives the whole file."""
    job = read_render(user.poll())
    assert job.url is not None

    file = emu.http.get(job.url)

    assert (job.status, job.progress, job.size) == ("completed", 100, len(file.content))
    assert file.headers["content-type"] == "video/mp4"


def test_a_render_can_be_downloaded_with_the_token(user: User, rendered: str) -> None:
    """The download endpoint gives the same file; HEAD gives its length."""
    path = "/api/render/proxy/render_1/download"

    file = user.get(path)
    head = user.emu.http.head(path, headers=user.headers)

    assert file.content == user.emu.http.get(user.poll()["output"]["url"]).content
    assert head.headers["content-length"] == str(len(file.content))


def test_a_render_takes_its_virtual_time() -> None:
    """It is not completed before its deadline, however quick the camera was."""
    with running(replace(INSTANT, pace=Pace.REALISTIC)) as emu:
        user = emu.sign_in()
        session = user.session()
        user.upload(session, "beach.jpg")
        draft = {"t": [{"tt": 7, "sg": [{"s": 0, "d": 1000, "m": {"text": "hi"}}]}], "d": 1000}
        body = {"id": "r", "sessionId": session, "draft": draft}
        user.post("/api/render/proxy/lambda", json=body)

        emu.advance(29)
        early = user.poll("r")
        emu.develop()

        assert early["status"] == "processing"
        assert 0 < early["progress"] < 100
        assert user.poll("r")["status"] == "completed"


@pytest.fixture(params=list(RenderShape))
def shaped(request: pytest.FixtureRequest) -> Iterator[Emu]:
    with running(replace(INSTANT, render_shape=request.param)) as emu:
        yield emu


def test_every_reply_shape_tells_the_same(shaped: Emu) -> None:
    """flat, enveloped and superset are read alike, and none has a code."""
    user = shaped.sign_in()
    session = user.session()
    user.upload(session, "beach.jpg")
    user.say(session, SMOOTH)

    submitted = user.export(session).json()
    shaped.develop()
    job = read_render(user.poll())

    assert "code" not in submitted
    assert (job.id, job.status, job.progress) == ("render_1", "completed", 100)
    assert job.url is not None


def test_a_failed_render_says_why(emu: Emu, user: User) -> None:
    """The reason is a sentence for people."""
    session = user.session()
    draft = {"t": [{"tt": 0, "sg": [{"s": 0, "d": 1000, "m": {"url": "http://else.example/x"}}]}]}

    user.post("/api/render/proxy/lambda", json={"id": "r", "sessionId": session, "draft": draft})
    emu.develop()

    assert user.poll("r")["status"] == "failed"
    assert user.poll("r")["error"] == "A segment names a file that is not among your uploads."


def test_a_cancelled_render_has_failed(emu: Emu, user: User) -> None:
    """Cancelling again changes nothing."""
    session = user.session()
    user.upload(session, "beach.jpg")
    user.say(session, SMOOTH)
    user.export(session)

    first = user.post("/api/render/proxy/lambda/render_1/cancel").json()
    again = user.post("/api/render/proxy/lambda/render_1/cancel").json()

    assert (first["status"], first["error"]) == ("failed", "The render was cancelled.")
    assert again == first


def test_a_claim_link_opens_a_page_and_nothing_else(user: User) -> None:
    """2.2: good for a browser, 1001 on the API."""
    session = user.session()
    task = user.get(f"/api/state/nemo_agent/me/{session}/latest").json()["data"]["task_id"]

    claim = user.post("/api/auth/claim-token", json={"task_id": task, "session_id": session})
    data = claim.json()["data"]
    page = user.emu.http.get("/workspace/claim", params={"ct": data["claim_token"]})
    used = user.emu.http.get(
        "/api/credits/balance/simple", headers={"Authorization": f"Bearer {data['claim_token']}"}
    )

    assert (data["claim_token"][:4], data["expires_in"]) == ("clm_", 604_800)
    assert "Your project" in page.text
    assert used.json()["code"] == 1001


def test_stream_headers_keep_proxies_from_waiting(user: User) -> None:
    """2.4: no caching, no buffering, chunked."""
    session = user.session()

    reply = user.post("/run_sse", json=message(session, "hello"))

    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["cache-control"] == "no-cache"
    assert reply.headers["x-accel-buffering"] == "no"
    assert reply.headers["transfer-encoding"] == "chunked"


def test_the_pages_behind_links_exist(user: User) -> None:
    """The registration link and the root lead somewhere; a stale claim says so."""
    http = user.emu.http

    assert "anon_1" in http.get("/register", params={"bind": "anon_1"}).text
    assert "NEMO_API_URL" in http.get("/").text
    assert http.get("/workspace/claim", params={"ct": "clm_x"}).status_code == 404
