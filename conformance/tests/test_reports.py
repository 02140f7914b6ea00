"""The reports: what they say first, what they keep secret, how a baseline moves the exit code."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from conformance.tests.cases import BAD, GOOD
from conformance.tests.tale import Tale

from nemo_conformance.judge import Status, judge
from nemo_conformance.record import Record
from nemo_conformance.reports import (
    Baseline,
    Client,
    Exit,
    Known,
    Report,
    as_text,
    judged,
    load,
    merged,
    proposed,
    save,
    told,
    write,
)
from nemo_conformance.reports.baseline import Stand, exit_code, read
from nemo_conformance.reports.causes import CAUSES, depth
from nemo_conformance.reports.files import write_matrix
from nemo_conformance.reports.markdown import as_badge
from nemo_conformance.reports.report import schema
from nemo_contract import CATALOGUE, Tier

TODAY = "2026-11-22"
ACME = Client(name="acme", version="2.1", language="go", carrier="stdio", tier=Tier.COOPERATIVE)


def ran(*records: Record, client: Client = ACME) -> Report:
    stories = {"s": "The stream is cut."}
    named = [replace(one, scenario="s") for one in records]
    runs = [(one, judge(one)) for one in named]
    return told(client, runs, stories=stories, replays={"s": "failures/s.json"})


def broken() -> Report:
    return ran(BAD["C-SSE-6"][0]().record())


def good() -> Report:
    return ran(GOOD["C-SSE-6"][0]().record())


def test_the_first_line_is_the_rule() -> None:
    """Then what happened, where it goes wrong, what it cost, what was expected, how to see it."""
    lines = as_text(broken()).splitlines()

    assert lines[0].startswith("FAIL C-SSE-6  MUST NOT send a message again")
    assert "50 credits, asked once" in lines[1]
    assert any(line.endswith("<--") and "-50 credits" in line for line in lines)
    assert any("Expected: query the state" in line for line in lines)
    assert "  Replay: nemo-conformance replay failures/s.json" in lines


def test_a_mistake_is_told_before_its_consequences() -> None:
    """Who takes the status for the code also gives wrong advice: the first explains the second."""
    report = ran(BAD["C-CRED-2"][0]().record(), BAD["C-ERR-5"][0]().record())

    lines = as_text(report).splitlines()

    assert report.worst[:2] == ("C-ERR-5", "C-CRED-2")
    assert "  Probably a consequence of C-ERR-5: mend that first." in lines


def test_what_explains_another_rule_is_a_rule_and_no_circle() -> None:
    """So that the order has an end."""
    pairs = {(effect, cause) for effect, many in CAUSES.items() for cause in many}

    assert {rule for pair in pairs for rule in pair} <= set(CATALOGUE)
    assert all(depth(rule, CATALOGUE) < len(CAUSES) for rule in CATALOGUE)


def test_a_trace_is_short_and_shows_the_breach() -> None:
    """Twelve moments at most, in the order of virtual time."""
    trace = broken().requirements["C-SSE-6"].cases[0].trace

    assert len(trace) <= 12
    assert sum(one.here for one in trace) == 1
    assert [one.at for one in trace] == sorted(one.at for one in trace)


def test_the_report_is_the_same_after_json() -> None:
    """And says of each requirement its status and its timing."""
    report = broken()

    value = json.loads(save(report))

    assert load(save(report)) == (report,)
    assert value["requirements"]["C-SSE-6"]["status"] == "fail"
    assert value["requirements"]["C-SSE-7"]["timing"] == "pass"


def test_a_published_schema_describes_the_report() -> None:
    """Every key of the report is in it."""
    known = json.loads(schema())["properties"]

    assert set(json.loads(save(good()))) <= set(known)


def test_no_report_holds_a_secret() -> None:
    """Should one have come so far, it is blotted out in every file."""
    tale = Tale().chatted().wish("credits").credits().show("100 for nmv_usr_SECRET1234").end()
    report = ran(tale.record())

    texts = (as_text(report), save(report), merged([report]))

    assert report.requirements["C-SEC-2"].status is Status.FAIL
    assert not any("SECRET1234" in text for text in texts)


def test_all_files_are_written(tmp_path: Path) -> None:
    """The replay files among them."""
    write(tmp_path, broken(), replays={"failures/s.json": "{}"})

    names = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {
        "badge.json", "failures/s.json", "junit.xml", "report.html", "report.json", "summary.md",
    }  # fmt: skip


def test_junit_counts_what_is_broken(tmp_path: Path) -> None:
    """A test case a requirement; what was not exercised is skipped, not passed."""
    write(tmp_path, broken())

    suite = ET.parse(tmp_path / "junit.xml").getroot()

    assert suite.get("failures") == "1"
    failed = [case.get("name") for case in suite if case.find("failure") is not None]
    assert failed == ["C-SSE-6"]
    assert int(suite.get("skipped") or 0) > 10


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    """No address, no script from elsewhere, and data that cannot end the script."""
    write_matrix(tmp_path, [broken(), good()])

    page = (tmp_path / "report.html").read_text("utf-8")

    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "/*reports*/" not in page
    assert page.count("</script>") == 1


def test_reports_merge(tmp_path: Path) -> None:
    """And merge again."""
    both = load(merged([broken(), good()]))

    assert load(merged(both)) == both
    assert "| acme | T2 |" in _summary(tmp_path, both)


def _summary(folder: Path, reports: tuple[Report, ...]) -> str:
    write_matrix(folder, reports)
    return (folder / "summary.md").read_text("utf-8")


def test_the_badge_says_how_many_are_broken() -> None:
    """Or kept, or that there is no verdict."""
    crash = ran(Tale().wish("connect").breaks().record())

    assert json.loads(as_badge(broken()))["message"] == "1 broken"
    assert json.loads(as_badge(good()))["color"] == "brightgreen"
    assert json.loads(as_badge(crash))["message"] == "no verdict"


def standing(report: Report, *known: Known, today: str = TODAY) -> tuple[Exit, set[Stand]]:
    found = judged(report, Baseline(known=known), today=today)
    return exit_code(report, found), {one.stand for one in found}


def test_a_failure_ends_with_1() -> None:
    """A clean run with 0."""
    assert standing(broken())[0] is Exit.BROKEN
    assert standing(good()) == (Exit.CLEAN, set())


def test_a_warning_is_minded_only_when_strict() -> None:
    """SHOULD is a warning; so is what was not exercised."""
    report = ran(BAD["C-SSE-9"][0]().record())
    found = judged(report, Baseline(), today=TODAY)

    assert exit_code(report, found) is Exit.CLEAN
    assert exit_code(report, found, strict=True) is Exit.BROKEN
    assert exit_code(good(), (), strict=True) is Exit.BROKEN


def test_a_harness_error_ends_with_3() -> None:
    """Nothing can be said of the client."""
    assert standing(ran(Tale().wish("connect").breaks().record()))[0] is Exit.HARNESS
    assert standing(replace(good(), stopped="the driver is gone"))[0] is Exit.HARNESS


def test_a_known_failure_is_expected() -> None:
    """As long as it fails as it did."""
    known = Known(id="C-SSE-6", reason="release 2", message="the message was sent again")

    assert standing(broken(), known) == (Exit.CLEAN, {Stand.EXPECTED})


@pytest.mark.parametrize(
    ("known", "report"),
    [
        (Known(id="C-SSE-6", reason="fixed meanwhile"), good()),
        (Known(id="C-SSE-6", reason="old", expires="2026-11-21"), broken()),
        (Known(id="C-SSE-6", reason="another", message="nothing was said"), broken()),
    ],
    ids=["mended", "expired", "fails otherwise"],
)
def test_a_baseline_that_is_not_true_any_more_fails(known: Known, report: Report) -> None:
    """Stale entries hide new failures."""
    assert standing(report, known)[0] is Exit.BROKEN


def test_nothing_is_flaky_on_an_exact_clock() -> None:
    """Only timing at T0 and T1 may be."""
    flaky = Baseline(flaky=(Known(id="C-ERR-2", reason="slow machines"),))
    slow = ran(BAD["C-ERR-2"][0]().record(), client=replace(ACME, tier=Tier.SCALED))

    exact = judged(good(), flaky, today=TODAY)

    assert [one.stand for one in exact] == [Stand.STALE]
    assert [one.stand for one in judged(slow, flaky, today=TODAY)] == [Stand.EXPECTED]


def test_a_baseline_can_be_proposed() -> None:
    """It is one that the run then meets, and it keeps the reasons it had."""
    old = Baseline(known=(Known(id="C-SSE-6", reason="release 2", issue="#7"),))

    new = read(proposed(broken(), old))

    assert new.known[0].reason == "release 2"
    assert new.known[0].issue == "#7"
    assert standing(broken(), *new.known) == (Exit.CLEAN, {Stand.EXPECTED})


@pytest.mark.parametrize("text", ["[[known]]\nid = 1", "[[known]]\nid='C-NO-1'\nreason=''", "x ="])
def test_a_baseline_that_cannot_be_read_is_named(text: str) -> None:
    """With a sentence."""
    with pytest.raises(ValueError, match="baseline"):
        read(text)


def test_known_failures_are_marked_in_the_text() -> None:
    """And stale entries are listed."""
    known = (Known(id="C-SSE-6", reason="release 2"), Known(id="C-SSE-5", reason="old"))
    report = broken()

    text = as_text(report, judged(report, Baseline(known=known), today=TODAY))

    assert "(known: release 2)" in text.splitlines()[0]
    assert "STALE C-SSE-5" in text
