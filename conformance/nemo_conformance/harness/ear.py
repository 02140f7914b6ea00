"""Hears what the driver says in a run, and writes it down with the virtual time."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from nemo_conformance.driver.orders import Answer
from nemo_conformance.driver.reports import Ask, Errored, File, Report, Result, Shown
from nemo_conformance.driver.words import Consent
from nemo_conformance.harness.house import measured
from nemo_conformance.harness.names import Names
from nemo_conformance.harness.tap import Tap
from nemo_conformance.record import Answered, Asked, Broke, Ended, Handed, Heard, Leak, Outside
from nemo_conformance.record import Place as Where
from nemo_conformance.record import Shown as ShownWords

WHERE: Final = {"stdout": Where.STDOUT, "stderr": Where.STDERR}


class RunEar:
    """One run's. ``begun`` is told of each wish as it begins."""

    def __init__(self, tap: Tap, names: Names, now: Callable[[], float], consent: Consent) -> None:
        self._tap = tap
        self._names = names
        self._now = now
        self._consent = consent
        self.heard: list[Heard] = []
        self.leaks: list[Leak] = []
        self.outside: list[Outside] = []
        self.begun: dict[int, float] = {}

    def begins(self, n: int) -> None:
        self._tap.intent = n
        self.begun[n] = self._now()

    def hears(self, report: Report) -> Answer | None:
        at, blotted = self._now(), self._names.blotted
        match report:
            case Shown(n=n, text=text):
                self.heard.append(ShownWords(n, at, blotted(text)))
            case File(n=n, path=path):
                self.heard.append(Handed(n, at, path, *measured(Path(path))))
            case Ask(run=run, n=n, question=question):
                yes = self._consent is Consent.ALWAYS
                self.heard += [Asked(n, at, blotted(question)), Answered(n, at, yes)]
                return Answer(type="answer", run=run, n=n, yes=yes)
            case Result(n=n, outcome=outcome, reason=reason):
                facts = self._names.clean(report.facts.dump())
                self.heard.append(Ended(n, at, outcome, reason, facts))
            case Errored(n=n, message=message):
                self.heard.append(Broke(n, at, blotted(message)))
            case _:
                pass
        return None

    def overhears(self, line: str, where: str) -> None:
        """A secret may stand in a message, where it is judged as shown, but in no other line."""
        if where == "stdout" and line.lstrip().startswith("{"):
            return
        for name in self._names.found_in(line, "token:"):
            self.leaks.append(Leak(self._now(), WHERE[where], name))

    def looks_at(self, lines: Iterable[str]) -> None:
        """The command lines of the client's programs: every user of the machine can read them."""
        known = {one.secret for one in self.leaks if one.place is Where.ARGV}
        for name in (one for line in lines for one in self._names.found_in(line, "token:")):
            if name not in known:
                known.add(name)
                self.leaks.append(Leak(self._now(), Where.ARGV, name))

    def goes_out(self, host: str, headers: Mapping[str, str]) -> None:
        """The client wants something from another host."""
        self.outside.append(
            Outside(
                self._now(),
                host,
                self._names.bearer(headers.get("authorization")),
                self._names.client(headers.get("x-client-id")),
            )
        )

    @property
    def broke(self) -> bool:
        """Whether a breakdown was told of."""
        return any(isinstance(one, Broke) for one in self.heard)

    def active_at(self) -> float:
        return self._tap.active_at
