"""Recording a real server, here a second emulator, and how it differs from the contract."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, MEDIA, Camera, Loop, message

from nemo_contract import Exchange
from nemo_emulator import Emulator
from nemo_emulator.cli import main
from nemo_emulator.clock import ScaledClock
from nemo_emulator.record import BadRecording, Recorder, differences, load, summed, written
from nemo_emulator.record.secrets import clean
from nemo_emulator.record.tape import heading
from nemo_emulator.server import serving
from nemo_emulator.settings import Settings
from nemo_emulator.tuning import REVISIONS, revised

SMOOTH = "turn these images into a smooth video with transitions"
SESSION = "/api/tasks/me/with-session/nemo_agent"
RENDER = "/api/render/proxy/lambda"


class Studio:
    """A real server, a recorder before it, and what it wrote."""

    def __init__(self, settings: Settings) -> None:
        self.lab = Emulator(settings, renderer=Camera())
        self.rows: list[Exchange] = []

    def __enter__(self) -> "Studio":
        self.lab.__enter__()
        self.token = self.lab.accounts.open(credits=1000)["token"]
        self.loop = Loop()
        self.server = serving(Recorder(self.lab.url, self.token, self.rows.append, ScaledClock()))
        self.url = self.loop.run(self.server.__aenter__()).url
        return self

    def __exit__(self, *why: object) -> None:
        self.loop.run(self.server.__aexit__(None, None, None))
        self.loop.close()
        self.lab.__exit__(None, None, None)

    def client(self) -> httpx.Client:
        """Somebody who has no real token."""
        headers = ATTRIBUTION | {"Authorization": "Bearer anything"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60)

    def heard(self, operation: str) -> Exchange:
        """The exchange, once it is written down."""
        for _ in range(1000):
            for row in tuple(self.rows):
                if row.operation == operation:
                    return row
            sleep(0.01)
        raise TimeoutError(f"no {operation} was recorded")

    def text(self) -> str:
        return heading("http://x") + "".join(map(written, self.rows))


def whole_conversation(http: httpx.Client) -> None:
    """Every operation but the one for tokens, with an error or two."""
    made = http.post(SESSION, json={}).json()["data"]
    session = made["session_id"]
    files = {"files": ("a.jpg", (MEDIA / "beach.jpg").read_bytes())}
    http.post(f"/api/upload-video/nemo_agent/me/{session}", files=files)
    http.post("/run_sse", json=message(session, SMOOTH))
    state = http.get(f"/api/state/nemo_agent/me/{session}/latest").json()["data"]["state"]
    http.post("/api/auth/claim-token", json={"task_id": made["task_id"], "session_id": session})
    http.get("/api/credits/balance/simple")
    http.post(RENDER, json={"id": "r1", "sessionId": session, "draft": state["draft"]})
    while '"status":"completed"' not in http.get(f"{RENDER}/r1").text:
        pass
    http.get("/api/render/proxy/r1/download")
    http.post(f"{RENDER}/r1/cancel")
    http.get("/api/state/nemo_agent/me/12345/latest")
    http.get("/api/render/proxy/lambda/none")


@pytest.fixture(scope="module", params=list(REVISIONS))
def recorded(request: pytest.FixtureRequest) -> tuple[str, list[Exchange]]:
    """A whole conversation with a server of each revision."""
    with Studio(revised(INSTANT, request.param)) as studio:
        with studio.client() as http:
            whole_conversation(http)
        text = studio.text()
        assert studio.token not in text
    return request.param, list(load(text.splitlines()))


def found(rows: list[Exchange], revision: str) -> set[tuple[str, str]]:
    return {(one.operation, one.where) for one in differences(rows, revised(Settings(), revision))}


def test_a_server_does_not_differ_from_its_own_revision(recorded: Any) -> None:
    """Every operation is there, and in none of them anything."""
    revision, rows = recorded

    assert {row.operation for row in rows} >= {
        *("create_session", "upload", "run_sse", "state", "claim_token", "credits"),
        *("render_submit", "render_poll", "render_cancel", "render_download"),
    }
    assert list(map(str, differences(rows, revised(Settings(), revision)))) == []


EXPECTED = {
    "2026-11": set(),
    "1.9": {("render_poll", "success"), ("render_poll", "data")},
    "2026-03-13": {("render_poll", "success"), ("render_poll", "data")},
    "cli": {("render_poll", "taskId"), ("render_poll", "status")},
    "adk": {("run_sse", "event"), ("state", "status")},
}


def test_another_revision_is_told_apart(recorded: Any) -> None:
    """By the places where it differs from the contract's."""
    revision, rows = recorded

    assert found(rows, "2026-11") >= EXPECTED[revision]
    assert (found(rows, "2026-11") == set()) is (not EXPECTED[revision])


def test_a_recording_holds_no_secrets(recorded: Any) -> None:
    """No token of anybody, no signature of an address, no body that is no text."""
    _, rows = recorded
    text = "".join(map(written, rows))

    assert "nmv_usr_" not in text
    assert "clm_***" in text
    assert "signature=***" in text
    assert {row.request_headers["authorization"] for row in rows} == {"***"}
    (film,) = (row for row in rows if row.operation == "render_download")
    assert (film.reply_body, film.reply_bytes > 0) == (b"", True)


def test_what_is_written_is_read_back(recorded: Any) -> None:
    _, rows = recorded

    assert list(load((heading("x") + "".join(map(written, rows))).splitlines())) == rows


def test_no_tokens_are_asked_for() -> None:
    """Recording makes no accounts; the sentence says what to do."""
    with Studio(INSTANT) as studio, studio.client() as http:
        reply = http.post("/api/auth/anonymous-token")

        assert (reply.status_code, "NEMO_TOKEN" in reply.json()["title"]) == (403, True)
        assert len(studio.lab.accounts.all()) == 1
        assert studio.rows == []


def test_a_stream_comes_through_as_it_is_sent() -> None:
    """Event by event; a reader who leaves is a reader who left, there too."""
    settings = replace(revised(INSTANT, "2026-11"), abort_on_disconnect=True)
    with Studio(settings) as studio, studio.client() as http:
        session = http.post(SESSION, json={}).json()["data"]["session_id"]
        studio.lab.faults.add("run_sse: stall 600s after 1 events")
        with http.stream("POST", "/run_sse", json=message(session, "hello")) as stream:
            first = next(stream.iter_raw())
        row = studio.heard("run_sse")

    assert first.startswith(b"data: ")
    assert (row.complete, row.reply_body) == (False, first)


def test_a_reply_that_is_cut_is_passed_on_cut() -> None:
    with Studio(INSTANT) as studio, studio.client() as http:
        studio.lab.faults.add("credits: cut after 9 bytes")
        with pytest.raises(httpx.RemoteProtocolError):
            http.get("/api/credits/balance/simple")

        assert [(row.status, row.complete) for row in studio.rows] == [(200, False)]


def test_a_server_that_is_not_there_is_said_so() -> None:
    loop, rows = Loop(), list[Exchange]()
    server = serving(Recorder("http://127.0.0.1:9", "t", rows.append, ScaledClock()))
    url = loop.run(server.__aenter__()).url
    reply = httpx.get(url + "/api/credits/balance/simple")
    loop.run(server.__aexit__(None, None, None))
    loop.close()

    assert (reply.status_code, "does not answer" in reply.json()["title"]) == (502, True)
    assert [row.status for row in rows] == [None]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (b"Bearer secret-1", b"Bearer ***"),
        (b"a secret-1 b", b"a *** b"),
        (b"nmv_usr_abc clm_def", b"nmv_usr_*** clm_***"),
        (b'"https://x/a?X-Amz-Signature=ab12&b=1"', b'"https://x/a?X-Amz-Signature=***&b=1"'),
        (b"/a?token=x&Expires=7&sig=9", b"/a?token=***&Expires=***&sig=***"),
        (b"/a?page=7", b"/a?page=7"),
    ],
)
def test_secrets_are_blotted_out(text: bytes, kept: bytes) -> None:
    assert clean(text, "secret-1") == kept


# Differences, by hand


def reply(operation: str | None, body: Any, status: int = 200, **headers: Any) -> Exchange:
    """An exchange that answers with this."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    kinds = {"content-type": "application/json"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return Exchange(
        n=3,
        operation=operation,
        method="GET",
        path="/x",
        at=0.0,
        ended_at=1.0,
        status=status,
        reply_headers=kinds,
        reply_body=raw,
    )


NO_NUMBER = "input should be a valid integer, unable to parse string as an integer"
FILE = {"filename": "a", "file_type": "image", "cdn_url": "u"}
GOOD = {"available": 1, "frozen": 2, "total": 3}
STREAM: dict[str, Any] = {
    "content_type": "text/event-stream",
    "cache_control": "no-cache",
    "x_accel_buffering": "no",
}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (reply("credits", {"code": 0, "message": "", "data": GOOD}), []),
        (
            reply("credits", {"code": 0, "message": "", "data": GOOD}, 201),
            ["status: 201 carries code 0; expected 200"],
        ),
        (
            reply("credits", {"code": 1001, "message": "", "data": None}, 401),
            ["status: 401 carries code 1001; expected 200"],
        ),
        (reply("credits", {"code": 7, "data": None}), ["code: 7 is none of the contract's"]),
        (reply("credits", {"data": GOOD}), ["code: is missing"]),
        (
            reply("credits", {"code": 0, "data": GOOD, "trace": 1}),
            ["trace: is not in the contract", "message: is missing"],
        ),
        (
            reply("credits", {"code": 0, "message": "", "data": {"available": 1, "frozen": "x"}}),
            [f"data.frozen: {NO_NUMBER}", "data.total: field required"],
        ),
        (
            reply("credits", {"code": 0, "message": "", "data": GOOD | {"bonus": 1}}),
            ["data.bonus: is not in the contract"],
        ),
        (reply("credits", [1]), ["body: is a list, not an object"]),
        (reply("credits", None), ["body: is null, not an object"]),
        (reply("credits", "x"), ["body: is a str, not an object"]),
        (
            reply("credits", b"<html>", 502, content_type="text/html"),
            ["body: is no JSON but text/html, under status 502"],
        ),
        (
            reply(
                "upload",
                {
                    "code": 0,
                    "message": "",
                    "data": {"files": [FILE], "session_state_applied": True},
                },
            ),
            ["data.files[].hash: field required"],
        ),
        (reply(None, b""), ["path: is none of the contract's"]),
        (
            reply("run_sse", b'data: {"type":"text"}\n\n', **STREAM),
            ["event text.content: field required"],
        ),
        (
            reply("run_sse", b'data: {"type":"song"}\n\ndata: x\n\n: c\n\ndata:\n\n', **STREAM),
            ["event: type song is none of the contract's", "event: is no JSON"],
        ),
        (
            reply("run_sse", b"", content_type="text/event-stream"),
            [
                "cache-control: is missing; expected no-cache",
                "x-accel-buffering: is missing; expected no",
            ],
        ),
        (
            reply("render_download", b"", content_type="text/plain"),
            [
                "content-type: is text/plain, not a film's",
                "etag: is missing",
                "accept-ranges: is missing",
                "content-length: is missing",
            ],
        ),
    ],
)
def test_a_difference_says_where_and_what(row: Exchange, said: list[str]) -> None:
    assert [f"{one.where}: {one.what}" for one in differences([row], Settings())] == said


def test_in_adk_other_fields_are_googles_business() -> None:
    """But what identifies an event must be there, and typed ones are not expected."""
    whole = {"author": "a", "invocationId": "i", "id": "1", "timestamp": 1, "actions": {}}
    events = [whole, whole | {"more": 1}, {"author": "a"}, {"type": "text"}, {"error": "x"}]
    body = "".join(f"data: {json.dumps(one)}\r\n\r\n" for one in [*events, {"type": "heartbeat"}])
    row = reply("run_sse", body.encode(), **STREAM)

    told = {(one.where, one.what) for one in differences([row], revised(Settings(), "adk"))}

    assert told == {
        ("event.more", "is not in the contract"),
        ("event.invocationId", "field required"),
        ("event.actions", "field required"),
        ("event.id", "field required"),
        ("event.timestamp", "field required"),
        ("event", "is of the dialect typed; expected adk"),
    }


def test_addresses_of_files_are_no_operations() -> None:
    """Nor is the emulator's own plane."""
    rows = [replace(reply(None, b""), path=path) for path in ("/cdn/uploads/a/b", "/__nemo/health")]

    assert list(differences(rows, Settings())) == []


@pytest.mark.parametrize("payload", [b"7", b"null", b'{"type":7}'])
def test_a_payload_of_no_known_kind_is_told(payload: bytes) -> None:
    row = reply("run_sse", b"data: " + payload + b"\n\n", **STREAM)

    (one,) = differences([row], Settings())

    assert "is none of the contract's" in one.what


def test_a_draft_may_leave_fields_out() -> None:
    """What the agent writes is its own business; the rest of a state is not."""
    state = {"draft": {"t": [{"sg": [{}]}]}, "video_infos": [], "generated_media": []}
    data = {"session_id": "1", "task_id": "t", "task_name": "n", "user_id": "u", "state": state}

    found = differences([reply("state", {"code": 0, "message": "", "data": data})], Settings())

    assert [one.where for one in found] == ["data.state.canvas_config", "data.state.video_analyses"]


def test_the_same_difference_is_told_once() -> None:
    rows = [replace(reply("credits", [1]), n=n) for n in (4, 5, 6)]

    (one,) = summed(differences(rows, Settings()))

    assert str(one) == "credits  body: is a list, not an object; exchange 4 (3 times)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]\n", "Line 1 is no object."),
        ("{\n", "Line 1 is not JSON."),
        ('{"format":"other"}\n', "This is no recording"),
        (heading("x") + "{}\n", "Line 2 is no exchange"),
        (heading("x") + '{"request_body":"","reply_body":""}\n', "Line 2 is no exchange"),
    ],
)
def test_what_is_no_recording_is_said_so(text: str, said: str) -> None:
    with pytest.raises(BadRecording, match=said):
        list(load(text.splitlines()))


# The commands


def commanded(*words: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(words)
    return end.value.code


def test_recording_needs_a_persons_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a server that is one; nothing is written before."""
    monkeypatch.delenv("NEMO_TOKEN", raising=False)
    words = ("record", "--out", str(tmp_path / "r"), "--upstream")

    assert commanded(*words, "http://127.0.0.1:9") == 2
    assert "Put a token of yours into NEMO_TOKEN." in capsys.readouterr().err
    monkeypatch.setenv("NEMO_TOKEN", "t")
    assert commanded(*words, "ftp://x") == 2
    assert not (tmp_path / "r").exists()


def test_the_commands_record_and_compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is its owner's; another one is not written over; 1 says that something differs."""
    out = tmp_path / "kept.jsonl"
    with Emulator(revised(INSTANT, "adk")) as lab:
        token = lab.accounts.open()["token"]
        words = ["record", "--upstream", lab.url, "--out", str(out), "--port", "0"]
        process = subprocess.Popen(
            [sys.executable, "-m", "nemo_emulator", *words],
            env=os.environ | {"NEMO_TOKEN": token},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        url = process.stderr.readline().partition("talk to ")[2].partition(",")[0]
        with httpx.Client(base_url=url, headers={"Authorization": "Bearer x"}) as http:
            code = http.get("/api/state/nemo_agent/me/1/latest").json()["code"]
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=30)[1]

    assert (code, said, out.stat().st_mode & 0o777) == (1002, "1 exchanges.\n", 0o600)
    assert commanded("drift", str(out)) == 1
    assert "status: 404 carries code 1002; expected 200" in capsys.readouterr().out
    assert commanded("drift", str(out), "--revision", "adk") == 0
    monkeypatch.setenv("NEMO_TOKEN", "t")
    assert "File exists" in str(commanded("record", "--upstream", "http://x", "--out", str(out)))
    (tmp_path / "other").write_text("other")
    assert commanded("drift", str(tmp_path / "other")) == 2
