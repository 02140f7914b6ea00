"""The one who asked: what the client tells and asks, in its simplest form."""

from collections.abc import Awaitable
from typing import Protocol

from nemo_client.flows.steps import Ask, Tell


class User(Protocol):
    """Hears what happens and is asked before anything is done twice."""

    def tell(self, told: Tell) -> None:
        """Show it, or keep it."""
        ...

    def ask(self, question: Ask) -> bool:
        """Whether it may be done."""
        ...

    def uploaded(self, done: int, total: int) -> None:
        """So many bytes of an upload are on their way."""
        ...


class AsyncUser(Protocol):
    """The same for programs that use ``asyncio``: each method may be a coroutine, or plain."""

    def tell(self, told: Tell) -> Awaitable[None] | None:
        """Show it, or keep it."""
        ...

    def ask(self, question: Ask) -> bool | Awaitable[bool]:
        """Whether it may be done."""
        ...

    def uploaded(self, done: int, total: int) -> Awaitable[None] | None:
        """So many bytes of an upload are on their way."""
        ...


class Nobody:
    """Hears nothing and allows nothing."""

    def tell(self, told: Tell) -> None:
        """Not shown."""

    def ask(self, question: Ask) -> bool:
        """Never (C-SSE-6)."""
        del question
        return False

    def uploaded(self, done: int, total: int) -> None:
        """Not shown."""
