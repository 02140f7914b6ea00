"""One request and its reply, as the server saw them: what the journal keeps and the judge reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A finished exchange; times in seconds, header names in lower case, secrets redacted."""

    n: int
    operation: str | None
    method: str
    path: str
    query: str = ""
    request_headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    request_body: bytes = b""
    request_bytes: int = 0
    at: float
    ended_at: float
    real_seconds: float = 0.0
    status: int | None = None
    reply_headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    reply_body: bytes = b""
    reply_bytes: int = 0
    code: int | None = None
    user_id: str | None = None
    complete: bool = True
    """False when the peer went away before it had taken everything."""
