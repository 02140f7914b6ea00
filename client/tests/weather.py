"""A service that answers anything: good or odd replies, refusals, broken connections, by chance."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nemo_client.flows.steps import Answer, Broken, Chunk, End, Silence
from nemo_client.stage import job, ok, refused, reply, saved, state, streaming

DRAFT = {"t": [{"tt": 7, "sg": [{"id": "a", "s": 0, "d": 1000, "m": {"text": "nmv_usr_deep"}}]}]}
WORDS = [
    *("make it", "export", "credits", "status", "upload a.jpg", "use a.jpg twice", "导出"),
    *("gone.jpg", "look beside"),
]
SECRETS = ("nmv_usr_", "Bearer", "secret_tool", "tool_output", '{"')
"""What must never be shown."""
BAD = ("code", "status", "odd", "lost", "never")
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
class Sky:
    """Draws every answer; keeps the messages that arrived, in order.

    ``calm`` is how many good moods there are to five bad ones; a ``steady`` service has no odd ones
    among its good replies, so that its state stays what it was.
    """

    chance: random.Random
    calm: int = 12
    steady: bool = False
    arrived: list[str] = field(default_factory=list)

    def reply(self, operation: str, body: Mapping[str, Any] | None) -> Answer:
        """What a request is answered."""
        match self.chance.choice([*BAD, *["good"] * self.calm]):
            case "good":
                self._arrives(operation, body)
                usual, *odd = GOOD[operation]
                return usual if self.steady else self.chance.choice([*[usual] * 6, *odd])
            case "code":
                return refused(self.chance.choice(CODES))
            case "status":
                return reply(self.chance.choice([400, 401, 402, 404, 413, 429, 500]), b"")
            case "odd":
                return reply(200, self.chance.choice(ODD))
            case "lost":
                self._arrives(operation, body)
                return Broken(0)
            case _:
                return Broken(0, sent=False)

    def next(self) -> Chunk | Silence | End | Broken:
        """What a stream brings next."""
        match self.chance.choice(["data", "data", "beat", "silence", "end", "cut"]):
            case "data":
                payload = json.dumps(self.chance.choice(PAYLOADS))
                return Chunk(0, f"data: {payload}\n\n".encode())
            case "beat":
                return Chunk(0, b": nmv_usr_comment\n\ndata:\n\n")
            case "silence":
                return Silence(0)
            case "end":
                return End(0)
            case _:
                return Broken(0)

    def _arrives(self, operation: str, body: Mapping[str, Any] | None) -> None:
        if operation == "run_sse" and body is not None:
            self.arrived.append(body["new_message"]["parts"][0]["text"])
