"""Whether what a requirement speaks of happened in a run; one small question a term."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from nemo_conformance.judge.events import Kind
from nemo_conformance.judge.story import Story, data
from nemo_conformance.record import Ended, Ending, TokenGiven, Visit, Want
from nemo_contract import Exposure, JobStatus, http_status
from nemo_contract.codes import Code
from nemo_contract.wire import read_render

E = Exposure
COMMANDS: Final = (Want.EXPORT, Want.CREDITS, Want.STATE, Want.UPLOAD)
LONG: Final = 120.0
STALLED: Final = 60.0
"""Virtual seconds without text or tools from which a stream has stalled."""


def exposed(term: Exposure, story: Story) -> bool:
    """Whether it happened. Terms that only a server's rules use are answered by ``KeyError``."""
    return TERMS[term](story)


def code(told: int) -> Callable[[Story], bool]:
    """The API answered with this code."""
    return lambda story: bool(story.refused(told))


def asked(*operations: str) -> Callable[[Story], bool]:
    return lambda story: bool(story.of(*operations))


def wanted(*wants: Want) -> Callable[[Story], bool]:
    return lambda story: bool(story.wishes(*wants))


def stream(*kinds: Kind) -> Callable[[Story], bool]:
    """Some stream said such a thing."""
    return lambda story: any(one.has(*kinds) for one in story.streams)


def is_unknown_arrival(visit: Visit) -> bool:
    """Whether the client cannot know that a request arrived (C-ERR-4).

    No reply, a broken one, and on ``/run_sse`` also a 5xx or a page of HTML. A stream that has
    begun is an arrival.
    """
    if visit.operation not in ("run_sse", "render_submit") or visit.is_stream:
        return False
    if visit.ending in (Ending.NONE, Ending.CUT, Ending.LEFT):
        return True
    server_broke = visit.status is not None and visit.status >= 500
    return visit.operation == "run_sse" and (server_broke or visit.kind == "text/html")


def is_odd_error(visit: Visit) -> bool:
    """A code that nobody knows, a body that is no JSON, or a code as an HTTP status."""
    if not visit.answered or visit.operation is None or visit.is_stream:
        return False
    if visit.told is None and visit.kind.startswith(("text/", "application/json")):
        return True
    if visit.is_garbled:
        return True
    strange = visit.code is not None and visit.code not in set(Code)
    as_status = visit.code is not None and visit.code >= 1000 and (visit.status or 0) >= 400
    return strange or as_status


def disagrees(visit: Visit) -> bool:
    """An error's HTTP status means something else than the code in the body (C-ERR-5)."""
    if not visit.answered or not visit.code or visit.status is None:
        return False
    if visit.code not in set(Code):
        return False
    ways = {http_status(Code(visit.code), style=style) for style in ("envelope", "status")}
    other_meaning = visit.status in {400, 402, 429} and visit.status != visit.code
    return visit.status not in ways or other_meaning


def lost(story: Story) -> bool:
    """A stream was dropped, given up or closed without a word."""
    return any(one.is_lost or one.is_silent for one in story.streams)


def _exportable(draft: object) -> bool:
    match draft:
        case {"t": [*tracks]}:
            return any(isinstance(track, dict) and track.get("sg") for track in tracks)
        case _:
            return False


def draft_in(visit: Visit) -> object:
    """The draft that a state reply told of."""
    state = data(visit).get("state")
    return state.get("draft") if isinstance(state, dict) else None


def is_exportable(visit: Visit) -> bool:
    """Whether a state reply told of a draft that can be exported (contract.md 2.8)."""
    return _exportable(draft_in(visit))


def told_status(visit: Visit) -> JobStatus | None:
    """What a render reply said of its job; None when it said nothing."""
    if not visit.accepted:
        return None
    try:
        return read_render(visit.told).status
    except ValueError:
        return None


def told(status: JobStatus) -> Callable[[Story], bool]:
    return lambda story: any(
        told_status(one) is status for one in story.of("render_submit", "render_poll")
    )


TERMS: Final[Mapping[Exposure, Callable[[Story], bool]]] = MappingProxyType(
    {
        E.ENV_TOKEN: lambda story: story.record.setup.token is not TokenGiven.NONE,
        E.NO_ENV_TOKEN: lambda story: story.record.setup.token is TokenGiven.NONE,
        E.RESTARTED: lambda story: bool(story.restarts),
        E.MESSAGE_WANTED: wanted(Want.MESSAGE),
        E.COMMAND_WANTED: lambda story: any(one.op == "say" for one in story.wishes(*COMMANDS)),
        E.EXPORT_WANTED: wanted(Want.EXPORT),
        E.CREDITS_WANTED: wanted(Want.CREDITS),
        E.STATE_WANTED: wanted(Want.STATE),
        E.BAD_FILE_OFFERED: lambda story: any(
            file.flaw for wish in story.record.wishes for file in wish.files
        ),
        E.IMPOSSIBLE_WANTED: lambda story: any(one.limit for one in story.record.wishes),
        E.RESULT_GIVEN: lambda story: bool(story.heard(Ended)),
        E.API_REQUEST: lambda story: any(one.operation for one in story.visits),
        E.TOKEN_REQUEST: asked("anonymous_token"),
        E.CLAIM_REQUEST: asked("claim_token"),
        E.SESSION_REQUEST: asked("create_session"),
        E.MESSAGE_SENT: asked("run_sse"),
        E.UPLOAD_SENT: asked("upload"),
        E.CREDITS_READ: asked("credits"),
        E.STATE_READ: asked("state"),
        E.SESSION_USED: asked("run_sse", "upload", "state", "render_submit"),
        E.EXPORT_SUBMITTED: asked("render_submit"),
        E.EXPORT_POLLED: asked("render_poll"),
        E.CODE_1001: code(Code.BAD_TOKEN),
        E.CODE_1002: code(Code.SESSION_NOT_FOUND),
        E.CODE_2001: code(Code.NO_CREDITS),
        E.CODE_400: lambda story: bool(story.refused(400, "anonymous_token")),
        E.CODE_402: lambda story: bool(story.refused(402, "render_submit")),
        E.CODE_429: code(Code.RATE_LIMITED),
        E.CODE_BESIDE_STATUS: lambda story: any(map(disagrees, story.visits)),
        E.ODD_ERROR: lambda story: any(map(is_odd_error, story.visits)),
        E.ERROR_REPLY: lambda story: any(one.refusal for one in story.visits),
        E.CONNECTION_LOST: lambda story: any(map(is_unknown_arrival, story.visits)),
        E.STREAM_ENDED: lambda story: any(one.closed for one in story.streams),
        E.STREAM_TEXT: stream(Kind.TEXT, Kind.PARTIAL),
        E.STREAM_FRAMED: lambda story: any(one.is_unusual for one in story.streams),
        E.STREAM_IDLE: stream(Kind.IDLE),
        E.STREAM_LONG: lambda story: any(one.lasted > LONG for one in story.streams),
        E.STREAM_TOOLS: stream(Kind.TOOL),
        E.STREAM_SILENT: lambda story: any(one.is_silent for one in story.streams),
        E.STREAM_LOST: lost,
        E.STREAM_STALLED: lambda story: any(
            one.quiet >= STALLED or one.visit.ending is Ending.LEFT for one in story.streams
        ),
        E.STREAM_NOISE: lambda story: any(
            one.is_noisy or one.has(Kind.AGGREGATE) for one in story.streams
        ),
        E.STREAM_UNKNOWN: lambda story: any(one.is_odd for one in story.streams),
        E.STREAM_GUI: lambda story: any(story.instructions_in(one) for one in story.streams),
        E.DRAFT_MADE: lambda story: any(map(is_exportable, story.of("state"))),
        E.COMPLETION_TOLD: told(JobStatus.COMPLETED),
        E.FAILURE_TOLD: told(JobStatus.FAILED),
    }
)
"""Every term that a client's rules use."""
