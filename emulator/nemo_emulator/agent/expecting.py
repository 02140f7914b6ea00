"""What the decoder expects of a message, beside what was read in it.

The decoder has read the message by itself, fields and all: where it expects what a reading says,
the reading is hardly ever wrong. How much that weighs is learned (``tools/intents/decode.py``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final

from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.intents.bands import passed
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import Linear
from nemo_emulator.agent.network.decoder import Hearing, Likely, load
from nemo_emulator.agent.network.slots import Around, slots
from nemo_emulator.agent.second import Rated, weighed
from nemo_emulator.agent.tokens import Token

# Log-odds in units of 32: below, it is asked back; the same where the rules say it, too.
TAKEN, AGREED = 88, 64
# Measures are told by the bounds that they pass.
LOW: Final = (-256, -192, -128, -96, -64, -48, -32, -16, -8)
AHEAD: Final = (-192, -128, -96, -64, -32, -16, 0, 16, 32, 64, 96)
WHOLE: Final = (-384, -256, -192, -128, -96, -64, -48, -32, -16)
# Readings that are less likely than that are not asked about: they would not be done anyway.
LEAST: Final = -64
NEVER: Final = -10_000


def signs(likely: Likely) -> Iterator[str]:
    """What there is to be weighed."""
    yield "always"
    yield from passed("low", likely.low, LOW)
    yield from passed("ahead", likely.ahead, AHEAD)
    yield from passed("whole", likely.whole, WHOLE)


def _raised(rated: Rated, gain: int) -> Rated:
    score, one = rated
    return score + gain if score > LEAST else score, one


def _matters(edits: Sequence[int], speech: int, least: int, most: int) -> bool:
    """Whether it can change what is done; scores of edits from the highest, the highest other."""
    best, *others = edits
    if best + most < AGREED:
        return best + least <= speech <= best + most
    ahead = best + least
    return ahead < TAKEN or ahead <= max(speech, max(others, default=NEVER) + most)


@lru_cache(4)
def reach(weights: Linear) -> tuple[int, int]:
    """The least and the most that signs can weigh, below and above nothing."""
    least = most = weights.score(["always"])
    for name, bounds in (("low", LOW), ("ahead", AHEAD), ("whole", WHOLE)):
        steps = [weights.score([f"{name}>{bound}"]) for bound in bounds]
        sums = [0, *accumulate(steps)]
        least, most = least + min(sums), most + max(sums)
    return min(0, least), max(0, most)


def around(known: Facts) -> Around:
    """What is known of the scene, as the decoder is told it."""
    return Around((*known.names,), known.shown, known.total, known.songs)


@dataclass(frozen=True)
class Expecting:
    """What is expected of a message of these ``tokens``, worked out when it is asked for."""

    tokens: Sequence[Token]
    known: Facts
    weights: Linear

    def rated(self, options: Sequence[Rated]) -> list[Rated]:
        """Scores of readings with what the decoder makes of those that change something.

        It is not asked where what comes of the message does not depend on it.
        """
        best = max((weighed(row) for row in options if not row[1].meant.edits), default=NEVER)
        plans = self._plans(options)
        least, most = reach(self.weights)
        gains = dict[tuple[Edit, ...], int]()
        if plans and _matters([*plans.values()], best, least, most):
            for edits, score in plans.items():
                if score + most < best:
                    break
                gains[edits] = self.weights.score(signs(self.likely(edits)))
                best = max(best, score + gains[edits])
        return [_raised(row, gains.get(row[1].meant.edits, 0)) for row in options]

    @staticmethod
    def _plans(options: Sequence[Rated]) -> dict[tuple[Edit, ...], int]:
        """Each plan once, with the highest score that it has; the likeliest first."""
        found = dict[tuple[Edit, ...], int]()
        for row in sorted(options, key=weighed, reverse=True):
            if row[1].meant.edits:
                found.setdefault(row[1].meant.edits, weighed(row))
        return found

    def likely(self, edits: Sequence[Edit]) -> Likely:
        """How likely the decoder finds a plan."""
        rows = [(type(edit).__name__, fields_of(edit)) for edit in edits]
        return self._hearing.likely(slots(rows, self._hearing.message, self._hearing.around))

    @cached_property
    def _hearing(self) -> Hearing:
        return load().hearing(self.tokens, around(self.known))
