"""Laws of the judge of servers: whatever is answered, it gives a verdict, always the same."""

from dataclasses import replace
from functools import cache
from typing import Any

from conformance.tests.theatre import Theatre
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nemo_conformance.record import Frame
from nemo_conformance.server.conversations import CONVERSATIONS
from nemo_conformance.server.judge import ROWS, judge
from nemo_conformance.server.record import Call, Record, Setup
from nemo_conformance.server.visit import Guest, Target
from nemo_emulator import Emulator, Settings

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("status", "data", "code", "t", "sg", "d", "url", "x")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)
HEAVY = {"too-large", "every-kind", "export:flat", "export:enveloped", "many-tokens"}


@cache
def records() -> tuple[Record, ...]:
    """What the emulator says in most conversations; asked once."""
    with (
        Emulator(Settings(seed=1), renderer=Theatre()) as emulator,
        Guest(Target(url=emulator.url)) as guest,
    ):
        return tuple(guest.hold(one) for one in CONVERSATIONS if one.name not in HEAVY)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    found = [path]
    if isinstance(value, dict):
        found += [one for key in value for one in places(value[key], (*path, key))]
    elif isinstance(value, list):
        found += [one for n, inner in enumerate(value) for one in places(inner, (*path, n))]
    return found


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The value with something else at that place."""
    if not path:
        return new
    if isinstance(value, dict):
        return {k: changed(v, path[1:], new) if k == path[0] else v for k, v in value.items()}
    return [changed(v, path[1:], new) if n == path[0] else v for n, v in enumerate(value)]


@st.composite
def spoiled(draw: st.DrawFn) -> Record:
    """A record in which some replies are not what they should be."""
    record = draw(st.sampled_from(records()))
    calls = list(record.calls)
    for n in draw(st.lists(st.integers(0, len(calls) - 1), min_size=1, max_size=3)):
        calls[n] = draw(spoilt(calls[n]))
    return replace(record, calls=tuple(calls))


@st.composite
def spoilt(draw: st.DrawFn, call: Call) -> Call:
    """A call whose reply is odd in one way or another."""
    if bool(call.frames) and draw(st.booleans()):
        data = draw(st.binary(max_size=30) | st.sampled_from((b"data: 1\n\n", b"data: []\n\n")))
        frames = list(call.frames)
        frames[draw(st.integers(0, len(frames) - 1))] = Frame(call.at, data)
        return replace(call, frames=tuple(frames), whole=draw(st.booleans()))
    status = draw(st.sampled_from((None, call.status, 200, 404, 500)))
    headers = draw(st.sampled_from((call.reply_headers, {}, {"content-type": "text/html"})))
    path = draw(st.sampled_from(places(call.told)))
    told = changed(call.told, path, draw(JSON))
    return replace(call, told=told, status=status, reply_headers=headers)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled())
def test_whatever_a_server_answers_there_is_a_verdict(record: Record) -> None:
    """One a rule, and never an exception."""
    verdicts = judge(record)

    assert [one.requirement for one in verdicts] == [row.id for row in ROWS]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled())
def test_the_same_record_gets_the_same_verdicts(record: Record) -> None:
    """The judge remembers nothing."""
    assert judge(record) == judge(record)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_who_knows_less_of_a_server_blames_it_for_no_more(data: st.DataObject) -> None:
    """A good conversation stays good when its server tells nothing of its settings."""
    record = data.draw(st.sampled_from(records()))
    unknown = replace(record, setup=replace(Setup(), continues=record.setup.continues))
    told = {one.requirement for one in judge(unknown) if one.findings}

    assert told <= PRICED


PRICED = {"S-CRED-6", "S-CRED-7", "S-SSE-9", "S-TOKEN-3", "S-TOKEN-4"}
"""What a server with other prices, another grant or another clock seems to break."""


def test_a_record_of_nothing_exercises_nothing() -> None:
    """Nothing is passed by silence."""
    verdicts = judge(Record(conversation="none", setup=Setup()))

    assert {one.behaviour.value for one in verdicts} == {"not-exercised"}


def test_a_broken_conversation_is_nobodys_fault() -> None:
    """The kit says what broke."""
    (first, *_) = judge(Record(conversation="none", setup=Setup(), broken="the line went dead"))

    assert (first.behaviour.value, first.note) == ("harness-error", "the line went dead")
