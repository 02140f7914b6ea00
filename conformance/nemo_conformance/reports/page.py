"""The report as one page that needs nothing else: a matrix of clients and requirements."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from nemo_conformance.reports.report import REPORTS, Report, redacted
from nemo_contract import CATALOGUE

TEMPLATE: Final = Path(__file__).with_name("page.html")
PLACE: Final = "/*reports*/[]"


def as_page(reports: Sequence[Report]) -> str:
    """The page, with the reports as data in it."""
    values = REPORTS.dump_python(tuple(reports), mode="json")
    for value in values:
        for id_, cell in value["requirements"].items():
            cell["source"] = str(CATALOGUE[id_].provenance)
            cell["when"] = CATALOGUE[id_].exposed_when
    data = redacted(json.dumps(values, ensure_ascii=False)).replace("</", "<\\/")
    return TEMPLATE.read_text("utf-8").replace(PLACE, data)
