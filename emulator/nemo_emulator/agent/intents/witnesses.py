"""Two models that each see but a half of a message: its words, or its forms.

Where both say of themselves what all of it together says, that can be relied on (Blum and Mitchell,
Combining Labeled and Unlabeled Data with Co-Training).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.intents.model import Model
from nemo_emulator.agent.intents.weighing import SPEECH

Features = frozenset[str]
# What the names of features begin with: words and pieces of them; categories, values, the scene.
_BOTH: Final = ("m", "b")
HALVES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "words": (*"wxzpSk", "10w", "11w", "12w", "9w", "<w", ">w", *_BOTH),
        "forms": (*"cdvq2fgnR", "10c", "11c", "12c", "9c", "<c", ">c", "<v", ">v", *_BOTH),
    }
)
# Measures are told by the bounds that they pass.
LEVELS: Final = (-96, -64, -32, 0, 32, 64, 96)
NEXT: Final = (-96, -64, -32, 0, 32, 64)
LEAST: Final = -99
Row = Mapping[str, int]


def half(clause: Features, name: str) -> Features:
    """What a witness sees of a clause."""
    return frozenset(feature for feature in clause if feature.startswith(HALVES[name]))


def heard(found: Iterable[Features], model: Model) -> dict[str, Row]:
    """How likely each witness finds each kind."""
    told = dict[str, Row]()
    for name, linear in model.witnesses.items():
        rows = [linear.scores(half(clause, name)) for clause in found]
        told[name] = dict(zip(linear.labels, map(max, zip(*rows, strict=True)), strict=True))
    return told


def agreement(kinds: frozenset[str], told: Mapping[str, Row]) -> Iterator[str]:
    """How what somebody made of a message stands to what the witnesses say."""
    return chain.from_iterable(_agreement(kinds, name, best) for name, best in told.items())


def _agreement(kinds: frozenset[str], name: str, best: Row) -> Iterator[str]:
    said = {kind for kind, score in best.items() if score > 0} or {max(best, key=lambda k: best[k])}
    said = said - {*SPEECH} if kinds else said
    if said == kinds:
        yield f"{name}.same"
    if said - kinds:
        yield f"{name}.more"
    if kinds - said:
        yield f"{name}.less"
    least = min((best.get(kind, LEAST) for kind in kinds), default=0)
    most = max((score for kind, score in best.items() if kind not in kinds), default=0)
    yield from (f"{name}>{bound}" for bound in LEVELS if least > bound)
    yield from (f"{name}.next>{bound}" for bound in NEXT if most > bound)
