"""The service's memory and its rules. Pure: no I/O, no clock, no chance."""

from nemo_emulator.world.events import EVENT, Event
from nemo_emulator.world.model import (
    Account,
    Claim,
    Job,
    LedgerRow,
    Plan,
    Result,
    Session,
    Token,
    Turn,
    Upload,
)
from nemo_emulator.world.state import State
from nemo_emulator.world.world import Caller, World

__all__ = [
    "EVENT",
    "Account",
    "Caller",
    "Claim",
    "Event",
    "Job",
    "LedgerRow",
    "Plan",
    "Result",
    "Session",
    "State",
    "Token",
    "Turn",
    "Upload",
    "World",
]
