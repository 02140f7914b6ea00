"""Who may use the control plane: somebody on this machine, and no page of another site.

A page in the user's browser can send requests to loopback. Its ``Origin`` gives it away; a name
that was made to resolve to loopback gives itself away in ``Host``.
"""

import hmac
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import Scope

from nemo_emulator.settings import Settings


def objection(scope: Scope, settings: Settings) -> tuple[int, str] | None:
    """Why this request to ``/__nemo`` is refused: a status and a sentence; None lets it pass."""
    headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
    if settings.control_token and not _authorized(headers, settings.control_token):
        return 401, "The control plane wants the bearer token of NEMO_EMULATOR_CONTROL_TOKEN."
    if not (settings.control_anywhere or settings.control_token or _near(scope)):
        return 403, "The control plane is for this machine; serve with --control anywhere."
    if not _plain_host(headers.get("host", ""), settings):
        return 403, "This Host is no name of this machine; use localhost or an address."
    if not _same_origin(headers):
        return 403, "Pages of other sites may not use the control plane."
    return None


def _authorized(headers: Mapping[str, str], token: str) -> bool:
    given = headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def _near(scope: Scope) -> bool:
    """The peer is on loopback, or on a socket without addresses."""
    peer = scope.get("client")
    return peer is None or ip_address(peer[0]).is_loopback


def _plain_host(host: str, settings: Settings) -> bool:
    """An address, ``localhost``, a name without a dot, or the name that links carry."""
    name = urlsplit(f"//{host}").hostname or ""
    public = urlsplit(settings.public_url or "").hostname
    return "." not in name or name.endswith(".localhost") or name == public or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _same_origin(headers: Mapping[str, str]) -> bool:
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
