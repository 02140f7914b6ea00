"""How loud something is: the music, the clips' own sound, or all of it."""

from collections.abc import Iterator
from itertools import pairwise
from math import log10
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.sound import STEP_DB
from nemo_emulator.agent.intents.amounts import ratio, way
from nemo_emulator.agent.intents.owners import is_spared
from nemo_emulator.agent.intents.pointing import LASTING, without_these
from nemo_emulator.agent.intents.said import PLAIN, Said, is_number
from nemo_emulator.agent.intents.wanted import STOP, parts_of
from nemo_emulator.agent.tokens import Token

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
# They say which way where nothing plainer does.
RAISING: Final = frozenset(
    (
        *("lift", "lifted", "hike", "bump", "nudge", "add", "gain", "quiet", "faint", "weak"),
        *("higher", "提", "提升", "拉", "推"),
    )
)
LOWERING: Final = frozenset(
    (
        "hot",
        "loud",
        "dip",
        "dial",
        "knock",
        "shave",
        "pull",
        "tame",
        "lower",
        "attenuate",
        "压",
        "低",
        "轻",
        "drop",
        "bring down",
    )
)
SILENT: Final = ("mute", "unmute", "no", "not", "remove", "off", "trim", "full")
AMOUNTS: Final = ("mute", "no", "not", "percent", "half", "decibels", "num", "full", "much")
TURNING: Final = frozenset({"turn", "switch", "shut", "turning", "switching"})
INSTRUMENTS: Final = frozenset({"guitar", "piano", "violin", "strings", "drums", "band"})
# In whole ones, as people say them.
THIRDS: Final = MappingProxyType({33.3: 33.0, 66.7: 67.0})
LOUDEST: Final = 200.0
# A number after one of these is a level.
LEVELLED: Final = frozenset(
    ("at", "to", "set", "into", "volume", "music", "sound", "speech", "mine")
)
# What is heard in a film: "music up, crowd down".
NOISES: Final = frozenset(
    (
        *("crowd", "cheering", "cheers", "laughter", "laughing", "giggling", "barking", "birdsong"),
        *("roar", "engine", "applause", "clapping", "chatter", "talking", "chirping", "noises"),
        *("waves", "traffic", "footage", "ambience", "ambient", "wind"),
    )
)
CLIPS: Final = ("clip", "video", "ref", "ord", "speech", "films")
DROWNING: Final = ("drown", "overpower", "swamp", "smother", "盖过", "盖住", "压过", "压住")
FALLING: Final = ("降", "减", "压", "调低", "lower", "drop")
SONGS: Final = ("song", "music", "track", "tune", "mp3", "recording", "歌", "曲", "曲子", "音乐")
# What is meant by one direction for both: "music and clips alike".
BOTH: Final = frozenset(frozenset({"music", other}) for other in ("sound", "clip", "speech"))
# "Mute all, leave 3": these are clips by then.
ALL_BUT: Final = "all but"
# Sizes of letters stand for how loud it is.
USUAL: Final = 8.0
SOFT: Final = "轻"
HEARD: Final = frozenset({"heard", "audible", "hear", "听到", "听见", "出声"})
# Smaller ones name clips.
LEAST_LEVEL: Final = 10.0
SILENTLY: Final = frozenset(("altogether", "completely", "entirely", "totally", "彻底", "完全"))
MUTED: Final = ("闭麦", "消音", "禁音", "消声")
# "The whole of it" is what was spoken of.
THE_WHOLE: Final = "the whole"
EITHER: Final = frozenset({"both", "alike"})
BESIDE: Final = frozenset({"stop", "comma", "and"})


def set_volume(m: Said) -> e.Edit | None:
    """What is to be left as it is, is named for that alone."""
    parts = [part for part in parts_of(m.tokens) if not is_spared(part)]
    tokens = tuple(token for part in parts for token in (*part, STOP))
    return _set(Said(tokens or m.tokens, m.traits, m.asked, m.known))


def _set(m: Said) -> e.Edit | None:
    target: Any = _target(m)
    level = tuple(_level(m))
    clips = (m.gone("num") if level else m).clips if target == "sound" else ()
    if clips and m.known and _is_alone(m):
        clips = without_these(clips, m.known.size)
        return e.SetVolume(target=target, percent=0.0, clips=clips) if clips else None
    told, seen = ratio(_affirmed(m), CUT), m.trait("way")
    if m.has("decibels"):
        db = _by(m)
        return e.SetVolume(target=target, db=db, clips=clips) if db else None
    if told is not None and not (seen in LEVELS and m.has("mute")):
        if told.change or (told.value > 1 and not m.has("percent")):
            return e.SetVolume(target=target, db=_decibels(told.value), clips=clips)
        percent = round(100 * told.value, 2)
        return e.SetVolume(target=target, percent=THIRDS.get(percent, percent), clips=clips)
    level = level or tuple(_alone(m))
    off = _is_off(m) or _is_silenced(m)
    if level or off or (seen in LEVELS and _is_sure(m) and not _sized(m)):
        percent = level[0] if level else 0.0 if off else LEVELS[seen]
        return e.SetVolume(target=target, percent=percent, clips=clips) if len(level) < 2 else None
    sign = _drowns(m, target) or _sized(m) or way(m, LOUD) or _sign(m)
    step = STEP_DB * (2 if m.has("much") else 0.5 if m.has("bit") else 1)
    return e.SetVolume(target=target, db=sign * step, clips=clips) if sign else None


def _affirmed(m: Said) -> Said:
    """Without a share that is not wanted beside a level: "60, not full blast".

    "Turn it up, she speaks very quietly" says how it is.
    """
    rows = [*zip((Token(""), *m.tokens), m.tokens, strict=False)]
    if m.has(*LOUD):
        rows = [(a, b) for a, b in rows if not (a.cat == "speech" and _is_worded(b))]
        m = Said(tuple(b for _, b in rows), m.traits, m.asked, m.known)
    kept = tuple(b for a, b in rows if not (b.cat == "percent" and a.cat in ("not", "instead")))
    return Said(kept, m.traits, m.asked, m.known) if any(_level(m)) else m


def _is_worded(token: Token) -> bool:
    return token.cat == "percent" and not any(letter.isdigit() for letter in token.text)


def _alone(m: Said) -> Iterator[float]:
    """ "Turn the music up, 90": a number by itself, larger than any clip's."""
    clips = max(m.known.total, m.known.shown) if m.known else LEAST_LEVEL
    for before, part in pairwise(parts_of(m.tokens)):
        token = part[0]
        digits = token.cat == "num" and is_number(token) and len(part) == 1
        turned = any(t.cat in LOUD for t in before)
        if digits and turned and max(clips, LEAST_LEVEL) < token.value <= LOUDEST:
            yield float(token.value)


def _is_silenced(m: Said) -> bool:
    """ "Shut that up", 闭麦, "quieten the bleating altogether"."""
    for part in parts_of(m.tokens):
        words = [token.text for token in part]
        shut = words[:1] == ["shut"] and words[-1] == "up"
        whole = bool(SILENTLY & {*words}) and any(LOUD.get(t.cat) == -1 for t in part)
        if shut or whole or any(word in "".join(words) for word in MUTED):
            return True
    return False


def _by(m: Said) -> float:
    """ "-4 dB" whatever else is said; "lift it by 3 dB", "6 dB too hot"."""
    token = next(t for t in m.tokens if t.cat == "decibels")
    words = {t.text for t in m.tokens}
    ways = {1: words & RAISING, -1: words & LOWERING}
    told = [sign for sign, found in ways.items() if found]
    plain = told[0] if len(told) == 1 and not m.has(*LOUD) else 0
    signed = token.value < 0 or token.text.startswith("+")
    return float(token.value * (1 if signed else plain or way(m, CUT) or 1))


def _sized(m: Said) -> int:
    """视频声音大、音乐小, 弄轻: how loud it shall be."""
    found = {1 if t.value > USUAL else -1 for t in m.tokens if t.cat == "sized"}
    found |= {-1 for t in m.tokens if t.text == SOFT}
    return found.pop() if len(found) == 1 and not m.has(*LOUD) else 0


def _sign(m: Said) -> int:
    """ "At a lower volume", "drop the volume": no number is said, but a direction is."""
    told = {CUT[t.cat] for t in m.tokens if t.cat in CUT}
    return told.pop() if len(told) == 1 and m.traits.get("way", ("", 0))[0] == "percent" else 0


def _is_alone(m: Said) -> bool:
    """ "Only clip 2 should have sound": the others have none."""
    return m.has("only", "keep_only") and _is_heard(m) and not m.has(*CUT, *AMOUNTS)


def _is_heard(m: Said) -> bool:
    return m.has("sound", "speech") or any(token.text in HEARD for token in m.tokens)


def _drowns(m: Said, target: str) -> int:
    """ "The song drowns her out": less of the one, more of the other."""
    drowned = any(token.text.startswith(DROWNING) for token in m.tokens)
    return 0 if not drowned or m.has(*LOUD) else 1 if target == "sound" else -1


def _is_sure(m: Said) -> bool:
    """A word says that there shall be none, or the model is certain: silence is no guess.

    "声音再放大" has a word that zooms elsewhere, and asks for anything but silence.
    """
    return m.has(*SILENT) or (m.traits.get("way", ("", 0))[1] >= PLAIN and not m.has("motion"))


def _is_off(m: Said) -> bool:
    """ "Turn the sound of all the clips off", "the third one off"."""
    last = [part[-1] for part in parts_of(m.tokens) if part[-1].cat not in ("completely", "total")]
    if any(_ends_off(t) for t in last) and not m.has(*AMOUNTS, *LOUD, "bit"):
        return True
    turned = [n for n, t in enumerate(m.tokens) if t.text in TURNING]
    return bool(turned) and any(map(_ends_off, m.tokens[turned[0] :]))


def _ends_off(token: Token) -> bool:
    return token.text == "off" or token.text.endswith(" off")


def _level(m: Said) -> Iterator[float]:
    """Numbers that stand where a level does: "music at 25"."""
    for before, token in pairwise(m.tokens):
        if before.cat in LEVELLED and token.cat == "num" and token.text.isascii():
            yield min(float(token.value), LOUDEST)


def _target(m: Said) -> str:
    """What one thing alone is named; of two, the one that the model sees.

    Pictures have no sound: where nothing moves, the music is meant.
    """
    named = _drowner(m) or ("all" if _is_both(m) else _named(m))
    seen = named or m.trait("target") or "music"
    still = m.known is not None and m.known.size and not m.known.videos
    return "music" if seen == "sound" and still and not named else seen


def _drowner(m: Said) -> str:
    """ "The clips drown out the music, take it down": what is too loud."""
    parts = [*parts_of(m.tokens)]
    for one, then in pairwise(parts):
        at = next((n for n, t in enumerate(one) if _drowns_at(one, n)), 0)
        lower = any(LOUD.get(t.cat) == -1 or t.text.startswith(FALLING) for t in then)
        sides = [_named_in(one[:at]), _named_in(one[at + 1 :])]
        if at and lower and set(sides) == {"music", "sound"} and _named_in(then) in ("", sides[0]):
            return sides[0]
    return ""


def _drowns_at(part: tuple[Token, ...], n: int) -> bool:
    """They drown something; what is drowned out by something does not."""
    told = "".join(t.text for t in part[n : n + 2]) if not part[n].text.isascii() else part[n].text
    passive = any(t.text in ("被", "by", "gets", "is") for t in part)
    return told.startswith(DROWNING) and not passive


def _named_in(part: tuple[Token, ...]) -> str:
    music = any(map(_is_music, part))
    sound = any(t.cat in ("sound", *CLIPS) and t.value != "all" for t in part)
    return "" if music == sound else "music" if music else "sound"


def _named(m: Said) -> str:
    spared = any(t.text.startswith(ALL_BUT) for t in m.tokens if t.cat == "ref")
    told = tuple(t for t in m.tokens if t.text not in LASTING and not (spared and t.cat == "all"))
    m = Said(told, m.traits, m.asked, m.known)
    if any(a.text == THE_WHOLE and b.cat == "it" for a, b in pairwise(m.tokens)):
        return ""
    music, sounds = any(map(_is_music, m.tokens)), (*m.all("sound"), *_noises(m))
    clips = m.has(*CLIPS)
    if m.has("all") and not (music or sounds or clips or m.has("whole")):
        return "all"
    if music and not (sounds or clips or m.has("all", "whole")):
        return "music"
    if "all" in sounds and not (music or clips):
        return "all"
    if sounds and not music and not ({"any", "all"} & {*sounds} and m.has("all", "whole")):
        return "sound" if clips or None in sounds else ""
    numbered = m.clips and not m.has("percent", "volume")
    return "sound" if (clips or numbered) and not music and not m.has("all", "whole") else ""


def _noises(m: Said) -> Iterator[None]:
    """ "The crowd", "the engine roar"."""
    yield from (None for token in m.tokens if token.text in NOISES)


def _is_music(token: Token) -> bool:
    """ "Their own audio" may be anything."""
    return (
        token.cat == "music"
        or token.text in INSTRUMENTS
        or (token.cat == "mine" and token.text.endswith(SONGS))
    )


def _is_both(m: Said) -> bool:
    """ "Music and clips alike": side by side, and one thing is said of them."""
    rows = zip(m.tokens, m.tokens[1:], m.tokens[2:], strict=False)
    named = m.has("music") and m.has("sound", "clip", "speech", "video")
    if named and any(token.text in EITHER for token in m.tokens):
        return True
    beside = any(
        link.cat in BESIDE and frozenset((one.cat, other.cat)) in BOTH for one, link, other in rows
    )
    amounts = [t for t in m.tokens if t.cat in {*LOUD, "mute", "percent", "half", "decibels"}]
    return beside and len(amounts) == 1


def _decibels(value: float) -> float:
    return round(20 * log10(value), 2)
