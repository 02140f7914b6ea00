"""Where the token comes from: the environment, what was kept, or the service (C-AUTH-*)."""

import re
from types import MappingProxyType
from typing import Final

from nemo_client.errors import Garbled
from nemo_client.flows.ask import PATIENT, Remedies, ask
from nemo_client.flows.desk import Desk
from nemo_client.flows.judge import Refusal, error_of
from nemo_client.flows.steps import (
    Call,
    Draw,
    Flow,
    Identity,
    Mint,
    Recall,
    Remember,
    Request,
    do,
)
from nemo_contract.codes import Code


def sign_in(desk: Desk) -> Flow[None]:
    """Have a token; asks the service only when there is none yet."""
    if desk.token:
        return
    desk.account.identity = yield from _kept(desk)
    if not desk.token:
        yield from acquire(desk)


def acquire(desk: Desk) -> Flow[None]:
    """C-AUTH-2: get an anonymous token for the client id, and keep both."""
    _, accepted = yield from ask(desk, lambda at: Call(_request(at)), _TOKEN_REMEDIES)
    token = accepted.data.get("token")
    if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]+", token):
        raise Garbled("The service gave no access. Check NEMO_API_URL, then try again.")
    client_id = _identity(desk).client_id
    desk.account.identity = Identity(client_id, token, str(accepted.data.get("user_id") or ""))
    yield from do(Remember(_identity(desk)))


def renew(desk: Desk, refusal: Refusal) -> Flow[None]:
    """C-AUTH-4: a new token for the same client id; the user's own is not ours to replace."""
    if desk.has_own_token:
        raise error_of(desk, refusal)
    yield from acquire(desk)


def _kept(desk: Desk) -> Flow[Identity]:
    """The identity of earlier runs, else a fresh one; NEMO_CLIENT_ID goes before both."""
    kept = (yield from do(Recall())).identity
    wanted = desk.profile.client_id
    if kept and wanted in ("", kept.client_id):
        return kept
    return Identity(wanted) if wanted else (yield from _fresh())


def _fresh() -> Flow[Identity]:
    return Identity((yield from do(Mint(Draw.UUID))).text)


def _new_client_id(desk: Desk, _refusal: Refusal) -> Flow[None]:
    """C-AUTH-5: the service missed the client id; make one and try once more."""
    desk.account.identity = yield from _fresh()


_TOKEN_REMEDIES: Final[Remedies] = MappingProxyType(
    {**PATIENT, Code.CLIENT_ID_MISSING: _new_client_id}
)


def _request(desk: Desk) -> Request:
    request = desk.request("anonymous_token")
    headers = {**request.headers, "X-Client-Id": _identity(desk).client_id}
    return Request(
        operation=request.operation, method=request.method, url=request.url, headers=headers
    )


def _identity(desk: Desk) -> Identity:
    assert desk.identity is not None
    return desk.identity
