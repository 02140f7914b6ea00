"""Replies as the document tells them: envelopes by code and style, files, streams, problems."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from nemo_contract import Code, http_status
from nemo_emulator.api.openapi.schemas import WHOLE, WORD, Schema, one_of, record
from nemo_emulator.settings import Style

JSON: Final = "application/json"
MEANINGS: Final[Mapping[Code, str]] = {
    Code.BAD_TOKEN: "token missing, invalid, expired or revoked",
    Code.SESSION_NOT_FOUND: "no such session, or not yours",
    Code.NO_CREDITS: "out of credits",
    Code.UNSUPPORTED_FILE: "unsupported file type",
    Code.FILE_TOO_LARGE: "file too large",
    Code.CLIENT_ID_MISSING: "X-Client-Id is missing or no UUID",
    Code.EXPORT_BLOCKED: "export blocked by plan or missing attribution",
    Code.NOT_FOUND: "no such render or file, or not yours",
    Code.CONFLICT: "this render id was used before",
    Code.INVALID_REQUEST: "the body is not as described",
    Code.RATE_LIMITED: "rate limited",
}
_RETRY: Final = {"Retry-After": {"description": "Seconds.", "required": True, "schema": WORD}}


def success(data: Schema) -> Schema:
    """The envelope of a success."""
    return record(code={"const": 0}, message=WORD, data=data)


def refusal(codes: Iterable[Code]) -> Schema:
    """The envelope of a refusal with one of these codes."""
    return record(code={"enum": sorted(map(int, codes))}, message=WORD, data={"type": "null"})


def content(schema: Schema, kind: str = JSON) -> dict[str, Any]:
    return {kind: {"schema": schema}}


def with_refusals(
    good: dict[str, Any], codes: Iterable[Code], style: Style
) -> dict[str, dict[str, Any]]:
    """All replies of an operation by status: ``good`` is its 200, a refusal may share that."""
    by_status: dict[int, list[Code]] = defaultdict(list)
    for code in sorted(codes):
        by_status[http_status(code, style=style)].append(code)
    replies = {str(status): refused(by_status[status]) for status in sorted(by_status)}
    beside = by_status.get(200)
    return replies | {"200": _sharing(good, beside) if beside else good}


def refused(codes: list[Code]) -> dict[str, Any]:
    """A reply that carries one of these codes."""
    told = "; ".join(f"{int(code)}: {MEANINGS[code]}" for code in codes)
    reply = {"description": told, "content": content(refusal(codes))}
    return reply | {"headers": _RETRY} if Code.RATE_LIMITED in codes else reply


def _sharing(good: dict[str, Any], codes: list[Code]) -> dict[str, Any]:
    """A 200 that may be a refusal too, as style ``envelope`` has it."""
    told = dict(good["content"])
    own = [told[JSON]["schema"]] if JSON in told else []
    told[JSON] = {"schema": one_of([*own, refusal(codes)])}
    either = f"{good['description']} Or a refusal: {refused(codes)['description']}"
    optional = {name: row | {"required": False} for name, row in good.get("headers", {}).items()}
    return good | {"description": either, "content": told, "headers": optional}


def problem(description: str) -> dict[str, Any]:
    """A refusal of the control plane."""
    schema = record(title=WORD, status=WHOLE)
    return {"description": description, "content": content(schema, "application/problem+json")}
