"""The command line."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from nemo_conformance.cli import app
from nemo_contract import CATALOGUE

run = CliRunner().invoke


def test_list_prints_every_requirement() -> None:
    """One a line, the id first."""
    lines = run(app, ["list"]).stdout.splitlines()

    assert [line.split()[0] for line in lines] == list(CATALOGUE)


def test_list_narrows_to_a_party_and_a_level() -> None:
    """A level may be typed in small letters."""
    lines = run(app, ["list", "--party", "client", "--level", "must not"]).stdout.splitlines()

    assert {line.split()[0] for line in lines} == {
        "C-SEC-1", "C-SEC-2", "C-SSE-4", "C-SSE-6", "C-ERR-4",
    }  # fmt: skip


def test_list_speaks_json() -> None:
    """A program gets every field."""
    rows = json.loads(run(app, ["list", "--json", "--party", "server"]).stdout)

    assert rows[0] == {
        "id": "S-ENV-1",
        "party": "server",
        "level": "MUST",
        "text": CATALOGUE["S-ENV-1"].text,
        "provenance": {
            "mark": "pub",
            "place": "contract.md 1",
            "heading": "API reference: Endpoints",
        },
        "exposure": ["api-request"],
        "tier": "T0",
    }


def test_list_says_why_a_rule_is_not_judged() -> None:
    """In JSON under ``excluded``, where there is a reason."""
    rows = json.loads(run(app, ["list", "--json"]).stdout)

    assert {row["id"] for row in rows if "excluded" in row} == {"S-SSE-5", "S-SSE-6"}


def test_list_speaks_markdown() -> None:
    """Bars inside a rule are escaped, so that the table holds."""
    table = run(app, ["list", "--markdown", "--party", "server"]).stdout.splitlines()

    assert table[2].startswith("| `S-ENV-1` | MUST | a JSON reply is")
    assert "object\\|null" in table[2]


@pytest.mark.parametrize(
    "part",
    [
        "C-SSE-8: a client MUST (breaking it is a failure)",
        "allow 15 minutes; counted from the response headers",
        'source    seed, contract.md 3, "Cloud Render Pipeline Details"',
        "exposure  Judged when a stream stayed open without text or tools.",
        "clock     T2: ",
        "why       a generation may take minutes",
        "fix       count 15 minutes from the response headers",
        "Broken like this:\n  0 s  POST /run_sse, then only heartbeats\n  120 s  the client",
        "reading   10 min of heartbeats against a 15 min cap: 600 s is the lower bound",
    ],
)
def test_explain_tells_all_about_a_rule(part: str) -> None:
    """Weight, rule, source, exposure, clock, reading, advice; the id in any case."""
    assert part in run(app, ["explain", "c-sse-8"]).stdout


def test_explain_says_why_a_rule_is_not_judged() -> None:
    """A reason instead of silence."""
    assert "excluded  a usual length is no bound" in run(app, ["explain", "S-SSE-5"]).stdout


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("C-SSS-8", "Did you mean C-SSE-8"), ("colour", "Say nemo-conformance list")],
)
def test_an_unknown_id_is_a_usage_error(typed: str, hint: str) -> None:
    """A sentence with ids like it, and exit code 2."""
    result = run(app, ["explain", typed])

    assert result.exit_code == 2
    assert f"There is no requirement {typed}. {hint}" in result.stderr


def test_schema_prints_a_message() -> None:
    """The text of its published file."""
    schema = json.loads(run(app, ["schema", "kit.answer"]).stdout)

    assert schema["properties"]["yes"] == {"title": "Yes", "type": "boolean"}


def test_schema_lists_the_messages() -> None:
    """Without a name."""
    assert "driver.result" in run(app, ["schema"]).stdout.splitlines()


def test_an_unknown_message_is_a_usage_error() -> None:
    """With the way to see them all."""
    result = run(app, ["schema", "kit.sing"])

    assert result.exit_code == 2
    assert "Say nemo-conformance schema" in result.stderr


def test_the_console_script_works() -> None:
    """As a process of its own, as it is installed."""
    script = "from nemo_conformance.cli import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", script, "explain", "C-SSE-6"], check=True, capture_output=True
    )

    assert done.stdout.startswith(b"C-SSE-6: a client MUST NOT")


def test_a_missing_extra_is_named() -> None:
    """The base install is the client alone."""
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from nemo_conformance.cli import main\n"
        "sys.argv[1:] = ['client', '--driver', 'true']; main()"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr == "hypothesis is not installed. Say: pip install 'nemulator[conformance]'\n"
