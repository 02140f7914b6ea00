"""The command line, run as its users run it."""

import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from nemo_emulator.cli import parser
from nemo_emulator.log import Log
from nemo_emulator.settings import VERSION

EMULATOR = [sys.executable, "-m", "nemo_emulator"]
ROOT = Path(__file__).parents[2]


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*EMULATOR, *words],
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_exec_hands_the_command_an_emulator() -> None:
    """NEMO_API_URL answers, the config home is empty, other services' tokens stay outside."""
    script = (
        "import json, os, urllib.request as u;"
        "e = os.environ;"
        "health = json.load(u.urlopen(e['NEMO_API_URL'] + '/__nemo/health'));"
        "print(json.dumps([health['status'], e['NEMO_TIME_SCALE'], 'NEMO_TOKEN' in e,"
        " os.listdir(e['XDG_CONFIG_HOME']), e['NEMO_WEB_URL'] == e['NEMO_API_URL']]))"
    )

    done = run("exec", "--", sys.executable, "-c", script, NEMO_TOKEN="nmv_usr_hosted")

    assert json.loads(done.stdout) == ["ok", "30", False, [], True]
    assert done.returncode == 0


def test_exec_gives_the_commands_exit_code() -> None:
    assert run("exec", "--", sys.executable, "-c", "raise SystemExit(7)").returncode == 7


def test_exec_says_when_there_is_no_such_command() -> None:
    """With the code that shells use."""
    done = run("exec", "--", "no-such-command-anywhere")

    assert done.returncode == 127
    assert "no-such-command-anywhere" in done.stderr


def test_serve_says_when_its_port_is_taken(tmp_path: Path) -> None:
    """One sentence, no trace."""
    script = (
        "import os, subprocess, sys;"
        "port = os.environ['NEMO_API_URL'].rpartition(':')[2];"
        "words = [sys.executable, '-m', 'nemo_emulator', 'serve', '--port', port];"
        f"words += ['--data-dir', {str(tmp_path)!r}];"
        "done = subprocess.run(words, capture_output=True, text=True);"
        "print(done.returncode, done.stderr)"
    )

    done = run("exec", "--", sys.executable, "-c", script)

    assert done.stdout.startswith("1 ")
    assert "is taken; name another --port" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize("scale", ["0", "-1", "nan", "inf", "fast"])
def test_a_scale_must_move_time(capsys: pytest.CaptureFixture[str], scale: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(["serve", f"--scale={scale}"])

    assert "must be greater than 0" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999", "-1", "abc"])
def test_a_bad_port_is_said_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    """As a flag and from the environment."""
    monkeypatch.setenv("NEMO_EMULATOR_PORT", port)

    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(["serve"])

    assert "is no port" in capsys.readouterr().err


def test_a_command_that_is_killed_ends_as_in_a_shell() -> None:
    """128 and the signal's number."""
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"

    assert run("exec", "--", sys.executable, "-c", code).returncode == 137


def test_two_servers_cannot_share_a_folder(tmp_path: Path) -> None:
    """The second says so and touches nothing."""
    with Log(tmp_path / "log.sqlite3"):
        done = run("serve", "--port", "0", "--data-dir", str(tmp_path))

    assert done.returncode == 1
    assert "another emulator uses this folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_word_is_a_usage_error() -> None:
    assert run("dance").returncode == 2


def test_every_setting_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag beats it."""
    monkeypatch.setenv("NEMO_EMULATOR_PORT", "1234")
    monkeypatch.setenv("NEMO_EMULATOR_DIALECT", "adk")

    words = parser().parse_args(["serve", "--dialect", "typed"])

    assert (words.port, words.dialect) == (1234, "typed")


def test_the_readme_names_every_flag() -> None:
    """What ``serve --help`` offers stands in the README's table."""
    offered = set(
        re.findall(r"^  (--[a-z-]+)", run("serve", "--help", COLUMNS="200").stdout, re.MULTILINE)
    )

    told = set(re.findall(r"`(--[a-z-]+)`", (ROOT / "README.md").read_text("utf-8")))

    assert offered
    assert offered - told == set()


def test_help_loads_no_web_framework() -> None:
    """The command line answers at once."""
    code = (
        "import sys; sys.argv = ['nemo-emulator', '--help']\n"
        "from nemo_emulator.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'fastapi', 'pydantic', 'nemo_contract', 'httpx', 'numpy', 'PIL', 'cv2', 'av'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_the_server_loads_nothing_heavy() -> None:
    """numpy, Pillow, OpenCV and PyAV belong to the workers; httpx to URL uploads."""
    code = (
        "import sys, nemo_emulator.run\n"
        "heavy = {'numpy', 'PIL', 'cv2', 'av', 'hypothesis', 'typer', 'rich', 'httpx', 'ffmpeg'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.strip() == "[]"


def test_a_missing_extra_is_named() -> None:
    """The base install is the client alone."""
    code = (
        "import sys; sys.modules['fastapi'] = None\n"
        "from nemo_emulator.cli import main\n"
        "main(['serve'])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 1
    assert done.stderr == "fastapi is not installed. Say: pip install 'nemulator[emulator]'\n"


def test_the_version_is_the_distributions() -> None:
    """It stands twice, because asking for it would slow every start."""
    assert metadata.version("nemulator") == VERSION


def test_a_quick_start_defers_what_it_says() -> None:
    """The models of FastAPI are not built before somebody needs them, and garbage is collected."""
    code = (
        "import gc\n"
        "from nemo_emulator import cli\n"
        "cli._loaded()\n"
        "from fastapi.openapi.models import OpenAPI\n"
        "print(OpenAPI.__pydantic_complete__, gc.isenabled(), gc.get_freeze_count() > 10_000)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.split() == ["False", "True", "True"]
