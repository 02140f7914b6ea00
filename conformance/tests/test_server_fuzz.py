"""Schemathesis as a lane: how it is run, what is made of what it says, and that it finds things."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conformance.tests.breakage import Breaking
from conformance.tests.broken_servers import BROKEN
from conformance.tests.theatre import Theatre
from typer.testing import CliRunner

from nemo_conformance.cli import app
from nemo_conformance.reports import Report
from nemo_conformance.server import fuzz
from nemo_conformance.server.conform import Plan, conform
from nemo_conformance.server.fuzz import Fuzz, verdicts
from nemo_conformance.server.visit import Target
from nemo_emulator import create_app
from nemo_emulator.emulator import Loop
from nemo_emulator.server import serving
from nemo_emulator.settings import Settings

FAKE = """#!{python}
import json, os, sys
where = sys.argv[sys.argv.index("--report-json-path") + 1]
token = os.environ["NEMO_FUZZ_TOKEN"]
assert token.startswith("nmv_usr_") and not any(token in word for word in sys.argv)
json.dump({report}, open(where, "w"))
"""
CREDITS = "GET /api/credits/balance/simple"
POLL = "GET /api/render/proxy/lambda/{id}"
RATES = {CREDITS: {"fuzzing": {"accepted": 2}}, POLL: {"fuzzing": {"accepted": 0}}}


def failure(kind: str, *operations: str) -> dict[str, object]:
    return {"type": kind, "title": "Response violates schema", "count": 2, "operations": operations}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Breaking]]:
    """The emulator with a layer in front of it, and where it is."""
    loop, layer = Loop(), Breaking(create_app(Settings(seed=1), renderer=Theatre()))
    serves = serving(layer)
    yield loop.run(serves.__aenter__()).url, layer
    loop.run(serves.__aexit__(None, None, None))
    loop.close()


def fuzzed(url: str, program: str) -> Report:
    return conform(
        Target(url=url), Plan(conversations=(), more=[Fuzz(program=program, examples=2)])
    )


def fake(place: Path, text: str) -> str:
    place.write_text(text)
    place.chmod(0o755)
    return str(place)


def test_findings_are_told_by_rule() -> None:
    """That of the operation, or of the kind; what was answered and is fine has passed."""
    bad = [failure("JsonSchemaError", POLL, "GET /else"), failure("UndefinedStatusCode", CREDITS)]

    told = {v.requirement: v for v in verdicts({"failures": bad, "valid_rates": RATES})}

    assert {rule: v.behaviour.value for rule, v in told.items()} == {
        "S-CRED-1": "pass", "S-ENV-1": "fail", "S-ENV-2": "fail", "S-EXP-8": "fail",
    }  # fmt: skip
    what = f"Schemathesis: {POLL}: response violates schema (2 times)"
    assert told["S-EXP-8"].findings[0].message == what


def test_it_is_given_a_token_that_no_list_of_programs_shows(
    server: tuple[str, Breaking], tmp_path: Path
) -> None:
    """And what it reports becomes a cell of the report."""
    told = json.dumps({"failures": [failure("JsonSchemaError", CREDITS)], "valid_rates": RATES})
    program = fake(tmp_path / "fake", FAKE.format(python=sys.executable, report=told))

    report = fuzzed(server[0], program)

    assert report.worst == ("S-CRED-1",)
    assert report.requirements["S-CRED-1"].cases[0].scenario == "schemathesis"


def test_a_program_that_breaks_is_no_verdict(server: tuple[str, Breaking], tmp_path: Path) -> None:
    """It says so in its own words."""
    program = fake(tmp_path / "fake", "#!/bin/sh\necho no such option >&2\nexit 2\n")

    cell = fuzzed(server[0], program).requirements["S-CRED-1"]

    assert cell.status == "harness-error"
    assert "no such option" in cell.note


def test_who_has_it_not_is_told(
    server: tuple[str, Breaking], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the other lanes are run."""
    monkeypatch.setattr(fuzz, "program", lambda: None)

    words = ["server", server[0], "--only", "S-SESS-1", "--fuzz", "2"]
    result = CliRunner().invoke(app, words)

    assert result.exit_code == 0
    assert "schemathesis is not installed" in result.stderr


@pytest.mark.skipif(fuzz.program() is None, reason="schemathesis is not installed")
@pytest.mark.parametrize(
    ("name", "found"), [("", ()), ("nothing_of_frozen", ("S-CRED-1",))], ids=["good", "broken"]
)
def test_the_real_one_finds_what_is_broken_and_nothing_else(
    server: tuple[str, Breaking], name: str, found: tuple[str, ...]
) -> None:
    """``make fuzz-server`` has it installed."""
    url, layer = server
    layer.breakage = BROKEN.get(name)

    report = fuzzed(url, fuzz.program() or "")
    layer.breakage = None

    assert report.worst == found
