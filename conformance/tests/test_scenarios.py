"""Scenarios as data: what can be written, and that the curated set covers every rule."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_conformance.driver.words import Capability
from nemo_conformance.record import Flaw, Limit, Offered, Want
from nemo_conformance.scenarios import Scenario, curated, exposing, parse, read, snippet, written
from nemo_conformance.scenarios.scenario import table
from nemo_contract import CATALOGUE
from nemo_emulator.script import parse as parse_fault
from nemo_emulator.script import show

CURATED = {one.name: one for one in curated()}


def test_every_rule_of_the_client_has_a_scenario() -> None:
    """One or more."""
    tested = {rule for one in CURATED.values() for rule in one.tests}

    assert {rule for rule in CATALOGUE if rule.startswith("C-")} == tested


def test_who_cannot_be_told_to_connect_does_it_with_the_next_wish() -> None:
    """Unless there is no other."""
    able = frozenset({Capability.CREDITS})
    first = Scenario(name="x", wishes=("connect", "credits"))
    only = Scenario(name="x", wishes=("connect",))

    assert first.fitted(able).wishes == ("credits",)
    assert only.fitted(able) == only


def test_names_are_used_once() -> None:
    """They name files, too."""
    assert len(CURATED) == len(curated())


@pytest.mark.parametrize("line", sorted({f for one in curated() for f in one.faults}))
def test_every_fault_is_one_of_the_algebra(line: str) -> None:
    """In the form in which it is shown again."""
    assert parse_fault(show(parse_fault(line))) == parse_fault(line)


def test_scenarios_are_chosen_by_rule() -> None:
    """All of them for none."""
    lost = {"client-id-lost", "client-id-lost-for-good"}
    assert {one.name for one in exposing(["C-AUTH-5"])} == lost
    assert exposing([]) == curated()


@pytest.mark.parametrize("scenario", curated(), ids=lambda one: one.name)
def test_a_scenario_is_the_same_after_json_and_toml(scenario: Scenario) -> None:
    """A failing one is saved as the one and printed as the other."""
    pasted = table(tomllib.loads(snippet(scenario))["scenario"])

    assert read(written(scenario)) == scenario
    assert pasted == (scenario,)


@pytest.mark.parametrize(
    ("line", "want", "text"),
    [
        ("send add a title", Want.MESSAGE, "add a title"),
        ("say[credits] 余额", Want.CREDITS, "余额"),
        ("export", Want.EXPORT, ""),
        ("restart", Want.CONNECT, ""),
    ],
)
def test_a_wish_is_a_line(line: str, want: Want, text: str) -> None:
    """Its tag says what it means."""
    wish = parse(line)

    assert (wish.want, wish.text) == (want, text)


def test_files_are_named_with_their_flaws() -> None:
    """After an @ where there is text, too."""
    upload = parse("upload a.jpg notes.txt!type")
    said = parse("say move it @a.jpg")

    assert upload.files == (Offered("a.jpg"), Offered("notes.txt", Flaw.TYPE))
    assert (said.text, said.files) == ("move it", (Offered("a.jpg"),))


def test_what_cannot_be_done_is_tagged() -> None:
    """It stays a message."""
    wish = parse("send[ratio] make it vertical")

    assert (wish.limit, wish.want) == (Limit.RATIO, Want.MESSAGE)


@pytest.mark.parametrize("line", ["dance", "send[moon] x", ""])
def test_a_wish_that_means_nothing_is_refused(line: str) -> None:
    """With what could be written instead."""
    with pytest.raises(ValueError, match=r"one of"):
        parse(line)


@pytest.mark.parametrize("text", ["{}", "[", '{"name":"x","wishes":["dance"]}', '{"x":1}'])
def test_a_file_that_is_no_scenario_is_refused(text: str) -> None:
    """With a sentence."""
    with pytest.raises(ValueError, match="no scenario"):
        read(text)


def test_a_scenario_names_rules_that_exist() -> None:
    """A test of no rule would prove nothing."""
    with pytest.raises(ValueError, match="C-NO-1"):
        Scenario(name="x", wishes=(), tests=("C-NO-1",))


@given(st.frozensets(st.sampled_from(list(Capability))))
def test_messages_go_by_chat_or_by_send(can: frozenset[Capability]) -> None:
    """Whichever the client has; a file needs chat."""
    plain = Scenario(name="x", wishes=("send hello",))
    file = Scenario(name="x", wishes=("say hello @a.jpg",))

    assert bool(plain.lacking(can)) == can.isdisjoint({Capability.CHAT, Capability.SEND})
    assert bool(file.lacking(can)) == (Capability.CHAT not in can)
