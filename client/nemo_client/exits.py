"""The exit codes of the program, by why it failed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from nemo_client.errors import BadUsage, NemoError

WRONG_USAGE: Final = 2
STOPPED: Final = 130
EXITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "network": 3,
        "protocol": 3,
        "token": 4,
        "credits": 4,
        "plan": 4,
        "rate_limit": 4,
        "file_missing": 5,
        "file_type": 5,
        "file_size": 5,
        "timeout": 6,
    }
)


def exit_code(error: NemoError) -> int:
    """1 for whatever has no code of its own."""
    if isinstance(error, BadUsage):
        return WRONG_USAGE
    return EXITS.get(error.reason, 1)
