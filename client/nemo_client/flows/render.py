"""Have the timeline rendered: submit, poll, once more when it failed (C-EXP-1 to -4, -7)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from nemo_client import errors
from nemo_client.flows.ask import tell
from nemo_client.flows.desk import Desk
from nemo_client.flows.follow import Watch, follow, take_up
from nemo_client.flows.sessions import in_session
from nemo_client.flows.state import state
from nemo_client.flows.steps import (
    Call,
    Draw,
    Flow,
    Forget,
    Kind,
    Mint,
    Recall,
    Remember,
    RenderNote,
    Request,
    do,
)
from nemo_client.timeline import exportable
from nemo_contract.codes import Code
from nemo_contract.life import JobStatus
from nemo_contract.wire import RenderJob

SUBMITS: Final = 2
Draft = Mapping[str, Any]


def render(desk: Desk) -> Flow[RenderJob]:
    """Render the session's timeline; a completed job. What an earlier run submitted is taken up
    instead when it is of this very timeline, or when there is nothing on it (C-EXP-7).

    Raises ``NothingToExport``, ``RenderFailed`` after two failed jobs, ``RenderUnfinished`` after
    ten polls.
    """
    draft = (yield from state(desk)).get("draft")
    orphan = yield from _orphan(desk, draft)
    if orphan is not None:
        return orphan
    return (yield from _rendered(desk, _checked(draft)))


def _rendered(desk: Desk, draft: Draft) -> Flow[RenderJob]:
    """C-EXP-4: after a failed job one more, under a new id."""
    for attempt in range(SUBMITS):
        job = yield from _job(desk, draft)
        if job.status is JobStatus.COMPLETED:
            return job
        if attempt == 0:
            yield from tell("Rendering failed; trying once more.", Kind.WARNING)
    raise errors.RenderFailed(
        "The service could not render this timeline, twice. Change something and export again."
    )


def _checked(draft: Any) -> Draft:
    """C-EXP-1: only what has something on it is submitted."""
    if not exportable(draft):
        raise errors.NothingToExport(
            "There is nothing on the timeline yet. Say first what to make."
        )
    found: Draft = draft
    return found


def _orphan(desk: Desk, draft: object) -> Flow[RenderJob | None]:
    """The latest fitting render of an earlier run, if it ends well."""
    notes = [note for note in (yield from do(Recall())).renders if _fits(desk, note, draft)]
    if not notes:
        return None
    yield from tell("Fetching the video that was being rendered last time.")
    try:
        return (yield from take_up(desk, notes[-1].render_id))
    except (errors.RenderFailed, errors.Refused):
        yield from do(Forget(notes[-1].render_id))
        return None


def _fits(desk: Desk, note: RenderNote, draft: object) -> bool:
    if note.render_id in desk.submitted:
        return False
    of_this = (note.session_id, note.digest) == (desk.session.session_id, _digest(draft))
    return of_this or not exportable(draft)


def _digest(draft: object) -> str:
    """Tells one timeline from another."""
    return hashlib.sha256(json.dumps(draft, sort_keys=True).encode()).hexdigest()[:16]


def _job(desk: Desk, draft: Draft) -> Flow[RenderJob]:
    """One job under a fresh id, to its end. What never arrived is submitted again under that id."""
    watch = yield from _submitted(desk, draft)
    job = yield from follow(desk, watch)
    if job is None:
        yield from _submit(desk, watch, draft)
        job = yield from follow(desk, watch)
    if job is None:
        raise errors.Unreachable("The export does not get through to the service. Try again later.")
    return job


def _submitted(desk: Desk, draft: Draft) -> Flow[Watch]:
    """Submitted under a fresh id, or under another one when the service knows it already."""
    watch = yield from _fresh(desk, draft)
    try:
        yield from _submit(desk, watch, draft)
    except errors.Refused as refused:
        if refused.code != Code.CONFLICT:
            raise
        watch = yield from _fresh(desk, draft)
        yield from _submit(desk, watch, draft)
    return watch


def _fresh(desk: Desk, draft: Draft) -> Flow[Watch]:
    """C-EXP-7: the id is remembered before it is used."""
    render_id = (yield from do(Mint(Draw.RENDER))).text
    desk.submitted.add(render_id)
    note = RenderNote(render_id, desk.session.session_id, _digest(draft))
    yield from do(Remember(note))
    return Watch(render_id)


def _submit(desk: Desk, watch: Watch, draft: Draft) -> Flow[None]:
    """Sent once; polling clears up what a lost reply said (C-ERR-4)."""
    yield from tell("Exporting…", Kind.PROGRESS, 0.0)
    try:
        yield from in_session(desk, lambda at: Call(_order(at, watch.render_id, draft)))
        watch.arrived = True
    except (errors.Interrupted, errors.Garbled):
        watch.arrived = False


def _order(desk: Desk, render_id: str, draft: Draft) -> Request:
    """C-EXP-2: the draft unchanged; ``sessionId`` is the one camelCase name of the API."""
    wish = {
        "id": render_id,
        "sessionId": desk.session.session_id,
        "draft": draft,
        "output": {"format": "mp4", "quality": "high"},
    }
    return desk.request("render_submit", json=wish)
