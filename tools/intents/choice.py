"""Which kinds to believe: learned from messages that the model of clauses had not seen."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, Final

from tools.intents.examples import Example
from tools.intents.learn import Plan
from tools.intents.train import fitted

from nemo_emulator.agent.intents import features as looks
from nemo_emulator.agent.intents.asking import signs
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.model import Model
from nemo_emulator.agent.intents.seeing import scored
from nemo_emulator.agent.intents.weighing import ONLY, views
from nemo_emulator.agent.intents.wider import wider
from nemo_emulator.agent.scan import scan

# What a kind looks like must occur so often.
LEAST: Final = 3
CHOICE: Final = Plan(epochs=10, decay=1e-3, rate=0.2)
Rows = list[tuple[tuple[frozenset[str], ...], dict[str, float]]]


def rows(example: Example, model: Model) -> Rows:
    """For each kind that comes into question what it looks like, and whether it is meant."""
    parts = clauses(scan(example.text), example.facts)
    if not parts:
        return []
    seen = looks.features(parts, example.facts, signs(example.text))
    told = scored(wider(parts, seen, example.facts), model)
    found = views(told, parts, example.facts, model.heard(example.text, example.facts))
    kinds = example.kinds
    return [((view,), {ONLY: kinds.get(kind, 0.0)}) for kind, view in found.items()]


def learned(told: Iterable[Rows]) -> dict[str, Any]:
    """The weights, in the form of the model's file."""
    return fitted([*chain.from_iterable(told)], CHOICE, LEAST)
