"""Broken servers: the emulator with one small thing changed each, and the rule that it breaks."""

from typing import Final

from conformance.tests import broken_access, broken_goods, broken_renders, broken_work
from conformance.tests.breakage import Breakage
from conformance.tests.breaking import ALL

PARTS: Final = (broken_access, broken_work, broken_goods, broken_renders)
"""Loading them fills the list."""


def _by_name() -> dict[str, Breakage]:
    found = {one.name: one for one in ALL}
    assert len(found) == len(ALL), "two broken servers have one name"
    return found


BROKEN: Final = _by_name()
"""Every broken server, by its name."""
