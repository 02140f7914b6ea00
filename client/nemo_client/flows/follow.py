"""Follow a render to its end, sparing the service (C-EXP-3, C-EXP-6)."""

from dataclasses import dataclass, field
from typing import Final

from nemo_client import errors
from nemo_client.flows.account import renew
from nemo_client.flows.ask import ask, reach, tell
from nemo_client.flows.desk import Desk
from nemo_client.flows.judge import Accepted, Refusal, Unclear, Verdict, error_of, judge
from nemo_client.flows.sessions import SIGNED_IN
from nemo_client.flows.steps import Call, Flow, Forget, Kind, Wait, do
from nemo_contract.codes import Code
from nemo_contract.life import JobStatus
from nemo_contract.wire import RenderJob, read_render

POLLS: Final = 10
PACE: Final = 30.0
SLOW_PACE: Final = 60.0
LONGEST_PAUSE: Final = 600.0
QUICK: Final = 3
"""So many polls come at the quick pace, since most jobs take 30 to 90 s."""


@dataclass(slots=True)
class Watch:
    """How far a render has been followed. ``arrived`` is False while its submit may be lost."""

    render_id: str
    arrived: bool = True
    polls: int = 0
    limited: bool = False
    renewed: bool = False
    waited: float = 0.0
    last: float = PACE
    progress: list[int] = field(default_factory=lambda: [0])

    @property
    def pause(self) -> float:
        """Seconds until the next poll: never less than 30. A job that gets on but slowly is given
        about the time that it still needs, so that ten polls are enough for it; but since the first
        per cents are the slowest, a pause is never more than twice the one before."""
        if self.polls < QUICK:
            return PACE
        before, now = self.progress[-2], self.progress[-1]
        if not before < now < 100:
            return SLOW_PACE
        left = self.waited * (100 - now) / now
        return min(max(left, PACE), 2 * self.last, LONGEST_PAUSE)


def follow(desk: Desk, watch: Watch) -> Flow[RenderJob | None]:
    """C-EXP-3: poll until the job has ended; None when the service never got the submit.

    Raises ``RenderUnfinished`` after ten polls, and what refuses a poll for good.
    """
    while watch.polls < POLLS:
        pause = watch.pause
        yield from do(Wait(pause))
        watch.waited, watch.last = watch.waited + pause, pause
        verdict = yield from _poll(desk, watch.render_id)
        if _is_lost(watch, verdict):
            return None
        if isinstance(verdict, Refusal):
            yield from _refused(desk, watch, verdict)
            continue
        job = yield from _looked_at(watch, verdict)
        if job is not None and job.status in (JobStatus.COMPLETED, JobStatus.FAILED):
            return job
    raise errors.RenderUnfinished(
        "Rendering takes longer than it should and goes on without us. "
        f"Fetch it later: {come_back(watch.render_id)}",
        render_id=watch.render_id,
    )


def come_back(render_id: str) -> str:
    """How to ask for the render later."""
    return f"nemo-client resume {render_id}"


def _looked_at(watch: Watch, verdict: Verdict) -> Flow[RenderJob | None]:
    """A poll that counts, whatever came of it."""
    watch.polls += 1
    job = _read(watch, verdict)
    watch.progress.append(job.progress if job else watch.progress[-1])
    if job is not None:
        watch.arrived, watch.limited = True, False
        yield from _progress(job)
    return job


def take_up(desk: Desk, render_id: str) -> Flow[RenderJob]:
    """Take up a render that an earlier run submitted (C-EXP-7)."""
    try:
        job = yield from follow(desk, Watch(render_id))
    except errors.Refused as refused:
        raise _unknown(refused) from refused
    if job is None or job.status is JobStatus.FAILED:
        raise errors.RenderFailed("That render failed. Export again.")
    return job


def cancel(desk: Desk, render_id: str) -> Flow[RenderJob]:
    """Stop a render that has not ended; asking twice does no harm. What it is then."""
    try:
        _, accepted = yield from ask(
            desk, lambda at: Call(at.request("render_cancel", render_id=render_id)), SIGNED_IN
        )
    except errors.Refused as refused:
        raise _unknown(refused) from refused
    job = _read(Watch(render_id), accepted)
    if job is None:
        raise errors.Garbled("The service did not say what became of the render. Try again.")
    yield from do(Forget(render_id))
    yield from tell("The render is stopped.", Kind.DONE)
    return job


def _unknown(refused: errors.Refused) -> errors.Refused:
    """404 has a meaning here: no such render, or somebody else's."""
    if refused.code != Code.NOT_FOUND:
        return refused
    text = "The service knows no such render, or it is not yours. Look at its id, or export again."
    return errors.Refused(text, code=refused.code)


def _poll(desk: Desk, render_id: str) -> Flow[Verdict]:
    try:
        reply = yield from reach(
            desk, lambda at: Call(at.request("render_poll", render_id=render_id))
        )
    except errors.Unreachable:
        return Unclear(0)
    return judge(reply)


def _is_lost(watch: Watch, verdict: Verdict) -> bool:
    return not watch.arrived and isinstance(verdict, Refusal) and verdict.code == Code.NOT_FOUND


def _refused(desk: Desk, watch: Watch, refusal: Refusal) -> Flow[None]:
    """1001 and 429 do not count as polls; each is survived once, at the next turn (C-EXP-3)."""
    if refusal.code == Code.RATE_LIMITED and not watch.limited:
        watch.limited = True
    elif refusal.code == Code.BAD_TOKEN and not watch.renewed:
        watch.renewed = True
        yield from renew(desk, refusal)
    else:
        raise error_of(desk, refusal)


def _read(watch: Watch, verdict: Verdict) -> RenderJob | None:
    """The job under our id, whichever of the three reply shapes came; None when it is none."""
    if not isinstance(verdict, Accepted):
        return None
    try:
        return read_render(verdict.body).model_copy(update={"id": watch.render_id})
    except ValueError:
        return None


def _progress(job: RenderJob) -> Flow[None]:
    """Shown as it comes (C-EXP-6)."""
    fraction = max(0, min(job.progress, 100)) / 100
    yield from tell(f"Rendering… {fraction:.0%}", Kind.PROGRESS, fraction)
