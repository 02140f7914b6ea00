"""From small parts to edits: what a sentence asks for."""

from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.pattern import Grammar, Match, Rule

MACROS = {
    "link": "with|for|at|from|into|to|in|by|as|set|make|add|show|be|and|shorten",
    "verb": "(add|with|set|make|show)*",
    "deny": "no|not|remove",
    "media": "count|pic|clip|ref",
    "film": "video|slideshow",
    "words": "title|caption|subtitle|text",
    "frame": "ratio|orient|platform|short|size",
    "kind": "style|fade",
    "free": (
        "word|with|for|at|from|into|to|in|by|as|set|add|show|and|comma|edit|smooth|count|pic|clip"
        "|ref|all|each|between_clips|num|one|total|only|platform"
    ),
}
_grammar = Grammar(MACROS)


def _rule(pattern: str, build: Any, eaten: str = "") -> Rule:
    return _grammar.rule("edit", pattern, build, eaten)


def _ask(what: str) -> Any:
    return lambda _: what


# -- texts

_TYPES = {"title": "title", "caption": "caption", "text": "caption", "subtitle": "subtitle"}


def _add_text(m: Match) -> tuple[e.Edit, ...]:
    noun = next((t.cat for t in m.tokens if t.cat in _TYPES), "title")
    style = e.TextStyle(position=m.one("position", default=""))
    quote = str(m.one("quote"))
    if noun == "subtitle":
        lines = tuple(e.Line(text=str(text)) for text in m.all("quote"))
        return (e.SetSubtitles(lines=lines, style=style),)
    if not quote:
        return ()
    type_: Any = _TYPES[noun]
    return (e.AddText(text=quote, type=type_, when=_when(m), style=style),)


def _when(m: Match) -> e.When:
    length = m.one("time") if not m.has("at") or m.has("for") else None
    if m.has("all"):
        return e.When(whole=True)
    if m.has("ref") and m.one("ref"):
        return e.When(clip=m.one("ref")[0], length=length)
    if m.one("moment") == "end":
        return e.When(start=-(length or 3000), length=length)
    if m.has("at") and m.has("time"):
        times = m.all("time")
        return e.When(start=times[0], length=times[1] if len(times) > 1 else None)
    return e.When(length=length)


TEXTS = (
    _rule("deny (add|all|link)* words+", lambda m: (e.RemoveText(type=_removed(m)),)),
    _rule(
        "verb (position|moment|in|at)* words"
        " (link|words|position|moment|word|time|ref|all|each)* quote"
        " ((link|words)* (position|moment|time|ref|all) words?)*",
        _add_text,
    ),
    _rule(
        "verb quote ((link|words|word)* (words|position|moment|time|ref|all))*",
        _add_text,
    ),
    _grammar.rule("ask", "(add|with|make)+ (position|in|at|moment)* words+", _ask("text")),
)


def _removed(m: Match) -> Any:
    noun = next(t.cat for t in m.tokens if t.cat in _TYPES)
    return "any" if noun == "text" else noun


# -- sound


def _music(m: Match) -> tuple[e.Edit, ...]:
    mood = m.one("mood", default="")
    tempo = m.one("tempo", default=0.0)
    music = e.SetMusic(mood=mood, tempo=tempo)
    return (music, *_volume(m)) if m.has("percent") else (music,)


def _volume(m: Match) -> tuple[e.Edit, ...]:
    if m.has("percent"):
        return (e.SetVolume(target="music", percent=m.one("percent")),)
    return (e.SetVolume(target="music", db=m.one("decibels")),)


SOUND = (
    _rule("deny (add|all|mood|link)* music+", lambda _: (e.RemoveMusic(),)),
    _rule("verb (mood|and|tempo|comma)* mood music+ ((link|volume)* (percent|tempo))*", _music),
    _rule("(add|with)+ tempo? music+ ((link|volume)* percent)?", _music),
    _rule("verb music link* volume link* (percent|decibels)", _volume),
    _rule("verb (volume (link|music)*|music link*) (percent|decibels)", _volume),
    _rule("verb percent (music volume?|volume)", _volume),
    _rule("verb music (link|word|volume)* (mood+|tempo)", _music),
    _rule("verb music+", _music),
)

# -- transitions and motion


def _transition(m: Match) -> tuple[e.Edit, ...]:
    style = m.one("style", "fade", default="fade")
    return (e.SetTransition(style=style, ms=m.one("time")),)


def _motion(m: Match) -> tuple[e.Edit, ...]:
    style = "still" if m.has("no", "not", "remove") else m.one("motion")
    return (e.SetMotion(style=style, clips=m.one("ref", default=())),)


CUTS = (
    _rule(
        "deny (add|all|kind|link)* (transition between_clips?)",
        lambda _: (e.SetTransition(style="cut"),),
    ),
    _rule(
        "verb time? smooth? kind+ smooth? transition (link|total)* time? total?"
        " (link* (between_clips|ref))*",
        _transition,
    ),
    _rule(
        "verb transition (link|word)* time? kind+ time? (link* between_clips)*",
        _transition,
    ),
    _rule("verb time? kind+ (link* (between_clips|time))+", _transition),
    _rule(
        "(set|make)* (time transition+|transition+ (link|total)* time) total? (?! (each|ref))",
        lambda m: (e.SetTransitionLength(ms=m.one("time")),),
    ),
    _rule("verb style+", _transition),
    _rule("verb transition+ (link* between_clips)*", _transition),
    _rule("deny link* motion+ (link* ref)*", _motion),
    _rule("verb motion+ (link* (ref|media))*", _motion),
    _rule("ref link* motion+", _motion),
)

# -- lengths


def _seconds(m: Match) -> tuple[e.Edit, ...]:
    return (e.SetSeconds(ms=m.one("time"), clips=m.one("ref", default=())),)


def _total(m: Match) -> tuple[e.Edit, ...]:
    return (e.SetTotal(ms=m.one("time")),)


LENGTHS = (
    _rule("(link)* (ref|each) (link|total|pic|clip)* time", _seconds),
    _rule("(link)* total (ref|each) (link)* time", _seconds),
    _rule("(link)* time link* (each|ref)", _seconds),
    _rule("(link)* (pic|clip) (link)* time|time (pic|clip)", _seconds),
    _rule("count link* time", lambda m: _seconds(m) if m.one("count") == 1 else None),
    _rule("(link|whole)* (total|film|whole) (link|word)* time total?", _total),
    _rule("(link)* time total+", _total),
    _rule("time (?=(free|frame|mood|transition)* film)", _total),
    _rule("(for|make|set|shorten|total|whole)+ (to|for|into|in|at)* time", _total),
)

# -- shape


def _canvas(m: Match) -> tuple[e.Edit, ...]:
    ratio = m.one("ratio") or m.one("orient") or m.one("platform", default="")
    short = m.one("short", default=0)
    for width, height in m.all("size"):
        return (_sized(width, height),)
    return (e.SetCanvas(ratio=ratio, short_side=short),)


def _sized(width: int, height: int) -> e.SetCanvas:
    return e.SetCanvas(ratio=f"{width}:{height}", short_side=min(width, height))


SHAPE = (
    _rule(
        "link* ratio_noun* link* frame+ (link* frame)* ratio_noun*"
        " ((for|in|as) (frame|ratio_noun)+)*",
        _canvas,
    ),
)

# -- the whole


def _make(m: Match) -> tuple[e.Edit, ...]:
    kinds = {value for value in m.all("pic", "clip") if value}
    of: Any = kinds.pop() if len(kinds) == 1 and not m.has("count") else "any"
    return (e.Make(of=of, count=m.one("count", default=0)),)


_ANY = (
    "(free|time|frame|transition|mood|music|kind|motion|quote|words|position|moment|no|smooth"
    "|make)*"
)
_VERBS = "make join"

WHOLE = (
    _rule(f"{_ANY} media {_ANY} make {_ANY} film {_ANY}", _make, _VERBS),
    _rule(f"make {_ANY} film {_ANY}", _make, _VERBS),
    _rule(f"join {_ANY} (media|film) {_ANY}", _make, _VERBS),
    _rule(f"media {_ANY} join {_ANY}", _make, _VERBS),
    _rule("film (from|with|for|in)* media+", _make, _VERBS),
    _rule(f"{_ANY} slideshow {_ANY}", _make, _VERBS),
)

HISTORY = (
    _rule("undo+", lambda _: (e.Undo(),)),
    _rule("redo+", lambda _: (e.Redo(),)),
    _rule("start_over+", lambda _: (e.StartOver(),)),
)

RULES = (*HISTORY, *WHOLE, *TEXTS, *SOUND, *CUTS, *LENGTHS, *SHAPE)
