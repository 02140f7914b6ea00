"""Every operation of the service: where it is and what it asks for (contract.md, section 2)."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

AGENT: Final = "nemo_agent"
ME: Final = "me"


class Scope(StrEnum):
    READ = "read"
    WRITE = "write"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation; ``path`` is a template with ``{names}``, ``scope`` None means no token."""

    operation: str
    method: str
    path: str
    scope: Scope | None
    section: str

    def url(self, **parts: str) -> str:
        """The path with its names filled in, each escaped: an id is one segment."""
        return self.path.format(**{name: quote(part, safe="") for name, part in parts.items()})


_ROWS = (
    Endpoint("anonymous_token", "POST", "/api/auth/anonymous-token", None, "2.1"),
    Endpoint("claim_token", "POST", "/api/auth/claim-token", Scope.READ, "2.2"),
    Endpoint("create_session", "POST", f"/api/tasks/{ME}/with-session/{AGENT}", Scope.WRITE, "2.3"),
    Endpoint("run_sse", "POST", "/run_sse", Scope.WRITE, "2.4"),
    Endpoint(
        "upload", "POST", f"/api/upload-video/{AGENT}/{ME}/{{session_id}}", Scope.UPLOAD, "2.5"
    ),
    Endpoint("credits", "GET", "/api/credits/balance/simple", Scope.READ, "2.6"),
    Endpoint("state", "GET", f"/api/state/{AGENT}/{ME}/{{session_id}}/latest", Scope.READ, "2.7"),
    Endpoint("render_submit", "POST", "/api/render/proxy/lambda", Scope.WRITE, "2.9"),
    Endpoint("render_poll", "GET", "/api/render/proxy/lambda/{render_id}", Scope.READ, "2.9"),
    Endpoint(
        "render_cancel", "POST", "/api/render/proxy/lambda/{render_id}/cancel", Scope.WRITE, "2.9"
    ),
    Endpoint("render_download", "GET", "/api/render/proxy/{render_id}/download", Scope.READ, "2.9"),
)

ENDPOINTS: Final = MappingProxyType({row.operation: row for row in _ROWS})
