"""The client's one door to randomness: fresh ids."""

import secrets
import time
import uuid
from typing import Protocol


class Chance(Protocol):
    """Makes ids that nobody has made before."""

    def uuid(self) -> str:
        """A client id."""
        ...

    def render_id(self) -> str:
        """An id for a render: unique, whoever else submits in the same moment (C-EXP-2)."""
        ...

    def boundary(self) -> str:
        """A line that occurs in no uploaded file."""
        ...


class RealChance:
    """Ids from the system's randomness."""

    def uuid(self) -> str:
        """A random UUID."""
        return str(uuid.uuid4())

    def render_id(self) -> str:
        """``render_<ms since 1970>`` and 32 random bits."""
        return f"render_{time.time_ns() // 1_000_000}{secrets.token_hex(4)}"

    def boundary(self) -> str:
        """128 random bits."""
        return f"nemo-{secrets.token_hex(16)}"
