"""Frames of edits of how long things take."""

from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.lengths import FASTER, LONGER, SHORTER, SLOWER
from nemo_emulator.agent.grammar.slots import number
from nemo_emulator.agent.intents.amounts import (
    MOST_SECONDS,
    Ratio,
    apart_from,
    bare,
    ratio,
    time,
    unblamed,
    way,
)
from nemo_emulator.agent.intents.changing import LENGTH, change, signed
from nemo_emulator.agent.intents.clauses import EXCEPT, is_exception
from nemo_emulator.agent.intents.last_word import corrected
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

LITTLE_FASTER, MUCH_FASTER = 1.25, 2.0
LEAST_SHARE: Final = 0.1
MOST_TIMES: Final = 8
AMOUNTS: Final = ("percent", "factor", "scale", "half")


SPEED: Final = MappingProxyType({"faster": 1, "up": 1, "slower": -1, "down": -1})
# An advertisement is no shorter.
SLOTS: Final = ("slot", "spot")
SHORTEST: Final = 5
NAMED: Final = ("ref", "ord", "each", "all", "it", "pic", "clip", "others")
NORMAL: Final = frozenset(
    (
        *("normal", "natural", "regular", "original", "ordinary", "proper", "usual", "true"),
        *("原速", "正常"),
    )
)
# 在现在的基础上 is by how much more.
BASIS: Final = "基础"
LASTING: Final = frozenset({"时长", "时间", "duration", "durations", "length"})
ENTIRE: Final = ("whole", "entire", "整")
DRAGGING: Final = frozenset({"drag", "drags", "dragging", "draggy"})
ENDING: Final = frozenset({"no", "remove"})
SHARES: Final = frozenset({"half", "percent"})
PACES: Final = ("放慢", "慢", "放快", "快", "加快")
# "Twice as fast" is half as long.
SWIFT: Final = frozenset({"fast", "quick", "quickly", "rapidly", "speed", "pace", "slow", "slowly"})
# 久点8秒 is longer, namely eight seconds.
SOMEWHAT: Final = ("点", "些", "会", "会儿")


def _is_whole(m: Said) -> bool:
    """The film as such, not its clips."""
    named = any(t.cat == "total" or _is_entire(t) for t in m.tokens)
    clips = any(t.cat == "ref" and not _is_entire(t) for t in m.tokens)
    return named and not (clips or m.has("each", "pic", "ord", "num"))


def _is_entire(token: Token) -> bool:
    return token.cat in ("whole", "ref", "all") and any(word in token.text for word in ENTIRE)


def set_seconds(m: Said) -> e.Edit | None:
    """A number alone is one of seconds where clips are named besides."""
    m = corrected(unblamed(apart_from(m, "transition")))
    timed = m.has("time")
    clips = _named(m) if timed and not _is_count(m) else m.gone("num").clips
    if more := change(m):
        return e.Extend(ms=more, clips=clips)
    ms = time(m) if timed or m.has(*NAMED) else None
    if ms and timed and _is_whole(m):
        return e.SetTotal(ms=ms)
    return e.SetSeconds(ms=ms, clips=clips) if ms else None


def _is_count(m: Said) -> bool:
    """ "A second each, we have 40 to get through": so many there are."""
    alone = m.known is not None and m.clips == (m.known.shown,) and m.has("each", "all")
    return alone and not m.has("ref", "ord")


def extend(m: Said) -> e.Edit | None:
    """By so much, or just longer or shorter; a number alone is one of seconds."""
    if m.ms and _is_namely(m):
        return e.SetSeconds(ms=m.ms, clips=_named(m))
    if m.ms:
        ms = _counted(m) or signed(m)
        return e.ExtendTotal(ms=ms) if _is_whole(m) else e.Extend(ms=ms, clips=_named(m))
    sign, seconds = way(m, LENGTH), tuple(bare(m))
    if seconds and sign and m.has(*NAMED) and len(seconds) == 1:
        ms = round(sign * seconds[0] * 1000)
        return e.Extend(ms=ms, clips=m.gone("num").clips)
    return None if seconds else _vaguely(sign, _named(m))


def _counted(m: Said) -> int:
    """ "Ten seconds is a lot, take two off each", "it runs 40 seconds. Ten more": 0 for none."""
    for part in parts_of(m.tokens):
        numbers = [n for n, t in enumerate(part) if t.cat == "num" and 0 < t.value <= MOST_SECONDS]
        if len(numbers) != 1 or any(t.cat in ("time", "gain") for t in part):
            continue
        (n,) = numbers
        ms = int(part[n].value * 1000)
        if any(t.text == "more" for t in part[n + 1 : n + 2]):
            return ms
        if [t.cat for t in (*part[max(n - 1, 0) : n], *part[n + 1 : n + 2])] == ["take", "off"]:
            return -ms
    return 0


def _is_namely(m: Said) -> bool:
    """ "A bit longer, eight seconds": that long, not so much longer."""
    return any(
        one.cat in ("longer", "shorter") and one.text.endswith(SOMEWHAT) and then.cat == "time"
        for one, then in pairwise(m.tokens)
    )


def _vaguely(sign: int, clips: e.Clips) -> e.Edit | None:
    return e.Scale(factor=SHORTER if sign < 0 else LONGER, clips=clips) if sign else None


def extend_total(m: Said) -> e.Edit | None:
    named = _named(m)
    if m.ms and (named or m.has("each")) and not m.has("total", "whole"):
        return e.Extend(ms=signed(m), clips=named)
    if m.ms:
        return e.ExtendTotal(ms=_counted(m) or signed(m))
    return None if tuple(bare(m)) else _vaguely(way(m, LENGTH), ())


def set_total(m: Said) -> e.Edit | None:
    m = corrected(m)
    told = [start for start, length in m.all("span") if length is None and start]
    if not told and (more := change(m)):
        return e.ExtendTotal(ms=more)
    ms = told[0] if told else time(m) if m.has("time", "total", "whole") else None
    ms = _slot(m) or ms
    return e.SetTotal(ms=ms) if ms else None


def _slot(m: Said) -> int:
    """ "We've bought a 30 slot", "it's 40 seconds but the slot is 30": that long; 0 for none."""
    slots = [t.value for t in m.tokens if t.cat == "slot" and t.text.startswith(SLOTS)]
    pairs = pairwise(m.tokens)
    slots += [a.value for a, b in pairs if a.cat == "num" and b.cat == "spot" and b.text in SLOTS]
    return int(slots[-1] * 1000) if slots and slots[-1] >= SHORTEST else 0


def scale(m: Said) -> e.Edit | None:
    told = ratio(m, LENGTH)
    if told is not None:
        if not told.value:
            return None
        value = 1 / told.value if _is_pace(m) and told.value else told.value
        return e.Scale(factor=number(value), clips=_named(m))
    sign = -1 if _is_slow(m) else way(m, LENGTH)
    return None if m.has(*AMOUNTS) else _vaguely(sign, _named(m))


def _is_slow(m: Said) -> bool:
    """ "The whole thing feels slow": that takes too long."""
    told = [t for t in m.tokens if t.cat in LENGTH and t.cat not in ("up", "add", "take")]
    if any(t.text in DRAGGING for t in m.tokens) and not told:
        return True
    return [t.text for t in told] == ["slow"] and not m.has("make", "set")


def _is_pace(m: Said) -> bool:
    """放慢一倍 and "half the pace" show a picture for twice as long."""
    half = any(a.cat in SHARES and b.cat == "speed" for a, b in pairwise(m.tokens))
    times = any(a.text.endswith(" as") and b.text in SWIFT for a, b in pairwise(m.tokens))
    return half or times or any(t.cat == "factor" and _is_swift(t.text) for t in m.tokens)


def _is_swift(text: str) -> bool:
    return text.startswith(PACES) or text.endswith("速") or bool(SWIFT & {*text.split()})


def _named(m: Said) -> e.Clips:
    """The clips that are named; "all but the last" are the others."""
    clips, size = m.clips, m.known.shown if m.known else 0
    if not m.has("except") or not clips or _has_own(m):
        return clips
    kept = {p if p > 0 else p + size + 1 for p in clips}
    return tuple(p for p in range(1, size + 1) if p not in kept)


def _has_own(m: Said) -> bool:
    """What is left out of all is what is told."""
    return any(part[0].cat == EXCEPT and is_exception(part) for part in parts_of(m.tokens))


def _is_normal(m: Said) -> bool:
    """ "At its natural speed again"."""
    return any(t.text in NORMAL for t in m.tokens) or (m.has("sized") and m.has("speed"))


def _is_over(m: Said) -> bool:
    """ "Slow motion off", "no more slow motion"."""
    return any(
        (one.cat == "slowmo" and then.cat == "off") or (one.cat in ENDING and then.cat == "slowmo")
        for one, then in pairwise(m.tokens)
    )


def set_speed(m: Said) -> e.Edit | None:
    """How fast films run; "1.5 times as long" is a length."""
    if any(t.text in LASTING for t in m.tokens) and not m.has("speed"):
        return scale(m)
    told = ratio(m, SPEED)
    if told is None and (told := _pace(m)):
        m = m.gone("num")
    if told is None and (_is_normal(m) or _is_over(m)):
        return e.SetSpeed(factor=1.0, clips=filmed(m))
    if told is not None:
        value = 1 / told.value if told.value and _is_longer(m) else told.value
        factor = number(max(value, LEAST_SHARE))
        relative = told.change or BASIS in "".join(t.text for t in m.tokens)
        sped = e.SetSpeed(factor=factor, clips=filmed(m), relative=relative)
        return sped if told.value else None
    sign = 0 if m.has(*AMOUNTS) else way(m, SPEED)
    if m.trait("way") == "same":
        return e.SetSpeed(factor=1.0, clips=filmed(m))
    if m.has("slowmo") and sign < 0:
        return e.SetSpeed(factor=0.5, clips=filmed(m))
    return _sped(m, sign) if sign else None


def _is_longer(m: Said) -> bool:
    """ "Twice as long in slow motion"."""
    return any(t.cat == "scale" and t.text.endswith("long") for t in m.tokens)


def _pace(m: Said) -> Ratio | None:
    """放慢到0.8, "bring the speed to 1.5": so fast."""
    beside = pairwise(m.tokens)
    found = [b.value for a, b in beside if a.cat in ("to", "at", "set") and b.cat == "num"]
    sure = len(found) == 1 and 0 < found[0] <= MOST_TIMES and m.has("speed", *SPEED)
    plain = sure and (m.has("speed") or found[0] != int(found[0]))
    return Ratio(float(found[0])) if plain else None


def _sped(m: Said, sign: int) -> e.Edit:
    """Faster or slower, by as much as is said."""
    if by := _by(m):
        return e.SetSpeed(factor=number(by if sign > 0 else 1 / by), clips=filmed(m.gone("num")))
    if m.has("bit", "much"):
        step = LITTLE_FASTER if m.has("bit") else MUCH_FASTER
        return e.SetSpeed(factor=step**sign, clips=filmed(m), relative=True)
    return e.SetSpeed(factor=SLOWER if sign < 0 else FASTER, clips=filmed(m), relative=True)


def _by(m: Said) -> Any:
    """ "Speed up clip 1 by 2": so many times."""
    beside = pairwise(m.tokens)
    return next((b.value for a, b in beside if (a.cat, b.cat) == ("by", "num") and b.value), None)


def filmed(m: Said) -> e.Clips:
    """The clips that are named, or those that move where others stand still."""
    told = next((tuple(t.value) for t in m.tokens if t.cat == "films"), ())
    return m.clips or told or m.film
