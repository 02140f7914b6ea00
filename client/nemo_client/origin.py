"""Where a URL points: what may carry the token and what may not (C-ATTR-1, C-SEC-1)."""

from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

PORTS: Final = {"http": 80, "https": 443}
LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host in lower case, port. Raises ``ValueError`` when it is no web address."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"{url!r} is not a web address; write it like http://127.0.0.1:8787")
    return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]


def same_origin(one: str, other: str) -> bool:
    """Whether both lead to the same place; what is no web address leads nowhere."""
    try:
        return origin_of(one) == origin_of(other)
    except ValueError:
        return False


def holds_token(url: str) -> bool:
    """C-SEC-1: whether a token stands in it, written out or not; it is then never used."""
    return "nmv_usr_" in unquote(unquote(url)).lower()


def is_local(url: str) -> bool:
    """Whether it leads to this very machine."""
    return origin_of(url)[1] in LOOPBACK


def resolve(base: str, url: str) -> str | None:
    """``url``, made absolute; None when it is none, or no web address."""
    if not url:
        return None
    try:
        whole = urljoin(base, url)
        origin_of(whole)
    except ValueError:
        return None
    return whole


def folder_name(api: str) -> str:
    """A name for the API's origin that any file system takes."""
    scheme, host, port = origin_of(api)
    return f"{scheme}_{host.replace(':', '.')}_{port}"
