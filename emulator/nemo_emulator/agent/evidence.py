"""What speaks for a reading of a message and against it, as features of one linear model.

Signs say how sure the readers are; pairs of a word and a claim ("except", Remove) say whether such
words go with such an edit. What each weighs is learned (``tools/intents/trust.py``).
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.intents.features import letters_in, words_of
from nemo_emulator.agent.intents.pairs import AND, OF, WORD, Pairs, paired
from nemo_emulator.agent.ruled import Understanding
from nemo_emulator.agent.tokens import Token

# What is said in them is the message's own; that there is something is a claim.
FREE: Final = frozenset({"text", "prompt", "lines"})
NOTHING: Final[tuple[Any, ...]] = ("", None, 0, False, (), {})
# Where none is as much said as some: mute, no grain, no fade.
ZEROS: Final = frozenset({"percent", "to", "into", "out"})
# Longer pieces of Chinese are sentences, not words.
LONGEST: Final = 5
MOST_PLACES: Final = 3


def evidence(
    source: str, meant: Understanding, signs: Iterable[str], words: Iterable[str]
) -> Iterator[str]:
    """All that is to be weighed for what ``source`` made of a message of these ``words``."""
    by_signs, by_words = _beside(source, meant)
    yield from (paired(sign, other) for sign in signs for other in by_signs)
    yield from (paired(f"{WORD}{word}", other) for word in words for other in by_words)


class Weighing:
    """What speaks for readings of one message; few names have a weight, so few are made."""

    def __init__(self, words: Iterable[str], weights: Pairs) -> None:
        self._weights = weights
        self._words = [row for word in words if (row := weights.words.get(f"{WORD}{word}"))]
        self._sums = dict[tuple[str, ...], int]()

    def of(self, source: str, meant: Understanding, signs: frozenset[str]) -> int:
        """The sum of what all the evidence weighs."""
        by_signs, by_words = _beside(source, meant)
        return self._weights.of_signs(signs, by_signs) + self._of_words(tuple(by_words))

    def _of_words(self, others: tuple[str, ...]) -> int:
        """What the words weigh; two readings often claim the same."""
        if others not in self._sums:
            pairs = [row[other] for row in self._words for other in others if other in row]
            self._sums[others] = sum(pairs)
        return self._sums[others]


def _beside(source: str, meant: Understanding) -> tuple[list[str], list[str]]:
    """What stands beside each sign, and beside each word."""
    said = sorted(set(claims(meant)))
    kinds = [f"{AND}{claim}" for claim in said if "." not in claim]
    return [OF, f"{source}{OF}", *kinds], ["", *(f"{AND}{claim}" for claim in said)]


def words(tokens: Iterable[Token]) -> frozenset[str]:
    """The words of a message, and the categories of its tokens."""
    return frozenset([word for token in tokens for word in _words(token)])


def _words(token: Token) -> list[str]:
    found = [f"c{token.cat}", *[f"w{word}" for word in words_of(token)]]
    short = len(token.text) <= LONGEST
    return [*found, f"h{token.text}"] if short and letters_in(token.text) else found


def claims(meant: Understanding) -> Iterator[str]:
    """What an understanding says: kinds of edit, and which of their fields are filled how."""
    for edit in meant.edits:
        yield type(edit).__name__
        yield from _claims(type(edit).__name__, fields_of(edit))
    if not meant.edits:
        yield next((name for name in ("unclear", "cannot", "talk") if getattr(meant, name)), "")


def _claims(name: str, fields: dict[str, Any]) -> Iterator[str]:
    for key, value in fields.items():
        if key == "kind" or (value in NOTHING and not (value == 0 and key in ZEROS)):
            continue
        if isinstance(value, dict):
            yield from _claims(f"{name}.{key}", value)
        elif key in FREE:
            yield f"{name}.{key}"
        else:
            yield f"{name}.{key}{_valued(value)}"


def _valued(value: Any) -> str:
    """Names as they are; of numbers the sign, of places how many."""
    if isinstance(value, str):
        return f"={value}"
    if isinstance(value, tuple | list):
        return f"#{min(len(value), MOST_PLACES)}"
    return "-" if value < 0 else "+"
