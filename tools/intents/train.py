"""From labelled examples to the weights of the agent's second reader."""

import gzip
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from tools.intents import shown
from tools.intents.examples import SAID, Example
from tools.intents.learn import Bag, Floats, Plan, fit

from nemo_emulator.agent.intents import features as looks
from nemo_emulator.agent.intents.asking import signs
from nemo_emulator.agent.intents.clauses import Tokens, clauses
from nemo_emulator.agent.intents.model import UNIT
from nemo_emulator.agent.intents.reading import WRITING
from nemo_emulator.agent.intents.wider import wider
from nemo_emulator.agent.scan import scan

OUT: Final = Path(looks.__file__).with_name("weights.json.gz")
# A feature must occur so often, and say at least so much in units of log-odds.
LEAST, PRUNED = 2, 3
# Requests put together from two that were said alone, so that neighbours are told apart.
JOINED: Final = 6000
MOST_CLAUSES: Final = 3
LONGEST: Final = 100
KINDS, TRAITS, SHOWN = Plan(epochs=16, rate=0.5), Plan(epochs=25), Plan(epochs=10)
# Features of pieces are many, and few of them say much.
LEAST_SHOWN: Final = 3
Rows = Sequence[tuple[tuple[frozenset[str], ...], Mapping[str, float]]]


def data(examples: list[Example]) -> dict[str, Any]:
    """The same in the form of the file."""
    parts = [clauses(scan(example.text), example.facts) for example in examples]
    seen = [_seen(part, x) for part, x in zip(parts, examples, strict=True)]
    rows = [(wider(p, s, x.facts), x.kinds) for p, s, x in zip(parts, seen, examples, strict=True)]
    marks = {n: _marked(one, x) for n, x in enumerate(examples) if (one := shown.told(x))}
    again = {n: _seen(part, examples[n]) for n, part in marks.items()}
    rows += [
        (wider(part, again[n], examples[n].facts), examples[n].kinds)
        for n, part in marks.items()
        if again[n] != seen[n]
    ]
    traits = {
        kind: fitted([(again.get(n, seen[n]), labels) for n, labels in found], TRAITS)
        for kind, found in sorted(_traits(examples).items())
    }
    rows += _joined(examples, parts)
    return {
        "kinds": fitted(rows, KINDS),
        "traits": traits,
        "shown": fitted(_shown(examples), SHOWN, least=LEAST_SHOWN),
    }


def _marked(one: shown.Told, example: Example) -> tuple[Tokens, ...]:
    """The clauses once the texts are known."""
    return clauses(scan(shown.marked(one), named=False), example.facts)


def _seen(parts: tuple[Tokens, ...], example: Example) -> tuple[frozenset[str], ...]:
    return looks.features(parts, example.facts, signs(example.text))


def _shown(examples: list[Example]) -> list[shown.Row]:
    """Of each piece of a message, whether it is to be shown; the first time it is said."""
    once = [*{example.text: example for example in examples}.values()]
    told = [shown.bare(one) for example in once if (one := shown.told(example))]
    others: dict[bool, list[str]] = {False: [], True: []}
    for example in once:
        if not set(example.kinds) & {*SAID, *WRITING} and len(example.text) < LONGEST:
            others[example.chinese].append(example.text)
    return shown.rows(told, others)


def _traits(examples: list[Example]) -> dict[str, list[tuple[int, dict[str, float]]]]:
    """For each kind the examples that say something of its traits."""
    told: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for n, example in enumerate(examples):
        for name, value in example.traits.items():
            kind, _, trait = name.partition(".")
            told[kind][n][trait] = value
    return {kind: _one_of_each(rows) for kind, rows in told.items()}


def _one_of_each(rows: Mapping[int, Mapping[str, str]]) -> list[tuple[int, dict[str, float]]]:
    """Of the values of a trait one is right and the others are wrong, where it is told at all."""
    known = Counter((trait, value) for told in rows.values() for trait, value in told.items())
    labels = sorted(pair for pair, count in known.items() if count >= LEAST)
    return [
        (
            n,
            {
                f"{trait}={value}": float(told[trait] == value) if trait in told else math.nan
                for trait, value in labels
            },
        )
        for n, told in rows.items()
    ]


def _joined(examples: list[Example], parts: list[tuple[Tokens, ...]]) -> Rows:
    """Two messages in the same language, one after the other."""
    chance = random.Random(1)
    short: dict[bool, list[int]] = defaultdict(list)
    for n, example in enumerate(examples):
        if len(parts[n]) <= MOST_CLAUSES and not set(SAID) & set(example.kinds) and parts[n]:
            short[example.chinese].append(n)
    pairs = [
        chance.sample(group, 2)
        for group in short.values()
        for _ in range(JOINED // 2)
        if len(group) > 1
    ]
    return [
        (
            _seen_both(parts[a] + parts[b], examples[a], examples[b]),
            _both(examples[a].kinds, examples[b].kinds),
        )
        for a, b in pairs
    ]


def _seen_both(
    parts: tuple[Tokens, ...], one: Example, other: Example
) -> tuple[frozenset[str], ...]:
    seen = looks.features(parts, one.facts, signs(f"{one.text}. {other.text}"))
    return wider(parts, seen, one.facts)


def _both(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {k: 1.0 if 1.0 in (one.get(k), other.get(k)) else math.nan for k in {**one, **other}}


def fitted(rows: Rows, plan: Plan, least: int = LEAST) -> dict[str, Any]:
    """Labels, and what each feature says for or against them, in whole units."""
    labels = sorted({label for _, wanted in rows for label in wanted})
    counts = Counter(name for seen, _ in rows for clause in seen for name in clause)
    names = sorted(name for name, count in counts.items() if count >= least)
    at = {name: n for n, name in enumerate(names)}
    bags = [_bag(seen, at) for seen, _ in rows]
    kept = [n for n, bag in enumerate(bags) if bag]
    targets = np.array([[wanted.get(k, 0.0) for k in labels] for _, wanted in rows], np.float32)
    weights = fit([bags[n] for n in kept], targets[kept], len(names), plan)
    return {"labels": labels, "weights": _rounded(names, weights)}


def _bag(seen: tuple[frozenset[str], ...], at: Mapping[str, int]) -> Bag:
    known = ([at[name] for name in clause if name in at] for clause in seen)
    return tuple(np.array(sorted(columns), np.int64) for columns in known if columns)


def _rounded(names: list[str], weights: Floats) -> dict[str, list[int]]:
    units = np.rint(weights * UNIT).astype(int)
    found: dict[str, list[int]] = {}
    for name, row in zip(names, units, strict=True):
        if (strong := np.flatnonzero(np.abs(row) >= PRUNED)).size:
            found[name] = [int(n) for label in strong for n in (label, row[label])]
    return found


def write(told: Mapping[str, Any], path: Path = OUT) -> int:
    """Write the file; its size in bytes."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
