"""Another origin, where the files lie in some worlds: what a client takes there is seen."""

from collections.abc import Callable, Mapping
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

WHERE: Final = "another origin, where the files are"
Hear = Callable[[str, Mapping[str, str]], None]
"""Is told of a host and the headers of a request for it."""


class Abroad:
    """The same server at a port of its own; ``heard`` is told of every request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.heard: Hear = lambda host, headers: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            pairs = ((name.decode("latin-1"), value) for name, value in scope["headers"])
            self.heard(WHERE, {name.lower(): value.decode("latin-1") for name, value in pairs})
        await self._app(scope, receive, send)
