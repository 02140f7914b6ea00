"""Two judges on the same six conversations: ours, and llmock's in an environment of its own.

usage: python -m tools.rivals.compare PYTHON [--check]

Plays the six situations of ``conformance/tests/situations.py`` on virtual time, hands what the wire
saw to the llmock that PYTHON can import, and writes docs/llmock.md, or checks that it is true.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from conformance.tests.situations import SITUATIONS, Outcome, Situation, play

from nemo_conformance.harness import Harness
from nemo_conformance.record import Ending

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "llmock.md"
THEIRS = Path(__file__).with_name("llmock_judge.py")
HEAD = """\
# Two judges, six conversations

[llmock]({home}) {version} breaks calls to language models on purpose and judges the client by
its journal. Its rules suit stateless chat completion: a call that failed costs nothing and may
be made again. This API is the opposite: the work goes on when its stream is gone, and a message
sent again is a second edit that is paid again. So a kit for it must not judge that way. That is
no fault of llmock's; it answers another question.

Both judges saw the same requests. Clients are the reference client, the same with one change
(it sends again), and one that does nothing; time is virtual. llmock gets each `POST /run_sse`
as its own middleware writes it down: a dropped stream as `stream:disconnect`, one that closes
without an answer as `stream:truncate`.

| | client | right here? | credits | llmock says | this kit says |
| --- | --- | --- | --- | --- | --- |
"""
FOOT = """
`make rivals` plays it again and fails if this page is not what comes out. It installs llmock
into `out/rivals`, away from everything else.
"""


def journal(outcome: Outcome) -> list[dict[str, Any]]:
    """What the wire saw of the message, plainly."""
    return [
        {
            "at": visit.at,
            "ended_at": visit.ended_at,
            "status": visit.status,
            "body": visit.asked,
            "how": _how(visit.ending, visit.faults),
        }
        for visit in outcome.visits
    ]


def _how(ending: Ending, faults: tuple[str, ...]) -> str:
    if ending is Ending.WHOLE:
        return "silent" if any("silent" in fault for fault in faults) else "whole"
    return "cut"


def row(one: Situation, ours: Outcome, theirs: dict[str, Any]) -> str:
    """A line of the table."""
    found = [*theirs["errors"], *theirs["warnings"]]
    word = "PASS" if theirs["passed"] else "**FAIL**"
    said = f"{word} {', '.join(f'`{code}`' for code in found) or 'no findings'}"
    right, paid = one.right.value, ours.credits
    return f"| {one.letter} | {one.behaviour} | {right} | {paid} | {said} | {ours.verdict} |\n"


def page(python: str) -> str:
    """The whole page."""
    with Harness() as harness:
        ours = [play(harness, one) for one in SITUATIONS]
    told = subprocess.run(
        [python, str(THEIRS)],
        input=json.dumps([journal(outcome) for outcome in ours]),
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(told.stdout)
    lines = map(row, SITUATIONS, ours, theirs["verdicts"])
    head = HEAD.format(home="https://github.com/JulienRabault/LLMock", version=theirs["version"])
    return head + "".join(lines) + FOOT


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("python")
    parser.add_argument("--check", action="store_true")
    words = parser.parse_args()
    text = page(words.python)
    if not words.check:
        PAGE.write_text(text, "utf-8")
        print(text)
        return 0
    if PAGE.read_text("utf-8") == text:
        print("docs/llmock.md is true.")
        return 0
    print("docs/llmock.md is stale; run python -m tools.rivals.compare without --check.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
