"""The report as JUnit XML: a test case a requirement."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from nemo_conformance.judge import Status
from nemo_conformance.reports.report import Cell, Report, redacted


def as_junit(report: Report) -> str:
    """Failures and harness errors as such, warnings as output, the rest skipped."""
    cells = report.requirements
    suite = Element(
        "testsuite",
        name=f"nemo-conformance {report.client.name}",
        tests=str(len(cells)),
        failures=str(sum(one.status is Status.FAIL for one in cells.values())),
        errors=str(sum(one.status is Status.HARNESS_ERROR for one in cells.values())),
        skipped=str(sum(one.status in _SKIPPED for one in cells.values())),
        time=f"{report.seconds:.3f}",
    )
    for id_, cell in cells.items():
        _case(SubElement(suite, "testcase", classname=report.client.name, name=id_), cell)
    indent(suite)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{_clean(tostring(suite, 'unicode'))}\n"


_SKIPPED = (Status.NOT_EXERCISED, Status.UNSUPPORTED)
_TAGS = {Status.FAIL: "failure", Status.HARNESS_ERROR: "error", Status.WARN: "system-out"}


def _case(element: Element, cell: Cell) -> None:
    if cell.status in _SKIPPED:
        SubElement(element, "skipped", message=f"{cell.status}: {cell.note}")
    elif cell.status in _TAGS:
        told = "\n".join(f"{one.scenario}: {one.message}" for one in cell.cases) or cell.note
        child = SubElement(element, _TAGS[cell.status])
        child.text = f"{cell.level} {cell.text}\n{told}"
        if cell.status is not Status.WARN:
            child.set("message", told.split("\n")[0])


def _clean(text: str) -> str:
    """Without secrets, and without signs that XML cannot hold."""
    return "".join(one for one in redacted(text) if one >= " " or one in "\n\t")
