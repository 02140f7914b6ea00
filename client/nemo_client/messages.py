"""What the protocol ``nemo-driver/1`` has to say: orders come as JSON lines, reports go as such."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from nemo_client.errors import NemoError
from nemo_client.flows.desk import Desk
from nemo_client.flows.export import Exported
from nemo_client.flows.send import Talked
from nemo_client.timeline import read_timeline
from nemo_contract.wire import Credits, Uploaded

PROTOCOL: Final = "nemo-driver/1"
CAPABILITIES: Final = (
    *("chat", "connect", "send", "upload.file", "upload.url"),
    *("state", "credits", "export", "claim_link", "consent"),
)
CLOCKS: Final = ("coop", "scale")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Start:
    """A fresh client is wanted, with an environment and a home of its own."""

    run: str
    environment: Mapping[str, str]
    clock: Json

    @classmethod
    def read(cls, order: Json) -> "Start":
        """From a ``start``."""
        environment = dict(order.get("env") or {})
        environment |= {
            "NEMO_API_URL": order["base_url"],
            "NEMO_WEB_URL": order["web_url"],
            "HOME": order["home"],
            "NEMO_INSTALL_PATH": order["install_path"],
        }
        clock = dict(order.get("clock") or {})
        if clock.get("mode") == "scale":
            environment["NEMO_TIME_SCALE"] = str(clock.get("scale") or 1)
        return cls(str(order["run"]), environment, clock)


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing the user wants."""

    op: str
    run: str = ""
    n: int = 0
    text: str = ""
    files: Sequence[str] = field(default=())
    urls: Sequence[str] = field(default=())
    output: str = ""

    @classmethod
    def read(cls, order: Json) -> "Intent":
        """From a ``do``."""
        return cls(
            op=str(order.get("op")),
            run=str(order.get("run", "")),
            n=int(order.get("n", 0)),
            text=str(order.get("text", "")),
            files=tuple(order.get("paths") or order.get("attach") or ()),
            urls=tuple(order.get("urls") or ()),
            output=str(order.get("output", "")),
        )


def read(line: str) -> Json:
    """One order. Raises ``ValueError`` when the line is none."""
    order = json.loads(line)
    if not isinstance(order, dict) or "type" not in order:
        raise ValueError("an order is one JSON object a line, with its type")
    return order


def hello(version: str) -> Json:
    """Who is under test, and what it can."""
    return {
        "type": "hello",
        "protocol": PROTOCOL,
        "client": {"name": "nemo-client", "version": version, "language": "python"},
        "capabilities": CAPABILITIES,
        "clock": CLOCKS,
    }


def failure(error: NemoError) -> Json:
    """How an intent ended that was not done."""
    return {"outcome": error.outcome, "reason": error.reason, "facts": {}}


def success(desk: Desk, outcome: object) -> Json:
    """How an intent ended that was done, with what the client believes."""
    return {"outcome": "done", "reason": None, "facts": _facts(desk, outcome)}


def _facts(desk: Desk, outcome: object) -> Json:
    facts: dict[str, Any] = {"token_source": desk.token_source}
    if desk.talk is not None:
        facts |= {"session_id": desk.talk.session_id, "task_id": desk.talk.task_id}
    match outcome:
        case Credits(available=available, frozen=frozen, total=total):
            return facts | {"available": available, "frozen": frozen, "total": total}
        case Exported(path=path, render_id=render_id, sha256=sha256, link=link):
            told = {"render_id": render_id, "file": str(path), "sha256": sha256}
            return facts | told | ({"link": link} if link else {})
        case dict():
            return facts | {"tracks": len(read_timeline(outcome).lanes)}
        case Talked() | Uploaded() | _:
            return facts
