"""Send a message, show what is said, and find out what was done (C-ROUTE-2, C-SSE-5, C-SSE-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from nemo_client import errors
from nemo_client.flows.ask import tell
from nemo_client.flows.desk import Desk, State
from nemo_client.flows.judge import Refusal, error_of
from nemo_client.flows.listen import Heard, listen
from nemo_client.flows.recover import recover, report
from nemo_client.flows.sessions import in_session
from nemo_client.flows.state import differs, known_state, show, state
from nemo_client.flows.steps import Ask, Flow, Kind, Open, Reply, Request, do
from nemo_client.gui import Action
from nemo_client.limits import limits
from nemo_client.wording import readable, sentence
from nemo_contract.codes import Code
from nemo_contract.endpoints import AGENT, ME

HINTS: Final[Mapping[Action, str]] = MappingProxyType(
    {
        Action.EXPORT: 'Say "export" when you want the finished video.',
        Action.EDIT: "Say what should change, and I pass it on.",
        Action.UPLOAD: "Name the files here, and I upload them.",
    }
)


@dataclass(frozen=True, slots=True)
class Talked:
    """What came of a message: the agent's words as shown, and what changed on the timeline when the
    words did not tell."""

    texts: tuple[str, ...]
    changed: tuple[str, ...] = ()


def send(desk: Desk, text: str) -> Flow[Talked]:
    """Send ``text`` as the user said it; when its fate stays unknown, offer once to repeat it.

    Raises ``BadUsage`` when there is nothing in it, and ``Uncertain`` when nothing is known and the
    user did not want it sent again.
    """
    yield from worth_sending(text)
    for limit in limits(text):
        yield from tell(limit, Kind.WARNING)
    before = yield from known_state(desk)
    try:
        return (yield from _sent(desk, text, before))
    except errors.Uncertain:
        if not (yield from _may_resend()):
            raise
    return (yield from _sent(desk, text, before))


def worth_sending(text: str) -> Flow[None]:
    """Look at a message before anything is asked of the service. Raises ``BadUsage``."""
    if not text.strip():
        raise errors.BadUsage("The message is empty. Say what you would like to make or change.")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise errors.BadUsage("The message is not UTF-8 text. Type it again, or save it as UTF-8.")
    yield from ()


def _may_resend() -> Flow[bool]:
    """C-SSE-6: never twice without the user's leave."""
    text = (
        "Send the message again? If the first one is still being worked on, it costs credits twice."
    )
    return (yield from do(Ask("resend", text))).yes


def _sent(desk: Desk, text: str, before: State) -> Flow[Talked]:
    desk.known = None
    try:
        reply = yield from _opened(desk, text)
    except (errors.Interrupted, errors.Garbled):
        return (yield from _recovered(desk, before, Heard()))
    reopened = _take_known(desk)
    before = before if reopened is None else reopened
    if not reply.streaming:
        return (yield from _recovered(desk, before, Heard()))
    heard = yield from listen(reply.now)
    if heard.error:
        yield from _failed(desk, before, heard)
    if not heard.ended:
        return (yield from _recovered(desk, before, heard))
    changed = () if heard.shown else (yield from _silent(desk, before))
    yield from _act(desk, heard)
    return Talked(tuple(heard.shown), changed)


def _take_known(desk: Desk) -> State | None:
    """What is known when a session was opened anew on the way; nothing otherwise."""
    known, desk.known = desk.known, None
    return known


def _opened(desk: Desk, text: str) -> Flow[Reply]:
    reply, _ = yield from in_session(desk, lambda at: Open(_message(at, text)))
    return reply


def _message(desk: Desk, text: str) -> Request:
    """C-ROUTE-2: the text as the user said it."""
    body = {
        "app_name": AGENT,
        "user_id": ME,
        "session_id": desk.session.session_id,
        "new_message": {"parts": [{"text": text}]},
    }
    return desk.request("run_sse", json=body, accept="text/event-stream")


def _recovered(desk: Desk, before: State, heard: Heard) -> Flow[Talked]:
    """Nobody knows what arrived or goes on; only the state can tell."""
    yield from tell("The connection broke off. The work goes on; looking for its result…")
    return Talked(tuple(heard.shown), (yield from recover(desk, before)))


def _silent(desk: Desk, before: State) -> Flow[tuple[str, ...]]:
    """C-SSE-5: no text, so compare; without a change none is claimed."""
    session = desk.session
    try:
        after = yield from state(desk)
    except (errors.Unreachable, errors.Garbled, errors.RateLimited):
        return (yield from recover(desk, before))
    if desk.session is session and differs(before, after):
        return (yield from report(before, after))
    yield from tell("The service said nothing, and nothing changed on the timeline.", Kind.WARNING)
    return ()


def _failed(desk: Desk, before: State, heard: Heard) -> Flow[None]:
    """The stream told an error: show what was done all the same, then say so."""
    if not heard.shown:
        yield from _silent(desk, before)
    error = heard.error
    said = readable(error.message) if error else ""
    if error and error.code in _NAMED:
        raise error_of(desk, Refusal(int(error.code), said))
    reason = f": {said}" if said else ""
    what = sentence(f"The service could not do it{reason}")
    raise errors.WorkFailed(f"{what} Say it differently, or try again later.")


_NAMED: Final = frozenset(
    {Code.BAD_TOKEN, Code.NO_CREDITS, Code.UNSUPPORTED_FILE, Code.FILE_TOO_LARGE}
)
"""Codes that say the same in a stream as in a reply."""


def _act(desk: Desk, heard: Heard) -> Flow[None]:
    """What the agent's screen talk stands for here (C-GUI-1)."""
    for action in heard.actions:
        if action is Action.SHOW:
            yield from _shown(desk)
        else:
            yield from tell(HINTS[action], Kind.HINT)


def _shown(desk: Desk) -> Flow[None]:
    try:
        yield from show(desk)
    except errors.TokenRefused as refusal:
        yield from tell(f"The timeline cannot be shown. {refusal}", Kind.WARNING)
    except errors.NemoError:
        yield from tell("The timeline cannot be shown just now; ask for the status in a minute.")
