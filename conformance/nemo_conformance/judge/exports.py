"""Checks on exports: what is submitted, how it is waited for, what is delivered."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from nemo_conformance.driver.words import Capability, Reason
from nemo_conformance.judge.check import Check, breach, mistimed, unsaid
from nemo_conformance.judge.exposure import draft_in, is_exportable, told_status
from nemo_conformance.judge.story import Story, render_of, session_of
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.record import Ended, Handed, Job, Visit, Want
from nemo_contract import JobStatus
from nemo_contract.codes import Code
from nemo_contract.wire import read_render

EVERY, POLLS, EARLY = 30.0, 10, 0.5
UNCOUNTED: Final = frozenset({Code.BAD_TOKEN, Code.RATE_LIMITED})
ENDED: Final = frozenset({JobStatus.COMPLETED, JobStatus.FAILED})


def state_first(story: Story) -> Iterator[Finding]:
    """C-EXP-1"""
    for wish in story.wishes(Want.EXPORT):
        submits = story.during(wish.n, "render_submit")
        states = story.during(wish.n, "state")
        known = [one for one in states if one.accepted]
        if submits and not any(one.n < submits[0].n for one in states):
            yield breach("a render was submitted unseen", "query the state first", submits[0])
        elif known and not any(map(is_exportable, known)):
            yield from _nothing_there(story, wish.n, submits)


def _nothing_there(story: Story, n: int, submits: tuple[Visit, ...]) -> Iterator[Finding]:
    ended = story.ended(n)
    if submits:
        yield breach("an empty draft was submitted", "submit nothing", submits[0])
    elif story.forbade(n):
        return
    elif ended and ended.reason is not Reason.NO_DRAFT and not _says_empty(ended, story.shown(n)):
        yield unsaid("nobody said that there is nothing to export", "no_draft", ended.at)


def _says_empty(ended: Ended, shown: str) -> bool:
    return ended.reason is not None and bool(shown.strip())


def submits_draft(story: Story) -> Iterator[Finding]:
    """C-EXP-2"""
    taken: set[str] = set()
    for one in story.of("render_submit"):
        body = one.asked if isinstance(one.asked, dict) else {}
        if "sessionId" not in body:
            yield breach("the submit has no sessionId", "sessionId, in camelCase", one)
        if render_of(one) in taken or not render_of(one):
            yield breach(f"the id {render_of(one)} was used before", "a fresh unique id", one)
        yield from _unchanged(story, one, body.get("draft"))
        if one.accepted:
            taken.add(render_of(one) or "")


def _unchanged(story: Story, submit: Visit, draft: object) -> Iterator[Finding]:
    """It is one of the drafts that the state told of while this export was wanted."""
    told = [
        one
        for one in story.of("state")
        if one.n < submit.n and one.accepted and session_of(one) == session_of(submit)
    ]
    lately = [draft_in(one) for one in told if one.intent == submit.intent]
    known = lately or [draft_in(one) for one in told]
    if known and draft in [draft_in(one) for one in told] and draft not in known:
        yield breach("the draft is an old one", "the draft as the state has it now", submit)
    elif known and draft not in known:
        yield breach("the draft was changed", "the draft as it came, unknown keys too", submit)


def polls(story: Story) -> Iterator[Finding]:
    """C-EXP-3"""
    for render in dict.fromkeys(render_of(one) for one in story.of("render_poll")):
        mine = [one for one in story.of("render_poll") if render_of(one) == render]
        counted = [one for one in mine if one.refusal not in UNCOUNTED]
        yield from _paced(counted)
        yield from _stopped(story, counted)
        yield from _begun_anew(story, counted)


def _begun_anew(story: Story, counted: list[Visit]) -> Iterator[Finding]:
    """Ten polls end the attempt; only a failure that was told of begins another (C-EXP-4)."""
    good = [one for one in counted if one.accepted]
    ended = any(told_status(one) in ENDED for one in good)
    again = story.after(good[-1], "render_submit") if len(good) >= POLLS and not ended else ()
    if again:
        yield breach("another render was submitted after 10 polls", "stop and report", again[0])


def _paced(counted: list[Visit]) -> Iterator[Finding]:
    for before, one in pairwise(counted):
        if one.at - before.at < EVERY - EARLY:
            waited = one.at - before.at
            yield mistimed(f"polled again after {waited:.1f} s", "every 30 s at most", one)
            return


def _stopped(story: Story, counted: list[Visit]) -> Iterator[Finding]:
    over = next((n for n, one in enumerate(counted) if told_status(one) in ENDED), None)
    if over is not None and len(counted) > over + 1 and not story.restarts:
        yield breach("it was polled after its end", "stop there", counted[over + 1])
    good = [one for one in counted if one.accepted]
    if len(good) > POLLS:
        yield breach(f"it was polled {len(good)} times", "10 polls at most", good[POLLS])
    elif over is None and len(counted) < POLLS and all(one.accepted for one in counted):
        yield from _too_soon(story, counted)


def _too_soon(story: Story, counted: list[Visit]) -> Iterator[Finding]:
    if not counted:
        return
    last = counted[-1]
    refused = any(one.refusal in UNCOUNTED for one in story.after(last, "render_poll"))
    if story.ended(last.intent) and not refused and not story.restarts:
        yield breach(f"it gave up after {len(counted)} polls", "10 polls", last)


def tries_again(story: Story) -> Iterator[Finding]:
    """C-EXP-4"""
    for wish in story.wishes(Want.EXPORT):
        visits = story.during(wish.n, "render_submit", "render_poll")
        failed = [one for one in visits if told_status(one) is JobStatus.FAILED]
        if failed:
            yield from _second(story, wish.n, failed)


def _second(story: Story, n: int, failed: list[Visit]) -> Iterator[Finding]:
    accepted = [one for one in story.during(n, "render_submit") if one.accepted]
    later = story.after(failed[0], "render_submit")
    ended = story.ended(n)
    if not later:
        yield breach("a failed render was not tried again", "once more, under a new id", failed[0])
    elif render_of(later[0]) == render_of(failed[0]):
        yield breach("it was tried again under the same id", "a new id", later[0])
    elif len(accepted) > 2:
        yield breach(
            f"it was submitted {len(accepted)} times", "once more, then report", accepted[2]
        )
    elif len(failed) > 1 and ended and ended.reason is not Reason.RENDER_FAILED:
        yield unsaid(f"two failures ended as {ended.reason or 'done'}", "render_failed", ended.at)


def delivers(story: Story) -> Iterator[Finding]:
    """C-EXP-5; a file's completeness is judged by the bytes that the server has of it."""
    for wish in story.wishes(Want.EXPORT):
        done = [
            one
            for one in story.during(wish.n, "render_poll", "render_submit")
            if told_status(one) is JobStatus.COMPLETED
        ]
        if not done:
            continue
        job = _job(story, render_of(done[-1]))
        handed = story.heard(Handed, wish.n)
        yield from _whole(handed, job)
        yield from _link_first(story, done[-1])
        if not handed:
            yield from _undelivered(story, wish.n, done[-1])


def _link_first(story: Story, done: Visit) -> Iterator[Finding]:
    """The address that the job named is tried before the endpoint."""
    other = story.after(done, "render_download")
    if not other or not read_render(done.told).url:
        return
    tried = any(one.operation is None and one.n < other[0].n for one in story.after(done))
    abroad = any(one.at >= done.at for one in story.record.outside)
    if not (tried or abroad):
        yield breach("output.url was never tried", "output.url first", other[0])


def _job(story: Story, render_id: str | None) -> Job | None:
    return next((one for one in story.record.jobs if one.render_id == render_id), None)


def _whole(handed: tuple[Handed, ...], job: Job | None) -> Iterator[Finding]:
    for file in handed:
        if file.size is None:
            yield unsaid(f"{file.path} was handed over and is not there", "a file", file.at)
        elif job and job.sha256 not in (None, file.sha256):
            message = f"{file.path} has {file.size} of {job.size} bytes"
            yield unsaid(message, "a complete file", file.at)


def _undelivered(story: Story, n: int, done: Visit) -> Iterator[Finding]:
    ended = story.ended(n)
    tried = story.after(done, "render_download")
    if story.is_done(n) and ended:
        yield unsaid("the export was done and no file handed over", "a complete file", ended.at)
    elif not tried:
        yield breach("the file failed and that was the end", "try the download endpoint", done)
    elif any(one.accepted for one in tried):
        yield breach("the file came whole and was not handed over", "hand it over", tried[-1])


def reports_progress(story: Story) -> Iterator[Finding]:
    """C-EXP-6"""
    for wish in story.wishes(Want.EXPORT):
        submits = story.during(wish.n, "render_submit")
        handed = story.heard(Handed, wish.n)
        if not (submits and handed):
            continue
        if not _spoke_before(story, handed[0]):
            yield breach("no progress was shown", "a word while it renders", submits[0])
        ended = story.ended(wish.n)
        link = f"{story.shown(wish.n)} {ended.facts.get('link') if ended else ''}"
        if "claim?ct=" not in link:
            yield breach("no claim link came with the file", "the claim link", submits[0])


def _spoke_before(story: Story, handed: Handed) -> bool:
    """A word of the client's own came before the file, in the order in which the user saw them."""
    heard = story.record.heard
    before = heard[: heard.index(handed)]
    return any(one in before for one in story.statuses(handed.n))


def remembers(story: Story) -> Iterator[Finding]:
    """C-EXP-7; a file that is already handed over need not be remembered."""
    begun = story.restarts[0]
    kept = {name for file in story.record.home for name in file.holds}
    for one in story.of("render_submit"):
        asked = [
            other
            for other in story.of("render_poll", "render_download")
            if other.intent > begun.n and render_of(other) == render_of(one)
        ]
        lost = not asked and not story.heard(Handed, one.intent)
        earlier = one.intent <= begun.n and one.accepted
        if earlier and lost and f"render:{render_of(one)}" not in kept:
            yield breach("the render is lost with the restart", "remember its id", one)


def _unfinished(story: Story) -> bool:
    begun = story.restarts[0].n
    return any(
        one.accepted and one.intent <= begun and not story.heard(Handed, one.intent)
        for one in story.of("render_submit")
    )


EXPORTS = (
    Check("C-EXP-1", state_first),
    Check("C-EXP-2", submits_draft),
    Check("C-EXP-3", polls, timed=True),
    Check("C-EXP-4", tries_again),
    Check("C-EXP-5", delivers),
    Check("C-EXP-6", reports_progress, needs=frozenset({Capability.CLAIM_LINK})),
    Check("C-EXP-7", remembers, when=_unfinished),
)
"""By requirement."""
