"""Programs whose clock runs faster."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from nemo_conformance import faketime
from nemo_conformance.cli import app
from nemo_conformance.reports import Cell, load

SAMPLE = Path(__file__).parents[2] / "fixtures" / "drivers" / "bash" / "driver.sh"
installed = pytest.mark.skipif(faketime.library() is None, reason="libfaketime is not installed")


def refused_once(driver: Path, out: Path) -> Cell:
    """How a script that knows no clock but ``sleep`` fares with 429, at thirty times the pace."""
    words = ("--driver", f"bash {driver}", "--time", "faketime:x30", "--out", str(out))
    CliRunner().invoke(app, ["client", *words, "--scenario", "busy-and-then-not"])
    (report,) = load((out / "report.json").read_text())
    return report.requirements["C-ERR-2"]


@installed
def test_a_sleep_is_shortened() -> None:
    """Three seconds at thirty times the pace take a tenth of one."""
    assert faketime.shrinks(30)


@installed
def test_a_script_that_waits_is_judged_in_no_time(tmp_path: Path) -> None:
    """It sleeps for half a minute, and passes."""
    cell = refused_once(SAMPLE, tmp_path)

    assert (cell.status, cell.timing) == ("pass", "pass")


@installed
def test_a_script_that_hurries_is_found(tmp_path: Path) -> None:
    """It sleeps for five seconds where thirty are asked for."""
    hasty = tmp_path / "driver.sh"
    hasty.write_text(SAMPLE.read_text().replace("pause 30", "pause 5"))

    cell = refused_once(hasty, tmp_path)

    assert cell.timing == "fail"


def test_without_the_library_nothing_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anything tried."""
    monkeypatch.setattr(faketime, "PLACES", ())

    assert faketime.environment(30) == {}
    assert not faketime.shrinks(30)
