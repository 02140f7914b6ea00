"""Which of the films a number is for: "film no. 2", "the first bath video", "the first of the two".

Read once it is known what is asked for, where some clips move and others stand still.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.owners import NAMELY
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import Token

Owner = tuple[str, ...]
FOOTAGE: Final = frozenset({"Trim", "SetSpeed", "SetVolume"})
# With these a place beside a film is one to go to.
GOING: Final = frozenset({"Move", "AddClips", "Swap", "Arrange", "Replace", "Duplicate", "Keep"})
DESCRIBING: Final = frozenset({"word", "inside", "subject", "cannot"})
NOUNS: Final = frozenset({"pic", "clip", "transition", "title", "caption", "music", "mine"})
# 第2条视频原声: the sound of that film.
HEARD: Final = ("视频", "录像")
OF_SEVERAL: Final = re.compile(r"(?:the )?(?:very )?(first|last) \w+")
CALLED: Final = re.compile(r"(?:the )?(?:video|vid|film) (?:one|two|three|four|five|six)")
SIDES: Final = {"first": 0, "last": -1}
PAIR: Final = 2


def numbered(
    parts: Sequence[Tokens], owners: Sequence[Owner], kinds: Sequence[str], known: Facts
) -> list[Tokens]:
    """The clauses with the films that are told by their number among the films."""
    films = tuple(place for place in known.films if place <= known.size)
    if not 0 < len(films) < known.size or GOING & set(kinds):
        return list(parts)
    told: list[Tokens] = []
    for part, owner in zip(parts, owners, strict=True):
        filmed = any(t.cat == "video" and not t.text.endswith("s") for row in told for t in row)
        every = any(t.cat == "films" and len(t.value) == len(films) for row in told for t in row)
        every = every and len(films) >= PAIR and bool(owner) and {*owner} <= FOOTAGE
        named = _named(part, films)
        named = _namely(named, films) if filmed and named is part else named
        told.append(_of_all(named, films) if every and named is part else named)
    return told


def _film(n: float, films: e.Clips, text: str) -> tuple[Token, ...]:
    """The film of that number; () where the clip of that number is one itself, or none is."""
    place = int(n) - 1 if n > 0 else int(n)
    fits = n == int(n) and n not in films and -len(films) <= place < len(films)
    return (Token("ref", (films[place],), f"the {text}"),) if fits else ()


def _named(part: Tokens, films: e.Clips) -> Tokens:
    for n in range(len(part)):
        for read in READERS:
            if found := read(part[n:], films):
                row, count = found
                return (*part[:n], *row, *part[n + count :])
    return part


Found = tuple[tuple[Token, ...], int] | None


def _called(tokens: Tokens, films: e.Clips) -> Found:
    """ "Video two", where the second clip is none."""
    token = tokens[0]
    called = CALLED.fullmatch(token.text) if token.cat == "ref" else None
    row = _film(token.value[0], films, token.text) if called and len(token.value) == 1 else ()
    return (row, 1) if row else None


def _behind(tokens: Tokens, films: e.Clips) -> Found:
    """ "Film no. 2", "the vid (second one)", "video one"."""
    if tokens[0].cat != "video" or len(tokens) < PAIR:
        return None
    number, alone = tokens[1], len(tokens) == PAIR
    single = number.cat == "ref" and len(number.value) == 1
    n = number.value[0] if single else 1 if number.cat == "one" and alone else 0
    row = _film(n, films, f"video {number.text}") if n else ()
    return (row, PAIR) if row else None


def _before(tokens: Tokens, films: e.Clips) -> Found:
    """ "The first bath video", 第2条视频原声."""
    if tokens[0].cat != "ord" or len(tokens) < PAIR:
        return None
    at = next((n for n, t in enumerate(tokens[1:], 1) if t.cat not in DESCRIBING), 0)
    noun = tokens[at]
    filmed = noun.cat == "video" and noun.text.isascii() and not noun.text.endswith("s")
    heard = at == 1 and noun.cat == "sound" and noun.text.startswith(HEARD)
    row = _film(tokens[0].value, films, tokens[0].text) if filmed or heard else ()
    return (row, 1) if row else None


def _of_them(tokens: Tokens, films: e.Clips) -> Found:
    """ "The first of two videos"."""
    pair = [t.cat for t in tokens[:PAIR]] == ["ord", "films"]
    row = _film(tokens[0].value, films, tokens[0].text) if pair else ()
    return (row, PAIR) if row else None


def _namely(part: Tokens, films: e.Clips) -> Tokens:
    """ "The warmup video, it's the first of the two": of the films."""
    head, *rest = part
    if head.text not in NAMELY | {"it is"} or not rest or len(rest) > PAIR:
        return part
    number, count = rest[0], rest[1:]
    if number.cat == "ref" and (found := OF_SEVERAL.fullmatch(number.text)) and not count:
        place = films[SIDES[found[1]]]
        return (head, Token("ref", (place,), number.text)) if _are(number, films) else part
    many = all(t.cat == "num" and not is_number(t) and t.value == len(films) for t in count)
    row = _film(number.value, films, number.text) if number.cat == "ord" and many else ()
    return (head, *row) if row else part


def _are(number: Token, films: e.Clips) -> bool:
    return PAIR <= len(number.value) == len(films)


def _of_all(part: Tokens, films: e.Clips) -> Tokens:
    """ "Both vids faster, and chop 3 seconds off the second"."""
    named = [n for n, t in enumerate(part) if t.cat in ("ord", "ref")]
    if len(named) != 1 or any(t.cat in NOUNS for t in part) or part[named[0]].cat != "ord":
        return part
    at = named[0]
    row = _film(part[at].value, films, part[at].text)
    return (*part[:at], *row, *part[at + 1 :]) if row else part


READERS: Final[tuple[Callable[[Tokens, e.Clips], Found], ...]] = (
    _behind,
    _before,
    _of_them,
    _called,
)
