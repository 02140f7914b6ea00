"""Which faults a request meets, and how they are accounted for."""

from collections.abc import Callable

import pytest
from emulator.tests.script_strategies import rules
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_emulator.script import (
    CLEAN,
    Decision,
    Facts,
    Faults,
    Ledger,
    Place,
    Rule,
    Script,
    ScriptError,
    parse,
    show_effect,
)
from nemo_emulator.script.effects import Answer, Cut, Delay, Silent, StreamFault

TWO = Place("7312345678901234567", 2)


def told(decision: Decision) -> list[str]:
    """The effects of a decision, as they are written."""
    return [show_effect(effect) for effect in decision.effects]


def meet(faults: Faults, operation: str, times: int = 1, now: float = 0.0) -> list[list[str]]:
    """What so many calls meet, one after the other."""
    return [told(faults.meet(operation, now=now)) for _ in range(times)]


def found(place: Place | None) -> Callable[[], Place | None]:
    """A search that finds this."""
    return lambda: place


def scripted(*lines: str) -> Faults:
    faults = Faults()
    for line in lines:
        faults.add(line)
    return faults


def test_without_rules_nothing_is_met_and_calls_are_counted() -> None:
    """A rule that comes later still knows which call it is about."""
    faults = Faults()

    assert faults.meet("credits", now=0.0) is CLEAN
    assert not faults
    faults.add("credits#2: 503")

    assert faults
    assert meet(faults, "credits") == [["503"]]


def test_a_rule_applies_once_to_its_operation() -> None:
    faults = scripted("credits: 503")

    assert meet(faults, "state") == [[]]
    assert meet(faults, "credits", 2) == [["503"], []]


@pytest.mark.parametrize(
    ("line", "met"),
    [
        ("credits: 503 times=2", "110000"),
        ("credits: 503 times=*", "111111"),
        ("credits#2: 503", "010000"),
        ("credits#2-4: 503", "011100"),
        ("credits#5-: 503", "000011"),
        ("credits#2-: 503 times=1", "010000"),
        ("credits p=0: 503 times=*", "000000"),
        ("*: 503 times=3", "111000"),
    ],
)
def test_a_rule_says_which_calls(line: str, met: str) -> None:
    got = meet(scripted(line), "credits", len(met))

    assert "".join(str(len(one)) for one in got) == met


def test_rules_of_one_layer_queue_up() -> None:
    """As instructions do: the first call takes the first, the next call the next."""
    faults = scripted("credits: 503", "credits: 429", "credits: 500 times=2")

    assert meet(faults, "credits", 5) == [["503"], ["429"], ["500"], ["500"], []]


def test_rules_of_different_layers_come_together() -> None:
    faults = scripted("*: delay 1s times=*", "run_sse: silent", "run_sse: reset after 9 bytes")

    assert meet(faults, "run_sse", 2) == [
        ["delay 1s", "silent", "reset after 9 bytes"],
        ["delay 1s"],
    ]


def test_effects_of_one_rule_come_together() -> None:
    """A rule waits until all its layers are free."""
    faults = scripted("run_sse: delay 1s", "run_sse: silent, delay 2s, late 40s")

    assert meet(faults, "run_sse", 2) == [["delay 1s"], ["silent", "delay 2s", "late 40s"]]


def test_any_request_is_neither_a_job_nor_a_connection() -> None:
    faults = scripted("*: 503 times=*")

    assert meet(faults, "render_job") == meet(faults, "connection") == [[]]
    assert meet(faults, "media") == [["503"]]


def test_a_rule_lives_between_its_times() -> None:
    """From the first to before the second, in virtual seconds of the run."""
    faults = scripted("credits from=10s until=20s: 503 times=*")

    met = [len(faults.meet("credits", now=now).effects) for now in (0.0, 9.9, 10.0, 19.9, 20.0)]

    assert met == [0, 0, 1, 1, 0]


def test_a_rule_waits_until_another_was_consumed() -> None:
    """Not on the same request: on the next."""
    faults = scripted("state after=first: 503", "credits: 429 name=first")

    assert meet(faults, "state") == [[]]
    assert meet(faults, "credits") == [["429"]]
    assert meet(faults, "state") == [["503"]]


def test_a_rule_is_of_its_run() -> None:
    faults = scripted("credits run=r17: 503")

    assert told(faults.meet("credits", now=0.0, run="r16")) == []
    assert told(faults.meet("credits", now=0.0, run="r17")) == ["503"]


def test_calls_are_counted_in_each_run() -> None:
    faults = scripted("credits#2: 503")
    met = [told(faults.meet("credits", now=0.0, run=run)) for run in ("a", "b", "a", "b")]

    assert met == [[], [], ["503"], ["503"]]


@pytest.mark.parametrize("session", ["2", TWO.id])
def test_a_session_is_named_by_its_number_or_its_id(session: str) -> None:
    faults = scripted(f"run_sse session={session}: silent times=*")
    places = (None, Place("x", 1), TWO, Place("y", 3))

    met = [faults.meet("run_sse", now=0.0, find_session=found(p)).effects for p in places]

    assert [len(effects) for effects in met] == [0, 0, 1, 0]


def test_a_call_is_counted_in_its_session_when_one_is_named() -> None:
    faults = scripted("run_sse#2 session=2: silent")
    places = (Place("x", 1), TWO, Place("x", 1), TWO)

    met = [faults.meet("run_sse", now=0.0, find_session=found(p)).effects for p in places]

    assert [len(effects) for effects in met] == [0, 0, 0, 1]


def test_sessions_are_looked_for_only_if_a_rule_asks() -> None:
    """It may cost reading a body."""
    faults = scripted("run_sse session=2: silent", "credits: 503")

    def never() -> Place:
        raise AssertionError

    assert told(faults.meet("credits", now=0.0, find_session=never)) == ["503"]


def test_a_chance_falls_the_same_way_again() -> None:
    """And about as often as it says; another seed is another chance."""
    line = "credits p=0.3 seed={}: 503 times=*"
    runs = [[len(one) for one in meet(scripted(line.format(n)), "credits", 300)] for n in (7, 7, 8)]

    assert runs[0] == runs[1] != runs[2]
    assert 60 < sum(runs[0]) < 120


def test_a_script_has_a_seed_for_rules_that_name_none() -> None:
    line, facts = (
        "credits p=0.5: 503 times=*",
        [Facts(operation="credits", nth=n) for n in range(64)],
    )

    def falls(seed: int) -> list[int]:
        script, ledger = Script.of(line, seed=seed), Ledger()
        return [len(script.decide(one, ledger).effects) for one in facts]

    assert falls(1) == falls(1) != falls(2)


@given(rules(), st.lists(st.sampled_from(("run_sse", "upload", "render_job")), max_size=12))
@settings(max_examples=60, deadline=None)
def test_accounts_never_overdraw(rule: Rule, calls: list[str]) -> None:
    """completed ≤ consumed ≤ limit, and remaining is what is left."""
    faults = Faults()
    faults.add(rule)
    for operation in calls:
        faults.finish(faults.meet(operation, now=2.0))

    (standing,) = faults
    assert standing.completed == standing.consumed <= len(calls)
    if rule.limit is not None:
        assert standing.remaining == rule.limit - standing.consumed >= 0


def test_a_fault_is_completed_when_all_of_it_came_to_its_end() -> None:
    """Consumed when it began to apply; each effect ends by itself, and only once."""
    faults = scripted("run_sse: silent, cut after 3 events times=2")
    decision = faults.meet("run_sse", now=0.0)
    silent, cut = decision.effects
    progress = [next(iter(faults))]

    for effect in (silent, silent, cut, cut):
        faults.finish(decision, effect)
        progress.append(next(iter(faults)))

    assert [(p.remaining, p.consumed, p.completed) for p in progress] == [
        (1, 1, 0),
        (1, 1, 0),
        (1, 1, 0),
        (1, 1, 1),
        (1, 1, 1),
    ]


def test_what_is_finished_is_of_its_own_decision() -> None:
    """The same effect in two requests is two."""
    faults = scripted("credits: 503 times=*")
    first, _ = faults.meet("credits", now=0.0), faults.meet("credits", now=0.0)

    faults.finish(first)

    (standing,) = faults
    assert (standing.consumed, standing.completed, standing.remaining) == (2, 1, None)


def test_a_decision_is_asked_by_kind() -> None:
    decision = Script.of("run_sse: delay 2s, silent, bom").decide(
        Facts(operation="run_sse"), Ledger()
    )

    assert decision.one(Delay) == Delay(2.0)
    assert decision.one(Answer) is None
    assert decision.all(Silent, Cut) == (Silent(),)
    assert len(decision.all(*StreamFault.__args__)) == 2


def test_rules_come_and_go_by_number_and_name() -> None:
    """A number is never given twice."""
    faults = scripted("credits: 503", "state: 503 name=second", "upload: 503")

    faults.remove("second")
    faults.remove(1)
    added = faults.add(parse("claim_token: 503"))

    assert [row.rule for row in faults] == ["upload: 503", "claim_token: 503"]
    assert added.number == 4
    with pytest.raises(KeyError):
        faults.remove(1)
    faults.clear()
    assert list(faults) == []
    assert faults.add("credits#1: 503").number == 5
    assert meet(faults, "credits") == [["503"]]


def test_a_name_is_given_once() -> None:
    faults = scripted("credits: 503 name=mine")

    with pytest.raises(ScriptError, match='There is a rule named "mine" already'):
        faults.add("state: 503 name=mine")


def test_peeking_changes_nothing() -> None:
    """What the next call would meet, before it comes."""
    faults = scripted("connection#2: refuse for 5s")

    assert told(faults.peek("connection", now=0.0)) == []
    faults.meet("connection", now=0.0)
    assert told(faults.peek("connection", now=0.0)) == ["refuse for 5s"]
    assert told(faults.peek("connection", now=0.0)) == ["refuse for 5s"]

    assert next(iter(faults)).consumed == 0
    assert told(faults.meet("connection", now=0.0)) == ["refuse for 5s"]


def test_a_whole_script_takes_the_place_of_another() -> None:
    """Calls are counted from 1 again; numbers go on."""
    faults = scripted("credits: 503 name=mine", "state: 503")
    meet(faults, "credits", 2)

    faults.put(["credits#1: 429 name=mine", parse("upload: 503")])

    assert [(row.number, row.rule) for row in faults] == [
        (3, "credits#1: 429 name=mine"),
        (4, "upload: 503"),
    ]
    assert meet(faults, "credits", 2) == [["429"], []]


@pytest.mark.parametrize("bad", ["credits: dance", "state: 503 name=mine"])
def test_one_bad_rule_leaves_the_script_as_it_is(bad: str) -> None:
    """One that means nothing, or that has the name of another."""
    faults = scripted("credits: 503")

    with pytest.raises(ScriptError):
        faults.put(["upload: 503 name=mine", bad])

    assert [row.rule for row in faults] == ["credits: 503"]


def test_who_asks_is_told_of_every_new_rule() -> None:
    """Until he asks no more."""
    faults, heard = Faults(), list[int]()

    with faults.told(lambda: heard.append(len(list(faults)))):
        faults.add("credits: 503")
        faults.put(["state: 503", "upload: 503"])
    faults.add("claim_token: 503")

    assert heard == [1, 1, 2]
