"""The catalogue of requirements, as data."""

from collections import Counter

import pytest

from nemo_contract import (
    CATALOGUE,
    READINGS,
    REVISION,
    Exposure,
    Level,
    Mark,
    Party,
    Provenance,
    Requirement,
    Tier,
    readings_of,
)
from nemo_contract.requirements import ROWS

CLIENT_IDS = """
C-AUTH-1 C-AUTH-2 C-AUTH-3 C-AUTH-4 C-AUTH-5 C-SEC-1 C-SEC-2 C-ATTR-1 C-SESS-1 C-SESS-2 C-SESS-3
C-ROUTE-1 C-ROUTE-2 C-SSE-1 C-SSE-2 C-SSE-3 C-SSE-4 C-SSE-5 C-SSE-6 C-SSE-7 C-SSE-8 C-SSE-9
C-SSE-10 C-SSE-11 C-GUI-1 C-STATE-1 C-UP-1 C-CRED-1 C-CRED-2 C-EXP-1 C-EXP-2 C-EXP-3 C-EXP-4
C-EXP-5 C-EXP-6 C-EXP-7 C-ERR-1 C-ERR-2 C-ERR-3 C-ERR-4 C-ERR-5 C-LIM-1
"""
SERVER_AREAS = {
    "ENV": 5, "OWN": 5, "AUTH": 3, "TOKEN": 6, "LIM": 3, "CLAIM": 3, "SESS": 5, "SSE": 16,
    "UP": 9, "CRED": 12, "STATE": 3, "DRAFT": 9, "EXP": 22, "LINK": 5,
}  # fmt: skip
RULE = Requirement(
    "C-SSE-5",
    Level.MUST,
    Provenance(Mark.SEED, "contract.md 3", "Reading the SSE Stream"),
    "look",
    (Exposure.STREAM_SILENT,),
)


def of(party: Party) -> list[Requirement]:
    return [row for row in CATALOGUE.values() if row.party is party]


def test_the_client_half_is_the_contracts_table() -> None:
    """Every id of contract.md 3 is there, and no other."""
    assert sorted(row.id for row in of(Party.CLIENT)) == sorted(CLIENT_IDS.split())


def test_the_client_half_has_the_contracts_levels() -> None:
    """29 MUST, 5 MUST NOT, 8 SHOULD, counted in contract.md 3 by hand."""
    levels = Counter(row.level for row in of(Party.CLIENT))

    assert levels == {Level.MUST: 29, Level.MUST_NOT: 5, Level.SHOULD: 8}


def test_the_server_half_covers_every_area() -> None:
    """An area neither loses nor gains a rule unnoticed, and counts from 1 without a gap."""
    ids = {row.id for row in of(Party.SERVER)}

    assert ids == {f"S-{area}-{n + 1}" for area, size in SERVER_AREAS.items() for n in range(size)}


def test_no_id_is_used_twice() -> None:
    """A second row under an id would hide the first in the mapping."""
    assert len(ROWS) == len(CATALOGUE)


def test_the_catalogue_cannot_be_changed() -> None:
    """A revision is frozen."""
    with pytest.raises(TypeError):
        CATALOGUE["C-SSE-5"] = RULE  # type: ignore[index]


def test_the_revision_is_named_by_its_month() -> None:
    """The driver protocol's ``hello`` names it so."""
    assert REVISION == "2026-11"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_rule_says_where_it_stands(row: Requirement) -> None:
    """A section of the contract always, the heading of the first source unless it is ours."""
    assert row.provenance.place.startswith("contract.md ")
    assert bool(row.provenance.heading) == (row.provenance.mark is not Mark.KIT)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_rule_can_be_shown(row: Requirement) -> None:
    """It has a text, and exposures that are named once each."""
    assert row.text.strip()
    assert row.exposure
    assert len(set(row.exposure)) == len(row.exposure)


def test_every_exposure_is_asked_for() -> None:
    """A term that no rule needs is a leftover."""
    assert {term for row in ROWS for term in row.exposure} == set(Exposure)


def test_a_rule_that_is_told_in_time_needs_the_runs_clock() -> None:
    """Upper bounds in virtual time hold for a client that shares it, and for no other."""
    exact = {row.id for row in ROWS if row.tier is Tier.COOPERATIVE}

    assert {"C-SSE-3", "C-SSE-7", "C-SSE-8", "S-SSE-4", "S-EXP-14"} <= exact


def test_readings_name_rules_that_exist() -> None:
    """A reading without its rule explains nothing."""
    assert {id_ for row in READINGS for id_ in row.requirements} <= set(CATALOGUE)


def test_a_rule_knows_how_its_ambiguity_is_read() -> None:
    """The recovery ladder of C-SSE-7 is read as 270 to 330 s."""
    assert any("270–330 s" in reading.text for reading in readings_of("C-SSE-7"))


def test_a_plain_rule_has_no_reading() -> None:
    """Where the documents are clear there is nothing to read into them."""
    assert readings_of("C-SEC-1") == ()


def test_the_area_is_the_middle_of_the_id() -> None:
    """C-SSE-5 belongs to SSE."""
    assert RULE.area == "SSE"


def test_exposure_reads_as_a_sentence() -> None:
    """One fact stands alone, several are listed."""
    several = CATALOGUE["S-SSE-9"].exposed_when

    assert RULE.exposed_when == "Judged when a stream closed without text."
    assert several == (
        "Judged when the server lets work go on when its client goes away, a client left a stream "
        "before its end and the balance was read."
    )


def test_provenance_reads_as_a_line() -> None:
    """A heading is quoted; our own rules have none."""
    assert str(RULE.provenance) == 'seed, contract.md 3, "Reading the SSE Stream"'
    assert str(Provenance(Mark.KIT, "contract.md 2.8")) == "kit, contract.md 2.8"


@pytest.mark.parametrize("wrong", ["render.poll", "C-SSE-0", "C-sse-1", "X-SSE-1", "C-SSE-1 "])
def test_an_id_of_another_form_is_refused(wrong: str) -> None:
    """Ids are C- or S-, an area in capitals, a number from 1."""
    with pytest.raises(ValueError, match="write it like C-AUTH-1"):
        Requirement(wrong, Level.MUST, RULE.provenance, "text", RULE.exposure)


def test_an_exposure_is_its_short_name() -> None:
    """The term travels in JSON and comes back by its value."""
    assert Exposure("stream-silent") is Exposure.STREAM_SILENT
