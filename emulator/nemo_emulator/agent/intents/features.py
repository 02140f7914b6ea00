"""What a clause looks like to the model: its words, its categories, and what stands around it."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final

from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.tokens import Token

# Their value is in the message's own hands: only the category says what is asked for.
OPEN: Final = frozenset(
    (
        *(
            "quote",
            "num",
            "ord",
            "nth",
            "ref",
            "time",
            "span",
            "gain",
            "point",
            "percent",
            "factor",
        ),
        *("decibels", "tempo", "ratio", "short", "size", "count", "slot", "into_clip", "fraction"),
        *("between_clips", "link_url", "srt", "length", "until"),
    )
)
HAN: Final = re.compile("[\u3400-\u9fff]")
LATIN: Final = re.compile(r"[a-z0-9']+")
STEM: Final = 4
# That there are several of these is told.
REPEATED: Final = ("ref", "quote", "time", "num", "color")


def features(
    parts: tuple[Tokens, ...], known: Facts | None = None, signs: frozenset[str] = frozenset()
) -> tuple[frozenset[str], ...]:
    """The features of each clause, with the plain ones of its neighbours and what is known.

    ``signs`` are those of the message as it was typed (``asking.py``).
    """
    plain = [frozenset(_plain(part)) for part in parts]
    rich = [_rich(part) for part in parts]
    none: frozenset[str] = frozenset()
    names = tuple(known.names) if known else ()
    sides = zip((none, *plain), (*plain[1:], none), strict=False)
    whole = _signed(signs, known) | {"b", "b1" if len(parts) == 1 else "b2"}
    return tuple(
        [
            whole.union(
                own,
                more,
                _known(part, known, names),
                [f"<{name}" for name in before],
                [f">{name}" for name in after],
            )
            for part, own, more, (before, after) in zip(parts, plain, rich, sides, strict=False)
        ]
    )


def _signed(signs: frozenset[str], known: Facts | None) -> frozenset[str]:
    """What the whole message shows, alone and where nothing is shown yet."""
    early = known is not None and not known.shown
    pairs = (f"{one}.{other}" for one, other in combinations(sorted(signs), 2))
    names = (*signs, *pairs)
    return frozenset((*(f"m{n}" for n in names), *(f"m0{n}" for n in signs if early)))


def _known(part: Tokens, known: Facts | None, names: tuple[str, ...]) -> Sequence[str]:
    """The facts' ``names``, alone and beside each category; clips named that are not shown yet."""
    if known is None:
        return ()
    cats = {token.cat for token in part}
    shown = known.shown
    beyond = shown and max([place for t in part for place in _places(t)], default=0) > shown
    return (
        *[f"f{name}" for name in names],
        *[f"g{name}.{cat}" for name in names for cat in cats],
        *(("beyond", *[f"beyond.{cat}" for cat in cats]) if beyond else ()),
    )


def _places(token: Token) -> tuple[int, ...]:
    if token.cat == "ref":
        return tuple(token.value)
    digits = token.cat in ("ord", "num") and token.text[-1:].isdigit()
    return (int(token.value),) if digits else ()


def _plain(part: Tokens) -> list[str]:
    """Categories, values by name, words."""
    cats = [token.cat for token in part]
    found = [f"c{cat}" for cat in cats]
    for token in part:
        if token.cat not in OPEN:
            if token.cat != "word":
                found += _valued(token.cat, token.value)
            found += [f"w{word}" for word in words_in(token.text)]
    return [*found, *[f"2{cat}" for cat in REPEATED if cats.count(cat) > 1]]


def _valued(cat: str, value: object) -> tuple[str, ...]:
    first = value[0] if isinstance(value, tuple) and value else value
    return (f"v{cat}={first}",) if isinstance(first, str) else ()


def _rich(part: Tokens) -> list[str]:
    """Pairs of categories and words, and pieces of Chinese."""
    cats = [token.cat for token in part]
    words = [word for token in part for word in words_of(token)]
    found = [f"d{one}.{other}" for one, other in pairwise(["^", *cats, "$"])]
    found += [f"x{one}.{other}" for one, other in pairwise(["^", *words, "$"])]
    found += [f"q{one}|{other}" for one, other in combinations(sorted(set(cats)), 2)]
    found += [f"p{word[:STEM]}" for word in words if len(word) > STEM]
    han = "".join([_letters(token) for token in part])
    for size in (1, 2, 3):
        found += [f"z{han[n : n + size]}" for n in range(len(han) - size + 1)]
    return found


def words_of(token: Token) -> tuple[str, ...]:
    """Its English words; of a value only that there is one."""
    return (f"#{token.cat}",) if token.cat in OPEN else words_in(token.text)


@lru_cache(10_000)
def words_in(text: str) -> tuple[str, ...]:
    """The English words of a token: whoever looks at a message asks for them, and few are new."""
    return tuple(LATIN.findall(text))


def _letters(token: Token) -> str:
    return "#" if token.cat in OPEN else letters_in(token.text) or "."


@lru_cache(10_000)
def letters_in(text: str) -> str:
    """The Chinese letters of a token, likewise."""
    return "".join(HAN.findall(text))


def is_chinese(tokens: Iterable[Token]) -> bool:
    """There are Chinese letters in one of them."""
    text = "".join([token.text for token in tokens])
    return not text.isascii() and HAN.search(text) is not None
