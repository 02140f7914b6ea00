"""What the emulator alone can say of a run: did the script happen, did anything strange come.

Whether the client behaved well is the conformance kit's to judge.
"""

from typing import Any

from nemo_contract import Code, Exchange
from nemo_emulator.script import Standing, parse
from nemo_emulator.services import Services
from nemo_emulator.verbs import requests


def verdict(it: Services) -> dict[str, Any]:
    """``ok`` if every rule was met and came to its end, all paths were known, nothing broke.

    A rule that a coin decides need not be met; a rule met again and again is at its end each time.
    """
    rows = requests(it)
    standing = list(it.faults)
    found: dict[str, list[Any]] = {
        "never_met": [row.rule for row in standing if not row.consumed and _certain(row)],
        "unfinished": [row.rule for row in standing if row.completed < row.consumed],
        "unmatched": [_named(row) for row in rows if _unmatched(row)],
        "broken": [_named(row) for row in rows if row.code == Code.INTERNAL],
    }
    return {
        "ok": not any(found.values()),
        "requests": len(rows),
        **found,
        "incomplete": [_named(row) for row in rows if not row.complete],
    }


def _certain(row: Standing) -> bool:
    return parse(row.rule).match.p == 1


def _unmatched(row: Exchange) -> bool:
    """A path or method that the API does not have."""
    return row.operation is None and row.code in (Code.NOT_FOUND, Code.METHOD_NOT_ALLOWED)


def _named(row: Exchange) -> dict[str, Any]:
    return {
        "n": row.n,
        "operation": row.operation,
        "method": row.method,
        "path": row.path,
        "status": row.status,
        "code": row.code,
    }
