"""What is kept about broken clients and servers is what the tests have, and ``trace`` tells it."""

import json

from conformance.tests.broken_clients import MUTANTS
from conformance.tests.broken_servers import BROKEN
from typer.testing import CliRunner

from nemo_conformance.cli import app
from nemo_conformance.tracing import as_line
from nemo_conformance.trails import Trail, broken
from nemo_contract import CATALOGUE

run = CliRunner().invoke


def test_what_is_kept_is_what_there_is() -> None:
    """If this fails: python -m tools.self_test --write && python -m nemo_conformance.docs"""
    clients = [(name, rule) for name, (rule, _) in MUTANTS.items()]
    servers = [(one.name, one.rule) for one in BROKEN.values()]

    assert [(one.name, one.breaks) for one in broken()] == [*clients, *servers]


def test_there_are_enough_of_them() -> None:
    """Sixty clients and twenty-five servers at least."""
    assert len(MUTANTS) >= 60
    assert len(BROKEN) >= 25


def test_trace_tells_every_rule_and_a_sum() -> None:
    """All of them are tested, exposed and killed, or say why not: exit code 0."""
    result = run(app, ["trace"])

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [line.split()[0] for line in lines[:-1]] == list(CATALOGUE)
    assert lines[-1].endswith("2 excluded")
    assert "killed by" in next(line for line in lines if line.startswith("C-SSE-6"))
    assert "excluded: a usual length" in next(line for line in lines if "S-SSE-5" in line)


def test_trace_speaks_json() -> None:
    """A program gets every name."""
    rows = json.loads(run(app, ["trace", "--party", "server", "--json"]).stdout)

    row = next(row for row in rows if row["id"] == "S-SSE-3")
    assert row["checks"] == ["server.judge.streams._terminal"]
    assert row["exposed_by"] == ["small-talk"]
    assert row["killed_by"] == ["says_done", "says_end"]


def test_what_is_missing_is_said_loudly() -> None:
    """For a rule that nobody judges, exposes or breaks."""
    line = as_line(Trail(id="S-NEW-1", checks=(), exposed_by=(), killed_by=()))

    assert line.split() == ["S-NEW-1", "UNTESTED", "NOT", "EXPOSED", "KILLED", "BY", "NOBODY"]
