"""Checks on where a wish goes: commands to their endpoints, everything else to the agent."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from nemo_conformance.driver.words import Capability, Outcome
from nemo_conformance.judge.check import Check, breach, unsaid
from nemo_conformance.judge.exposure import COMMANDS, is_unknown_arrival
from nemo_conformance.judge.story import Story, said
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.record import Ending, Visit, Want, Wish

PLACES: Final[Mapping[Want, tuple[str, ...]]] = MappingProxyType(
    {
        Want.CREDITS: ("credits",),
        Want.STATE: ("state",),
        Want.EXPORT: ("state", "render_submit"),
        Want.UPLOAD: ("upload",),
    }
)

COMMANDED: Final = ("credits", "state", "render_submit")


def commands(story: Story) -> Iterator[Finding]:
    """C-ROUTE-1"""
    for wish in story.wishes(*COMMANDS):
        for one in story.during(wish.n, "run_sse"):
            if wish.op == "say" and said(one) == wish.text.strip():
                yield breach(f'"{wish.text}" went to /run_sse', f"the {wish.want} endpoint", one)
        if wish.op == "say" and not _reached(story, wish):
            yield unsaid(f'"{wish.text}" led nowhere', f"the {wish.want} endpoint", wish.at)
    for wish in story.wishes(Want.MESSAGE):
        yield from _files_first(story, wish)
        yield from _mistaken(story, wish)


def _reached(story: Story, wish: Wish) -> bool:
    if wish.want is Want.UPLOAD and (not wish.files or any(file.flaw for file in wish.files)):
        return True
    return bool(story.during(wish.n, *PLACES[wish.want])) or _prevented(story, wish)


def _prevented(story: Story, wish: Wish) -> bool:
    """Something went wrong on the way, the client said that it cannot, or the user forbade it."""
    ended = story.ended(wish.n)
    trouble = any(not one.accepted for one in story.during(wish.n))
    unable = ended is None or ended.outcome is Outcome.UNSUPPORTED
    return trouble or unable or story.forbade(wish.n)


def _mistaken(story: Story, wish: Wish) -> Iterator[Finding]:
    """A message that only has a keyword in it and was done as a command."""
    asked = story.during(wish.n, *COMMANDED)
    if wish.op != "say" or wish.limit or story.during(wish.n, "run_sse") or not asked:
        return
    if not _prevented(story, wish):
        yield breach(f'"{wish.text}" was taken for a command', "sent as it was said", asked[-1])


def _files_first(story: Story, wish: Wish) -> Iterator[Finding]:
    sends, uploads = story.sends(wish), story.during(wish.n, "upload")
    if not wish.files or not sends or any(file.flaw for file in wish.files):
        return
    if not uploads or uploads[0].n > sends[0].n:
        yield breach("the message went before its files", "upload first, then send", sends[0])


def messages(story: Story) -> Iterator[Finding]:
    """C-ROUTE-2; a client may refuse what the service cannot do (C-LIM-1)."""
    for wish in story.wishes(Want.MESSAGE):
        sends = story.sends(wish)
        if not sends and not wish.limit and not _prevented(story, wish):
            yield unsaid(f'"{wish.text}" was not sent to /run_sse', "sent as it was said", wish.at)
        yield from _again(story, wish, sends)
    yield from _unasked(story)


def _again(story: Story, wish: Wish, sends: tuple[Visit, ...]) -> Iterator[Finding]:
    healthy = [one for one in sends if one.is_stream and one.ending is Ending.WHOLE]
    heard = [one for one in story.streams if one.visit in healthy and not one.is_silent]
    for one in sends[1:]:
        spoke = any(other.visit.n < one.n and other.text for other in heard)
        if spoke and not story.consents(wish.n):
            cost = story.spent(wish.n)
            yield breach(f"an answered message was sent again ({cost} credits)", "once", one)
            return


def _unasked(story: Story) -> Iterator[Finding]:
    """Messages that nobody said, beyond one for each GUI instruction that was given."""
    allowed = sum(len(story.instructions_in(one)) for one in story.streams)
    for one in story.strange[allowed:]:
        near = story.during(one.intent, "run_sse")
        troubled = any(is_unknown_arrival(v) or v.ending is not Ending.WHOLE for v in near)
        if not troubled:
            yield breach(f'"{said(one)[:40]}" was sent; nobody said it', "the user's words", one)


ROUTING = (
    Check("C-ROUTE-1", commands, needs=frozenset({Capability.CHAT})),
    Check("C-ROUTE-2", messages),
)
"""By requirement."""
