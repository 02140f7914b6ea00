"""Titles, captions, subtitles, cards."""

from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import clips, first_clip, reduce, wish
from nemo_emulator.agent.pattern import Match

TYPES = {"title": "title", "caption": "caption", "text": "caption", "subtitle": "subtitle"}
SPECIFIC = ("title", "caption", "subtitle")
LATE_MS = 3000
_BELOW = ("underneath", "beneath", "below")

# Atomic groups: "for 3 seconds" is one thing, and is never tried as two.
_TAIL = "(?>comma? (link|words|word|praise)* (trait|timing))*"
_BEFORE = "trait|timing|each|in|at|to|percent|after|show|for|with|grown|color|whole"
_HEAD = f"(?>{_BEFORE}|add|put|set|make|move|bit|much|praise)*"
_CHANGED = "(?>trait|timing|grown|bit|much|fade(?=fx|motion)|style(?!transition))"


def _type(m: Match) -> Any:
    """As it is called; what is written on a picture, or below, is a caption."""
    below = bool(first_clip(m)) or any(t.text in _BELOW for t in m.tokens)
    usual = "caption" if below or m.has("text") else "title"
    return next((TYPES[t.cat] for t in m.tokens if t.cat in SPECIFIC), usual)


def style(m: Match) -> e.TextStyle:
    """How the text looks; a colour belongs to the outline or box that stands beside it."""
    colors, edged = _colors(m), "bars" in m.all("background")
    return e.TextStyle(
        position=m.one("position", default=_shifted(m)),
        size=m.one("sized", default=0.0),
        scale=_scale(m),
        color=colors.get("letters", ""),
        outline=colors.get("outline", "#000000" if m.has("outline") or edged else ""),
        box=colors.get("box", "#000000" if m.has("box", "background") and not edged else ""),
        enter=_effect(m, "enter"),
        exit=_effect(m, "leave"),
    )


# Between a colour and an outline: they are two things.
_APART = frozenset({"add", "and", "comma"})


def _colors(m: Match) -> dict[str, str]:
    named = {"color": "color", "outline": "outline", "box": "box", "background": "box"}
    told = [t for t in m.tokens if t.cat in named or t.cat in _APART]
    cats = ["outline" if t.value == "bars" else named.get(t.cat, "apart") for t in told]
    values = iter(m.all("color"))
    found: dict[str, str] = {}
    for n, cat in enumerate(cats):
        if cat == "color":
            after = [] if told[n].text.endswith("字") else cats[n + 1 : n + 2]
            beside = [c for c in after if c not in ("color", "apart", *found)]
            found.setdefault(beside[0] if beside else "letters", next(values))
    return found


def _shifted(m: Match) -> str:
    """Moved up or down."""
    return ("top" if m.has("up") else "bottom" if m.has("down") else "") if m.has("move") else ""


def _scale(m: Match) -> float:
    if _shifted(m):
        return 0.0
    bigger, smaller = m.has("bigger", "up"), m.has("smaller", "down")
    much = m.has("much")
    if bigger:
        return 1.6 if much else 1.25
    return (0.6 if much else 0.8) if smaller else 0.0


_MOVED = ("slide", "typewriter", "pop")


def _effect(m: Match, side: str) -> str:
    if m.has("both_ways", side) or "fade" in m.all("style"):
        return "fade"
    if side == "leave":
        return ""
    moved = next((str(v) for v in m.all("effect", "style") if str(v).startswith(_MOVED)), "")
    return moved or ("fade" if m.has("fade", "style") else "")


def when(m: Match) -> e.When:
    """Where on the timeline a text stands."""
    length = m.one("time")
    if m.has("all") or () in m.all("ref"):
        return e.When(whole=True)
    if m.has("span"):
        start, given = m.one("span")
        return e.When(start=start, length=given or length)
    if first_clip(m):
        return e.When(clip=first_clip(m), length=length)
    if m.one("moment") == "end" or m.has("outro"):
        return e.When(start=-(length or LATE_MS), length=length)
    return e.When(start=0 if m.has("moment", "intro") else None, length=length)


def _add(m: Match) -> tuple[e.Edit, ...] | None:
    quotes = m.all("quote")
    kind = _type(m)
    if not all(quotes):
        return None
    if kind == "subtitle" and _is_upon_clip(m, quotes):
        return (e.AddText(text=quotes[0], type="caption", when=when(m), style=style(m)),)
    if kind == "subtitle":
        return (e.SetSubtitles(lines=_lines(m, quotes), style=style(m)),)
    if len(quotes) > 1 and m.has("each", "ref") and not clips(m):
        return _one_each(m, quotes, kind)
    return tuple(e.AddText(text=q, type=kind, when=when(m), style=style(m)) for q in quotes)


def _is_upon_clip(m: Match, quotes: tuple[str, ...]) -> bool:
    """第四张配字幕“回家了”: the one clip that a line is for."""
    single = len(quotes) == 1 and "\n" not in quotes[0] and len(clips(m)) == 1
    return single and m.has("ref") and not m.has("span", "time")


def _one_each(
    m: Match, quotes: tuple[str, ...], kind: Any, places: e.Clips = ()
) -> tuple[e.Edit, ...]:
    return tuple(
        e.AddText(text=text, type=kind, when=e.When(clip=n), style=style(m))
        for n, text in zip(places or range(1, len(quotes) + 1), quotes, strict=True)
    )


def _spread(m: Match) -> tuple[e.Edit, ...] | None:
    quotes = m.all("quote")
    places = clips(m)
    if not all(quotes) or (places and len(places) != len(quotes)):
        return None
    return _one_each(m, quotes, "caption", places)


def _by_place(m: Match) -> tuple[e.Edit, ...] | None:
    """Each clip with the text behind it."""
    pairs = tuple(zip(clips(m), m.all("quote"), strict=False))
    if len(pairs) != len(m.all("quote")) or not all(m.all("quote")):
        return None
    kind = _type(m)
    return tuple(e.AddText(text=t, type=kind, when=e.When(clip=clip)) for clip, t in pairs)


def _lines(m: Match, quotes: tuple[str, ...]) -> tuple[e.Line, ...]:
    texts = [line.strip() for q in quotes for line in q.splitlines() if line.strip()]
    if len(texts) == 1 and m.has("span"):
        start, length = m.one("span")
        return (e.Line(text=texts[0], start=start, end=start + (length or LATE_MS)),)
    return tuple(e.Line(text=text) for text in texts)


def _remove(m: Match) -> e.Edit:
    return e.RemoveText(type=_any_type(m), clip=first_clip(m))


def _remove_both(m: Match) -> tuple[e.Edit, ...]:
    kinds: list[Any] = list(dict.fromkeys(TYPES[t.cat] for t in m.tokens if t.cat in TYPES))
    return tuple(e.RemoveText(type=kind) for kind in kinds)


def _reword(m: Match) -> e.Edit | None:
    quote = m.all("quote")[-1]
    kind: Any = "any" if m.has("text") and not m.has(*SPECIFIC) else _specific(m)
    return e.ChangeText(type=kind, text=quote, when=when(m), style=style(m)) if quote else None


def _corrected(m: Match) -> e.Edit | None:
    """标题写错了，应该是“…”: the words that come first, not those that were wrong."""
    quote = m.one("quote")
    kind: Any = "any" if m.has("text") and not m.has(*SPECIFIC) else _specific(m)
    return e.ChangeText(type=kind, text=quote, style=style(m)) if quote else None


def _restyle(m: Match) -> e.Edit | None:
    """Another look, another length, or by a verb another place."""
    looks, moves = (
        style(m),
        m.has("move", "put", "set", "show", "keep", "make", "for", "time", "noop"),
    )
    if looks == e.TextStyle() and not (moves or m.has("all", "for", "reach", "extend")):
        return None
    return e.ChangeText(type=_any_type(m), when=when(m), style=looks)


def _faded(m: Match) -> e.Edit:
    effects = e.TextStyle(exit="fade") if m.has("out") else e.TextStyle(enter="fade")
    return e.ChangeText(type=_any_type(m), style=effects)


def _any_type(m: Match) -> Any:
    return _specific(m) if m.has(*SPECIFIC) else "any"


def _specific(m: Match) -> Any:
    """The letters of a title are a title."""
    return next((TYPES[t.cat] for t in m.tokens if t.cat in SPECIFIC), _type(m))


def _pasted(m: Match) -> e.Edit:
    return e.SetSubtitles(lines=m.one("srt"), style=style(m))


_THESE = "(words|link|trait|word)"
_MORE = (
    "(?>(and|comma|but)? (link|move|put|add)*"
    " (trait|grown|for link* time(?!link*(each|pics|total))))*"
)


def _numbered(m: Match) -> e.Edit | None:
    """Line by line, each with its number or its time."""
    lines: list[e.Line] = []
    start, length = None, None
    for token in m.tokens:
        if token.cat == "span":
            start, length = token.value
        elif token.cat == "quote" and token.value:
            end = None if start is None else start + (length or LATE_MS)
            lines.append(e.Line(text=token.value, start=start, end=end))
            start, length = None, None
    return e.SetSubtitles(lines=tuple(lines), style=style(m)) if lines else None


TEXTS = (
    reduce("noop", "(keep_only|only|keep) words+ (?=stop|comma|then|$)", lambda _: True),
    reduce("add", "add num line_sign (?=words)", lambda _: True),
    wish(
        "verb subtitle+ (link|words)* ((comma|and|link)*"
        " (span|ord line_sign|line_sign one|line_sign num) link* quote)+",
        _numbered,
        firm=True,
    ),
    wish(
        "span (link|add|subtitle)* subtitle (link|add)* quote"
        " (comma? span (link|add|subtitle)* quote)+",
        _numbered,
        firm=True,
    ),
    wish(f"verb ({_THESE}|comma|stop)* srt", _pasted, firm=True),
    wish("(remove|no|not) (all|prep|add|put|show)* words+ (and (all|prep)* words+)+", _remove_both),
    wish("(remove) (all|prep|ref|place|position)* words+", _remove),
    wish("(no|not) (all|prep|add|put|show)* words+", _remove),
    wish(
        "(add|put|show|with|words|in)* place (link|add|words)* quote"
        " ((and|comma|stop)+ (link|add|words)* place (link|add|words)* quote)+",
        _by_place,
        firm=True,
    ),
    wish(
        "words+ (mistaken|word|praise|link)* mistaken (word|praise|link)* comma?"
        f" (set|make|into|link|words)* quote (comma? not quote)? {_TAIL}",
        _corrected,
    ),
    wish(
        f"mistaken (word|praise|link)* comma words+ (set|make|into|link)* quote {_TAIL}",
        _corrected,
    ),
    wish(f"words+ (set|link)* comma (set|into|replace)+ link* quote {_TAIL}", _corrected),
    wish("replace words+ word? link* quote", _reword),
    wish("(set|replace) words+ word? (link|place)* (to|into|with|set) link* quote", _reword),
    wish(f"(set|make)* words+ word? (link)* (set|to|into) (link)* quote {_TAIL}", _reword),
    wish("set words+ quote (to|into|set|with)+ quote", _reword),
    wish(
        f"(?>{_BEFORE}|add|put|set|make|move|bit|much|praise|words)* words"
        f" (?>link|word|each|trait|timing)* quote ((comma|and|dash|link)* quote)* {_TAIL}",
        _add,
    ),
    wish(
        "(each|all|ref)+ (add|put|show|with|link|each)* quote ((and|comma|link)* quote)+",
        _spread,
        firm=True,
    ),
    wish(f"{_HEAD} quote {_TAIL}", _add, firm=True),
    wish(f"add (trait|bit)+ prep+ (place)? words+ {_TAIL}", _restyle),
    wish(
        "words+ (word|link|fx)* (slower|faster|shorter|longer)+ (word|link)* comma?"
        " (keep|link|words)* (time|length)",
        _restyle,
    ),
    wish("words+ (total|link|word)* (reach|extend|for)+ link* time", _restyle),
    reduce("ask", f"add+ (trait|timing|word|praise|bit)* words+ {_TAIL}", lambda _: "text"),
    reduce("ask", "with (word|praise|bit)* words+", lambda _: "text"),
    wish(
        "(set|make|put|move|bit|much|show|keep)* (place)? words+ font_size?"
        f" (link|word|move|add|look_noun)* {_CHANGED}+ ((link|and)* {_CHANGED})* {_MORE}",
        _restyle,
    ),
    wish(
        "(set|make|put|show)* degree (grown|sized|color|trait)+ (prep)* words+ font_size?"
        f" (link* {_CHANGED})* {_MORE}",
        _restyle,
    ),
    wish("fade words+ (in|out)", _faded),
    wish("(set|make)* font_size link* (grown|sized)", _restyle),
    wish("(set|make)* (bigger|smaller|up|down) font_size", _restyle),
)
