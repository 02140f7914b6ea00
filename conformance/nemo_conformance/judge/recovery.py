"""Checks on what follows when a stream is lost or says nothing: ask, wait, never send again."""

import re
from collections.abc import Iterator
from typing import Final

from nemo_conformance.driver.words import Outcome
from nemo_conformance.judge.check import Check, breach, mistimed, unsaid
from nemo_conformance.judge.claims import claimed_anyway, said_alike
from nemo_conformance.judge.exposure import draft_in
from nemo_conformance.judge.listening import Listening
from nemo_conformance.judge.story import Story, data, session_of
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.record import Answered, Asked, Ending, Shown, Visit
from nemo_contract.codes import Code

EARLY: Final = 0.5
"""Virtual seconds of grace for a client on a clock of its own."""
LATE: Final = 5.0
"""Virtual seconds for which a client may wait longer than it must, each time that it waits."""
BEAT: Final = 15.0
"""Who looks at its watch only when something comes sees the end a heartbeat late."""
FIRST, STEP, LAST = 30.0, 60.0, 330.0
LADDER = 5
OFFER: Final = re.compile(
    r"\b(?:again|anew|another|once more|repeat|over|re-?(?:send|submit|try|do|start)|try|later"
    r"|go on|continue|say|tell|let|ask|want|like)\b|[?？]|再|重|另|稍后|吗|要不要|继续|告诉|说",
    re.IGNORECASE,
)
"""What an offer to try again has in it, asked as a question or not."""
THINGS: Final = re.compile(
    r"\d|track|title|text|caption|subtitle|music|bgm|audio|sound|clip|video|image|photo|picture|timeline"
    r"|transition|draft|轨|标题|字幕|文字|音乐|音频|片段|视频|图片|照片|时间线|转场|草稿",
    re.IGNORECASE,
)
"""What anybody who says what is on a timeline names at least one of."""


def queries_silence(story: Story) -> Iterator[Finding]:
    """C-SSE-5"""
    for one in story.streams:
        if not one.is_silent:
            continue
        queries = _queries(story, one)
        if not queries:
            yield breach("the stream said nothing and nobody asked", "query the state", one.visit)
            continue
        told = story.shown(one.visit.intent, since=one.visit.ended_at)
        if not told.strip():
            yield breach(
                "the user was told nothing", "say what changed, or that nothing did", one.visit
            )
        elif _changed(story, one, queries[-1]):
            yield from _named(story, one, told)
            if said_alike(told, _told_elsewhere(story, unchanged=True)):
                yield breach(
                    "a change was told like none at all", "compare, and say what changed", one.visit
                )
        elif claim := _claimed(story, one, told):
            yield breach(f'"{claim[:60]}" was said, and nothing had changed', "compare", one.visit)


def _claimed(story: Story, stream: Listening, told: str) -> str | None:
    """What is said here word for word as it is where a silent stream did change something."""
    if not story.is_done(stream.visit.intent):
        return None
    claims = (claimed_anyway(told, one) for one in _told_elsewhere(story, unchanged=False))
    return next(filter(None, claims), None)


def _told_elsewhere(story: Story, *, unchanged: bool) -> Iterator[str]:
    """What was told after each silent stream that changed something, or after each other one."""
    for one in story.streams:
        queries = _queries(story, one) if one.is_silent else ()
        if queries and _changed(story, one, queries[-1]) is not unchanged:
            yield story.shown(one.visit.intent, since=one.visit.ended_at)


def _named(story: Story, stream: Listening, told: str) -> Iterator[Finding]:
    ended = story.ended(stream.visit.intent)
    if ended and ended.outcome in (Outcome.FAILED, Outcome.GAVE_UP):
        yield breach("a change was reported as a failure", "say what changed", stream.visit)
    elif not THINGS.search(told):
        yield breach("what changed was not named", "say what changed", stream.visit)


def _queries(story: Story, stream: Listening) -> tuple[Visit, ...]:
    session = session_of(stream.visit)
    later = story.after(stream.visit, "state")
    return tuple(
        one
        for one in later
        if session_of(one) == session and one.at >= stream.visit.ended_at - EARLY
    )


def _changed(story: Story, stream: Listening, query: Visit) -> bool:
    before = story.draft_at(session_of(stream.visit) or "", stream.visit.at)
    now = draft_in(query)
    both_empty = not _tracks(now) and not _tracks(before)
    return query.accepted and now != before and not both_empty


def _may_have_changed(story: Story, stream: Listening, query: Visit) -> bool:
    """Anything at all is otherwise than it was told last before, or since: not only the tracks."""
    before = story.draft_at(session_of(stream.visit) or "", stream.visit.at)
    told = [
        one
        for one in story.of("state")
        if one.n < query.n and one.accepted and session_of(one) == session_of(query)
    ]
    since = [one for one in told if one.n > stream.visit.n]
    known = (*[one for one in told if one.n < stream.visit.n][-1:], *since)
    now = data(query).get("state")
    return draft_in(query) != before or any(data(one).get("state") != now for one in known)


def _tracks(draft: object) -> object:
    """An empty draft and none at all are the same timeline."""
    return draft.get("t") if isinstance(draft, dict) else None


def never_again(story: Story) -> Iterator[Finding]:
    """C-SSE-6, judged with the ledger at hand: what ran twice was paid twice."""
    for one in story.streams:
        if not (one.is_lost or one.is_silent):
            continue
        for again in _unasked(story, one):
            turns = _turns(story, one.visit.intent)
            cost = story.spent(one.visit.intent)
            message = f"the message was sent again: {turns} turns ran, {cost} credits, asked once"
            yield breach(message, "query the state; send again only if the user agrees", again)
            return


def _turns(story: Story, n: int) -> int:
    mine = {one.n for one in story.during(n, "run_sse")}
    return sum(row.visit in mine for row in story.record.ledger)


def _unasked(story: Story, stream: Listening) -> tuple[Visit, ...]:
    """Messages after a loss: again beyond the user's consent, or new without an instruction."""
    wish, n = story.wish(stream.visit.intent), stream.visit.n
    again = [one for one in (story.sends(wish) if wish else ()) if one.n > n]
    again = [one for one in again if not story.repeats_refused(one)]
    agreed = story.consents(stream.visit.intent)
    new = [one for one in story.strange if one.n > n and one.intent == stream.visit.intent]
    asked_for = sum(len(story.instructions_in(one)) for one in story.streams)
    extra = new[asked_for + max(0, agreed - len(again)) :]
    return tuple(sorted((*again[agreed:], *extra), key=lambda one: one.n))


def _dropped(story: Story) -> bool:
    return any(_needs_ladder(story, one) for one in story.streams)


def _needs_ladder(story: Story, stream: Listening) -> bool:
    """It was lost, the client lived on to do something about it, and nobody cut that short."""
    return stream.is_lost and story.ended(stream.visit.intent) is not None


def ladder(story: Story) -> Iterator[Finding]:
    """C-SSE-7"""
    for stream in story.streams:
        if _needs_ladder(story, stream):
            yield from _rungs(story, stream)
            yield from _end_of(story, stream)


def _rungs(story: Story, stream: Listening) -> Iterator[Finding]:
    queries = _until_sent(story, stream)
    before, step = stream.visit.ended_at, FIRST
    for one in _turns_of(queries):
        waited = one.at - before
        if waited < step - EARLY:
            yield mistimed(f"the state was asked after {waited:.1f} s", f"after {step:.0f} s", one)
            return
        if story.exact and waited > step + LATE and _smooth(queries):
            yield mistimed(
                f"the state was asked only after {waited:.1f} s", f"after {step:.0f} s", one
            )
            return
        before, step = one.at, STEP


def _turns_of(queries: tuple[Visit, ...]) -> Iterator[Visit]:
    """Without the repeats of failed ones: a repeat follows the failure, not the ladder's rhythm.

    1001 asks for it at once, 429 after 30 s; it comes once, and the rhythm goes on from there.
    """
    failed = False
    for one in queries:
        if not failed:
            yield one
        failed = not failed and not one.accepted


def _smooth(queries: tuple[Visit, ...]) -> bool:
    """No query failed: a failure has waits of its own."""
    return all(one.accepted for one in queries)


def _until_sent(story: Story, stream: Listening) -> tuple[Visit, ...]:
    """The queries of this loss, up to a message sent after it with the user's consent.

    Who looks once more just before sending, after the consent, looks for the new message.
    """
    queries = _queries(story, stream)
    sent = [one.n for one in story.after(stream.visit, "run_sse")]
    agreed = [one.at for one in story.heard(Answered, stream.visit.intent) if one.yes]
    until = agreed[0] if agreed and sent else float("inf")
    mine = [one for one in queries if not sent or one.n < sent[0]]
    return tuple(one for one in mine if _answered(mine, one) < LADDER or one.at < until)


def _answered(queries: list[Visit], until: Visit) -> int:
    """How many were answered before this one."""
    return sum(one.accepted for one in queries if one.n < until.n)


def _end_of(story: Story, stream: Listening) -> Iterator[Finding]:
    queries = _until_sent(story, stream)
    answered = [one for one in queries if one.accepted]
    if _unknowable(story, stream, queries):
        return
    if any(_may_have_changed(story, stream, one) for one in answered):
        yield from _unnoticed(story, stream, answered[-1])
        return
    if len(answered) < LADDER and not _blocked(queries):
        message = f"it gave up after {len(answered)} unchanged queries"
        yield breach(message, "at least 5", stream.visit)
    elif queries and _asks_on(stream, queries) and _smooth(queries):
        yield mistimed("it asked on", "give up after 270 to 330 s", queries[-1])
    if story.is_done(stream.visit.intent) and not story.consents(stream.visit.intent):
        yield breach(
            "a lost message was reported as done", "report it, offer a retry", stream.visit
        )
    if not story.heard(Shown, stream.visit.intent):
        yield unsaid("nothing was said of the loss", "report it", stream.visit.ended_at)
    elif not story.heard(Asked, stream.visit.intent) and not _offers(story, stream):
        yield unsaid("no retry was offered", "offer one", stream.visit.ended_at)


def _unnoticed(story: Story, stream: Listening, last: Visit) -> Iterator[Finding]:
    """The work was done, the last query told so, and the user hears that nothing came of it."""
    ended = story.ended(stream.visit.intent)
    gave_up = ended and ended.outcome is Outcome.GAVE_UP
    if gave_up and _changed(story, stream, last) and not story.consents(stream.visit.intent):
        yield breach("a change was taken for none", "say what changed", last)


def _offers(story: Story, stream: Listening) -> bool:
    return bool(OFFER.search(story.shown(stream.visit.intent, since=stream.visit.ended_at)))


def _unknowable(story: Story, stream: Listening, queries: tuple[Visit, ...]) -> bool:
    """The session is gone or the user's own token refused, which ends it (C-SESS-2, C-AUTH-4); or
    a reply that is to be compared is garbled: one may guess from it."""
    before = [one for one in story.of("state") if one.n < stream.visit.n]
    compared = (*before[-1:], *queries)
    ends = (
        (Code.SESSION_NOT_FOUND,) if story.anonymous else (Code.SESSION_NOT_FOUND, Code.BAD_TOKEN)
    )
    gone = any(one.refusal in ends for one in queries)
    return gone or any(one.is_garbled for one in compared)


def _asks_on(stream: Listening, queries: tuple[Visit, ...]) -> bool:
    """It asks for longer than six queries take, each as late as may be."""
    return queries[-1].at - stream.visit.ended_at > LAST + (LADDER + 1) * LATE


def _blocked(queries: tuple[Visit, ...]) -> bool:
    """The queries themselves failed to the last."""
    return len(queries) >= 2 and not queries[-1].accepted


def patience(story: Story) -> Iterator[Finding]:
    """C-SSE-8; counted from the response headers, 600 s without content or 900 s in all."""
    for one in story.streams:
        silence = one.visit.ended_at - one.progress[-1]
        left = one.visit.ending is Ending.LEFT
        if left and silence < 600 - EARLY and one.lasted < 900 - EARLY:
            message = f"it left {silence:.0f} s after the last content"
            yield mistimed(message, "600 s without content, or 900 s in all", one.visit)
        elif story.exact and one.lasted > 900 + BEAT:
            yield mistimed(f"it listened for {one.lasted:.0f} s", "900 s in all", one.visit)


RECOVERY = (
    Check("C-SSE-5", queries_silence),
    Check("C-SSE-6", never_again),
    Check("C-SSE-7", ladder, when=_dropped, timed=True),
    Check("C-SSE-8", patience, timed=True),
)
"""By requirement."""
