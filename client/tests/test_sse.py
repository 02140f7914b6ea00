"""The decoder against the corpus, whole, as given and byte by byte, and against its laws."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_client.sse import Decoder, Event, TooLarge

CORPUS = Path(__file__).parents[2] / "fixtures" / "sse" / "cases.json"
CASES: list[dict[str, Any]] = json.loads(CORPUS.read_text("utf-8"))["cases"]
ALPHABET = [b"data", b"id", b"event", b"retry", b":", b" ", b"\r", b"\n", b"\r\n", b"7", b"\0"]
RAW = [*ALPHABET, b"\xef\xbb\xbf", "é世🎬\u2028".encode(), b"\xff", b"\xe4\xb8"]


def chunks_of(case: dict[str, Any]) -> Iterator[bytes]:
    for chunk in case["chunks"]:
        if isinstance(chunk, str):
            yield chunk.encode("latin-1")
            continue
        whole = chunk["repeat"] * chunk["times"] + chunk.get("tail", "")
        for _ in range(chunk.get("reads", 1)):
            yield whole.encode("latin-1")


def decode(chunks: Sequence[bytes]) -> tuple[list[Event], int | None]:
    decoder = Decoder()
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    decoder.close()
    return events, decoder.retry


def described(event: Event, expected: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"type": event.type, "id": event.id}
    if "sha256" not in expected:
        return told | {"data": event.data}
    digest = hashlib.sha256(event.data.encode()).hexdigest()
    return told | {"length": len(event.data), "sha256": digest}


@pytest.mark.parametrize("cut", ["as given", "whole", "byte by byte"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_corpus(case: dict[str, Any], cut: str) -> None:
    """Every case of the corpus gives its events, however the network cuts it."""
    chunks = list(chunks_of(case))
    whole = b"".join(chunks)
    cuts = {
        "as given": chunks,
        "whole": [whole],
        "byte by byte": [whole[i : i + 1] for i in range(len(whole))],
    }

    events, retry = decode(cuts[cut])

    told = [described(event, wanted) for event, wanted in zip(events, case["events"], strict=True)]
    assert told == case["events"]
    assert retry == case.get("retry")


@pytest.mark.parametrize("case", [case for case in CASES if "seen_after_chunk" in case])
def test_promptness(case: dict[str, Any]) -> None:
    """An event is out with the read that brings its blank line, not with the next one."""
    decoder = Decoder()
    seen = 0
    counts = []

    for chunk in chunks_of(case):
        seen += len(decoder.feed(chunk))
        counts.append(seen)

    assert counts == case["seen_after_chunk"]


@given(st.lists(st.sampled_from(RAW), max_size=60).map(b"".join), st.data())
def test_cuts_do_not_matter(wire: bytes, data: st.DataObject) -> None:
    """Any cut of any stream gives the events of the whole."""
    inner = data.draw(st.lists(st.integers(0, len(wire)), max_size=12))
    edges = sorted({0, len(wire), *inner})

    pieces = [wire[start:end] for start, end in pairwise(edges)]

    assert decode(pieces) == decode([wire])


LINES = [b"data: x\n\n", b"data: y\n", b"data: z", b"event: e\n", b"id: 1\n", b"\r", b"\n"]
READS = st.lists(st.lists(st.sampled_from(LINES), max_size=3).map(b"".join), max_size=6)


@given(READS)
def test_whole_events_a_read_are_no_exception(reads: list[bytes]) -> None:
    """Reads that end where events or lines end give the events of the whole."""
    assert decode(reads) == decode([b"".join(reads)])


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))))
def test_what_is_written_is_read(texts: list[str]) -> None:
    """Text without line ends comes out as it went in, U+2028 and NUL included."""
    wire = "".join(f"data: {text}\n\n" for text in texts).encode()

    events, _ = decode([wire])

    assert [event.data for event in events] == texts


def test_close_throws_the_unfinished_event_away() -> None:
    """After the end nothing of an event without its blank line is left."""
    decoder = Decoder()
    decoder.feed(b"data: lost\ndata: too")

    decoder.close()

    assert decoder.feed(b"\n\n") == []


def feed_often(chunk: bytes) -> list[Event]:
    decoder = Decoder(limit=1000)
    return [event for _ in range(20) for event in decoder.feed(chunk)]


def test_an_endless_line_is_refused() -> None:
    """What an unfinished event may hold is bounded, in one line as well as in many."""
    with pytest.raises(TooLarge, match="1000 bytes"):
        feed_often(b"y" * 100)


def test_endless_data_lines_are_refused() -> None:
    """Many short lines of one event count together."""
    with pytest.raises(TooLarge):
        feed_often(b"data: " + b"y" * 93 + b"\n")


def test_finished_events_do_not_count() -> None:
    """The bound is for one event, not for the stream."""
    events = feed_often(b"data: " + b"y" * 92 + b"\n\n")

    assert len(events) == 20


def test_heartbeats_between_events_do_not_add_up() -> None:
    """An event ends what counts together, whichever way it is read."""
    decoder = Decoder(limit=100)

    events = [
        event
        for _ in range(50)
        for chunk in (b": beat\n", b"data: x\n\n")
        for event in decoder.feed(chunk)
    ]

    assert len(events) == 50
