"""Whether replies are envelopes, and codes travel as they should (S-ENV)."""

from collections.abc import Iterator
from typing import Any, Final

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.judge.check import Check, breach, reply_of
from nemo_conformance.server.judge.story import RENDER, Story
from nemo_conformance.server.record import LINK, Call
from nemo_contract import STATUS_STYLE
from nemo_contract import Exposure as X

REFUSALS: Final = (X.TOKEN_WRONG, X.UNKNOWN_SESSION, X.FOREIGN_SESSION, X.NO_CREDITS_LEFT)
"""What the kit does on purpose so that a message is refused before its stream starts."""


def _is_envelope(told: Any) -> bool:
    match told:
        case {"code": int(), "message": str(), "data": dict() | None}:
            return not isinstance(told["code"], bool)
        case _:
            return False


def _promises_one(call: Call) -> bool:
    """A reply that must be an envelope: no stream, no file, no render."""
    if call.operation in (None, LINK) or call.status is None:
        return False
    if call.operation in RENDER:
        return call.status >= 400
    return call.operation not in ("run_sse", "render_download") or call.status >= 400


def _no_envelope(story: Story) -> Iterator[Finding]:
    want = 'a JSON envelope {"code": int, "message": str, "data": object|null}'
    for call in filter(_promises_one, story.calls):
        if not _is_envelope(call.told):
            yield breach(f"{call.operation} answered {reply_of(call)}, no envelope", want, call)
        elif (call.code == 0) != (call.status is not None and call.status < 300 and not call.code):
            yield breach(f"{call.operation} said success with {reply_of(call)}", want, call)


def _api(story: Story) -> Iterator[Call]:
    return (one for one in story.calls if one.operation not in (None, LINK) and one.refused)


def _three_digits(story: Story) -> Iterator[Finding]:
    for call in _api(story):
        code, status = call.code, call.status
        if code is not None and code < 1000 and code != status:
            yield breach(f"code {code} came with HTTP {status}", f"HTTP {code}", call)
        elif code is None and not call.is_stream:
            want = f"code {status} in the body"
            yield breach(f"HTTP {status} came without a code in its body", want, call)


def _four_digits(story: Story) -> Iterator[Call]:
    return (one for one in story.calls if (one.code or 0) >= 1000)


def _in_200(story: Story) -> Iterator[Finding]:
    for call in _four_digits(story):
        if call.status != 200:
            yield breach(f"code {call.code} came with HTTP {call.status}", "HTTP 200", call)


def _in_status(story: Story) -> Iterator[Finding]:
    known = {int(code): status for code, status in STATUS_STYLE.items()}
    for call in _four_digits(story):
        want = known.get(call.code or 0)
        if want is not None and call.status != want:
            yield breach(f"code {call.code} came with HTTP {call.status}", f"HTTP {want}", call)
        elif not _is_envelope(call.told):
            yield breach(f"code {call.code} came in no envelope", "the envelope", call)


def _doomed(story: Story) -> tuple[Call, ...]:
    """The messages that are refused before their stream starts."""
    return tuple(one for one in story.of("run_sse") if one.shows.intersection(REFUSALS))


def _error_as_stream(story: Story) -> Iterator[Finding]:
    for call in _doomed(story):
        if call.is_stream:
            yield breach("a message that is refused was answered with a stream", "JSON", call)
        elif not _is_envelope(call.told):
            yield breach(f"a refusal came as {call.kind or 'nothing'}", "an envelope", call)


ENVELOPES: Final = (
    Check("S-ENV-1", _no_envelope),
    Check(
        "S-ENV-2",
        _three_digits,
        when=lambda story: any(one.status != 200 or (one.code or 0) < 1000 for one in _api(story)),
    ),
    Check("S-ENV-3", _in_200, when=lambda story: any(_four_digits(story))),
    Check("S-ENV-4", _in_status, when=lambda story: any(_four_digits(story))),
    Check("S-ENV-5", _error_as_stream, when=lambda story: bool(_doomed(story))),
)
