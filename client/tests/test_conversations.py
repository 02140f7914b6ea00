"""Generated conversations with a service that may answer anything: what must never happen."""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_client.errors import NemoError
from nemo_client.flows import Words, say
from nemo_client.flows.desk import Desk
from nemo_client.flows.steps import (
    Answer,
    Ask,
    Broken,
    Call,
    Chunk,
    End,
    Open,
    Read,
    Request,
    Save,
    Silence,
    Source,
    Step,
)
from nemo_client.stage import (
    JPEG,
    Stage,
    job,
    ok,
    refused,
    reply,
    saved,
    state,
    stranger,
    streaming,
)

TARGET = Path("video.mp4")
DRAFT = {"t": [{"tt": 7, "sg": [{"id": "a", "s": 0, "d": 1000, "m": {"text": "nmv_usr_deep"}}]}]}
WORDS = [
    *("make it", "export", "credits", "status", "upload a.jpg", "use a.jpg twice", "导出"),
    *("gone.jpg", "look beside"),
]
MOODS = [*["good"] * 12, "code", "status", "odd", "lost", "never"]
CODES = [1001, 1002, 2001, 4001, 4002, 400, 402, 404, 409, 429, 500, 9999, -1]
ODD = [b"", b"<html>nmv_usr_x</html>", b"[]", b"{}", b"null", b'{"code":"1001"}']
GOOD: dict[str, list[Answer]] = {
    "anonymous_token": [ok({"token": "nmv_usr_secret", "user_id": "anon_1"}), ok({})],
    "create_session": [ok({"session_id": "7", "task_id": "t", "user_id": "nmv_usr_odd"}), ok(None)],
    "run_sse": [streaming()],
    "credits": [ok({"available": 1, "frozen": 1, "total": 2}), ok({"available": "nmv_usr_x"})],
    "state": [state(DRAFT), state(None), state(None), state({"t": 5}), ok([])],
    "upload": [
        ok({"files": [{"filename": "a", "file_type": "image", "cdn_url": "u", "hash": "h"}]}),
        ok({"files": 5}),
    ],
    "render_submit": [job("pending"), reply(200, {"success": True})],
    "render_poll": [
        *(job("processing", progress=50), job("pending"), job("failed", error="nmv_usr_x")),
        *[job("completed", output={"url": "http://cdn.test/v", "size": 9})] * 5,
        job("completed", output={"url": "http://cdn.test/v", "size": 9}),
        job("completed", output={"url": "http://api.test/v?t=nmv_usr_x"}),
    ],
    "file": [saved(), saved(5), saved(whole=False), reply(302, b"", location="/else")],
    "render_download": [saved(), saved(5)],
    "claim_token": [ok({"claim_token": "clm_1"}), ok({"claim_token": "nmv_usr_x"})],
}
PAYLOADS: list[object] = [
    {"type": "text", "content": "Done. Click Export."},
    {"type": "text", "content": "Your token is nmv_usr_said"},
    {"type": "text", "content": "I encountered a temporary issue"},
    {"type": "tool_call", "name": "secret_tool", "args": {"a": 1}},
    {"type": "tool_result", "name": "secret_tool", "result": "tool_output"},
    {"type": "heartbeat"},
    {"type": "error", "code": 2001, "message": '{"raw": "nmv_usr_x"}'},
    {"type": "error", "code": "odd", "message": "it broke"},
    {"author": "a", "content": {"parts": [{"text": "Part", "thought": True}]}},
    {"author": "a", "partial": True, "content": {"parts": [{"text": "Par"}]}},
    {"author": "a", "content": {"parts": [{"text": "Part"}]}},
    ["odd"],
    None,
]


@dataclass
class Weather(Stage):
    """A service that answers every request and every read with what is drawn."""

    chance: random.Random = field(default_factory=random.Random)
    sent: list[str] = field(default_factory=list)
    asked_again: int = 0

    def _answer(self, step: Step[Any]) -> Answer:
        match step:
            case Call(request) | Open(request) | Save(request, _):
                return self._replied(request)
            case Read(until):
                return self._read(until)
            case Ask():
                self.asked_again += 1
        return Stage._answer(self, step)

    def _replied(self, request: Request) -> Answer:
        match self.chance.choice(MOODS):
            case "good":
                return self._good(request)
            case "code":
                return refused(self.chance.choice(CODES))
            case "status":
                return reply(self.chance.choice([400, 401, 402, 404, 413, 429, 500]), b"")
            case "odd":
                return reply(200, self.chance.choice(ODD))
            case "lost":
                self._count(request)
                return Broken(0)
            case _:
                return Broken(0, sent=False)

    def _good(self, request: Request) -> Answer:
        self._count(request)
        usual, *odd = GOOD[request.operation]
        return self.chance.choice([*[usual] * 6, *odd])

    def _count(self, request: Request) -> None:
        if request.operation == "run_sse" and request.json is not None:
            self.sent.append(json.dumps(request.json["new_message"]))

    def _read(self, until: float) -> Answer:
        match self.chance.choice(["data", "data", "beat", "silence", "end", "cut"]):
            case "data":
                payload = json.dumps(self.chance.choice(PAYLOADS))
                return Chunk(0, f"data: {payload}\n\n".encode())
            case "beat":
                return Chunk(0, b": nmv_usr_comment\n\ndata:\n\n")
            case "silence":
                self.now = until
                return Silence(0)
            case "end":
                return End(0)
            case _:
                return Broken(0)


def spoken(stage: Weather, desk: Desk, text: str) -> str:
    """One wish; the sentence it ended with, if it failed."""
    words = Words(text, (Source("a.jpg", JPEG),) if "beside" in text else ())
    try:
        stage.play(say(desk, words, TARGET))
    except NemoError as error:
        return str(error)
    return ""


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32))
def test_nothing_terrible_happens(seed: int) -> None:
    """Whatever is answered: no error escapes that is not a sentence for the user (C-ERR-3), no
    message arrives twice without consent (C-SSE-6), no secret is shown (C-SEC-2), no token stands
    in a URL (C-SEC-1), tools stay hidden (C-SSE-4), waiting ends."""
    chance = random.Random(seed)
    texts = chance.choices(WORDS, k=chance.randint(1, 5))
    stage = Weather(chance=chance, files={"a.jpg": (11, JPEG)}, consents=chance.random() < 0.5)
    at = stranger(token=chance.choice(["", "nmv_usr_mine"]))

    ends = [spoken(stage, at, text) for text in texts]

    assert len(stage.sent) <= len(texts) + (stage.asked_again if stage.consents else 0)
    shown = "\n".join([*stage.told(), *ends])
    for secret in ("nmv_usr_", "uuid-", "Bearer", "secret_tool", "tool_output", '{"'):
        assert secret not in shown
    assert all("nmv_usr_" not in request.url for request in stage.requests)
    assert stage.now < len(texts) * 6 * 3600
