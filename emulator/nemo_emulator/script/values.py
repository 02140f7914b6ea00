"""The values of the text form: how each is read, shown, and called in an error."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from nemo_emulator.script.amounts import EVERYTHING, Amount, Span, Unit
from nemo_emulator.script.errors import ScriptError
from nemo_emulator.script.tokens import Cursor, Sign, Token

_TIMES: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_SIZES: Final = {"MiB": 2**20, "KiB": 2**10, "": 1}
_TIME: Final = re.compile(r"(.+?)(ms|s|m|h|d)")
_SIZE: Final = re.compile(r"(\d+)(KiB|MiB|)")
_SPAN: Final = re.compile(r"(\d+)(-(\d*))?")


@dataclass(frozen=True, slots=True)
class Value:
    """``what`` it is, with an example; ``read`` moves the cursor; ``show`` undoes ``read``."""

    what: str
    read: Callable[[Cursor], Any]
    show: Callable[[Any], str]


def at_token(make: Callable[[str], Any]) -> Callable[[Cursor, str], Any]:
    """Read one word; what ``make`` cannot take is an error at that word."""

    def read(cursor: Cursor, what: str) -> Any:
        token = cursor.token
        word = cursor.take(Sign.WORD, what)
        return made(cursor, token, lambda: make(word), what)

    return read


def made(cursor: Cursor, token: Token, make: Callable[[], Any], what: str) -> Any:
    """What ``make`` makes; its ``ValueError`` becomes an error at the token."""
    try:
        return make()
    except ScriptError as problem:
        cursor.fail(str(problem).rstrip("."), at=token)
    except ValueError:
        cursor.fail(f"{token} is not {what}", at=token)


def word(what: str, make: Callable[[str], Any], show: Callable[[Any], str] = str) -> Value:
    """A value of one word."""
    read = at_token(make)
    return Value(what, lambda cursor: read(cursor, what), show)


def number(n: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(n)) if n == int(n) and abs(n) < 1e15 else repr(n)


def seconds(text: str) -> float:
    """``40s``, ``500ms``, ``2m``, ``1h``, ``7d`` in s. Raises ``ValueError``."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return float(found[1]) * _TIMES[found[2]]


def size(text: str) -> int:
    """``1000``, ``64KiB``, ``1MiB`` in bytes. Raises ``ValueError``."""
    found = _SIZE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1]) * _SIZES[found[2]]


def show_size(n: int) -> str:
    unit = next(unit for unit, factor in _SIZES.items() if n % factor == 0)
    return f"{n // _SIZES[unit]}{unit}"


def span(text: str) -> Span:
    """``2``, ``2-5``, ``2-``. Raises ``ValueError``."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first = int(found[1])
    last = first if found[2] is None else int(found[3]) if found[3] else None
    return Span(first, last)


def show_span(it: Span) -> str:
    if it.first == it.last:
        return str(it.first)
    return f"{it.first}-{it.last or ''}"


def ending(suffix: str) -> Callable[[str], float]:
    """A number with something behind it, such as ``40%``."""

    def read(text: str) -> float:
        if not text.endswith(suffix):
            raise ValueError(text)
        return float(text.removesuffix(suffix))

    return read


def factor(text: str) -> float:
    """``x3``. Raises ``ValueError``."""
    if not text.startswith("x"):
        raise ValueError(text)
    return float(text[1:])


def one_of(kinds: type[StrEnum]) -> Value:
    """A word of a closed set."""
    choices = [kind.value for kind in kinds]

    def read(cursor: Cursor) -> StrEnum:
        if cursor.token.value not in choices or not cursor.sees(Sign.WORD):
            cursor.fail(f"{cursor.token} is not known", choices)
        return kinds(cursor.next().value)

    return Value(" or ".join(choices), read, lambda kind: str(kind.value))


_COUNTED: Final = {unit.value: unit for unit in (Unit.EVENTS, Unit.BYTES, Unit.WIRE_BYTES)}
_ONE: Final = {"event": Unit.EVENTS, "byte": Unit.BYTES, "wire-byte": Unit.WIRE_BYTES}
_AMOUNT: Final = "an amount such as 3 events, 1000 bytes, 17 wire-bytes, 50%, 40s or all"


def _read_amount(cursor: Cursor) -> Amount:
    token = cursor.token
    text = cursor.take(Sign.WORD, _AMOUNT)
    if text == "all":
        return EVERYTHING
    if re.fullmatch(r"[\d.]+(e[-+]?\d+)?", text) is None:
        return made(cursor, token, lambda: _measured(text), _AMOUNT)  # type: ignore[no-any-return]
    unit = (_COUNTED | _ONE).get(cursor.token.value)
    if unit is None:
        cursor.fail(f"{cursor.token} is no unit", _COUNTED)
    cursor.next()
    return made(cursor, token, lambda: Amount(float(text), unit), _AMOUNT)  # type: ignore[no-any-return]


def _measured(text: str) -> Amount:
    if text.endswith("%"):
        return Amount(float(text.removesuffix("%")), Unit.PERCENT)
    return Amount(seconds(text), Unit.SECONDS)


def _show_amount(it: Amount) -> str:
    match it.unit:
        case Unit.ALL:
            return "all"
        case Unit.PERCENT | Unit.SECONDS:
            return f"{number(it.n)}{it.unit}"
        case _:
            return f"{number(it.n)} {it.unit}"


def _read_text(cursor: Cursor) -> str:
    return cursor.take(Sign.TEXT, 'a text in quotation marks such as "oops"')


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _read_sizes(cursor: Cursor) -> tuple[int, ...]:
    sizes = []
    while cursor.sees(Sign.WORD) and not cursor.sees_option():
        sizes.append(COUNT.read(cursor))
    return tuple(sizes)


COUNT: Final = word("a whole number such as 3", int)
SECONDS: Final = word("a time such as 40s", seconds, lambda n: f"{number(n)}s")
SIZE: Final = word("a size such as 1000, 64KiB or 1MiB", size, show_size)
PERCENT: Final = word("per cent such as 40%", ending("%"), lambda n: f"{number(n)}%")
FACTOR: Final = word("a factor such as x3", factor, lambda n: f"x{number(n)}")
NUMBER: Final = word("a number such as 0.5", float, number)
OFFSET: Final = word("a difference such as +100 or -10", int, lambda n: f"{n:+d}")
SPAN: Final = word("which ones, such as 2, 2-5 or 3-", span, show_span)
NAME: Final = word("a name", str)
AMOUNT: Final = Value(_AMOUNT, _read_amount, _show_amount)
TEXT: Final = Value("a text in quotation marks", _read_text, _quoted)
SIZES: Final = Value("whole numbers such as 1 7 20", _read_sizes, lambda n: " ".join(map(str, n)))
TIMES: Final = word("a number, or * for always", lambda t: "*" if t == "*" else int(t))
SESSION: Final = word(
    "the number of a session in its run, or its id",
    lambda text: int(text) if text.isdecimal() and len(text) <= 9 else text,
)
