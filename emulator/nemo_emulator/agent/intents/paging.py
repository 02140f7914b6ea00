"""Frames of pages before the first clip and behind the last one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import styling
from nemo_emulator.agent.intents.last_word import corrected
from nemo_emulator.agent.intents.quoting import new
from nemo_emulator.agent.intents.said import PLAIN, Said
from nemo_emulator.agent.tokens import Token

CARD_MS: Final = 3000
SIDES: Final = {"start": "intro", "end": "outro"}
_FRONT: Final = frozenset(
    ("kick", "kicks", "opener", "front", "cover", "preface", "begin", "begins", "greet", "welcome")
)
_BACK: Final = frozenset(
    (
        *(
            "close",
            "closes",
            "closer",
            "finish",
            "finishes",
            "finale",
            "finishing",
            "tail",
            "goodbye",
            "bye",
        ),
        *("farewell", "conclude", "final", "wrap", "credits", "thank you", "end"),
    )
)
# A hint is outweighed by so much only.
CERTAIN: Final = 96
_WORDS: Final = {
    "intro": ("welcome", "欢迎"),
    "outro": ("the end", "goodbye", "bye", "watching", "see you", "再见", "观看", "下期", "剧终"),
}
_PARTING: Final = frozenset({"stop", "comma", "and", "intro", "outro", "moment"})
_BOTH: Final = frozenset({"both", "each", "都", "各"})
PAIR: Final = 2


def add_card(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    quotes = new(m)
    if _is_blank(m.tokens) and (not quotes or any(t.text == "blank" for t in m.tokens)):
        where = _where(m, named=False)
        return _card(m, where, "") if where else None
    if len(quotes) == PAIR and (pages := _pages(m)):
        return pages
    where = _where(m, named=False)
    return _card(m, where, quotes[0]) if where and len(quotes) == 1 else None


def _is_blank(tokens: Sequence[Token]) -> bool:
    """ "No words"."""
    return any(a.cat in ("no", "without") and b.cat == "text" for a, b in pairwise(tokens))


def _card(m: Said, where: Any, text: str) -> e.AddCard:
    letters, ground = styling.of_page(m.tokens)
    return e.AddCard(where=where, text=text, ms=_ms(m), background=ground, color=letters)


def _ms(m: Said) -> int:
    """So long, or gone after so long."""
    m = corrected(m)
    start, length = m.one("span", default=(0, None))
    return int(m.one("time", default=length or max(start, 0) or CARD_MS))


def _pages(m: Said) -> tuple[e.Edit, ...]:
    """One for each end: "front one A, back one B"; what is said once is said of both."""
    parts = [*_each_text(m.tokens)]
    sides = [{side for t in part for side in _any_side(t)} for part in parts]
    if len(sides[0]) == 1 and not sides[1] and any(t.cat == "one" for t in parts[1]):
        sides[1] = {*SIDES.values()} - sides[0]
    both = any(t.text in _BOTH for t in m.tokens)
    ordered = dict.fromkeys(side for token in parts[0] for side in _any_side(token))
    if len(ordered) == PAIR and not sides[1] - {"outro"}:
        sides, both = [{side} for side in ordered], True
    if [*map(len, sides)] != [1, 1] or sides[0] == sides[1]:
        return ()
    cards = []
    for part, side in zip(parts, sides, strict=True):
        own = Said(tuple(m.tokens if both else part), m.traits, m.asked, m.known)
        text = next(str(t.value) for t in part if t.cat == "quote")
        cards.append(_card(own, next(iter(side)), text))
    return tuple(cards)


def _any_side(token: Token) -> Iterator[str]:
    yield from (*_named_side(token), *_hinted_side(token))


def _each_text(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Each text with the words before it; with those behind it up to a stop."""
    part: list[Token] = []
    told = False
    for token in tokens:
        if told and (token.cat == "quote" or token.cat in _PARTING):
            yield tuple(part)
            part, told = [], False
        part.append(token)
        told = told or token.cat == "quote"
    if told:
        yield tuple(part)


def _where(m: Said, *, named: bool) -> Any:
    """The side that the words name, unless the model is sure of the other one.

    What goes is ``named`` by where it is; what comes may be told in other words.
    """
    told = {side for token in m.tokens for side in _named_side(token)} or {*_paged(m.tokens)}
    said = {side for token in m.tokens for side in _hinted_side(token)}
    seen, margin = m.traits.get("where", ("", 0))
    sides = told if len(told) == 1 else said
    if len(sides) != 1 and margin < PLAIN:
        sides = {side for text in map(str, m.all("quote")) for side in _spoken(text.lower())}
    sure = margin >= (PLAIN if told else CERTAIN) and not named and sides != _led(m.tokens)
    if len(sides) != 1 or (sure and seen not in sides):
        return m.trait("where")
    return sides.pop()


def _spoken(text: str) -> Iterator[str]:
    """Whoever says goodbye does so at the end."""
    for side, words in _WORDS.items():
        yield from [side] * any(word in text for word in words)


def _paged(tokens: Sequence[Token]) -> Iterator[str]:
    """ "The last page", "title page"."""
    for n, token in enumerate(tokens):
        beside = [t.cat for t in tokens[n + 1 : n + 3]]
        if "page" in beside and token.cat in ("ord", "title"):
            last = token.cat == "ord" and token.value == -1
            yield from ["outro" if last else "intro"] * (token.value in (1, -1, None))


def _led(tokens: Sequence[Token]) -> set[str]:
    """Right before the page: "first page: A. Last page: B", "at begin a page"."""
    rows = pairwise(tokens)
    led = (side for a, b in rows if b.cat == "page" for side in _any_side(a))
    return {*_paged(tokens), *led}


def _named_side(token: Token) -> Iterator[str]:
    if token.cat in ("intro", "outro"):
        yield token.cat
    elif token.cat == "moment" and token.value in SIDES:
        yield SIDES[token.value]


def _hinted_side(token: Token) -> Iterator[str]:
    """ "Before" the pictures or "after" them, the first page or the last."""
    if token.cat == "before" or token.text in _FRONT:
        yield "intro"
    elif token.cat == "after" or token.text in _BACK:
        yield "outro"
    elif token.cat == "ord" and token.value in (1, -1):
        yield "intro" if token.value == 1 else "outro"


def remove_card(m: Said) -> e.Edit | None:
    """The one that is named; where none is there, the one that the model sees."""
    where, there = _where(m, named=True), m.known.has if m.known else frozenset[str]()
    seen: Any = m.trait("where")
    where = seen if where not in there and seen in there else where
    return e.RemoveCard(where=where) if where else None
