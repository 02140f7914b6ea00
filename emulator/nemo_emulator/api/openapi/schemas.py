"""JSON schemas of the models on the wire, collected under ``components``."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from nemo_contract.endpoints import AGENT

Schema: TypeAlias = dict[str, Any]
Side: TypeAlias = Literal["validation", "serialization"]

WORD: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
_FULL: Final[Schema] = {"required": ["sg"], "properties": {"sg": {"minItems": 1}}}
_SPOKEN: Final[Schema] = {
    "required": ["text"],
    "properties": {"text": {"type": "string", "pattern": r"[^\s]"}},
}
_NARROWER: Final[Mapping[str, Mapping[str, Schema]]] = {
    "RunRequest": {"app_name": {"const": AGENT}},
    "Claim": {"claim_token": {"pattern": "^clm_"}},
    "AnonymousToken": {
        "token": {"pattern": "^nmv_usr_"},
        "expires_at": {"format": "date-time"},
    },
    "Session": {"session_id": {"pattern": "^[0-9]+$"}},
    "RenderRequest": {
        "id": {"pattern": r"^[A-Za-z0-9_-]+$", "not": {"const": "lambda"}},
        "draft": {"required": ["t"], "properties": {"t": {"contains": _FULL}}},
    },
    "NewMessage": {"parts": {"contains": _SPOKEN}},
    "UrlUpload": {"urls": {"items": {"type": "string", "pattern": "^https?://[a-z0-9.-]+/"}}},
}
"""What the contract says of a field beyond its type, and what our routes insist on."""


def ref(model: type[BaseModel] | str) -> Schema:
    """A reference to a collected schema."""
    name = model if isinstance(model, str) else model.__name__
    return {"$ref": f"#/components/schemas/{name}"}


def collect(models: Iterable[tuple[type[BaseModel], Side]]) -> dict[str, Schema]:
    """The schema of each model and of all that they hold, by name.

    ``serialization`` is for replies: what has a default is sent all the same.
    """
    _, found = models_json_schema(list(models), ref_template=ref("{model}")["$ref"])
    schemas: dict[str, Schema] = found.get("$defs", {})
    for name, fields in _NARROWER.items():
        for field, more in fields.items():
            if name in schemas:
                schemas[name]["properties"][field] |= more
    return schemas


def whole(schema: Schema) -> Schema:
    """The schema of a reply that always sends every field that it knows."""
    return schema | {"required": list(schema.get("properties", ()))}


def record(**fields: Schema) -> Schema:
    """An object that has exactly these fields."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def one_of(schemas: list[Schema]) -> Schema:
    """Either of them."""
    return schemas[0] if len(schemas) == 1 else {"oneOf": schemas}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
