"""All phrases that the agent knows, by how they begin."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from nemo_emulator.agent.words import (
    actions,
    canvas,
    colors,
    everyday,
    everyday_sound,
    everyday_style,
    lettering,
    links,
    looks,
    moods,
    numbers,
    said_chat,
    said_clips,
    said_english,
    said_lengths,
    said_letters,
    said_picture,
    said_sound,
    said_talk,
    said_text,
    scenes,
    style,
    talk,
    things,
)
from nemo_emulator.agent.words.row import Row

_WORD = re.compile("[a-z]+")
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z])")
Entry = tuple[str, str, Any]
Group = tuple[tuple[int, ...], Mapping[str, Entry]]
_NONE: Group = ((), MappingProxyType({}))
TABLES = (
    everyday,
    everyday_sound,
    everyday_style,
    said_chat,
    said_clips,
    said_lengths,
    said_letters,
    said_picture,
    said_sound,
    said_talk,
    said_text,
    said_english,
    numbers,
    links,
    talk,
    actions,
    style,
    lettering,
    canvas,
    looks,
    moods,
    things,
    colors,
    scenes,
)


def plain(text: str) -> str:
    """Small letters, one space, hyphens inside words as spaces, curly apostrophes straight."""
    text = text.replace("’", "'").lower()
    text = _HYPHEN.sub(" ", text) if "-" in text else text
    return " ".join(text.split())


@cache
def lexicon() -> Mapping[str, Group]:
    """Phrases by their first word or character: how long they are, the longest first, and each."""
    entries: dict[str, tuple[str, Any]] = {}
    for exact in (True, False):
        for row in (row for table in TABLES for row in table.ROWS):
            for phrase in _forms(row, exact=exact):
                entries.setdefault(phrase, (row.cat, row.value))
    return _by_first(entries)


def _by_first(entries: dict[str, tuple[str, Any]]) -> Mapping[str, Group]:
    firsts: dict[str, dict[str, Entry]] = {}
    for phrase, told in entries.items():
        firsts.setdefault(_first(phrase, 0), {})[phrase] = (phrase, *told)
    return MappingProxyType(
        {
            first: (tuple(sorted({len(phrase) for phrase in group}, reverse=True)), group)
            for first, group in firsts.items()
        }
    )


def _forms(row: Row, *, exact: bool) -> Iterable[str]:
    """The phrases as written, or what English makes of them."""
    english, chinese = row.phrases
    if exact:
        return (*map(plain, english), *chinese)
    if row.cat in actions.VERBS:
        return tuple(form for phrase in map(plain, english) for form in _verb_forms(phrase))
    if row.cat in things.NOUNS:
        return tuple(_plural(phrase) for phrase in map(plain, english))
    return ()


def _plural(phrase: str) -> str:
    if re.search(r"(s|x|ch|sh)$", phrase):
        return phrase + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", phrase) + "s"


def _verb_forms(phrase: str) -> Iterable[str]:
    verb, _, rest = phrase.partition(" ")
    rest = rest and f" {rest}"
    stem = verb.removesuffix("e")
    for form in (_plural(verb), f"{stem}ing", f"{stem}ed", f"{verb}{verb[-1]}ing"):
        yield form + rest


def _first(text: str, at: int) -> str:
    """The English word, or else the character, that stands there."""
    found = _WORD.match(text, at)
    return found[0] if found else text[at]


def find(text: str, at: int) -> Entry | None:
    """The longest phrase that stands in ``text`` at this place, as a whole word."""
    lengths, phrases = lexicon().get(_first(text, at), _NONE)
    for length in lengths:
        entry = phrases.get(text[at : at + length])
        if entry and len(entry[0]) == length and _whole(text, at, at + length):
            return entry
    return None


def _whole(text: str, first: int, last: int) -> bool:
    if not _latin(text[last - 1]):
        return True
    return not (last < len(text) and _latin(text[last]))


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
