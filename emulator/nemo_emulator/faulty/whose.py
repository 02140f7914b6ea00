"""Whose session a request is about, as far as the request itself says. Pure."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from nemo_contract import ENDPOINTS


class Named(StrEnum):
    """What a request names."""

    SESSION = "session_id"
    RENDER = "render_id"


@dataclass(frozen=True, slots=True)
class Name:
    """A session or a render, by its id."""

    kind: Named
    id: str


IN_BODY: Final = MappingProxyType(
    {"run_sse": "session_id", "render_submit": "sessionId", "claim_token": "session_id"}
)
"""The operations whose body names the session, and in which field."""
_PATHS: Final = MappingProxyType(
    {
        row.operation: re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(row.path)))
        for row in ENDPOINTS.values()
        if "{" in row.path
    }
)


def whose(operation: str, path: str, body: bytes = b"") -> Name | None:
    """What the request names; None if nothing, or nothing that can be read."""
    if operation in IN_BODY:
        found = _field(body, IN_BODY[operation])
        return Name(Named.SESSION, found) if isinstance(found, str) else None
    match = _PATHS[operation].fullmatch(path) if operation in _PATHS else None
    if match is None:
        return None
    ((kind, named),) = match.groupdict().items()
    return Name(Named(kind), named)


def _field(body: bytes, name: str) -> Any:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found.get(name) if isinstance(found, dict) else None
