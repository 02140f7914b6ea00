"""The script: what shall go wrong, and what has."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator import steering
from nemo_emulator.api.control.asking import Amiss, Wish, plainly
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import is_json, services
from nemo_emulator.script import lines

router = APIRouter()


class OneRule(Wish):
    """A rule as a line of text, or as an object."""

    rule: str | dict[str, Any]


class Rules(Wish):
    """A whole script."""

    rules: list[str | dict[str, Any]]


class JobMove(Wish):
    """Where a render is to be, in per cent, or why it is to fail."""

    progress: float | None = Field(default=None, ge=0, le=100)
    error: str | None = None


async def rules_of(request: Request) -> list[str | dict[str, Any]]:
    """Rules from JSON, or one a line from plain text."""
    if is_json(request):
        return (await plainly(request, Rules)).rules
    return [*lines((await request.body()).decode("utf-8", "replace"))]


@router.get("/faults")
async def faults(request: Request) -> Response:
    """Every rule: how often it applied, how often it came to its end, how often it still may."""
    return json_reply({"faults": steering.faults(services(request))})


@router.post("/faults")
async def add_fault(request: Request) -> Response:
    """One more rule, behind the others."""
    wish = await plainly(request, OneRule)
    return json_reply(steering.add_fault(services(request), wish.rule), 201)


@router.delete("/faults")
async def clear_faults(request: Request) -> Response:
    """No rules; calls are counted from 1 again."""
    services(request).faults.clear()
    return Response(status_code=204)


@router.delete("/faults/{which}")
async def remove_fault(request: Request, which: str) -> Response:
    """Take out a rule, by its number or name."""
    steering.remove_fault(services(request), which)
    return Response(status_code=204)


@router.get("/script")
async def script(request: Request) -> Response:
    """The rules as lines of text; ``PUT`` takes them back."""
    return json_reply({"rules": [row.rule for row in services(request).faults]})


@router.put("/script")
async def put_script(request: Request) -> Response:
    """These rules in place of all others."""
    steering.put_script(services(request), await rules_of(request))
    return json_reply({"faults": steering.faults(services(request))})


@router.put("/jobs/{render_id}")
async def move_job(request: Request, render_id: str) -> Response:
    """Move a render by hand."""
    it, wish = services(request), await plainly(request, JobMove)
    if wish.error is not None:
        return json_reply(steering.fail_job(it, render_id, wish.error))
    if wish.progress is None:
        raise Amiss('Say how far, as {"progress": 40}, or why not, as {"error": "…"}.')
    return json_reply(steering.move_job(it, render_id, wish.progress))
