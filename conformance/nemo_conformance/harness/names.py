"""Names for secrets: whatever holds one is written down with its name instead."""

import re
from collections.abc import Mapping
from threading import Lock
from typing import Any, Final

UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
ENV: Final = "token:env"
SHORTEST: Final = 8
"""Signs from which on a secret is one: shorter ones stand in words by chance."""


class Names:
    """``token:env``, ``token:1``, ``client:1``, ``claim:1``, and ``odd:1`` for what is none."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._telling: tuple[tuple[str, str], ...] = ()
        self._lock = Lock()

    def learn(self, kind: str, secret: str) -> str:
        """The secret's name, a new one when it was not known."""
        with self._lock:
            if secret not in self._names:
                count = sum(name.startswith(f"{kind}:") for name in self._names.values())
                self._call(secret, f"{kind}:{count + 1}")
            return self._names[secret]

    def given(self, token: str) -> None:
        """The token of the run's environment."""
        with self._lock:
            self._call(token, ENV)

    def _call(self, secret: str, name: str) -> None:
        self._names[secret] = name
        long = (one for one in self._names.items() if len(one[0]) >= SHORTEST)
        self._telling = tuple(sorted(long, key=lambda one: -len(one[0])))

    def bearer(self, authorization: str | None) -> str | None:
        """The name of what an ``Authorization`` header carries."""
        if not authorization:
            return None
        secret = authorization.partition(" ")[2].strip() or authorization
        return self._names.get(secret) or self.learn("odd", secret)

    def client(self, client_id: str | None) -> str | None:
        """The name of a client id; one that is no UUID is odd."""
        if not client_id:
            return None
        return self.learn("client" if UUID.fullmatch(client_id) else "odd", client_id)

    def blotted(self, text: str) -> str:
        """The text with every secret by its name."""
        if len(text) < SHORTEST:
            return text
        for secret, name in self._telling:
            text = text.replace(secret, name)
        return text

    def clean(self, value: Any) -> Any:
        """A JSON value with every secret by its name."""
        match value:
            case str():
                return self.blotted(value)
            case list():
                return [self.clean(one) for one in value]
            case dict():
                return {key: self.clean(one) for key, one in value.items()}
            case _:
                return value

    def found_in(self, text: str, *kinds: str) -> tuple[str, ...]:
        """The names of the secrets of these kinds that stand in a text."""
        return tuple(
            name
            for secret, name in self.known.items()
            if name.startswith(kinds) and len(secret) >= SHORTEST and secret in text
        )

    @property
    def known(self) -> Mapping[str, str]:
        """Every secret and its name."""
        with self._lock:
            return dict(self._names)
