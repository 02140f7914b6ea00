"""Tokens and credits (contract.md 2.1, 2.2, 2.6)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from nemo_contract import ENDPOINTS, Code, Scope
from nemo_contract.wire import ClaimRequest
from nemo_emulator.api.replies import ok
from nemo_emulator.api.requests import caller, parse, services
from nemo_emulator.api.routing import DirectRoute
from nemo_emulator.clock import rfc3339
from nemo_emulator.errors import Refused
from nemo_emulator.world.world import CLAIM_SECONDS, TokenWish

router = APIRouter(route_class=DirectRoute)


def client_id(request: Request) -> str:
    """The ``X-Client-Id``, a UUID. Refuses with 400."""
    given = request.headers.get("x-client-id", "").strip()
    try:
        return str(UUID(given))
    except ValueError:
        wrong = "is not a UUID" if given else "is missing"
        raise Refused(
            Code.CLIENT_ID_MISSING, f"The header X-Client-Id {wrong}; send a UUID of your own."
        ) from None


@router.post(ENDPOINTS["anonymous_token"].path)
async def anonymous_token(request: Request) -> Response:
    """A token for whoever has an id of his own."""
    it, now = services(request), services(request).clock.now()
    address = request.client.host if request.client else None
    wish = TokenWish(
        client_id=client_id(request),
        token=it.chance.token(),
        user_id=f"anon_{it.chance.hex(16)}",
        address=address,
    )
    it.memory.commit(it.world.issue_token(wish, now))
    issued = it.world.caller(wish.token, Scope.READ, now)
    return ok(
        {
            "token": wish.token,
            "user_id": issued.user_id,
            "credits": issued.account.available,
            "expires_at": rfc3339(issued.token.expires_at),
        }
    )


@router.post(ENDPOINTS["claim_token"].path)
async def claim_token(request: Request) -> Response:
    """A token that opens a page in a browser, and nothing else."""
    it, who = services(request), caller(request, Scope.READ)
    wish = await parse(request, ClaimRequest)
    claim = it.chance.claim()
    it.memory.commit(
        it.world.issue_claim(who, wish.session_id, wish.task_id, claim, it.clock.now())
    )
    return ok({"claim_token": claim, "expires_in": CLAIM_SECONDS})


@router.get(ENDPOINTS["credits"].path)
async def credits(request: Request) -> Response:  # noqa: A001 -- the operation's name
    """What is left, and what running work has reserved."""
    account = caller(request, Scope.READ).account
    available, frozen = account.available, account.frozen
    return ok({"available": available, "frozen": frozen, "total": available + frozen})
