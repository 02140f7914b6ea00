"""One line a request: as ``key=value`` for people, as JSON for collectors. Secrets left out."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from nemo_contract import Exchange
from nemo_emulator.clock import real_pause, rfc3339
from nemo_emulator.journal import Journal
from nemo_emulator.settings import RequestLog

TOGETHER: Final = 0.05
"""Real seconds for which lines are gathered."""
_SIGNATURE: Final = re.compile(r"(?<=signature=)[^&]*")
"""Who has it may fetch the file."""
_PLAIN: Final = re.compile(r"[!#-<>-~]+")


def facts(run: str, row: Exchange) -> Mapping[str, Any]:
    """What a line tells, in order; ``at`` is virtual time, ``ms`` real."""
    query = f"?{_SIGNATURE.sub('', row.query)}" if row.query else ""
    return {
        "at": rfc3339(row.at),
        "run": run,
        "n": row.n,
        "operation": row.operation,
        "method": row.method,
        "path": row.path + query,
        "status": row.status,
        "code": row.code,
        "user": row.user_id,
        "ms": round(row.real_seconds * 1000, 1),
        "in": row.request_bytes,
        "out": row.reply_bytes,
        "complete": row.complete,
    }


def as_text(told: Mapping[str, Any]) -> str:
    """``at=… run=default n=3 …``; what is not known is left out."""
    return " ".join(f"{name}={_word(value)}" for name, value in told.items() if value is not None)


def as_json(told: Mapping[str, Any]) -> str:
    """An object on one line."""
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))


def _word(value: object) -> str:
    """In quotes where it could be taken for something else: nobody writes our lines for us."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


WRITTEN: Final[Mapping[RequestLog, Callable[[Mapping[str, Any]], str]]] = {
    RequestLog.TEXT: as_text,
    RequestLog.JSON: as_json,
}


async def follow(
    run: str, journal: Journal, manner: RequestLog, write: Callable[[str], None]
) -> None:
    """Write a line for each exchange as it ends, until cancelled; then for those that are left."""
    line, told = WRITTEN[manner], journal.ended

    def tell() -> int:
        for row in journal.after(told):
            write(line(facts(run, row)))
        return journal.ended

    try:
        while True:
            await journal.news()
            await real_pause(TOGETHER)
            told = tell()
    finally:
        tell()
