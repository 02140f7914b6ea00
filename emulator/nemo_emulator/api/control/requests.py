"""The journal: finding, counting, waiting for requests."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from nemo_contract import ENDPOINTS
from nemo_emulator import verbs
from nemo_emulator.api.control.asking import Count, Wish, plainly
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import services
from nemo_emulator.wishes import METHODS, Wanted

router = APIRouter(prefix="/requests")


class Filter(Wish):
    """Which requests are meant; what is left out does not matter."""

    operation: str | None = Field(default=None, json_schema_extra={"enum": [*ENDPOINTS, None]})
    method: str | None = Field(default=None, json_schema_extra={"enum": [*METHODS, None]})
    path: str | None = Field(default=None, json_schema_extra={"format": "regex"})
    status: Count | None = None
    code: Count | None = None
    user_id: str | None = None
    since: Count = 0

    def wanted(self) -> Wanted:
        """Raises ``BadWish``."""
        return Wanted(**{name: getattr(self, name) for name in Filter.model_fields})


class Search(Filter):
    """The last ``limit`` of them."""

    limit: Count = Field(default=1000, ge=0)


class Waiting(Filter):
    """How many of them to wait for; ``timeout`` in real seconds."""

    count: Count = Field(default=1, ge=1)
    timeout: float = Field(default=30.0, ge=0, le=600)


@router.get("")
async def find(request: Request, asked: Annotated[Search, Query()]) -> Response:
    """The last ``limit`` of those that match, oldest first."""
    found = verbs.requests(services(request), asked.wanted())
    rows = [verbs.told(row) for row in found[len(found) - asked.limit :]]
    return json_reply({"total": len(found), "requests": rows})


@router.get("/count")
async def count(request: Request, asked: Annotated[Filter, Query()]) -> Response:
    """How many match."""
    found = verbs.requests(services(request), asked.wanted())
    return json_reply({"count": len(found)})


@router.post("/wait")
async def wait(request: Request) -> Response:
    """Answer when so many have come, or with 408."""
    wish = await plainly(request, Waiting)
    found = await verbs.wait_for(
        services(request), wish.wanted(), count=wish.count, patience=wish.timeout
    )
    return json_reply({"total": len(found), "requests": [verbs.told(row) for row in found]})


@router.delete("")
async def forget(request: Request) -> Response:
    """Empty the journal."""
    services(request).journal.clear()
    return Response(status_code=204)
