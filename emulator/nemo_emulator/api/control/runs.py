"""Runs: making, listing and ending isolated worlds."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator import steering, verbs
from nemo_emulator.api.control.asking import Count, Wish, plainly
from nemo_emulator.api.control.worlds import AccountWish
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import origin, services
from nemo_emulator.clock import Mode, VirtualClock
from nemo_emulator.clock.virtual import EPOCH
from nemo_emulator.runs import Run, RunError, Runs
from nemo_emulator.settings import Dialect, Pace, RenderShape, Settings, Style
from nemo_emulator.tuning import revised, tuned

router = APIRouter(prefix="/runs")


class ClockWish(Wish):
    """How the run's time passes; ``epoch`` is its start in s since 1970."""

    mode: Mode = Mode.AUTO
    scale: float = Field(default=1.0, gt=0, le=1e6)
    epoch: float = Field(default=EPOCH, ge=0, le=1e11)

    def clock(self) -> VirtualClock:
        """A clock that stands at its start."""
        return VirtualClock(self.epoch, mode=self.mode, scale=self.scale)


class RunWish(Wish):
    """The run to make; what is left out is as in the server's own settings."""

    name: str | None = None
    port: Count | None = Field(default=None, ge=0, le=65_535)
    revision: str | None = None
    seed: Count | None = None
    pace: Pace | None = None
    dialect: Dialect | None = None
    style: Style | None = None
    render_shape: RenderShape | None = None
    abort_on_disconnect: bool | None = None
    same_render_id_returns_job: bool | None = None
    public_url: str | None = None
    web_url: str | None = None
    prices: dict[str, Count] | None = None
    limits: dict[str, bool | int | float] | None = None
    habits: dict[str, int | float] | None = None
    faults: tuple[str | dict[str, Any], ...] = ()
    accounts: tuple[AccountWish, ...] = ()
    clock: ClockWish | None = None

    def settings(self, base: Settings) -> Settings:
        """The server's settings, changed. Raises ``SettingError``, ``ScriptError``."""
        own = {"name", "port", "revision", "faults", "accounts", "clock"}
        given = self.model_dump(exclude_none=True, exclude=own)
        revised_base = revised(base, self.revision) if self.revision else base
        rules = steering.texts(self.faults)
        return replace(tuned(revised_base, given), data=None, faults=rules)


def runs(request: Request) -> Runs:
    """All runs of this server."""
    found = request.app.state.runs
    assert isinstance(found, Runs)
    return found


def shown(request: Request, run: Run) -> dict[str, Any]:
    """A run: its name and where clients reach it."""
    return {"name": run.name, "url": address(request, run), "now": run.services.clock.now()}


def address(request: Request, run: Run) -> str:
    """By its own port if it has one, else by its path on this one."""
    port = runs(request).port(run.name)
    if port is not None:
        host = request.url.hostname or "127.0.0.1"
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return origin(request).removesuffix(str(request.state.prefix)) + run.prefix


@router.get("")
async def list_runs(request: Request) -> Response:
    """Every run."""
    all_runs = runs(request)
    return json_reply({"runs": [shown(request, all_runs.get(name)) for name in all_runs.names]})


@router.post("")
async def create(request: Request) -> Response:
    """A new, empty world with a base URL of its own."""
    wish = await plainly(request, RunWish)
    it = services(request)
    name = wish.name or f"run-{it.chance.hex(8)}"
    clock = wish.clock.clock() if wish.clock else None
    run = runs(request).create(name, wish.settings(it.settings), clock)
    if wish.port is not None:
        await open_port(request, name, wish.port)
    opened = [verbs.open_account(run.services, one.new()) for one in wish.accounts]
    return json_reply(shown(request, run) | {"accounts": opened}, 201)


async def open_port(request: Request, name: str, port: int) -> None:
    """Beside the port that this request came to; without one there is no run either."""
    try:
        await runs(request).listen(name, request.scope["server"][0], port)
    except RunError:
        await runs(request).remove(name)
        raise


@router.delete("/{name}")
async def remove(request: Request, name: str) -> Response:
    """End a run and forget it."""
    await runs(request).remove(name)
    return Response(status_code=204)
