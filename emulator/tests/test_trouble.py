"""Disks, folders, clocks and signals that are not as they should be: a sentence, never a trace."""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, Camera, message

from nemo_emulator import Emulator
from nemo_emulator.cli import main
from nemo_emulator.clock import BadTime, ManualClock, VirtualClock, rfc3339
from nemo_emulator.clock.hand import LATEST
from nemo_emulator.log import Log
from nemo_emulator.settings import Pace

EMULATOR = [sys.executable, "-m", "nemo_emulator"]
CENTURY = 36_500 * 86_400.0


def ended(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command line that fails says."""
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code not in (0, None)
    return f"{end.value.code} {capsys.readouterr().err}"


# Clocks


def test_a_clock_never_leaves_the_calendar() -> None:
    """By no length, date or number of moves; what is dated a century later still has a date."""
    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as lab:
        for days in (1e300, 9_000_000):
            refusal = httpx.post(f"{lab.url}/__nemo/clock/advance", json={"days": days})
            assert refusal.status_code == 409
        lab.clock.advance_to(LATEST)
        beyond = httpx.post(f"{lab.url}/__nemo/clock/advance", json={"seconds": 1})
        lab.clock.run_until_idle()
        token = httpx.post(
            f"{lab.url}/api/auth/anonymous-token",
            headers=ATTRIBUTION | {"X-Client-Id": "00000000-0000-4000-8000-000000000001"},
        )

        assert "Dates end with the year 9999" in beyond.json()["title"]
        assert token.json()["code"] == 0
        assert lab.clock.now() == LATEST
        assert rfc3339(LATEST + CENTURY).startswith("999")


def test_no_clock_starts_beyond_the_calendar() -> None:
    with pytest.raises(BadTime, match="year 9999"):
        VirtualClock(LATEST + 1)


@pytest.mark.parametrize("scale", [1e6 + 1, 1e11, 0, -1])
def test_no_clock_runs_faster_than_a_million(scale: float) -> None:
    """A real second would be centuries."""
    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as lab:
        with pytest.raises(BadTime, match="up to 1e"):
            lab.clock.set_scale(scale)

        assert lab.clock.reading().mode == "manual"


def test_a_running_clock_stops_where_dates_end() -> None:
    """It stands there, however long it is left running."""
    with Emulator(INSTANT, clock=ManualClock(LATEST - 1), renderer=Camera()) as lab:
        lab.clock.set_scale(1e6)
        time.sleep(0.01)

        assert lab.clock.now() == LATEST


def test_a_folder_whose_clock_is_out_of_the_calendar_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an earlier version could leave it."""
    with Log(tmp_path / "log.sqlite3") as log:
        log.append(8.64e304, [b"{}"])

    said = ended(capsys, "serve", "--port", "0", "--data-dir", str(tmp_path))

    assert f"{tmp_path} was moved out of the calendar" in said
    assert "name another --data-dir" in said


# Folders


def test_a_data_folder_has_a_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unset variable is not the folder one stands in."""
    flag = ended(capsys, "serve", "--data-dir", "")
    monkeypatch.setenv("NEMO_EMULATOR_DATA_DIR", "")
    variable = ended(capsys, "serve")

    assert "the name is empty" in flag
    assert "the name is empty" in variable


def test_a_file_is_no_data_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.touch()

    said = ended(capsys, "serve", "--port", "0", "--data-dir", str(file))
    below = ended(capsys, "serve", "--port", "0", "--data-dir", str(file / "data"))

    assert f"{file} is a file; name a folder" in said
    assert "cannot be made a folder (Not a directory); name another" in below


def test_a_log_that_cannot_be_opened_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder that may not be written to it is the same: SQLite cannot open its file."""
    (tmp_path / "log.sqlite3").mkdir()

    said = ended(capsys, "serve", "--port", "0", "--data-dir", str(tmp_path))

    assert "unable to open database file): see that the folder may be written to" in said


def test_a_file_that_is_no_log_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the sentence says what to do with it."""
    file = tmp_path / "log.sqlite3"
    file.write_bytes(b"something else, and long enough to be looked at" * 40)

    said = ended(capsys, "serve", "--port", "0", "--data-dir", str(tmp_path))

    assert "it is no log of an emulator; move it away" in said
    assert file.read_bytes().startswith(b"something else")


def test_a_file_that_is_not_there_is_named_without_a_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ended(capsys, "script", "put", "/no/such/rules")

    assert "/no/such/rules cannot be used: No such file or directory." in said


def test_an_upload_that_has_no_room_is_told_in_the_envelope(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And in one line of the log, with the place; the next one is taken."""
    with Emulator(INSTANT, renderer=Camera()) as lab, httpx.Client(base_url=lab.url) as http:
        http.headers.update(ATTRIBUTION)
        http.headers["Authorization"] = f"Bearer {lab.accounts.open()['token']}"
        made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
        path = f"/api/upload-video/nemo_agent/me/{made['session_id']}"
        gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00"
        gif += b"\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

        def full() -> Path:
            raise OSError(28, "No space left on device", "/data/blobs/tmp/x")

        with monkeypatch.context() as now:
            now.setattr(lab.services.blobs, "_temporary", full)
            refused = http.post(path, files={"files": ("dot.gif", gif)})
        taken = http.post(path, files={"files": ("dot.gif", gif)})

    assert (refused.status_code, refused.json()["code"]) == (500, 500)
    assert "cannot write its files" in refused.json()["message"]
    assert taken.json()["code"] == 0
    (line,) = [row.getMessage() for row in caplog.records if row.name == "nemo_emulator"]
    assert line.startswith("/data/blobs/tmp/x cannot be written (No space left on device)")
    assert "Traceback" not in caplog.text


# Signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_exec_ends_its_command_when_it_is_stopped(tmp_path: Path, number: signal.Signals) -> None:
    """As runners and closing terminals stop it: the command's code, no trace, nothing left."""
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip(f"{number.name} is ignored here, as under nohup, and so by what is started")
    code = "import signal, sys; print('ready', flush=True); signal.pause()"
    with subprocess.Popen(
        [*EMULATOR, "exec", "--", sys.executable, "-c", code],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (128 + signal.SIGTERM, "")
    assert list(tmp_path.iterdir()) == []


def test_exec_says_what_is_no_program(tmp_path: Path) -> None:
    """With the code that shells use."""
    done = subprocess.run(
        [*EMULATOR, "exec", "--", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (
        126,
        f"{str(tmp_path)!r} is no program that may be run.\n",
    )


def test_stopping_with_an_open_stream_leaves_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    """A test whose client still reads ends as quietly as any other."""
    with ExitStack() as reading:
        with Emulator(replace(INSTANT, pace=Pace.REALISTIC), clock=ManualClock()) as lab:
            http = reading.enter_context(httpx.Client(base_url=lab.url, headers=ATTRIBUTION))
            http.headers["Authorization"] = f"Bearer {lab.accounts.open()['token']}"
            made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
            wish = message(made["session_id"], "hello")
            stream = reading.enter_context(http.stream("POST", "/run_sse", json=wish))

        assert stream.status_code == 200

    assert [row.getMessage() for row in caplog.records if row.levelname == "ERROR"] == []
