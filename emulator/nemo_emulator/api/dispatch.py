"""Finds the run that a request is for, by the port that it came to or its path ``/r/NAME/…``."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from nemo_emulator.api.guard import objection
from nemo_emulator.api.replies import problem
from nemo_emulator.runs import Run, RunError, Runs

OWN: Final = "nemo.run"
"""What a port of a run's own puts into the scope: the run."""


class Dispatch:
    """Pure ASGI; puts ``services`` and ``prefix`` into the request's state."""

    def __init__(self, app: ASGIApp, runs: Runs) -> None:
        self._app = app
        self._runs = runs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            run, path, prefix = self._find(scope)
        except RunError as error:
            await problem(404, str(error))(scope, receive, send)
            return
        if path.startswith("/__nemo") and (no := objection(scope, run.services.settings)):
            await problem(*no)(scope, receive, send)
            return
        await self._app(directed(scope, run, path, prefix), receive, send)

    def _find(self, scope: Scope) -> tuple[Run, str, str]:
        """The run, and the path without the prefix that led to it."""
        path: str = scope["path"]
        if own := scope.get(OWN):
            return own, path, ""
        if not path.startswith("/r/"):
            return self._runs.default, path, ""
        name, _, rest = path.removeprefix("/r/").partition("/")
        run = self._runs.get(name)
        return run, f"/{rest}", run.prefix


def directed(scope: Scope, run: Run, path: str, prefix: str) -> Scope:
    """The request as the run sees it."""
    state = {**scope.get("state", {}), "services": run.services, "prefix": prefix}
    if not prefix:
        scope["state"] = state
        return scope
    return {**scope, "path": path, "raw_path": path.encode(), "state": state}
