"""What the emulator knows in the end, in the record's words."""

from collections.abc import Mapping

from nemo_conformance.record import Job, LedgerRow
from nemo_contract import JobStatus
from nemo_emulator.emulator import Handle


def ledger_of(handle: Handle, visits: Mapping[str, int]) -> tuple[LedgerRow, ...]:
    """Every executed turn; ``visits`` says by which request each was set going."""
    began = handle.services.clock.now() - handle.services.clock.elapsed
    return tuple(
        LedgerRow(
            at=row["at"] - began,
            session_id=row["session_id"],
            turn_id=row["turn_id"],
            amount=row["amount"],
            visit=visits.get(row["turn_id"]),
            status=row["status"],
        )
        for row in handle.ledger()
    )


def jobs_of(handle: Handle) -> tuple[Job, ...]:
    """Every render; the name of a blob is its SHA-256."""
    began = handle.services.clock.now() - handle.services.clock.elapsed
    return tuple(
        Job(
            render_id=row["render_id"],
            session_id=row["session_id"],
            status=JobStatus(row["status"]),
            submitted_at=row["created_at"] - began,
            size=row["result"]["size"] if row["result"] else None,
            sha256=row["result"]["blob"] if row["result"] else None,
        )
        for row in handle.jobs()
    )


def user_of(handle: Handle) -> str | None:
    """The first anonymous user."""
    users = (one["user_id"] for one in handle.accounts.all())
    return next((one for one in users if one.startswith("anon_")), None)
