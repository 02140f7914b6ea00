"""How long things take, which part of a clip is shown, how fast, and the picture's shape."""

from math import gcd

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import clips, number, reduce, wish
from nemo_emulator.agent.pattern import Match

LONGER, SHORTER = 1.5, 0.6667
FASTER, SLOWER = 1.5, 0.6667
# A picture that goes by faster stays for less time.
_INVERSE = {FASTER: SHORTER, SLOWER: LONGER, 2.0: 0.5, 0.5: 2.0, 1.25: 0.8, 0.8: 1.25}
ADVERBS = ("slow", "slowly", "quickly")
# "Normal" as a size of letters.
NORMAL = 8.0


def _seconds(m: Match) -> e.Edit:
    return e.SetSeconds(ms=m.one("time"), clips=clips(m))


def _one_for(m: Match) -> e.Edit | None:
    return _seconds(m) if m.one("count") == 1 else None


def _total(m: Match) -> e.Edit:
    return e.SetTotal(ms=m.one("time"))


def _resized(m: Match) -> e.Edit:
    """To a length, or by one."""
    named = m.has("ref", "ord", "pic", "clip", "each")
    if m.has("to", "into", "at", "reach") and not m.has("by"):
        return _seconds(m) if named else _total(m)
    ms = m.one("time") * m.one("shorten", default=1)
    return e.Extend(ms=ms, clips=clips(m)) if named else e.ExtendTotal(ms=ms)


def _longer(m: Match) -> e.Edit:
    """By a time or a factor: the clips named, else the whole."""
    sign = -1 if m.has("shorter") or m.one("shorten") == -1 else 1
    named = m.has("ref", "ord", "pic", "clip", "each")
    if m.has("time"):
        ms = sign * m.one("time")
        return e.Extend(ms=ms, clips=clips(m)) if named else e.ExtendTotal(ms=ms)
    usual = SHORTER if sign < 0 else LONGER
    factor = m.one("scale", "factor", default=usual)
    return e.Scale(factor=float(factor), clips=clips(m))


def _for_others(m: Match) -> e.Edit | None:
    """ "The rest for two": a bare number is one of seconds."""
    ms = m.one("time") if m.has("time") else round(m.one("num", "one") * 1000)
    return e.SetSeconds(ms=ms) if ms > 0 else None


def _by(m: Match) -> e.Edit:
    """Trimmed to a length, or by one."""
    return e.ExtendTotal(ms=-m.one("time")) if m.has("by") else _total(m)


def _gained(m: Match) -> e.Edit:
    """So much more or less than now."""
    named = m.has("ref", "ord", "pic", "clip", "each")
    ms = m.one("gain")
    return e.Extend(ms=ms, clips=clips(m)) if named else e.ExtendTotal(ms=ms)


def _lessened(m: Match) -> e.Edit:
    named = m.has("ref", "ord", "pic", "clip", "each")
    ms = -m.one("time")
    return e.Extend(ms=ms, clips=clips(m)) if named else e.ExtendTotal(ms=ms)


_PICS = "(place|each|pics)"
_MORE = "(longer|shorter)"
_ADJECTIVE = (
    "(frame|transition|mood|music|smooth|style_name|motion|praise|with|and|look|one|word|beat)*"
)

LENGTHS = (
    wish("(time|n) link* others", _for_others, eaten="num one time"),
    wish("link* time (ref|each) pics* link+ (place|pics)+", _seconds),
    wish(f"time (?={_ADJECTIVE} (film|platform))", _total),
    wish(
        "others (link|total|keep)* (time|n) (each)? (?=stop|comma|then|and|$)",
        _for_others,
        eaten="num one time",
    ),
    wish("(trim|make|set)* total scale", _longer),
    wish(f"(link|{_PICS}|keep)* {_PICS} (link|keep)* gain longer?", _gained),
    wish(f"(link|keep)* gain longer? link* {_PICS}+", _gained),
    wish("(link|whole|film|total|keep)* gain longer? (link|whole|film|total)*", _gained),
    wish(f"(trim|take) link* time (link|off)+ {_PICS}+", _lessened),
    wish(
        "(trim|take) link* time (link|off)+ all (?=stop|comma|then|and|$)",
        lambda m: e.Extend(ms=-m.one("time")),
    ),
    wish(
        f"add link* time to {_PICS}+",
        lambda m: e.Extend(ms=m.one("time"), clips=clips(m)),
    ),
    wish("(trim|take) link* time off (link* (whole|film|total))?", _lessened),
    wish("trim (whole|film) link* (by time|time off)", _lessened),
    reduce("length", "(?<=comma) for link* time (?![^comma then])", lambda m: m.one("time")),
    wish(f"({_PICS}|whole|film|total)+ link* (shorten|extend|reach) link* time", _resized),
    wish(f"(shorten|extend|reach) (link|whole|film|total|{_PICS})* time total?", _resized),
    wish(f"link* {_PICS}+ (link|total)* {_MORE} (link|word)* comma (link|word)* time", _seconds),
    wish(f"(link|keep)* {_PICS}+ (link|total|up)* (time {_MORE}|{_MORE} by? time)", _longer),
    wish(f"(link|whole|film|total)* (time {_MORE}|{_MORE} by? time)", _longer),
    wish(
        f"(link|{_PICS}|whole|film|keep|up)* ({_MORE}|scale) (link* {_PICS})*",
        _longer,
    ),
    wish(f"(shorten|extend) link* {_PICS}+", _longer),
    wish("(link|total)* (ref|each) (link|total|pics|each|only|media)* time total*", _seconds),
    wish("link* keep? place (link|word|keep|total|only)* time total?", _seconds),
    wish("link* time (link|total)* (each|place)+ pics*", _seconds),
    wish("link* pics (link|total)* time (each|total)?|time pics", _seconds),
    wish("count link* time", _one_for),
    wish("link* (whole|film|total) (link|word)* time total*", _total),
    wish("link* time total+", _total),
    wish("link* time for (?=stop|comma|then|$)", _total),
    wish("time (?=[^stop then comma time]* (film|platform))", _total),
    wish("(for|make|set|total|whole)+ link* time", _total),
    wish("(shorten|extend) (link|whole|film|total)*", _longer),
)

# -- parts of video clips


def _off(m: Match) -> e.Edit | None:
    """Off the head or the tail, by what is said of the place."""
    start, length = m.one("span", default=(None, None))
    if start is None:
        late, ms = m.one("moment") == "end", m.one("time")
        return e.Trim(clips=clips(m), tail=ms) if late else e.Trim(clips=clips(m), head=ms)
    if length and start in (0, -length):
        head, tail = (0, length) if start else (length, 0)
        return e.Trim(clips=clips(m), head=head, tail=tail)
    return None


def _part(m: Match) -> e.Edit:
    """A stretch of the clip; from a time on, or the last seconds, when it has no end."""
    start, length = m.one("span")
    end = start + length if length is not None and start >= 0 else None
    return e.Trim(clips=clips(m), start=start, end=end)


def _end(m: Match) -> e.Edit:
    """So much from the beginning of the clip, or of its end."""
    ms, late = m.one("time"), m.one("moment") == "end"
    return e.Trim(clips=clips(m), start=-ms if late else 0, end=None if late else ms)


def _both_ends(m: Match) -> e.Edit:
    return e.Trim(clips=clips(m), head=m.one("time"), tail=m.one("time"))


def _ends(m: Match) -> e.Edit | None:
    """So much off the head, so much off the tail."""
    (start, head), (end, tail) = m.all("span")
    fine = start == 0 and end < 0 and head and tail
    return e.Trim(clips=clips(m), head=head, tail=tail) if fine else None


def _until(m: Match) -> e.Edit | None:
    """Without what comes after a time."""
    start, length = m.one("span")
    return e.Trim(clips=clips(m), start=0, end=start) if length is None and start > 0 else None


def _trim(m: Match) -> e.Edit:
    return _off(m) or _part(m)


_CLIP = "(place|clip|whole|film)"
_OF = f"((link|off)* {_CLIP})*"

TRIMS = (
    wish(
        f"{_CLIP}* link* head_off link* time", lambda m: e.Trim(clips=clips(m), head=m.one("time"))
    ),
    wish(
        f"{_CLIP}* link* tail_off link* time", lambda m: e.Trim(clips=clips(m), tail=m.one("time"))
    ),
    wish(f"until {_OF}", lambda m: e.Trim(clips=clips(m), start=0, end=m.one("until"))),
    wish(f"{_CLIP}* link* span and span link* (trim|remove)", _ends),
    wish(f"moment {_CLIP}+ link* span", _part),
    wish(f"(trim|remove) all+ link* span {_OF}", _until),
    wish(f"(trim|link)* {_CLIP}+ link* (only|keep|keep_only)+ link* span", _part),
    wish(
        f"{_CLIP}* (link|trim|remove|off)* both_ends (link|trim|each|remove|off)* time"
        " (trim|remove)?",
        _both_ends,
    ),
    wish(f"(trim|remove|take) link* time (link|off|each)* both_ends {_OF}", _both_ends),
    wish(f"(trim|remove|take) link* time (off|link)+ {_CLIP}+ link* both_ends", _both_ends),
    wish(f"{_CLIP}+ link* span link* (keep|only)+", _part),
    wish("(?<![^comma stop then but]) place link* span (?=stop|comma|then|$)", _part),
    wish(f"{_CLIP}+ link* (only|keep|keep_only)+ link* span", _part),
    wish(f"{_CLIP}+ link* (trim|remove) link* span", _trim),
    wish(f"{_CLIP}+ link* span link* keep", _part),
    wish(f"trim (link|{_CLIP})* span off? {_OF}", _trim),
    wish(f"(only|keep|keep_only|with)+ (link|{_CLIP})* comma? link* span {_OF} keep?", _part),
    wish(f"remove (link|{_CLIP})* span {_OF}", _off),
    wish(f"{_CLIP}* link* span link* (remove|trim|not)", _trim),
    wish(f"(trim|remove) (link|{_CLIP})* time (off|link)* moment {_OF}", _off),
    wish(f"(trim|remove) (link|{_CLIP})* moment link* time {_OF}", _off),
    wish(f"{_CLIP}* link* moment link* (trim|remove) link* time", _off),
    wish(f"{_CLIP}* link* moment link* time link* (trim|remove|not)", _off),
    wish(f"(only|keep|keep_only)+ (link|{_CLIP})* moment link* time", _end),
    wish("trim (link|down)* (place|clip) (link|down)* time", _seconds),
    wish("(place) link* trim link* time", _seconds),
    wish("trim (link|down)* (whole|film) (link|down)* time", _by),
)

# -- speed


# A bare factor is one of speed beside any of these.
_SPOKEN = (
    *("faster", "slower", "slowmo", "speed", "ref", "ord", "pic", "clip", "whole", "video"),
    *("slideshow", "all", "add", "put", "show", "set", "make", "with", "at", "to", "for", "up"),
)


def _speed(m: Match) -> e.Edit | None:
    if not m.has(*_SPOKEN):
        return None  # 放大一倍 is no speed
    if m.has("factor"):
        return e.SetSpeed(factor=float(m.one("factor")), clips=clips(m))
    if m.has("percent"):
        return _percentage(m)
    if m.one("num", default=0) > 0:
        return e.SetSpeed(factor=number(m.one("num")), clips=clips(m))
    if m.has("slowmo"):
        return e.SetSpeed(factor=0.5, clips=clips(m))
    return _faster(m)


def _percentage(m: Match) -> e.Edit:
    """Of the full speed; or so much more or less than now."""
    share = m.one("percent") / 100
    if m.has("faster", "slower", "up", "down") and not m.has("to", "into", "set"):
        factor = 1 + share if m.has("faster", "up") else max(1 - share, 0.1)
        return e.SetSpeed(factor=number(factor), clips=clips(m), relative=True)
    return e.SetSpeed(factor=number(max(share, 0.1)), clips=clips(m))


def _faster(m: Match) -> e.Edit | None:
    adverbs = all(t.text in ADVERBS for t in m.tokens if t.cat in ("faster", "slower"))
    if adverbs and m.has("word"):
        return None  # somebody does something else slowly
    factor = FASTER if m.has("faster", "up") else SLOWER
    if m.has("much"):
        factor = 2.0 if factor > 1 else 0.5
    if m.has("bit"):
        factor = 1.25 if factor > 1 else 0.8
    if "image" in m.all("pic") and not m.has("clip", "video", "speed"):
        return e.Scale(factor=_INVERSE[factor], clips=clips(m))
    return e.SetSpeed(factor=factor, clips=clips(m), relative=True)


def _normal_speed(m: Match) -> e.Edit | None:
    return e.SetSpeed(factor=1.0, clips=clips(m)) if m.one("sized") == NORMAL else None


def _alone(m: Match) -> e.Edit:
    return e.SetSpeed(factor=float(m.one("factor")))


def _halved(m: Match) -> e.Edit:
    return e.SetSpeed(factor=0.5, clips=clips(m))


_FAST = "(faster|slower)"
_WHAT = "(place|pics|whole|film|all|speed)"

SPEED = (
    wish(
        f"verb {_FAST}? {_WHAT}* (link|{_WHAT}|{_FAST}|up|down)* (factor|slowmo) (speed|{_FAST})*"
        f" {_OF} (comma? link* percent)?",
        _speed,
    ),
    wish("(?<![^comma stop then but and wish]) factor (?=stop|comma|then|and|but|$)", _alone),
    wish(f"verb {_WHAT}* link* speed (link|{_WHAT})* (factor|percent|slowmo)", _speed),
    wish(f"verb {_WHAT}+ (link|add)* percent speed", _speed),
    wish(f"verb {_WHAT}* link* percent {_FAST} {_WHAT}* (total|link)* {_OF}", _speed),
    wish(f"verb {_WHAT}* slower {_WHAT}* (by|to)? half {_WHAT}* {_OF}", _halved),
    wish(f"verb {_WHAT}* {_FAST} {_WHAT}* (by|to) percent", _speed),
    wish(f"verb {_FAST} {_WHAT}+ link* (factor|percent|num)?", _speed),
    wish(f"verb {_WHAT}+ (link|move|word)* degree {_FAST} degree (by? percent)?", _speed),
    wish(f"verb (up|down) {_WHAT}* speed {_OF}", _speed),
    wish(f"speed {_WHAT}+ (up|down) link* (percent|factor|num)?", _speed),
    wish(
        "(?<![^comma stop then but and]) (set|make|add|for|link|word|because)* degree"
        f" {_FAST} degree (link|add|for)* (?=stop|comma|then|and|but|$)",
        _speed,
    ),
    wish(f"verb {_WHAT}* link* speed (link|{_WHAT})* sized", _normal_speed),
)

# -- the picture's shape


def _canvas(m: Match) -> e.Edit | tuple[e.Edit, ...]:
    for width, height in m.all("size"):
        side = gcd(width, height)
        ratio = f"{width // side}:{height // side}"
        return e.SetCanvas(ratio=ratio, short_side=min(width, height))
    ratio = m.one("ratio") or m.one("orient") or m.one("platform", default="")
    short = m.one("short", default=0)
    return e.SetCanvas(ratio=ratio, short_side=short) if ratio or short else ()


SHAPE = (
    wish(
        "link* whole? link* ratio_noun* link* frame+ ((link|ratio_noun|film)* frame)* ratio_noun*"
        " ((for|in|as|to|with|into) (frame|ratio_noun)+)*",
        _canvas,
    ),
)

# A length of nobody knows what, unless something else was said.
ALONE = (
    reduce("length", "(?<![^comma then]) link* time (?![^comma then])", lambda m: m.one("time")),
)

RULES = (*SPEED, *TRIMS, *LENGTHS, *SHAPE)
