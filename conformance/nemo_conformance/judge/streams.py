"""Checks on reading a stream: nothing lost, nothing twice, nothing that is not for the user."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise

from nemo_conformance.judge.check import Check, breach
from nemo_conformance.judge.events import Event, Kind
from nemo_conformance.judge.listening import Listening
from nemo_conformance.judge.story import Story
from nemo_conformance.judge.texts import (
    is_noise,
    missing,
    must_show,
    repeated,
    spaced,
    squeezed,
)
from nemo_conformance.judge.verdict import Axis, Finding
from nemo_conformance.record import Ending, Instruction

WORD = re.compile(r"[a-z]+(?:_[a-z]+)+|[a-z]+(?:[A-Z][a-z]+)+")
LONG = 241.0
"""Virtual seconds without a word; it may come a second late."""
SOON = 1.0
"""Virtual seconds within which leaving a stream is an answer to what it said last."""


def _plain(story: Story) -> bool:
    return any(_is_plain(one) and one.wanted for one in story.streams)


def _is_plain(stream: Listening) -> bool:
    return stream.closed and not stream.is_unusual and not stream.is_odd


def complete(story: Story) -> Iterator[Finding]:
    """C-SSE-11"""
    for one in story.streams:
        if _is_plain(one):
            yield from _told_whole(story, one)
            yield from _told_once(story, one)
            yield from _told_anything(story, one)


def whatever_framing(story: Story) -> Iterator[Finding]:
    """C-SSE-1"""
    for one in story.streams:
        if one.closed and one.is_unusual:
            yield from _told_whole(story, one)


def whatever_unknown(story: Story) -> Iterator[Finding]:
    """C-SSE-10"""
    for one in story.streams:
        if not one.is_odd:
            continue
        if one.visit.ending is Ending.LEFT and one.quiet < 600:
            yield breach("the client left the stream", "unknown events are ignored", one.visit)
        elif one.closed:
            yield from _told_whole(story, one) if not one.is_unusual else ()
            yield from _ignored(story, one)


def _ignored(story: Story, stream: Listening) -> Iterator[Finding]:
    for one in stream.events:
        if one.kind is Kind.UNKNOWN and "No client knows" in story.shown(stream.visit.intent):
            yield breach("an unknown event was shown", "it is ignored", stream.visit)
            return
    if not story.is_done(stream.visit.intent) and stream.text and not stream.has(Kind.ERROR):
        yield breach("a healthy stream was taken for a failure", "it is read on", stream.visit)


def _told_whole(story: Story, stream: Listening) -> Iterator[Finding]:
    seen = story.shown(stream.visit.intent)
    lacking = missing(stream.wanted, seen)
    if lacking and missing(stream.pieces, seen):
        message = f'"{lacking[:60]}" was sent and not shown'
        yield breach(message, "all of the text, in order", stream.visit)


def _told_once(story: Story, stream: Listening) -> Iterator[Finding]:
    if twice := _twice(story, stream):
        yield breach(f'"{twice[:60]}" was shown twice', "each text once", stream.visit)


def _told_anything(story: Story, stream: Listening) -> Iterator[Finding]:
    """An apology that stands alone is no noise after an answer: it is all there is to tell."""
    told = story.shown(stream.visit.intent, since=stream.visit.at)
    if stream.paragraphs and not stream.text and not told.strip():
        yield breach("the only text was dropped", "it is shown, or what changed", stream.visit)


def _twice(story: Story, stream: Listening) -> str | None:
    """What was shown more often than all streams of the wish said it: one may repeat another."""
    sent = [one.text for one in story.streams_of(stream.visit.intent)]
    return repeated(stream.wanted, story.shown(stream.visit.intent), sent)


def signs_of_life(story: Story) -> Iterator[Finding]:
    """C-SSE-2"""
    for one in story.streams:
        if not one.has(Kind.IDLE):
            continue
        if one.visit.ending is Ending.LEFT and _left_at(one, one.events[-1]):
            yield breach("the client left at a sign of life", "it reads on", one.visit)
        elif one.closed and not one.is_unusual and not one.is_odd and not one.has(Kind.ERROR):
            yield from _heard_out(story, one)


def _left_at(stream: Listening, last: Event) -> bool:
    return last.kind is Kind.IDLE and stream.visit.ended_at - last.at < SOON and stream.quiet < 600


def _heard_out(story: Story, stream: Listening) -> Iterator[Finding]:
    idle = min(one.at for one in stream.events if one.kind is Kind.IDLE)
    later = any(one.kind in (Kind.TEXT, Kind.PARTIAL) and one.at >= idle for one in stream.events)
    if later and stream.text and not story.is_done(stream.visit.intent):
        yield breach("the wish failed although the stream spoke on", "it reads on", stream.visit)
    if later:
        yield from _told_whole(story, stream)


def hides_tools(story: Story) -> Iterator[Finding]:
    """C-SSE-4"""
    for stream in story.streams:
        seen = story.shown(stream.visit.intent)
        for one in stream.events:
            if one.kind is Kind.TOOL and _is_shown(one, seen, stream.text):
                yield breach(f"the tool {one.name} was shown", "tools stay inside", stream.visit)
                return


def _is_shown(tool: Event, seen: str, text: str) -> bool:
    if WORD.fullmatch(tool.name) and tool.name in seen and tool.name not in text:
        return True
    raw = squeezed(json.dumps(tool.payload, ensure_ascii=False)) if tool.payload else ""
    return len(raw) > 4 and raw in squeezed(seen)


def drops_noise(story: Story) -> Iterator[Finding]:
    """C-SSE-9"""
    for one in story.streams:
        seen = story.shown(one.visit.intent)
        if one.is_noisy and is_noise(seen):
            yield breach(
                '"temporary issue" was shown', "noise after an answer is dropped", one.visit
            )
        if one.has(Kind.AGGREGATE) and _twice(story, one):
            yield breach("partial texts and their aggregate were shown", "one of them", one.visit)


def says_still_working(story: Story) -> Iterator[Finding]:
    """C-SSE-3; the first word may come with the third minute, later ones not closer than 2."""
    for stream in story.streams:
        if stream.lasted <= 120:
            continue
        if story.record.setup.collected:
            yield from _never_spoke(story, stream)
            continue
        moments = _said_meanwhile(story, stream)
        words = [one.at for one in stream.events if one.text]
        marks = sorted([stream.visit.at, *words, *moments, stream.visit.ended_at])
        gap = max(b - a for a, b in pairwise(marks))
        if gap > LONG:
            yield breach(
                f"nothing was said for {gap:.0f} s", "a word every 2 minutes", stream.visit
            )
        alone = [at for at in moments if not any(0 <= at - word < SOON for word in words)]
        close = [b for a, b in pairwise(alone) if b - a < 115]
        if close:
            yield Finding(
                message="the user was told more often than every 2 minutes",
                expected="a word every 2 minutes",
                at=close[0],
                axis=Axis.TIMING,
            )


def _never_spoke(story: Story, stream: Listening) -> Iterator[Finding]:
    """All that can be said where nobody knows when the user was told something."""
    later = (one for one in story.statuses(stream.visit.intent) if one.at > stream.visit.at + SOON)
    said = stream.text or any(later)
    if stream.lasted > LONG and not said:
        yield breach("nothing was ever said", "a word every 2 minutes", stream.visit)


def _said_meanwhile(story: Story, stream: Listening) -> list[float]:
    return sorted(
        {
            one.at
            for one in story.statuses(stream.visit.intent)
            if stream.visit.at + SOON < one.at < stream.visit.ended_at
        }
    )


def _long_at_exact(story: Story) -> bool:
    return story.exact


def hides_screens(story: Story) -> Iterator[Finding]:
    """C-GUI-1; judged by the scripted instruction, not by words."""
    for stream in story.streams:
        seen = squeezed(story.shown(stream.visit.intent)).casefold()
        sent = spaced(stream.text).casefold()
        for one in story.instructions_in(stream):
            if spaced(one.text).casefold() not in sent:
                continue  # its very spaces are other signs: nobody need know it any more
            for words in one.forbidden:
                if squeezed(words).casefold() in seen:
                    yield breach(f'"{words}" was shown', "done or translated", stream.visit)
            for words in (*one.kept, *_beside(stream, one)) if stream.closed else ():
                if squeezed(words).casefold() not in seen:
                    yield breach(f'"{words}" was dropped', "content is kept", stream.visit)


def _beside(stream: Listening, instruction: Instruction) -> Iterator[str]:
    """The sentences of the instruction's paragraph that any client must show."""
    wanted = squeezed(instruction.text).casefold()
    for paragraph in stream.paragraphs:
        if wanted in squeezed(paragraph).casefold():
            yield from must_show(paragraph)


STREAMS = (
    Check("C-SSE-1", whatever_framing),
    Check("C-SSE-2", signs_of_life),
    Check("C-SSE-3", says_still_working, when=_long_at_exact, timed=True),
    Check("C-SSE-4", hides_tools),
    Check("C-SSE-9", drops_noise),
    Check("C-SSE-10", whatever_unknown),
    Check("C-SSE-11", complete, when=_plain),
    Check("C-GUI-1", hides_screens),
)
"""By requirement."""
