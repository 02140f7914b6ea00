"""Teaches the decoder of plans (``nemo_emulator/agent/network/decoder.py``), with PyTorch.

``python -m tools.intents.plans``: about 20 minutes; the pieces of words come from the network that
ships. What a label leaves open is as it is by default, or of no account where that may be anything.
"""

import io
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from emulator.tests.agent_blind import COLOR_NAMES, COLORED, NAMED, _within
from tools.intents.examples import Example, examples
from torch import Tensor, nn
from torch.nn import functional as f

from nemo_emulator.agent.network import decoder
from nemo_emulator.agent.network.decoder import COUNTS, PIECES, RARE, ROWS, START, UNSEEN
from nemo_emulator.agent.network.layers import HEADS
from nemo_emulator.agent.network.network import Network
from nemo_emulator.agent.network.network import load as listener
from nemo_emulator.agent.network.readings import MOST, Readings
from nemo_emulator.agent.network.slots import (
    FIELDS,
    Around,
    Asking,
    Slot,
    defaults,
    ordered,
    spoken,
)
from nemo_emulator.agent.scan import scan

OUT: Final = Path(decoder.__file__).with_name("decoder.npz")
SIZE, INNER, LAYERS = 128, 384, 2
EPOCHS, BATCH, RATE, DECAY = 12, 64, 1.8e-3, 0.02
DROPPED, BLURRED, UNHEARD = 0.15, 0.1, 0.06
# A category and an answer must occur so often.
LEAST_CATEGORY, LEAST_ANSWER = 8, 4
# What may be anything where a label does not tell it.
OPEN: Final = frozenset({"AddText.type", "Generate.ms", "Generate.recipe"})
# How often another reading of a message is taken than the first one, and how many there may be.
OTHERWISE, READINGS = 0.3, 4
# Requests put together from two that were said alone, each epoch anew, in these languages.
JOINED: Final = {False: 2666, True: 1333}
SHORT: Final = 16
ALONE: Final = 0.5


@dataclass(frozen=True)
class Ask:
    """One slot as numbers: the slot, the answer before it and where that stood, right answers."""

    slot: int
    before: int
    stood: tuple[int, ...]
    said: tuple[int, ...]
    places: tuple[int, ...]

    def moved(self, by: int) -> "Ask":
        """The same with so many tokens before."""
        return replace(
            self,
            stood=tuple(n + by for n in self.stood),
            places=tuple(n + by for n in self.places),
        )


@dataclass(frozen=True)
class Said:
    """A message as numbers: facts, counts, and of each token its pieces and categories."""

    facts: tuple[int, ...]
    counts: tuple[int, ...]
    tokens: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@dataclass(frozen=True)
class Taught:
    """An example, ready to be taught: its slots in each of its readings."""

    example: Example
    message: Readings
    around: Around
    plans: tuple[tuple[Slot, ...], ...]


Item = tuple[Said, tuple[Ask, ...]]


class Labelled(Asking):
    """The questions of a label; what it leaves open has no answer.

    ``~x`` is whichever known answer contains x.
    """

    def __init__(self, message: Readings, around: Around, known: Mapping[str, Sequence[str]]):
        super().__init__(message, around)
        self._known = known

    def edit(self, kind: str, told: Mapping[str, Any]) -> Iterator[Slot]:
        """As ``Asking`` does, but for what is open."""
        slots = {unit: 0 for _, unit in FIELDS[kind]}
        usual = defaults(kind)
        yield Slot("kind", (kind,))
        for name, unit in FIELDS[kind]:
            untold = name not in told and name not in ("clips", "clip", "when.clip")
            open_ = f"{kind}.{name}" in OPEN or (unit == "str" and usual.get(name) is None)
            if untold and open_:
                yield Slot(f"{kind}.{name}")
            else:
                yield from self._told(kind, name, unit, told)
