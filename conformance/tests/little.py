"""Little clients for ``--in-process conformance.tests.little:…``: idle, dead, brittle."""

from typing import Any

from conformance.tests.mutants import body
from conformance.tests.reference import Reference, mutant

from nemo_client.flows.steps import Broken, Call, Open, Reply, Step
from nemo_conformance.drivers import LocalClock
from nemo_conformance.drivers.local import Tell


class Idle:
    """Says done to everything and does nothing."""

    def hello(self) -> dict[str, Any]:
        able = ["connect", "send", "upload.file", "state", "credits", "export", "chat"]
        client = {"name": "idle"}
        head = {"type": "hello", "protocol": "nemo-driver/1", "clock": []}
        return head | {"client": client, "capabilities": able}

    def start(self, order: dict[str, Any], clock: LocalClock) -> None:
        """Nothing to begin."""

    def do(self, order: dict[str, Any], tell: Tell) -> None:
        tell({"type": "result", "run": order["run"], "n": order["n"], "outcome": "done"})

    def stop(self, order: dict[str, Any]) -> None:
        """Nothing to end."""


class Dead(Idle):
    """Breaks at once."""

    def do(self, order: dict[str, Any], tell: Tell) -> None:
        raise RuntimeError("not today")


def _bad(answer: Any) -> bool:
    if isinstance(answer, Reply):
        told = body(answer)
        return answer.status >= 400 or (isinstance(told, dict) and bool(told.get("code")))
    return isinstance(answer, Broken)


def _count(step: Step[Any], answer: Any, memory: dict[str, Any]) -> Any:
    yield from ()
    if isinstance(step, Call | Open):
        memory["row"] = memory.get("row", 0) + 1 if _bad(answer) else 0
        if memory["row"] == 3:
            raise IndexError("pop from an empty list")
    return answer


class Brittle(Reference):
    """Bears two bad replies in a row and breaks at the third. It cannot do much."""

    def __init__(self) -> None:
        super().__init__(mutant(after=_count), "brittle")

    def hello(self) -> dict[str, Any]:
        return super().hello() | {"capabilities": ["connect", "state", "credits"]}
