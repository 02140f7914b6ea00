"""The log of what happened: every event on disk before it is acknowledged.

SQLite in WAL mode with ``synchronous=NORMAL``: what is committed survives the death of the process
at any moment.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_MANNER: Final = """
PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
"""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS events (n INTEGER PRIMARY KEY, at REAL NOT NULL, event TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS snapshot
  (one INTEGER PRIMARY KEY CHECK (one = 1), at REAL, state TEXT);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


_REMEDIES: Final = {
    sqlite3.SQLITE_BUSY: "another emulator uses this folder; stop it",
    sqlite3.SQLITE_NOTADB: "it is no log of an emulator; move it away",
    sqlite3.SQLITE_CORRUPT: "it is damaged; move it away",
}
_REMEDY: Final = "see that the folder may be written to and has room"


def _sentence(path: Path | None, error: sqlite3.Error) -> str:
    """What cannot be opened, why, and what to do."""
    remedy = _REMEDIES.get(error.sqlite_errorcode & 0xFF, _REMEDY)
    return f"{path} cannot be opened ({error}): {remedy}, or name another --data-dir."


class Log:
    """Events as JSON texts, in order; ``path`` None keeps them in memory.

    It may be opened in one thread and used in another, by one at a time. No second process can
    open it. Raises ``OSError`` when another has it, or when it is none, or cannot be written.
    """

    def __init__(self, path: Path | None = None) -> None:
        try:
            self._db = sqlite3.connect(
                path or ":memory:", timeout=0.5, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise OSError(_sentence(path, error)) from None
        try:
            self._db.executescript(_MANNER + _SCHEMA)
        except sqlite3.Error as error:
            self._db.close()
            raise OSError(_sentence(path, error)) from None

    def append(self, at: float, events: Sequence[bytes]) -> None:
        """All of ``events`` or none of them."""
        rows = [(at, event.decode()) for event in events]
        with self._whole():
            self._db.executemany("INSERT INTO events (at, event) VALUES (?, ?)", rows)

    def read(self) -> Iterator[str]:
        """The events after the snapshot, oldest first."""
        return (event for (event,) in self._db.execute("SELECT event FROM events ORDER BY n"))

    def snapshot(self) -> str | None:
        """The last state that was kept, or None."""
        row = self._db.execute("SELECT state FROM snapshot").fetchone()
        return row[0] if row else None

    def keep(self, state: bytes, at: float) -> None:
        """Replace all events so far by the state that they add up to."""
        with self._whole():
            self._db.execute(
                "INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?)", (at, state.decode())
            )
            self._db.execute("DELETE FROM events")

    def last_at(self) -> float:
        """The time of the newest entry, 0 when there is none."""
        query = "SELECT max(at) FROM (SELECT at FROM snapshot UNION ALL SELECT max(at) FROM events)"
        return self._db.execute(query).fetchone()[0] or 0.0

    def fact(self, name: str, default: str) -> str:
        """A value that is fixed when it is first asked for, such as this folder's signing key."""
        self._db.execute("INSERT OR IGNORE INTO facts VALUES (?, ?)", (name, default))
        found = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(found[0])

    def count_start(self) -> int:
        """How often this log was opened before."""
        before = int(self.fact("starts", "0"))
        self._db.execute("UPDATE facts SET value = ? WHERE name = 'starts'", (str(before + 1),))
        return before

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """A transaction: all of it is written, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
