"""Making a video, drawing one, going back."""

from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import reduce, wish
from nemo_emulator.agent.pattern import Match

USUAL_MS = 5000
_ANY = "[^stop then but whole wh love cannot offtopic if not]*"
_VERBS = "make join generate"


def _make(m: Match) -> e.Make:
    kinds = {value for value in m.all("pic", "clip") if value}
    of: Any = kinds.pop() if len(kinds) == 1 and not m.has("count", "newest") else "any"
    return e.Make(of=of, count=m.one("count", default=0))


def _of_images(_: Match) -> e.Make:
    return e.Make(of="image")


def _of_videos(_: Match) -> e.Make:
    return e.Make(of="video")


def _draw(m: Match) -> tuple[e.Edit, ...] | None:
    """Something drawn, unless uploads are spoken of; a mere "video of" may also be made of them."""
    if m.has("pic", "count", "newest", "ref"):
        return None
    kinds = ("subject", "timelapse", "word", "inside", "mood", "look")
    words = [t.text for t in m.tokens if t.cat in kinds]
    latin = all(word.isascii() for word in words)
    prompt = (" " if latin else "").join(words)
    ms = m.one("time", default=USUAL_MS)
    sought = m.has("generate", "from_nothing", "timelapse", "time", "clip", "film", "video")
    pairs = zip(m.tokens, m.tokens[1:], strict=False)
    torn = any(len(a.text) == len(b.text) == 1 and b.cat == "word" for a, b in pairs)
    if not prompt or (torn and not sought and not latin):  # 花样 is no flower
        return None
    drawn = e.Generate(prompt=prompt, recipe=m.one("subject", default="abstract"), ms=ms)
    sure = m.has("generate", "timelapse", "from_nothing", "add") or not m.has("make")
    return (drawn,) if sure else (drawn, e.Make())


_DRAWN = "motion subject timelapse generate from_nothing time word make add"

_SCENERY = (
    "[^stop then but whole wh love cannot offtopic if not quote title caption text subtitle"
    " music transition]*"
)
_NO_UPLOADS = "(?=[^pic count ref newest]*(subject|timelapse|film|clip))"

# What stands right before a thing describes it.
_DESCRIBED = "mood|look|color|texture|slower|faster|sized|adjust"

DRAWING = (
    reduce("subject", f"({_DESCRIBED})+ subject", lambda m: m.one("subject")),
    wish(f"(count|pic|newest|ref) {_ANY} generate {_ANY} (film) {_ANY}", _make, eaten=_VERBS),
    wish(
        f"(generate|motion) {_NO_UPLOADS} {_SCENERY} (subject|timelapse|video|clip) {_SCENERY}",
        _draw,
        eaten=_DRAWN,
    ),
    wish(
        f"(make|add|show) {_SCENERY} (subject|timelapse|from_nothing) {_SCENERY}",
        _draw,
        eaten=_DRAWN,
    ),
    wish(
        f"(time {_SCENERY})? subject (subject|timelapse|link|word)* (timelapse|film|clip)"
        f" {_SCENERY}",
        _draw,
        eaten=_DRAWN,
    ),
    wish(f"time? (timelapse|film|clip) (link|word|time)* subject {_SCENERY}", _draw, eaten=_DRAWN),
    wish("(time|film|clip) (link|word|time)* subject+ timelapse?", _draw, eaten=_DRAWN),
)


def _latest(m: Match) -> e.Make:
    """最后传的四张."""
    return e.Make(count=m.one("count"))


_SOME = "(count|num|one|all|link)*"

MAKING = (
    wish(
        "verb latest link* count (verb|make|generate|join|link|film|one|slideshow)*",
        _latest,
        firm=True,
    ),
    wish(
        f"only link* pic+ (link|make|generate|join|one|film)* comma {_SOME} (clip|video)+"
        " (link|all|not|no|remove)*",
        _of_images,
        firm=True,
    ),
    wish(
        f"only {_SOME} (clip|video)+ (link|make|generate|join|one|film)* comma {_SOME} pic+"
        " (link|all|not|no|remove)*",
        _of_videos,
        firm=True,
    ),
    wish(
        f"{_SOME} (clip|video)+ (link|all)* (not|no|remove)+ link* comma (link)* only link* pic+"
        " (link|make|generate|join|one|film)*",
        _of_images,
        firm=True,
    ),
    wish(
        f"{_SOME} pic+ (link|all)* (not|no|remove)+ link* comma (link)* only link* {_SOME}"
        " (clip|video)+ (link|make|generate|join|one|film)*",
        _of_videos,
        firm=True,
    ),
    wish("only link* pic+ (make|generate|join)+ (link|one|film)*", _of_images, firm=True),
    wish("only link* video link* make link* video (comma link* pic+ not)?", _of_videos, firm=True),
    wish("only link* pic link* make link* video (comma link* video+ not)?", _of_images, firm=True),
    wish("(with|only)* pic+ only? (comma|and|link)* (no|not|remove) (clip|video)+", _of_images),
    wish("(with|only)* (clip|video)+ only? (comma|and|link)* (no|not|remove) pic+", _of_videos),
    wish("only link* pic+ (?=stop|comma|then|$)", _of_images),
    wish("only link* (clip|video)+ make? (?=stop|comma|then|$)", _of_videos),
    wish("join (all|link|pics)+ ((link|one|n)* (film|clip))?", _make, eaten=_VERBS, firm=True),
    wish("put (all|link)* (media|ref) (link|all)* one? (film|slideshow)", _make, eaten="put"),
    wish(f"{_ANY} (media) {_ANY} (make|generate) {_ANY} (film) {_ANY}", _make, eaten=_VERBS),
    wish(f"(make|generate) {_ANY} (film) {_ANY}", _make, eaten=_VERBS),
    wish(
        f"(make|generate) {_ANY} platform {_ANY} (from|with|for|in|into) {_ANY} (media) {_ANY}",
        _make,
        eaten=_VERBS,
    ),
    wish(f"make {_ANY} (media) {_ANY} into {_ANY} platform {_ANY}", _make, eaten=_VERBS),
    wish(f"(media) {_ANY} make {_ANY} platform {_ANY}", _make, eaten=_VERBS),
    wish(f"join {_ANY} (media|film) {_ANY}", _make, eaten=_VERBS),
    wish(f"(media|film) {_ANY} join {_ANY}", _make, eaten=_VERBS),
    wish("(film) (from|with|for|in)* (media)+", _make, eaten=_VERBS, firm=True),
    wish("rebuild link* (whole|film|media)", _make, eaten="rebuild"),
    wish(f"{_ANY} slideshow {_ANY}", _make, eaten=_VERBS, firm=True),
)


def _undo(m: Match) -> tuple[e.Edit, ...]:
    times = m.one("num", "one", default=1)
    return (e.Undo(),) * min(int(times), 20)


def _undo_once(m: Match) -> e.Edit | None:
    """ "Not that step, undo": one thing said in two ways."""
    return e.Undo() if len({t.text for t in m.tokens if t.cat == "undo"}) > 1 else None


_STEPS = "(link|changes|ord|one|word)*"
_GONE = "(redo|undone_gone|undo)"

HISTORY = (
    wish(
        f"{_GONE} {_STEPS} comma? {_STEPS} ({_GONE} {_STEPS})* (restored|redo) {_STEPS}"
        f" (comma? {_STEPS} (restored|redo))*",
        lambda _: e.Redo(),
        firm=True,
    ),
    wish(f"redo+ {_STEPS} comma (undone_gone|undo)", lambda _: e.Redo(), firm=True),
    wish("undo changes* (link|not)* comma undo changes*", _undo_once, firm=True),
    wish(
        "redo+ (link|word|comma)* undo+ (link|ord|one|changes|word)*", lambda _: e.Redo(), firm=True
    ),
    wish("undo+ ord? (num|one) (changes|times)*", _undo, firm=True),
    wish("undo+ ord? changes*", lambda _: e.Undo(), firm=True),
    wish("redo+", lambda _: e.Redo(), firm=True),
    wish("start_over+", lambda _: e.StartOver(), firm=True),
)

_THINGS = (
    "(words|music|sound|volume|transition|whole|motion|frame|ratio_noun|look_noun|speed|order"
    "|total|background|intro|outro|style_name|mood|position|color|look)"
)

# What a wish to leave alone speaks of, and what shall give way to something else.
UNTOUCHED = (
    reduce("noop", "(remove|no) (all|link)* others (?=stop|comma|then|and|$)", lambda _: True),
    reduce("noop", "not (put|move|at|in)+ (between_clips|between|position)", lambda _: True),
    reduce("noop", "keep (others) (link|because|word)* (?=stop|comma|then|and|$)", lambda _: True),
    reduce("noop", "(no|not) (link)* frame", lambda _: True),
    reduce(
        "noop",
        f"(?<!background)keep (?!color background) {_THINGS}+"
        " (?!(link|word)*(time|percent)) (link|word)*",
        lambda _: True,
    ),
    reduce(
        "noop", f"{_THINGS}+ (link|word)* keep (?!link*(color|texture|percent))", lambda _: True
    ),
    reduce(
        "noop",
        "(others|after) (link|all|pics)* (remove|not)+ (?=comma|then|stop|$)",
        lambda _: True,
    ),
    reduce("noop", f"instead ({_THINGS}|texture|backdrop|fit)+", lambda _: True),
)
