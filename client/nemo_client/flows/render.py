"""Have the timeline rendered: submit, poll, once more when it failed (C-EXP-1 to -4, -7)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nemo_client import errors
from nemo_client.flows.account import renew
from nemo_client.flows.ask import reach, tell
from nemo_client.flows.desk import Desk
from nemo_client.flows.judge import Accepted, Refusal, Unclear, Verdict, error_of, judge
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
    Wait,
    do,
)
from nemo_client.timeline import exportable
from nemo_contract.codes import Code
from nemo_contract.life import JobStatus
from nemo_contract.wire import RenderJob, read_render

PAUSES: Final = (30.0, 30.0, 30.0, 60.0, 60.0, 90.0, 90.0, 120.0, 150.0, 240.0)
"""Before each of the ten polls, in s: the usual job is quick, a slow one gets its time."""
SUBMITS: Final = 2
Draft = Mapping[str, Any]


@dataclass(slots=True)
class _Watch:
    """How far a render has been followed. ``arrived`` is False while its submit may be lost."""

    render_id: str
    arrived: bool = True
    polls: int = 0
    limited: bool = False
    renewed: bool = False


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
        return (yield from follow(desk, notes[-1].render_id))
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
    job = yield from _follow(desk, watch)
    if job is None:
        yield from _submit(desk, watch, draft)
        job = yield from _follow(desk, watch)
    if job is None:
        raise errors.Unreachable("The export does not get through to the service. Try again later.")
    return job


def _submitted(desk: Desk, draft: Draft) -> Flow[_Watch]:
    """C-EXP-2: a fresh id; another one when the service knows it already."""
    watch = yield from _fresh(desk, draft)
    try:
        yield from _submit(desk, watch, draft)
    except errors.Refused as refused:
        if refused.code != Code.CONFLICT:
            raise
        watch = yield from _fresh(desk, draft)
        yield from _submit(desk, watch, draft)
    return watch


def _fresh(desk: Desk, draft: Draft) -> Flow[_Watch]:
    """C-EXP-7: the id is remembered before it is used."""
    render_id = (yield from do(Mint(Draw.RENDER))).text
    desk.submitted.add(render_id)
    note = RenderNote(render_id, desk.session.session_id, _digest(draft))
    yield from do(Remember(note))
    return _Watch(render_id)


def _submit(desk: Desk, watch: _Watch, draft: Draft) -> Flow[None]:
    """C-EXP-2, C-ERR-4: the draft as it came; polling clears up what a lost reply said."""
    yield from tell("Exporting…", Kind.PROGRESS, 0.0)
    try:
        yield from in_session(desk, lambda at: Call(_order(at, watch.render_id, draft)))
        watch.arrived = True
    except (errors.Interrupted, errors.Garbled):
        watch.arrived = False


def _order(desk: Desk, render_id: str, draft: Draft) -> Request:
    """``sessionId`` is the one camelCase name of the API."""
    wish = {
        "id": render_id,
        "sessionId": desk.session.session_id,
        "draft": draft,
        "output": {"format": "mp4", "quality": "high"},
    }
    return desk.request("render_submit", json=wish)


def _follow(desk: Desk, watch: _Watch) -> Flow[RenderJob | None]:
    """C-EXP-3: every 30 s at most, 10 times at most; None when the service never got the submit."""
    while watch.polls < len(PAUSES):
        yield from do(Wait(PAUSES[watch.polls]))
        verdict = yield from _poll(desk, watch.render_id)
        if _is_lost(watch, verdict):
            return None
        if isinstance(verdict, Refusal):
            yield from _refused(desk, watch, verdict)
            continue
        watch.polls += 1
        job = _read(watch, verdict)
        if job is None:
            continue
        watch.arrived, watch.limited = True, False
        yield from _progress(job)
        if job.status in (JobStatus.COMPLETED, JobStatus.FAILED):
            return job
    raise errors.RenderUnfinished(
        "Rendering takes longer than it should. It goes on without us: resume it later.",
        render_id=watch.render_id,
    )


def follow(desk: Desk, render_id: str) -> Flow[RenderJob]:
    """Take up a render that an earlier run submitted (C-EXP-7)."""
    job = yield from _follow(desk, _Watch(render_id))
    if job is None or job.status is JobStatus.FAILED:
        raise errors.RenderFailed("That render failed. Export again.")
    return job


def _poll(desk: Desk, render_id: str) -> Flow[Verdict]:
    try:
        reply = yield from reach(
            desk, lambda at: Call(at.request("render_poll", render_id=render_id))
        )
    except errors.Unreachable:
        return Unclear(0)
    return judge(reply)


def _is_lost(watch: _Watch, verdict: Verdict) -> bool:
    return not watch.arrived and isinstance(verdict, Refusal) and verdict.code == Code.NOT_FOUND


def _refused(desk: Desk, watch: _Watch, refusal: Refusal) -> Flow[None]:
    """C-EXP-3: 1001 and 429 do not count as polls; each is survived once, at the next turn."""
    if refusal.code == Code.RATE_LIMITED and not watch.limited:
        watch.limited = True
    elif refusal.code == Code.BAD_TOKEN and not watch.renewed:
        watch.renewed = True
        yield from renew(desk, refusal)
    else:
        raise error_of(desk, refusal)


def _read(watch: _Watch, verdict: Verdict) -> RenderJob | None:
    """The job under our id, whichever of the three reply shapes came; None when it is none."""
    if not isinstance(verdict, Accepted):
        return None
    try:
        return read_render(verdict.body).model_copy(update={"id": watch.render_id})
    except ValueError:
        return None


def _progress(job: RenderJob) -> Flow[None]:
    """C-EXP-6"""
    fraction = max(0, min(job.progress, 100)) / 100
    yield from tell(f"Rendering… {fraction:.0%}", Kind.PROGRESS, fraction)
