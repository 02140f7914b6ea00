"""Everything that can be set, with its default, in one place."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from types import MappingProxyType
from typing import Final

VERSION: Final = "0.1.0"
"""The distribution's; asking for it at every start takes 30 ms. A test compares the two."""
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


class RequestLog(StrEnum):
    """How a line for each request is written, if it is."""

    TEXT = "text"
    JSON = "json"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Credits (contract.md 2.6); ``message`` is charged for every executed turn."""

    grant: int = 100
    edit: int = 50
    generation: int = 100
    message: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in days; an ``…_per_…`` of 0 is no limit.

    ``message`` counts letters, ``segments`` the pieces of a draft that may be rendered. At most
    ``tokens_per_address`` tokens go to an address in ``address_days``, and
    ``requests_per_second`` requests of one account are carried out in a virtual second.
    """

    upload: int = MAX_UPLOAD
    body: int = 8 * 1024 * 1024
    message: int = 8_000
    segments: int = 2_000
    token_days: float = 7.0
    one_token_per_client: bool = True
    tokens_per_address: int = 0
    address_days: float = 7.0
    requests_per_second: int = 0
    url_days: float = 7.0
    renders_at_once: int = 1


class HeartbeatShape(StrEnum):
    """How a sign of life is written: an event, an SSE comment, an empty ``data:`` line."""

    ANY = "any"
    EVENT = "event"
    COMMENT = "comment"
    EMPTY = "empty"


class GuiPlace(StrEnum):
    """Where in an answer it is spoken of a screen.

    ``any``: at the end of a paragraph or in the next one. The others are one paragraph: before the
    answer, between two sentences, within one, as an item of a list, in bold letters.
    """

    ANY = "any"
    START = "start"
    MIDDLE = "middle"
    CLAUSE = "clause"
    LIST = "list"
    BOLD = "bold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the agent behaves (contract.md 2.4); shares of turns are from 0 to 1.

    Edits without a word, turns that end with a "temporary issue", answers that speak of a screen
    at a ``gui_place``, drawn clips that get music and a title by themselves (``two_stage_share``);
    ``heartbeat_s`` s of quiet before a heartbeat of ``heartbeat_shape``.
    """

    silent_share: float = 0.3
    noise_share: float = 0.15
    gui_share: float = 0.6
    gui_place: GuiPlace = GuiPlace.ANY
    two_stage_share: float = 1.0
    heartbeat_s: float = 5.0
    heartbeat_shape: HeartbeatShape = HeartbeatShape.ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One running emulator; ``data`` None keeps everything in memory and a temporary folder.

    After ``snapshot_every`` events a snapshot replaces the log, so that the next start is quick.
    ``revision`` says which form of the API the rest adds up to; ``tuning.revised`` sets both.
    ``fetch_from`` are private networks that URL uploads may come from all the same. ``faults`` are
    the rules of the script that it begins with. ``brain`` is a language model that understands
    messages, ``openai:URL:MODEL``.
    """

    data: Path | None = None
    revision: str = "2026-11"
    seed: int | None = None
    snapshot_every: int = 5_000
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
    habits: Manners = field(default_factory=Manners)
    faults: tuple[str, ...] = ()
    brain: str | None = None
    brain_token: str | None = field(default=None, repr=False)

    @property
    def pace_factor(self) -> float:
        """What invented durations are multiplied with."""
        return PACE[self.pace]
