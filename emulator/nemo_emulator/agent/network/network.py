"""Two layers of attention over the pieces of a message, and a score for each thing it may ask for.

Products are of whole numbers (``exact.py``), the rest is in double precision, and scores are
rounded to whole units, so that processors which add in another order come to the same verdict.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nemo_emulator.agent.network.labels import Names, group
from nemo_emulator.agent.network.pieces import Pieces
from nemo_emulator.neural.exact import Floats, Linear, Whole, evened
from nemo_emulator.neural.layers import Labels, Layer, Weights

# One unit of log-odds in scores.
UNIT: Final = 32
# The labels that are read first: all kinds.
KINDS: Final = ""
Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """Labels that are read together, and what each of them usually gets."""

    names: tuple[str, ...]
    labels: Labels
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
        places = np.array(self.pieces.cut(message), np.intp)
        known = [self.facts.index(name) for name in facts if name in self.facts]
        w = self.weights
        words = self.table[places] * self.sizes[places] + w["places"][: len(places)]
        x = np.concatenate([w["facts"][[len(self.facts), *known]], words])
        for layer in self.layers:
            layer.add(x)
        rows = evened(x)
        return Heard(self, rows, self.answers(rows))

    @cached_property
    def _parts(self) -> Weights:
        return Weights(self.weights)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The first is the nearest to the words."""
        return tuple(self._parts.layer(f"{n}.") for n in range(len(self.weights["layers"])))

    @cached_property
    def answers(self) -> Linear:
        """What each piece says, whatever is asked."""
        return self._parts.folded("last.", "values")

    @cached_property
    def names(self) -> Names:
        """What the labels name."""
        return Names.of(self.labels)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """By label: the part that it is in."""
        return {label: name for name, part in self.parts.items() for label in part.names}

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """All kinds first; then what is said of each."""
        rows: dict[str, list[int]] = {KINDS: []}
        for n, label in enumerate(self.labels):
            kind, _ = group(label)
            rows.setdefault(KINDS if kind == label else kind, []).append(n)
        asks = self._parts.scaled("last.", "asks")
        return {name: self._part(asks, places) for name, places in rows.items()}

    def _part(self, asks: Floats, places: list[int]) -> Part:
        w = self.weights
        names = tuple(self.labels[n] for n in places)
        # The normalisation's shift is the same for all pieces, so it drops out of the softmax.
        mine = Linear.of(asks[:, places], np.zeros(len(places)))
        return Part(names, Labels(mine, w["says"][places]), w["says.b"][places])


@dataclass(frozen=True, eq=False)
class Heard(Mapping[str, int]):
    """What a network hears in a message, label by label, worked out when it is asked for."""

    network: Network
    pieces: Whole
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
        found = part.labels.read(self.pieces, self.answers) + part.usual
        units = np.rint(found * UNIT).astype(int).tolist()
        self.told.update(zip(part.names, units, strict=True))


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
