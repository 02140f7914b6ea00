"""Scenarios: a world, what the user wants, what goes wrong, and which rules that is about."""

from nemo_conformance.scenarios.curated import curated, exposing
from nemo_conformance.scenarios.scenario import Scenario, World, read, snippet, written
from nemo_conformance.scenarios.wishes import RESTART, Line, needs, parse

__all__ = [
    "RESTART",
    "Line",
    "Scenario",
    "World",
    "curated",
    "exposing",
    "needs",
    "parse",
    "read",
    "snippet",
    "written",
]
