"""Codes, operations, lives and exchanges."""

import pytest

from nemo_contract import (
    ENDPOINTS,
    JOB_NEXT,
    STATUS_STYLE,
    TURN_NEXT,
    Code,
    Exchange,
    JobEvent,
    JobStatus,
    Scope,
    TurnEvent,
    TurnStatus,
    http_status,
)
from nemo_contract.draft import Transition, VideoMeta

CARRIED = [  # code, HTTP status in the style status, in the style envelope (contract.md 1)
    (Code.OK, 200, 200),
    (Code.BAD_TOKEN, 401, 200),
    (Code.SESSION_NOT_FOUND, 404, 200),
    (Code.NO_CREDITS, 402, 200),
    (Code.UNSUPPORTED_FILE, 415, 200),
    (Code.FILE_TOO_LARGE, 413, 200),
    (Code.CLIENT_ID_MISSING, 400, 400),
    (Code.EXPORT_BLOCKED, 402, 402),
    (Code.RATE_LIMITED, 429, 429),
]


@pytest.mark.parametrize(("code", "in_status", "in_envelope"), CARRIED)
def test_a_code_travels_as_the_contract_says(code: Code, in_status: int, in_envelope: int) -> None:
    """Four digits stay inside 200 in the style envelope, three are the HTTP status."""
    assert http_status(code, style="status") == in_status
    assert http_status(code, style="envelope") == in_envelope


def test_every_code_has_a_status() -> None:
    """A code without one could not be sent."""
    assert set(STATUS_STYLE) == set(Code)


def test_the_operations_are_the_contracts() -> None:
    """Method and path of section 2, each once."""
    shown = {f"{row.method} {row.path}" for row in ENDPOINTS.values()}

    assert shown == {
        "POST /api/auth/anonymous-token",
        "POST /api/auth/claim-token",
        "POST /api/tasks/me/with-session/nemo_agent",
        "POST /run_sse",
        "POST /api/upload-video/nemo_agent/me/{session_id}",
        "GET /api/credits/balance/simple",
        "GET /api/state/nemo_agent/me/{session_id}/latest",
        "POST /api/render/proxy/lambda",
        "GET /api/render/proxy/lambda/{render_id}",
        "POST /api/render/proxy/lambda/{render_id}/cancel",
        "GET /api/render/proxy/{render_id}/download",
    }


def test_only_the_token_request_needs_no_token() -> None:
    """Everything else is asked by somebody (C-ATTR-1)."""
    assert [row.operation for row in ENDPOINTS.values() if row.scope is None] == ["anonymous_token"]


def test_every_scope_opens_something() -> None:
    """A scope that no operation asks for is a leftover."""
    assert {row.scope for row in ENDPOINTS.values()} == {*Scope, None}


def test_a_path_is_filled_in() -> None:
    """The template's names are given by the caller."""
    assert ENDPOINTS["render_poll"].url(render_id="r_1") == "/api/render/proxy/lambda/r_1"


def test_an_id_cannot_leave_its_place_in_the_path() -> None:
    """An id is one segment, whatever characters somebody chose for it."""
    url = ENDPOINTS["render_download"].url(render_id="../../a b?c")

    assert url == "/api/render/proxy/..%2F..%2Fa%20b%3Fc/download"


def test_a_path_says_what_it_lacks() -> None:
    """A forgotten id is an error here, not a 404 there."""
    with pytest.raises(KeyError, match="session_id"):
        ENDPOINTS["state"].url()


def test_ended_jobs_stay_ended() -> None:
    """Nothing leads out of ``completed`` or ``failed``."""
    ended = {JobStatus.COMPLETED, JobStatus.FAILED}

    assert not [row for row in JOB_NEXT if row[0] in ended]


def test_ended_turns_stay_ended() -> None:
    """Nothing leads out of any status but ``running``."""
    assert {status for status, _ in TURN_NEXT} == {TurnStatus.RUNNING}


def test_every_event_moves_something() -> None:
    """An event that no row reads is a leftover."""
    assert {event for _, event in JOB_NEXT} == set(JobEvent)
    assert {event for _, event in TURN_NEXT} == set(TurnEvent)


def test_every_status_can_be_reached() -> None:
    """From ``pending`` and ``running`` all others follow."""
    assert {JobStatus.PENDING, *JOB_NEXT.values()} == set(JobStatus)
    assert {TurnStatus.RUNNING, *TURN_NEXT.values()} == set(TurnStatus)


def test_an_exchange_may_have_no_headers() -> None:
    """What was not noted is empty, and cannot be filled by accident."""
    exchange = Exchange(n=1, operation=None, method="GET", path="/", at=0.0, ended_at=0.1)

    with pytest.raises(TypeError):
        exchange.request_headers["x"] = "y"  # type: ignore[index]


def test_a_segments_extras_have_defaults() -> None:
    """The renderer reads a whole ``m`` from a sparse one."""
    meta = VideoMeta.model_validate({"url": "u1", "transition": {"kind": "fade", "d": 800}})

    assert meta.transition == Transition(kind="fade", duration=800)
    assert meta.volume == 100
