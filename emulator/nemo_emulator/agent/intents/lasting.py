"""Frames of edits of how long things take."""

from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.lengths import FASTER, LONGER, SHORTER, SLOWER
from nemo_emulator.agent.grammar.slots import number
from nemo_emulator.agent.intents.said import Said

LEAST_SHARE: Final = 0.1


def set_seconds(m: Said) -> e.Edit | None:
    return e.SetSeconds(ms=m.one("time"), clips=m.clips) if m.one("time") else None


def _signed(m: Said) -> int:
    ms = m.ms or 0
    return -ms if m.trait("way") == "less" and ms > 0 else ms


def extend(m: Said) -> e.Edit | None:
    return e.Extend(ms=_signed(m), clips=m.clips) if m.ms else None


def extend_total(m: Said) -> e.Edit | None:
    return e.ExtendTotal(ms=_signed(m)) if m.ms else None


def set_total(m: Said) -> e.Edit | None:
    return e.SetTotal(ms=m.one("time")) if m.one("time") else None


def _factor(m: Said) -> float | None:
    """The one factor that is named; 翻一倍 and "twice" are both two times."""
    told = {float(value) for value in m.all("factor", "scale", "half")}
    factor = told.pop() if len(told) == 1 else 0.0
    return (2.0 if factor == 1 else factor) if factor > 0 else None


def scale(m: Said) -> e.Edit | None:
    less = m.trait("way") == "less"
    if m.has("scale", "factor", "half"):
        factor = _factor(m)
        if factor is None:
            return None
        factor = 1 / factor if m.has("shorter", "shorten") and factor > 1 else factor
        factor = 1 + factor if m.has("longer", "extend") and factor < 1 else factor
        return e.Scale(factor=number(factor), clips=m.clips)
    if not m.trait("way") or m.has("percent"):
        return None
    return e.Scale(factor=SHORTER if less else LONGER, clips=m.clips)


def set_speed(m: Said) -> e.Edit | None:
    slower = m.trait("way") == "less"
    if m.has("factor", "half", "scale"):
        return _times(m)
    if m.has("percent"):
        return _share(m, m.one("percent") / 100, slower=slower)
    if m.trait("way") == "same":
        return e.SetSpeed(factor=1.0, clips=m.clips)
    if m.has("slowmo"):
        return e.SetSpeed(factor=0.5, clips=m.clips)
    factor = SLOWER if slower else FASTER
    return e.SetSpeed(factor=factor, clips=m.clips, relative=True) if m.trait("way") else None


def _times(m: Said) -> e.Edit | None:
    factor = _factor(m)
    if factor is None:
        return None
    factor = 1 / factor if m.has("slower") and factor > 1 and not m.has("faster") else factor
    return e.SetSpeed(factor=number(factor), clips=m.clips)


def _share(m: Said, share: float, *, slower: bool) -> e.Edit:
    """Of the full speed; or so much more or less than now."""
    if m.has("faster", "slower", "up", "down") and not m.has("to", "at", "set", "into"):
        factor = max(1 - share, LEAST_SHARE) if slower else 1 + share
        return e.SetSpeed(factor=number(factor), clips=m.clips, relative=True)
    return e.SetSpeed(factor=number(max(share, LEAST_SHARE)), clips=m.clips)


def trim(m: Said) -> e.Edit | None:
    """Off an end or two, or a stretch that stays."""
    part = m.trait("part")
    cut = part.startswith(("head", "tail"))
    ends = _ends(m)
    if len(ends) == 2 and {late for late, _ in ends} == {False, True}:
        head, tail = (next(ms for late, ms in ends if late is side) for side in (False, True))
        return e.Trim(clips=m.clips, head=head, tail=tail) if cut else None
    stretches = [span for span in m.all("span") if span[0] > 0 and span[1]]
    if stretches or len(ends) != 1:
        return _stretch(m, stretches) if len(stretches) == 1 and not cut else _until(m, part)
    ((late, ms),) = ends
    side: Any = {"tail" if late else "head": ms}
    kept = {"start": -ms} if late else {"start": 0, "end": ms}
    return e.Trim(clips=m.clips, **(side if cut else kept))


def _ends(m: Said) -> list[tuple[bool, int]]:
    """Times at an end of the clip: whether the late one, and how long."""
    found: list[tuple[bool, int]] = []
    times: list[int] = []
    late: bool | None = None
    for token in m.tokens:
        if token.cat == "span" and token.value[1] and token.value[0] in (0, -token.value[1]):
            found.append((token.value[0] < 0, token.value[1]))
        elif token.cat in ("moment", "head_off", "tail_off"):
            late = token.value == "end" or token.cat == "tail_off"
            found += [(late, ms) for ms in times]
            late, times = (None if times else late), []
        elif token.cat == "time" and late is not None:
            found.append((late, token.value))
            late = None
        elif token.cat == "time":
            times.append(token.value)
    return found


def _stretch(m: Said, spans: list[tuple[int, int]]) -> e.Edit:
    start, length = spans[0]
    return e.Trim(clips=m.clips, start=start, end=start + length)


def _until(m: Said, part: str) -> e.Edit | None:
    """From a time on, or up to one, or as much off both ends."""
    ms = m.one("time", default=next((start for start, _ in m.all("span")), None))
    if part == "head+tail" and ms:
        return e.Trim(clips=m.clips, head=ms, tail=ms)
    if part in ("head", "tail") and m.has("time"):
        return e.Trim(clips=m.clips, **{part: ms})
    if part == "end" and (ms or m.has("until")):
        return e.Trim(clips=m.clips, start=0, end=m.one("until", default=ms))
    return e.Trim(clips=m.clips, start=ms) if part == "start" and ms else None
