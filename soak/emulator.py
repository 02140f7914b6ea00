"""Thousands of steps of the state machine: the emulator beside a model of what must come of them.

usage: python -m soak emulator [--steps 2000] [--seed 1]
"""

import argparse

from emulator.tests.machine import EmulatorMachine
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

AT_ONCE = 50
"""Steps in one world."""


def main(words: list[str]) -> None:
    """Raises what the machine finds, shrunk to the shortest way there."""
    options = argparse.ArgumentParser("python -m soak emulator")
    options.add_argument("--steps", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    wish = options.parse_args(words)
    while EmulatorMachine.steps < wish.steps:
        left = wish.steps - EmulatorMachine.steps
        manner = settings(
            max_examples=max(left // AT_ONCE, 5),
            stateful_step_count=AT_ONCE,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        machine = seed(wish.seed + EmulatorMachine.steps)(EmulatorMachine)
        run_state_machine_as_test(machine, settings=manner)
        print(f"{EmulatorMachine.steps} steps, no law broken", flush=True)
