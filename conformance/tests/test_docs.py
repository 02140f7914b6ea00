"""What is generated from the catalogue is what the catalogue says now."""

import re
from pathlib import Path

import pytest

from nemo_conformance import docs
from nemo_conformance.revision import as_yaml
from nemo_contract import CATALOGUE

TEXT = docs.README.read_text("utf-8")


def test_nothing_generated_is_stale() -> None:
    """If this fails: python -m nemo_conformance.docs"""
    assert [path.name for path in docs.stale(docs.generated(TEXT))] == []


def test_the_readme_lists_every_requirement() -> None:
    """With its level, once."""
    rows = re.findall(r"^\| `([CS]-[A-Z]+-\d+)` \| ([A-Z ]+) \|", TEXT, re.MULTILINE)

    assert rows == [(row.id, row.level.value) for row in CATALOGUE.values()]


def test_a_line_of_the_table_is_a_row() -> None:
    """Five cells each: no rule breaks the table."""
    rows = [line for line in TEXT.splitlines() if re.match(r"\| `[CS]-", line)]

    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {7}


def test_text_around_the_table_is_left_alone() -> None:
    """Only what stands between the markers is written anew."""
    readme = f"above\n{docs.BEGIN}an old table\n{docs.END}below\n"

    text = docs.with_table(readme)

    assert text.startswith(f"above\n{docs.BEGIN}")
    assert text.endswith(f"{docs.END}below\n")
    assert "an old table" not in text


@pytest.mark.parametrize("readme", ["", docs.BEGIN, docs.END])
def test_a_lost_marker_is_told(readme: str) -> None:
    """With the two lines to put back."""
    with pytest.raises(ValueError, match="Put these two lines"):
        docs.with_table(readme)


def test_the_yaml_has_every_row() -> None:
    """Rows first, then readings; each begins with its name."""
    text = as_yaml()

    assert re.findall(r'^  - id: "(.*)"$', text, re.MULTILINE) == list(CATALOGUE)
    assert text.count("  - place: ") == 7


def test_what_is_stale_is_written(tmp_path: Path) -> None:
    """A missing file and its folder are made, a right one is not touched."""
    right, late = tmp_path / "right", tmp_path / "new" / "late"
    right.write_text("a", "utf-8")

    written = docs.write({right: "a", late: "b"})

    assert written == (late,)
    assert late.read_text("utf-8") == "b"


def test_the_command_tells_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A README with an old table is brought up to date."""
    readme = tmp_path / "README.md"
    readme.write_text(f"{docs.BEGIN}{docs.END}", "utf-8")
    monkeypatch.setattr(docs, "README", readme)

    docs.main()

    assert capsys.readouterr().out == f"wrote {readme}\n"
    assert "`C-SSE-5`" in readme.read_text("utf-8")


def test_outside_a_checkout_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed kit has no README to write."""
    monkeypatch.setattr(docs, "README", tmp_path / "README.md")

    with pytest.raises(SystemExit, match="run this from a checkout"):
        docs.main()
