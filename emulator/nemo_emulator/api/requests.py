"""Reading requests: who asks, what for, from where."""

import json
import re
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request

from nemo_contract import Code, Scope
from nemo_emulator.errors import Refused
from nemo_emulator.services import Services
from nemo_emulator.world import Caller

M = TypeVar("M", bound=BaseModel)
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]+)?")
"""What needs no parser: most of them."""
ATTRIBUTION = ("x-skill-source", "x-skill-version", "x-skill-platform")


def services(request: Request) -> Services:
    """The parts of the emulator that this request came to."""
    found: Services = request.scope["state"]["services"]
    return found


def bearer(request: Request) -> str | None:
    """The token of the ``Authorization`` header, if there is one."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if kind.lower() == "bearer" else None


def caller(request: Request, scope: Scope) -> Caller:
    """Whose token came. Refuses with 1001, and with 429 when it comes too often."""
    it = services(request)
    found = it.world.caller(bearer(request), scope, it.clock.now())
    if "user_id" not in request.scope["state"]:
        request.scope["state"]["user_id"] = found.user_id
        count(it, found.user_id)
    return found


def count(it: Services, name: str) -> None:
    """Count a request for somebody. Refuses with 429 over the limit."""
    if not it.rates.take(name, it.clock.now()):
        most = it.settings.limits.requests_per_second
        raise Refused(Code.RATE_LIMITED, f"More than {most} requests a second; wait 30 s.")


def attributed(request: Request) -> bool:
    """All three attribution headers are there and not empty (contract.md, section 1)."""
    return all(request.headers.get(name, "").strip() for name in ATTRIBUTION)


async def parse(request: Request, model: type[M]) -> M:
    """The body as ``model``. Refuses with 422, naming the fields that are wrong."""
    raw = await body(request)
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise Refused(Code.INVALID_REQUEST, _readable(error)) from None


async def body(request: Request) -> bytes:
    """The whole body, up to the limit. Refuses with 422 beyond it."""
    limit = services(request).settings.limits.body
    parts, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise Refused(Code.INVALID_REQUEST, f"The body is larger than {limit} bytes.")
            parts.append(chunk)
    except ClientDisconnect:
        raise Refused(Code.INVALID_REQUEST, "The body broke off.") from None
    return b"".join(parts)


def _readable(error: ValidationError) -> str:
    first, *more = error.errors(include_url=False, include_input=False, include_context=False)
    place = ".".join(str(part) for part in first["loc"]) or "the body"
    rest = f" ({len(more)} more)" if more else ""
    return f"{place}: {first['msg']}{rest}"


def origin(request: Request) -> str:
    """Where the client reaches this run: the setting, else what it wrote in ``Host``."""
    prefix: str = request.scope["state"]["prefix"]
    if public := services(request).settings.public_url:
        return public.rstrip("/") + prefix
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        host = request.url.netloc
    return f"{request.scope['scheme']}://{host}{prefix}"


def is_json(request: Request) -> bool:
    """Whether the body says that it is JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json"


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: object) -> bytes:
    """JSON without spaces, in UTF-8."""
    return _COMPACT.encode(value).encode()
