"""What understanding a message costs: its networks compiled against NumPy, the same messages.

Messages are those of ``make fuzz-agent``: said, glued, mangled, long. The two take turns, so that
load meets both alike.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from emulator.tests.agent_fuzz import fuzz

from bench.table import Row, publish, row
from nemo_emulator.neural import exact, layers
from nemo_emulator.neural.kernel import kernel

ROUNDS, MESSAGES = 10, 300


def main() -> None:
    """Measure, print, keep."""
    if kernel() is None:
        raise SystemExit("There is nothing to compare: install a C compiler, then make install.")
    fuzz(MESSAGES)
    compiled, plain = list[float](), list[float]()
    for n in range(ROUNDS):
        compiled += fuzz(MESSAGES, n).times
        with _without_kernel():
            plain += fuzz(MESSAGES, n).times
        print(f"  round {n + 1} of {ROUNDS}", flush=True)
    publish("agent", [*_rows(compiled, plain)])


def _rows(compiled: list[float], plain: list[float]) -> Iterator[Row]:
    us = [[1e6 * one for one in times] for times in (compiled, plain)]
    yield row("a message, networks by NumPy", us[1], "us CPU", us[1])
    yield row("a message, networks compiled", us[0], "us CPU", us[1])


@contextmanager
def _without_kernel() -> Iterator[None]:
    for module in (exact, layers):
        module.kernel = lambda: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module in (exact, layers):
            module.kernel = kernel  # type: ignore[attr-defined]
