"""How a client shares the run's time (driver-protocol.md, Time)."""

from dataclasses import dataclass
from typing import Final

from nemo_conformance.driver.words import Joins
from nemo_conformance.drivers.driver import Driver
from nemo_contract import Tier

SCALE: Final = 30.0
"""What a client that scales its waits is asked for."""


@dataclass(frozen=True, slots=True)
class Joined:
    """How a client shares the run's time; ``scale`` virtual seconds to a real one at T1.

    ``faked`` says that the client knows nothing of it: its own clock runs faster.
    """

    tier: Tier
    scale: float = 1.0
    faked: bool = False

    @classmethod
    def best(cls, driver: Driver) -> "Joined":
        """The best that a driver offers."""
        if driver.carrier == "in-process":
            return cls(Tier.INJECTED)
        if Joins.COOP in driver.hello.joins:
            return cls(Tier.COOPERATIVE)
        if Joins.SCALE in driver.hello.joins:
            return cls(Tier.SCALED, SCALE)
        return cls(Tier.REAL)
