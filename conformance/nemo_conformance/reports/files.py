"""The files that one check leaves behind."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from nemo_conformance.reports.junit import as_junit
from nemo_conformance.reports.markdown import as_badge, as_markdown
from nemo_conformance.reports.page import as_page
from nemo_conformance.reports.report import Report, merged, save


def write(
    folder: Path, report: Report, *, replays: Mapping[str, str] | None = None
) -> tuple[Path, ...]:
    """``report.json``, ``report.html``, ``junit.xml``, ``summary.md``, ``badge.json``, and the
    ``replays`` by their names; gives their paths. Replays of an earlier check are removed."""
    for old in (folder / "failures").glob("*.json"):
        old.unlink()
    texts = {
        "report.json": save(report),
        "report.html": as_page([report]),
        "junit.xml": as_junit(report),
        "summary.md": as_markdown([report]),
        "badge.json": as_badge(report),
    }
    return _written(folder, texts | dict(replays or {}))


def write_matrix(folder: Path, reports: Iterable[Report]) -> tuple[Path, ...]:
    """The same for several clients at once."""
    many = tuple(reports)
    texts = {
        "report.json": merged(many),
        "report.html": as_page(many),
        "summary.md": as_markdown(many),
    }
    return _written(folder, texts)


def _written(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        paths.append(path)
    return tuple(paths)
