"""Files in the document: the upload's form, downloads with ranges, signed addresses."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from nemo_contract import Code
from nemo_emulator.api import files, renders
from nemo_emulator.api.openapi.replies import content, refused
from nemo_emulator.api.openapi.schemas import WORD, Schema

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
    "schema": {"type": "string", "pattern": r"^bytes=[0-9]{1,9}-$"},
}
_HEADERS: Final = {
    name: {"required": True, "schema": WORD} for name in ("ETag", "Accept-Ranges", "Last-Modified")
}
FILE: Final[dict[str, Any]] = {
    "description": "The file.",
    "headers": _HEADERS,
    "content": {kind: {"schema": _BYTES} for kind in sorted(set(renders.MEDIA_TYPES.values()))},
}
_PLAIN: Final = content(WORD, "text/plain")
RANGES: Final[Mapping[str, dict[str, Any]]] = {
    "206": FILE | {"description": "The part that Range asked for."},
    "400": {"description": "Range cannot be read.", "content": _PLAIN},
    "416": {
        "description": "Range lies outside the file.",
        "headers": {"Content-Range": {"required": True, "schema": WORD}},
        "content": _PLAIN,
    },
}


def head_of(get: Schema) -> Schema:
    """The same operation as HEAD: every reply without its body."""
    replies = {
        status: {key: value for key, value in reply.items() if key != "content"}
        for status, reply in get["responses"].items()
    }
    return get | {"operationId": get["operationId"] + "_head", "responses": replies}


def paths() -> dict[str, dict[str, Any]]:
    """The addresses that replies give out; they need no token."""
    upload = _signed("uploaded_file", ("upload_id", "name"), files.MEDIA_TYPES.values())
    rendered = _signed("rendered_file", ("blob", "name"), renders.MEDIA_TYPES.values())
    return {
        files.router.url_path_for("uploaded_file", upload_id="{upload_id}", name="{name}"): upload,
        renders.router.url_path_for("rendered_file", blob="{blob}", name="{name}"): rendered,
    }


def _signed(name: str, words: tuple[str, str], kinds: Iterable[str]) -> dict[str, Any]:
    placed = [("path", word, True) for word in words]
    asked = [("query", word, False) for word in ("signature", "expires")]
    parameters = [
        {"in": where, "name": word, "required": must, "schema": WORD}
        for where, word, must in (*placed, *asked)
    ]
    good = FILE | {"content": {kind: {"schema": _BYTES} for kind in sorted(set(kinds))}}
    get = {
        "operationId": name,
        "summary": "A file by its signed address",
        "tags": ["product"],
        "parameters": [*parameters, RANGE],
        "security": [],
        "responses": {"200": good, "404": refused([Code.NOT_FOUND])} | dict(RANGES),
    }
    return {"get": get, "head": head_of(get)}
