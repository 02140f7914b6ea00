"""What faults make of a whole reply, and of a render."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.script import Reply, answered, changed, fate, misstated, parse
from nemo_emulator.script.effects import Answer, AnyEffect, ContentLength, Pace

BODY = {"code": 0, "message": "success", "data": {"n": 1.5, "on": True, "files": ["a"], "no": None}}


def reply(body: bytes = json.dumps(BODY).encode()) -> Reply:
    headers = ((b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()))
    return Reply(200, headers, body)


def effects(line: str) -> tuple[AnyEffect, ...]:
    return parse(f"credits: {line}").effects


def header(of: Reply, name: bytes) -> bytes | None:
    return dict(of.headers).get(name)


@pytest.mark.parametrize(
    ("line", "style", "status", "code"),
    [
        ("429", "envelope", 429, 429),
        ("1001", "envelope", 200, 1001),
        ("1001", "status", 401, 1001),
        ("2001 status=402", "envelope", 402, 2001),
        ("503", "envelope", 503, 503),
        ("9999", "status", 200, 9999),
        ("402", "envelope", 402, 402),
    ],
)
def test_an_answer_has_its_code_and_status(line: str, style: str, status: int, code: int) -> None:
    """As the contract's section 1 has them; what it does not know has its own number."""
    (answer,) = effects(line)
    assert isinstance(answer, Answer)

    got = answered(answer, style)

    assert got.status == status
    assert json.loads(got.body)["code"] == code
    assert header(got, b"content-length") == str(len(got.body)).encode()


def test_an_answer_says_when_to_come_again_only_if_told() -> None:
    said, silent = (answered(Answer(429, retry_after=n), "envelope") for n in (30, None))

    assert header(said, b"retry-after") == b"30"
    assert header(silent, b"retry-after") is None


def test_a_body_is_replaced_and_its_length_fits() -> None:
    """Empty, a page, half its bytes, literally."""
    whole = reply()
    empty, page, half, text = (
        changed(whole, effects(line))
        for line in ("body empty", "body html", "body truncated", 'body text "oops, 你好"')
    )

    assert empty.body == b""
    assert page.body.startswith(b"<!doctype html>")
    assert header(page, b"content-type") == b"text/html; charset=utf-8"
    assert whole.body.startswith(half.body)
    assert len(half.body) == len(whole.body) // 2
    assert text.body.decode() == "oops, 你好"
    for got in (empty, page, half, text):
        assert header(got, b"content-length") == str(len(got.body)).encode()


def test_types_are_swapped_and_keys_kept() -> None:
    got = json.loads(changed(reply(), effects("body wrong-type")).body)

    assert got == {
        "code": "0",
        "message": 7,
        "data": {"n": "1.5", "on": "true", "files": {"0": 1}, "no": []},
    }


def test_what_is_no_json_is_a_text_of_another_type() -> None:
    assert changed(reply(b"\xffok"), effects("body wrong-type")).body == b"3"


def test_headers_are_set_and_taken_away() -> None:
    """After the body, so that even its length can be another."""
    got = changed(
        reply(), effects('header "Content-Type" "text/plain", header "X-A" "b", body empty')
    )
    bare = changed(reply(), effects('no-header "Content-Type", delay 1s'))

    assert header(got, b"content-type") == b"text/plain"
    assert header(got, b"x-a") == b"b"
    assert header(bare, b"content-type") is None
    assert len(bare.headers) == 1


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\nx: y\r\n\r\n"


def test_a_length_is_misstated() -> None:
    assert b"\r\nContent-Length: 150\r\n" in misstated(HEAD, ContentLength(100))
    assert b"\r\nContent-Length: 0\r\n" in misstated(HEAD, ContentLength(-100))
    chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    assert misstated(chunked, ContentLength(5)) == chunked


def job(line: str) -> Any:
    return fate(parse(f"render job: {line}").effects)


def test_a_render_without_faults_goes_by_time() -> None:
    it = fate(())

    assert it.due(100.0, 60.0) == 160.0
    assert it.progress(elapsed=30.0, takes=60.0, polled=9) == 50.0
    assert it.progress(elapsed=90.0, takes=60.0, polled=9) == 100.0
    assert it.progress(elapsed=0.0, takes=0.0, polled=0) == 100.0
    assert not it.has_failed(100.0)
    assert it.kept(1000) == 1000


def test_a_render_fails_on_its_way() -> None:
    """At its per cent, which it reaches in its time and does not pass."""
    it = job("fail at 40%, slow x2")

    assert it.due(0.0, 60.0) == 48.0
    assert it.progress(elapsed=24.0, takes=60.0, polled=0) == 20.0
    assert it.progress(elapsed=90.0, takes=60.0, polled=0) == 40.0
    assert [it.has_failed(percent) for percent in (39.9, 40.0)] == [False, True]


def test_a_render_sticks_for_ever() -> None:
    it = job("stuck at 60%")

    assert it.due(0.0, 60.0) is None
    assert it.progress(elapsed=1e6, takes=60.0, polled=0) == 60.0


def test_what_sticks_before_it_fails_never_fails() -> None:
    it = job("stuck at 60%, fail at 80%")

    assert not it.has_failed(it.progress(elapsed=1e6, takes=60.0, polled=0))


@pytest.mark.parametrize(
    ("line", "due", "progress"),
    [
        ("progress by polls polls=4", None, [25.0, 50.0]),
        ("progress by time", 60.0, [50.0, 50.0]),
        ("progress by once", 0.0, [100.0, 100.0]),
        ("progress by hand", None, [7.0, 7.0]),
    ],
)
def test_something_moves_a_render_on(line: str, due: float | None, progress: list[float]) -> None:
    """Being asked, time, nothing, the tester."""
    it = job(line)

    assert it.due(0.0, 60.0) == due
    assert [it.progress(elapsed=30.0, takes=60.0, polled=n, hand=7.0) for n in (1, 2)] == progress


def test_a_file_and_its_link_go_wrong() -> None:
    it = job("link missing fetches=2, link expired, file cut at 25%")

    assert (it.missing, it.expired, it.kept(1000), it.by) == (2, True, 250, Pace.TIME)
    assert job("link missing").missing == 1


@given(st.floats(0, 1e6), st.integers(0, 50), st.floats(0, 100))
def test_progress_is_never_out_of_bounds(elapsed: float, polled: int, hand: float) -> None:
    for line in ("fail at 40%", "progress by polls", "progress by hand", "slow x3"):
        assert 0 <= job(line).progress(elapsed=elapsed, takes=60.0, polled=polled, hand=hand) <= 100


def test_effects_of_other_kinds_are_no_jobs() -> None:
    assert fate(effects("delay 3s")) == fate(())
