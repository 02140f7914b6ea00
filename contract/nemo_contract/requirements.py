"""The catalogue: every rule of the API, one row each, frozen by revision (contract.md 1 to 3)."""

from types import MappingProxyType
from typing import Final

from nemo_contract.readings import READINGS
from nemo_contract.requirement import Reading
from nemo_contract.requirements_client_access import ACCESS as CLIENT_ACCESS
from nemo_contract.requirements_client_export import EXPORT as CLIENT_EXPORT
from nemo_contract.requirements_client_stream import STREAM as CLIENT_STREAM
from nemo_contract.requirements_server_access import ACCESS as SERVER_ACCESS
from nemo_contract.requirements_server_export import EXPORT as SERVER_EXPORT
from nemo_contract.requirements_server_work import WORK as SERVER_WORK

REVISION: Final = "2026-11"

ROWS: Final = (
    *CLIENT_ACCESS,
    *CLIENT_STREAM,
    *CLIENT_EXPORT,
    *SERVER_ACCESS,
    *SERVER_WORK,
    *SERVER_EXPORT,
)
"""All rows, in the order of the contract; a test proves that no id is used twice."""

CATALOGUE: Final = MappingProxyType({row.id: row for row in ROWS})


def readings_of(requirement_id: str) -> tuple[Reading, ...]:
    """How the places that a rule stems from are read, where they are ambiguous."""
    return tuple(row for row in READINGS if requirement_id in row.requirements)
