"""What is left to spend (C-CRED-1)."""

from pydantic import ValidationError

from nemo_client.errors import Garbled
from nemo_client.flows.account import sign_in
from nemo_client.flows.ask import ask, tell
from nemo_client.flows.desk import Desk
from nemo_client.flows.sessions import SIGNED_IN
from nemo_client.flows.steps import Call, Flow, Kind
from nemo_contract.wire import Credits


def credit_balance(desk: Desk) -> Flow[Credits]:
    """C-CRED-1: answered from the endpoint, never from memory."""
    yield from sign_in(desk)
    _, accepted = yield from ask(desk, lambda at: Call(at.request("credits")), SIGNED_IN)
    try:
        balance = Credits.model_validate(accepted.data)
    except ValidationError as error:
        raise Garbled(
            "The service gave a balance that does not add up. Try again later."
        ) from error
    frozen = f", and {balance.frozen} are reserved for running work" if balance.frozen else ""
    yield from tell(f"{balance.available} credits are available{frozen}.", Kind.DONE)
    return balance
