"""Things that go together: "lose the title and the music" has one verb and two wishes."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import parts_of

Built = e.Edit | tuple[e.Edit, ...] | None
GOING: Final[Mapping[str, e.Edit]] = MappingProxyType(
    {
        "music": e.RemoveMusic(),
        "title": e.RemoveText(type="title"),
        "caption": e.RemoveText(type="caption"),
        "subtitle": e.RemoveText(type="subtitle"),
        "intro": e.RemoveCard(where="intro"),
        "outro": e.RemoveCard(where="outro"),
    }
)
# What may stand beside a thing in a list.
BESIDE: Final = frozenset({"too", "all", "and", "both"})


def together(build: Callable[[Said], Built]) -> Callable[[Said], Built]:
    """With whatever else is there and only named beside it."""

    def built(m: Said) -> Built:
        first = build(m)
        if first is None or isinstance(first, tuple):
            return first
        more = tuple(edit for edit in _beside(m) if not _covers(first, edit))
        return (first, *more) if more else first

    return built


def _beside(m: Said) -> Iterator[e.Edit]:
    there = m.known.has if m.known else frozenset[str]()
    for part in parts_of(m.tokens):
        cats = [t.cat for t in part if not BESIDE & {t.cat, t.text}]
        if len(cats) == 1 and cats[0] in GOING and cats[0] in there:
            yield GOING[cats[0]]


def _covers(one: e.Edit, other: e.Edit) -> bool:
    texts = isinstance(one, e.RemoveText) and isinstance(other, e.RemoveText)
    return one == other or (texts and getattr(one, "type", "") == "any")
