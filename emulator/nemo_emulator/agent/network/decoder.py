"""How likely a plan is for a message: an encoder of its tokens and a decoder of the plan's slots.

The decoder is asked each slot with the answers before it, and what it expects is compared with
what the plan says (teacher forcing). It knows pieces of words as the other network has them.
Products are of whole numbers and scores are rounded, as there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from io import BytesIO
from math import exp, log
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nemo_emulator.agent.network.network import UNIT, Network
from nemo_emulator.agent.network.network import load as listener
from nemo_emulator.agent.network.readings import Readings, is_number
from nemo_emulator.agent.network.slots import Around, Slot
from nemo_emulator.agent.tokens import Token
from nemo_emulator.neural.exact import Floats, Linear, Whole, evened, stepped
from nemo_emulator.neural.layers import NEVER, Crossed, Layer, Weights

# So many pieces and categories of a token, so many slots of a plan count.
PIECES, CATEGORIES, SLOTS = 8, 2, 80
# The most that is counted of clips, uploads, songs; each count has so many rows.
COUNTS: Final = (30, 30, 5)
ROWS: Final = 31
# Before the tokens stand the facts and the counts.
BEFORE: Final = 1 + len(COUNTS)
# Numbers that have a name, and categories whose values are as many as there are words.
LEAST, MOST = -5, 30
FREE: Final = frozenset({"quote", "word", "filler"})
LONGEST: Final = 40
# So many tokens are remembered with what stands for them.
KEPT: Final = 4096
# Places in the table of answers: nothing before, and one that is rare.
START, RARE = 1, 2
# What is no likelier than that is as likely as that.
TINY: Final = 1e-300
# The places of no category and of one that is rare.
NOTHING, UNSEEN = 0, 1
# What labels leave open nearly always: nothing is known of it.
UNJUDGED: Final = frozenset({"AddText.type"})
KNOWN, UNKNOWN = "facts", "nofacts"
# The lists of names in the file: categories, facts, slots, answers, and which slots may point.
NAMES: Final = ("named", "known", "asked", "answered", "pointing")


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely a plan is, in units of log-odds: its least likely answer, and all of them.

    ``ahead`` is by how much, at worst, an answer is likelier than the best other one.
    """

    low: int
    whole: int
    ahead: int


@dataclass(frozen=True, eq=False)
class Decoder:
    """``answers`` are pairs of a slot and what may be said there; ``pointing`` slots may point.

    ``words`` is the network whose pieces it knows.
    """

    words: Network
    categories: Mapping[str, int]
    facts: Mapping[str, int]
    slots: Mapping[str, int]
    answers: Mapping[tuple[str, str], int]
    pointing: frozenset[str]
    weights: Weights

    def hearing(self, tokens: Sequence[Token], around: Around) -> "Hearing":
        """A message, to be asked about plans."""
        message = Readings(tokens)
        before = [self._fact(around), *self._counts(around)]
        rows = np.concatenate([np.array(before), self._tokens(message.tokens)])
        x = rows.copy()
        for layer in self._encoder:
            layer.add(x)
        seen = evened(x)
        memory = tuple(crossed.told(seen) for _, crossed in self._decoder)
        return Hearing(self, message, around, rows[BEFORE:], memory, self._keys(seen[BEFORE:]))

    def _fact(self, around: Around) -> Floats:
        names = [KNOWN, *around.names] if around.names else [UNKNOWN]
        places = [self.facts[name] for name in names if name in self.facts]
        found: Floats = self._arrays["facts"][places].sum(axis=0)
        return found

    def _counts(self, around: Around) -> Iterator[Floats]:
        for n, count in enumerate((around.shown, around.uploads, around.songs)):
            yield self._arrays["counts"][ROWS * n + min(count, COUNTS[n])]

    def _tokens(self, tokens: Sequence[Token]) -> Floats:
        """Each by its pieces, its category, its value and its place."""
        found = np.zeros((len(tokens), self.words.table.shape[1]))
        for n, token in enumerate(tokens):
            found[n] = self._token(token.text, (*categories(token),))
        found += self._arrays["places"][: len(tokens)]
        return found

    @cached_property
    def _token(self) -> Callable[[str, tuple[str, ...]], Floats]:
        """What stands for a token, whatever its place; few of them are new."""
        return lru_cache(KEPT)(self._made_of)

    def _made_of(self, text: str, names: tuple[str, ...]) -> Floats:
        cut = self.words.pieces.cut(text)[:PIECES] or [self.words.pieces.unknown]
        pieces = (self.words.table[cut] * self.words.sizes[cut]).sum(axis=0) / len(cut) ** 0.5
        found: Floats = self._made(stepped(pieces[None]))[0]
        rows = (*(self.categories.get(name, UNSEEN) for name in names), NOTHING)[:CATEGORIES]
        found += self._arrays["categories"][[*rows]].sum(axis=0)
        return found

    @cached_property
    def _arrays(self) -> Mapping[str, Floats]:
        return self.weights.arrays

    @cached_property
    def _made(self) -> Linear:
        return self.weights.plain("made")

    @cached_property
    def _encoder(self) -> tuple[Layer, ...]:
        return tuple(self.weights.layer(f"e{n}.") for n in range(len(self._arrays["encoder"])))

    @cached_property
    def _decoder(self) -> tuple[tuple[Layer, Crossed], ...]:
        names = [f"d{n}." for n in range(len(self._arrays["decoder"]))]
        return tuple((self.weights.layer(n), self.weights.crossed(n, "seen.")) for n in names)

    @cached_property
    def _keys(self) -> Linear:
        """Of tokens, for what points to them."""
        return self.weights.folded("seen.", "keys")

    @cached_property
    def said(self) -> Linear:
        """What is said before, where it stands in the message."""
        return self.weights.plain("said")

    @cached_property
    def says(self) -> Linear:
        """All answers."""
        return self.weights.folded("last.", "says")

    @cached_property
    def points(self) -> Linear:
        """At tokens."""
        return self.weights.folded("last.", "points")

    @cached_property
    def choices(self) -> Mapping[str, tuple[npt.NDArray[np.intp], Mapping[str, int]]]:
        """By slot: the places of its answers, a rare one first, and which of these each one has."""
        found = {name: [("", RARE)] for name in self.slots}
        for (name, said), place in self.answers.items():
            found[name].append((said, place))
        return {
            name: (
                np.array([place for _, place in rows], np.intp),
                {said: n for n, (said, _) in enumerate(rows) if n},
            )
            for name, rows in found.items()
        }

    def first(self, slot: Slot) -> int:
        """The place of what is said in a slot."""
        return self.answers.get((slot.name, slot.said[0]), RARE) if slot.said else RARE

    def answered(self, x: Floats, memory: tuple[Floats, ...]) -> Whole:
        """The decoder's rows, in whole steps."""
        for (layer, crossed), told in zip(self._decoder, memory, strict=True):
            layer.look(x, causal=True)
            crossed.add(x, told)
            layer.think(x)
        return evened(x)


@dataclass(frozen=True, eq=False)
class Hearing:
    """A message as the decoder knows it; ``rows`` are its tokens before anything was heard."""

    decoder: Decoder
    message: Readings
    around: Around
    rows: Floats
    memory: tuple[Floats, ...]
    keys: Floats

    def likely(self, plan: Sequence[Slot]) -> Likely:
        """How likely it is that this is asked for."""
        told = [slot for slot in plan if slot.name in self.decoder.slots][:SLOTS]
        seen = self.decoder.answered(self._asked(told), self.memory)
        says, points = self.decoder.says(seen), self.decoder.points(seen) @ self.keys.T
        rows = zip(told, says, points, strict=True)
        pairs = [self.odds(*row) for row in rows if _is_judged(row[0])]
        low = [own for own, _ in pairs]
        ahead = min(own - other for own, other in pairs)
        return Likely(*(int(np.rint(n * UNIT)) for n in (min(low), sum(low), ahead)))

    def odds(self, slot: Slot, says: Floats, points: Floats) -> tuple[float, float]:
        """The log-odds of the right answers together, and of the best other one.

        ``says`` is what speaks for each answer, ``points`` for each token.
        """
        places, named = self.decoder.choices[slot.name]
        odds = says[places].tolist()
        right = {named.get(said, 0) for said in slot.said}
        if slot.name in self.decoder.pointing:
            right |= {len(odds) + place for place in slot.places}
            odds += points.tolist()
        most = max(odds)
        shares = [exp(one - most) for one in odds]
        own, whole = sum([shares[n] for n in right]), log(sum(shares))
        others = [one for n, one in enumerate(odds) if n not in right]
        return log(own or TINY) - whole, max(others) - most - whole if others else NEVER

    def _asked(self, plan: Sequence[Slot]) -> Floats:
        """Each slot, with the answer to the one before it and what that points to."""
        decoder, arrays = self.decoder, self.decoder.weights.arrays
        before = plan[:-1]
        stood = np.zeros((len(plan), self.rows.shape[1]))
        for n, slot in enumerate(before, start=1):
            for place in slot.places:
                stood[n] += self.rows[place] / len(slot.places)
        said = [START, *map(decoder.first, before)]
        names = [decoder.slots[slot.name] for slot in plan]
        x: Floats = arrays["answers"][said] + arrays["slots"][names] + arrays["steps"][: len(plan)]
        return x + decoder.said(stepped(stood))


def _is_judged(slot: Slot) -> bool:
    """A clip that is far from both ends has no answer."""
    return slot.name not in UNJUDGED and bool(slot.said or slot.places)


def categories(token: Token) -> list[str]:
    """The category of a token, and its value where there are few."""
    value = token.value
    if is_number(value):
        named = float(value).is_integer() and LEAST <= value <= MOST
        return [token.cat, f"num={int(value)}" if named else "num=*"]
    if token.cat in FREE or not isinstance(value, str | tuple | list):
        return [token.cat]
    said = f"{token.cat}={value}"
    return [token.cat, said if isinstance(value, str) else said[:LONGEST]]


def unpacked(packed: bytes, words: Network) -> Decoder:
    """From the bytes of a file, as ``tools/intents`` writes it."""
    arrays: Mapping[str, npt.NDArray[Any]] = dict(np.load(BytesIO(packed)))
    names = {key: bytes(arrays[key]).decode().split("\n") for key in NAMES}
    answers = [tuple(name.split("\t")) for name in names["answered"]]
    return Decoder(
        words,
        {name: n for n, name in enumerate(names["named"], start=UNSEEN + 1)},
        {name: n for n, name in enumerate(names["known"], start=1)},
        {name: n for n, name in enumerate(names["asked"], start=1)},
        {(slot, said): n for n, (slot, said) in enumerate(answers, start=RARE + 1)},
        frozenset(names["pointing"]),
        Weights(
            {
                name: part.astype(float, order="C")
                for name, part in arrays.items()
                if name not in NAMES
            }
        ),
    )


@cache
def load() -> Decoder:
    """The decoder that comes with the package; read when it is first needed."""
    return unpacked(files(__package__).joinpath("decoder.npz").read_bytes(), listener())
