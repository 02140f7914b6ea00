"""The journal: finding, counting, waiting for requests."""

import re

from fastapi import APIRouter
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator import verbs
from nemo_emulator.api.control.asking import Amiss, Count, plainly
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import services

router = APIRouter(prefix="/requests")


class Filter(BaseModel):
    """Which requests are meant; what is left out does not matter."""

    operation: str | None = None
    method: str | None = None
    path: str | None = None
    status: Count | None = None
    code: Count | None = None
    user_id: str | None = None
    since: Count = 0

    def wanted(self) -> verbs.Wanted:
        """Raises ``Amiss`` for a path that is no regular expression."""
        try:
            re.compile(self.path or "")
        except re.error as error:
            raise Amiss(f"path: {error}; it is a regular expression.") from None
        return verbs.Wanted(**{name: getattr(self, name) for name in Filter.model_fields})


class Waiting(Filter):
    """How many of them to wait for; ``timeout`` in real seconds."""

    count: Count = Field(default=1, ge=1)
    timeout: float = Field(default=30.0, ge=0, le=600)


def asked(request: Request) -> Filter:
    """The filter of a query string. Raises ``Amiss``."""
    try:
        return Filter.model_validate(dict(request.query_params))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise Amiss(f"{first['loc'][0]}: {first['msg']}") from None


@router.get("")
async def find(request: Request, limit: int = 1000) -> Response:
    """The last ``limit`` of those that match, oldest first."""
    found = verbs.requests(services(request), asked(request).wanted())
    rows = [verbs.told(row) for row in found[-limit:]]
    return json_reply({"total": len(found), "requests": rows})


@router.get("/count")
async def count(request: Request) -> Response:
    """How many match."""
    found = verbs.requests(services(request), asked(request).wanted())
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
