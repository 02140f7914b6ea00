"""How a run was set up: the server's dialect and style, the user's token, the client's clock."""

from dataclasses import dataclass, field
from enum import StrEnum

from nemo_conformance.driver.words import Capability, Consent
from nemo_contract import Tier


class TokenGiven(StrEnum):
    """What the run's environment holds under ``NEMO_TOKEN``, and whose it is."""

    NONE = "none"
    PAID = "paid"
    FREE = "free"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What the three headers must say; None is anything that is not empty (contract.md 1)."""

    source: str | None = None
    version: str | None = None
    platforms: tuple[str, ...] = ("unknown",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Everything that was decided before the run began."""

    tier: Tier = Tier.COOPERATIVE
    carrier: str = "stdio"
    capabilities: frozenset[Capability] = field(default_factory=lambda: frozenset(Capability))
    consent: Consent = Consent.NEVER
    token: TokenGiven = TokenGiven.NONE
    dialect: str = "typed"
    style: str = "envelope"
    shape: str = "superset"
    on_leave: str = "continue"
    web_url: str = "http://web.test"
    attribution: Attribution = field(default_factory=Attribution)
    egress_watched: bool = False

    @property
    def exact(self) -> bool:
        """Virtual times may be compared for equality, upper bounds included."""
        return self.tier in (Tier.COOPERATIVE, Tier.INJECTED)

    @property
    def collected(self) -> bool:
        """What the client tells is fetched from time to time: it comes later than it was told."""
        return self.carrier == "http"
