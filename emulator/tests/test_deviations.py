"""The page of deviations and guesses is whole, true and current."""

from dataclasses import fields, is_dataclass
from pathlib import Path

from nemo_contract import CATALOGUE, READINGS
from nemo_contract.requirement import Mark
from nemo_emulator.deviations import page
from nemo_emulator.guesses import DISPUTED, GUESSED, LOCAL
from nemo_emulator.settings import Settings
from nemo_emulator.tuning import REVISIONS

PAGE = Path(__file__).parents[2] / "docs" / "deviations.md"


def names() -> list[str]:
    """Every setting, with dots."""
    found = []
    for field in fields(Settings):
        value = getattr(Settings(), field.name)
        inner = fields(value) if is_dataclass(value) else ()
        found += [f"{field.name}.{one.name}" for one in inner] or [field.name]
    return found


def test_the_page_is_current() -> None:
    """``python -m nemo_emulator.deviations > docs/deviations.md`` brings it up to date."""
    assert PAGE.read_text("utf-8") == page()


def test_every_setting_is_accounted_for_once() -> None:
    """As disputed, guessed or local; a new one is none of them."""
    told = [guess.setting for guess in (*DISPUTED, *GUESSED)]

    assert sorted([*told, *LOCAL]) == sorted(names())


def test_what_revisions_differ_in_is_disputed() -> None:
    changed = {
        f"{name}.{inner}" if isinstance(value, dict) else name
        for changes in REVISIONS.values()
        for name, value in changes.items()
        for inner in (value if isinstance(value, dict) else [""])
    }

    assert changed <= {guess.setting for guess in DISPUTED}


def test_every_rule_of_our_own_is_on_the_page() -> None:
    """And every reading."""
    text = page()

    own = [row for row in CATALOGUE.values() if row.provenance.mark is Mark.KIT]
    assert own
    for row in own:
        assert f"| {row.id} | {row.level} |" in text
    for reading in READINGS:
        assert reading.text in text
