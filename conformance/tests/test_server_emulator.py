"""The emulator keeps every rule of a server, however it is set up."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from conformance.tests.theatre import Theatre

from nemo_conformance.judge import Status
from nemo_conformance.server.conversations import CONVERSATIONS, Conversation
from nemo_conformance.server.conversations.renders import SMALL
from nemo_conformance.server.judge import CHECKS, ROWS, judge
from nemo_conformance.server.record import Record
from nemo_conformance.server.visit import OWN, Guest, Target
from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator import Emulator, Settings
from nemo_emulator.render.plan import plan
from nemo_emulator.settings import Dialect, RenderShape, Style
from nemo_emulator.tuning import REVISIONS, revised

LOOPBACK = (ip_network("127.0.0.0/8"),)
SLOW = {"too-large", "every-kind"}
NEEDLESS = {Status.PASS, Status.NOT_EXERCISED}


@pytest.fixture(scope="module")
def guest() -> Iterator[Guest]:
    """With an emulator as it comes, that may fetch from this machine."""
    settings = Settings(seed=1, fetch_from=LOOPBACK)
    with (
        Emulator(settings, renderer=Theatre()) as emulator,
        Guest(Target(url=emulator.url, media=OWN)) as guest,
    ):
        yield guest


def blamed(record: Record) -> dict[str, str]:
    """The rules that the record breaks, MAY included, and how."""
    return {
        one.requirement: "; ".join(f.message for f in one.findings) or one.note
        for one in judge(record)
        if one.status not in NEEDLESS
    }


def exercised(*records: Record) -> set[str]:
    """The rules that these records expose."""
    return {
        one.requirement
        for record in records
        for one in judge(record)
        if one.status is not Status.NOT_EXERCISED
    }


NAMES = tuple(dict.fromkeys(one.name.partition(":")[0] for one in CONVERSATIONS))


@pytest.mark.parametrize("name", NAMES)
def test_the_emulator_is_blamed_for_nothing(guest: Guest, name: str) -> None:
    """And what the conversation is there for is exercised in one of its worlds."""
    ones = [one for one in CONVERSATIONS if one.name.partition(":")[0] == name]

    records = [guest.hold(one) for one in ones]

    assert [blamed(record) for record in records] == [{}] * len(ones)
    assert set(ones[0].tests) - exercised(*records) == set()


@pytest.mark.parametrize("revision", sorted(REVISIONS.keys() - {"2026-11"}))
def test_it_keeps_the_rules_in_every_revision(revision: str) -> None:
    """In the worlds that such a server has by itself."""
    settings = revised(Settings(seed=2), revision)
    ones = [one for one in CONVERSATIONS if is_its_own(one)]

    with (
        Emulator(settings, renderer=Theatre()) as emulator,
        Guest(Target(url=emulator.url)) as guest,
    ):
        records = [guest.hold(one) for one in ones]

    assert {record.conversation: blamed(record) for record in records if blamed(record)} == {}


def is_its_own(one: Conversation) -> bool:
    """It is held in a world that nothing but the server's settings tell."""
    return one.plain and one.name not in SLOW and set(one.world) == {"habits"}


def test_the_revisions_have_every_style_dialect_and_shape() -> None:
    """So that the test above meets each of them."""
    all_settings = [revised(Settings(), revision) for revision in REVISIONS]

    assert {one.style for one in all_settings} == set(Style)
    assert {one.dialect for one in all_settings} == set(Dialect)
    assert {one.render_shape for one in all_settings} == set(RenderShape)
    assert {one.abort_on_disconnect for one in all_settings} == {True, False}
    assert {one.same_render_id_returns_job for one in all_settings} == {True, False}


def test_every_rule_has_a_check_or_a_reason() -> None:
    """A rule that is not judged says why."""
    assert {row.id for row in ROWS if row.id not in CHECKS} == {
        row.id for row in ROWS if row.excluded
    }


def test_every_rule_has_a_conversation() -> None:
    """That is there for it."""
    assert {rule for one in CONVERSATIONS for rule in one.tests} == set(CHECKS)


def test_the_emulator_can_really_render_the_kits_small_canvas() -> None:
    """These tests play a film that was rendered before: so the plan is asked for by itself."""
    card = {"type": "card", "text": "x"}
    segment = {"id": "s", "s": 0, "d": 1000, "m": card}
    track = {"id": "t", "tt": 0, "sg": [segment], "m": {}}
    draft = Draft.model_validate({"t": [track], "d": 1000, "m": {"canvas": SMALL}})

    made = plan(draft, RenderOutput(), {})

    assert (made.canvas.width, made.canvas.height, made.canvas.fps) == (320, 180, 24)
