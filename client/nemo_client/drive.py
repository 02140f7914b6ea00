"""The client under test: takes the orders of ``nemo-driver/1``, reports what comes of them."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Protocol, TextIO

from nemo_client import flows, messages
from nemo_client.errors import NemoError
from nemo_client.flows.desk import Account, Desk
from nemo_client.flows.steps import Ask, Flow, Kind, Tell
from nemo_client.local import as_source
from nemo_client.messages import Intent, Json, Start
from nemo_client.runners import MakeRunner, Runner
from nemo_client.settings import Settings
from nemo_client.wording import language_of

UNSUPPORTED: Final = 89
VIDEO: Final = "video.mp4"


def drive(lines: Iterator[str], out: TextIO, make: MakeRunner) -> None:
    """Carry out orders, a line each, until ``bye`` or the end of the lines."""
    kit = _Kit(lines, out)
    runs: dict[str, Run] = {}
    for order in kit:
        match order:
            case {"type": "hello"}:
                kit.report(messages.hello(version("nemulator")))
            case {"type": "start", "run": str(name)}:
                _stop(runs, name)
                runs[name] = Run(Start.read(order), kit, make)
                kit.report({"type": "started", "run": name})
            case {"type": "do", "run": str(name)} if name in runs:
                runs[name].do(Intent.read(order))
            case {"type": "stop", "run": str(name)}:
                _stop(runs, name)
                kit.report({"type": "stopped", "run": name})
            case {"type": "bye"}:
                break
    for name in tuple(runs):
        _stop(runs, name)


def command(intents: str, settings: Settings, out: TextIO, make: MakeRunner, consent: str) -> int:
    """The carrier ``command``: do a JSON array of intents, show what a user sees, and give the exit
    code of the worst: 0 done, 1 failed, 89 unsupported."""
    user = _Reader(out, yes=consent == "always")
    desk, runner = Desk(Account(settings.profile)), make(settings, user, {})
    worst = 0
    for order in json.loads(intents):
        worst = max(worst, _done(desk, runner, Intent.read(order), user))
    runner.close()
    return worst


def _done(desk: Desk, runner: Runner, intent: Intent, user: "_Reader") -> int:
    if intent.op not in OPERATIONS:
        return UNSUPPORTED
    try:
        runner.run(OPERATIONS[intent.op](desk, intent, Path.cwd() / VIDEO))
    except NemoError as error:
        user.tell(Tell(str(error)))
        return 1
    return 0


def _say(desk: Desk, intent: Intent, target: Path) -> Flow[object]:
    attached = tuple(map(as_source, intent.files))
    return (yield from flows.say(desk, flows.Words(intent.text, attached), target))


def _connect(desk: Desk, _intent: Intent, _target: Path) -> Flow[object]:
    return (yield from flows.connect(desk))


def _send(desk: Desk, intent: Intent, _target: Path) -> Flow[object]:
    yield from flows.ready(desk, language=language_of(intent.text))
    return (yield from flows.send(desk, intent.text))


def _upload(desk: Desk, intent: Intent, _target: Path) -> Flow[object]:
    sources = [as_source(file) for file in intent.files]
    yield from flows.check(sources)
    yield from flows.ready(desk)
    if intent.urls:
        return (yield from flows.upload_urls(desk, intent.urls))
    return (yield from flows.upload(desk, sources))


def _state(desk: Desk, _intent: Intent, _target: Path) -> Flow[object]:
    yield from flows.ready(desk)
    return (yield from flows.show(desk))


def _credits(desk: Desk, _intent: Intent, _target: Path) -> Flow[object]:
    return (yield from flows.credit_balance(desk))


def _export(desk: Desk, intent: Intent, target: Path) -> Flow[object]:
    yield from flows.ready(desk)
    return (yield from flows.export(desk, Path(intent.output) if intent.output else target))


OPERATIONS: Final[Mapping[str, Callable[[Desk, Intent, Path], Flow[object]]]] = MappingProxyType(
    {
        "say": _say,
        "connect": _connect,
        "send": _send,
        "upload": _upload,
        "state": _state,
        "credits": _credits,
        "export": _export,
    }
)


class _Kit:
    """The kit, by lines."""

    def __init__(self, lines: Iterator[str], out: TextIO) -> None:
        self._lines = lines
        self._out = out

    def __iter__(self) -> Iterator[Json]:
        for line in self._lines:
            if line.strip():
                yield messages.read(line)

    def report(self, message: Json) -> None:
        """One line, at once."""
        self._out.write(json.dumps(message, ensure_ascii=False) + "\n")
        self._out.flush()

    def answer(self) -> bool:
        """What the user answers; a kit that says nothing more has not agreed."""
        for order in self:
            if order["type"] == "answer":
                return order.get("yes") is True
        return False


class Asker(Protocol):
    """Whoever gives the orders and hears the reports."""

    def report(self, message: Json) -> None:
        """What became of an order."""
        ...

    def answer(self) -> bool:
        """What the user answers to the question just reported."""
        ...


class Run:
    """One client; it is its own user, and passes on what it hears."""

    def __init__(self, start: Start, kit: Asker, make: MakeRunner) -> None:
        settings = Settings.from_environment(start.environment)
        self._kit = kit
        self._names = {"run": start.run, "n": 0}
        self._desk = Desk(Account(settings.profile))
        self._target = Path(start.environment["HOME"]) / VIDEO
        self._runner = make(settings, self, {**start.clock, "run": start.run})

    def do(self, intent: Intent) -> None:
        """Carry out an intent; whatever happens, exactly one report ends it."""
        self._names["n"] = intent.n
        try:
            self._report("result", **self._result(intent))
        except Exception as error:  # noqa: BLE001 - the kit must hear of every breakdown
            self._report("errored", message=f"{type(error).__name__}: {error}")

    def tell(self, told: Tell) -> None:
        """Everything that a user would see; a file is handed over."""
        if told.kind is Kind.FILE:
            self._report("file", path=told.text)
        else:
            self._report("shown", text=told.text)

    def ask(self, question: Ask) -> bool:
        """The user is the kit's."""
        self._report("ask", question=question.question)
        return self._kit.answer()

    def uploaded(self, done: int, total: int) -> None:
        """Not shown."""

    def close(self) -> None:
        """The client is gone; the service's work goes on."""
        self._runner.close()

    def _result(self, intent: Intent) -> dict[str, Any]:
        if intent.op not in OPERATIONS:
            return {"outcome": "unsupported", "reason": "unknown", "facts": {}}
        try:
            flow = OPERATIONS[intent.op](self._desk, intent, self._target)
            return dict(messages.success(self._desk, self._runner.run(flow)))
        except NemoError as error:
            self.tell(Tell(str(error)))
            return dict(messages.failure(error))

    def _report(self, kind: str, **more: Any) -> None:
        self._kit.report({"type": kind, **self._names, **more})


@dataclass(slots=True)
class _Reader:
    """The user of the carrier ``command``: reads, and has agreed or not beforehand."""

    out: TextIO
    yes: bool

    def tell(self, told: Tell) -> None:
        """One line."""
        self.out.write(told.text + "\n")
        self.out.flush()

    def ask(self, question: Ask) -> bool:
        """Show the question and the answer."""
        self.tell(Tell(f"{question.text} {'Yes.' if self.yes else 'No.'}"))
        return self.yes

    def uploaded(self, done: int, total: int) -> None:
        """Not shown."""


def _stop(runs: dict[str, Run], name: str) -> None:
    if name in runs:
        runs.pop(name).close()
