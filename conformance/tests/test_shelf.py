"""The smallest cases that were found, kept from one run to the next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conformance.tests.little import Brittle
from conformance.tests.reference import Reference

from nemo_conformance import drawing
from nemo_conformance.checking import KEPT, _shelf
from nemo_conformance.drawing import Draw
from nemo_conformance.drivers import LocalDriver
from nemo_conformance.kit import Conformed, Plan, conform
from nemo_conformance.scenarios import Scenario
from nemo_conformance.shelf import Shelf

CASE = Scenario(name="drawn-C-ERR-3", tests=("C-ERR-3",), wishes=("credits",))


def drawn(make: Callable[[], Reference], shelf: Shelf | None, *, examples: int = 50) -> Conformed:
    plan = Plan(scenarios=(), draw=Draw(examples, 60.0, shelf), seed=1)
    return conform(lambda around: LocalDriver(make(), around.clock_of), plan)


def statuses(done: Conformed) -> dict[str, str]:
    return {rule: cell.status for rule, cell in done.report.requirements.items()}


def test_a_case_is_kept_and_played_first_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the verdicts are the same with it as without it."""
    monkeypatch.setattr(drawing, "TRIES", 10)
    shelf = Shelf(tmp_path)

    without = drawn(Brittle, None)
    first, second = drawn(Brittle, shelf), drawn(Brittle, shelf)

    assert (tmp_path / "brittle" / "C-ERR-3.json").is_file()
    assert "failures/kept-C-ERR-3.json" not in first.replays
    assert second.report.requirements["C-ERR-3"].cases[0].scenario == "kept-C-ERR-3"
    assert statuses(without) == statuses(first) == statuses(second)


def test_what_is_mended_is_forgotten(tmp_path: Path) -> None:
    """A case that breaks its rule no more."""
    shelf = Shelf(tmp_path)
    shelf.keep("reference", "C-ERR-3", CASE)

    done = drawn(Reference, shelf, examples=1)

    assert done.report.worst == ()
    assert list(shelf.kept("reference")) == []


def test_what_is_no_case_is_passed_over(tmp_path: Path) -> None:
    """Files of an older kit, of other people, or half written ones."""
    shelf = Shelf(tmp_path)
    shelf.keep("../acme", "C-ERR-3", CASE)
    folder = next(path.parent for path in tmp_path.rglob("*.json"))
    (folder / "C-ERR-4.json").write_text("{")
    (folder / "notes.json").write_text("{}")

    (case,) = shelf.kept("../acme")

    assert folder.parent == tmp_path
    assert (case.name, case.wishes) == ("kept-C-ERR-3", CASE.wishes)


def test_in_ci_nothing_is_kept_unless_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere a folder of its own is taken."""
    monkeypatch.setenv("CI", "true")
    assert _shelf(None) is None
    assert _shelf("here") == Shelf(Path("here"))

    monkeypatch.delenv("CI")
    assert _shelf(None) == Shelf(KEPT)
    assert _shelf("") is None
