"""What a message did, by the session's state, when its stream does not tell (C-SSE-5, C-SSE-7)."""

from types import MappingProxyType
from typing import Final

from nemo_client import errors
from nemo_client.changes import changes
from nemo_client.flows.ask import Remedies, tell
from nemo_client.flows.desk import Desk, State
from nemo_client.flows.sessions import WITH_SESSION
from nemo_client.flows.state import differs, query
from nemo_client.flows.steps import Flow, Kind, Wait, do
from nemo_client.timeline import read_timeline, summary
from nemo_contract.codes import Code

FIRST_LOOK: Final = 30.0
NEXT_LOOK: Final = 60.0
UNCHANGED: Final = 5
FAILED: Final = 10
_ON_TIME: Final[Remedies] = MappingProxyType(
    {code: WITH_SESSION[code] for code in (Code.BAD_TOKEN, Code.SESSION_NOT_FOUND)}
)
"""429 is not waited out here: the next look comes anyway."""


def recover(desk: Desk, before: State) -> Flow[tuple[str, ...]]:
    """C-SSE-7: look after 30 s, then every 60 s, until something has changed; tells what.

    Raises ``Uncertain`` after 5 looks without a change, or 10 that failed.
    """
    unchanged = failed = 0
    pause = FIRST_LOOK
    while unchanged < UNCHANGED and failed < FAILED:
        yield from do(Wait(pause))
        pause = NEXT_LOOK
        after = yield from _look(desk)
        if after is None:
            failed += 1
        elif differs(before, after):
            return (yield from report(before, after))
        else:
            unchanged += 1
            yield from _patience(unchanged)
    raise errors.Uncertain(
        "The connection broke off and nothing has changed since. The work may still be running: "
        "look at the state later."
    )


def report(before: State, after: State) -> Flow[tuple[str, ...]]:
    """Tell what changed on the timeline, in sentences (C-SSE-5)."""
    old, new = read_timeline(before), read_timeline(after)
    lines = changes(old, new) or ("Something changed behind the timeline.",)
    for line in lines:
        yield from tell(line, Kind.CHANGED)
    yield from tell(summary(new), Kind.SUMMARY)
    return lines


def _look(desk: Desk) -> Flow[State | None]:
    """One look; None when it failed, which is neither changed nor unchanged."""
    session = desk.session
    try:
        found = yield from query(desk, _ON_TIME)
    except errors.TokenRefused:
        raise
    except errors.NemoError:
        return None
    if desk.session is not session:
        text = "The session is gone, and with it what the message did. Start again."
        raise errors.SessionLost(text, code=Code.SESSION_NOT_FOUND)
    return found if _is_legible(found.get("draft")) else None


def _is_legible(draft: object) -> bool:
    """Nothing yet, or tracks in a list: else rubbish would be taken for a change."""
    return draft is None or (isinstance(draft, dict) and isinstance(draft.get("t") or [], list))


def _patience(looks: int) -> Flow[None]:
    if looks < UNCHANGED and looks % 2 == 0:
        yield from tell("⏳ Still working…")
