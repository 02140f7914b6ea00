"""Open a session before anything else, and open another when it is lost (C-SESS-*)."""

from types import MappingProxyType
from typing import Final

from nemo_client.errors import Garbled
from nemo_client.flows.account import renew, sign_in
from nemo_client.flows.ask import PATIENT, Make, Remedies, ask, tell
from nemo_client.flows.desk import Desk, Talk
from nemo_client.flows.judge import Accepted, Refusal
from nemo_client.flows.steps import Call, Flow, Kind, Recall, Remember, Reply, do
from nemo_contract.codes import Code
from nemo_contract.wire import SessionRequest

SIGNED_IN: Final[Remedies] = MappingProxyType({**PATIENT, Code.BAD_TOKEN: renew})


def connect(desk: Desk, *, name: str = "project", language: str = "en") -> Flow[Talk]:
    """C-SESS-3: have a token and a session; a short word before, one sentence after."""
    yield from tell("Connecting…")
    yield from sign_in(desk)
    talk = yield from open_session(desk, name=name, language=language)
    yield from tell("Ready: send photos or say what you would like to make.", Kind.DONE)
    return talk


def go_on(desk: Desk) -> Flow[bool]:
    """Take up the session of the last run; False when there is none to take up.

    Whether the service still has it shows at the first request (C-SESS-2).
    """
    yield from sign_in(desk)
    desk.talk, desk.known = (yield from do(Recall())).talk, None
    return desk.talk is not None


def ready(desk: Desk, *, language: str = "en") -> Flow[None]:
    """C-SESS-1: whatever needs a session opens one first."""
    if desk.talk is None:
        yield from connect(desk, language=language)


def open_session(desk: Desk, *, name: str, language: str) -> Flow[Talk]:
    """A new, empty session becomes the desk's."""
    wish = SessionRequest(task_name=name, language=language or None).dump()
    _, accepted = yield from ask(
        desk, lambda at: Call(at.request("create_session", json=wish)), SIGNED_IN
    )
    data = accepted.data
    session_id, task_id = _id(data.get("session_id")), _id(data.get("task_id"))
    if not session_id:
        raise Garbled("The service opened no session. Check NEMO_API_URL, then try again.")
    desk.talk = Talk(session_id, task_id, str(data.get("user_id") or ""), name, language)
    desk.known = {}
    if not desk.aside:
        yield from do(Remember(desk.talk))
    return desk.talk


def keep(desk: Desk) -> Flow[None]:
    """The session that was opened aside becomes the one that the next run goes on with."""
    desk.aside = False
    yield from do(Remember(desk.session))


def in_session(desk: Desk, make: Make) -> Flow[tuple[Reply, Accepted]]:
    """Ask within the open session, with every remedy."""
    return (yield from ask(desk, make, WITH_SESSION))


def _reopen(desk: Desk, _refusal: Refusal) -> Flow[None]:
    """C-SESS-2: after 1002 a new session, and a word about what is gone."""
    lost = desk.session
    yield from open_session(desk, name=lost.name, language=lost.language)
    text = (
        "The session was gone, so I opened a new one. "
        "Its timeline and uploads are lost: send them again."
    )
    yield from tell(text, Kind.WARNING)


WITH_SESSION: Final[Remedies] = MappingProxyType({**SIGNED_IN, Code.SESSION_NOT_FOUND: _reopen})


def _id(value: object) -> str:
    plain = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value) if plain else ""
