"""The curated set: one or more scenarios for each rule of the client."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from nemo_conformance.scenarios.scenario import Scenario, table

FILE: Final = Path(__file__).with_name("curated.toml")


@cache
def curated() -> tuple[Scenario, ...]:
    """All of them, in the order of the file."""
    return table(tomllib.loads(FILE.read_text("utf-8"))["scenario"])


def exposing(rules: Iterable[str]) -> tuple[Scenario, ...]:
    """Those that are there for any of these rules; all for none."""
    wanted = frozenset(rules)
    return tuple(one for one in curated() if not wanted or wanted.intersection(one.tests))
