"""Addresses of files that need no token: signed, and good until a date (contract.md 2.9)."""

import hmac
from hashlib import sha256
from urllib.parse import quote, urlencode


class Signer:
    """Signs paths with a key that belongs to the data folder."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def sign(self, path: str, expires_at: float) -> str:
        """The path, quoted, with the query that ``check`` accepts until ``expires_at`` (s)."""
        expires = str(int(expires_at))
        query = urlencode({"expires": expires, "signature": self._of(path, expires)})
        return f"{quote(path)}?{query}"

    def check(self, path: str, expires: str, signature: str, now: float) -> bool:
        """Whether the signature is ours and its time has not run out."""
        right = hmac.compare_digest(self._of(path, expires).encode(), signature.encode())
        return right and expires.isdecimal() and now < int(expires)

    def _of(self, path: str, expires: str) -> str:
        return hmac.new(self._key, f"{path}\n{expires}".encode(), sha256).hexdigest()[:32]
