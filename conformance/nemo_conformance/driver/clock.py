"""What a client that shares the run's clock (mode ``coop``) says to the clock's URL, and hears.

``POST {url}/wait`` takes a ``Wait`` or, when a waiter is over, a ``Done``; ``GET {url}?run&seen``
asks at which virtual time a byte was sent. Each is answered by a ``Now``.
"""

from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from nemo_conformance.driver.words import Message


class Wait(Message):
    """Wait until the virtual time ``until`` (s), or until there are bytes that were not read.

    ``seen`` is the number of body bytes read so far on the open ``/run_sse`` response, 0 when none
    is open. ``waiter`` tells the waits of several threads apart.
    """

    run: str
    until: float
    seen: Annotated[int, Field(ge=0)] = 0
    waiter: str | None = None


class Done(Message):
    """This waiter waits no more: time need not stop for it."""

    run: str
    done: Literal[True]
    waiter: str | None = None


class Now(Message):
    """The virtual time in seconds since the run began."""

    now: float


CLOCK: Final = MappingProxyType[str, TypeAdapter[Wait | Done | Now]](
    {"wait": TypeAdapter(Wait), "done": TypeAdapter(Done), "now": TypeAdapter(Now)}
)
"""What reads each."""
