"""The control plane in the document: FastAPI's part, with the bodies and replies it cannot know."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from starlette.routing import BaseRoute

from nemo_emulator.api.control import clock, faults, requests, runs, worlds
from nemo_emulator.api.openapi.answers import ANSWERS
from nemo_emulator.api.openapi.replies import content, problem
from nemo_emulator.api.openapi.schemas import Schema, collect, one_of, ref
from nemo_emulator.api.routing import DirectRoute
from nemo_emulator.settings import Settings

BODIES: Final[Mapping[tuple[str, str], type[BaseModel]]] = {
    ("post", "/__nemo/accounts"): worlds.AccountWish,
    ("put", "/__nemo/accounts/{user_id}/credits"): worlds.Grant,
    ("put", "/__nemo/snapshot"): worlds.Kept,
    ("post", "/__nemo/requests/wait"): requests.Waiting,
    ("post", "/__nemo/runs"): runs.RunWish,
    ("post", "/__nemo/clock/advance"): clock.Advance,
    ("post", "/__nemo/clock/wait"): clock.Waiting,
    ("put", "/__nemo/clock"): clock.Manner,
    ("post", "/__nemo/seed"): worlds.Seed,
    ("post", "/__nemo/faults"): faults.OneRule,
    ("put", "/__nemo/script"): faults.Rules,
    ("put", "/__nemo/jobs/{render_id}"): faults.JobMove,
}
"""What a request may carry; every field with a default may be left out, and so may the body."""

_BYTES: Final[Schema] = {"type": "string", "format": "binary"}
_ALSO: Final[Mapping[tuple[str, str], dict[str, Any]]] = {
    ("put", "/__nemo/script"): content({"type": "string"}, "text/plain"),
    ("put", "/__nemo/import"): content(_BYTES, "application/zip"),
}
"""What a body may be besides JSON, or instead."""

OBJECT: Final[Schema] = {"type": "object"}
_KINDS: Final[Mapping[str, str]] = {
    "/__nemo/metrics": "text/plain",
    "/__nemo/events": "text/event-stream",
    "/__nemo/export": "application/zip",
}
_STATUS: Final[Mapping[tuple[str, str], str]] = {
    ("post", "/__nemo/accounts"): "201",
    ("post", "/__nemo/runs"): "201",
    ("delete", "/__nemo/runs/{name}"): "204",
    ("delete", "/__nemo/requests"): "204",
    ("post", "/__nemo/reset"): "204",
    ("put", "/__nemo/snapshot"): "204",
    ("put", "/__nemo/import"): "204",
    ("post", "/__nemo/faults"): "201",
    ("delete", "/__nemo/faults"): "204",
    ("delete", "/__nemo/faults/{which}"): "204",
}


def _leading(name: str, field: str, *operations: str) -> dict[str, Any]:
    """Links that fill ``name`` in from a field of the reply."""
    parameters = {name: f"$response.body#/{field}"}
    return {
        f"on{n}": {"operationId": operation, "parameters": parameters}
        for n, operation in enumerate(operations)
    }


LINKS: Final[Mapping[tuple[str, str], dict[str, Any]]] = {
    ("post", "/__nemo/accounts"): _leading(
        "user_id",
        "user_id",
        "put accounts/{user_id}/credits",
        "post accounts/{user_id}/revoke",
        "post accounts/{user_id}/expire",
    ),
    ("post", "/__nemo/faults"): _leading("which", "number", "delete faults/{which}"),
    ("post", "/__nemo/runs"): _leading("name", "name", "delete runs/{name}"),
}
"""What may be asked next about what a request made."""
_REFUSALS: Final = {
    "400": problem("The body or the query is wrong; the title says where."),
    "403": problem("Not from this machine, or from a page of another site."),
    "404": problem("There is no such thing in this run."),
    "408": problem("It did not come in time."),
    "409": problem("It cannot be done as things stand."),
}


def models() -> dict[str, Schema]:
    """The schemas of all bodies, each under a name of its own."""
    found: dict[str, Schema] = {}
    for place, model in BODIES.items():
        inner = collect([(model, "validation")])
        found |= {_name(place) if key == model.__name__ else key: inner[key] for key in inner}
    answers = {model for either in ANSWERS.values() for model in either}
    told = collect((model, "serialization") for model in sorted(answers, key=str))
    return found | told


def _name(place: tuple[str, str]) -> str:
    """``post /__nemo/clock/wait`` is ``PostClockWait``."""
    method, path = place
    words = [word for word in path.split("/")[2:] if "{" not in word]
    return method.capitalize() + "".join(word.capitalize() for word in words)


def paths(routes: Iterable[BaseRoute], settings: Settings) -> dict[str, dict[str, Any]]:
    """Every operation under ``/__nemo`` that the application has."""
    typed = [route for route in routes if not isinstance(route, DirectRoute)]
    own = get_openapi(title="", version="", routes=typed)["paths"]
    return {
        path: {method: _told(method, path, told, settings) for method, told in item.items()}
        for path, item in own.items()
    }


def _told(method: str, path: str, told: Schema, settings: Settings) -> Schema:
    good = _good(method, path)
    if links := LINKS.get((method, path)):
        good["links"] = links
    replies = {_STATUS.get((method, path), "200"): good} | _REFUSALS
    if settings.control_token:
        replies["401"] = problem("The bearer token of the control plane is missing or wrong.")
    kept: Schema = {key: told[key] for key in ("description", "parameters") if key in told}
    found: Schema = {
        "operationId": f"{method} {path.removeprefix('/__nemo/')}",
        "tags": ["control"],
        **kept,
        "security": [{"control": []}] if settings.control_token else [],
        "responses": replies,
    }
    body = _body((method, path))
    return found | {"requestBody": body} if body else found


def _body(place: tuple[str, str]) -> dict[str, Any]:
    model, told = BODIES.get(place), dict(_ALSO.get(place, {}))
    if model is None:
        return {"required": True, "content": told} if told else {}
    required = not told and any(field.is_required() for field in model.model_fields.values())
    return {"required": required, "content": content(ref(_name(place))) | told}


def _good(method: str, path: str) -> dict[str, Any]:
    if _STATUS.get((method, path)) == "204":
        return {"description": "Done."}
    kind = _KINDS.get(path, "application/json")
    answers = [ref(model) for model in ANSWERS.get((method, path), ())]
    schema = one_of(answers) if answers else OBJECT if kind.endswith("json") else {"type": "string"}
    return {"description": "As it stands.", "content": content(schema, kind)}
