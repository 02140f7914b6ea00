"""Changing settings by name, one or many at once: what a revision of the API is, too.

``REVISIONS`` bundles what the published skill texts disagree about. Which of them belong together
is this project's reading; the default is ``2026-11``, the contract's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeVar

from nemo_emulator.settings import Limits, Manners, Prices, Settings
from nemo_emulator.spelling import meant

S = TypeVar("S", Settings, Prices, Limits, Manners)
Changes = Mapping[str, Any]
CLOSED: Final = frozenset(
    {
        *("data", "revision", "control_anywhere", "control_token", "fetch_from", "faults"),
        *("brain", "brain_token"),
    }
)
"""Settings of the server as a whole, or with a way of their own."""
MOST: Final = 1e12
BOUNDS: Final = MappingProxyType(
    {
        "silent_share": (0.0, 1.0),
        "noise_share": (0.0, 1.0),
        "gui_share": (0.0, 1.0),
        "two_stage_share": (0.0, 1.0),
        "heartbeat_s": (0.1, 3600.0),
        "renders_at_once": (1, 64),
        "snapshot_every": (1, MOST),
        "token_days": (0.0, 36_500.0),
    }
)
FOR_EVER: Final = 36_500.0
HOUR: Final = 1 / 24
ADDRESS: Final = re.compile(r"https?://[^\s/?#]+[^\s]*")
_YES: Final = MappingProxyType({"true": True, "1": True, "false": False, "0": False})

REVISIONS: Final[Mapping[str, Changes]] = MappingProxyType(
    {
        "2026-11": {},
        "1.9": {"render_shape": "flat", "limits": {"tokens_per_address": 10}},
        "2026-03-13": {
            "render_shape": "flat",
            "same_render_id_returns_job": True,
            "limits": {
                "token_days": FOR_EVER,
                "tokens_per_address": 5,
                "address_days": HOUR,
            },
        },
        "cli": {"render_shape": "enveloped"},
        "adk": {"dialect": "adk", "style": "status", "abort_on_disconnect": True},
    }
)
"""``1.9``: the skill text of 2026-03-19, ten tokens to an address in seven days. ``2026-03-13``:
the oldest texts, tokens that last for ever, five to an address in an hour, a repeated render id
gives the job. ``cli``: replies as the vendor's command line reads them. ``adk``: as a stock server
of Google's kit streams, which cancels the work when its reader leaves."""


class SettingError(ValueError):
    """A setting that does not exist or cannot have that value; the sentence says which can."""


def revised(settings: Settings, revision: str) -> Settings:
    """The settings in a revision. Raises ``SettingError`` for one that nobody knows."""
    if revision not in REVISIONS:
        known = ", ".join(REVISIONS)
        raise SettingError(f'There is no revision "{revision}"; there are {known}.')
    return replace(tuned(settings, REVISIONS[revision]), revision=revision)


def tuned(it: S, changes: Changes) -> S:
    """The settings, or a group of them, with other values. Raises ``SettingError``."""
    known = {one.name for one in fields(it)} - CLOSED
    for name in changes:
        if name not in known:
            raise SettingError(_no_setting(it, name))
    new = {name: _valued(name, getattr(it, name), value) for name, value in changes.items()}
    return replace(it, **new)


_GROUPS: Final = {Prices: "prices.", Limits: "limits.", Manners: "habits."}


def _no_setting(it: Settings | Prices | Limits | Manners, name: str) -> str:
    begun = _GROUPS.get(type(it), "")
    there = tuple(sorted(_names(it, begun)))
    guess = meant(begun + name, there)
    return f'There is no setting "{begun}{name}" to change; there are {", ".join(there)}.{guess}'


def _names(it: Settings | Prices | Limits | Manners, begun: str) -> Iterator[str]:
    """All that can be changed, groups one by one."""
    for one in fields(it):
        match getattr(it, one.name):
            case Prices() | Limits() | Manners() as group:
                yield from _names(group, f"{one.name}.")
            case _ if one.name not in CLOSED:
                yield begun + one.name


def nested(texts: Iterable[str]) -> Changes:
    """``["prices.message=1"]`` as ``{"prices": {"message": "1"}}``. Raises ``SettingError``."""
    found: dict[str, Any] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise SettingError(f'"{text}" sets nothing; write NAME=VALUE, as prices.message=1.')
        *groups, last = name.split(".")
        into = found
        for group in groups:
            into = into.setdefault(group, {})
            if not isinstance(into, dict):
                raise SettingError(f'"{group}" is set as a whole already; set it or its parts.')
        into[last] = value
    return found


def _valued(name: str, present: Any, value: Any) -> Any:
    try:
        return _read(name, present, value)
    except (TypeError, ValueError, KeyError) as error:
        if isinstance(error, SettingError):
            raise
        raise SettingError(f'"{value}" is no value for {name}; now it is {present}.') from None


def _read(name: str, present: Any, value: Any) -> Any:
    match present:
        case Prices() | Limits() | Manners():
            return tuned(present, dict(value))  # type: ignore[type-var] # each of them, not their union
        case StrEnum():
            return type(present)(value)
        case bool():
            return _YES[str(value).lower()]
        case int() | float():
            return _bounded(name, type(present)(value))
        case _ if name == "seed":
            return int(value)
        case _:
            return _address(name, str(value))


def _address(name: str, value: str) -> str:
    """Where links of replies lead."""
    if not ADDRESS.fullmatch(value):
        raise SettingError(f'{name} is an address, not "{value}"; write it as https://host.')
    return value


def _bounded(name: str, value: float) -> float:
    least, most = BOUNDS.get(name, (0, MOST))
    if not least <= value <= most:
        raise SettingError(f"{name} is {least:g} to {most:g}, not {value:g}.")
    return value
