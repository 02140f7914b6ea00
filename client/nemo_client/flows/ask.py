"""Ask the service, apply a remedy where the contract has one, ask again once (contract.md 3)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from nemo_client import errors
from nemo_client.flows.desk import Desk
from nemo_client.flows.judge import Accepted, Refusal, Unclear, error_of, garbled, judge
from nemo_client.flows.steps import Broken, Flow, Kind, Reply, Step, Tell, Wait, do
from nemo_client.wording import without_secrets
from nemo_contract.codes import Code

Make = Callable[[Desk], Step[Reply | Broken]]
Remedy = Callable[[Desk, Refusal], Flow[None]]
Remedies = Mapping[int, Remedy]

COOL_DOWN: Final = 30.0
LONGEST_COOL_DOWN: Final = 300.0
RECONNECT: Final = 1.0


def tell(text: str, kind: Kind = Kind.STATUS, fraction: float | None = None) -> Flow[None]:
    """Show the user something; whatever looks like a secret is blotted out (C-SEC-2)."""
    yield from do(Tell(without_secrets(text), kind, fraction))


def cool_down(_desk: Desk, refusal: Refusal) -> Flow[None]:
    """C-ERR-2: wait at least 30 s before the one retry."""
    seconds = min(max(COOL_DOWN, refusal.retry_after), LONGEST_COOL_DOWN)
    yield from tell(f"The service is busy; trying once more in {seconds:.0f} s.")
    yield from do(Wait(seconds))


PATIENT: Final[Remedies] = MappingProxyType({Code.RATE_LIMITED: cool_down})


def ask(desk: Desk, make: Make, remedies: Remedies) -> Flow[tuple[Reply, Accepted]]:
    """Ask until the service accepts; each remedy is applied once, then the request made anew.

    Raises the error of the refusal, ``Garbled`` for what is no reply of the contract, and
    ``Unreachable`` or ``Interrupted`` when there was no reply.
    """
    applied: set[int] = set()
    while True:
        reply = yield from reach(desk, make)
        verdict = judge(reply)
        if isinstance(verdict, Accepted):
            return reply, verdict
        if isinstance(verdict, Unclear):
            raise garbled(verdict)
        remedy = remedies.get(verdict.code)
        if remedy is None or verdict.code in applied:
            raise error_of(desk, verdict)
        applied.add(verdict.code)
        yield from remedy(desk, verdict)


def reach(desk: Desk, make: Make) -> Flow[Reply]:
    """C-ERR-4: ask once; only what certainly never arrived is sent again, once."""
    answer = yield from do(make(desk))
    if isinstance(answer, Broken) and not answer.sent:
        yield from do(Wait(RECONNECT))
        answer = yield from do(make(desk))
    if isinstance(answer, Reply):
        return answer
    if answer.sent:
        raise errors.Interrupted(
            "The connection to the service broke before it answered. Try again."
        )
    raise errors.Unreachable(
        f"Nothing answers at {desk.profile.api}. Check the connection and NEMO_API_URL; "
        "for the local emulator: nemo-emulator serve."
    )
