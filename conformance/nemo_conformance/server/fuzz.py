"""Schemathesis as a lane: the server against the OpenAPI document that it publishes itself.

Used where the program is installed and the server has a document. What it finds is told under the
rule that the operation, or the kind of the failure, belongs to. Streams it reads as text: their
rules are the conversations' matter.
"""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import httpx

from nemo_conformance.judge import Status, Verdict
from nemo_conformance.judge.verdict import WEIGHT, Finding
from nemo_conformance.processes import Program, inherited
from nemo_conformance.server.conversations.conversation import World
from nemo_conformance.server.judge import judge
from nemo_conformance.server.lab import Lab
from nemo_conformance.server.record import Record
from nemo_conformance.server.report import Judged
from nemo_conformance.server.visit import Guest
from nemo_contract import CATALOGUE, ENDPOINTS

NAME: Final = "schemathesis"
MISSING: Final = (
    "schemathesis is not installed: that lane is left out. Install it where you like, for example "
    "with pipx install schemathesis."
)
CHECKS: Final = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance"
)
"""What a document can be held against; whether input is good or bad, conversations know better."""
PRODUCT: Final = r"^/(?:run_sse|api/(?!upload-video))"
"""Uploads are left out: addresses that are made up would be fetched."""
PATIENCE: Final = 600.0
QUICK: Final[World] = {"pace": "instant", "clock": {"mode": "real"}}
"""Nobody moves the clock for it."""
RICH: Final = 1_000_000_000
OF_TYPE: Final = MappingProxyType(
    {
        "UndefinedStatusCode": "S-ENV-2",
        "UndefinedContentType": "S-ENV-1",
        "MissingContentType": "S-ENV-1",
        "MalformedMediaType": "S-ENV-1",
    }
)
OF_OPERATION: Final = MappingProxyType(
    {
        "anonymous_token": "S-TOKEN-1",
        "claim_token": "S-CLAIM-1",
        "create_session": "S-SESS-1",
        "run_sse": "S-ENV-5",
        "credits": "S-CRED-1",
        "state": "S-STATE-1",
        "render_submit": "S-EXP-1",
        "render_poll": "S-EXP-8",
        "render_cancel": "S-EXP-9",
        "render_download": "S-EXP-10",
    }
)
ELSE: Final = "S-ENV-1"


def program() -> str | None:
    """Where Schemathesis is: on the path, or beside this Python."""
    return shutil.which(NAME) or shutil.which(NAME, path=str(Path(sys.executable).parent))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzz:
    """``examples`` cases an operation at most; the same ``number`` makes the same."""

    program: str
    examples: int
    number: int = 0

    def __call__(self, guest: Guest, known: frozenset[str] = frozenset()) -> Iterator[Judged]:
        """One record with a verdict on each rule that was exercised; nothing without a document."""
        lab = guest.enter(QUICK)
        try:
            if _publishes(lab.base):
                yield self._judged(guest, lab)
        finally:
            if lab.control is not None:
                lab.control.end()

    def _judged(self, guest: Guest, lab: Lab) -> Judged:
        with tempfile.TemporaryDirectory(prefix="nemo-conformance-") as place:
            report = Path(place) / "report.json"
            words = self._run(lab.base, _token(guest, lab), Path(place), report)
            if not report.exists():
                broken = f"Schemathesis gave no report: {' '.join(words)[-300:]}"
                record = Record(conversation=NAME, setup=lab.setup, broken=broken)
                return record, judge(record)
            told = json.loads(report.read_text("utf-8"))
        return Record(conversation=NAME, setup=lab.setup), tuple(verdicts(told))

    def _run(self, base: str, token: str, place: Path, report: Path) -> list[str]:
        """Run it to its end; gives its last words. The token is in no command line."""
        config = place / "schemathesis.toml"
        config.write_text(CONFIG, "utf-8")
        words = [self.program, "--config-file", str(config), "run", f"{base}/openapi.json"]
        words += ["--url", base, "--max-examples", str(self.examples), "--checks", CHECKS]
        words += ["--include-path-regex", PRODUCT, "--seed", str(self.number), "--no-color"]
        words += ["--report-json-path", str(report)]
        said: list[str] = []
        env = {**inherited(), "NEMO_FUZZ_TOKEN": token}
        run = Program(words, env=env, heard=lambda line: said.append(line or ""))
        run.wait(PATIENCE)
        run.close()
        return [*said[-20:], *run.last_words]


CONFIG: Final = """\
continue-on-failure = true
request-timeout = 20

[generation]
database = "none"

[auth.openapi.bearer]
bearer = "${NEMO_FUZZ_TOKEN}"
"""


def _publishes(base: str) -> bool:
    try:
        reply = httpx.get(f"{base}/openapi.json", timeout=30, trust_env=False)
        return reply.status_code == 200 and "openapi" in reply.json()
    except (httpx.HTTPError, ValueError):
        return False


def _token(guest: Guest, lab: Lab) -> str:
    if lab.control is not None:
        return lab.control.account("paid", RICH)["token"]
    return guest.target.token


def verdicts(report: Mapping[str, Any]) -> Iterator[Verdict]:
    """Of the rules whose operations were answered, and of those that something is wrong with."""
    wrong: dict[str, list[Finding]] = {}
    for failure in report["failures"]:
        for where in failure["operations"]:
            wrong.setdefault(_rule(failure["type"], where), []).append(_finding(failure, where))
    for rule in sorted({*wrong, *_answered(report["valid_rates"])}):
        bad = wrong.get(rule, [])
        status = WEIGHT[CATALOGUE[rule].level] if bad else Status.PASS
        yield Verdict(requirement=rule, behaviour=status, findings=tuple(bad))


def _finding(failure: Mapping[str, Any], where: str) -> Finding:
    message = f"Schemathesis: {where}: {failure['title'].lower()} ({failure['count']} times)"
    return Finding(message=message, expected="what its own OpenAPI document says", at=0.0)


def _answered(rates: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Iterator[str]:
    for where, phases in rates.items():
        if any(phase["accepted"] for phase in phases.values()):
            yield _rule("", where)


def _rule(kind: str, where: str) -> str:
    return OF_TYPE.get(kind) or OF_OPERATION.get(_operation(where), ELSE)


def _operation(where: str) -> str:
    """The contract's name for ``GET /path/{id}``, whatever the document calls the parts."""
    method, _, path = where.partition(" ")
    found = (
        row.operation
        for row in ENDPOINTS.values()
        if row.method == method and _blank(row.path) == _blank(path)
    )
    return next(found, "")


def _blank(path: str) -> str:
    return re.sub(r"\{\w+\}", "{}", path)
