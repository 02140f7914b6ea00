"""``python -m tools.intents.decode``: teaches the decoder of plans, with PyTorch.

Twice, 15 minutes each: first without the newest authors, whose messages then tell how much it
weighs that the decoder expects a reading; then with everybody. Pieces of words are known from the
network that ships.
"""

import gzip
import io
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np
import torch
from emulator.tests.agent_blind import Blind, Verdict
from tools.intents.examples import Example, examples
from tools.intents.net import batches
from tools.intents.plans import LONGEST, OTHERWISE, Ask, Said, Taught, Vocabulary, both, joined
from tools.intents.train import OUT, write
from tools.intents.trust import Trial, fitted
from torch import Tensor, nn
from torch.nn import functional as f

from nemo_emulator.agent import expecting
from nemo_emulator.agent.evidence import Weighing, words
from nemo_emulator.agent.expecting import LEAST, Expecting
from nemo_emulator.agent.intents.facts import facts
from nemo_emulator.agent.intents.model import NOTHING, UNIT, load
from nemo_emulator.agent.network import decoder
from nemo_emulator.agent.network.decoder import CATEGORIES, PIECES, RARE, SLOTS
from nemo_emulator.agent.network.network import load as listener
from nemo_emulator.agent.network.readings import MOST
from nemo_emulator.agent.ruled import ruled
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.second import candidates, readings
from nemo_emulator.agent.second import weighed as ahead
from nemo_emulator.neural.layers import HEADS

DECODER: Final = Path(decoder.__file__).with_name("decoder.npz")
SIZE, INNER, LAYERS = 128, 384, 2
EPOCHS, BATCH, RATE, DECAY = 12, 64, 1.8e-3, 0.02
DROPPED, BLURRED, UNHEARD, SPREAD = 0.15, 0.1, 0.06, 0.05
# Requests put together from two that were said alone, each epoch anew.
JOINED: Final = 8000
# The authors that tell what the decoder's word is worth, and how firmly that is held to nothing.
HELD: Final = frozenset(f"author{n}" for n in (88, 89, 90, 91, 92, 93))
FIRM: Final = 4.0
NEVER: Final = -1e4
Item = tuple[Said, tuple[Ask, ...]]
Batch = dict[str, Tensor]


class Layer(nn.Module):
    """What ``layers.py`` computes: attention, attention to the message, a feed-forward part."""

    def __init__(self, *, crossed: bool) -> None:
        super().__init__()
        self.first, self.second = nn.LayerNorm(SIZE), nn.LayerNorm(SIZE)
        self.asked, self.out = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.inner, self.back = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.crossed = crossed
        if crossed:
            self.third, self.asks = nn.LayerNorm(SIZE), nn.Linear(SIZE, SIZE)
            self.told, self.found = nn.Linear(SIZE, 2 * SIZE), nn.Linear(SIZE, SIZE)

    def forward(
        self, x: Tensor, mask: Tensor, memory: tuple[Tensor, Tensor] | None = None
    ) -> Tensor:
        asks, keys, values = _heads(self.asked(self.first(x)), 3)
        x = x + self.out(_seen(asks, keys, values, mask))
        if memory is not None:
            (asks,), (keys, values) = (
                _heads(self.asks(self.third(x)), 1),
                _heads(self.told(memory[0]), 2),
            )
            x = x + self.found(_seen(asks, keys, values, memory[1]))
        bent = f.gelu(self.inner(self.second(x)), approximate="tanh")
        return x + f.dropout(self.back(bent), DROPPED, self.training)


def _heads(x: Tensor, parts: int) -> Tensor:
    many, length, _ = x.shape
    return x.view(many, length, parts, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)


def _seen(asks: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> Tensor:
    seen = f.scaled_dot_product_attention(asks, keys, values, attn_mask=mask)
    return seen.transpose(1, 2).flatten(2)


class Net(nn.Module):
    """The same as ``decoder.py`` computes."""

    def __init__(self, words: Vocabulary) -> None:
        super().__init__()
        known, answers = listener(), len(words.answers) + RARE + 1
        table = torch.tensor((known.table * known.sizes).astype(np.float32))
        self.table, self.made = nn.Embedding.from_pretrained(table), nn.Linear(SIZE, SIZE)
        self.facts = _spread(len(words.facts) + 1)
        self.counts = _spread(decoder.ROWS * len(decoder.COUNTS))
        self.categories = _spread(len(words.categories) + 2)
        self.places = nn.Parameter(torch.randn(MOST + 20, SIZE) * 0.02)
        self.steps = nn.Parameter(torch.randn(SLOTS, SIZE) * 0.02)
        self.answers, self.slots = _spread(answers), _spread(len(words.slots) + 1)
        self.said = nn.Linear(SIZE, SIZE)
        self.encoder = nn.ModuleList(Layer(crossed=False) for _ in range(LAYERS))
        self.decoder = nn.ModuleList(Layer(crossed=True) for _ in range(LAYERS))
        self.seen, self.last = nn.LayerNorm(SIZE), nn.LayerNorm(SIZE)
        self.out, self.says = nn.Linear(SIZE, SIZE), nn.Embedding(answers, SIZE)
        nn.init.normal_(self.says.weight, std=SPREAD)
        self.usual = nn.Parameter(torch.zeros(answers))
        self.keys, self.points = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, SIZE)
        self.register_buffer("allowed", _allowed(words))

    def heard(self, b: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """The message behind the encoder, its tokens before it, and what there is of both."""
        pieces = self.made((self.table(b["pieces"]) * b["shares"][..., None]).sum(2))
        named = self.categories(b["categories"]).sum(2)
        if self.training:
            pieces = pieces * _kept(pieces)
            named = named * _kept(named)
        tokens = pieces + named + self.places[: pieces.shape[1]]
        fact = self.facts(b["facts"]).sum(1, keepdim=True)
        rows = torch.cat([fact, self.counts(b["counts"]), tokens], 1)
        before = x = f.dropout(rows, BLURRED, self.training)
        here = torch.ones(len(x), decoder.BEFORE, dtype=torch.bool)
        mask = torch.cat([here, b["there"]], 1)[:, None, None]
        for layer in self.encoder:
            x = layer(x, mask)
        return self.seen(x), before[:, decoder.BEFORE :], mask

    def forward(self, b: Batch) -> Tensor:
        """The log-odds of all answers and all tokens in each slot."""
        memory, tokens, mask = self.heard(b)
        stood = self.said(torch.einsum("blt,btd->bld", b["stood"], tokens))
        length = b["slots"].shape[1]
        x = self.answers(b["before"]) + self.slots(b["slots"]) + stood + self.steps[:length]
        x = f.dropout(x, BLURRED, self.training)
        past = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
        for layer in self.decoder:
            x = layer(x, past, (memory, mask))
        x = self.last(x)
        says = self.out(x) @ self.says.weight.T + self.usual
        says = says.masked_fill(~self.allowed[b["slots"]], NEVER)
        keys = self.keys(memory[:, decoder.BEFORE :])
        points = self.points(x) @ keys.transpose(1, 2) * (2 / SIZE**0.5)
        points = points.masked_fill(~b["pointing"], NEVER)
        return torch.cat([says, points], 2).log_softmax(2)


def _spread(count: int) -> nn.Embedding:
    table = nn.Embedding(count, SIZE, padding_idx=0)
    nn.init.normal_(table.weight, std=SPREAD)
    with torch.no_grad():
        table.weight[0] = 0
    return table


def _kept(x: Tensor) -> Tensor:
    return (torch.rand(x.shape[:2]) > UNHEARD)[..., None]


def _allowed(words: Vocabulary) -> Tensor:
    """Which answers there are in which slot."""
    allowed = torch.zeros(len(words.slots) + 1, len(words.answers) + RARE + 1, dtype=torch.bool)
    allowed[1:, RARE] = True
    at = {name: n for n, name in enumerate(words.slots, start=1)}
    for n, (slot, _) in enumerate(words.answers, start=RARE + 1):
        allowed[at[slot], n] = True
    return allowed


def trained(rows: Sequence[Example], seed: int = 1) -> bytes:
    """The decoder's file; the same examples and seed give the same bytes on one machine."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    chance = random.Random(seed)
    once = [*{row.text: row for row in rows}.values()]
    words = Vocabulary.of([Taught.of(row, {}) for row in once])
    taught = [Taught.of(row, words.known) for row in once]
    net = Net(words)
    steps = EPOCHS * (-(-(len(taught) + JOINED) // BATCH) + 1)
    optimizer = torch.optim.AdamW(
        (p for p in net.parameters() if p.requires_grad), RATE, weight_decay=DECAY
    )
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, steps + 1, pct_start=0.1)
    for epoch in range(EPOCHS):
        for batch in batches([*_items(taught, words, chance)], BATCH, _length, chance):
            optimizer.zero_grad()
            _loss(net, _together(batch, words)).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            pace.step()
        print(f"epoch {epoch + 1} of {EPOCHS}", flush=True)
    return packed(net.eval(), words)


def _items(rows: Sequence[Taught], words: Vocabulary, chance: random.Random) -> Iterator[Item]:
    """Each message once, now and then in another reading; pairs of messages."""
    for row in rows:
        others = row.plans[1:] if chance.random() < OTHERWISE else ()
        yield words.said(row), words.asked(chance.choice(others) if others else row.plans[0])
    for one, other in joined(rows, JOINED, chance):
        first, then = words.said(one), words.said(other)
        pieces = first.pieces + then.pieces
        if len(pieces) <= LONGEST:
            named = first.categories + then.categories
            yield Said(first.facts, first.counts, pieces, named), words.asked(both(one, other))


def _length(item: Item) -> int:
    return len(item[0].pieces) + len(item[1])


def _together(items: Sequence[Item], words: Vocabulary) -> Batch:
    many, answers = len(items), len(words.answers) + RARE + 1
    tokens = max(1, *(len(said.pieces) for said, _ in items))
    slots = max(len(asked[:SLOTS]) for _, asked in items)
    at = [words.slots.index(name) + 1 for name in words.pointing]
    b: dict[str, Any] = {
        "pieces": np.zeros((many, tokens, PIECES), np.int64),
        "shares": np.zeros((many, tokens, PIECES), np.float32),
        "categories": np.zeros((many, tokens, CATEGORIES), np.int64),
        "there": np.zeros((many, tokens), bool),
        "facts": np.zeros((many, len(words.facts)), np.int64),
        "counts": np.array([said.counts for said, _ in items], np.int64),
        "slots": np.zeros((many, slots), np.int64),
        "before": np.zeros((many, slots), np.int64),
        "stood": np.zeros((many, slots, tokens), np.float32),
        "right": np.zeros((many, slots, answers + tokens), bool),
    }
    for n, (said, asked) in enumerate(items):
        b["facts"][n, : len(said.facts)] = said.facts
        b["there"][n, : len(said.pieces)] = True
        for t, (cut, named) in enumerate(zip(said.pieces, said.categories, strict=True)):
            b["pieces"][n, t, : len(cut)], b["shares"][n, t, : len(cut)] = cut, len(cut) ** -0.5
            b["categories"][n, t, : len(named)] = named
        for s, ask in enumerate(asked[:SLOTS]):
            b["slots"][n, s], b["before"][n, s] = ask.slot, ask.before
            b["stood"][n, s, [*ask.stood]] = 1 / max(1, len(ask.stood))
            b["right"][n, s, [*ask.said, *(answers + place for place in ask.places)]] = True
    b["pointing"] = np.isin(b["slots"], at)[..., None] & b["there"][:, None]
    return {name: torch.tensor(part) for name, part in b.items()}


def _loss(net: Net, b: Batch) -> Tensor:
    """How unlikely the right answers are; what is open has none."""
    odds = torch.logsumexp(net(b).masked_fill(~b["right"], NEVER), 2)
    return -(odds * b["right"].any(2)).sum() / len(odds)


def packed(net: Net, words: Vocabulary) -> bytes:
    """The form that ``decoder.unpacked`` reads."""
    with torch.no_grad():
        says = (net.says.weight @ net.out.weight).T, net.says.weight @ net.out.bias + net.usual
        points = net.points.weight.T * (2 / SIZE**0.5), net.points.bias * (2 / SIZE**0.5)
    parts: dict[str, Any] = {
        "encoder": np.zeros(LAYERS),
        "decoder": np.zeros(LAYERS),
        **{name: getattr(net, name) for name in ("places", "steps")},
        **{name: getattr(net, name).weight for name in ("facts", "counts", "categories")},
        **{name: getattr(net, name).weight for name in ("answers", "slots")},
        **{
            name: part
            for name in ("made", "said", "keys")
            for name, part in _line(name, getattr(net, name))
        },
        **dict(zip(("says", "says.b", "points", "points.b"), (*says, *points), strict=True)),
        **dict(_norm("seen.", net.seen)),
        **dict(_norm("last.", net.last)),
    }
    for before, layers in (("e", net.encoder), ("d", net.decoder)):
        for n, layer in enumerate(layers):
            parts |= dict(_layer(f"{before}{n}.", layer))
    names = {
        "named": words.categories,
        "known": words.facts,
        "asked": words.slots,
        "answered": ["\t".join(pair) for pair in words.answers],
        "pointing": sorted(words.pointing),
    }
    target = io.BytesIO()
    texts = {k: np.frombuffer("\n".join(v).encode(), np.uint8) for k, v in names.items()}
    np.savez_compressed(target, **texts, **{k: _plain(v) for k, v in parts.items()})
    return target.getvalue()


def _layer(name: str, layer: Any) -> Iterator[tuple[str, Any]]:
    yield from _norm(f"{name}first.", layer.first)
    yield from _norm(f"{name}second.", layer.second)
    for part in ("asked", "out", "back"):
        yield from _line(name + part, getattr(layer, part))
    yield from _line(f"{name}in", layer.inner)
    if layer.crossed:
        yield from _norm(f"{name}third.", layer.third)
        for part in ("asks", "told", "found"):
            yield from _line(name + part, getattr(layer, part))


def _norm(name: str, part: Any) -> Iterator[tuple[str, Any]]:
    yield from ((f"{name}scale", part.weight), (f"{name}shift", part.bias))


def _line(name: str, part: Any) -> Iterator[tuple[str, Any]]:
    yield from ((name, part.weight.T), (f"{name}.b", part.bias))


def _plain(part: Any) -> Any:
    found = part.detach().numpy() if isinstance(part, Tensor) else part
    return found.astype(np.float16)


def weighed(rows: Sequence[Example], packed_: bytes) -> dict[str, Any]:
    """What it weighs that a decoder expects a reading, by messages that it was not taught."""
    own = decoder.unpacked(packed_, listener())
    with patch.object(expecting, "load", lambda: own):
        trials = [trial for row in rows for trial in _trials(row)]
    names = sorted({name for trial in trials for name in trial.evidence})
    told = np.rint(fitted(trials, names, np.zeros(len(names)), FIRM) * UNIT).astype(int)
    found = {name: [0, int(n)] for name, n in zip(names, told, strict=True) if n}
    return {"labels": ["right"], "weights": found}


def _trials(row: Example) -> Iterator[Trial]:
    """Each reading that is likely enough to be asked about, judged."""
    assert row.scene is not None
    blind = Blind(row.text, {**row.scene, "lang": "zh" if row.chinese else "en"}, row.wishes)
    scene = blind.scene()
    known, model = facts(scene), load()
    first = ruled(tokens := scan(row.text), uploads=bool(scene.visible))
    read = readings(row.text, model, known)
    scales = Weighing(words(read[0].told), model.trust.pairs)
    expected = Expecting(tokens, known, NOTHING)
    for one in candidates(first, read, known):
        score = ahead((scales.of(one.source, one.meant, one.signs), one))
        if one.meant.edits and score > LEAST:
            right = blind.judged(one.meant, scene) is Verdict.EXACT
            signs = (*expecting.signs(expected.likely(one.meant.edits)),)
            yield Trial(signs, right, 1.0, score / UNIT)


if __name__ == "__main__":
    said = examples()
    held = [row for row in said if row.source in HELD]
    before = trained([row for row in said if row.source not in HELD])
    expected = weighed(held, before)
    write({**json.loads(gzip.decompress(OUT.read_bytes())), "expected": expected})
    print(f"{DECODER.write_bytes(trained(said)):,} bytes")
