"""Turns of phrase and what is written for them, where hardly any of them is in a text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from nemo_emulator.agent.words.needs import Index, keyed, keys, needs

New = Callable[[re.Match[str]], str] | str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What matches ``pattern`` is written as ``new``."""

    pattern: re.Pattern[str]
    new: New


class Rewrites(tuple[Rewrite, ...]):
    """Rewrites to be made one after the other; sets of them are whole numbers, a bit for each."""

    def open(self, text: str) -> int:
        """Those that have all that they need in a text."""
        return self._index.open(keys(text))

    @cached_property
    def _index(self) -> Index:
        return keyed([needs(row.pattern.pattern) for row in self])


def rewrites(table: Iterable[tuple[str, New]]) -> Rewrites:
    """From patterns and what is written for them."""
    return Rewrites(Rewrite(re.compile(one), new) for one, new in table)


def rewritten(text: str, rows: Rewrites) -> str:
    """The text after one rewrite after the other."""
    left = rows.open(text)
    while left:
        at = (left & -left).bit_length()
        row = rows[at - 1]
        # Few match, and a search takes half as long as a substitution of nothing.
        if row.pattern.search(text):
            text = row.pattern.sub(row.new, text)
            left = rows.open(text)
        left = left >> at << at
    return text
