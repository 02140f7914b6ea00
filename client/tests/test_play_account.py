"""Token and session: where they come from and what happens when they are refused."""

import pytest

from nemo_client.errors import Garbled, RateLimited, Refused, SessionLost, TokenRefused, Unreachable
from nemo_client.flows import connect, credit_balance, show, state
from nemo_client.flows.steps import Identity, Kind
from nemo_client.stage import Stage, broken, desk, ok, refused, reply, stranger
from nemo_client.stage import state as state_reply

TOKEN = ok({"token": "nmv_usr_new", "user_id": "anon_9", "credits": 100, "expires_at": "later"})
SESSION = ok({"session_id": "70", "task_id": "t", "user_id": "anon_9"})
BALANCE = ok({"available": 3, "frozen": 2, "total": 5})
NEW = {"code": 0, "data": None}


def test_anonymous_user_gets_a_token_then_a_session() -> None:
    """C-AUTH-2, C-SESS-1: a fresh UUID goes out, the token that comes is used."""
    at, stage = stranger(), Stage([TOKEN, SESSION])

    stage.play(connect(at))

    first, second = stage.requests
    assert stage.asked == ["anonymous_token", "create_session"]
    assert first.headers["X-Client-Id"] == "uuid-1"
    assert "Authorization" not in first.headers
    assert second.headers["Authorization"] == "Bearer nmv_usr_new"
    assert second.json == {"task_name": "project", "language": "en"}
    assert at.session.session_id == "70"


def test_connecting_is_said_before_and_after() -> None:
    """C-SESS-3: one short status, one sentence."""
    stage = Stage([TOKEN, SESSION])

    stage.play(connect(stranger()))

    assert stage.told(Kind.STATUS) == ["Connecting…"]
    assert len(stage.told(Kind.DONE)) == 1


def test_own_token_is_used_as_it_is() -> None:
    """C-AUTH-1: with NEMO_TOKEN no token is asked for."""
    stage = Stage([SESSION])

    stage.play(connect(stranger(token="nmv_usr_mine")))

    assert stage.asked == ["create_session"]
    assert stage.requests[0].headers["Authorization"] == "Bearer nmv_usr_mine"


def test_kept_token_is_used_again() -> None:
    """C-AUTH-3: a second run neither makes a client id nor asks for a token."""
    stage = Stage([SESSION], kept=Identity("kept-id", "nmv_usr_kept", "anon_1"))

    stage.play(connect(stranger()))

    assert stage.asked == ["create_session"]


def test_kept_client_id_without_token_is_sent_again() -> None:
    """C-AUTH-3: the id survives the loss of the token."""
    stage = Stage([TOKEN, SESSION], kept=Identity("kept-id"))

    stage.play(connect(stranger()))

    assert stage.requests[0].headers["X-Client-Id"] == "kept-id"


def test_client_id_of_the_environment_goes_before_the_kept_one() -> None:
    """A token that belongs to another client id is not used with this one."""
    stage = Stage([TOKEN, SESSION], kept=Identity("kept-id", "nmv_usr_kept"))

    stage.play(connect(stranger(client_id="env-id")))

    assert stage.requests[0].headers["X-Client-Id"] == "env-id"
    assert stage.kept == Identity("env-id", "nmv_usr_new", "anon_9")


def test_expired_token_is_replaced_once_with_the_same_client_id() -> None:
    """C-AUTH-4: new token, same id, the failed request once more."""
    stage = Stage([refused(1001), TOKEN, BALANCE])

    stage.play(credit_balance(desk()))

    assert stage.asked == ["credits", "anonymous_token", "credits"]
    assert stage.requests[1].headers["X-Client-Id"] == "client-0"
    assert stage.requests[2].headers["Authorization"] == "Bearer nmv_usr_new"


def test_token_refused_twice_is_reported() -> None:
    """C-AUTH-4: once, not for ever."""
    stage = Stage([refused(1001, 401), TOKEN, refused(1001, 401)])

    with pytest.raises(TokenRefused, match="Try again"):
        stage.play(credit_balance(desk()))


def test_refused_own_token_is_the_users_affair() -> None:
    """C-AUTH-4: NEMO_TOKEN is not replaced behind the user's back."""
    stage = Stage([refused(1001)])

    with pytest.raises(TokenRefused, match="NEMO_TOKEN"):
        stage.play(credit_balance(desk(token="nmv_usr_mine")))


def test_missing_client_id_is_made_and_sent_again() -> None:
    """C-AUTH-5: once."""
    stage = Stage([refused(400, 400), TOKEN, SESSION])

    stage.play(connect(stranger()))

    assert stage.asked == ["anonymous_token", "anonymous_token", "create_session"]
    assert stage.requests[1].headers["X-Client-Id"] == "uuid-2"


def test_rate_limit_that_clears() -> None:
    """C-ERR-2: wait at least 30 s, try once more."""
    stage = Stage([refused(429, 429), TOKEN, SESSION])

    stage.play(connect(stranger()))

    assert stage.asked == ["anonymous_token", "wait 30", "anonymous_token", "create_session"]


def test_rate_limit_that_persists() -> None:
    """C-ERR-2: exactly two attempts, then a report."""
    stage = Stage([refused(429), refused(429)])

    with pytest.raises(RateLimited, match="later"):
        stage.play(connect(stranger()))

    assert stage.asked == ["anonymous_token", "wait 30", "anonymous_token"]


def test_longer_pauses_are_kept_when_asked_for() -> None:
    """Retry-After lengthens the pause, within reason."""
    stage = Stage([refused(429, retry_after="45"), BALANCE])

    stage.play(credit_balance(desk()))

    assert stage.asked == ["credits", "wait 45", "credits"]


def test_lost_session_is_opened_anew() -> None:
    """C-SESS-2: a new session, the request once more in it, and a word about what was lost."""
    at, stage = desk(), Stage([refused(1002), SESSION, state_reply()])

    stage.play(state(at))

    assert stage.asked == ["state", "create_session", "state"]
    assert "/70/" in stage.requests[2].url
    assert "lost" in stage.told(Kind.WARNING)[0]


def test_session_lost_twice_is_reported() -> None:
    """C-SESS-2: once, not for ever."""
    stage = Stage([refused(1002, 404), SESSION, refused(1002, 404)])

    with pytest.raises(SessionLost):
        stage.play(state(desk()))


def test_what_never_arrived_is_sent_again_once() -> None:
    """C-ERR-4: a connection that was never made is safe to try again."""
    stage = Stage([broken(sent=False), BALANCE])

    stage.play(credit_balance(desk()))

    assert stage.asked == ["credits", "wait 1", "credits"]


def test_nobody_there() -> None:
    """An address where nothing answers is reported with what to do."""
    stage = Stage([broken(sent=False), broken(sent=False)])

    with pytest.raises(Unreachable, match=r"Nothing answers at http://api\.test"):
        stage.play(connect(stranger()))


@pytest.mark.parametrize(
    "body",
    [
        *(b"<html>", b"[]", b"{}", b'{"code": 0, "data": {"available": 1}}'),
        *(b'{"code": 0, "data": {"available": NaN}}', b'{"code": 0, "x": 1e999}'),
        b'{"code": 0, "data": ' + b"[" * 500 + b"]" * 500 + b"}",
    ],
)
def test_replies_without_sense_are_reported(body: bytes) -> None:
    """C-ERR-3: clearly, and without a crash."""
    stage = Stage([reply(200, body)])

    with pytest.raises(Garbled):
        stage.play(credit_balance(desk()))


@pytest.mark.parametrize("data", [None, {}, {"session_id": None}, {"session_id": {}}])
def test_session_without_id_is_reported(data: object) -> None:
    """C-ERR-3"""
    stage = Stage([ok(data)])

    with pytest.raises(Garbled, match="no session"):
        stage.play(connect(desk()))


@pytest.mark.parametrize("token", [None, 5, "", "nmv\r\nX: y", "é"])
def test_token_that_is_none_is_reported(token: object) -> None:
    """C-ERR-3: what cannot stand in a header is no token."""
    stage = Stage([ok({"token": token})])

    with pytest.raises(Garbled, match="no access"):
        stage.play(connect(stranger()))


def test_credits_are_told() -> None:
    """C-CRED-1: from the endpoint."""
    stage = Stage([BALANCE])

    balance = stage.play(credit_balance(desk()))

    assert (balance.available, balance.total) == (3, 5)
    assert stage.told() == ["3 credits are available, and 2 are reserved for running work."]


def test_codes_may_be_strings() -> None:
    """C-ERR-3: the number counts, not how it is written."""
    stage = Stage([reply(200, {"code": "429"}), BALANCE])

    stage.play(credit_balance(desk()))

    assert stage.asked == ["credits", "wait 30", "credits"]


@pytest.mark.parametrize("body", [{"code": None, "data": {}}, {"code": "odd"}, {"success": False}])
def test_failures_without_a_number(body: object) -> None:
    """C-ERR-3: reported like any other."""
    stage = Stage([reply(200, body)])

    with pytest.raises((Garbled, Refused)):
        stage.play(credit_balance(desk()))


def test_where_the_token_came_from() -> None:
    """The user's own, or the service's."""
    assert (desk().token_source, desk(token="nmv_usr_1").token_source) == ("anonymous", "env")


def test_state_is_asked_for_again_when_the_reply_is_lost() -> None:
    """Asking is safe to repeat, once."""
    stage = Stage([broken(), state_reply()])

    stage.play(show(desk()))

    assert stage.asked == ["state", "wait 2", "state"]
    assert stage.told(Kind.SUMMARY) == ["The timeline is empty."]


def test_state_without_state_is_reported() -> None:
    """C-ERR-3"""
    stage = Stage([ok({}), ok({})])

    with pytest.raises(Garbled, match="nothing about the session"):
        stage.play(state(desk()))


def test_attribution_goes_with_every_request() -> None:
    """C-ATTR-1: to the API's own origin, the token request included."""
    stage = Stage([TOKEN, SESSION])

    stage.play(connect(stranger()))

    for request in stage.requests:
        assert request.headers["X-Skill-Source"] == "stage"
        assert request.headers["X-Skill-Version"] == "1"
        assert request.headers["X-Skill-Platform"] == "unknown"


def test_no_token_in_any_repr() -> None:
    """C-SEC-2: a traceback with local variables shows no secret."""
    stage = Stage([TOKEN, SESSION])

    stage.play(connect(stranger()))

    assert "nmv_usr_" not in repr(stage.steps)
