"""Which reading of a message to trust: learned from messages that the readers had not seen.

The examples are read in turns by models and networks that were taught by the other authors, so
that the second reader is as sure of them as it will be of a stranger's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from multiprocessing import get_context
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from emulator.tests.agent_blind import Blind, kind_of
from tools.intents import choice
from tools.intents.examples import TABLE, Example, fields_of
from tools.intents.lowest import lowest
from tools.intents.train import data

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.evidence import evidence, words
from nemo_emulator.agent.intents.facts import Facts, facts
from nemo_emulator.agent.intents.model import UNIT, Model, parsed
from nemo_emulator.agent.network.network import Network, unpacked
from nemo_emulator.agent.ruled import Understanding, ruled
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.second import Candidate, candidates, readings

Floats = npt.NDArray[np.float64]
FOLDS: Final = 5
# Networks take long to teach.
HEARERS: Final = 3
# A feature must occur so often; messages that were made to be hard count less.
LEAST: Final = 3
HARD: Final = frozenset(f"author{n}" for n in range(30, 41))
HARD_SHARE: Final = 0.5
# The tables say what the rules are to make of a message, to the field; so do the examples of them.
TABLE_SHARE: Final = 0.5
DECAY: Final = 10.0


@dataclass(frozen=True)
class Trial:
    """What speaks for a candidate, whether it is what was asked for, and how much that counts.

    ``given`` are log-odds that stand already.
    """

    evidence: tuple[str, ...]
    right: bool
    weight: float
    given: float = 0.0


@dataclass(frozen=True)
class Hearers:
    """Networks in their files' form: each but the last was not taught by some authors."""

    files: tuple[bytes, ...]
    authors: tuple[str, ...]

    @cached_property
    def networks(self) -> tuple[Network, ...]:
        """The same to be asked."""
        return tuple(map(unpacked, self.files))

    def beside(self, model: Model, example: Example) -> Model:
        """The model with the network that was not taught by an example's author."""
        own = example.source in self.authors
        number = self.authors.index(example.source) % HEARERS if own else HEARERS
        return replace(model, network=self.networks[number])


@dataclass(frozen=True)
class Fold:
    """Examples, and what those teach that are not by their authors."""

    mine: list[Example]
    told: Mapping[str, Any]
    hearers: Hearers

    def seen(self) -> choice.Rows:
        """What each kind of edit looks like in them."""
        model = parsed(self.told)
        return [row for x in self.mine for row in choice.rows(x, self.hearers.beside(model, x))]

    def tried(self, chosen: Mapping[str, Any]) -> list[Trial]:
        """What a model that was not taught by them makes of them."""
        model = parsed({**self.told, "choice": chosen})
        return [trial for x in self.mine for trial in trials(x, self.hearers.beside(model, x))]

    def promised(self, chosen: Mapping[str, Any]) -> list[Trial]:
        """What a model that was taught by them makes of rows of the tables."""
        model = parsed({**self.told, "choice": chosen})
        rows = [example for example in self.mine if example.source == TABLE]
        half = rows[: len(rows) // 2]
        return [trial for x in half for trial in _promised(x, self.hearers.beside(model, x))]


def learned(examples: list[Example]) -> tuple[dict[str, Any], bytes]:
    """All weights, in the form of the model's file, and the network's file.

    No message is tried by a model, a network or a choice that was learned from its author.
    """
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        files = (*pool.map(hearer, [examples] * (HEARERS + 1), range(HEARERS + 1)),)
        hearers = Hearers(files, authors(examples))
        told = pool.map(taught, [examples] * (FOLDS + 1), range(FOLDS + 1))
        folds = [Fold(mine, what, hearers) for mine, what in told]
        whole = folds.pop()
        seen = [*pool.map(Fold.seen, folds)]
        *chosen, choices = pool.map(
            choice.learned, [seen[:n] + seen[n + 1 :] for n in range(FOLDS)] + [seen]
        )
        tried = [*pool.map(Fold.tried, folds, chosen), whole.promised(choices)]
    trust = weights([t for part in tried for t in part])
    return {**whole.told, "choice": choices, "trust": trust}, files[-1]


def weights(trials: list[Trial]) -> dict[str, Any]:
    """What each feature says for a candidate or against it."""
    counts = Counter(name for trial in trials for name in trial.evidence)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    told = np.rint(fitted(trials, names, np.zeros(len(names)), DECAY) * UNIT).astype(int)
    found = {name: [0, int(n)] for name, n in zip(names, told, strict=True) if n}
    return {"labels": ["right"], "weights": found}


def authors(examples: list[Example]) -> tuple[str, ...]:
    """Whose messages have a scene: those of the tables are promises, and known to everybody."""
    return tuple(sorted({example.source for example in examples if example.scene is not None}))


def hearer(examples: list[Example], number: int) -> bytes:
    """The network that all but some authors teach; the last one is taught by all."""
    from tools.intents.net import trained  # noqa: PLC0415 -- nothing else here needs PyTorch

    mine = {*authors(examples)[number::HEARERS]} if number < HEARERS else set[str]()
    return trained([example for example in examples if example.source not in mine])


def taught(examples: list[Example], number: int) -> tuple[list[Example], dict[str, Any]]:
    """Some authors' examples, and what all others teach; the last one has all twice."""
    mine = {*authors(examples)[number::FOLDS]} if number < FOLDS else set[str]()
    told = data([example for example in examples if example.source not in mine])
    return [x for x in examples if x.source in mine or not mine], told


def trials(example: Example, model: Model) -> Iterator[Trial]:
    """Each candidate for a message, judged."""
    assert example.scene is not None
    language = "zh" if example.chinese else "en"
    blind = Blind(example.text, {**example.scene, "lang": language}, example.wishes)
    scene = blind.scene()
    known = facts(scene)
    first = ruled(scan(example.text), uploads=bool(scene.visible))
    weight = HARD_SHARE if example.source in HARD else 1.0
    for candidate, told in _found(example.text, first, model, known):
        yield Trial(told, _is_right(blind, candidate.meant), weight)


def _promised(example: Example, model: Model) -> Iterator[Trial]:
    """Of a row of the tables; two readings may both be right, but only one to the field."""
    first = ruled(scan(example.text), uploads=True)
    (wish,) = example.wishes
    for candidate, told in _found(example.text, first, model, None):
        meant = candidate.meant
        said = [[type(edit).__name__, fields_of(edit)] for edit in meant.edits] or kind_of(meant)
        yield Trial(told, said == wish, TABLE_SHARE)


def _found(
    text: str, first: Understanding, model: Model, known: Facts | None
) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
    """The candidates, and what speaks for each."""
    read = readings(text, model, known)
    told = words(read[0].told)
    for one in candidates(first, read, known):
        yield one, (*evidence(one.source, one.meant, one.signs, told),)


def _is_right(blind: Blind, meant: Understanding) -> bool:
    """On an empty timeline every wish makes a slideshow first."""
    kind = "" if meant.edits else kind_of(meant)
    fits = blind.fits(meant.edits, kind)
    empty = not blind.given["slideshow"] and meant.edits
    return fits or bool(empty and blind.fits((e.Make(), *meant.edits), ""))


def fitted(trials: Sequence[Trial], names: list[str], start: Floats, decay: float) -> Floats:
    """Logistic regression by L-BFGS; each weight is held to where it starts by ``decay``."""
    at = {name: n for n, name in enumerate(names)}
    rows = [sorted({at[name] for name in trial.evidence if name in at}) for trial in trials]
    columns = np.concatenate([np.array(row, np.int32) for row in rows])
    sizes = np.array([len(row) for row in rows])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = np.array([trial.right for trial in trials], float)
    weight = np.array([trial.weight for trial in trials])
    given = np.array([trial.given for trial in trials])

    def loss(found: Floats) -> tuple[float, Floats]:
        scores = given + np.add.reduceat(found[columns], starts)
        miss = np.logaddexp(0, scores) - right * scores
        pull = weight * (1 / (1 + np.exp(-scores)) - right)
        far = found - start
        slope = np.bincount(columns, np.repeat(pull, sizes), len(names)) + decay * far
        return float(weight @ miss + decay / 2 * far @ far), slope

    return lowest(loss, start)
