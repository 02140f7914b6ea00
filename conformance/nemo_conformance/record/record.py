"""The record itself, written to JSON and read again."""

from dataclasses import dataclass, field
from typing import ClassVar, Final

from pydantic import ConfigDict, TypeAdapter

from nemo_conformance.record.setup import Setup
from nemo_conformance.record.talk import Heard
from nemo_conformance.record.visit import Visit
from nemo_conformance.record.wish import Wish
from nemo_conformance.record.world import (
    DraftSeen,
    HomeFile,
    Instruction,
    Job,
    Leak,
    LedgerRow,
    Outside,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule of the script in its text form, how often it began to apply and came to its end."""

    rule: str
    consumed: int = 0
    completed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One run. ``tests`` are the requirements that its scenario is there for.

    ``broken`` says that driver or kit broke without the client's fault. ``user_id`` is the
    anonymous user's. ``ended_at`` in virtual seconds, after the wire was watched for late requests.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        ser_json_bytes="base64", val_json_bytes="base64"
    )

    scenario: str = ""
    tests: tuple[str, ...] = ()
    setup: Setup = field(default_factory=Setup)
    wishes: tuple[Wish, ...] = ()
    visits: tuple[Visit, ...] = ()
    heard: tuple[Heard, ...] = ()
    faults: tuple[Fault, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    drafts: tuple[DraftSeen, ...] = ()
    jobs: tuple[Job, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    leaks: tuple[Leak, ...] = ()
    outside: tuple[Outside, ...] = ()
    home: tuple[HomeFile, ...] = ()
    user_id: str | None = None
    ended_at: float = 0.0
    broken: str | None = None
    seed: int = 0


RECORD: Final[TypeAdapter[Record]] = TypeAdapter(Record)
"""Reads and writes a record as JSON; bytes are base64."""


def save(record: Record) -> str:
    """The record as JSON text."""
    return RECORD.dump_json(record, indent=1).decode() + "\n"


def load(text: str | bytes) -> Record:
    """A record from JSON text. Raises ``ValueError`` when it is none."""
    return RECORD.validate_json(text)
