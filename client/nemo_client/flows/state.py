"""What the session holds (contract.md 2.7)."""

from typing import Final

from nemo_client.errors import Garbled, Interrupted
from nemo_client.flows.ask import Remedies, ask, tell
from nemo_client.flows.desk import Desk, State
from nemo_client.flows.sessions import WITH_SESSION
from nemo_client.flows.steps import Call, Flow, Kind, Wait, do
from nemo_client.timeline import read_timeline, summary

AGAIN: Final = 2.0
COMPARED: Final = ("draft", "canvas_config", "generated_media")


def state(desk: Desk) -> Flow[State]:
    """Query the state; asking is safe, so after a broken or unreadable reply once more."""
    try:
        return (yield from query(desk, WITH_SESSION))
    except (Interrupted, Garbled):
        yield from do(Wait(AGAIN))
    return (yield from query(desk, WITH_SESSION))


def query(desk: Desk, remedies: Remedies) -> Flow[State]:
    """Query the state with the remedies that fit the moment; the desk knows it from then on."""
    _, accepted = yield from ask(
        desk,
        lambda at: Call(at.request("state", session_id=at.session.session_id)),
        remedies,
    )
    found = accepted.data.get("state")
    if not isinstance(found, dict):
        raise Garbled("The service told nothing about the session. Try again in a minute.")
    desk.known = found
    return found


def known_state(desk: Desk) -> Flow[State]:
    """The state before something is done: asked for only when it may have changed."""
    return desk.known if desk.known is not None else (yield from state(desk))


def show(desk: Desk) -> Flow[State]:
    """Tell the user what is on the timeline (C-STATE-1)."""
    found = yield from state(desk)
    yield from tell(summary(read_timeline(found)), Kind.SUMMARY)
    return found


def differs(before: State, after: State) -> bool:
    """Whether an edit was made in between; what uploads and analyses add does not count.

    Of a session that was just opened nothing was told yet: there all that is anything is new.
    """
    if not before:
        return bool(read_timeline(after).pieces or _part(after, "generated_media"))
    return any(_part(before, key) != _part(after, key) for key in COMPARED)


def _part(found: State, key: str) -> object:
    return found.get(key) or None
