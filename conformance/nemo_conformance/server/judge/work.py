"""Whether work is done, goes on and is paid as it should (S-SSE-7 to 11)."""

from collections.abc import Iterator
from typing import Final

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.judge.check import Check, breach
from nemo_conformance.server.judge.speech import Speech
from nemo_conformance.server.judge.story import Story, draft_in, number, segments
from nemo_conformance.server.record import Call
from nemo_contract import Exposure as X

SLACK: Final = 1.5
"""How much more than an edit's price may have gone before it was charged twice."""


def _has_draft(call: Call) -> bool:
    draft = draft_in(call) if call.fine else None
    return draft is not None and bool(segments(draft))


def _edits(story: Story) -> Iterator[tuple[Speech, Call]]:
    """The first edits of a session that were heard to their end, each with the state after it."""
    for speech in story.speeches:
        after = story.state_after(speech.call)
        if speech.call.showed(X.EDIT_DONE) and speech.ended and not speech.failed and after:
            yield speech, after


def _lost_edit(story: Story) -> Iterator[Finding]:
    for speech, after in _edits(story):
        if not _has_draft(after):
            how = "without a word" if speech.is_silent else "with an answer"
            want = "the state shows the edit"
            yield breach(f"after an edit that closed {how} the state shows none", want, after)


def _left(story: Story) -> Iterator[tuple[Call, Call]]:
    """The messages that were left, each with the state that was read long after."""
    for call in story.showing(X.STREAM_LEFT, X.EDIT_DONE):
        after = story.state_after(call)
        if call.is_stream and after is not None:
            yield call, after


def _stopped(story: Story) -> Iterator[Finding]:
    for _, after in _left(story):
        if not _has_draft(after):
            want = "work goes on without a reader"
            yield breach("after its reader had left, an edit was not made", want, after)


def _left_and_paid(story: Story) -> Iterator[tuple[int, Call]]:
    """What each message that was left took, and the balance after it."""
    for call, _ in _left(story):
        spent, after = story.spent(call), story.balance_after(call)
        if spent is not None and after is not None:
            yield spent, after


def _charged_once(story: Story) -> Iterator[Finding]:
    price = story.setup.edit + story.setup.message
    for spent, after in _left_and_paid(story):
        if not 0 < spent < SLACK * max(price, 1):
            want = f"about {price}, once"
            yield breach(f"work whose reader had left took {spent} credits", want, after)
        elif number(after, "frozen"):
            held = number(after, "frozen")
            yield breach(f"{held} credits stayed frozen after the work", "0", after)


def _went_on(story: Story) -> Iterator[Finding]:
    for _, after in _left(story):
        if _has_draft(after):
            want = "the work stops with its reader"
            yield breach("a server that stops work went on with it", want, after)


def _noise_undid(story: Story) -> Iterator[Finding]:
    for speech, after in _edits(story):
        if speech.is_noisy and not _has_draft(after):
            want = "it changes nothing of what was done"
            yield breach('after "temporary issue" the edit is gone', want, after)


def _any_left(story: Story) -> bool:
    return any(_left(story))


WORK: Final = (
    Check("S-SSE-7", _lost_edit, when=lambda story: any(s.is_silent for s, _ in _edits(story))),
    Check("S-SSE-8", _stopped, when=_any_left),
    Check(
        "S-SSE-9",
        _charged_once,
        when=lambda story: any(_left_and_paid(story)),
    ),
    Check("S-SSE-10", _went_on, when=_any_left),
    Check("S-SSE-11", _noise_undid, when=lambda story: any(s.is_noisy for s, _ in _edits(story))),
)
