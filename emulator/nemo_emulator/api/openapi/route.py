"""Where the document is: ``/__nemo/openapi``, and where tools look first, ``/openapi.json``."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import origin, services

router = APIRouter()


@router.get("/__nemo/openapi")
@router.get("/openapi.json", include_in_schema=False)
async def openapi(request: Request) -> Response:
    """This document."""
    from nemo_emulator.api.openapi.document import document  # noqa: PLC0415 - when it is wanted

    settings = services(request).settings
    return json_reply(document(settings, request.app.routes, origin(request)))
