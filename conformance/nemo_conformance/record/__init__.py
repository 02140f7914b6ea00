"""What happened in one run, frozen: all that a verdict is made from, and as JSON.

No secret stands in a record. Tokens, client ids and claim tokens bear names instead, each the same
wherever it comes up: ``token:env``, ``token:1``, ``client:1``, ``claim:1``; ``odd:1`` was none.
"""

from nemo_conformance.record.record import RECORD, Fault, Record, load, save
from nemo_conformance.record.setup import Attribution, Setup, TokenGiven
from nemo_conformance.record.talk import (
    Answered,
    Asked,
    Broke,
    Ended,
    Handed,
    Heard,
    Restarted,
    Shown,
    Stopped,
)
from nemo_conformance.record.visit import Ending, Frame, Visit
from nemo_conformance.record.wish import Flaw, Limit, Offered, Want, Wish
from nemo_conformance.record.world import (
    DraftSeen,
    HomeFile,
    Instruction,
    Job,
    Leak,
    LedgerRow,
    Meaning,
    Outside,
    Place,
)

__all__ = [
    "RECORD",
    "Answered",
    "Asked",
    "Attribution",
    "Broke",
    "DraftSeen",
    "Ended",
    "Ending",
    "Fault",
    "Flaw",
    "Frame",
    "Handed",
    "Heard",
    "HomeFile",
    "Instruction",
    "Job",
    "Leak",
    "LedgerRow",
    "Limit",
    "Meaning",
    "Offered",
    "Outside",
    "Place",
    "Record",
    "Restarted",
    "Setup",
    "Shown",
    "Stopped",
    "TokenGiven",
    "Visit",
    "Want",
    "Wish",
    "load",
    "save",
]
