"""What a plan makes of a response's bytes, and which plan a rule makes."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_emulator.script import parse
from nemo_emulator.script.effects import AnyEffect
from nemo_emulator.wire import (
    End,
    Greeting,
    Manner,
    Origin,
    Shaper,
    WirePlan,
    garbage,
    greeting,
    wire_plan,
)
from nemo_emulator.wire.plan import Act, Pause, Stop, Write

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n"
BODY = b"0123456789abcdefghij"
REPLY = HEAD + BODY
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def acts(plan: WirePlan, *written: bytes) -> list[Act]:
    """All that is done when this is written."""
    shaper = Shaper(plan)
    done = [act for data in written for act in shaper.feed(data)]
    return [*done, *shaper.finish()]


def sent(done: list[Act]) -> bytes:
    return b"".join(act.data for act in done if isinstance(act, Write))


def sizes(done: list[Act]) -> list[int]:
    return [len(act.data) for act in done if isinstance(act, Write)]


cuts = st.sets(st.integers(1, len(REPLY) - 1)).map(sorted)
offsets = st.integers(0, len(REPLY) + 3)
plans = st.builds(
    WirePlan,
    origin=st.sampled_from(Origin),
    cut_at=st.none() | offsets,
    end=st.sampled_from(End),
    insert=st.lists(st.tuples(offsets, st.binary(min_size=1, max_size=3)), max_size=2).map(tuple),
    replace=st.lists(st.tuples(offsets, st.binary(max_size=5)), max_size=2).map(tuple),
    stalls=st.lists(st.tuples(offsets, st.floats(0, 1)), max_size=2).map(tuple),
    head_rate=st.none() | st.floats(10, 1e4),
    body_rate=st.none() | st.floats(10, 1e4),
    times=st.integers(1, 2),
)


@given(plans, cuts)
@settings(deadline=None)
def test_how_it_is_written_changes_nothing(plan: WirePlan, at: list[int]) -> None:
    """The same bytes, stalls and end, whatever the writes are."""
    pieces = [REPLY[a:b] for a, b in zip([0, *at], [*at, None], strict=True)]

    once, often = acts(plan, REPLY), acts(plan, *pieces)

    assert sent(once) == sent(often)
    assert [act for act in once if isinstance(act, Stop)] == [
        act for act in often if isinstance(act, Stop)
    ]


@given(offsets, st.sampled_from(End))
def test_a_cut_is_exact_and_final(at: int, end: End) -> None:
    """Beyond the last byte it never comes."""
    done = acts(WirePlan(cut_at=at, end=end), REPLY)

    assert sent(done) == REPLY[:at]
    assert (done[-1] == Stop(end)) == (at <= len(REPLY))
    assert sum(isinstance(act, Stop) for act in done) == (at <= len(REPLY))


def test_nothing_follows_a_cut() -> None:
    """Not what is put in there, nor a second copy, nor another write."""
    shaper = Shaper(WirePlan(cut_at=3, insert=((9, b"x"),), times=2))

    assert sent(list(shaper.feed(REPLY))) == REPLY[:3]
    assert shaper.over()
    assert list(shaper.feed(b"more")) == []
    assert list(shaper.finish()) == []


def test_offsets_count_from_where_it_is_said() -> None:
    wire = WirePlan(insert=((0, b"!"),), cut_at=30)
    body = WirePlan(origin=Origin.BODY, insert=((0, b"!"),), replace=((4, b"##"),), cut_at=10)

    assert sent(acts(wire, REPLY)) == b"!" + REPLY[:30]
    assert sent(acts(body, REPLY)) == HEAD + b"!0123##6789"


def test_a_body_can_be_cut_before_its_first_byte() -> None:
    done = acts(WirePlan(origin=Origin.BODY, cut_at=0, end=End.FIN), HEAD, BODY)

    assert sent(done) == HEAD
    assert done[-1] == Stop(End.FIN)


def test_what_is_put_in_at_the_end_comes_last() -> None:
    assert sent(acts(WirePlan(insert=((len(REPLY), b"!"),)), REPLY)) == REPLY + b"!"


def test_a_stall_comes_before_its_byte() -> None:
    done = acts(WirePlan(stalls=((5, 2.0),)), REPLY)

    assert done == [Write(REPLY[:5]), Pause(2.0), Write(REPLY[5 : len(HEAD)]), Write(BODY)]


def test_a_rate_is_kept() -> None:
    """Bytes sent up to any moment are not more than rate times time, but for the last send."""
    done = acts(WirePlan(head_rate=100.0, body_rate=200.0), REPLY)
    pauses = [act.seconds for act in done if isinstance(act, Pause)]

    assert sent(done) == REPLY
    assert sum(pauses) == pytest.approx(len(HEAD) / 100 + len(BODY) / 200)
    assert max(sizes(done)) == 4


def test_a_rate_of_less_than_a_byte_a_send_sends_bytes() -> None:
    assert set(sizes(acts(WirePlan(body_rate=3.0), REPLY))[1:]) == {1}


def test_sends_have_their_sizes() -> None:
    """The last size goes on; a gap after each."""
    done = acts(WirePlan(segments=(1, 2, 5), gap=0.5), HEAD)

    assert sizes(done)[:3] == [1, 2, 5]
    assert set(sizes(done)[3:-1]) == {5}
    assert sum(isinstance(act, Pause) for act in done) == len(sizes(done))
    assert list(accumulate(sizes(done)))[-1] == len(HEAD)


def test_sizes_and_a_rate_go_together() -> None:
    done = acts(WirePlan(segments=(10,), body_rate=100.0), REPLY)

    assert Pause(0.1) in done
    assert sizes(done)[-2:] == [10, 10]


def test_a_head_is_rewritten_whole() -> None:
    """Held until it is there; offsets count after that."""
    plan = WirePlan(head=lambda head: head.replace(b"200 OK", b"299 Odd one"), cut_at=20)
    shaper = Shaper(plan)

    assert list(shaper.feed(HEAD[:-1])) == []
    assert sent(list(shaper.feed(HEAD[-1:]))) == b"HTTP/1.1 299 Odd one"


def test_an_interim_response_passes() -> None:
    """Even one that comes in pieces, or in one write with the real one."""
    plan = WirePlan(cut_at=5)

    assert sent(acts(plan, CONTINUE[:9], CONTINUE[9:] + REPLY)) == CONTINUE + REPLY[:5]


def test_a_response_comes_so_many_times() -> None:
    assert sent(acts(WirePlan(times=3, insert=((0, b"!"),)), REPLY)) == (b"!" + REPLY) * 3


def effects(line: str) -> tuple[AnyEffect, ...]:
    return parse(line).effects


@pytest.mark.parametrize(
    ("line", "plan"),
    [
        ("credits: reset after 17 wire-bytes", WirePlan(cut_at=17, end=End.RST)),
        ("credits: hang after 17 wire-bytes", WirePlan(cut_at=17, end=End.HANG)),
        ("credits: cut after 0 wire-bytes", WirePlan(cut_at=0, end=End.FIN)),
        ("credits: half-close after 0 wire-bytes", WirePlan(cut_at=0, end=End.HALF)),
        ("credits: garbage at=3 size=9", WirePlan(insert=((3, garbage(9)),))),
        ("credits: slow headers 10 bytes/s", WirePlan(head_rate=10.0)),
        ("credits: segments 1 2, slow body 9 bytes/s", WirePlan(segments=(1, 2), body_rate=9.0)),
        ("credits: duplicate reply", WirePlan(times=2)),
        ("credits: duplicate request", None),
        ("run_sse: cut after 3 events, silent", None),
        ("run_sse: end after 3s", None),
    ],
)
def test_a_rule_makes_its_plan(line: str, plan: WirePlan | None) -> None:
    assert wire_plan(effects(line)) == plan


def test_a_rule_makes_a_length_lie() -> None:
    plan = wire_plan(effects("credits: content-length -5"))

    assert plan is not None
    assert plan.head is not None
    assert plan.head(HEAD) == HEAD.replace(b"20\r\n", b"15\r\n")


@pytest.mark.parametrize(
    ("line", "met"),
    [
        ("connection: accept then close", Greeting(Manner.CLOSE, garbage(64))),
        ("connection: accept then silence", Greeting(Manner.SILENCE, garbage(64))),
        ("connection: accept after 2s", Greeting(Manner.LATE, seconds=2.0)),
        ("connection: refuse for 5s", None),
    ],
)
def test_a_rule_greets(line: str, met: Greeting | None) -> None:
    assert greeting(effects(line)) == met


def test_garbage_is_always_the_same_and_no_http() -> None:
    assert garbage(9) == garbage(64)[:9]
    assert not garbage(9).startswith(b"H")
