"""Takes out of a recording what is nobody's business: tokens, cookies, signatures. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from nemo_emulator.journal import readable, redacted

_SIGNED: Final = re.compile(
    rb"(?i)([?&](?:[\w-]*(?:sign|token|secret|key|credential|policy|expires)[\w-]*|sig)=)[^&\s\"'\\]+"
)
"""What stands in the addresses of storage services."""
_BEARER: Final = re.compile(rb"(?i)(bearer\s+)[\w.~+/=-]+")
STARS: Final = b"***"


def clean(text: bytes, token: str) -> bytes:
    """The bytes without ``token``, any other token, or the signature of an address."""
    without = redacted(text.replace(token.encode(), STARS))
    return _BEARER.sub(rb"\1" + STARS, _SIGNED.sub(rb"\1" + STARS, without))


def clean_headers(headers: Iterable[tuple[bytes, bytes]], token: str) -> Mapping[str, str]:
    """Headers as text; those that carry secrets are blotted out."""
    return readable((name, clean(value, token)) for name, value in headers)
