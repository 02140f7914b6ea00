"""Everything that can be set, with its default, in one place."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from types import MappingProxyType
from typing import Final

MAX_UPLOAD: Final = 209_715_200
"""200 MB (contract.md, section 1, code 4002)."""
DAY: Final = 86_400.0


class Pace(StrEnum):
    """How long invented work takes; the clock itself is not touched."""

    REALISTIC = "realistic"
    FAST = "fast"
    INSTANT = "instant"


PACE: Final = MappingProxyType({Pace.REALISTIC: 1.0, Pace.FAST: 0.1, Pace.INSTANT: 0.0})


class Dialect(StrEnum):
    """How the payload of a stream is written (contract.md 2.4)."""

    TYPED = "typed"
    ADK = "adk"


class Style(StrEnum):
    """How four-digit codes travel (contract.md, section 1)."""

    ENVELOPE = "envelope"
    STATUS = "status"


class RenderShape(StrEnum):
    """How a render is told of (contract.md 2.9)."""

    FLAT = "flat"
    ENVELOPED = "enveloped"
    SUPERSET = "superset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Credits (contract.md 2.6); ``message`` is charged for every executed turn."""

    grant: int = 100
    edit: int = 50
    generation: int = 100
    message: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in days; an ``…_per_address`` of 0 is no limit.

    ``message`` counts letters, ``segments`` the pieces of a draft that may be rendered.
    """

    upload: int = MAX_UPLOAD
    body: int = 8 * 1024 * 1024
    message: int = 8_000
    segments: int = 2_000
    token_days: float = 7.0
    tokens_per_address: int = 0
    url_days: float = 7.0
    renders_at_once: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One running emulator; ``data`` None keeps everything in memory and a temporary folder.

    ``fetch_from`` are private networks that URL uploads may come from all the same.
    """

    data: Path | None = None
    seed: int | None = None
    pace: Pace = Pace.FAST
    dialect: Dialect = Dialect.TYPED
    style: Style = Style.ENVELOPE
    render_shape: RenderShape = RenderShape.SUPERSET
    abort_on_disconnect: bool = False
    same_render_id_returns_job: bool = False
    fetch_from: tuple[IPv4Network | IPv6Network, ...] = ()
    control_anywhere: bool = False
    control_token: str | None = None
    public_url: str | None = None
    web_url: str | None = None
    prices: Prices = field(default_factory=Prices)
    limits: Limits = field(default_factory=Limits)

    @property
    def pace_factor(self) -> float:
        """What invented durations are multiplied with."""
        return PACE[self.pace]
