"""An unmodified command-line program: one process a run, stdout is what the user sees."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from nemo_conformance.clock import real_seconds
from nemo_conformance.driver.orders import AnyIntent, Start
from nemo_conformance.driver.reports import ClientIdentity, DriverHello, Errored, Result, Shown
from nemo_conformance.driver.words import PROTOCOL, Capability, Outcome, Reason
from nemo_conformance.drivers.driver import PATIENCE, Ear, StoodStill, silent
from nemo_conformance.processes import NOTHING, Program, inherited

TICK: Final = 0.25
ENDS: Final[Mapping[int, tuple[Outcome, Reason | None]]] = MappingProxyType(
    {
        0: (Outcome.DONE, None),
        1: (Outcome.FAILED, Reason.UNKNOWN),
        89: (Outcome.UNSUPPORTED, Reason.UNKNOWN),
    }
)
"""What an exit code says of the wishes; any other is a breakdown."""


class CommandDriver:
    """The same command for every run; its wishes are in ``NEMO_DRIVER_INTENTS``."""

    carrier = "command"

    def __init__(
        self,
        command: Sequence[str],
        *,
        scale: float = 1.0,
        patience: float = PATIENCE,
        env: Mapping[str, str] = NOTHING,
    ) -> None:
        self._command = tuple(command)
        self._scale = scale
        self._patience = patience
        self._env = env
        self._program: Program | None = None
        self.hello = DriverHello(
            type="hello",
            protocol=PROTOCOL,
            client=ClientIdentity(name=command[0].rsplit("/", 1)[-1]),
            capabilities=tuple(one for one in Capability if one is not Capability.CONSENT),
            clock=("scale",) if scale != 1 else (),
        )

    def run(self, start: Start, intents: Sequence[AnyIntent], ear: Ear) -> None:
        if not intents:
            return
        last = intents[-1].n
        for intent in intents:
            ear.begins(intent.n)

        def heard(line: str | None) -> None:
            if line is not None:
                ear.overhears(line, "stdout")
                ear.hears(Shown(type="shown", run=start.run, n=last, text=line))

        def erred(line: str) -> None:
            ear.overhears(line, "stderr")

        env = {**inherited(), **self._env, **self._environment(start, intents)}
        program = self._program = Program(self._command, env=env, heard=heard, erred=erred)
        try:
            self._await(program, start.run, intents, ear)
        finally:
            program.close()
            self._program = None

    def unheard(self) -> bool:
        return False

    def arguments(self) -> tuple[str, ...]:
        return self._program.arguments() if self._program else ()

    def close(self) -> None:
        """Every run has ended its own process."""

    def _environment(self, start: Start, intents: Sequence[AnyIntent]) -> Mapping[str, str]:
        wishes = [intent.dump() for intent in intents]
        return {
            **start.env,
            "NEMO_API_URL": start.base_url,
            "NEMO_WEB_URL": start.web_url,
            "HOME": start.home,
            "NEMO_TIME_SCALE": f"{self._scale:g}",
            "NEMO_INSTALL_PATH": start.install_path,
            "NEMO_CONSENT": start.consent,
            "NEMO_DRIVER_INTENTS": json.dumps(wishes, ensure_ascii=False),
        }

    def _await(self, program: Program, run: str, intents: Sequence[AnyIntent], ear: Ear) -> None:
        began = real_seconds()
        while (code := program.wait(TICK)) is None:
            if real_seconds() - max(began, ear.active_at()) >= self._patience:
                program.kill()
                end = silent(run, intents[-1].n, self._patience)
                ear.hears(end)
                raise StoodStill(end.message)
        if code not in ENDS:
            words = " / ".join(program.last_words) or "no word on stderr"
            message = f"exit code {code}: {words}"
            ear.hears(Errored(type="errored", run=run, n=intents[-1].n, message=message))
            return
        outcome, reason = ENDS[code]
        for intent in intents:
            ear.hears(Result(type="result", run=run, n=intent.n, outcome=outcome, reason=reason))
