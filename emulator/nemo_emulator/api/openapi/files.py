"""Files in the document: the upload's form, downloads with ranges, signed addresses."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.routing import BaseRoute

from nemo_contract import Code
from nemo_emulator.api import files, renders
from nemo_emulator.api.openapi.replies import content, refused
from nemo_emulator.api.openapi.schemas import WORD, Schema
from nemo_emulator.api.routing import DirectRoute

_BYTES: Final[Schema] = {"type": "string", "format": "binary"}
FORM: Final[Schema] = {
    "type": "object",
    "properties": {"files": {"type": "array", "items": _BYTES, "minItems": 1}},
    "required": ["files"],
}
RANGE: Final[Schema] = {
    "in": "header",
    "name": "Range",
    "required": False,
    "schema": WORD,
}
_HEADERS: Final = {
    name: {"required": True, "schema": WORD} for name in ("ETag", "Accept-Ranges", "Last-Modified")
}
FILE: Final[dict[str, Any]] = {
    "description": "The file.",
    "headers": _HEADERS,
    "content": {kind: {"schema": _BYTES} for kind in sorted(set(renders.MEDIA_TYPES.values()))},
}
_PARTS: Final = {"multipart/byteranges": {"schema": _BYTES}}


def _partly(file: dict[str, Any]) -> dict[str, Any]:
    """A range of the file, or several of them as parts."""
    told = "The part that Range asked for, or the parts."
    return file | {"description": told, "content": file["content"] | _PARTS}


_PLAIN: Final = content(WORD, "text/plain")
_TAG: Final = {"ETag": {"required": True, "schema": WORD}}


def ranges(file: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What may be answered instead of the whole file (RFC 9110, 13 and 14)."""
    return {
        "206": _partly(file),
        "304": {"description": "If-None-Match has it already.", "headers": _TAG},
        "412": {"description": "If-Match means another file."},
        "416": {
            "description": "Range lies outside the file.",
            "headers": {"Content-Range": {"required": True, "schema": WORD}},
            "content": _PLAIN,
        },
    }


RANGES: Final[Mapping[str, dict[str, Any]]] = ranges(FILE)


def head_of(get: Schema) -> Schema:
    """The same operation as HEAD: every reply without its body."""
    replies = {
        status: {key: value for key, value in reply.items() if key != "content"}
        for status, reply in get["responses"].items()
    }
    return get | {"operationId": get["operationId"] + "_head", "responses": replies}


def paths(routes: Iterable[BaseRoute]) -> dict[str, dict[str, Any]]:
    """The addresses that replies give out; they need no token."""
    direct = (route for route in routes if isinstance(route, DirectRoute))
    return {
        route.path: _signed(route.name, route.path)
        for route in direct
        if route.path.startswith("/cdn/")
    }


def _signed(name: str, path: str) -> dict[str, Any]:
    words = [word.strip("{}") for word in path.split("/") if word.startswith("{")]
    placed = [("path", word, True) for word in words]
    asked = [("query", word, False) for word in ("signature", "expires")]
    file = _any_file()
    get = {
        "operationId": name,
        "summary": "A file by its signed address",
        "tags": ["product"],
        "parameters": [
            {"in": where, "name": word, "required": must, "schema": WORD}
            for where, word, must in (*placed, *asked)
        ]
        + [RANGE],
        "security": [],
        "responses": {"200": file, "404": refused([Code.NOT_FOUND])} | ranges(file),
    }
    return {"get": get, "head": head_of(get)}


def _any_file() -> dict[str, Any]:
    kinds = {*files.MEDIA_TYPES.values(), *renders.MEDIA_TYPES.values()}
    return FILE | {"content": {kind: {"schema": _BYTES} for kind in sorted(kinds)}}
