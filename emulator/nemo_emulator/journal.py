"""What was asked and answered: a bounded ring of exchanges, secrets left out."""

import asyncio
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, Protocol

from nemo_contract import Exchange

Headers = tuple[tuple[bytes, bytes], ...]
KEPT: Final = 10_000
BODY: Final = 16 * 1024
_TOKEN: Final = re.compile(rb"(?i)(nmv(?:_|%5f)usr(?:_|%5f)|clm(?:_|%5f))[\w%]+")
_SECRET: Final = frozenset({b"authorization", b"cookie", b"set-cookie", b"x-client-id"})


def readable(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Headers as text, those that carry secrets blotted out."""
    return {
        name.decode("latin-1").lower(): (
            "***" if name.lower() in _SECRET else redacted(value).decode("latin-1")
        )
        for name, value in headers
    }


def redacted(text: bytes) -> bytes:
    """The bytes without any token, also where its ``_`` is written as ``%5F``."""
    return _TOKEN.sub(rb"\1***", text)


class Heads:
    """Header lists, each kept once: a client says the same ones again and again."""

    def __init__(self, kept: int = 1024) -> None:
        self._kept = kept
        self._known: dict[Headers, Headers] = {}

    def one(self, headers: Iterable[tuple[bytes, bytes]]) -> Headers:
        """The list that is kept for all that are the same."""
        if len(self._known) >= self._kept:
            self._known.clear()
        asked = tuple(headers)
        return self._known.setdefault(asked, asked)


class Row(Protocol):
    """An exchange that is over, written out when somebody reads it."""

    @property
    def operation(self) -> str | None: ...
    @property
    def status(self) -> int | None: ...
    @property
    def lasted(self) -> float: ...
    @property
    def exchange(self) -> Exchange: ...


class Journal:
    """The last exchanges in the order of their ends, numbered from 1 in that of their beginnings.

    ``ended`` is how many have ended, ``counts`` by operation and status, ``seconds`` (real) by
    operation how long they took; none of these ever goes back.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._rows: deque[Row] = deque(maxlen=kept)
        self.heads = Heads()
        self.ended = 0
        self.counts = Counter[tuple[str | None, int | None]]()
        self.seconds = defaultdict[str | None, float](float)
        self._count = 0
        self._news = asyncio.Event()
        self._awaited = False

    def next(self) -> int:
        """The number of the exchange that begins now."""
        self._count += 1
        return self._count

    def add(self, row: Row) -> None:
        self._rows.append(row)
        self.ended += 1
        self.counts[row.operation, row.status] += 1
        self.seconds[row.operation] += row.lasted
        if self._awaited:
            self._awaited = False
            self._news.set()
            self._news = asyncio.Event()

    async def news(self) -> None:
        """Until the next exchange is over."""
        self._awaited = True
        await self._news.wait()

    def after(self, ended: int) -> list[Exchange]:
        """Those that ended after so many had."""
        new = min(self.ended - ended, len(self._rows))
        return [row.exchange for row in islice(self._rows, len(self._rows) - new, None)]

    def clear(self) -> None:
        """Forget them all; the numbers go on."""
        self._rows.clear()

    def __iter__(self) -> Iterator[Exchange]:
        return (row.exchange for row in tuple(self._rows))

    def __len__(self) -> int:
        return len(self._rows)
