"""Several processes that draw scenarios at once."""

from dataclasses import replace
from pathlib import Path

from conformance.tests.test_checking import LITTLE, run

from nemo_conformance.drawing import Draw
from nemo_conformance.kit import Ran
from nemo_conformance.reach import Reach
from nemo_conformance.reports import load
from nemo_conformance.scenarios import written
from nemo_conformance.sharing import Share, drawn

REFERENCE = Reach(in_process="nemo_client.inprocess:client")


def share(turn: int) -> Share:
    draw = Draw(6, 60.0, turn=turn, turns=2)
    return Share(REFERENCE, draw, seed=4, fresh=False, watched=True, name="")


def played(runs: list[Ran]) -> list[str]:
    """What they were, whatever they are called."""
    return [written(replace(ran.scenario, name="x")) for ran in runs]


def test_each_draws_rounds_of_its_own() -> None:
    """The same whenever it is asked, and after the simplest others than its neighbour."""
    first, second = drawn(share(1)), drawn(share(2))

    assert played(first) == played(drawn(share(1)))
    assert not set(played(first)[1:]) & set(played(second)[1:])
    assert [ran.scenario.name for ran in second[:2]] == ["drawn-2-1", "drawn-2-2"]


def test_what_several_found_is_told_and_kept_once(tmp_path: Path) -> None:
    """A client that breaks after three faults in a row, drawn by two processes."""
    out, kept = tmp_path / "out", tmp_path / "kept"
    words = ("--scenario", "first-contact", "--examples", "100", "--budget", "60", "--jobs", "2")
    done = run(
        "client",
        "--in-process",
        f"{LITTLE}:Brittle",
        *words,
        "--out",
        str(out),
        "--keep",
        str(kept),
    )

    (report,) = load((out / "report.json").read_text())
    assert done.exit_code == 1
    assert [case.scenario for case in report.requirements["C-ERR-3"].cases] == ["drawn-C-ERR-3"]
    assert [path.name for path in kept.rglob("*.json")] == ["C-ERR-3.json"]


def test_a_service_is_one_client() -> None:
    """It cannot be shared."""
    done = run("client", "--service", "http://127.0.0.1:9", "--examples", "9", "--jobs", "2")

    assert done.exit_code == 2
    assert "--jobs needs a client that can be started several times" in done.stderr
