"""Patterns over tokens: a tiny grammar engine.

Each category of tokens is one character, so a message is a string and a pattern a regular
expression. In a pattern, words are categories or macros, joined by ``|``; ``? * + ( )`` and look
ahead mean what they mean in regular expressions. A rule turns what matches into one token.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words.needs import Index, Need, lettered, needs


class _Codes(dict[str, str]):
    """A character for each category that is asked for."""

    def __missing__(self, cat: str) -> str:
        return self.setdefault(cat, next(_fresh))


_fresh = map(chr, count(0xE000))
_codes = _Codes()
_NAME = re.compile(r"[a-z][a-z_]*")
_LETTER = "[\ue000-\uf8ff]"
_ONE = rf"(?:{_LETTER}|\[{_LETTER}+\])"
_CHOICE = re.compile(rf"\((?:\?:)?({_ONE}(?:\|{_ONE})*)\)")


def code(cat: str) -> str:
    """The character of a category."""
    return _codes[cat]


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens that a rule found."""

    tokens: tuple[Token, ...]

    def all(self, *cats: str) -> tuple[Any, ...]:
        """The values of the tokens of these categories, in order."""
        return tuple([token.value for token in self.tokens if token.cat in cats])

    def one(self, *cats: str, default: Any = None) -> Any:
        """The first of them, or the default."""
        found = self.all(*cats)
        return found[0] if found else default

    def has(self, *cats: str) -> bool:
        """There is such a token."""
        return not {token.cat for token in self.tokens}.isdisjoint(cats)


Build = Callable[[Match], Any]


def _said(tokens: tuple[Token, ...]) -> str:
    """How it was written, without the words that mean nothing."""
    words = [token.text for token in tokens]
    return (" " if "".join(words).isascii() else "").join(filter(None, words))


@dataclass(frozen=True, slots=True)
class Rule:
    """What matches ``pattern`` becomes a token ``cat`` whose value ``build`` makes.

    ``build`` returns None to leave things as they are. When ``eaten`` names categories, the tokens
    of all others stay for other rules, right after the new token. ``needs`` are choices of
    what must be there for it to match.
    """

    cat: str
    regex: re.Pattern[str]
    build: Build
    eaten: frozenset[str] = frozenset()
    needs: tuple[Need, ...] = ()

    def reduce(self, tokens: tuple[Token, ...], sentence: str) -> tuple[Token, ...]:
        """The tokens after this rule was applied wherever it fits, from left to right.

        ``sentence`` has the characters of the tokens' categories.
        """
        done, out = 0, list[Token]()
        for found in self.regex.finditer(sentence):
            first, last = found.span()
            value = self.build(Match(tokens[first:last])) if first < last else None
            if value is not None:
                out += (
                    *tokens[done:first],
                    Token(self.cat, value, _said(tokens[first:last])),
                    *self._left(tokens[first:last]),
                )
                done = last
        return (*out, *tokens[done:]) if out else tokens

    def _left(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        return tuple([t for t in tokens if t.cat not in self.eaten]) if self.eaten else ()


class Rules(tuple[Rule, ...]):
    """Rules to be applied one after the other; sets of them are whole numbers, a bit for each."""

    def open(self, sentence: str) -> int:
        """Those that have all that they need in a sentence."""
        return self._index.open(frozenset(sentence))

    @cached_property
    def _index(self) -> Index:
        return lettered([rule.needs for rule in self])


class Grammar:
    """Makes rules; ``macros`` are names for parts of patterns."""

    def __init__(self, macros: Mapping[str, str]) -> None:
        self._macros: dict[str, str] = {}
        for name, pattern in macros.items():
            self._macros[name] = f"(?:{self._expand(pattern)})"

    def rule(self, cat: str, pattern: str, build: Build, eaten: str = "") -> Rule:
        """A rule from its pattern in words."""
        merged = _merged(self._expand(pattern))
        return Rule(cat, re.compile(merged), build, frozenset(eaten.split()), needs(merged))

    def name(self, letter: str) -> str:
        """The category of a character in a pattern."""
        return next(cat for cat, known in _codes.items() if known == letter)

    def _expand(self, pattern: str) -> str:
        words = _NAME.sub(lambda m: self._macros.get(m[0]) or code(m[0]), pattern)
        return words.replace(" ", "")


def _merged(pattern: str) -> str:
    """The same with each choice of single categories as one class.

    A category that a choice names twice could be read in two ways, and a sentence that repeats it
    in exponentially many.
    """
    while (merged := _CHOICE.sub(_as_class, pattern)) != pattern:
        pattern = merged
    return pattern


def _as_class(found: re.Match[str]) -> str:
    letters = dict.fromkeys(letter for letter in found[1] if letter not in "[]|")
    return f"[{''.join(letters)}]" if len(letters) > 1 else next(iter(letters))


def reduce_all(tokens: tuple[Token, ...], rules: Rules) -> tuple[Token, ...]:
    """Apply the rules one after the other."""
    sentence = _coded(tokens)
    left = rules.open(sentence)
    while left:
        at = (left & -left).bit_length()
        reduced = rules[at - 1].reduce(tokens, sentence)
        if reduced is not tokens:
            tokens, sentence = reduced, _coded(reduced)
            left = rules.open(sentence)
        left = left >> at << at
    return tokens


def _coded(tokens: tuple[Token, ...]) -> str:
    return "".join([_codes[token.cat] for token in tokens])


def split(tokens: tuple[Token, ...], cats: frozenset[str]) -> Iterator[tuple[Token, ...]]:
    """The tokens between those of these categories."""
    part: list[Token] = []
    for token in (*tokens, Token(next(iter(cats)))):
        if token.cat in cats:
            yield tuple(part)
            part = []
        else:
            part.append(token)
