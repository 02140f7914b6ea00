"""What faults make of a stream: bytes, times, ends; and that the rest stays as it was."""

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from emulator.tests.script_strategies import EFFECTS
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_emulator.script import Piece, Stream, TypedPen, lands_at, parse, transform
from nemo_emulator.script import effects as e
from nemo_emulator.script.effects import By
from nemo_emulator.script.stream import TROUBLE

PEN = TypedPen()
TEXTS = ("Schön, 你好 🎬", "a\u2028b\n", "Fertig")


def frame(payload: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(payload, ensure_ascii=False)}\n\n".encode()


HEARTBEAT = frame({"type": "heartbeat"})
CALL = frame({"type": "tool_call", "name": "edit", "args": {}})
EVENTS = (
    HEARTBEAT,
    frame({"type": "text", "content": TEXTS[0]}),
    CALL,
    frame({"type": "text", "content": TEXTS[1]}),
    frame({"type": "text", "content": TEXTS[2]}),
)
TURN = Stream(tuple(Piece(10.0 * n, data) for n, data in enumerate(EVENTS)), ends_at=50.0)


def faulty(effects: str, stream: Stream = TURN) -> Stream:
    """The stream after the effects of a rule's text."""
    return transform(stream, parse(f"run_sse: {effects}").effects, PEN)


def payloads(body: bytes) -> list[Any]:
    """What a reader by the WHATWG rules hears: each event's data, JSON where it is."""
    text = body.decode().removeprefix("\ufeff")
    lines = re.split(r"\r\n|\n|\r", text)
    data: list[str] = []
    heard = []
    for line in lines:
        if line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif not line and data:
            heard.append(json.loads("\n".join(data)) if "".join(data) else "")
            data = []
    return heard


def texts(body: bytes) -> list[str]:
    """The texts that it hears."""
    return [one["content"] for one in payloads(body) if one and one["type"] == "text"]


@pytest.fixture(scope="module")
def plain() -> list[Any]:
    return payloads(TURN.body)


def test_without_effects_a_stream_stays_as_it_is() -> None:
    assert transform(TURN, (), PEN) == TURN


# what is said


def test_silent_leaves_tools_and_heartbeats() -> None:
    assert faulty("silent").body == HEARTBEAT + CALL


def test_silent_takes_text_out_of_the_other_dialect() -> None:
    """An event of text alone goes; one with a call beside it keeps the call."""
    call = {"functionCall": {"name": "edit"}}
    alone, both, none = (
        frame({"content": {"parts": parts, "role": "model"}, "author": "a"})
        for parts in ([{"text": "hi"}], [{"text": "hi"}, call], [call])
    )
    odd = (b": comment\n\n", b"data:\n\n", b"data: [1]\n\n", frame({"content": "no"}))
    stream = Stream(tuple(Piece(0.0, one) for one in (alone, both, none, *odd)), 0.0)

    said = faulty("silent", stream).pieces

    assert [piece.data for piece in said[1:]] == [none, *odd]
    assert payloads(said[0].data)[0]["content"] == {"parts": [call], "role": "model"}


@pytest.mark.parametrize(
    ("shape", "beat"),
    [
        ("event", b'data: {"type":"heartbeat"}\n\n'),
        ("comment", b": heartbeat\n\n"),
        ("empty", b"data:\n\n"),
    ],
)
def test_heartbeats_are_all_there_is(shape: str, beat: bytes) -> None:
    """In each shape, for as long as it is said."""
    said = faulty(f"heartbeats every=20s for=90s shape={shape}")

    assert said.pieces == tuple(Piece(at, beat) for at in (20.0, 40.0, 60.0, 80.0))
    assert (said.ends_at, said.by) == (90.0, By.END)


def test_heartbeats_last_as_long_as_the_stream() -> None:
    assert [piece.at for piece in faulty("heartbeats").pieces] == [10.0, 20.0, 30.0, 40.0, 50.0]


def test_events_come_twice(plain: list[Any]) -> None:
    """Those that are named, each copy behind its original."""
    heard = payloads(faulty("repeat events 2-3").body)

    assert heard == [plain[0], plain[1], plain[1], plain[2], plain[2], *plain[3:]]


def test_unknown_types_stand_between_the_events(plain: list[Any]) -> None:
    heard = payloads(faulty("unknown types").body)

    assert heard[0::2] == plain
    assert {one["type"] for one in heard[1::2]} == {"x_future"}


@pytest.mark.parametrize(
    "told",
    [
        {"type": "text", "content": "a b"},
        {"content": {"parts": [{"text": "a b"}, {"functionCall": {"name": "c d"}}]}},
    ],
)
def test_signs_stand_for_the_spaces_of_texts(told: dict[str, Any]) -> None:
    """In either dialect and unescaped; tools and comments are as they were."""
    pieces = (Piece(0.0, frame(told)), Piece(0.0, b": a b\n\n"))

    body = faulty("unknown signs", Stream(pieces, 0.0)).body.decode()

    assert "a\u2028b" in body
    assert ": a b" in body
    assert "c\u2028d" not in body


def test_unknown_fields_stand_in_the_events(plain: list[Any]) -> None:
    heard = payloads(faulty("unknown fields").body)

    assert all(known.items() < new.items() for known, new in zip(plain, heard, strict=True))


def test_what_has_no_fields_gets_none() -> None:
    stream = Stream((Piece(0.0, b"data:\n\n"),), 0.0)

    assert faulty("unknown fields", stream) == stream


@pytest.mark.parametrize("size", ["1MiB", "64KiB", "5000"])
def test_a_huge_event_has_its_size(size: str, plain: list[Any]) -> None:
    """To the byte; it is a tool result, which nobody shows."""
    said = faulty(f"huge {size}")

    assert len(said.pieces[1].data) == {"1MiB": 2**20, "64KiB": 2**16, "5000": 5000}[size]
    assert payloads(said.body)[1]["type"] == "tool_result"
    assert texts(said.body) == texts(TURN.body)


def test_a_huge_event_can_be_all_there_is() -> None:
    assert [piece.at for piece in faulty("huge 100", Stream((), 5.0)).pieces] == [0.0]


def test_trouble_trails_as_text_or_as_an_error(plain: list[Any]) -> None:
    """At the very end."""
    text, error = (faulty(f"trailing {what}") for what in ("text", "error"))

    assert payloads(text.body) == [*plain, {"type": "text", "content": TROUBLE}]
    assert payloads(error.body) == [*plain, {"type": "error", "code": 500, "message": TROUBLE}]
    assert text.pieces[-1].at == 50.0


# how it looks


@pytest.mark.parametrize(
    "effects",
    [
        *("comments", "bom", "lines cr", "lines crlf", "lines mixed", "lines mixed, comments, bom"),
        *("lines folded", "lines tight", "lines named", "lines folded, comments, bom"),
    ],
)
def test_framing_says_the_same(effects: str, plain: list[Any]) -> None:
    """Other bytes, no other events, and nothing later or earlier."""
    said = faulty(effects)

    assert payloads(said.body) == plain
    assert said.body != TURN.body
    assert [piece.at for piece in said.pieces] == [piece.at for piece in TURN.pieces]


def test_line_ends_are_what_they_are_called() -> None:
    """``mixed`` has all three, and never a CR that would join the next LF."""
    cr, crlf, mixed = (faulty(f"lines {end}").body for end in ("cr", "crlf", "mixed"))

    assert b"\n" not in cr
    assert crlf == TURN.body.replace(b"\n", b"\r\n")
    assert set(re.findall(rb"\r\n|\n|\r", mixed)) == {b"\r\n", b"\n", b"\r"}
    assert len(re.findall(rb"\r\n|\n|\r", mixed)) == TURN.body.count(b"\n")


def test_a_byte_order_mark_comes_first_even_alone() -> None:
    assert faulty("bom").body == b"\xef\xbb\xbf" + TURN.body
    assert faulty("bom", Stream((), 1.0)).body == b"\xef\xbb\xbf"


@pytest.mark.parametrize("effects", ["split at 1 7 40", "split every 7 bytes", "split utf8"])
def test_splitting_moves_nothing(effects: str) -> None:
    """The same bytes at the same times, in more pieces."""
    said = faulty(effects)

    assert said.body == TURN.body
    assert len(said.pieces) > len(TURN.pieces)
    assert {piece.at for piece in said.pieces} == {piece.at for piece in TURN.pieces}
    assert all(piece.data for piece in said.pieces)


def test_pieces_begin_where_it_is_said() -> None:
    at, every = faulty("split at 1 7"), faulty("split every 7 bytes")

    assert [len(piece.data) for piece in at.pieces[:2]] == [1, 6]
    assert all(len(piece.data) <= 7 for piece in every.pieces)
    assert [len(piece.data) for piece in faulty("split every 1 bytes").pieces] == [1] * len(
        TURN.body
    )


def test_every_long_sign_is_cut_in_two() -> None:
    said = faulty("split utf8")

    assert len(said.pieces) - len(TURN.pieces) == sum(c > "\x7f" for c in TURN.body.decode())
    with pytest.raises(UnicodeDecodeError):
        said.pieces[1].data.decode()


# when it comes, and where it stops


def test_a_drip_holds_back_the_rest() -> None:
    """No second has more bytes than the rate."""
    said = faulty("drip 2 bytes/s")

    assert said.body == TURN.body
    assert said.ends_at == pytest.approx(len(TURN.body) / 2)
    for first, later in pairwise(said.pieces):
        assert later.at >= first.at + len(first.data) / 2 - 1e-9


def test_a_slow_stream_is_not_hurried_by_a_drip() -> None:
    assert faulty("drip 100000 bytes/s").ends_at == TURN.ends_at


@pytest.mark.parametrize("after", ["2 events", "15s", f"{len(EVENTS[0] + EVENTS[1])} bytes"])
def test_a_stall_makes_the_rest_late(after: str) -> None:
    said = faulty(f"stall 30s after {after}")

    assert [piece.at for piece in said.pieces] == [0.0, 10.0, 50.0, 60.0, 70.0]
    assert (said.body, said.ends_at) == (TURN.body, 80.0)


def test_a_stall_can_be_in_the_middle_of_an_event() -> None:
    said = faulty("stall 30s after 0.5 events")

    assert [piece.at for piece in said.pieces[:3]] == [0.0, 30.0, 40.0]
    assert said.body == TURN.body


@pytest.mark.parametrize(
    ("after", "kept", "ends_at"),
    [
        ("0 events", b"", 0.0),
        ("3 events", b"".join(EVENTS[:3]), 20.0),
        ("5 events", TURN.body, 40.0),
        ("1.5 events", EVENTS[0] + EVENTS[1][: len(EVENTS[1]) // 2], 10.0),
        ("0 bytes", b"", 0.0),
        ("7 bytes", EVENTS[0][:7], 0.0),
        ("0%", b"", 0.0),
        ("50%", TURN.body[: len(TURN.body) // 2], 20.0),
        ("100%", TURN.body, 40.0),
        ("20s", b"".join(EVENTS[:3]), 20.0),
        ("25s", b"".join(EVENTS[:3]), 25.0),
        ("all", TURN.body, 50.0),
    ],
)
@pytest.mark.parametrize("verb", ["cut", "reset", "half-close", "hang", "end"])
def test_a_stream_stops_after_an_amount(verb: str, after: str, kept: bytes, ends_at: float) -> None:
    """Exactly there, by its kind of end."""
    said = faulty(f"{verb} after {after}")

    assert (said.body, said.ends_at, said.missed) == (kept, ends_at, ())
    assert said.by.value == {"cut": "fin", "reset": "rst", "half-close": "half"}.get(verb, verb)


def test_events_are_counted_as_they_are_sent() -> None:
    """After everything that is put in or left out, whatever the order in the rule."""
    assert faulty("cut after 2 events, repeat events 1").body == EVENTS[0] * 2
    assert faulty("cut after 1 event, silent, split every 3 bytes").body == HEARTBEAT
    assert faulty("cut after 1 event, comments").body.endswith(EVENTS[0])


@pytest.mark.parametrize(
    "effects",
    [
        "cut after 6 events",
        "cut after 9999 bytes",
        "cut after 51s",
        "repeat events 6-",
        "stall 1s after 6 events",
    ],
)
def test_what_is_out_of_reach_is_missed(effects: str) -> None:
    """The stream ends as usual, and it is told."""
    said = faulty(effects)

    assert (said.body, said.ends_at, said.by) == (TURN.body, TURN.ends_at, By.END)
    assert said.missed == parse(f"run_sse: {effects}").effects


def test_a_cut_at_bytes_of_the_wire_is_not_the_streams() -> None:
    assert faulty("reset after 17 wire-bytes") == TURN


STREAMED = [kind for kind, layer in e.LAYER.items() if layer is e.Layer.STREAM] + [e.Cut]


@given(
    st.lists(st.sampled_from(STREAMED), unique=True, max_size=5).flatmap(
        lambda kinds: st.tuples(*(EFFECTS[kind] for kind in kinds))
    )
)
@settings(max_examples=150, deadline=None)
def test_any_mixture_is_a_stream(effects: tuple[e.AnyEffect, ...]) -> None:
    """Times rise and end before the end; nothing is empty; the same again gives the same."""
    said = transform(TURN, effects, PEN)

    times = [piece.at for piece in said.pieces]
    assert times == sorted(times)
    assert all(0 <= at <= said.ends_at + 1e-6 for at in times)
    assert all(piece.data for piece in said.pieces)
    assert said == transform(TURN, effects, PEN)


@given(
    st.lists(
        st.sampled_from(
            (
                "bom",
                "comments",
                "lines mixed",
                "split utf8",
                "split every 3 bytes",
                "drip 999 bytes/s",
                "stall 9s after 2 events",
            )
        ),
        unique=True,
    )
)
@settings(max_examples=50, deadline=None)
def test_no_mixture_of_legal_framings_changes_what_is_said(effects: list[str]) -> None:
    """C-SSE-1 may ask a client to understand every one of them."""
    said = faulty(", ".join(effects)) if effects else TURN

    assert payloads(said.body) == payloads(TURN.body)


@pytest.mark.parametrize(
    ("effects", "at"),
    [("late 40s", 90.0), ("no effect", None), ("silent", 20.0), ("late 1s, no effect", None)],
)
def test_an_edit_lands_when_it_is_said(effects: str, at: float | None) -> None:
    """After the stream has closed, never, or as planned."""
    assert lands_at(20.0, 50.0, parse(f"run_sse: {effects}").effects) == at
