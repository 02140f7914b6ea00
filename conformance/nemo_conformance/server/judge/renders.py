"""Whether renders are taken, told and ended as they should (S-EXP-1 to 9, 14, 15, 19 to 22)."""

from collections.abc import Iterator
from typing import Any, Final

from nemo_conformance.judge.verdict import Axis, Finding
from nemo_conformance.server.judge.access import refuses
from nemo_conformance.server.judge.check import Check, breach, reply_of
from nemo_conformance.server.judge.drafts import NOT_FOR_EXPORT
from nemo_conformance.server.judge.story import (
    ENDED,
    LONGEST,
    RENDER,
    Story,
    draft_in,
    id_of,
    progress_of,
    render_of,
    segments,
    status_of,
)
from nemo_conformance.server.record import NO_UPLOAD, Call
from nemo_contract import JOB_NEXT, Code, JobStatus
from nemo_contract import Exposure as X

SHORTEST: Final = 30.0
STRANGE: Final = frozenset({*NOT_FOR_EXPORT, X.FOREIGN_UPLOAD, X.REFUSED_ID_AGAIN})
REACHABLE: Final = frozenset((old, new) for (old, _), new in JOB_NEXT.items())


def _plain(story: Story) -> tuple[Call, ...]:
    """The submits that had to be accepted."""
    return tuple(
        one
        for one in story.of("render_submit")
        if not one.shows.intersection(STRANGE)
        and one.note != NO_UPLOAD
        and segments(draft_in(one) or {})
    )


def _submitted(story: Story) -> Iterator[Finding]:
    want = "the render is accepted, and its reply tells of it"
    for call in _plain(story):
        if "output" in call.asked and (call.refused or status_of(call) is None):
            yield breach(f"a submit: {reply_of(call)}", want, call)


def _no_output(story: Story) -> tuple[Call, ...]:
    return tuple(one for one in _plain(story) if "output" not in one.asked)


def _optional(story: Story) -> Iterator[Finding]:
    for call in _no_output(story):
        if call.refused:
            yield breach(f"without `output`: {reply_of(call)}", "it is accepted", call)


def _named(story: Story) -> Iterator[Finding]:
    for call in story.of(*RENDER):
        if call.fine and id_of(call) != render_of(call):
            told = id_of(call)
            yield breach(f"{render_of(call)} was told as {told}", "the client's id", call)
    for call in story.of("render_poll"):
        if story.submit_of(call) is not None and call.code == Code.NOT_FOUND:
            want = "it is polled under the client's id"
            yield breach(f"{render_of(call)} does not exist when polled", want, call)


def _repeated(story: Story) -> tuple[Call, ...]:
    return tuple(one for one in story.of("render_submit") if one.showed(X.RENDER_ID_AGAIN))


def _conflict(story: Story) -> Iterator[Finding]:
    """What a server was told is known only in worlds of the kit's own: any other may do both."""
    for call in _repeated(story):
        may_answer = story.setup.repeats or not story.setup.exact
        if (call.status, call.code) != (409, Code.CONFLICT) and not (may_answer and call.fine):
            yield breach(f"a repeated id: {reply_of(call)}", "HTTP 409 with code 409", call)


def _same_job(story: Story) -> Iterator[Finding]:
    for call in _repeated(story):
        if call.refused or id_of(call) != render_of(call):
            yield breach(f"a repeated id: {reply_of(call)}", "the job that has it", call)


def _used_up(story: Story) -> Iterator[Finding]:
    for call in story.showing(X.REFUSED_ID_AGAIN):
        if call.refused:
            want = "a refused submit does not use up its id"
            yield breach(f"the id of a refused submit: {reply_of(call)}", want, call)


def _lives(story: Story) -> Iterator[list[Call]]:
    """The replies about each render, in order."""
    lives: dict[tuple[str, str | None], list[Call]] = {}
    for call in story.jobs:
        lives.setdefault((call.who, render_of(call)), []).append(call)
    yield from lives.values()


def _moves(story: Story) -> Iterator[Finding]:
    want = "pending → processing → completed | failed, never back"
    for life in _lives(story):
        last = ""
        for call in life:
            status = status_of(call) or ""
            if status not in set(JobStatus):
                yield breach(f"a status {status!r}", want, call)
            elif last and not _may_follow(last, status):
                yield breach(f"{last} became {status}", want, call)
            last = status or last


def _may_follow(old: str, new: str) -> bool:
    """Whether a poll may meet ``new`` after ``old``: some moves of the table lead there."""
    if old == new:
        return True
    ahead = {b for a, b in REACHABLE if a == old}
    return new in ahead or any(_may_follow(step, new) for step in ahead)


def _per_cent(story: Story) -> Iterator[Finding]:
    for life in _lives(story):
        for call in life:
            found: Any = progress_of(call)
            number = isinstance(found, int | float) and not isinstance(found, bool)
            if not number or not 0 <= found <= 100:
                yield breach(f"progress is {found!r}", "from 0 to 100", call)


def _cancelled(story: Story) -> Iterator[Finding]:
    for call in story.showing(X.EXPORT_CANCELLED):
        had_ended = not story.setup.exact and status_of(call) == JobStatus.COMPLETED
        if call.operation != "render_cancel" or had_ended:
            continue
        later = [o for o in story.after(call, "render_poll") if render_of(o) == render_of(call)]
        if call.refused:
            yield breach(f"a cancel: {reply_of(call)}", "the render ends", call)
        elif later and status_of(later[-1]) != JobStatus.FAILED:
            told = status_of(later[-1])
            yield breach(f"a cancelled render is {told}", "it has failed", later[-1])


def _spans(story: Story) -> Iterator[tuple[Call, Call]]:
    """Accepted submits of sound drafts, each with a poll of theirs."""
    cancelled = {render_of(one) for one in story.of("render_cancel")}
    for poll in story.of("render_poll"):
        submit = story.submit_of(poll)
        if submit is not None and submit in _plain(story) and render_of(poll) not in cancelled:
            yield submit, poll


def _duration(story: Story) -> Iterator[Finding]:
    want = "a job takes 30 to 90 virtual seconds"
    for submit, poll in _spans(story):
        took, done = poll.at - submit.at, status_of(poll) in ENDED
        if status_of(poll) == JobStatus.COMPLETED and took < SHORTEST:
            yield breach(f"it was completed after {took:g} s", want, poll, axis=Axis.TIMING)
        elif not done and took > LONGEST:
            yield breach(f"it goes on after {took:g} s", want, poll, axis=Axis.TIMING)


def _orphan(story: Story) -> Iterator[Finding]:
    """Nobody asks for its whole time; then whoever kept the id fetches it."""
    for submit, poll in _spans(story):
        waited = [o for o in story.after(submit, "render_poll") if render_of(o) == render_of(poll)]
        if waited[0] is not poll or poll.at - submit.at <= LONGEST:
            continue
        files = [o for o in story.after(poll, "render_download") if render_of(o) == render_of(poll)]
        want = "an orphan finishes, and whoever kept its id can fetch it"
        if status_of(poll) != JobStatus.COMPLETED:
            yield breach(f"a render that nobody asked for is {status_of(poll)}", want, poll)
        elif files and files[0].refused:
            yield breach(f"its file: {reply_of(files[0])}", want, files[0])


def _was_left(story: Story) -> bool:
    return any(poll.at - submit.at > LONGEST for submit, poll in _spans(story))


def _no_render(story: Story) -> Iterator[Finding]:
    for call in story.showing(X.UNKNOWN_RENDER):
        if (call.status, call.code) != (404, Code.NOT_FOUND):
            want = "HTTP 404 with code 404"
            yield breach(f"{call.operation} of no render: {reply_of(call)}", want, call)


def _anonymous_export(story: Story) -> Iterator[Finding]:
    newcomers = {one.who for one in story.of("anonymous_token")}
    for call in _plain(story):
        if call.who in newcomers and call.refused:
            want = "an anonymous token may export"
            yield breach(f"an anonymous user's submit: {reply_of(call)}", want, call)


RENDERS: Final = (
    Check(
        "S-EXP-1",
        _submitted,
        when=lambda story: any("output" in one.asked for one in _plain(story)),
    ),
    Check("S-EXP-2", _optional, when=lambda story: bool(_no_output(story))),
    Check("S-EXP-3", _named),
    Check("S-EXP-4", _conflict, when=lambda story: bool(_repeated(story))),
    Check("S-EXP-5", _same_job),
    Check("S-EXP-6", _used_up),
    Check("S-EXP-7", _moves, when=lambda story: bool(story.jobs)),
    Check("S-EXP-8", _per_cent, when=lambda story: bool(story.jobs)),
    Check("S-EXP-9", _cancelled),
    Check("S-EXP-14", _duration, when=lambda story: any(_spans(story)), timed=True),
    Check("S-EXP-15", _orphan, when=_was_left),
    Check("S-EXP-19", _no_render),
    Check("S-EXP-20", refuses(X.NO_ATTRIBUTION, Code.EXPORT_BLOCKED)),
    Check("S-EXP-21", refuses(X.FREE_PLAN, Code.EXPORT_BLOCKED)),
    Check(
        "S-EXP-22",
        _anonymous_export,
        when=lambda story: (
            any(one.fine for one in story.of("anonymous_token")) and bool(_plain(story))
        ),
    ),
)
