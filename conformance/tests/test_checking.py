"""``nemo-conformance client`` and its neighbours, on little clients in this process."""

import sys
from pathlib import Path

import pytest
from conformance.tests.little import Brittle, Idle
from typer.testing import CliRunner, Result

from nemo_conformance import drawing
from nemo_conformance.cli import app
from nemo_conformance.drawing import Draw
from nemo_conformance.drivers import LocalDriver, StoodStill
from nemo_conformance.harness import Harness
from nemo_conformance.kit import STUCK, Plan, conform
from nemo_conformance.reports import load
from nemo_conformance.scenarios import Scenario, read

FAKE = f"{sys.executable} {Path(__file__).with_name('fake_driver.py')}"
LITTLE = "conformance.tests.little"


def run(*words: str) -> Result:
    return CliRunner(env={"CI": "true"}).invoke(app, list(words))


def test_who_does_nothing_passes_nothing(tmp_path: Path) -> None:
    """A client that says done to everything: some rules it breaks, none it passes."""
    run("client", "--in-process", f"{LITTLE}:Idle", "--examples", "0", "--out", str(tmp_path))

    (report,) = load((tmp_path / "report.json").read_text())
    assert report.counts["pass"] == 0
    assert report.counts["not-exercised"] > 30


def test_who_breaks_at_once_gets_no_verdict(tmp_path: Path) -> None:
    """Every rule is a harness error, and the exit code says so."""
    words = ("--only", "C-CRED-1,C-SSE-6", "--out", str(tmp_path))
    result = run("client", "--in-process", f"{LITTLE}:Dead", *words)

    (report,) = load((tmp_path / "report.json").read_text())
    assert result.exit_code == 3
    assert report.counts["harness-error"] == len(report.requirements)
    assert "RuntimeError: not today" in result.stdout


def test_folders_of_reports_merge(tmp_path: Path) -> None:
    """A folder of --out stands for the report in it."""
    for name in ("Idle", "Dead"):
        words = ("--only", "C-CRED-1", "--out", str(tmp_path / name))
        run("client", "--in-process", f"{LITTLE}:{name}", *words)
    folders = (str(tmp_path / "Idle"), str(tmp_path / "Dead" / "report.json"))
    run("report", "merge", "--out", str(tmp_path / "both"), *folders)

    assert len(load((tmp_path / "both" / "report.json").read_text())) == 2


def test_a_driver_that_ends_without_a_word_gets_no_verdict() -> None:
    """With its exit code, and what can be done."""
    result = run("client", "--driver", f"{FAKE} crashes")

    assert result.exit_code == 3
    assert "ended with exit code 7" in result.stdout


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ((), "Name one client"),
        (("--driver", "x", "--service", "y"), "Name one client"),
        (("--driver", "x", "--only", "C-SSS-8"), "Did you mean C-SSE-8"),
        (("--driver", "x", "--scenario", "none"), "nemo-conformance scenarios lists them"),
        (("--driver", "x", "--time", "moon"), "real, scale:30, faketime:x30 or coop"),
        (("--driver", "x", "--time", "scale"), "a factor of 1 or more"),
        (("--driver", "x", "--time", "faketime:x900"), "goes up to x60"),
        (("--service", "x", "--time", "faketime:x30"), "--driver, --command"),
        (("--driver", "x", "--budget", "long"), "write 60s"),
        (("--driver", "x", "--update-baseline"), "needs --baseline"),
        (("--in-process", "nowhere:client"), "write module:factory"),
    ],
)
def test_what_was_typed_wrongly_is_said(words: tuple[str, ...], hint: str) -> None:
    """In a sentence, with exit code 2."""
    result = run("client", *words)

    assert (result.exit_code, hint in result.stderr) == (2, True), result.stderr


def test_only_some_rules_are_asked_for(tmp_path: Path) -> None:
    """Just their scenarios are played, and nothing is drawn."""
    words = ("--only", "C-AUTH-5", "--out", str(tmp_path))
    result = run("client", "--in-process", "conformance.tests.reference:Reference", *words)

    (report,) = load((tmp_path / "report.json").read_text())
    assert result.exit_code == 0
    assert (report.scenarios, report.requirements["C-AUTH-5"].status) == (2, "pass")
    assert {one.name for one in tmp_path.iterdir()} == {
        "report.json", "report.html", "junit.xml", "summary.md", "badge.json",
    }  # fmt: skip


def test_what_failed_can_be_played_again(tmp_path: Path) -> None:
    """From the file that was left behind, on the same client and on a better one."""
    deaf = ("--in-process", "conformance.tests.mutants:Deaf")
    run("client", *deaf, "--only", "C-AUTH-1", "--out", str(tmp_path))
    (file,) = (tmp_path / "failures").iterdir()

    again = run("replay", str(file), *deaf)
    better = run("replay", str(file), "--in-process", "conformance.tests.reference:Reference")

    assert again.stdout.startswith("[[scenario]]\nname = ")
    assert (again.exit_code, better.exit_code) == (1, 0)


def test_three_faults_in_a_row_are_found_and_nothing_but_them() -> None:
    """A client that breaks at the third bad reply in a row: the smallest case has three."""
    plan = Plan(scenarios=(), draw=Draw(50, 60.0), seed=1)
    done = conform(lambda around: LocalDriver(Brittle(), around.clock_of), plan)

    smallest = read(done.replays["failures/drawn-C-ERR-3.json"])
    with Harness() as harness:
        played = harness.play(smallest, LocalDriver(Brittle(), harness.clock_of))
    bad = [one for one in played.record.visits if not one.accepted]
    assert len(bad) == 3
    assert bad[-1] is played.record.visits[-1]


def test_what_was_found_is_told_when_there_is_no_time_to_make_it_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A case too large is better than none."""
    monkeypatch.setattr(drawing, "TRIES", 2)
    plan = Plan(scenarios=(), draw=Draw(50, 60.0), seed=1)

    done = conform(lambda around: LocalDriver(Brittle(), around.clock_of), plan)

    assert "C-ERR-3" in done.report.worst


def test_a_client_that_stands_still_again_and_again_is_given_up() -> None:
    """Not for half an hour, scenario by scenario; what to do is said."""

    class Still(LocalDriver):
        def run(self, *_: object) -> None:
            raise StoodStill("no message")

    faulty = Scenario(name="faulty", wishes=("connect",), faults=("create_session: 1001",))
    fine = [Scenario(name=f"s{n}", wishes=("connect",)) for n in range(9)]
    scenarios = [*[faulty] * STUCK, *fine]
    done = conform(lambda around: Still(Idle(), around.clock_of), Plan(scenarios=scenarios))

    assert done.report.scenarios == STUCK + STUCK - 1
    assert f"stood still in {STUCK} scenarios in which nothing was wrong" in done.report.stopped
    assert f"--scenario s{STUCK - 1} plays" in done.report.stopped


def test_a_driver_can_be_tried_before_any_rule() -> None:
    """Step by step; the first that fails says why."""
    good, bad = run("validate-driver", f"{FAKE} works"), run("validate-driver", f"{FAKE} dies")

    assert good.exit_code == 0
    assert "This is a driver." in good.stdout
    assert bad.exit_code == 3
    assert "KeyError: 'data'" in bad.stdout


def test_clients_on_other_machines_are_given_a_name() -> None:
    """And reach the kit by it, the run's clock too."""
    with Harness(name="localhost") as harness:
        driver = LocalDriver(Brittle(), harness.clock_of)
        played = harness.play(Scenario(name="x", wishes=("connect",)), driver)

    hosts = {one.headers["host"].partition(":")[0] for one in played.record.visits}
    assert hosts == {"localhost"}


@pytest.mark.parametrize(
    ("how", "rule", "words"),
    [
        ("strays", "C-ATTR-1", "token:1 went to elsewhere.test"),
        ("blabs", "C-SEC-2", "token:1 stood in argv"),
    ],
)
def test_a_token_that_goes_astray_is_seen(how: str, rule: str, words: str, tmp_path: Path) -> None:
    """To another host, or to everybody who can list the programs of the machine."""
    options = ("--scenario", "platform-override", "--out", str(tmp_path))
    run("client", "--driver", f"{FAKE} {how}", *options)

    (report,) = load((tmp_path / "report.json").read_text())
    assert words in [case.message for case in report.requirements[rule].cases]
