"""Records written by hand: what a client did, told step by step at virtual times."""

import json
from dataclasses import replace
from typing import Any

from nemo_conformance.driver.words import Outcome, Reason
from nemo_conformance.record import (
    Answered,
    Asked,
    Broke,
    DraftSeen,
    Ended,
    Ending,
    Frame,
    Handed,
    Heard,
    Instruction,
    LedgerRow,
    Offered,
    Record,
    Restarted,
    Setup,
    Shown,
    TokenGiven,
    Visit,
    Want,
    Wish,
)
from nemo_contract.codes import STATUS_STYLE, Code

ATTRIBUTION = {
    "x-skill-source": "acme",
    "x-skill-version": "1.0",
    "x-skill-platform": "unknown",
}
SESSION = "9001"
EMPTY: dict[str, Any] = {"t": [], "d": 0, "m": {}}
DRAFT: dict[str, Any] = {
    "t": [{"id": "v", "tt": 0, "sg": [{"id": "a", "s": 0, "d": 3000, "m": {"x": 1}}], "m": {}}],
    "d": 3000,
    "m": {},
}
TITLED: dict[str, Any] = {**DRAFT, "m": {"titled": True}}


def text(content: str) -> dict[str, Any]:
    return {"type": "text", "content": content}


def tool(name: str = "add_title", **args: Any) -> dict[str, Any]:
    return {"type": "tool_call", "name": name, "args": args}


HEARTBEAT: dict[str, Any] = {"type": "heartbeat"}


def frame(payload: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(payload, ensure_ascii=False)}\n\n".encode()


class Tale:
    """Grows a record; ``now`` is the virtual time of what is told next."""

    def __init__(self, **setup: Any) -> None:
        self.now = 0.0
        self.setup = Setup(**setup)
        self.bearer: str | None = None
        self.session = SESSION
        self._n = 0
        self._wishes: list[Wish] = []
        self._visits: list[Visit] = []
        self._heard: list[Heard] = []
        self._ledger: list[LedgerRow] = []
        self._drafts: list[DraftSeen] = []
        self._more: dict[str, Any] = {}
        if self.setup.token is not TokenGiven.NONE:
            self.bearer = "token:env"

    def record(self) -> Record:
        return Record(
            setup=self.setup,
            wishes=tuple(self._wishes),
            visits=tuple(self._visits),
            heard=tuple(self._heard),
            ledger=tuple(self._ledger),
            drafts=tuple(self._drafts),
            user_id="anon_7",
            ended_at=self.now,
            **self._more,
        )

    def has(self, **facts: Any) -> "Tale":
        """Further fields of the record."""
        self._more |= facts
        return self

    def wait(self, seconds: float) -> "Tale":
        self.now += seconds
        return self

    # the user and the client

    def wish(self, op: str, want: Want | None = None, **fields: Any) -> "Tale":
        self._n = len(self._wishes) + 1
        meant = want or (Want.MESSAGE if op in ("send", "say") else Want(op))
        self._wishes.append(Wish(n=self._n, op=op, want=meant, at=self.now, **fields))
        return self

    def show(self, words: str) -> "Tale":
        self._heard.append(Shown(self._n, self.now, words))
        return self

    def ask(self, *, yes: bool) -> "Tale":
        self._heard += [Asked(self._n, self.now, "resend"), Answered(self._n, self.now, yes)]
        return self

    def hand(self, size: int | None = 1000, sha256: str | None = "whole") -> "Tale":
        self._heard.append(Handed(self._n, self.now, "out.mp4", size, sha256))
        return self

    def end(self, outcome: str = "done", reason: str | None = None, **facts: Any) -> "Tale":
        why = Reason(reason) if reason else None
        self._heard.append(Ended(self._n, self.now, Outcome(outcome), why, facts))
        return self

    def breaks(self, message: str = "KeyError: 'data'") -> "Tale":
        self._heard.append(Broke(self._n, self.now, message))
        return self

    def restart(self) -> "Tale":
        self._heard.append(Restarted(self._n, self.now))
        return self

    # requests

    def visit(self, operation: str | None, **fields: Any) -> "Tale":
        """A request as it is; all others go through here."""
        given = {
            "n": len(self._visits) + 1,
            "operation": operation,
            "at": self.now,
            "ended_at": self.now,
            "intent": self._n,
            "headers": ATTRIBUTION,
            "bearer": self.bearer,
        }
        self._visits.append(Visit(**(given | fields)))
        return self

    def change(self, **fields: Any) -> "Tale":
        """The last request was a little different."""
        self._visits[-1] = replace(self._visits[-1], **fields)
        return self

    def answer(self, operation: str, data: Any = None, **fields: Any) -> "Tale":
        told = {"code": 0, "message": "ok", "data": data}
        return self.visit(operation, **({"code": 0, "told": told} | fields))

    def refused(self, operation: str, code: int, **fields: Any) -> "Tale":
        status = 200 if code >= 1000 else STATUS_STYLE.get(Code(code), code)
        told = {"code": code, "message": "no", "data": None}
        return self.visit(operation, **({"status": status, "code": code, "told": told} | fields))

    def token(self, **fields: Any) -> "Tale":
        count = sum(one.operation == "anonymous_token" for one in self._visits) + 1
        given = {"token": f"token:{count}", "user_id": "anon_7", "credits": 100}
        what = {"bearer": None, "client_id": "client:1"} | fields
        self.answer("anonymous_token", given, **what)
        self.bearer = f"token:{count}"
        return self

    def open(self, session: str = SESSION) -> "Tale":
        self.session = session
        data = {"task_id": "t1", "session_id": session, "user_id": "anon_7"}
        return self.answer("create_session", data, asked={"task_name": "project"})

    def connect(self) -> "Tale":
        """A token if none was given, a session, and a word about both."""
        self.show("Connecting…")
        if self.bearer is None:
            self.token()
        return self.open().show("Ready: tell me what to make.")

    def state(self, draft: Any = None, **fields: Any) -> "Tale":
        data = {"session_id": self.session, "state": {"draft": EMPTY if draft is None else draft}}
        path = f"/api/state/nemo_agent/me/{self.session}/latest"
        return self.answer("state", data, **({"method": "GET", "path": path} | fields))

    def credits(self, available: int = 100) -> "Tale":
        return self.answer("credits", {"available": available, "frozen": 0, "total": available})

    def upload(self, **fields: Any) -> "Tale":
        path = f"/api/upload-video/nemo_agent/me/{self.session}"
        return self.answer("upload", {"files": []}, **({"path": path, "asked_bytes": 9} | fields))

    def asked(self, words: str | None = None) -> dict[str, Any]:
        said = self._wishes[-1].text if words is None else words
        return {"session_id": self.session, "new_message": {"parts": [{"text": said}]}}

    def message(
        self, *events: dict[str, Any] | bytes | float, lasts: float = 10.0, **fields: Any
    ) -> "Tale":
        """A message and its stream: events, raw bytes, and waits in seconds between them."""
        began, at, frames = self.now, self.now, []
        for one in events:
            if isinstance(one, int | float):
                at += one
            else:
                frames.append(Frame(at, one if isinstance(one, bytes) else frame(one)))
        self.now = max(at, began + lasts)
        given = {
            "at": began,
            "ended_at": self.now,
            "kind": "text/event-stream",
            "asked": self.asked(),
            "frames": tuple(frames),
            "taken": sum(len(one.data) for one in frames),
        }
        return self.visit("run_sse", **(given | fields))

    def lost(self, *events: dict[str, Any] | float, lasts: float = 5.0) -> "Tale":
        """A stream that was broken off."""
        return self.message(*events, lasts=lasts, ending=Ending.CUT)

    def charged(self, amount: int) -> "Tale":
        """The last message's turn was executed."""
        last = self._visits[-1]
        turn = f"turn{len(self._ledger)}"
        self._ledger.append(
            LedgerRow(
                at=self.now, session_id=self.session, turn_id=turn, amount=amount, visit=last.n
            )
        )
        return self

    def drafted(self, draft: Any) -> "Tale":
        """From now on the session's draft is this."""
        self._drafts.append(DraftSeen(self.now, self.session, draft))
        return self

    def submit(self, render: str = "render_1", draft: Any = None, **fields: Any) -> "Tale":
        asked = {
            "id": render,
            "sessionId": self.session,
            "draft": DRAFT if draft is None else draft,
        }
        told = render_reply(render, "pending")
        given = {"asked": asked, "told": told, "path": "/api/render/proxy/lambda"}
        return self.visit("render_submit", **(given | fields))

    def poll(self, status: str = "processing", render: str = "render_1", **fields: Any) -> "Tale":
        given = {
            "told": render_reply(render, status),
            "method": "GET",
            "path": f"/api/render/proxy/lambda/{render}",
        }
        return self.visit("render_poll", **(given | fields))

    def download(self, render: str = "render_1", **fields: Any) -> "Tale":
        path = f"/api/render/proxy/{render}/download"
        given = {"kind": "video/mp4", "method": "GET", "path": path, "told_bytes": 1000}
        return self.visit("render_download", **(given | fields))

    def link(self, **fields: Any) -> "Tale":
        """The file's own address."""
        given = {"kind": "video/mp4", "method": "GET", "path": "/media/a", "told_bytes": 1000}
        return self.visit(None, **(given | fields))

    def claim(self) -> "Tale":
        return self.answer("claim_token", {"claim_token": "claim:1", "expires_in": 604800})

    def chatted(self, words: str = "make a video of the beach") -> "Tale":
        """Connected, one message sent and answered."""
        self.wish("send", text=words).connect()
        self.message(text("Here is a video of the beach at dusk.")).drafted(DRAFT)
        return self.show("Here is a video of the beach at dusk.").end()


def render_reply(render: str, status: str) -> dict[str, Any]:
    done = status == "completed"
    output = {"url": "http://api.test/media/a", "duration": 3.0, "size": 1000} if done else None
    return {"taskId": render, "status": status, "progress": 0, "output": output, "error": None}


def offered(name: str, flaw: Any = None) -> tuple[Offered, ...]:
    return (Offered(name, flaw),)


__all__ = [
    "DRAFT",
    "EMPTY",
    "HEARTBEAT",
    "SESSION",
    "TITLED",
    "Instruction",
    "Tale",
    "text",
    "tool",
]
