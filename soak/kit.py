"""Does the kit blame a correct client? Many seeds of drawn scenarios for clients known to be right.

usage: python -m soak kit [--client in-process ...] [--seeds 30] [--first 1] [--budget 60]
[--examples N] [--curated]

Every blame is printed with its scenario; ``out/soak/kit.json`` keeps them all.
"""

import argparse
import json
import shlex
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from conformance.tests.samples import SAMPLES, is_there

from nemo_conformance.drawing import Draw
from nemo_conformance.kit import Conformed, Plan, conform
from nemo_conformance.openers import opener
from nemo_conformance.reach import Reach
from nemo_conformance.reports import Report
from nemo_conformance.scenarios import curated

OUT: Final = Path(__file__).parents[1] / "out" / "soak" / "kit.json"
DRIVE: Final = shlex.join([str(Path(sys.executable).parent / "nemo-client"), "drive"])
CLIENTS: Final = MappingProxyType(
    {
        "in-process": Reach(in_process="nemo_client.inprocess:client"),
        "in-process-async": Reach(in_process="nemo_client.inprocess:async_client"),
        "stdio": Reach(driver=DRIVE),
        **SAMPLES,
    }
)
"""The reference client by three ways, and the sample clients in three languages."""
ENOUGH: Final = 1_000_000
"""Scenarios; the budget ends the drawing."""


@dataclass(frozen=True, slots=True)
class Blame:
    """A correct client was said to break this; ``scenario`` is a file to replay."""

    client: str
    seed: int
    rule: str
    status: str
    message: str
    scenario: str


def main(words: list[str]) -> None:
    """Exits with 1 when anybody was blamed."""
    wish = _options(words)
    blames: list[Blame] = []
    played = 0
    for name in wish.client:
        if name in SAMPLES and not is_there(name):
            print(f"{name} is not installed: its sample client is left out", flush=True)
            continue
        for seed in range(wish.first, wish.first + wish.seeds):
            done = _soaked(CLIENTS[name], seed, wish)
            found = list(_blames(name, seed, done))
            blames += found
            played += done.report.scenarios
            _say(name, seed, done.report, found)
    _keep(played, blames)
    print(f"{played} scenarios; {len(blames)} blames")
    raise SystemExit(bool(blames))


def _options(words: list[str]) -> argparse.Namespace:
    options = argparse.ArgumentParser("python -m soak kit")
    options.add_argument("--client", nargs="+", choices=[*CLIENTS], default=["in-process"])
    options.add_argument("--seeds", type=int, default=30)
    options.add_argument("--first", type=int, default=1)
    options.add_argument("--budget", type=float, default=60.0, help="real seconds a seed")
    options.add_argument("--examples", type=int, default=ENOUGH, help="a seed, at most")
    options.add_argument("--curated", action="store_true", help="play the curated set as well")
    return options.parse_args(words)


def _soaked(reach: Reach, seed: int, wish: argparse.Namespace) -> Conformed:
    chosen = curated() if wish.curated else ()
    plan = Plan(scenarios=chosen, seed=seed, draw=Draw(wish.examples, wish.budget))
    return conform(opener(reach), plan)


def _blames(client: str, seed: int, done: Conformed) -> Iterator[Blame]:
    for rule in done.report.worst:
        cell = done.report.requirements[rule]
        case = next(iter(cell.cases), None)
        yield Blame(
            client=client,
            seed=seed,
            rule=rule,
            status=cell.status,
            message=case.message if case else cell.note,
            scenario=done.replays.get(case.replay, "") if case else "".join(done.replays.values()),
        )
    if done.report.stopped:
        yield Blame(client, seed, "-", "stopped", done.report.stopped, "")


def _say(client: str, seed: int, report: Report, found: list[Blame]) -> None:
    rate = report.scenarios / report.seconds * 60 if report.seconds else 0
    how = f"{report.scenarios} scenarios, {rate:.0f} a minute, {len(found)} blames"
    print(f"{client}, seed {seed}: {how}", flush=True)
    for one in found:
        print(f"  BLAMED  {one.rule} ({one.status}): {one.message}\n{one.scenario}", flush=True)


def _keep(played: int, blames: list[Blame]) -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    told = {"scenarios": played, "blames": [asdict(one) for one in blames]}
    OUT.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
