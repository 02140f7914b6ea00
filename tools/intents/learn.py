"""Logistic regression on bags of clauses, by AdaGrad, in numpy alone.

A message has a label where any of its clauses has it: P = 1 - product(1 - p). What a message leaves
open (its other acceptable readings) counts neither way. Every sum is taken in a fixed order, so the
same examples give the same weights.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bag = tuple[Ints, ...]
RATE, DECAY, BATCH, LEAST, START = 0.3, 2e-6, 256, 1e-6, 1e-3


@dataclass(frozen=True)
class Plan:
    """How long and how fast to learn, and how strongly weights are held down."""

    epochs: int = 12
    decay: float = DECAY
    seed: int = 1
    rate: float = RATE


def fit(bags: list[Bag], wanted: Floats, width: int, plan: Plan = Plan()) -> Floats:
    """Weights (feature, label) for bags of clauses; ``wanted`` has 1, 0, or NaN for either."""
    weights = np.zeros((width, wanted.shape[1]), np.float32)
    learner = _Learner(weights, np.full_like(weights, START), plan.decay)
    chance = np.random.default_rng(plan.seed)
    for epoch in range(plan.epochs):
        rate = plan.rate / (1 + epoch * 0.3)
        order = chance.permutation(len(bags))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            learner.step([bags[n] for n in chosen], wanted[chosen], rate)
    return learner.weights


@dataclass(frozen=True)
class _Learner:
    """The weights, and how far each has come."""

    weights: Floats
    squares: Floats
    decay: float

    def step(self, bags: list[Bag], wanted: Floats, rate: float) -> None:
        """Learn from a few bags; the rate is the same for all weights at first."""
        clauses = [clause for bag in bags for clause in bag]
        columns = np.concatenate(clauses)
        starts = _starts([len(clause) for clause in clauses])
        first = _starts([len(bag) for bag in bags])
        slope = _slope(np.add.reduceat(self.weights[columns], starts, axis=0), first, wanted)
        rows = np.repeat(np.arange(len(clauses)), [len(clause) for clause in clauses])
        order = np.argsort(columns, kind="stable")
        names, begins = np.unique(columns[order], return_index=True)
        slopes = np.add.reduceat(slope[rows[order]], begins, axis=0) / len(bags)
        slopes += self.decay * self.weights[names]
        self.squares[names] += slopes * slopes
        self.weights[names] -= rate * slopes / np.sqrt(self.squares[names])


def _starts(sizes: list[int]) -> Ints:
    return np.array([0, *accumulate(sizes)][:-1], np.int64)


def _slope(scores: Floats, first: Ints, wanted: Floats) -> Floats:
    """How the loss changes with each clause's scores."""
    chances = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    none = np.multiply.reduceat(np.maximum(1 - chances, LEAST), first, axis=0)
    bags = np.repeat(np.arange(len(first)), np.diff([*first, len(scores)]))
    share = (none / np.maximum(1 - none, LEAST))[bags]
    target: Any = wanted[bags]
    pull = np.where(target == 1, -np.minimum(chances * share, 1.0), chances)
    return np.where(np.isnan(target), 0, pull).astype(np.float32)
