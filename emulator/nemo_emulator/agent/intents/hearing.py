"""Frames of edits of what is heard."""

from math import log10
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.sound import FAST, INTO_MS, OUT_MS, SLOW, STEP_DB
from nemo_emulator.agent.intents.said import Said, is_number
from nemo_emulator.agent.tokens import Token

TEMPI: Final = {"more": FAST, "less": SLOW}
LEVELS: Final = {"mute": 0.0, "full": 100.0}


def set_music(m: Said) -> e.Edit:
    mood = m.named("mood", "mood")
    tempo = m.one("tempo", default=TEMPI.get(m.trait("tempo"), 0.0))
    return e.SetMusic(mood="" if mood == "none" else mood, tempo=tempo)


def use_audio(m: Said) -> e.Edit:
    """The first that is named: "the second one, not the first"."""
    places = m.clips or m.gone("count").places
    return e.UseAudio(place=places[0] if places else -1)


def set_volume(m: Said) -> e.Edit | None:
    target: Any = m.trait("target") or "music"
    clips = m.clips if target == "sound" else ()
    way = m.trait("way")
    if way in LEVELS and not m.has("percent", "half", "decibels"):
        return e.SetVolume(target=target, percent=LEVELS[way], clips=clips)
    sign = {"more": 1, "less": -1}.get(way, 0)
    if m.has("decibels"):
        return e.SetVolume(target=target, db=m.one("decibels") * (sign or 1), clips=clips)
    if m.has("percent", "half"):
        share = float(m.one("percent")) if m.has("percent") else 50.0
        if m.has("by") and sign:
            return e.SetVolume(target=target, db=_decibels(share * sign), clips=clips)
        return e.SetVolume(target=target, percent=share, clips=clips)
    step = STEP_DB * (2 if m.has("much") else 0.5 if m.has("bit") else 1)
    return e.SetVolume(target=target, db=sign * step, clips=clips) if sign else None


def _decibels(percent: float) -> float:
    return round(20 * log10(max(1 + percent / 100, 0.01)), 2)


def fade_sound(m: Said) -> e.Edit | None:
    way = m.trait("way")
    if way == "none":
        return e.FadeSound(into=0, out=0)
    times = [
        _ms(t)
        for t in m.tokens
        if t.cat in ("time", "span", "ref") or (t.cat == "num" and is_number(t))
    ]
    if len(times) > 2 or any(ms <= 0 for ms in times):
        return None
    if len(times) == 2:
        return e.FadeSound(into=times[0], out=times[1])
    ms = times[0] if times else None
    into = (ms or INTO_MS) if way in ("into", "both") else None
    out = (ms or OUT_MS) if way in ("out", "both") else None
    return e.FadeSound(into=into, out=out) if way else None


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
    if m.trait("way") == "same":
        return e.Duck(percent=100.0)
    return e.Duck(percent=m.one("percent")) if m.has("percent") else e.Duck()
