"""A line cut into tokens, and a place in it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, NoReturn

from nemo_emulator.script.errors import RuleSyntax


class Sign(StrEnum):
    """What a token is."""

    WORD = "word"
    TEXT = "text"
    COMMA = ","
    COLON = ":"
    EQUALS = "="
    END = "end"


_TOKEN: Final = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*")|(?P<comma>,)|(?P<colon>:)|(?P<equals>=)|(?P<word>[^\s,:="]+)'
)
_SIGN: Final = {sign.name.lower(): sign for sign in Sign}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the line; ``column`` counts from 1. ``value`` of a text is without quotes."""

    sign: Sign
    value: str
    column: int

    def __str__(self) -> str:
        return "the end of the line" if self.sign is Sign.END else f'"{self.value}"'


def tokens(line: str) -> tuple[Token, ...]:
    """All tokens, with an ``END`` after the last. Raises ``RuleSyntax``."""
    found, place = [], 0
    while place < len(line):
        if line[place].isspace():
            place += 1
            continue
        piece = _TOKEN.match(line, place)
        if piece is None:
            raise RuleSyntax(place + 1, 'this quotation has no end; close it with ".')
        found.append(_token(piece))
        place = piece.end()
    return (*found, Token(Sign.END, "", len(line) + 1))


def _token(piece: re.Match[str]) -> Token:
    sign, value, column = _SIGN[piece.lastgroup or ""], piece.group(), piece.start() + 1
    if sign is Sign.TEXT:
        try:
            value = str(json.loads(value, strict=False))
        except ValueError:
            raise RuleSyntax(
                column, r"this text is not quoted as in JSON; write \\ for \."
            ) from None
    return Token(sign, value, column)


@dataclass(slots=True)
class Cursor:
    """A place among the tokens; everything that reads a rule moves it on."""

    line: tuple[Token, ...]
    n: int = field(default=0)

    @property
    def token(self) -> Token:
        return self.line[self.n]

    def sees(self, sign: Sign) -> bool:
        return self.token.sign is sign

    def sees_option(self) -> bool:
        """Whether ``name=`` comes next."""
        return self.sees(Sign.WORD) and self.line[self.n + 1].sign is Sign.EQUALS

    def next(self) -> Token:
        """The token here; then the place is behind it."""
        token = self.token
        self.n = min(self.n + 1, len(self.line) - 1)
        return token

    def take(self, sign: Sign, what: str) -> str:
        """The value of the token here, which must be of this sign; ``what`` says what it is."""
        if not self.sees(sign):
            self.fail(f"{self.token} where {what} was expected")
        return self.next().value

    def fail(
        self, wrong: str, possible: Iterable[str] = (), *, at: Token | None = None
    ) -> NoReturn:
        """Raise ``RuleSyntax`` here (or at a token), naming what is possible."""
        token = at or self.token
        choices = tuple(possible)
        near = get_close_matches(token.value, choices, n=1)
        guess = f' Did you mean "{near[0]}"?' if near else ""
        rest = f"; possible here: {', '.join(choices)}." if choices else "."
        raise RuleSyntax(token.column, f"{wrong}{rest}{guess}")
