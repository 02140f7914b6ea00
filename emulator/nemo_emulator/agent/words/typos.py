"""Slips of the finger in English words: one letter too many, too few, another, or two swapped."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from nemo_emulator.agent.words.lexicon import find, lexicon

SHORTEST: Final = 7
"""Shorter words are too near to other words of the language."""
_WORD = re.compile(rf"[a-z]{{{SHORTEST},}}")
_COMMON = """
attaches attacked backing backward balanced ballads barrels battery beaches bedding casting
caution cautions chamber chances changed changer changes channel chapter chapters charged
charges charity charter chasing cheating clapped clapping cleaning clearing clipped closest
closing clothes collate college compute computer consent consents contact contain contains
content contest context contract converse costing counter counties country courage courses
covered created creating creation cutting dropper excerpt excerpts feeling felting filling
finnish fishing fitting flashed flasher flashing flicker flowing flushes forming forward
forwards framing freeing further getting heading hearing holding imagine keeping kipling
landing leading leaking lending letting lettuce lighting listing loading locking looking
looping marking masking massage massages materials matters meeting minutes mirrors morning
orchestra overlap overlaps packing painter painting panting parting passing patting pearson
persons picking pickling pitting placing planking planned planning planting plating playing
pointing posters posting praying prepared present presents pressure printed printer printing
product products program programs protect protects protest provided provider providers pruning
punting qualify quality quilter quitter readers reading received recipes related relation
remainder reminder remotes removal removals repeater reserve reserved reserves resorts revered
reverend reviews revision revolution rolling running scaling scanner section selfish sending
setting settled shadows shorten showing skating slither snowball snowman splitter springs
squared squares started starting stating station staying stopped stopping storing strange
stretch strings subject sunrises swapped tackled tackles talking tanking teaching terribly
testing through tracing tracker trading trailer trained tricker trimmed trimmer trinkets
trucker turning twister vintage visible visions waiting walking warming watched watching
wedding weekend welding winding windows winning winters wishing working writing written
"""
COMMON: Final = frozenset(_COMMON.split())
"""Words of their own that are one letter away from one of ours."""


def mended(text: str) -> str:
    """The text with slips in words that only we could have meant put right."""
    return _WORD.sub(lambda found: _meant(found[0]), text)


@cache
def _meant(word: str) -> str:
    if word in COMMON or word in _vocabulary():
        return word
    near = {known for cut in (word, *_shortened(word)) for known in _nearby().get(cut, ())}
    close = {known for known in near if known[0] == word[0] and _one_slip(word, known)}
    meanings = {_meaning(known) for known in close}
    return min(close) if len(meanings) == 1 else word


@cache
def _vocabulary() -> frozenset[str]:
    entries = (phrase for _, phrases in lexicon().values() for phrase in phrases)
    return frozenset(word for phrase in entries for word in re.findall("[a-z]+", phrase))


@cache
def _nearby() -> dict[str, tuple[str, ...]]:
    """Our words by themselves and by all that is left of them without one letter."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(_vocabulary()):
        if len(word) >= SHORTEST - 1:
            for cut in (word, *_shortened(word)):
                found[cut] = (*found.get(cut, ()), word)
    return found


def _shortened(word: str) -> Iterator[str]:
    yield from (word[:n] + word[n + 1 :] for n in range(len(word)))


def _one_slip(word: str, known: str) -> bool:
    """One letter more, less or other, or two neighbours swapped."""
    if len(word) != len(known):
        return True  # they share what is left without one letter
    apart = [n for n, (one, other) in enumerate(zip(word, known, strict=True)) if one != other]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1
    crossed = swapped and word[apart[0]] == known[apart[1]] and word[apart[1]] == known[apart[0]]
    return len(apart) == 1 or crossed


def _meaning(word: str) -> tuple[str, str] | None:
    """What a word means by itself; None when it does not stand alone."""
    entry = find(word, 0)
    return entry and (entry[1], repr(entry[2]))
