"""Fuzzes a running emulator through its own OpenAPI document with Schemathesis.

usage: python tools/fuzz/api.py SCHEMATHESIS [--examples N] [--only NAME]

Three plans: the product in both styles, and the control plane. Renders are not really made, and
nothing is fetched from anywhere. Fails when Schemathesis finds anything, or too few cases ran.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from nemo_emulator import Emulator, NewAccount
from nemo_emulator.api import files
from nemo_emulator.fetch import WebFetcher
from nemo_emulator.render import Rendered, RenderOrder
from nemo_emulator.settings import Dialect, Limits, Pace, RenderShape, Settings, Style

HERE = Path(__file__).parent
LEAST = 5_000
RICH = NewAccount(credits=1_000_000_000, days=3650)
INSTANT = Settings(pace=Pace.INSTANT, seed=7)


class Still:
    """A renderer that writes a few bytes."""

    async def render(self, order: RenderOrder, progress: Callable[[float], None]) -> Rendered:
        order.target.write_bytes(b"film" * 1000)
        progress(1.0)
        length = order.draft.duration or 0
        return Rendered(
            path=order.target,
            duration_ms=length,
            frames=1,
            size=4000,
            width=2,
            height=2,
            encoder="none",
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fuzzed, with which settings, by which file of rules."""

    name: str
    settings: Settings
    rules: str


PLANS = (
    Plan("envelope", INSTANT, "envelope.toml"),
    Plan(
        "status",
        replace(
            INSTANT, style=Style.STATUS, dialect=Dialect.ADK, render_shape=RenderShape.ENVELOPED
        ),
        "status.toml",
    ),
    Plan("control", replace(INSTANT, limits=Limits(body=1 << 20)), "control.toml"),
)


async def nobody(host: str, port: int) -> Sequence[str]:
    """A resolver that finds no host: nothing leaves the machine."""
    raise OSError(f"{host}:{port} is not looked for")


def fuzz(plan: Plan, words: argparse.Namespace, report: Path) -> int:
    """Run one plan; gives Schemathesis' exit code."""
    with Emulator(plan.settings, renderer=Still()) as emulator:
        token = emulator.accounts.open(RICH)["token"]
        argv = [words.schemathesis, "--config-file", str(HERE / plan.rules)]
        argv += ["run", f"{emulator.url}/openapi.json", "--max-examples", str(words.examples)]
        argv += ["--report-json-path", str(report), "--no-color"]
        env = os.environ | {
            "NEMO_FUZZ_TOKEN": token,
            "NEMO_FUZZ_CONTROL": f"{emulator.url}/__nemo",
            "SCHEMATHESIS_HOOKS": "hooks",
            "PYTHONPATH": str(HERE),
        }
        return subprocess.run(argv, env=env, check=False).returncode


def cases(report: Path) -> int:
    """How many cases a report counts."""
    return int(json.loads(report.read_text("utf-8"))["test_cases"]["generated"])


def main() -> int:
    """Run every plan, or the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schemathesis")
    parser.add_argument("--examples", type=int, default=60)
    parser.add_argument("--only", choices=[plan.name for plan in PLANS])
    words = parser.parse_args()
    plans = [plan for plan in PLANS if words.only in (None, plan.name)]
    total = failed = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files.WebFetcher = partial(WebFetcher, resolver=nobody)  # type: ignore[misc, assignment]
        for plan in plans:
            report = folder / f"{plan.name}.json"
            failed += fuzz(plan, words, report) != 0
            total += cases(report)
    print(f"{total} cases in {len(plans)} plans, {failed} of them with findings.")
    return 1 if failed or (words.only is None and total < LEAST) else 0


if __name__ == "__main__":
    sys.exit(main())
