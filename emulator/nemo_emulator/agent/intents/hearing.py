"""Frames of edits of what is heard."""

from itertools import pairwise
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.sound import FAST, SLOW
from nemo_emulator.agent.intents.amounts import NEAR, ratio
from nemo_emulator.agent.intents.loudness import LOUD
from nemo_emulator.agent.intents.mooding import mooded
from nemo_emulator.agent.intents.said import Said, is_number
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

PACES: Final = {"faster": FAST, "slower": SLOW}
SLOWEST, FASTEST = 40, 220
# Who is told not to: "it doesn't go down" is a complaint.
STOPS: Final = frozenset(
    (
        *("don't", "do not", "don't want", "stop", "quit", "no", "cancel", "turn off"),
        *("别", "不用", "不要", "取消", "不必"),
    )
)
LOWERING: Final = ("down", "quieter", "smaller", "softer", "duck")
LOWERED: Final = ("lower", "dip", "duck", "drop", "fad", "turn", "dim", "压")
# A word for a clip: what it is part of names no song.
AGES: Final = MappingProxyType(
    {
        **dict.fromkeys(("earliest", "oldest", "older", "earlier"), 1),
        **dict.fromkeys(("newest", "latest", "newer", "later"), -1),
    }
)
SWAPS: Final = frozenset({"换成", "改成", "改用", "换到", "switch"})
MOST: Final = 100
MIDDLE: Final = ("middle", "中间")
SHOWN: Final = ("clip", "photo", "pic", "video", "vid", "shot", "slide", "张", "段", "图")


def set_music(m: Said) -> e.Edit:
    mood, usual = _slowed(m) or mooded(m), _tempo(m) or _paced(m)
    return e.SetMusic(mood="" if mood == "none" else mood, tempo=m.one("tempo", default=usual))


def _slowed(m: Said) -> str:
    """音乐换慢的 is anything but upbeat."""
    seen, _ = m.traits.get("mood", ("", 0))
    slow = any(t.cat == "slower" or t.text == "慢" for t in m.tokens)
    return "calm" if slow and seen == "upbeat" and not m.has("mood") else ""


def _tempo(m: Said) -> float:
    """A number beside what it is one of: a tempo of 75, 140 to the minute."""
    paced = m.has("speed", "beat", "unit") or any(t.text == "tempo" for t in m.tokens)
    found = [float(v) for v in m.all("num") if SLOWEST <= v <= FASTEST]
    return found[0] if paced and len(found) == 1 else 0.0


def _paced(m: Said) -> float:
    """ "Faster music"."""
    music = any(t.cat == "music" for t in m.tokens)
    told = {PACES[t.cat] for t in m.tokens if t.cat in PACES}
    return told.pop() if music and len(told) == 1 else 0.0


def use_audio(m: Said) -> e.Edit:
    """The first that is named but not as another: "the second one, not the first".

    "The last of the three" is not the third from the end, and the middle one is that of the songs.
    """
    aged = [AGES[t.text] for t in m.tokens if t.text in AGES]
    tokens = tuple(t for t in m.tokens if not any(word in t.text for word in SHOWN))
    tokens = _from_verb(tokens)
    kept = [t for n, t in enumerate(tokens) if not (n and tokens[n - 1].cat == "not")]
    songs = m.known.songs if m.known else 0
    among = [place for t in kept if (place := _among(t, songs))]
    places = [p for t in kept for p in _songs(t)]
    numbered = [int(t.value) for n, t in enumerate(kept[1:]) if _is_numbered(kept[n], t)]
    return e.UseAudio(place=(aged or among or places or numbered or [-1])[0])


def _from_verb(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "This is number three. Take song number one": what is to be taken, if that is named."""
    at = next((n for n, t in enumerate(tokens) if t.cat == "take" or t.text in SWAPS), 0)
    return tokens[at:] if any(map(_songs, tokens[at:])) else tokens


def _among(token: Token, songs: int) -> int:
    """Which of all the songs."""
    if token.text.startswith(MIDDLE) and songs % 2:
        return songs // 2 + 1
    every = token.cat == "ref" and songs > 1 and len(token.value) == songs
    return (-1 if token.value[-1] == -1 else 1) if every else 0


def _songs(token: Token) -> tuple[int, ...]:
    if token.cat == "ord":
        return (int(token.value),)
    return tuple(token.value) if token.cat == "ref" else ()


def _is_numbered(before: Token, token: Token) -> bool:
    """Song 2."""
    return before.cat in ("music", "mine", "number_word") and token.cat == "num" and token.value > 0


def duck(m: Said) -> e.Edit:
    told, same = ratio(m, LOUD), m.trait("way") == "same"
    if told:
        return e.Duck(percent=round(100 * told.value, 2))
    if level := _lowered(m):
        return e.Duck(percent=level)
    return e.Duck(percent=100.0) if same or _stays(m) else e.Duck()


def _lowered(m: Said) -> float:
    """ "Duck down to 15", "quieter when I talk? 45 or so"; 0 for no level."""
    parts = [*parts_of(m.tokens)]
    found = [b.value for part in parts for a, b in pairwise(part) if _is_level(a, b)]
    found += [part[0].value for part in parts if len(part) == 1 and _is_digits(part[0])]
    return round(float(found[0]), 2) if len(found) == 1 and 0 < found[0] <= MOST else 0.0


def _is_level(before: Token, token: Token) -> bool:
    return before.cat in ("to", "at", "into", "set", "duck") and _is_digits(token)


def _is_digits(token: Token) -> bool:
    return token.cat == "num" and is_number(token)


def _stays(m: Said) -> bool:
    """ "Stop lowering it when they speak"."""
    denied = [n for n, t in enumerate(m.tokens) if t.text in STOPS]
    usual = any(t.cat == "usual" for t in m.tokens) and not m.has(*LOWERING)
    return usual or any(_lowers(t) for n in denied for t in m.tokens[n + 1 : n + 1 + NEAR])


def _lowers(token: Token) -> bool:
    return token.cat in LOWERING or (token.cat == "word" and token.text.startswith(LOWERED))
