"""What is wrong with a rule, said so that it can be put right.

::

    ScriptError (a ValueError)
    └── RuleSyntax      a line that cannot be read; ``column`` says where, from 1
"""

from typing import Final


class ScriptError(ValueError):
    """A rule that means nothing; the sentence says what to write instead."""


class RuleSyntax(ScriptError):
    """A line that cannot be read."""

    def __init__(self, column: int, sentence: str) -> None:
        super().__init__(f"Column {column}: {sentence}")
        self.column = column
        self.sentence = sentence


def check(sound: object, sentence: str) -> None:
    """Raise ``ScriptError`` with the sentence unless it is sound."""
    if not sound:
        raise ScriptError(sentence)


YEAR: Final = 366 * 86_400.0


def lasts(seconds: float, what: str) -> None:
    """Raise ``ScriptError`` unless these are seconds that one can wait for."""
    check(0 <= seconds <= YEAR, f"{what} lasts 0s to a year, not {seconds}s.")


def flows(rate: float, what: str) -> None:
    """Raise ``ScriptError`` unless this is a rate at which bytes come."""
    check(0.001 <= rate <= 1e12, f"{what} takes a rate above 0, as in 500 bytes/s.")
