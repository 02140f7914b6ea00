"""What a check of a client came to, for people and for programs."""

from nemo_conformance.reports.baseline import Baseline, Known, Standing, judged, proposed
from nemo_conformance.reports.files import write
from nemo_conformance.reports.report import (
    Case,
    Cell,
    Client,
    Exit,
    Report,
    load,
    merged,
    save,
    told,
)
from nemo_conformance.reports.terminal import as_text
from nemo_conformance.reports.trace import Moment, trace

__all__ = [
    "Baseline",
    "Case",
    "Cell",
    "Client",
    "Exit",
    "Known",
    "Moment",
    "Report",
    "Standing",
    "as_text",
    "judged",
    "load",
    "merged",
    "proposed",
    "save",
    "told",
    "trace",
    "write",
]
