"""Every fault x two parsers x two loops, to the byte, again and again.

usage: python -m soak wire [--times 50]; writes ``out/soak/wire.json``.
"""

import argparse
import json
from pathlib import Path

from emulator.tests.fault_matrix import CASES, Case
from emulator.tests.test_fault_matrix import STACKS

OUT = Path(__file__).parents[1] / "out" / "soak" / "wire.json"


def main(words: list[str]) -> None:
    """Exits with 1 when any was not as it should be."""
    options = argparse.ArgumentParser("python -m soak wire")
    options.add_argument("--times", type=int, default=50)
    wish = options.parse_args(words)
    checks, wrong = 0, 0
    for n in range(1, wish.times + 1):
        found = [_amiss(case, stack) for stack in STACKS for case in CASES]
        checks, wrong = checks + len(found), wrong + sum(found)
        print(f"{n:3} of {wish.times}: {checks} checks, {wrong} wrong", flush=True)
        _keep(n, checks, wrong)
    raise SystemExit(bool(wrong))


def _amiss(case: Case, stack: tuple[str, str]) -> bool:
    try:
        case.play(*stack)
    except Exception as problem:  # noqa: BLE001 -- whatever it is, it is told and counted
        print(f"  WRONG  {case.name} on {'/'.join(stack)}: {problem!r}", flush=True)
        return True
    return False


def _keep(repeats: int, checks: int, wrong: int) -> None:
    kinds = len({type(case.effect) for case in CASES})
    told = {"kinds": kinds, "cases": len(CASES), "repeats": repeats}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told | {"checks": checks, "wrong": wrong}, indent=2)
    OUT.write_text(text + "\n", "utf-8")
