"""``nemo-conformance server``: what is typed, what is told, what it ends with."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conformance.tests.breakage import Breaking
from conformance.tests.broken_servers import BROKEN
from conformance.tests.theatre import Theatre
from typer.testing import CliRunner

from nemo_conformance.cli import app
from nemo_conformance.reports import load
from nemo_emulator import create_app
from nemo_emulator.emulator import Loop
from nemo_emulator.server import serving
from nemo_emulator.settings import Settings

run = CliRunner().invoke


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Breaking]]:
    """The emulator with a layer in front of it, and where it is."""
    loop, layer = Loop(), Breaking(create_app(Settings(seed=1), renderer=Theatre()))
    serves = serving(layer)
    url = loop.run(serves.__aenter__()).url
    yield url, layer
    loop.run(serves.__aexit__(None, None, None))
    loop.close()


@pytest.fixture
def broken(server: tuple[str, Breaking]) -> Iterator[str]:
    """A server that says ``[DONE]`` at the end of streams."""
    url, layer = server
    layer.breakage = BROKEN["says_done"]
    yield url
    layer.breakage = None


def test_a_good_server_passes(server: tuple[str, Breaking]) -> None:
    """Exit code 0, a line a conversation on stderr, and a sum."""
    result = run(app, ["server", server[0], "--only", "S-SSE-3,S-SESS-1"])

    assert result.exit_code == 0
    assert ". first-contact" in result.stderr
    assert "(http, T2)" in result.stdout.splitlines()[-1]


def test_a_broken_one_is_told_with_its_trace(broken: str) -> None:
    """The rule, what was done, what was expected; exit code 1."""
    result = run(app, ["server", broken, "--only", "S-SSE-3", "--quiet"])

    assert result.exit_code == 1
    assert result.stdout.startswith("FAIL S-SSE-3  MUST the stream ends by closing")
    assert "the stream said [DONE] [behaviour, T2; scenario small-talk]" in result.stdout
    assert 'ann: POST run_sse "hello, what can you do?" -> a stream of' in result.stdout
    assert "Expected: the stream ends by closing, without a terminal event" in result.stdout
    assert result.stderr == ""


def test_the_reports_are_the_same_as_a_clients(broken: str, tmp_path: Path) -> None:
    """Five files, and none with a token in it."""
    run(app, ["server", broken, "--only", "S-SSE-3", "--out", str(tmp_path)])

    names = {"badge.json", "junit.xml", "report.html", "report.json", "summary.md"}
    assert {path.name for path in tmp_path.iterdir()} == names
    (report,) = load((tmp_path / "report.json").read_text("utf-8"))
    assert report.requirements["S-SSE-3"].status == "fail"
    assert json.loads((tmp_path / "badge.json").read_text("utf-8"))["message"] == "1 broken"
    texts = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert not any(re.search(r"nmv_usr_\w", text) for text in texts)


def test_a_known_failure_is_no_failure(broken: str, tmp_path: Path) -> None:
    """Once it is in the baseline that the kit itself writes."""
    known = tmp_path / "known.toml"
    words = ["server", broken, "--only", "S-SSE-3", "--baseline", str(known)]

    first = run(app, [*words, "--update-baseline"])
    second = run(app, words)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert 'id = "S-SSE-3"' in known.read_text("utf-8")


def test_nobody_there_is_no_verdict() -> None:
    """One sentence and exit code 3."""
    result = run(app, ["server", "http://127.0.0.1:9", "--quiet"])

    assert result.exit_code == 3
    assert result.stdout.startswith("ERROR Nobody answers at http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["127.0.0.1:8787"], "is no address of a server; write it as http://127.0.0.1:8787"),
        (["http://[::1]:9", "--only", "C-SSE-6"], "C-SSE-6 is a rule for clients"),
        (["http://localhost:9", "--only", "S-SSE-5"], "S-SSE-5 is judged by no conversation"),
        (["http://localhost:9", "--only", "S-SSE-99"], "There is no requirement S-SSE-99"),
        (["http://localhost:9", "--update-baseline"], "--update-baseline needs --baseline FILE"),
        (["http://localhost:9", "--baseline", "/no/such"], "Cannot read /no/such"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(words: list[str], hint: str) -> None:
    """A sentence and exit code 2."""
    result = run(app, ["server", *words])

    assert result.exit_code == 2
    assert hint in result.stderr
