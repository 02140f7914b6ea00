"""What the numbers of a message may stand for, and where in it a text is written.

A number is read in every unit that it could be in: "3" is the third clip, 3 s, 3 %, three times.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent.tokens import Token

# So many tokens are looked at.
MOST: Final = 70
UNITS: Final = frozenset({"unit", "second"})
TIMES: Final = frozenset({"time", "unit", "second", "a_second"})
# "The last", which turns the number beside it round: "the last three".
BEHIND: Final = frozenset({"at_last", "ord", "first_few"})
TURNED: Final = frozenset({"num", "one"})
CLOSE: Final = 1e-6
NUMERIC: Final = frozenset({int, float, Fraction})
Numbers = tuple[float, ...]


class Readings:
    """The tokens of a message, each with what it may stand for."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = (*tokens[:MOST],)
        self._known = dict[str, list[tuple[int, Numbers]]]()

    def places(self, unit: str, wanted: Collection[float]) -> tuple[int, ...]:
        """Which tokens may say one of these numbers in a unit."""
        if unit not in self._known:
            self._known[unit] = [(n, _read(unit, *row)) for n, row in self._numbers]
        rows = self._known[unit]
        return tuple([n for n, row in rows if any(_close(a, b) for a in row for b in wanted)])

    def span(self, text: str) -> tuple[int, int] | None:
        """From which token to which one a text goes; quoted ones first."""
        quoted = (n for n, t in enumerate(self.tokens) if t.cat == "quote" and _same(t.value, text))
        found = next(quoted, None)
        return self._written(_bare(text)) if found is None else (found, found)

    def _written(self, text: str) -> tuple[int, int] | None:
        bare = [_bare(token.text) for token in self.tokens]
        for start in range(len(bare)):
            said = ""
            for end in range(start, len(bare)):
                said += bare[end]
                if said == text:
                    return start, end
                if not text.startswith(said):
                    break
        return None

    @cached_property
    def _numbers(self) -> Sequence[tuple[int, tuple[Token, float | None, bool]]]:
        """Each number with the measure behind it, and whether it may count from the end."""
        turned = any(_turns(token) for token in self.tokens)
        return [
            (n, (token, self._unit(n), turned and token.cat in TURNED))
            for n, token in enumerate(self.tokens)
            if is_number(token.value)
        ]

    def _unit(self, n: int) -> float | None:
        """In ms, of the measure behind a number; one idle word may stand between."""
        for token in self.tokens[n + 1 : n + 3]:
            if token.cat in UNITS and is_number(token.value):
                return float(token.value)
            if token.cat != "filler":
                return None
        return None


def is_number(value: Any) -> bool:
    """Truth is none."""
    return type(value) in NUMERIC


def _turns(token: Token) -> bool:
    return (token.cat in BEHIND and token.value == -1) or token.cat == "newest"


def _read(unit: str, token: Token, measure: float | None, turned: bool) -> Numbers:  # noqa: FBT001 -- a row
    n = float(token.value)
    if unit == "ms":
        return (n,) if token.cat in TIMES else (n * 1000, n * (measure or 1000))
    if unit == "place":
        return (n, -n) if turned else (n,)
    return MEANT[unit](n) if unit in MEANT else ()


def _as_it_is(n: float) -> Numbers:
    return (n,)


def _share(n: float) -> Numbers:
    return n, n / 100


MEANT: Final[Mapping[str, Callable[[float], Numbers]]] = MappingProxyType(
    {
        "pct": lambda n: (n, round(n * 100, 3)),
        "by": _share,
        "to": _share,
        "factor": lambda n: (n, n / 100, 1 + n / 100, 1 - n / 100, 1 / n if n else n),
        "db": _as_it_is,
        "size": _as_it_is,
        "count": _as_it_is,
    }
)


def _close(one: float, other: float) -> bool:
    return abs(one - other) < CLOSE * max(1, abs(one))


def _same(value: Any, text: str) -> bool:
    return str(value).strip() == text.strip()


def _bare(text: str) -> str:
    return "".join(text.lower().split())
