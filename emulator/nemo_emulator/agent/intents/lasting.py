"""Frames of edits of how long things take."""

from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.lengths import FASTER, LONGER, SHORTER, SLOWER
from nemo_emulator.agent.grammar.slots import number
from nemo_emulator.agent.intents.amounts import Ratio, apart_from, bare, ratio, time, way
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
GOING: Final = ("trim", "remove", "off", "not", "no", "shorten")
TIMES: Final = frozenset({"span", "time", "gain"})
STAYING: Final = ("keep", "only", "keep_only")
STARTING: Final = frozenset({"begin", "begins", "start", "starts", "starting", "beginning"})
SKIPPING: Final = frozenset({"skip", "jump", "fast forward"})
# What is so from a time on, goes.
BORING: Final = frozenset(("boring", "dull", "tedious", "rubbish", "useless", "pointless", "无聊"))
# An advertisement is no shorter.
SLOTS: Final = ("slot", "spot")
SHORTEST: Final = 5
NAMED: Final = ("ref", "ord", "each", "all", "it", "pic", "clip", "others")
NORMAL: Final = frozenset(("normal", "natural", "regular", "original", "ordinary", "原速", "正常"))
LASTING: Final = frozenset({"时长", "时间", "duration", "durations", "length"})
ENTIRE: Final = ("whole", "entire", "整")
DRAGGING: Final = frozenset({"drag", "drags", "dragging", "draggy"})
ENDING: Final = frozenset({"no", "remove"})
PACES: Final = ("放慢", "慢", "放快", "快", "加快")
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
    m = corrected(apart_from(m, "transition"))
    timed = m.has("time")
    clips = _named(m) if timed else m.gone("num").clips
    if more := change(m):
        return e.Extend(ms=more, clips=clips)
    ms = time(m) if timed or m.has(*NAMED) else None
    if ms and timed and _is_whole(m):
        return e.SetTotal(ms=ms)
    return e.SetSeconds(ms=ms, clips=clips) if ms else None


def extend(m: Said) -> e.Edit | None:
    """By so much, or just longer or shorter; a number alone is one of seconds."""
    if m.ms and _is_namely(m):
        return e.SetSeconds(ms=m.ms, clips=_named(m))
    if m.ms:
        ms = signed(m)
        return e.ExtendTotal(ms=ms) if _is_whole(m) else e.Extend(ms=ms, clips=_named(m))
    sign, seconds = way(m, LENGTH), tuple(bare(m))
    if seconds and sign and m.has(*NAMED) and len(seconds) == 1:
        ms = round(sign * seconds[0] * 1000)
        return e.Extend(ms=ms, clips=m.gone("num").clips)
    return None if seconds else _vaguely(sign, _named(m))


def _is_namely(m: Said) -> bool:
    """ "A bit longer, eight seconds": that long, not so much longer."""
    return any(
        one.cat in ("longer", "shorter") and one.text.endswith(SOMEWHAT) and then.cat == "time"
        for one, then in pairwise(m.tokens)
    )


def _vaguely(sign: int, clips: e.Clips) -> e.Edit | None:
    return e.Scale(factor=SHORTER if sign < 0 else LONGER, clips=clips) if sign else None


def extend_total(m: Said) -> e.Edit | None:
    if m.ms and m.has("each") and not m.has("total"):
        return e.Extend(ms=signed(m), clips=_named(m))
    if m.ms and (named := _named(m)) and not m.has("total", "whole"):
        return e.Extend(ms=signed(m), clips=named)  # "the third is too long, cut 2 seconds"
    if m.ms:
        return e.ExtendTotal(ms=signed(m))
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
    """放慢一倍 shows a picture for twice as long."""
    return any(t.cat == "factor" and t.text.startswith(PACES) for t in m.tokens)


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
        return e.SetSpeed(factor=1.0, clips=_film(m))
    if told is not None:
        factor = number(max(told.value, LEAST_SHARE))
        sped = e.SetSpeed(factor=factor, clips=_film(m), relative=told.change)
        return sped if told.value else None
    sign = 0 if m.has(*AMOUNTS) else way(m, SPEED)
    if m.trait("way") == "same":
        return e.SetSpeed(factor=1.0, clips=_film(m))
    if m.has("slowmo") and sign < 0:
        return e.SetSpeed(factor=0.5, clips=_film(m))
    return _sped(m, sign) if sign else None


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
        return e.SetSpeed(factor=number(by if sign > 0 else 1 / by), clips=_film(m.gone("num")))
    if m.has("bit", "much"):
        step = LITTLE_FASTER if m.has("bit") else MUCH_FASTER
        return e.SetSpeed(factor=step**sign, clips=_film(m), relative=True)
    return e.SetSpeed(factor=SLOWER if sign < 0 else FASTER, clips=_film(m), relative=True)


def _by(m: Said) -> Any:
    """ "Speed up clip 1 by 2": so many times."""
    beside = pairwise(m.tokens)
    return next((b.value for a, b in beside if (a.cat, b.cat) == ("by", "num") and b.value), None)


def trim(m: Said) -> e.Edit | None:
    """Off an end or two, or a stretch that stays."""
    part = m.trait("part")
    cut = _is_cut(m, part)
    ends = [one for one in _ends(m) if one[1]]
    if len(ends) == 2 and {late for late, _ in ends} == {False, True}:
        head, tail = (next(ms for late, ms in ends if late is side) for side in (False, True))
        return e.Trim(clips=_film(m), head=head, tail=tail) if cut else None
    if _begins(m):
        return e.Trim(clips=_film(m), start=m.ms)
    stretches = [span for span in m.all("span") if span[0] > 0 and span[1]]
    if not stretches and (stretches := _counted(m)):
        m = m.gone("num")
    if stretches or len(ends) != 1:
        middle = len(stretches) == 1 and (_stays(m) or not part.startswith(("head", "tail")))
        return _stretch(m, stretches) if middle else _until(m, part)
    ((late, ms),) = ends
    side: Any = {"tail" if late else "head": ms}
    kept = {"start": -ms} if late else {"start": 0, "end": ms}
    return e.Trim(clips=_film(m), **(side if cut else kept))


def _begins(m: Said) -> bool:
    """ "Should begin 2 seconds in"."""
    if any(t.text in SKIPPING for t in m.tokens) and any(
        (one.cat, then.cat) == ("to", "time") for one, then in pairwise(m.tokens)
    ):
        return True
    starts = any(one.text in STARTING and then.cat == "time" for one, then in pairwise(m.tokens))
    inside = any(
        p[0].text in STARTING and [t.cat for t in p[-2:]] == ["time", "in"]
        for p in parts_of(m.tokens)
    )
    return (starts or inside) and not m.has(*GOING)


def _counted(m: Said) -> list[tuple[int, int]]:
    """ "Keep 10 to 16 of it": seconds."""
    found: list[tuple[int, int]] = []
    for part in parts_of(m.tokens):
        for first, link, last in zip(part, part[1:], part[2:], strict=False):
            numbers = first.cat == last.cat == "num" and link.cat in ("to", "dash")
            if numbers and first.value < last.value and any(t.cat in STAYING for t in part):
                start = int(first.value * 1000)
                found.append((start, int(last.value * 1000) - start))
    return found


def _stays(m: Said) -> bool:
    """The stretch is what shall be left."""
    told = next((p for p in parts_of(m.tokens) if any(t.cat == "span" for t in p)), m.tokens)
    return any(t.cat in STAYING for t in told) or m.has("others", "cleared", "both_ends", *STAYING)


def _film(m: Said) -> e.Clips:
    """The clips that are named, or those that move where others stand still."""
    told = next((tuple(t.value) for t in m.tokens if t.cat == "films"), ())
    return m.clips or told or m.film


def _is_cut(m: Said, part: str) -> bool:
    """Whether what is named goes or stays."""
    told = next((p for p in parts_of(m.tokens) if any(t.cat in TIMES for t in p)), m.tokens)
    here = {t.cat for t in told}
    if any(a.cat in ("reach", "to") and b.cat == "span" for a, b in pairwise(told)):
        return False
    goes, stays = m.has(*GOING), m.has(*STAYING)
    if here & {*GOING} and not here & {*STAYING}:
        return True
    return part.startswith(("head", "tail")) if goes == stays else goes


def _ends(m: Said) -> list[tuple[bool, int]]:
    """Times at an end of the clip: whether the late one, and how long."""
    found: list[tuple[bool, int]] = []
    times: list[int] = []
    late: bool | None = None
    both = False
    for token in m.tokens:
        if token.cat == "span" and token.value[1] and token.value[0] in (0, -token.value[1]):
            found.append((token.value[0] < 0, token.value[1]))
        elif token.cat in ("moment", "head_off", "tail_off"):
            late = token.value == "end" or token.cat == "tail_off"
            found += [(late, ms) for ms in times]
            late, times = (None if times else late), []
        elif token.cat == "both_ends":
            found += [(side, ms) for ms in times for side in (False, True)]
            both, times = not times, []
        elif token.cat in ("time", "gain") and both and late is None:
            found += [(side, abs(token.value)) for side in (False, True)]
            both = False
        elif token.cat in ("time", "gain") and late is not None:
            found.append((late, abs(token.value)))
            late = None
        elif token.cat in ("time", "gain"):
            times.append(abs(token.value))
    return found


def _stretch(m: Said, spans: list[tuple[int, int]]) -> e.Edit:
    start, length = spans[0]
    return e.Trim(clips=_film(m), start=start, end=start + length)


def _since(m: Said) -> int:
    """The time after which something is said to go or to stay; 0 for none."""
    spans = (start for start, length in m.all("span") if length is None and start)
    pairs = pairwise(m.tokens)
    times = (int(b.value) for a, b in pairs if a.cat == "after" and b.cat == "time")
    return next(spans, next(times, 0))


def _starts(m: Said) -> bool:
    """ "Begin at the 30 second mark": whatever else is said to go."""
    told = (t.text for t in m.tokens if t.cat == "span" and t.value[1] is None)
    return any(text.startswith(("begin at", "start at", "starting at")) for text in told)


def _last(m: Said) -> int:
    """到40秒就够了，后面都裁: up to there; 0 where nothing of the kind is said."""
    times = [b.value for a, b in pairwise(m.tokens) if (a.cat, b.cat) == ("to", "time")]
    return int(times[0]) if len(times) == 1 and m.has("after") and m.has(*GOING) else 0


def _until(m: Said, part: str) -> e.Edit | None:
    """From a time on, or up to one, or as much off both ends."""
    since = _since(m)
    gone = m.has("remove", "no", "not") or any(t.text in BORING for t in m.tokens)
    if last := since if since and gone and not _starts(m) else _last(m):
        return e.Trim(clips=_film(m), start=0, end=last)
    if since and (_starts(m) or not m.has(*GOING)):
        return e.Trim(clips=_film(m), start=since)
    ms = m.one("time", default=next((start for start, _ in m.all("span")), None))
    if part == "head+tail" and ms:
        return e.Trim(clips=_film(m), head=ms, tail=ms)
    if part in ("head", "tail") and m.has("time"):
        return e.Trim(clips=_film(m), **{part: ms})
    if part == "end" and (ms or m.has("until")):
        return e.Trim(clips=_film(m), start=0, end=m.one("until", default=ms))
    late = part == "start" or any(length is None for _, length in m.all("span"))
    return e.Trim(clips=_film(m), start=ms) if late and ms else None
