"""Checks on what a client does when the server says no, says nonsense, or says nothing."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from nemo_conformance.driver.words import Outcome, Reason
from nemo_conformance.judge.check import Check, breach, mistimed
from nemo_conformance.judge.claims import sells
from nemo_conformance.judge.exposure import disagrees, is_odd_error, is_unknown_arrival, told_status
from nemo_conformance.judge.story import Story, render_of, said
from nemo_conformance.judge.texts import sentences
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.record import Visit, Want
from nemo_contract import JobStatus, Level
from nemo_contract.codes import Code

WAIT, EARLY = 30.0, 0.5
PLAN: Final = re.compile(
    r"(?i)plan\b|subscri|upgrade|attribut|header|tier|paid|paying|premium|free|member|account|licen[cs]e"
    r"|allow|permi|套餐|会员|订阅|升级|方案|计划|付费|免费|权限|账号|账户"
)
"""What anybody who explains a 402 uses one of."""
PACED: Final = frozenset({"render_poll", "state"})
"""What has a rhythm of its own: its next turn is its retry."""
MEANT: Final[Mapping[int, Reason]] = MappingProxyType(
    {400: Reason.UNKNOWN, 402: Reason.PLAN, 429: Reason.RATE_LIMIT, 401: Reason.TOKEN}
    | {404: Reason.SESSION, 413: Reason.FILE_SIZE, 415: Reason.FILE_TYPE}
)
"""What each HTTP status alone would mean."""
OF_CODE: Final[Mapping[int, Reason]] = MappingProxyType(
    {
        Code.NO_CREDITS: Reason.CREDITS,
        Code.BAD_TOKEN: Reason.TOKEN,
        Code.SESSION_NOT_FOUND: Reason.SESSION,
        Code.UNSUPPORTED_FILE: Reason.FILE_TYPE,
        Code.FILE_TOO_LARGE: Reason.FILE_SIZE,
        Code.EXPORT_BLOCKED: Reason.PLAN,
        Code.RATE_LIMITED: Reason.RATE_LIMIT,
    }
)
GOALS: Final[Mapping[Want, tuple[str, ...]]] = MappingProxyType(
    {
        Want.CREDITS: ("credits",),
        Want.STATE: ("state",),
        Want.UPLOAD: ("upload",),
        Want.CONNECT: ("create_session",),
    }
)
"""What must have succeeded for such a wish to be done."""


def plan_not_credits(story: Story) -> Iterator[Finding]:
    """C-ERR-1"""
    one = story.refused(Code.EXPORT_BLOCKED, "render_submit")[0]
    again = story.after(one, "render_submit")
    ended = story.ended(one.intent)
    if again:
        yield breach("the export was tried again after 402", "no retry", again[0])
    if ended and ended.reason in (Reason.CREDITS, None):
        yield breach(f"402 ended as {ended.reason or 'done'}", "plan", one)
    if any(map(sells, sentences(story.shown(one.intent)))):
        yield breach("402 was explained with credits", "the plan or attribution", one)
    elif ended and not PLAN.search(story.shown(one.intent, since=one.at)):
        yield breach("402 was not explained", "the plan or attribution", one)


def rate_limited(story: Story) -> Iterator[Finding]:
    """C-ERR-2; MUST where tokens are issued, SHOULD elsewhere (contract.md 4)."""
    done = set()
    for one in story.visits:
        if one.refusal != Code.RATE_LIMITED or one.operation is None:
            continue
        key = (one.intent, one.operation)
        level = None if one.operation == "anonymous_token" else Level.SHOULD
        if key not in done:
            done.add(key)
            yield from _retried(story, one, level)


def _retried(story: Story, visit: Visit, level: Level | None) -> Iterator[Finding]:
    again = story.after(visit, visit.operation or "")
    if again and again[0].at - visit.ended_at < WAIT - EARLY:
        waited = again[0].at - visit.ended_at
        yield mistimed(f"retried after {waited:.1f} s", "at least 30 s", again[0], level=level)
    if visit.operation in PACED:
        return
    if not again:
        yield breach("429 ended the attempt", "one retry after 30 s", visit, level=level)
    elif again[0].refusal == Code.RATE_LIMITED:
        yield from _reported(story, again, level)


def _reported(story: Story, again: tuple[Visit, ...], level: Level | None) -> Iterator[Finding]:
    ended = story.ended(again[0].intent)
    if len(again) > 1:
        yield breach(
            "it was retried more than once", "exactly once, then report", again[1], level=level
        )
    elif ended and ended.outcome is Outcome.DONE:
        yield breach("a refusal was reported as done", "rate_limit", again[0], level=level)


def odd_errors(story: Story) -> Iterator[Finding]:
    """C-ERR-3; a client that broke is judged before any check."""
    for one in story.visits:
        if not is_odd_error(one):
            continue
        wish, ended = story.wish(one.intent), story.ended(one.intent)
        if wish is None or ended is None:
            continue
        if ended.outcome is not Outcome.DONE and not story.shown(wish.n).strip():
            yield breach("an odd reply ended without a word", "a clear message", one)
        goals = GOALS.get(wish.want, ())
        reached = any(one.accepted or one.is_garbled for one in story.during(wish.n, *goals))
        if goals and ended.outcome is Outcome.DONE and not reached:
            yield breach("an odd reply was reported as done", "a clear message", one)


def unknown_arrival(story: Story) -> Iterator[Finding]:
    """C-ERR-4"""
    for one in story.visits:
        if not is_unknown_arrival(one):
            continue
        blind = _message_again if one.operation == "run_sse" else _submit_again
        for again in blind(story, one):
            cost = f", {story.spent(one.intent)} credits" if one.operation == "run_sse" else ""
            yield breach(f"{one.operation} was repeated blindly{cost}", "find out first", again)
            return


def _message_again(story: Story, visit: Visit) -> tuple[Visit, ...]:
    later = [one for one in story.of("run_sse") if one.n > visit.n and said(one) == said(visit)]
    wish = story.wish(visit.intent)
    mine = [one for one in later if wish is None or one in story.sends(wish)]
    mine = [one for one in mine if not story.repeats_refused(one)]
    return tuple(mine[story.consents(visit.intent) :])


def _submit_again(story: Story, visit: Visit) -> tuple[Visit, ...]:
    """A submit after the lost one, unless a poll of its id told what became of it."""
    later = story.after(visit, "render_submit")
    polls = [one for one in story.after(visit, "render_poll") if render_of(one) == render_of(visit)]
    known = [one.n for one in polls if one.refusal == 404 or one.status == 404 or _failed(one)]
    return tuple(one for one in later[:1] if not any(n < one.n for n in known))


def _failed(visit: Visit) -> bool:
    return told_status(visit) is JobStatus.FAILED


def body_beats_status(story: Story) -> Iterator[Finding]:
    """C-ERR-5"""
    for one in story.visits:
        ended = story.ended(one.intent)
        if not disagrees(one) or ended is None or one.code is None or one.status is None:
            continue
        wrong, right = MEANT.get(one.status), OF_CODE.get(one.code)
        if wrong is not right and ended.reason is wrong and wrong is not None:
            yield breach(f"status {one.status} was believed", f"{right or one.code}", one)
        elif right and ended.reason is Reason.PROTOCOL:
            yield breach(f"code {one.code} was not understood", f"{right}", one)
        if one.status == Code.RATE_LIMITED and story.after(one, one.operation or ""):
            yield breach("status 429 was obeyed", f"what code {one.code} asks for", one)


ERRORS = (
    Check("C-ERR-1", plan_not_credits),
    Check("C-ERR-2", rate_limited, timed=True),
    Check("C-ERR-3", odd_errors),
    Check("C-ERR-4", unknown_arrival),
    Check("C-ERR-5", body_beats_status),
)
"""By requirement."""
