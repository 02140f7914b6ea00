"""Teaches the network of the agent's second reader (``nemo_emulator/agent/network``), with PyTorch.

It starts from vectors of pieces that somebody else learned from much text (``pretrained.py``), so
that it knows words that no example has.
"""

import io
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tools.intents.examples import SAID, Example
from torch import Tensor, nn
from torch.nn import functional as f

from nemo_emulator.agent.network import network
from nemo_emulator.agent.network.labels import group, labels, told
from nemo_emulator.agent.network.pieces import Pieces

VECTORS: Final = Path(__file__).with_name("vectors.npz")
NETWORK: Final = Path(network.__file__).with_name("network.npz")
# A label must occur so often.
LEAST: Final = 15
SIZE, INNER, HEADS, LAYERS = 128, 384, 4, 2
LONGEST: Final = 100
EPOCHS, BATCH, RATE = 14, 48, 1.5e-3
DROPPED, UNSEEN, FORGOTTEN = 0.15, 0.08, 0.3
# Requests put together from two that were said alone, each epoch anew.
JOINED: Final = {False: 2400, True: 1200}
SHORT: Final = 24
Row = tuple[list[int], list[int], list[float]]
Names = frozenset[str]
Given = tuple[dict[str, float], Names, Names, Names]


@dataclass(frozen=True)
class Vocabulary:
    """What there is to tell apart: pieces, labels, facts."""

    pieces: Pieces
    names: tuple[str, ...]
    likely: Any
    vectors: Any
    labels: tuple[str, ...]
    facts: tuple[str, ...]


def vocabulary(examples: Sequence[Example]) -> Vocabulary:
    """Kinds first, then whatever is said of them often enough."""
    data = np.load(VECTORS)
    names = tuple(bytes(data["pieces"]).decode().split("\n"))
    known = {
        name: (n, one)
        for n, (name, one) in enumerate(zip(names, data["likely"].tolist(), strict=True))
    }
    pieces = Pieces(known, max(map(len, known)), names.index("<unk>"))
    kinds = sorted({kind for example in examples for kind in example.kinds})
    counts = Counter(label for example in examples for label in _said(example, 0)[0])
    others = sorted(k for k, count in counts.items() if count >= LEAST and k not in kinds)
    facts = sorted({name for x in examples if x.facts for name in x.facts.names})
    vectors = data["vectors"].astype(np.float32) / 32
    return Vocabulary(pieces, names, data["likely"], vectors, (*kinds, *others), (*facts,))


def _said(example: Example, number: int) -> tuple[frozenset[str], frozenset[str]]:
    """What one of its readings says, and of which traits it says something."""
    wish = example.wishes[number]
    if isinstance(wish, str):
        return frozenset((wish,)), frozenset()
    known = example.facts
    shown, uploads = (known.shown, known.total) if known else (0, 0)
    said, about = labels(wish, shown, uploads), told(wish)
    if known:
        return said, about
    return (
        frozenset(x for x in said if x != group(x)[1] and ".clips=" not in x and " " not in x),
        frozenset(x for x in about if not x.endswith(".clips")),
    )


class Targets:
    """What each label is to be for an example: 1, 0, or NaN where it is left open."""

    def __init__(self, words: Vocabulary) -> None:
        self.at = {label: n for n, label in enumerate(words.labels)}
        self.groups = [group(label) for label in words.labels]

    def of(self, example: Example) -> list[float]:
        kinds = example.kinds
        said, about = _said(example, 0)
        others = (_said(example, n)[0] for n in range(1, len(example.wishes)))
        maybe = frozenset[str]().union(*others) - said
        return [
            self._of(label, *self.groups[n], (kinds, said, maybe, about))
            for label, n in self.at.items()
        ]

    @staticmethod
    def _of(label: str, kind: str, trait: str, given: Given) -> float:
        kinds, said, maybe, about = given
        if label in kinds or label in said:
            return kinds.get(label, 1.0)
        open_ = label in maybe or math.isnan(kinds.get(kind, 0.0))
        untold = bool(trait) and kinds.get(kind) == 1 and trait not in about
        return math.nan if open_ or untold else 0.0


def rows(examples: Iterable[Example], words: Vocabulary) -> list[Row]:
    """Pieces, facts, targets of each."""
    targets = Targets(words)
    return [(words.pieces.cut(x.text), _facts(x, words), targets.of(x)) for x in examples]


def _facts(example: Example, words: Vocabulary) -> list[int]:
    names = example.facts.names if example.facts else ()
    return [len(words.facts), *(words.facts.index(name) for name in names)]


def joined(pool: Sequence[tuple[Row, Example]], chance: random.Random) -> Iterator[Row]:
    """Two messages in the same language that ask for different kinds, one after the other."""
    for chinese, count in JOINED.items():
        short = [
            (row, x)
            for row, x in pool
            if x.chinese is chinese and len(row[0]) < SHORT and not set(x.kinds) & {*SAID}
        ]
        for _ in range(count):
            (one, first), (other, second) = chance.sample(short, 2)
            if not set(first.kinds) & set(second.kinds):
                y = np.array((one[2], other[2]))
                both = np.where((y == 1).any(axis=0), 1.0, y.sum(axis=0))
                yield one[0] + other[0], one[1], both.tolist()


class Layer(nn.Module):
    """Attention and a feed-forward part, each behind a normalisation."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.LayerNorm(SIZE), nn.LayerNorm(SIZE)
        self.asked, self.out = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.inner, self.back = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        many, length, _ = x.shape
        parts = self.asked(self.first(x)).view(many, length, 3, HEADS, SIZE // HEADS)
        asks, keys, values = parts.permute(2, 0, 3, 1, 4)
        seen = f.scaled_dot_product_attention(asks, keys, values, attn_mask=mask[:, None, None])
        x = x + self._dropped(self.out(seen.transpose(1, 2).reshape(many, length, SIZE)))
        bent = f.gelu(self.inner(self.second(x)), approximate="tanh")
        return x + self._dropped(self.back(self._dropped(bent)))

    def _dropped(self, x: Tensor) -> Tensor:
        return f.dropout(x, DROPPED, self.training)


class Net(nn.Module):
    """The same as ``network.py`` computes."""

    def __init__(self, words: Vocabulary) -> None:
        super().__init__()
        vectors, count = torch.tensor(words.vectors), len(words.labels)
        self.given = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.made = nn.Linear(vectors.shape[1], SIZE)
        self.own = nn.Embedding(len(vectors), SIZE)
        self.facts = nn.Embedding(len(words.facts) + 1, SIZE)
        self.places = nn.Parameter(torch.randn(2 * LONGEST, SIZE) * 0.02)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.last = nn.LayerNorm(SIZE)
        self.keys, self.values = nn.Linear(SIZE, SIZE, bias=False), nn.Linear(SIZE, SIZE)
        self.asks = nn.Parameter(torch.randn(count, SIZE) * 0.05)
        self.says = nn.Parameter(torch.randn(count, SIZE) * 0.05)
        self.lean = nn.Parameter(torch.full((count,), -3.0))
        for table in (self.own, self.facts):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, pieces: Tensor, there: Tensor, facts: Tensor, known: Tensor) -> Tensor:
        own = self.own(pieces)
        if self.training:
            own = own * (torch.rand(pieces.shape) > FORGOTTEN)[..., None]
            kept = there & (torch.rand(pieces.shape) > UNSEEN)
            there = torch.where(kept.any(1, keepdim=True), kept, there)
        x = self.made(self.given(pieces)) + own + self.places[: pieces.shape[1]]
        x = f.dropout(torch.cat([self.facts(facts), x], 1), DROPPED, self.training)
        mask = torch.cat([known, there], 1)
        for layer in self.layers:
            x = layer(x, mask)
        x = self.last(x)
        scores = self.keys(x) @ self.asks.T * (4 / SIZE**0.5)
        seen = scores.masked_fill(~mask[..., None], -1e4).softmax(1)
        bent = f.gelu(seen.transpose(1, 2) @ self.values(x), approximate="tanh")
        return (f.dropout(bent, DROPPED, self.training) * self.says).sum(-1) + self.lean


def trained(examples: Sequence[Example], seed: int = 0) -> bytes:
    """The network's file; the same examples and seed give the same bytes on one machine."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    chance = random.Random(seed)
    words = vocabulary(examples)
    once = [*{example.text: example for example in examples}.values()]
    own = rows(once, words)
    net = Net(words)
    steps = EPOCHS * (-(-(len(own) + sum(JOINED.values())) // BATCH))
    optimizer = torch.optim.AdamW((p for p in net.parameters() if p.requires_grad), RATE)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, steps + 1, pct_start=0.1)
    for _ in range(EPOCHS):
        pairs = [*joined([*zip(own, once, strict=True)], chance)]
        for batch in batches([*own, *pairs], BATCH, _length, chance):
            optimizer.zero_grad()
            _loss(net, batch).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            pace.step()
    return packed(net.eval(), words)


def batches(
    data: list[Any], count: int, length: Callable[[Any], int], chance: random.Random
) -> list[list[Any]]:
    """So many each that are about as long."""
    chance.shuffle(data)
    size = count * 20
    parts = [sorted(data[n : n + size], key=length) for n in range(0, len(data), size)]
    found = [part[n : n + count] for part in parts for n in range(0, len(part), count)]
    chance.shuffle(found)
    return found


def _length(row: Row) -> int:
    return len(row[0])


def _loss(net: Net, batch: list[Row]) -> Tensor:
    wanted = torch.tensor([row[2] for row in batch])
    found = net(*_padded([row[0] for row in batch]), *_padded([row[1] for row in batch]))
    told_ = ~wanted.isnan()
    loss = f.binary_cross_entropy_with_logits(found[told_], wanted[told_], reduction="sum")
    return loss / len(batch)


def _padded(sequences: list[list[int]]) -> tuple[Tensor, Tensor]:
    longest = max(1, *map(len, sequences))
    places = torch.zeros(len(sequences), longest, dtype=torch.long)
    there = torch.zeros(len(sequences), longest, dtype=torch.bool)
    for n, one in enumerate(sequences):
        places[n, : len(one)], there[n, : len(one)] = torch.tensor(one, dtype=torch.long), True
    return places, there


def packed(net: Net, words: Vocabulary) -> bytes:
    """The form that ``network.unpacked`` reads."""
    with torch.no_grad():
        table = (net.made(net.given.weight) + net.own.weight).numpy()
        asks = (net.asks @ net.keys.weight).T.numpy() * (4 / SIZE**0.5)
    sizes = np.abs(table).max(axis=1) / 127
    arrays = {
        "labels": _text(words.labels),
        "known": _text(words.facts),
        "pieces": _text(words.names),
        "likely": words.likely,
        "unknown": np.array(words.pieces.unknown),
        "table": np.rint(table / sizes[:, None]).astype(np.int8),
        "sizes": sizes.astype(np.float32),
        "layers": np.zeros(LAYERS, np.float32),
        "facts": net.facts.weight,
        "places": net.places,
        "asks": asks,
        "values": net.values.weight.T,
        "values.b": net.values.bias,
        "says": net.says,
        "says.b": net.lean,
        **_norm("last", net.last),
    }
    for n, layer in enumerate(net.layers):
        arrays |= {**_norm(f"{n}.first", layer.first), **_norm(f"{n}.second", layer.second)}
        for name, part in (("asked", layer.asked), ("out", layer.out), ("in", layer.inner)):
            arrays |= {f"{n}.{name}": part.weight.T, f"{n}.{name}.b": part.bias}
        arrays |= {f"{n}.back": layer.back.weight.T, f"{n}.back.b": layer.back.bias}
    return _saved({name: _plain(part) for name, part in arrays.items()})


def _norm(name: str, part: nn.LayerNorm) -> dict[str, Any]:
    return {f"{name}.scale": part.weight, f"{name}.shift": part.bias}


def _text(names: Sequence[str]) -> Any:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def _plain(part: Any) -> Any:
    return part.detach().numpy() if isinstance(part, Tensor) else part


def _saved(arrays: dict[str, Any]) -> bytes:
    """As an archive without times."""
    target = io.BytesIO()
    np.savez(target, **arrays)
    return target.getvalue()
