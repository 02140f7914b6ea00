"""The JSON schema of an understanding, as structured output wants it.

It is made from the plan's own types: every property is required, nothing may be added, unions are
``anyOf``, and names are those of ``agent.vetting``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from nemo_emulator.agent import Understanding
from nemo_emulator.agent.vetting import NAMES

UNDERSTANDING: Final = TypeAdapter(Understanding)
_DROPPED: Final = frozenset({"default", "title", "discriminator"})
_BY_NAME: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    (owner.__name__, field): names for (owner, field), names in NAMES.items()
}


@cache
def schema() -> dict[str, Any]:
    """Of a whole answer."""
    raw = UNDERSTANDING.json_schema()
    return {**_strict(raw), "$defs": {name: _strict(one) for name, one in raw["$defs"].items()}}


def _strict(raw: dict[str, Any]) -> dict[str, Any]:
    strict: dict[str, Any] = _plain({key: value for key, value in raw.items() if key != "$defs"})
    owner = str(raw.get("title", ""))
    if "properties" in strict:
        found = strict["properties"]
        strict["properties"] = {name: _limited(owner, name, one) for name, one in found.items()}
        strict |= {"required": list(found), "additionalProperties": False}
    return strict


def _limited(owner: str, name: str, one: dict[str, Any]) -> dict[str, Any]:
    names = _BY_NAME.get((owner, name))
    return {**one, "enum": list(names)} if names else one


def _plain(raw: Any) -> Any:
    match raw:
        case dict():
            return {
                "anyOf" if key == "oneOf" else key: _kept(key, value)
                for key, value in raw.items()
                if key not in _DROPPED
            }
        case list():
            return [_plain(one) for one in raw]
        case _:
            return raw


def _kept(key: str, value: Any) -> Any:
    if key == "properties":  # the names in it are data, not keywords
        return {name: _plain(one) for name, one in value.items()}
    return _plain(value)
