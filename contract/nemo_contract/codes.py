"""The codes of the service, and how each travels (contract.md, section 1)."""

from enum import IntEnum
from types import MappingProxyType
from typing import Final


class Code(IntEnum):
    """A code as it stands in an envelope's ``code``."""

    OK = 0
    BAD_TOKEN = 1001
    SESSION_NOT_FOUND = 1002
    NO_CREDITS = 2001
    UNSUPPORTED_FILE = 4001
    FILE_TOO_LARGE = 4002
    CLIENT_ID_MISSING = 400
    EXPORT_BLOCKED = 402
    NOT_FOUND = 404
    METHOD_NOT_ALLOWED = 405
    CONFLICT = 409
    INVALID_REQUEST = 422
    RATE_LIMITED = 429
    INTERNAL = 500


STATUS_STYLE: Final = MappingProxyType(
    {
        Code.OK: 200,
        Code.BAD_TOKEN: 401,
        Code.SESSION_NOT_FOUND: 404,
        Code.NO_CREDITS: 402,
        Code.UNSUPPORTED_FILE: 415,
        Code.FILE_TOO_LARGE: 413,
        Code.CLIENT_ID_MISSING: 400,
        Code.EXPORT_BLOCKED: 402,
        Code.NOT_FOUND: 404,
        Code.METHOD_NOT_ALLOWED: 405,
        Code.CONFLICT: 409,
        Code.INVALID_REQUEST: 422,
        Code.RATE_LIMITED: 429,
        Code.INTERNAL: 500,
    }
)
"""HTTP status of each code in the style ``status``."""


def http_status(code: Code, *, style: str) -> int:
    """The HTTP status that carries ``code``; in style ``envelope`` four digits come with 200."""
    if style == "envelope" and code >= 1000:
        return 200
    return STATUS_STYLE[code]
