"""The control plane under ``/__nemo``: how the emulator is, and what it was asked.

Its errors are ``application/problem+json``, never the product's envelope.
"""

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from nemo_contract import Exchange
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import services

router = APIRouter(prefix="/__nemo")


@router.get("/health")
async def health(request: Request) -> Response:
    """Alive, and with which settings."""
    it = services(request)
    return json_reply(
        {
            "status": "ok",
            "version": version("nemulator"),
            "now": it.clock.now(),
            "pace": it.settings.pace,
            "dialect": it.settings.dialect,
            "style": it.settings.style,
            "data": str(it.settings.data) if it.settings.data else None,
            "sessions": len(it.state.sessions),
            "turns_running": len(it.state.turns),
            "renders_open": len(it.world.open_jobs()),
        }
    )


@router.get("/requests")
async def requests(
    request: Request, operation: str | None = None, status: int | None = None, limit: int = 1000
) -> Response:
    """What was asked and answered, oldest first; the last ``limit`` of those that match."""
    found = [
        row
        for row in services(request).journal
        if operation in (None, row.operation) and status in (None, row.status)
    ]
    return json_reply({"total": len(found), "requests": [_told(row) for row in found[-limit:]]})


@router.get("/ledger")
async def ledger(request: Request) -> Response:
    """Every executed turn and what it took."""
    rows = services(request).state.ledger
    return json_reply(
        {
            "rows": [
                {
                    "at": row.at,
                    "user_id": row.user_id,
                    "session_id": row.session_id,
                    "turn_id": row.turn_id,
                    "kind": row.kind,
                    "amount": row.amount,
                    "status": row.status,
                }
                for row in rows
            ]
        }
    )


def _told(row: Exchange) -> dict[str, Any]:
    return {
        "n": row.n,
        "operation": row.operation,
        "method": row.method,
        "path": row.path,
        "at": row.at,
        "ended_at": row.ended_at,
        "real_seconds": round(row.real_seconds, 6),
        "status": row.status,
        "code": row.code,
        "user_id": row.user_id,
        "complete": row.complete,
        "request": {
            "headers": dict(row.request_headers),
            "bytes": row.request_bytes,
            "body": row.request_body.decode("utf-8", "replace"),
        },
        "reply": {
            "headers": dict(row.reply_headers),
            "bytes": row.reply_bytes,
            "body": row.reply_body.decode("utf-8", "replace"),
        },
    }
