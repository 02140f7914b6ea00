"""Writing replies: envelopes, refusals, streams, files."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from typing import Any

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from nemo_contract import Code, http_status
from nemo_emulator.api.requests import compact, services
from nemo_emulator.clock import VirtualClock
from nemo_emulator.errors import Refused

log = logging.getLogger("nemo_emulator")


def json_reply(value: object, status: int = 200) -> Response:
    """A JSON document as it stands."""
    return Response(compact(value), status, media_type="application/json")


def success(data: dict[str, Any] | None) -> bytes:
    """The envelope of success."""
    return compact({"code": 0, "message": "success", "data": data})


def ok(data: dict[str, Any] | None) -> Response:
    """Success, in the envelope."""
    return Response(success(data), media_type="application/json")


async def refuse(request: Request, refusal: Exception) -> Response:
    """The one handler of ``Refused``: the code in its envelope, under the status of the style."""
    assert isinstance(refusal, Refused)
    style = services(request).settings.style
    envelope = {"code": int(refusal.code), "message": refusal.message, "data": None}
    status = http_status(refusal.code, style=style)
    headers = {"Retry-After": "30"} if refusal.code is Code.RATE_LIMITED else None
    return Response(compact(envelope), status, headers, media_type="application/json")


def problem(status: int, title: str) -> Response:
    """What the control plane refuses with: ``application/problem+json``."""
    kind = "application/problem+json"
    return Response(compact({"title": title, "status": status}), status, media_type=kind)


async def refuse_path(request: Request, refusal: Exception) -> Response:
    """What no route answers: an envelope for the product, a problem for the control plane."""
    assert isinstance(refusal, HTTPException)
    path = request.scope["path"]
    allowed = request.app.state.methods.of(path) if refusal.status_code == 405 else ""
    code = Code.METHOD_NOT_ALLOWED if allowed else Code.NOT_FOUND
    wrong = f"There is no {request.method} {path} in this API"
    wrong += f"; there is {allowed}." if allowed else "."
    if path.startswith("/__nemo"):
        reply = problem(refusal.status_code, wrong)
    else:
        reply = await refuse(request, Refused(code, wrong))
    if allowed:
        reply.headers["Allow"] = allowed
    return reply


async def no_room(request: Request, trouble: Exception) -> Response:
    """The disk refuses: a sentence for the client, one with the place for the log."""
    wrong = "The emulator cannot write its files; its log says which and why. Try again then."
    place = getattr(trouble, "filename", None) or services(request).settings.data or "its log"
    log.error("%s cannot be written (%s); see that there is room.", place, _why(trouble))
    if request.scope["path"].startswith("/__nemo"):
        return problem(500, wrong)
    return json_reply({"code": int(Code.INTERNAL), "message": wrong, "data": None}, 500)


def _why(trouble: Exception) -> str:
    return getattr(trouble, "strerror", None) or str(trouble)


async def break_down(request: Request, mistake: Exception) -> Response:
    """A mistake of ours: a sentence for the client, the trace for the log."""
    wrong = "The emulator broke on this request; its log has the trace. Please report it."
    return json_reply({"code": int(Code.INTERNAL), "message": wrong, "data": None}, 500)


class EventStream(Response):
    """A stream of ready-made frames, each written at once; calls ``gone`` if the reader leaves.

    ``clock`` is told of every byte, so that time does not overtake what is not read yet.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        frames: AsyncIterator[bytes],
        clock: VirtualClock | None = None,
        gone: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(b"", headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._frames = frames
        self._clock = clock
        self._gone = gone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async with anyio.create_task_group() as group:
            group.start_soon(self._watch, receive, group.cancel_scope)
            await self._pour(send)
            group.cancel_scope.cancel()

    async def _pour(self, send: Send) -> None:
        with self._clock.stream() if self._clock else nullcontext() as counted:
            async for frame in self._frames:
                if counted is not None:
                    counted.sent(len(frame))
                await send({"type": "http.response.body", "body": frame, "more_body": True})
                await anyio.lowlevel.checkpoint()
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _watch(self, receive: Receive, scope: anyio.CancelScope) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        if self._gone is not None:
            self._gone()
        scope.cancel()
