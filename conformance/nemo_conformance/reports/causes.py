"""Which rule is broken because another one is: one mistake often breaks several."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

CAUSES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "C-CRED-1": frozenset({"C-ROUTE-1"}),
        "C-CRED-2": frozenset({"C-ERR-5"}),
        "C-ERR-2": frozenset({"C-EXP-3"}),
        "C-EXP-2": frozenset({"C-EXP-1"}),
        "C-SEC-2": frozenset({"C-SSE-4"}),
        "C-SSE-2": frozenset({"C-SSE-11"}),
        "C-SSE-4": frozenset({"C-SSE-11"}),
        "C-SSE-7": frozenset({"C-SSE-2", "C-SSE-6", "C-ERR-4"}),
        "C-SSE-8": frozenset({"C-SSE-2"}),
        "C-SSE-9": frozenset({"C-SSE-11"}),
        "C-SSE-10": frozenset({"C-SSE-1"}),
        "C-SSE-11": frozenset({"C-GUI-1", "C-SSE-1"}),
    }
)
"""By the more general rule: the more specific ones of which it is usually a consequence."""


def causes(id_: str, broken: Collection[str]) -> tuple[str, ...]:
    """Those of the broken rules that explain this one."""
    return tuple(one for one in broken if one in CAUSES.get(id_, frozenset()))


def depth(id_: str, broken: Collection[str]) -> int:
    """How many consequences away from a mistake; 0 for a mistake itself."""
    return max((1 + depth(one, broken) for one in causes(id_, broken)), default=0)
