"""Single replies made wrong by hand, in conversations that went well, and what the judge says."""

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from conformance.tests.test_server_judge_laws import records

from nemo_conformance.judge import Status
from nemo_conformance.record import Frame
from nemo_conformance.server.film import read_film
from nemo_conformance.server.judge import judge
from nemo_conformance.server.record import Call, Record
from nemo_contract import Exposure as X

Change = Callable[[Record], Record]
JSON_HEAD: Final = {"content-type": "application/json"}


def record(name: str) -> Record:
    """A conversation that went well."""
    return next(one for one in records() if one.conversation == name)


def found(spoilt: Record, rule: str) -> str:
    """What the judge says of a rule."""
    (verdict,) = [one for one in judge(spoilt) if one.requirement == rule]
    return "; ".join(one.message for one in verdict.findings)


def calls(operation: str, change: Callable[[Call], Call], *, last: bool = False) -> Change:
    """Changes the calls of an operation, or the last one."""

    def spoil(it: Record) -> Record:
        mine = [one.n for one in it.calls if one.operation == operation]
        chosen = mine[-1:] if last else mine
        return replace(it, calls=tuple(change(one) if one.n in chosen else one for one in it.calls))

    return spoil


def told(operation: str, edit: Callable[[Any], Any], *, last: bool = False) -> Change:
    """Edits the JSON of an operation's replies."""

    def change(call: Call) -> Call:
        value = copy.deepcopy(call.told)
        edit(value)
        return replace(call, told=value)

    return calls(operation, change, last=last)


def refused(code: int, status: int = 200) -> Callable[[Call], Call]:
    """The call is refused."""
    value = {"code": code, "message": "No.", "data": None}
    return lambda call: replace(call, told=value, status=status, body=b"", reply_headers=JSON_HEAD)


def both(*changes: Change) -> Change:
    """One after the other."""

    def spoil(it: Record) -> Record:
        for change in changes:
            it = change(it)
        return it

    return spoil


def files(edit: Callable[[dict[str, Any]], Any]) -> Change:
    """Edits the files that an upload tells."""
    return told("upload", lambda value: [edit(row) for row in value["data"]["files"]])


def track(kind: int, meta: dict[str, Any]) -> Change:
    """Puts a track with one segment into every draft that is told."""

    def edit(value: Any) -> None:
        segment = {"id": "s", "s": 0, "d": 1000, "m": meta}
        value["data"]["state"]["draft"]["t"].append(
            {"id": "t", "tt": kind, "sg": [segment], "m": {}}
        )

    return told("state", edit)


def own_film(data: bytes) -> Change:
    """Another file is downloaded."""
    return calls("render_download", lambda call: replace(call, body=data))


def is_foreign(call: Call) -> Call:
    """The session of this submit is said to be somebody else's."""
    return replace(call, shows=call.shows | {X.FOREIGN_SESSION})


def over_the_limit(it: Record) -> Record:
    """A fifth token was refused otherwise than with 429."""
    (*given, last) = it.calls
    spoilt = refused(402, 402)(replace(last, shows=frozenset({X.ADDRESS_LIMITED})))
    setup = replace(it.setup, per_address=5)
    return replace(it, setup=setup, calls=(*given, spoilt))


def date(text: str) -> Change:
    """The date of a token's end."""
    return told("anonymous_token", lambda value: value["data"].update(expires_at=text))


def is_priced(it: Record) -> Record:
    """The server was said to have other prices."""
    return replace(it, setup=replace(it.setup, priced=True, edit=33))


CASES: Final = (
    ("S-TOKEN-4", "first-contact", date("some day"), "`expires_at` is 'some day'"),
    ("S-TOKEN-4", "first-contact", date("Tomorrow"), "`expires_at` is 'Tomorrow'"),
    ("S-LIM-3", "refusals", over_the_limit, "over the limit: HTTP 402 with code 402"),
    ("S-CRED-11", "prices", is_priced, "it took 50 credits"),
    ("S-DRAFT-7", "orphan", track(1, {}), "a segment has nothing in its `m`"),
    ("S-DRAFT-7", "orphan", track(7, {"type": "title"}), "a text's segment has no text"),
    (
        "S-DRAFT-7",
        "drafts",
        told("render_poll", lambda value: value.update(status="failed"), last=True),
        "the server cannot render the draft that it made",
    ),
    (
        "S-DRAFT-8",
        "drafts",
        calls("render_submit", refused(422, 422), last=True),
        "a draft with a segment: HTTP 422 with code 422",
    ),
    (
        "S-ENV-4",
        "refusals:status",
        told("credits", lambda value: value.pop("message")),
        "code 1001 came in no envelope",
    ),
    (
        "S-EXP-10",
        "export",
        calls("render_download", lambda call: replace(call, whole=False)),
        "the download broke off",
    ),
    (
        "S-OWN-5",
        "hidden",
        calls("render_submit", is_foreign),
        "a render was accepted for somebody else's session",
    ),
    (
        "S-OWN-5",
        "orphan",
        calls("render_poll", refused(404, 404)),
        "its own user's poll answered HTTP 404 with code 404",
    ),
    (
        "S-EXP-3",
        "orphan",
        calls("render_poll", refused(404, 404)),
        "does not exist when polled",
    ),
    ("S-EXP-9", "cancelled", calls("render_cancel", refused(404, 404)), "a cancel: HTTP 404"),
    (
        "S-EXP-15",
        "orphan",
        calls("render_download", refused(404, 404)),
        "its file: HTTP 404 with code 404",
    ),
    (
        "S-SSE-3",
        "small-talk",
        calls("run_sse", lambda call: replace(call, whole=False)),
        "the stream broke off without its proper end",
    ),
    (
        "S-SSE-3",
        "small-talk",
        calls(
            "run_sse",
            lambda call: replace(
                call, frames=(*call.frames, Frame(0.0, b'data: {"turnComplete":true}\n\n'))
            ),
        ),
        "the last event was {'turnComplete': True}",
    ),
    (
        "S-SSE-12",
        "small-talk",
        calls(
            "run_sse",
            lambda call: replace(call, reply_headers={**call.reply_headers, "connection": "close"}),
        ),
        "the connection is not kept alive",
    ),
    ("S-UP-1", "small-talk", calls("upload", refused(422, 422)), "2 files in a request: HTTP 422"),
    ("S-UP-1", "small-talk", calls("upload", refused(422, 422)), "multipart `files`: HTTP 422"),
    ("S-UP-3", "small-talk", files(lambda row: row.update(file_type="film")), "file_type is film"),
    (
        "S-UP-7",
        "odd-files",
        calls("upload", lambda call: replace(call, told={"code": 0, "data": {}}), last=True),
        "a request with a bad file was taken",
    ),
    (
        "S-SSE-9",
        "left-alone",
        told("credits", lambda value: value["data"].update(frozen=50, total=100), last=True),
        "50 credits stayed frozen after the work",
    ),
    (
        "S-UP-3",
        "small-talk",
        files(lambda row: row.pop("cdn_url")),
        "a file is told without cdn_url",
    ),
    ("S-EXP-11", "export", own_film(b"\0\0\0\x08moov"), "the file is no MP4"),
)


@pytest.mark.parametrize(
    ("rule", "name", "spoil", "message"),
    CASES,
    ids=[f"{one[0]}-{n}" for n, one in enumerate(CASES)],
)
def test_one_wrong_reply_is_found(rule: str, name: str, spoil: Change, message: str) -> None:
    """By its rule, with a sentence that says what was wrong."""
    assert message in found(spoil(record(name)), rule)


def test_an_envelope_around_a_flat_render_is_found() -> None:
    """A flat reply is no envelope."""
    flat = record("export")
    spoilt = replace(flat, setup=replace(flat.setup, shape="flat"))

    assert "a render's reply is an envelope" in found(spoilt, "S-EXP-16")


def test_a_date_that_nobody_tells_is_not_held_against_anybody() -> None:
    """Without a clock of its own and without ``Date`` there is no now."""
    it = record("first-contact")
    spoilt = calls("anonymous_token", lambda call: replace(call, reply_headers={"date": "then"}))(
        replace(it, setup=replace(it.setup, epoch=None))
    )

    assert found(spoilt, "S-TOKEN-4") == ""


def test_without_a_balance_nothing_is_said_of_money() -> None:
    """Work whose reader left cost nobody knows what."""
    it = record("left-alone")
    spoilt = replace(it, calls=it.calls[:-1])

    verdicts = {one.requirement: one.status for one in judge(spoilt)}
    assert verdicts["S-SSE-9"] is Status.NOT_EXERCISED


@pytest.mark.parametrize(
    ("rule", "name", "spoil"),
    [
        (
            "S-EXP-15",
            "export",
            calls("render_poll", lambda call: replace(call, at=call.at + 100), last=True),
        ),
        (
            "S-UP-7",
            "odd-files",
            told("state", lambda value: value["data"]["state"].pop("video_infos")),
        ),
        (
            "S-CRED-3",
            "at-work",
            both(
                calls("credits", lambda call: replace(call, shows=frozenset({X.WORK_RUNNING}))),
                calls("credits", refused(1001), last=True),
            ),
        ),
        ("S-LINK-1", "by-name", files(lambda row: row.pop("cdn_url"))),
    ],
)
def test_what_is_another_rules_affair_is_left_to_it(rule: str, name: str, spoil: Change) -> None:
    """A render that was asked for early is no orphan; what is not told is not wrong in itself."""
    assert found(spoil(record(name)), rule) == ""


FILM: Final = Path(__file__).with_name("film.mp4").read_bytes()


@pytest.mark.parametrize(
    "data",
    [b"", b"film", b"\0\0\0\0moov", b"\0\0\0\x01moov" + b"\0" * 8, FILM[:2000], FILM[::-1]],
)
def test_what_is_no_film_is_none(data: bytes) -> None:
    """Neither crashes nor passes."""
    assert read_film(data) is None


def test_a_large_box_is_read_too() -> None:
    """With its size in 64 bits."""
    media = FILM.index(b"mdat")
    size = int.from_bytes(FILM[media - 4 : media])
    large = FILM[: media - 4] + b"\0\0\0\1mdat" + (size + 8).to_bytes(8) + FILM[media + 4 :]

    assert read_film(large) == read_film(FILM)


@pytest.mark.parametrize("spoil", [(b"esds", b"xxxx"), (b"\x40\x15", b"\x6b\x15")])
def test_sound_that_is_no_aac_is_not_taken_for_it(spoil: tuple[bytes, bytes]) -> None:
    """Without a decoder's description, or with that of MP3."""
    film = read_film(FILM.replace(*spoil))

    assert film is not None
    assert "aac" not in film.codecs
