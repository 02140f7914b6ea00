"""Ids, tokens and seeds. The only module of the emulator that draws random numbers."""

import random
import uuid
from typing import Final

_SNOWFLAKE_EPOCH_MS: Final = 1_700_000_000_000


class Chance:
    """A source of names: unguessable without a seed, the same in every run with one."""

    def __init__(self, seed: int | None = None, *, start: int = 0) -> None:
        """``start`` counts the starts of a data folder, so that no id comes twice in it."""
        self.begin(seed, start=start)
        self._last = 0

    def begin(self, seed: int | None, *, start: int = 0) -> None:
        """Draw from here on what a source with this seed draws from its beginning."""
        self.seed = seed
        self._draw = random.SystemRandom() if seed is None else random.Random(f"{seed}/{start}")

    def hex(self, digits: int) -> str:
        """So many hexadecimal digits."""
        return f"{self._draw.getrandbits(4 * digits):0{digits}x}"

    def uuid(self) -> str:
        """A version 4 UUID."""
        return str(uuid.UUID(int=self._draw.getrandbits(128), version=4))

    def snowflake(self, now: float) -> str:
        """A 64-bit decimal id that grows with time (contract.md 2.3); ``now`` in s."""
        stamp = max(int(now * 1000) - _SNOWFLAKE_EPOCH_MS, 0) << 22 | self._draw.getrandbits(12)
        self._last = max(self._last + 1, stamp)
        return str(self._last)

    def token(self) -> str:
        """A new bearer token (contract.md 2.1)."""
        return f"nmv_usr_{self.hex(40)}"

    def claim(self) -> str:
        """A new claim token (contract.md 2.2)."""
        return f"clm_{self.hex(40)}"
