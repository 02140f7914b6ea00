"""Lets llmock's own published judge judge journals, in an environment that has llmock.

stdin: a JSON array of journals, each a list of requests as ``compare.py`` writes them. stdout: a
JSON array of its verdicts. Only public names of it are used.
"""

import json
import sys
from importlib.metadata import version

from llmock.journal import RequestRecord, fingerprint  # type: ignore[import-not-found,unused-ignore]
from llmock.verdict import judge  # type: ignore[import-not-found,unused-ignore]

FAULTS = {"cut": "stream:disconnect", "silent": "stream:truncate"}
"""What its middleware writes down for a stream that is reset, and for one that ends early."""


def record(n: int, row: dict[str, object]) -> RequestRecord:
    """A request as its middleware would have written it down."""
    how = str(row["how"])
    return RequestRecord(
        seq=n,
        provider="openai",
        method="POST",
        path="/run_sse",
        started_at=float(str(row["at"])),
        ended_at=float(str(row["ended_at"])),
        status=int(str(row["status"])),
        fingerprint=fingerprint("POST", "/run_sse", row["body"]),
        stream=True,
        fault=FAULTS.get(how),
        completed=how == "whole",
        chunks_sent=1,
    )


def told(journal: list[dict[str, object]]) -> dict[str, object]:
    """Its verdict on one journal."""
    verdict = judge(record(n, row) for n, row in enumerate(journal, start=1))
    return {
        "passed": verdict.passed,
        "errors": [one.code for one in verdict.errors],
        "warnings": [one.code for one in verdict.warnings],
    }


if __name__ == "__main__":
    verdicts = [told(journal) for journal in json.load(sys.stdin)]
    json.dump({"version": version("llmock"), "verdicts": verdicts}, sys.stdout)
