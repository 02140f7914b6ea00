"""The judge: every rule has records that keep it and records that break it and nothing else."""

import pytest
from conformance.tests import cases_beside, cases_more, cases_soaked
from conformance.tests.cases import BAD, BAD_TOGETHER, GOOD, Case, records
from conformance.tests.tale import HEARTBEAT, Tale, text

from nemo_conformance.judge import CHECKS, Status, judge, summed
from nemo_conformance.judge.exposure import TERMS
from nemo_conformance.judge.judge import ROWS
from nemo_conformance.record import Fault, Record, load, save

BROKEN = {Status.FAIL, Status.WARN}


def statuses(record: Record) -> dict[str, Status]:
    return {one.requirement: one.status for one in judge(record)}


def broken(record: Record) -> set[str]:
    return {id_ for id_, status in statuses(record).items() if status in BROKEN}


def test_every_rule_of_the_client_is_judged_and_proved_in_both_directions() -> None:
    """Check, good record, bad record: none without the others."""
    rules = {row.id for row in ROWS}

    assert rules == set(CHECKS) == set(GOOD) == set(BAD)


def test_every_term_of_a_client_rule_can_be_answered() -> None:
    """Otherwise a rule could never be exposed."""
    assert {term for row in ROWS for term in row.exposure} <= set(TERMS)


@pytest.mark.parametrize(
    ("rule", "record"), [pytest.param(r, c, id=f"{r}-{n}") for r, n, c in records(GOOD)]
)
def test_who_keeps_a_rule_passes(rule: str, record: Record) -> None:
    """The rule is exercised and passed, and nothing else is blamed."""
    assert statuses(record)[rule] is Status.PASS
    assert not broken(record)


@pytest.mark.parametrize(
    ("rule", "record"), [pytest.param(r, c, id=f"{r}-{n}") for r, n, c in records(BAD)]
)
def test_who_breaks_a_rule_is_told_that_rule(rule: str, record: Record) -> None:
    """That row, and only that row."""
    assert broken(record) == {rule}


@pytest.mark.parametrize(
    ("rules", "case"), [pytest.param(r, c, id=c.__name__) for r, c in BAD_TOGETHER]
)
def test_one_deed_may_break_several_rules(rules: frozenset[str], case: Case) -> None:
    """Those, and no more."""
    assert broken(case().record()) == rules


def test_who_does_nothing_passes_nothing() -> None:
    """What was not exposed is not exercised."""
    tale = (
        Tale().wish("say", text="hello").end().wish("export", output="x").end("failed", "unknown")
    )

    assert Status.PASS not in statuses(tale.record()).values()


def test_who_breaks_without_a_fault_is_no_verdict() -> None:
    """The driver or the harness is wrong, and nothing can be said."""
    tale = Tale().wish("connect").breaks()

    assert set(statuses(tale.record()).values()) == {Status.HARNESS_ERROR}


def test_who_breaks_at_a_fault_fails_what_is_tested() -> None:
    """The requirements that the scenario is there for, and C-ERR-3."""
    tale = Tale().wish("connect").breaks()
    tale.has(faults=(Fault("credits: body html", 1),), tests=("C-CRED-1",))

    assert broken(tale.record()) == {"C-CRED-1", "C-ERR-3"}


def test_what_a_break_kept_it_from_doing_is_not_held_against_it() -> None:
    """It broke at a stream without text: that it asked for no state then is no second deed."""
    tale = Tale().wish("send", text="make it").connect().message(HEARTBEAT).breaks()
    tale.has(faults=(Fault("run_sse: silent", 1),), tests=("C-SSE-2",))

    assert broken(tale.record()) == {"C-SSE-2", "C-ERR-3"}


def test_what_was_not_declared_is_unsupported() -> None:
    """A client without chat cannot route."""
    tale = Tale(capabilities=frozenset()).chatted()

    assert statuses(tale.record())["C-ROUTE-1"] is Status.UNSUPPORTED


def test_upper_bounds_hold_only_on_a_shared_clock() -> None:
    """Below T2 a late query is nobody's fault."""
    late = {"C-SSE-7": Status.FAIL}

    assert statuses(_late("T2"))["C-SSE-7"] is late["C-SSE-7"]
    assert statuses(_late("T1"))["C-SSE-7"] is Status.PASS


def _late(tier: str) -> Record:
    tale = Tale(tier=tier).chatted().wish("send", text="add a title").lost(text("So."))
    for step in (30, 70, 60, 60, 60):
        tale.wait(step).state({"t": [{"sg": [1]}]}).change()
    tale._drafts[:] = []
    tale.drafted({"t": [{"sg": [1]}]})
    tale._drafts[0] = type(tale._drafts[0])(0.0, tale.session, {"t": [{"sg": [1]}]})
    return tale.show("I cannot tell. Shall I try again?").end("gave_up", "timeout").record()


def test_a_record_is_the_same_after_json() -> None:
    """Also with bytes that are no text."""
    record = Tale().wish("send", text="x").message(b"\xff\xfe").record()

    assert load(save(record)) == record


def test_the_worst_of_several_runs_counts() -> None:
    """And what was exercised outweighs what was not."""
    good = judge(Tale().chatted().record())
    idle = judge(Tale().record())

    both = summed([idle[1], good[1], idle[1]])

    assert both.status is Status.PASS


def test_a_broken_kit_says_nothing_of_the_client() -> None:
    """Every rule is a harness error, with the reason."""
    verdicts = judge(Tale().chatted().has(broken="the driver is none").record())

    assert {one.status for one in verdicts} == {Status.HARNESS_ERROR}
    assert {one.note for one in verdicts} == {"the driver is none"}


def test_there_are_more_cases() -> None:
    """They are filed when their module is loaded."""
    assert cases_more.__doc__
    assert cases_beside.__doc__
    assert cases_soaked.__doc__
    assert len(records(BAD)) > 100
