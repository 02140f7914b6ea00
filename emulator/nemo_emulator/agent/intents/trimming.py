"""The frame of cuts of a film: off its ends, or to a stretch of it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.lasting import filmed
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

GOING: Final = ("trim", "remove", "off", "not", "no", "shorten", "less")
TIMES: Final = frozenset({"span", "time", "gain"})
STAYING: Final = ("keep", "only", "keep_only")
STARTING: Final = frozenset({"begin", "begins", "start", "starts", "starting", "beginning"})
STARTS: Final = ("begin at", "start at", "starting at")
STARTED: Final = frozenset({"start clip", "start video", "start film", "begin clip"})
STOPPING: Final = frozenset({"stop", "stops"})
ENDS: Final = STOPPING | {"end", "ends", "finish", "finishes", "ending"}
# Where one end is spoken of by these, and the other, too.
FRONT: Final = frozenset({"前面", "前头"})
BACK: Final = frozenset({"后面", "后头"})
TAIL: Final = "尾"
# 到第10秒结束, 放到第8秒就停, 到6秒为止.
ENDED: Final = ("结束", "为止")
HALTING: Final = frozenset({"停", "停住", "停止", "止", "结束", "为止"})
CUTTING: Final = ("剪", "裁", "截", "切")
HEAD_TAIL: Final = [("moment", "start", False), ("moment", "end", False)]
OPENING: Final = ("moment", "time")
SKIPPING: Final = frozenset({"skip", "jump", "fast forward"})
# What is so from a time on, goes.
BORING: Final = frozenset(("boring", "dull", "tedious", "rubbish", "useless", "pointless", "无聊"))


def trim(m: Said) -> e.Edit | None:
    """Off an end or two, or a stretch that stays."""
    m, part = _running(m), m.trait("part")
    if bounds := _bounds(m):
        start, end = bounds
        return e.Trim(clips=filmed(m), start=start, end=end or None)
    if last := _reached(m):
        return e.Trim(clips=filmed(m), start=0, end=last)
    cut = _is_cut(m, part)
    ends = [one for one in _ends(m) if one[1]]
    if len(ends) == 2 and {late for late, _ in ends} == {False, True}:
        head, tail = (next(ms for late, ms in ends if late is side) for side in (False, True))
        return e.Trim(clips=filmed(m), head=head, tail=tail) if cut else None
    if _begins(m):
        return e.Trim(clips=filmed(m), start=m.ms)
    stretches = [span for span in m.all("span") if span[0] > 0 and span[1]]
    if not stretches and (stretches := _counted(m)):
        m = m.gone("num")
    if stretches or len(ends) != 1:
        middle = len(stretches) == 1 and (_stays(m) or not part.startswith(("head", "tail")))
        return _stretch(m, stretches) if middle else _until(m, part)
    ((late, ms),) = ends
    side: Any = {"tail" if late else "head": ms}
    kept = {"start": -ms} if late else {"start": 0, "end": ms}
    return e.Trim(clips=filmed(m), **(side if cut else kept))


def _running(m: Said) -> Said:
    """ "Start the clip at 0:12" is not the first clip, "and then stop" takes nothing away."""
    found: list[Token] = []
    for n, token in enumerate(m.tokens):
        if token.cat == "ref" and token.text in STARTED:
            found += [Token("word", "start", "start"), Token("clip", "video", "clip")]
        elif token.text in STOPPING and _is_idle(m.tokens[n + 1 : n + 2]):
            found.append(Token("word", token.text, token.text))
        else:
            found.append(token)
    return Said(tuple(found), m.traits, m.asked, m.known)


def _is_idle(after: tuple[Token, ...]) -> bool:
    return not after or after[0].cat in ("stop", "at", "span", "time")


def _bounds(m: Said) -> tuple[int, int] | None:
    """ "Start at 1:10 and stop at 1:30", "ends at 12 seconds", "0:08 to the end can go"."""
    start, end, led = 0, 0, ""
    after = (*m.tokens[1:], Token(""))
    for before, token, then in zip((Token(""), *m.tokens), m.tokens, after, strict=False):
        led = token.text if token.text in STARTING | ENDS else "" if token.cat == "stop" else led
        ms = _moment(before, token)
        led = "end" if ms and _is_ended(token, then) else led
        if ms and (led in STARTING or token.text.startswith(STARTS)):
            start, led = ms, ""
        elif ms and led in ENDS:
            end, led = ms, ""
        elif before.cat == "time" and token.cat == "moment" and token.text.startswith("to "):
            gone = m.has("remove", "trim", "not", "no")
            start, end = (start, int(before.value)) if gone else (int(before.value), end)
    return (start, end) if (start or end) and (not end or end > start) else None


def _reached(m: Said) -> int:
    """剪到5秒, 裁到第8秒: up to the only time that is told; 0 for none."""
    times = [t for t in m.tokens if t.cat in TIMES]
    led = [b for a, b in pairwise(m.tokens) if a.cat == "reach" and a.text[:1] in CUTTING]
    if len(times) != 1 or led != times:
        return 0
    start, length = times[0].value if times[0].cat == "span" else (times[0].value, None)
    return int(start) if length is None else 0


def _is_ended(token: Token, then: Token) -> bool:
    plain = token.text.endswith(ENDED) and "到" not in token.text
    return plain or (not token.text.isascii() and then.text in HALTING)


def _moment(before: Token, token: Token) -> int:
    """At that time; 0 for none."""
    if token.cat == "span" and token.value[1] is None:
        return int(token.value[0])
    led = before.cat == "at" or token.text.startswith("at ")
    return int(token.value) if token.cat == "time" and led else 0


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


def _is_cut(m: Said, part: str) -> bool:
    """Whether what is named goes or stays."""
    told = next((p for p in parts_of(m.tokens) if any(t.cat in TIMES for t in p)), m.tokens)
    here = {t.cat for t in told}
    if any(a.cat in ("reach", "to") and b.cat == "span" for a, b in pairwise(told)):
        return False
    rows = zip(told, told[1:], told[2:], strict=False)
    if any(a.cat in ("reach", "to") and (b.cat, c.cat) == OPENING for a, b, c in rows):
        return False  # "cut it down to its opening 10 seconds"
    goes, stays = m.has(*GOING), m.has(*STAYING)
    if here & {*GOING} and not here & {*STAYING}:
        return True
    return part.startswith(("head", "tail")) if goes == stays else goes


def _sided(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """尾上有十秒, 前面4秒，后面2秒: which end, where both are spoken of by "before" and "after"."""
    words = {token.text for token in tokens}
    sided = bool(words & FRONT) and bool(words & BACK)
    ends = [(t.cat, t.value, t.text.isascii()) for t in tokens]
    for n, token in enumerate(tokens):
        if ends[n : n + 2] == HEAD_TAIL:
            yield Token("both_ends", None, token.text)
        elif ends[max(n - 1, 0) : n + 1] == HEAD_TAIL:
            continue
        elif token.text == TAIL or (sided and token.text in BACK):
            yield Token("tail_off", None, token.text)
        elif sided and token.text in FRONT:
            yield Token("head_off", None, token.text)
        else:
            yield token


def _ends(m: Said) -> list[tuple[bool, int]]:
    """Times at an end of the clip: whether the late one, and how long."""
    found: list[tuple[bool, int]] = []
    times: list[int] = []
    late: bool | None = None
    both = False
    for token in _sided(m.tokens):
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
    return e.Trim(clips=filmed(m), start=start, end=start + length)


def _since(m: Said) -> int:
    """The time after which something is said to go or to stay; 0 for none."""
    spans = (start for start, length in m.all("span") if length is None and start)
    pairs = pairwise(m.tokens)
    times = (int(b.value) for a, b in pairs if a.cat == "after" and b.cat == "time")
    return next(spans, next(times, 0))


def _starts(m: Said) -> bool:
    """ "Begin at the 30 second mark": whatever else is said to go."""
    told = (t.text for t in m.tokens if t.cat == "span" and t.value[1] is None)
    return any(text.startswith(STARTS) for text in told)


def _last(m: Said) -> int:
    """到40秒就够了，后面都裁: up to there; 0 where nothing of the kind is said."""
    enough = any(t.text == "够" for t in m.tokens)
    pairs = pairwise((Token(""), *m.tokens))
    times = [b.value for a, b in pairs if b.cat == "time" and (enough or a.cat == "to")]
    return int(times[0]) if len(times) == 1 and m.has("after") and m.has(*GOING) else 0


def _until(m: Said, part: str) -> e.Edit | None:
    """From a time on, or up to one, or as much off both ends."""
    since = _since(m)
    after = m.has("trim") and any(t.text.startswith("after") for t in m.tokens)
    gone = after or m.has("remove", "no", "not") or any(t.text in BORING for t in m.tokens)
    if last := since if since and gone and not _starts(m) else _last(m):
        return e.Trim(clips=filmed(m), start=0, end=last)
    if since and (_starts(m) or not m.has(*GOING)):
        return e.Trim(clips=filmed(m), start=since)
    ms = m.one("time", default=next((start for start, _ in m.all("span")), None))
    if part == "head+tail" and ms:
        return e.Trim(clips=filmed(m), head=ms, tail=ms)
    if part in ("head", "tail") and m.has("time"):
        return e.Trim(clips=filmed(m), **{part: ms})
    if part == "end" and (ms or m.has("until")):
        return e.Trim(clips=filmed(m), start=0, end=m.one("until", default=ms))
    late = part == "start" or any(length is None for _, length in m.all("span"))
    return e.Trim(clips=filmed(m), start=ms) if late and ms else None
