"""Which music fits: by the mood that is named, or by what it is for."""

from collections.abc import Iterator
from typing import Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import parts_of, told
from nemo_emulator.agent.words.moods import OCCASIONS

# A look of pictures that is a mood of music, too.
LOOKS: Final = frozenset({"cinematic"})
NONE: Final = "none"
# What a film is about is no music where one is named besides.
SUBJECTS: Final = frozenset(
    (
        *("party", "dance", "summer", "christmas", "country", "house", "spa", "yoga", "cafe"),
        *("coffee shop", "business", "soul", "folk", "fun", "节日", "企业", "冥想"),
    )
)
# What is too much of one is too little of the other.
OPPOSITES: Final = {"calm": "upbeat", "upbeat": "calm", "cinematic": "calm"}
FITTING: Final = tuple(
    (mood, tuple(" ".join(phrase.split()) for phrase in phrases.split(",")))
    for mood, rows in OCCASIONS.items()
    for phrases in rows
)


def mooded(m: Said) -> str:
    """The mood that is named and wanted, else the one that fits, else what the model sees.

    "Not the disco one, something serene" is calm, and so is "it's a memorial".
    """
    said = told(m, "mood")
    named = tuple(_last(m, said.wanted))
    if len(named) == 1:
        return named[0]
    fitting = tuple(_fitting(m)) if not named else ()
    if len(fitting) == 1:
        return fitting[0]
    seen, refused = m.trait("mood"), {value for value, _ in said.refused}
    excess = next((value for value, why in said.refused if why == "over"), "")
    if named or (seen not in refused and not (excess and seen in ("", NONE))):
        return seen
    return OPPOSITES.get(excess, NONE)


def _last(m: Said, wanted: tuple[str, ...]) -> Iterator[str]:
    """The moods of the last clause that has any: before, people say what they have."""
    moods = [token for token in m.tokens if token.cat == "mood" and token.value in wanted]
    sure = [token for token in moods if token.text not in SUBJECTS] or moods
    looks = [token for token in m.tokens if token.cat == "look" and token.value in LOOKS]
    told = sure if m.has("mood") else looks
    rows = ([str(token.value) for token in part if token in told] for part in parts_of(m.tokens))
    yield from dict.fromkeys(next(filter(None, reversed([*rows])), []))


def _fitting(m: Said) -> Iterator[str]:
    """The moods of what is said of the occasion."""
    words = [token.text for token in m.tokens if token.cat != "stop"]
    spaced, joined = f" {' '.join(words)} ", "".join(words)
    yield from dict.fromkeys(
        mood
        for mood, phrases in FITTING
        for phrase in phrases
        if (f" {phrase} " in spaced if phrase.isascii() else phrase in joined)
    )
