"""Finds the run that a request is for, by its path ``/r/NAME/…``, and takes that part away."""

from starlette.types import ASGIApp, Receive, Scope, Send

from nemo_emulator.api.guard import objection
from nemo_emulator.api.replies import problem
from nemo_emulator.runs import Run, RunError, Runs


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
            run, path = self._find(scope["path"])
        except RunError as error:
            await problem(404, str(error))(scope, receive, send)
            return
        if path.startswith("/__nemo") and (no := objection(scope, run.services.settings)):
            await problem(*no)(scope, receive, send)
            return
        await self._app(directed(scope, run, path), receive, send)

    def _find(self, path: str) -> tuple[Run, str]:
        if not path.startswith("/r/"):
            return self._runs.default, path
        name, _, rest = path.removeprefix("/r/").partition("/")
        return self._runs.get(name), f"/{rest}"


def directed(scope: Scope, run: Run, path: str) -> Scope:
    """The request as the run sees it."""
    state = {**scope.get("state", {}), "services": run.services, "prefix": run.prefix}
    return {**scope, "path": path, "raw_path": path.encode(), "state": state}
