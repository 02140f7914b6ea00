"""Six ways to meet a stream that breaks off or says nothing, and the client that goes each way."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from conformance.tests.mutants import requested
from conformance.tests.reference import Mutate, Reference, faithful, mutant

from nemo_client.flows.steps import Broken, Chunk, Close, End, Step
from nemo_conformance.drivers import LocalDriver
from nemo_conformance.harness import Harness
from nemo_conformance.judge import Status, judge
from nemo_conformance.record import Record, Visit
from nemo_conformance.scenarios import Scenario, World

BAD: Final = frozenset({Status.FAIL, Status.HARNESS_ERROR})


class Right(StrEnum):
    """Whether a client does what the API asks for, as the table says it."""

    YES = "yes"
    NO = "**no**"
    OPEN = "–"


@dataclass(frozen=True, slots=True)
class Situation:
    """What a client does when its stream meets these faults."""

    letter: str
    behaviour: str
    right: Right
    faults: tuple[str, ...]
    client: Callable[[], Reference]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the wire saw of the message, and what the kit says."""

    visits: tuple[Visit, ...]
    broken: tuple[str, ...]
    exercised: int
    credits: int

    @property
    def verdict(self) -> str:
        """As the table says it."""
        if self.broken:
            return f"FAIL {', '.join(self.broken)}"
        return f"pass ({self.exercised} rules)" if self.exercised else "nothing passed"


def sends_again(times: int) -> Callable[[], Reference]:
    """A client that sends a message again whenever its stream ends without an answer."""

    def after(
        step: Step[Any], answer: Any, memory: dict[str, Any]
    ) -> Generator[Step[Any], Any, Any]:
        if requested(step, "run_sse"):
            memory["open"] = step
        if isinstance(answer, Chunk) and b'"type":"text"' in answer.data:
            memory["answered"] = True
        while isinstance(answer, Broken | End) and _may(memory, times):
            yield Close()
            yield memory["open"]
            answer = yield step
        return answer

    return lambda: Reference(mutant(after=after), f"sends again {times}x")


def _may(memory: dict[str, Any], times: int) -> bool:
    memory["again"] = memory.get("again", 0) + 1
    return "open" in memory and not memory.get("answered") and memory["again"] <= times


class Idle(Reference):
    """A client that asks nobody anything."""

    def __init__(self, mutate: Mutate = faithful) -> None:
        super().__init__(mutate, "idle")

    def do(self, order: dict[str, Any], tell: Callable[[dict[str, Any]], Any]) -> None:
        names = {"run": order["run"], "n": order["n"]}
        tell({"type": "result", **names, "outcome": "done"})


DROP: Final = "run_sse#1: cut after 1 events"
SILENT: Final = "run_sse#1: silent"
SITUATIONS: Final = (
    Situation("A", "stream dropped, the client does not send again", Right.YES, (DROP,), Reference),
    Situation(
        "B", "stream dropped, sends again (charged twice)", Right.NO, (DROP,), sends_again(1)
    ),
    Situation(
        "C", "stream closes without a word, queries the state", Right.YES, (SILENT,), Reference
    ),
    Situation(
        "D", "stream closes without a word, sends again", Right.NO, (SILENT,), sends_again(1)
    ),
    Situation(
        "E",
        "sends again nine times after drops",
        Right.NO,
        ("run_sse#1-9: cut after 1 events times=*",),
        sends_again(9),
    ),
    Situation("F", "makes no request at all", Right.OPEN, (DROP,), Idle),
)


def play(harness: Harness, one: Situation) -> Outcome:
    """Play it on virtual time and judge it."""
    scenario = Scenario(
        name=f"situation-{one.letter.lower()}",
        wishes=("send generate a clip of a calm beach",),
        faults=one.faults,
        world=World(grant=5000),
    )
    record = harness.play(scenario, LocalDriver(one.client(), harness.clock_of)).record
    verdicts = judge(record)
    seen = (Status.NOT_EXERCISED, Status.UNSUPPORTED)
    return Outcome(
        visits=tuple(visit for visit in record.visits if visit.operation == "run_sse"),
        broken=tuple(one.requirement for one in verdicts if one.status in BAD),
        exercised=sum(one.status not in seen for one in verdicts),
        credits=_spent(record),
    )


def _spent(record: Record) -> int:
    return sum(row.amount for row in record.ledger)
