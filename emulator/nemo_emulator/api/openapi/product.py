"""The product's operations: one row each, from the contract's models (contract.md, section 2)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel
from starlette.routing import BaseRoute

from nemo_contract import ENDPOINTS, Code, wire
from nemo_contract.endpoints import Endpoint
from nemo_contract.stream import TYPED, AdkError, AdkEvent, HeartbeatEvent
from nemo_emulator.api.openapi import files
from nemo_emulator.api.openapi.replies import content, success, with_refusals
from nemo_emulator.api.openapi.schemas import Schema, Side, one_of, ref
from nemo_emulator.settings import Dialect, RenderShape, Settings

SHAPES: Final[Mapping[RenderShape, type[BaseModel]]] = {
    RenderShape.FLAT: wire.FlatRender,
    RenderShape.ENVELOPED: wire.EnvelopedRender,
    RenderShape.SUPERSET: wire.SupersetRender,
}
REPLIES: Final[tuple[type[BaseModel], ...]] = (
    wire.AnonymousToken,
    wire.Claim,
    wire.Session,
    wire.Uploaded,
    wire.Credits,
    wire.StateReply,
)
ATTRIBUTION: Final = ("X-Skill-Source", "X-Skill-Version", "X-Skill-Platform")
BEARER: Final[list[dict[str, list[str]]]] = [{"bearer": []}]
Good = Callable[[Settings], dict[str, Any]]


def data(model: type[BaseModel], told: str) -> Good:
    """A success that carries ``model`` in its envelope."""
    return lambda _: {"description": told, "content": content(success(ref(model)))}


def render(settings: Settings) -> dict[str, Any]:
    """A render in the shape of the setting, without an envelope."""
    shape = SHAPES[settings.render_shape]
    return {"description": "The render as it stands.", "content": content(ref(shape))}


def stream(settings: Settings) -> dict[str, Any]:
    """An event stream: the schema is one event's, its ``data`` a document of the dialect."""
    payload = one_of([ref(model) for model in payloads(settings)])
    document = {"contentMediaType": "application/json", "contentSchema": payload}
    written = {"type": "string"} | {"anyOf": [{"maxLength": 0}, document]}
    event = {"type": "object", "properties": {"data": written}}
    told = "Events until the stream closes; empty ones and comments mean that work goes on."
    plain = {"required": True, "schema": {"type": "string"}}
    return {
        "description": told,
        "headers": {"Cache-Control": plain, "X-Accel-Buffering": plain},
        "content": content(event, "text/event-stream"),
    }


def payloads(settings: Settings) -> tuple[type[BaseModel], ...]:
    """What the ``data`` of an event may be; heartbeats are the service's own in either dialect."""
    if settings.dialect is Dialect.TYPED:
        return tuple(TYPED.values())
    return AdkEvent, AdkError, HeartbeatEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An operation: what it does, takes, gives and refuses; 1001 stands for itself."""

    summary: str
    good: Good
    codes: tuple[Code, ...] = ()
    body: dict[str, Any] | None = None


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    return {"required": True, "content": content(ref(model))}


_UPLOAD: Final = {
    "required": True,
    "content": {
        "multipart/form-data": {"schema": files.FORM},
        **content(ref(wire.UrlUpload)),
    },
}
OPERATIONS: Final[Mapping[str, Told]] = {
    "anonymous_token": Told(
        summary="A token for whoever has an id of his own",
        good=data(wire.AnonymousToken, "A new token."),
        codes=(Code.CLIENT_ID_MISSING, Code.RATE_LIMITED),
    ),
    "claim_token": Told(
        summary="A token that opens a page in a browser, and nothing else",
        body=json_body(wire.ClaimRequest),
        good=data(wire.Claim, "A claim token."),
        codes=(Code.SESSION_NOT_FOUND, Code.INVALID_REQUEST),
    ),
    "create_session": Told(
        summary="A conversation with an empty timeline",
        body=json_body(wire.SessionRequest),
        good=data(wire.Session, "The session."),
        codes=(Code.INVALID_REQUEST,),
    ),
    "run_sse": Told(
        summary="A message to the agent, answered by a stream",
        body=json_body(wire.RunRequest),
        good=stream,
        codes=(Code.SESSION_NOT_FOUND, Code.NO_CREDITS, Code.INVALID_REQUEST),
    ),
    "upload": Told(
        summary="Files, from the body or from addresses; one bad file refuses them all",
        body=_UPLOAD,
        good=data(wire.Uploaded, "What was taken in."),
        codes=(
            Code.SESSION_NOT_FOUND,
            Code.UNSUPPORTED_FILE,
            Code.FILE_TOO_LARGE,
            Code.INVALID_REQUEST,
        ),
    ),
    "credits": Told(
        summary="What is left, and what running work has reserved",
        good=data(wire.Credits, "The balance."),
    ),
    "state": Told(
        summary="The timeline and what was put in",
        good=data(wire.StateReply, "The state."),
        codes=(Code.SESSION_NOT_FOUND,),
    ),
    "render_submit": Told(
        summary="Render a draft",
        body=json_body(wire.RenderRequest),
        good=render,
        codes=(
            Code.SESSION_NOT_FOUND,
            Code.EXPORT_BLOCKED,
            Code.CONFLICT,
            Code.INVALID_REQUEST,
        ),
    ),
    "render_poll": Told(summary="How far a render is", good=render, codes=(Code.NOT_FOUND,)),
    "render_cancel": Told(
        summary="End a render; one that has ended stays as it is",
        good=render,
        codes=(Code.NOT_FOUND,),
    ),
    "render_download": Told(
        summary="The rendered file", good=lambda _: files.FILE, codes=(Code.NOT_FOUND,)
    ),
}
LINKS: Final[Mapping[str, Mapping[str, Mapping[str, Any]]]] = {
    "create_session": {
        name: {"operationId": name, "parameters": {"session_id": "$response.body#/data/session_id"}}
        for name in ("state", "upload")
    }
    | {
        "run_sse": {
            "operationId": "run_sse",
            "requestBody": {
                "app_name": "nemo_agent",
                "user_id": "me",
                "session_id": "$response.body#/data/session_id",
                "new_message": {"parts": [{"text": "make a slideshow of my uploads"}]},
            },
        },
        "claim_token": {
            "operationId": "claim_token",
            "requestBody": {
                "task_id": "$response.body#/data/task_id",
                "session_id": "$response.body#/data/session_id",
            },
        },
        "render_submit": {
            "operationId": "render_submit",
            "requestBody": {
                "id": "render_{$response.body#/data/session_id}",
                "sessionId": "$response.body#/data/session_id",
                "draft": {"t": [{"tt": 7, "sg": [{"s": 0, "d": 1000, "m": {"text": "Hi"}}]}]},
            },
        },
    },
    "render_submit": {
        name: {"operationId": name, "parameters": {"render_id": "$request.body#/id"}}
        for name in ("render_poll", "render_cancel", "render_download")
    },
}
"""What may be asked next about what an operation made."""


def models(settings: Settings) -> Iterator[tuple[type[BaseModel], Side]]:
    """Every model that the paths refer to."""
    for model in (wire.ClaimRequest, wire.SessionRequest, wire.RunRequest, wire.RenderRequest):
        yield model, "validation"
    yield wire.UrlUpload, "validation"
    yield SHAPES[settings.render_shape], "serialization"
    for reply in (*REPLIES, *payloads(settings)):
        yield reply, "serialization"


def paths(routes: Iterable[BaseRoute], settings: Settings) -> dict[str, dict[str, Any]]:
    """Every operation of the product, by path and method."""
    found: dict[str, dict[str, Any]] = {}
    for name, told in OPERATIONS.items():
        endpoint = ENDPOINTS[name]
        item = found.setdefault(endpoint.path, {})
        item[endpoint.method.lower()] = operation(endpoint, told, settings)
    download = found[ENDPOINTS["render_download"].path]
    download["head"] = files.head_of(download["get"])
    return found | files.paths(routes)


def operation(endpoint: Endpoint, told: Told, settings: Settings) -> Schema:
    """One operation, its security and its headers included."""
    codes = codes_of(endpoint, told, settings)
    replies = with_refusals(told.good(settings), codes, settings.style)
    if links := LINKS.get(endpoint.operation):
        replies["200"] = replies["200"] | {"links": links}
    if endpoint.operation == "render_download":
        replies |= files.RANGES
    found = {
        "operationId": endpoint.operation,
        "summary": told.summary,
        "externalDocs": {"description": f"contract.md {endpoint.section}", "url": "contract.md"},
        "tags": ["product"],
        "parameters": list(parameters(endpoint)),
        "security": BEARER if endpoint.scope else [],
        "responses": replies,
    }
    return found | {"requestBody": told.body} if told.body else found


def codes_of(endpoint: Endpoint, told: Told, settings: Settings) -> set[Code]:
    """What the operation may be refused with under these settings."""
    limited = {Code.RATE_LIMITED} if settings.limits.requests_per_second else set[Code]()
    return {*told.codes, *limited, *([Code.BAD_TOKEN] if endpoint.scope else [])}


def parameters(endpoint: Endpoint) -> Iterator[Schema]:
    """The names in the path, and the headers."""
    for word in endpoint.path.split("/"):
        if word.startswith("{"):
            yield parameter("path", word.strip("{}"), required=True)
    if endpoint.operation == "anonymous_token":
        yield parameter("header", "X-Client-Id", required=True, format="uuid")
    must = endpoint.operation == "render_submit"
    for name in ATTRIBUTION:
        yield parameter("header", name, required=must, **({"pattern": "[!-~]"} if must else {}))
    if endpoint.operation == "render_download":
        yield files.RANGE


def parameter(where: str, name: str, *, required: bool, **schema: str) -> Schema:
    return {
        "in": where,
        "name": name,
        "required": required,
        "schema": {"type": "string"} | schema,
    }
