"""The reference client in this process, on the run's clock, with room for mutants.

A mutant sees every step of a flow before it is carried out and every answer before it is given.
"""

import queue
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, TypeVar

import httpx

from nemo_client import messages
from nemo_client.chance import RealChance
from nemo_client.drive import OPERATIONS
from nemo_client.driver import Driver
from nemo_client.errors import NemoError
from nemo_client.flows.desk import Account, Desk
from nemo_client.flows.steps import Answer, Ask, Done, Flow, Kind, Step, Tell
from nemo_client.identity import Keeper
from nemo_client.local import Local
from nemo_client.messages import Intent, Start
from nemo_client.settings import Settings
from nemo_conformance.drivers import LocalClock

T = TypeVar("T")
Mutate = Callable[[Flow[Any], dict[str, Any]], Flow[Any]]
"""Wraps a flow; the dict lives as long as the run."""


def faithful(flow: Flow[T], memory: dict[str, Any]) -> Flow[T]:
    """The flow as it is."""
    return flow


Before = Callable[[Step[Any], dict[str, Any]], Step[Any] | Answer | None]
After = Callable[[Step[Any], Any, dict[str, Any]], Generator[Step[Any], Any, Any]]


def pass_on(step: Step[Any], memory: dict[str, Any]) -> Step[Any]:
    """The step as it is."""
    return step


def take(step: Step[Any], answer: Any, memory: dict[str, Any]) -> Generator[Step[Any], Any, Any]:
    """The answer as it is."""
    yield from ()
    return answer


def mutant(before: Before = pass_on, after: After = take) -> Mutate:
    """Changes steps before they are done (into another, into an answer, into nothing), and answers
    before they are given; ``after`` may take steps of its own."""

    def mutate(flow: Flow[Any], memory: dict[str, Any]) -> Flow[Any]:
        answer: Any = None
        while True:
            try:
                step = flow.send(answer)
            except StopIteration as end:
                return end.value
            instead = before(step, memory)
            if isinstance(instead, Step):
                answer = yield instead
                memory["now"] = answer.now
                answer = yield from after(instead, answer, memory)
            else:
                answer = instead or Done(memory.get("now", 0.0))

    return mutate


def told(text: str) -> Flow[None]:
    """A flow that only tells something."""
    yield Tell(text)


class RunClock:
    """The kit's clock as the client's driver wants it."""

    def __init__(self, clock: LocalClock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        until = self._clock.now() + seconds
        while self._clock.wait(until) < until:
            pass

    def receive(self, inbox: "queue.Queue[T]", until: float, *, seen: int) -> T | None:
        if inbox.empty() and self._clock.wait(until, seen=seen) >= until and inbox.empty():
            return None
        try:
            return inbox.get(timeout=10)
        except queue.Empty:
            return None


class Reference:
    """A ``LocalClient``."""

    def __init__(self, mutate: Mutate = faithful, name: str = "reference") -> None:
        self._mutate = mutate
        self._name = name
        self._http: httpx.Client | None = None

    def hello(self) -> dict[str, Any]:
        hello = dict(messages.hello("0"))
        client = {"name": self._name, "version": "0", "language": "python"}
        return hello | {"client": client, "capabilities": list(hello["capabilities"]), "clock": []}

    def start(self, order: dict[str, Any], clock: LocalClock) -> None:
        start = Start.read(order)
        settings = Settings.from_environment(start.environment)
        self._let_go()
        self._http = httpx.Client(trust_env=False)
        local = Local(RealChance(), Keeper(settings.folder))
        self._desk = Desk(Account(settings.profile))
        self._driver = Driver(self._http, RunClock(clock), local, self)
        self._target = Path(order["home"]) / "video.mp4"
        self._memory: dict[str, Any] = {"clock": clock}

    def do(self, order: dict[str, Any], tell: Callable[[dict[str, Any]], Any]) -> None:
        intent = Intent.read(order)
        self._tell, self._names = tell, {"run": intent.run, "n": intent.n}
        flow = OPERATIONS[intent.op](self._desk, intent, self._target)
        try:
            self._done(flow)
        except BaseException:  # the kit takes it for dead and does not stop it any more
            self._let_go()
            raise

    def _done(self, flow: Flow[Any]) -> None:
        try:
            done = self._driver.run(self._mutate(flow, self._memory))
            self._say("result", **messages.success(self._desk, done))
        except NemoError as error:
            self._driver.run(self._mutate(told(str(error)), self._memory))
            self._say("result", **messages.failure(error))

    def stop(self, order: dict[str, Any]) -> None:
        self._let_go()

    def _let_go(self) -> None:
        if self._http is not None:
            self._driver.let_go()
            self._http.close()

    # the user

    def tell(self, told: Tell) -> None:
        if told.kind is Kind.FILE:
            self._say("file", path=told.text)
        else:
            self._say("shown", text=told.text)

    def ask(self, question: Ask) -> bool:
        answer = self._tell({"type": "ask", "question": question.question, **self._names})
        return bool(answer["yes"])

    def uploaded(self, done: int, total: int) -> None:
        """Not shown."""

    def _say(self, kind: str, **more: Any) -> None:
        self._tell({"type": kind, **self._names, **more})
