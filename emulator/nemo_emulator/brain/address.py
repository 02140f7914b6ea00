"""Where a language model is: ``openai:URL:MODEL``."""

import re
from dataclasses import dataclass, field
from typing import Final, Self

_FORM: Final = re.compile(
    r"openai:(?P<url>(?P<scheme>https?)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^/:@\s]+)(?::\d+)?(?:/[^:\s]*)?)"
    r":(?P<model>\S+)"
)
_NEAR: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class BrainAddress:
    """An OpenAI-compatible server, and what it shall run; the token is shown to nobody."""

    url: str
    model: str
    token: str | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, text: str, token: str | None = None) -> Self:
        """Raises ``ValueError`` for anything else, and for a token that would travel in clear."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(
                f'"{text}" is no brain; write openai:URL:MODEL, '
                "as openai:http://127.0.0.1:11434/v1:llama3.1"
            )
        if token and found["scheme"] == "http" and found["host"] not in _NEAR:
            raise ValueError("A token goes over https only; take an https address, or no token.")
        return cls(found["url"].rstrip("/"), found["model"], token or None)

    @property
    def completions(self) -> str:
        """The address that answers."""
        return f"{self.url}/chat/completions"
