"""Follow an open stream to its end, its breaking off, or its time limits (C-SSE-2 to C-SSE-11)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from nemo_client import sse
from nemo_client.events import AgentEvent, ErrorEvent, Reader, Text, is_activity
from nemo_client.flows.ask import tell
from nemo_client.flows.steps import Broken, Chunk, Close, End, Flow, Kind, Read, do
from nemo_client.gui import Action, translate

LONGEST: Final = 900.0
QUIET: Final = 600.0
STILL_WORKING: Final = 120.0
NOISE: Final = "I encountered a temporary issue"


@dataclass(slots=True)
class Heard:
    """What a stream has given so far: ``shown`` to the user, ``actions`` its talk of a screen stood
    for, an ``error`` if it told one; ``ended`` is True when it was closed in good order."""

    shown: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    error: ErrorEvent | None = None
    ended: bool = False
    noise: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Patience:
    """C-SSE-8: how long a stream may last and be quiet, in virtual seconds since its headers."""

    opened: float
    active: float
    told: float

    @property
    def over(self) -> float:
        return min(self.opened + LONGEST, self.active + QUIET)

    @property
    def until(self) -> float:
        return min(self.over, self.told + STILL_WORKING)


def listen(opened: float) -> Flow[Heard]:
    """Read the stream whose headers came at ``opened``, and let go of it."""
    heard, reader, decoder = Heard(), Reader(), sse.Decoder()
    patience = _Patience(opened, opened, opened)
    while True:
        answer = yield from do(Read(patience.until))
        match answer:
            case Chunk(now, data):
                try:
                    events = [said for event in decoder.feed(data) for said in reader.read(event)]
                except sse.TooLarge:
                    break
                yield from _take(heard, events, patience, now)
            case End() | Broken():
                heard.ended = isinstance(answer, End)
                break
            case _:
                pass
        if answer.now >= patience.over:
            break
        yield from _still_working(patience, answer.now)
    yield from do(Close())
    yield from _take(heard, reader.close(), patience, opened)
    yield from _noise(heard)
    return heard


def _take(
    heard: Heard, events: Iterable[AgentEvent], patience: _Patience, now: float
) -> Flow[None]:
    """C-SSE-4: text is for the user; tools only show that work goes on."""
    for event in events:
        if is_activity(event):
            patience.active = now
        match event:
            case Text(text):
                shown = len(heard.shown)
                yield from _hear(heard, text)
                patience.told = now if len(heard.shown) > shown else patience.told
            case ErrorEvent():
                heard.error = heard.error or event
            case _:
                pass


def _hear(heard: Heard, text: str) -> Flow[None]:
    """C-SSE-9: an apology is held back until something follows it."""
    if text.lstrip().startswith(NOISE):
        heard.noise.append(text)
        return
    held, heard.noise = heard.noise, []
    for said in (*held, text):
        yield from _say(heard, said)


def _say(heard: Heard, text: str) -> Flow[None]:
    """What only somebody with a screen could do is taken out (C-GUI-1)."""
    guidance = translate(text)
    heard.actions += [action for action in guidance.actions if action not in heard.actions]
    if guidance.shown:
        heard.shown.append(guidance.shown)
        yield from tell(guidance.shown, Kind.SAID)


def _noise(heard: Heard) -> Flow[None]:
    """An apology after normal answers is dropped; alone it is all the user gets to hear."""
    if not heard.shown:
        for text in heard.noise:
            yield from tell(text, Kind.SAID)


def _still_working(patience: _Patience, now: float) -> Flow[None]:
    """C-SSE-3: every 2 minutes, not more often."""
    if now >= patience.told + STILL_WORKING:
        patience.told = now
        yield from tell("⏳ Still working…")
