"""Every fault, seen from outside to the byte, in both parsers on both loops."""

import pytest
from emulator.tests.fault_matrix import CASES, Case

from nemo_emulator.script.effects import LAYER

STACKS = tuple((parser, loop) for parser in ("httptools", "h11") for loop in ("asyncio", "uvloop"))


def test_every_kind_of_fault_has_a_row() -> None:
    """Who adds a fault to the algebra adds what a client sees of it."""
    assert {type(case.effect) for case in CASES} == set(LAYER)


def test_names_are_unique() -> None:
    """So that a report can be read."""
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("stack", STACKS, ids=["-".join(stack) for stack in STACKS])
@pytest.mark.parametrize("case", CASES, ids=[case.name.replace(" ", "-") for case in CASES])
def test_a_client_sees_the_fault(case: Case, stack: tuple[str, str]) -> None:
    """What arrived, byte by byte, and how the connection ended."""
    case.play(*stack)
