"""Frames of edits of what is heard."""

from collections.abc import Iterator
from math import log10
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.sound import FAST, INTO_MS, OUT_MS, SLOW, STEP_DB
from nemo_emulator.agent.intents.amounts import NEAR, ratio, way
from nemo_emulator.agent.intents.said import PLAIN, Said, is_number
from nemo_emulator.agent.tokens import Token

TEMPI: Final = {"more": FAST, "less": SLOW}
SLOWEST, FASTEST = 40, 220
LEVELS: Final = {"mute": 0.0, "full": 100.0}
LOUD: Final = MappingProxyType(
    {
        "louder": 1,
        "up": 1,
        "bigger": 1,
        "quieter": -1,
        "down": -1,
        "smaller": -1,
        "softer": -1,
    }
)
# "Cut it by 6 dB": what takes away makes quieter.
CUT: Final = MappingProxyType(
    {**LOUD, **dict.fromkeys(("trim", "remove", "off", "take", "less", "shorten", "shorter"), -1)}
)
TURNING: Final = frozenset({"turn", "switch", "shut", "turning", "switching"})
LOUDEST: Final = 200.0
# Who is told not to: "it doesn't go down" is a complaint.
STOPS: Final = frozenset(
    (
        *("don't", "do not", "don't want", "stop", "quit", "no", "cancel", "turn off"),
        *("别", "不用", "不要", "取消", "不必"),
    )
)
LOWERING: Final = ("down", "quieter", "smaller", "softer", "duck")
LOWERED: Final = ("lower", "dip", "duck", "drop", "fad", "turn", "dim")
# A number after one of these is a level.
LEVELLED: Final = frozenset({"at", "to", "set", "into", "volume", "music", "sound"})
CLIPS: Final = ("clip", "video", "ref", "ord", "speech")
# A word for a clip: what it is part of names no song.
SHOWN: Final = ("clip", "photo", "pic", "video", "vid", "shot", "slide", "张", "段", "图")
# When the music comes, and when it goes.
SIDES: Final = MappingProxyType({"enter": "into", "enter_it": "into", "leave": "out", "out": "out"})
MOMENTS: Final = MappingProxyType({"start": "into", "end": "out"})
LASTING: Final = frozenset({"in", "for", "to", "at"})


def set_music(m: Said) -> e.Edit:
    mood = m.named("mood", "mood")
    usual = TEMPI.get(m.trait("tempo"), _tempo(m))
    return e.SetMusic(mood="" if mood == "none" else mood, tempo=m.one("tempo", default=usual))


def _tempo(m: Said) -> float:
    """A number beside what it is one of: a tempo of 75, 140 to the minute."""
    paced = m.has("speed", "beat", "unit") or any(t.text == "tempo" for t in m.tokens)
    found = [float(v) for v in m.all("num") if SLOWEST <= v <= FASTEST]
    return found[0] if paced and len(found) == 1 else 0.0


def use_audio(m: Said) -> e.Edit:
    """The first that is named but not as another: "the second one, not the first"."""
    tokens = tuple(t for t in m.tokens if not any(word in t.text for word in SHOWN))
    kept = [t for n, t in enumerate(tokens) if not (n and tokens[n - 1].cat == "not")]
    places = [p for t in kept for p in _songs(t)]
    numbered = [int(t.value) for n, t in enumerate(kept[1:]) if _is_numbered(kept[n], t)]
    return e.UseAudio(place=(places or numbered or [-1])[0])


def _songs(token: Token) -> tuple[int, ...]:
    if token.cat == "ord":
        return (int(token.value),)
    return tuple(token.value) if token.cat == "ref" else ()


def _is_numbered(before: Token, token: Token) -> bool:
    """Song 2."""
    return before.cat in ("music", "mine", "number_word") and token.cat == "num" and token.value > 0


def set_volume(m: Said) -> e.Edit | None:
    target: Any = _target(m)
    level = tuple(_level(m))
    clips = (m.gone("num") if level else m).clips if target == "sound" else ()
    told, seen = ratio(m, LOUD), m.trait("way")
    if m.has("decibels"):
        plus = any(t.text.startswith("+") for t in m.tokens if t.cat == "decibels")
        sign = 1 if plus else way(m, CUT) or 1
        return e.SetVolume(target=target, db=m.one("decibels") * sign, clips=clips)
    if told is not None and not (seen in LEVELS and m.has("mute")):
        if told.change or (told.value > 1 and not m.has("percent")):
            return e.SetVolume(target=target, db=_decibels(told.value), clips=clips)
        return e.SetVolume(target=target, percent=round(100 * told.value, 2), clips=clips)
    off = _is_off(m)
    if level or off or seen in LEVELS:
        percent = level[0] if level else 0.0 if off else LEVELS[seen]
        return e.SetVolume(target=target, percent=percent, clips=clips) if len(level) < 2 else None
    sign = way(m, LOUD)
    step = STEP_DB * (2 if m.has("much") else 0.5 if m.has("bit") else 1)
    return e.SetVolume(target=target, db=sign * step, clips=clips) if sign else None


def _is_off(m: Said) -> bool:
    """ "Turn the sound of all the clips off"."""
    turned = [n for n, t in enumerate(m.tokens) if t.text in TURNING]
    return bool(turned) and any(
        t.text == "off" or t.text.endswith(" off") for t in m.tokens[turned[0] :]
    )


def _level(m: Said) -> Iterator[float]:
    """Numbers that stand where a level does: "music at 25"."""
    for before, token in zip(m.tokens, m.tokens[1:], strict=False):
        if before.cat in LEVELLED and token.cat == "num" and token.text.isascii():
            yield min(float(token.value), LOUDEST)


def _target(m: Said) -> str:
    """What one thing alone is named; of two, the one that the model sees."""
    music, sounds = m.has("music"), m.all("sound")
    clips = m.has(*CLIPS)
    if m.has("all") and not (music or sounds or clips or m.has("mine", "whole")):
        return "all"
    if music and not (sounds or clips or m.has("all", "whole")):
        return "music"
    if sounds and not music and not ({"any", "all"} & {*sounds} and m.has("all", "whole")):
        return "sound" if clips or None in sounds else m.trait("target") or "sound"
    return m.trait("target") or "music"


def _decibels(value: float) -> float:
    return round(20 * log10(value), 2)


def fade_sound(m: Said) -> e.Edit | None:
    ends = m.trait("way")
    if ends == "none":
        return e.FadeSound(into=0, out=0)
    times = [_ms(t) for n, t in enumerate(m.tokens) if _lasts(m, n)]
    if len(times) > 2 or any(ms <= 0 for ms in times):
        return None
    sides = tuple(dict.fromkeys(filter(None, map(_side, m.tokens))))
    if m.has("both_ends"):
        ends = "both"
    elif len(sides) == 1 and ends in ("into", "out") and m.traits["way"][1] < PLAIN:
        ends = sides[0]
    if len(times) == 2 and (ends == "both" or len(sides) == 2):
        first, then = times[::-1] if _goes_first(m) else times
        return e.FadeSound(into=first, out=then)
    ms = times[-1] if times else None
    into = (ms or INTO_MS) if ends in ("into", "both") else None
    out = (ms or OUT_MS) if ends in ("out", "both") else None
    return e.FadeSound(into=into, out=out) if ends else None


def _lasts(m: Said, n: int) -> bool:
    """A time, or a number alone where one is expected."""
    token, before = m.tokens[n], m.tokens[n - 1 : n]
    if token.cat in ("num", "one"):
        return is_number(token) or any(t.cat in LASTING for t in before)
    return token.cat in ("time", "span") or (token.cat == "ref" and len(token.value) > 0)


def _goes_first(m: Said) -> bool:
    """The first time is that of its going: what is said before it tells."""
    first = next(n for n in range(len(m.tokens)) if _lasts(m, n))
    return "out" in map(_side, m.tokens[:first]) and "into" not in map(_side, m.tokens[:first])


def _side(token: Token) -> str:
    """How the music comes, or how it goes."""
    if token.cat == "moment":
        return MOMENTS.get(token.value, "")
    if token.cat == "span" or (token.cat == "ref" and len(token.value) > 1):
        return _end(token.value[0])
    if token.text == "in" or token.text.endswith(" out"):
        return "into" if token.text == "in" else "out"
    return SIDES.get(token.cat, "")


def _end(start: int) -> str:
    """The last five seconds, the first four."""
    return "out" if start < 0 else "into" if start in (0, 1) else ""


def _ms(token: Token) -> int:
    """A bare number beside a time is one of seconds, and so is "the last four"."""
    match token.cat:
        case "time":
            return int(token.value)
        case "span":
            return int(token.value[1] or 0)
        case "ref":
            return len(token.value) * 1000
        case _:
            return int(token.value * 1000)


def duck(m: Said) -> e.Edit:
    told, same = ratio(m, LOUD), m.trait("way") == "same"
    if told:
        return e.Duck(percent=round(100 * told.value, 2))
    return e.Duck(percent=100.0) if same or _stays(m) else e.Duck()


def _stays(m: Said) -> bool:
    """ "Stop lowering it when they speak"."""
    denied = [n for n, t in enumerate(m.tokens) if t.text in STOPS]
    return any(_lowers(t) for n in denied for t in m.tokens[n + 1 : n + 1 + NEAR])


def _lowers(token: Token) -> bool:
    return token.cat in LOWERING or (token.cat == "word" and token.text.startswith(LOWERED))
