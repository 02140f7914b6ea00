"""What goes on, for pages and monitors."""

from collections.abc import AsyncIterator

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from nemo_emulator import verbs
from nemo_emulator.api.replies import EventStream
from nemo_emulator.api.requests import compact, services
from nemo_emulator.services import Services
from nemo_emulator.wishes import Wanted

router = APIRouter()


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """For Prometheus."""
    lines = "\n".join(verbs.metrics(services(request))) + "\n"
    return PlainTextResponse(lines, media_type="text/plain; version=0.0.4")


@router.get("/events")
async def events(request: Request, since: int = 0) -> Response:
    """Every exchange as it ends, as server-sent events; ``since`` is the last one known."""
    return EventStream(exchanges(services(request), Wanted(since=since)))


async def exchanges(it: Services, wanted: Wanted) -> AsyncIterator[bytes]:
    """The journal, row by row, without an end."""
    told, rows = it.journal.ended, verbs.requests(it, wanted)
    while True:
        for row in rows:
            yield b"id: %d\ndata: %s\n\n" % (row.n, compact(verbs.told(row)))
        if it.journal.ended == told:
            await it.journal.news()
        rows, told = it.journal.after(told), it.journal.ended
