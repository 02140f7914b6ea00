"""The emulator against a model, in any order; ``make soak-emulator`` does it at length."""

from emulator.tests.machine import ALONG, EmulatorMachine
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from nemo_contract import JobStatus


def test_nothing_that_is_done_breaks_a_law() -> None:
    """Balances, ledger, jobs and the privacy of accounts hold after every step."""
    short = settings(
        max_examples=6,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(EmulatorMachine, settings=short)


def test_the_table_allows_no_way_back() -> None:
    """What the machine holds jobs to."""
    assert (JobStatus.PENDING, JobStatus.COMPLETED) in ALONG
    assert (JobStatus.COMPLETED, JobStatus.FAILED) not in ALONG
    assert (JobStatus.PROCESSING, JobStatus.PENDING) not in ALONG
