"""Several amounts for several clips in one wish: "1 and 2 for 3 seconds, the rest 2".

Clips and amounts are read as pairs, each the clips first or each the amount first. Numbers may be
either; a reading counts only where nothing is left over and no other one is as good.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.items import (
    AFTER,
    ALL,
    AMOUNT,
    AMOUNTS,
    BARE,
    CLIP,
    EVERY,
    IT,
    NUMBER,
    ONLY_CLIPS,
    REST,
    Item,
    Tokens,
    items_of,
    spelled,
    wished,
)
from nemo_emulator.agent.tokens import Token

# Said twice of the same clips, the last word counts.
ONCE: Final = frozenset({"SetSeconds", "SetSpeed"})
# Several amounts of these are said of the same clips.
MANY: Final = frozenset({"Trim"})
LINKS: Final = frozenset({"and", "comma"})
BREAKS: Final = frozenset({"stop", "mark", "comma", "then", "but", "and"})
MOST_ITEMS: Final = 16


@dataclass(frozen=True, slots=True)
class Pair:
    """Which clips, as they are said, and how much; ``first`` is where it begins."""

    clips: tuple[Item, ...]
    amounts: tuple[Item, ...]
    late: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        """Where it begins and ends."""
        places = [item.at for item in (*self.clips, *self.amounts)]
        return min(places), max(places)


def paired(kind: str, tokens: Tokens, size: int) -> tuple[Tokens, ...]:
    """The words of each pair, with its clips as a reference; none where there are not several."""
    if kind not in AMOUNTS or not size:
        return ()
    spared, told = wished(spelled(tokens, size, edges=kind in BARE))
    items = items_of(kind, told)
    if len(items) > MOST_ITEMS or sum(item.role != EVERY for item in items) < 3:
        return ()
    pairs = _best(list(_Reader(kind, tuple(items), told, size).read(0, ())))
    if any(item.role == IT for pair in pairs[:1] for item in pair.clips):
        return ()
    places = _named(pairs, size, spared)
    if len(pairs) < 2 or not all(places[1:]):
        return ()
    rows = [_row(told, pairs, n, row) for n, row in enumerate(places)]
    again = {row: n for n, row in enumerate(places)} if kind in ONCE else {}
    return tuple(row for n, row in enumerate(rows) if again.get(places[n], n) == n)


@dataclass(frozen=True, slots=True)
class _Reader:
    kind: str
    items: tuple[Item, ...]
    told: Tokens
    size: int

    def read(self, at: int, done: tuple[Pair, ...]) -> Iterator[tuple[Pair, ...]]:
        while at < len(self.items) and self.items[at].role == EVERY and done:
            at += 1
        if at == len(self.items):
            yield done
            return
        for pair, after in (*self._early(at), *self._late(at, more=bool(done))):
            if done or pair.amounts[0].role == AMOUNT or self._is_told(pair):
                yield from self.read(after, (*done, pair))

    def _is_told(self, pair: Pair) -> bool:
        """ "Clip 2 for 5, clips 3 to 6 two seconds each"."""
        named = all(item.role == CLIP for item in pair.clips)
        return (
            bool(pair.clips) and named and bool(self._before(self._at(pair)) & {"for", "at", "to"})
        )

    def _at(self, pair: Pair) -> int:
        return self.items.index(pair.amounts[0])

    def _early(self, at: int) -> Iterator[tuple[Pair, int]]:
        """The clips, then how much."""
        for clips, middle in self._clips(at):
            for amounts, after in self._amounts(middle):
                yield Pair(clips, amounts), after

    def _late(self, at: int, *, more: bool) -> Iterator[tuple[Pair, int]]:
        """How much, then the clips; only at first may all be meant."""
        for amounts, middle in self._amounts(at):
            yield from (
                (Pair(clips, amounts, late=True), after) for clips, after in self._clips(middle)
            )
            every = [item for item in self.items[at : middle + 1] if item.role == EVERY]
            if every and not more and self._breaks(middle):
                yield Pair(tuple(every[:1]), amounts, late=True), middle

    def _amounts(self, at: int) -> Iterator[tuple[tuple[Item, ...], int]]:
        at = self._past_every(at)
        end = at
        while end < len(self.items) and self._is_amount(end):
            end += 1
            yield self.items[at:end], end
            if self.kind not in MANY:
                return

    def _breaks(self, n: int) -> bool:
        """A clause ends before this item."""
        first, last = self.items[n - 1].at, self.items[n].at if n < len(self.items) else -1
        return any(token.cat in BREAKS for token in self.told[first:last])

    def _past_every(self, at: int) -> int:
        while at < len(self.items) and self.items[at].role == EVERY:
            at += 1
        return at

    def _is_amount(self, n: int) -> bool:
        item = self.items[n]
        bare = item.role == NUMBER and self.kind in BARE and not self._before(n) & ONLY_CLIPS
        return item.role == AMOUNT or bare

    def _before(self, n: int) -> frozenset[str]:
        at = self.items[n].at
        return frozenset(t.cat for t in self.told[max(at - 1, 0) : at])

    def _clips(self, at: int) -> Iterator[tuple[tuple[Item, ...], int]]:
        """One or more that are listed, or all."""
        end = at
        found: list[Item] = []
        while end < len(self.items):
            item = self.items[end]
            if item.role == EVERY:
                end += 1
                if not found and end < len(self.items):
                    yield (item,), end
                continue
            if found and item.role == IT:
                end += 1
                yield tuple(found), end
                continue
            if not self._is_clip(item) or (found and not self._linked(found[-1], item)):
                return
            found.append(item)
            end += 1
            yield tuple(found), end

    def _is_clip(self, item: Item) -> bool:
        small = item.role == NUMBER and item.token.value == int(item.token.value) <= self.size
        return small or item.role in (CLIP, REST, IT, AFTER)

    def _linked(self, one: Item, other: Item) -> bool:
        between = {t.cat for t in self.told[one.at + 1 : other.at]}
        return bool(between) and between <= LINKS


def _best(found: list[tuple[Pair, ...]]) -> tuple[Pair, ...]:
    """The only one, or the only one in which all pairs go the same way."""
    found = [pairs for pairs in found if len(pairs) > 1]
    even = [p for p in found if len({pair.late for pair in p if pair.clips}) < 2]
    for some in (even, found):
        different = {_said(pairs): pairs for pairs in some}
        if different:
            return next(iter(different.values())) if len(different) == 1 else ()
    return ()


def _said(pairs: tuple[Pair, ...]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    return tuple(
        (
            tuple(item.at for item in pair.clips if item.role != EVERY),
            tuple(item.at for item in pair.amounts),
        )
        for pair in pairs
    )


def _named(pairs: tuple[Pair, ...], size: int, spared: e.Clips) -> tuple[e.Clips, ...]:
    """The clips of each pair; "the rest" are those that no other one names."""
    rows: list[e.Clips] = []
    for pair in pairs:
        own = tuple(p for item in pair.clips for p in item.places)
        again = rows and any(item.role == IT for item in pair.clips)
        after = rows and any(item.role == AFTER for item in pair.clips) and not own
        own = tuple(range(max(rows[-1]) + 1, size + 1)) if after and rows[-1] else own
        rows.append(rows[-1] if again and not own else own)
    left = _others((*rows, spared), size)
    bars = [any(item.barred for item in pair.clips) for pair in pairs]
    return tuple(
        _others((row,), size)
        if bars[n] and not _has_own(pairs, n)
        else left
        if any(item.role == REST for item in pairs[n].clips) or (not row and any(bars))
        else row
        for n, row in enumerate(rows)
    )


def _others(rows: Sequence[e.Clips], size: int) -> e.Clips:
    """Those that none of the rows names."""
    gone = {p if p > 0 else p + size + 1 for row in rows for p in row}
    return tuple(p for p in range(1, size + 1) if p not in gone)


def _has_own(pairs: tuple[Pair, ...], n: int) -> bool:
    """What is left out of all has an amount of its own."""
    every = n > 0 and not any(item.role in (CLIP, NUMBER) for item in pairs[0].clips)
    rest = any(item.role == REST for pair in pairs for item in pair.clips)
    return (every or rest) and not pairs[n].late


def _row(told: Tokens, pairs: tuple[Pair, ...], n: int, places: e.Clips) -> Tokens:
    """The words of one pair."""
    pair = pairs[n]
    first = _start(told, pairs, n)
    last = _start(told, pairs, n + 1) if n + 1 < len(pairs) else len(told)
    named = {item.at for item in pair.clips}
    amounts = {item.at: item.token for item in pair.amounts}
    row = [
        _amount(token) if at in amounts else token
        for at, token in enumerate(told[first:last], start=first)
        if at not in named
        and token.cat not in ("except", "others", "it", "ref", "ord", *ALL)
        and (at in amounts or token.cat not in ("num", "one"))
    ]
    named_by = (Token("ref", places, "those"),) if places else ()
    return (*named_by, *row)


def _amount(token: Token) -> Token:
    """A number alone is one of seconds."""
    seconds = token.cat in ("num", "one")
    return replace(token, cat="time", value=int(token.value * 1000)) if seconds else token


def _start(told: Tokens, pairs: tuple[Pair, ...], n: int) -> int:
    """Behind what parts it from the one before."""
    if not n:
        return 0
    before, first = pairs[n - 1].ends[1], pairs[n].ends[0]
    breaks = [at for at in range(before + 1, first) if told[at].cat in BREAKS]
    return (breaks[-1] + 1) if breaks else first
