"""Two layers of attention over the pieces of a message, and a score for each thing it may ask for.

Everything is computed in double precision and rounded to whole units, so that processors which add
in another order come to the same verdict.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nemo_emulator.agent.network.labels import group
from nemo_emulator.agent.network.pieces import Pieces

# One unit of log-odds in scores.
UNIT: Final = 32
HEADS: Final = 4
SMALL: Final = 1e-5
# So many products OpenBLAS does on one thread.
ALONE: Final = 260_000
# The tanh in GELU as its authors approximate it, and how large its argument is let grow.
SLOPE, CURVE, MOST = 2 * (2 / np.pi) ** 0.5, 0.044715, 700.0
# The labels that are read first: all kinds.
KINDS: Final = ""
Floats = npt.NDArray[np.float64]
Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """Labels that are read together: what each asks of the pieces, and what answers say for it."""

    labels: tuple[str, ...]
    asks: Floats
    says: Floats
    usual: Floats


@dataclass(frozen=True)
class Network:
    """``labels`` are what can be asked for, ``facts`` what can be known of a scene.

    ``table`` has a row for each piece, in whole numbers, ``sizes`` what they are to be multiplied
    by; ``weights`` are those of the layers, by name.
    """

    labels: tuple[str, ...]
    facts: tuple[str, ...]
    pieces: Pieces
    table: npt.NDArray[np.int8]
    sizes: Floats
    weights: Mapping[str, Floats]

    def heard(self, message: str, facts: Sequence[str]) -> "Heard":
        """The log-odds of each label, in units; ``facts`` as ``Facts.names`` has them."""
        places = self.pieces.cut(message)
        known = [self.facts.index(name) for name in facts if name in self.facts]
        w = self.weights
        words = self.table[places] * self.sizes[places] + w["places"][: len(places)]
        x = np.concatenate([w["facts"][[len(self.facts), *known]], words])
        for n in range(len(w["layers"])):
            x = self._layer(x, f"{n}.")
        x = _normal(x, w, "last.")
        return Heard(self, x, _times(x, w["values"]) + w["values.b"])

    def _layer(self, x: Floats, name: str) -> Floats:
        w = self.weights
        seen = _normal(x, w, f"{name}first.")
        x = x + _times(_attention(seen, w, name), w[f"{name}out"]) + w[f"{name}out.b"]
        seen = _normal(x, w, f"{name}second.")
        inner = _bent(_times(seen, w[f"{name}in"]) + w[f"{name}in.b"])
        return x + _times(inner, w[f"{name}back"]) + w[f"{name}back.b"]

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """By label: the part that it is in."""
        return {label: name for name, part in self.parts.items() for label in part.labels}

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """All kinds first; then what is said of each."""
        rows: dict[str, list[int]] = {KINDS: []}
        for n, label in enumerate(self.labels):
            kind, _ = group(label)
            rows.setdefault(KINDS if kind == label else kind, []).append(n)
        return {name: self._part(places) for name, places in rows.items()}

    def _part(self, places: list[int]) -> Part:
        w = self.weights
        names = tuple(self.labels[n] for n in places)
        asks = np.ascontiguousarray(w["asks"][:, places])
        return Part(names, asks, w["says"][places], w["says.b"][places])


@dataclass(frozen=True, eq=False)
class Heard(Mapping[str, int]):
    """What a network hears in a message, label by label, worked out when it is asked for."""

    network: Network
    pieces: Floats
    answers: Floats
    told: dict[str, int] = field(default_factory=dict[str, int])

    def __getitem__(self, label: str) -> int:
        if label not in self.told:
            self._read(self.network.parts[self.network.owners[label]])
        return self.told[label]

    def get(self, label: str, default: Any = None, /) -> Any:
        """The same, or the default for what is no label; it is asked for often."""
        found = self.told.get(label)
        if found is None and label in self.network.owners:
            return self[label]
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter(self.network.labels)

    def __len__(self) -> int:
        return len(self.network.labels)

    def _read(self, part: Part) -> None:
        seen = _softmax(_times(self.pieces, part.asks), axis=0)
        found = (_bent(_times(seen.T, self.answers)) * part.says).sum(axis=1)
        units = np.rint((found + part.usual) * UNIT).astype(int).tolist()
        self.told.update(zip(part.labels, units, strict=True))


def _attention(x: Floats, w: Mapping[str, Floats], name: str) -> Floats:
    length, size = x.shape
    rows = _times(x, w[f"{name}asked"]) + w[f"{name}asked.b"]
    asks, keys, values = rows.reshape(length, 3, HEADS, size // HEADS).transpose(1, 2, 0, 3)
    seen = _softmax(asks @ keys.transpose(0, 2, 1) / (size / HEADS) ** 0.5, axis=2)
    return (seen @ values).transpose(1, 0, 2).reshape(length, size)


def _times(x: Floats, w: Floats) -> Floats:
    """Their product, in parts for which no library wakes other threads: they cost more here."""
    columns = max(1, ALONE // x.size)
    if columns >= w.shape[1]:
        return x @ w
    found = np.empty((len(x), w.shape[1]))
    for n in range(0, w.shape[1], columns):
        np.matmul(x, w[:, n : n + columns], out=found[:, n : n + columns])
    return found


def _normal(x: Floats, w: Mapping[str, Floats], name: str) -> Floats:
    size = x.shape[1]
    apart = x - x.sum(axis=1, keepdims=True) / size
    spread = np.sqrt((apart * apart).sum(axis=1, keepdims=True) / size + SMALL)
    found: Floats = apart / spread * w[f"{name}scale"] + w[f"{name}shift"]
    return found


def _softmax(x: Floats, axis: int) -> Floats:
    raised = np.exp(x - x.max(axis=axis, keepdims=True))
    found: Floats = raised / raised.sum(axis=axis, keepdims=True)
    return found


def _bent(x: Floats) -> Floats:
    """GELU, as its authors approximate it (Hendrycks and Gimpel, 2016); its tanh by an exp."""
    found: Floats = x / (1 + np.exp(np.minimum(x * (-SLOPE - SLOPE * CURVE * x * x), MOST)))
    return found


def unpacked(packed: bytes) -> Network:
    """From the bytes of a file, as ``tools/intents`` writes it."""
    arrays: Arrays = dict(np.load(BytesIO(packed)))
    names = {key: bytes(arrays[key]).decode().split("\n") for key in ("labels", "known", "pieces")}
    likely = arrays["likely"].tolist()
    known = {p: (n, one) for n, (p, one) in enumerate(zip(names["pieces"], likely, strict=True))}
    pieces = Pieces(known, max(map(len, known)), int(arrays["unknown"]))
    others = {"labels", "known", "pieces", "likely", "unknown", "table", "sizes"}
    return Network(
        tuple(names["labels"]),
        tuple(names["known"]),
        pieces,
        arrays["table"],
        arrays["sizes"].astype(float)[:, None],
        {
            name: part.astype(float, order="C")
            for name, part in arrays.items()
            if name not in others
        },
    )


@cache
def load() -> Network:
    """The network that comes with the package; read when it is first needed."""
    return unpacked(files(__package__).joinpath("network.npz").read_bytes())
