"""What is in a run's world: health, accounts, ledger, sessions, renders, the whole of it."""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from nemo_contract import Scope
from nemo_emulator import archive, verbs
from nemo_emulator.api.control.asking import Amiss, Count, Nothing, Wish, plainly
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import services
from nemo_emulator.verdict import verdict
from nemo_emulator.wishes import NewAccount
from nemo_emulator.world import Plan
from nemo_emulator.world.world import ALL_SCOPES

router = APIRouter()


class AccountWish(Wish):
    """The account to make."""

    plan: Plan = Plan.PAID
    credits: Count = Field(default=100, ge=0, le=1_000_000_000)
    days: float = Field(default=7.0, gt=0, le=36_500)
    scopes: tuple[Scope, ...] = ALL_SCOPES

    def new(self) -> NewAccount:
        return NewAccount(plan=self.plan, credits=self.credits, days=self.days, scopes=self.scopes)


class Grant(Wish):
    """What an account shall have left."""

    available: Count = Field(ge=0, le=1_000_000_000)


@router.get("/health")
async def health(request: Request) -> Response:
    """Alive, with which settings."""
    return json_reply(verbs.health(services(request)))


@router.get("/verdict")
async def judged(request: Request) -> Response:
    """Whether all went as scripted, and nothing strange came."""
    return json_reply(verdict(services(request)))


@router.get("/ledger")
async def ledger(request: Request) -> Response:
    """Every executed turn and what it took."""
    return json_reply({"rows": verbs.ledger(services(request))})


@router.get("/sessions")
async def sessions(request: Request) -> Response:
    """Every session."""
    return json_reply({"sessions": verbs.sessions(services(request))})


@router.get("/jobs")
async def jobs(request: Request) -> Response:
    """Every render."""
    return json_reply({"jobs": verbs.jobs(services(request))})


@router.get("/accounts")
async def accounts(request: Request) -> Response:
    """Everybody."""
    return json_reply({"accounts": verbs.accounts(services(request))})


@router.post("/accounts")
async def open_account(request: Request) -> Response:
    """Make an account; the reply tells its token, this once."""
    wish = await plainly(request, AccountWish)
    return json_reply(verbs.open_account(services(request), wish.new()), 201)


@router.put("/accounts/{user_id}/credits")
async def grant(request: Request, user_id: str) -> Response:
    """Set what an account has left."""
    wish = await plainly(request, Grant)
    verbs.grant(services(request), user_id, wish.available)
    rows = verbs.accounts(services(request))
    return json_reply(next(row for row in rows if row["user_id"] == user_id))


@router.post("/accounts/{user_id}/revoke")
async def revoke(request: Request, user_id: str) -> Response:
    """Make its tokens worthless."""
    await plainly(request, Nothing)
    return json_reply({"revoked": verbs.revoke(services(request), user_id)})


@router.post("/accounts/{user_id}/expire")
async def expire(request: Request, user_id: str) -> Response:
    """Let its tokens end now."""
    await plainly(request, Nothing)
    return json_reply({"expired": verbs.expire(services(request), user_id)})


@router.post("/reset")
async def reset(request: Request) -> Response:
    """An empty world."""
    await plainly(request, Nothing)
    await verbs.reset(services(request))
    return Response(status_code=204)


@router.post("/seed")
async def seed(request: Request) -> Response:
    """Ids and choices from here on as of a run with this seed."""
    wish = await plainly(request, Seed)
    verbs.reseed(services(request), wish.seed)
    return json_reply({"seed": wish.seed})


@router.get("/export")
async def export(request: Request) -> Response:
    """The whole state and its files, as a zip."""
    it = services(request)
    aside = it.blobs.writer()
    aside.finish()
    await archive.write(it, aside.path)
    return FileResponse(
        aside.path,
        media_type="application/zip",
        filename=f"nemulator-{it.run}.zip",
        background=BackgroundTask(aside.abort),
    )


@router.put("/import")
async def take(request: Request) -> Response:
    """Become what was exported, perhaps by another emulator."""
    it = services(request)
    with it.blobs.writer() as aside:
        async for chunk in request.stream():
            aside.write(chunk)
        aside.finish()
        try:
            await archive.read(it, aside.path)
        except ValueError as error:
            raise Amiss(str(error).partition("\n")[0]) from None
    return Response(status_code=204)


@router.get("/snapshot")
async def snapshot(request: Request) -> Response:
    """The whole state, to keep."""
    return json_reply(verbs.snapshot(services(request)))


@router.put("/snapshot")
async def restore(request: Request) -> Response:
    """Become what a snapshot was."""
    kept: dict[str, Any] = (await plainly(request, Kept)).model_dump()
    try:
        await verbs.restore(services(request), kept)
    except ValueError as error:
        raise Amiss(str(error).partition("\n")[0]) from None
    return Response(status_code=204)


class Seed(Wish):
    """A whole number; null: nobody can tell."""

    seed: Count | None


class Kept(Wish):
    """What ``GET /__nemo/snapshot`` gave."""

    format: Literal["nemulator/1"]
    at: float
    state: dict[str, Any]
