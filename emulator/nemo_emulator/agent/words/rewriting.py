"""Turns of phrase and what is written for them, where hardly any of them is in a text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

New = Callable[[re.Match[str]], str] | str
# Stands for what may be any letter, or none.
_ANY = "\0"
_ESCAPED = re.compile(r"\\[a-zA-Z](?:\{[^}]*\}|[*+?])?|\\.")
_CLASS = re.compile(r"\[\^?\]?[^]]*\](?:\{[^}]*\}|[*+?])?")
_NEVER = re.compile(r"\(\?<?!")
_AROUND = re.compile(r"\(\?<?=([^()|]*)\)")
_ONE = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))([^()|]*)\)(?![?*{])")
_GROUP = re.compile(r"\([^()]*\)(?:[?*+]|\{[^}]*\})?")
_OPTIONAL = re.compile(r".(?:[?*]|\{[^}]*\})", re.DOTALL)
_BREAKS = re.compile(rf"[{_ANY}^$.+*?]+")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What matches ``pattern`` is written as ``new``; nothing does without ``needed`` in it."""

    needed: str
    pattern: re.Pattern[str]
    new: New


def rewrites(table: Iterable[tuple[str, New]]) -> tuple[Rewrite, ...]:
    """From patterns and what is written for them."""
    return tuple(Rewrite(needed(one), re.compile(one), new) for one, new in table)


def rewritten(text: str, rows: Iterable[Rewrite]) -> str:
    """The text after one rewrite after the other."""
    for row in rows:
        # Few match, and a search takes half as long as a substitution of nothing.
        if row.needed in text and row.pattern.search(text):
            text = row.pattern.sub(row.new, text)
    return text


def needed(pattern: str) -> str:
    """The longest piece of all that stands in whatever a pattern matches, or right beside it.

    Only what is written letter by letter counts, outside of choices and of what may be left out.
    """
    plain = _CLASS.sub(_ANY, _ESCAPED.sub(_ANY, pattern))
    plain = _NEVER.sub("(|", plain)  # a choice: what it says need not be there
    before = ""
    while plain != before:
        before = plain
        plain = _AROUND.sub(rf"{_ANY}\1{_ANY}", _ONE.sub(r"\1", plain))
        plain = _GROUP.sub(_ANY, plain) if plain == before else plain
    if "|" in plain:
        return ""
    return max(_BREAKS.split(_OPTIONAL.sub(_ANY, plain)), key=len)
