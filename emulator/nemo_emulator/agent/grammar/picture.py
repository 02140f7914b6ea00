"""How clips follow each other, move, fill the frame and look."""

from dataclasses import replace
from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import clips, number, wish
from nemo_emulator.agent.pattern import Match

SUBTLE, STRONG = 0.06, 0.25
SLOW_MS, FAST_MS = 1000, 250

# -- from one clip to the next


def _into(m: Match) -> e.Clips:
    """The clip that the transition leads into; after a clip means into the next."""
    if m.has("into_clip"):
        return tuple(m.one("into_clip"))
    places = clips(m)
    if m.has("after") and all(place > 0 for place in places):
        return tuple(place + 1 for place in places)
    return places


def _transition(m: Match) -> e.Edit:
    name = m.one("style", default=m.one("fade", default="fade"))
    ms = m.one("time") or (SLOW_MS if m.has("slower") else FAST_MS if m.has("faster") else None)
    return e.SetTransition(style=name, ms=ms, clips=_into(m))


def _some(m: Match) -> e.Edit | None:
    """ "The fades drag" speaks of those that are there."""
    definite = any(
        t.cat == "transition" and t.text.startswith(("the ", "those ")) for t in m.tokens
    )
    return None if definite and not m.has("add", "with", "put") else _transition(m)


def _cut(m: Match) -> e.Edit:
    return e.SetTransition(style="cut", clips=_into(m))


def _other(m: Match) -> e.Edit:
    return e.SetTransition(style=m.all("style", "fade")[-1])


def _not_that(m: Match) -> e.Edit:
    """No cuts means fades; no fades means cuts."""
    return e.SetTransition(style="fade" if "cut" in m.all("style") else "cut")


def _directed(m: Match) -> e.Edit | None:
    """A wipe or slide "from left to right" goes the way that a view would pan."""
    style, side = str(m.one("style")).split("-")[0], str(m.one("motion")).split("-")
    if style not in ("wipe", "slide", "cover", "reveal", "smooth") or side[0] != "pan":
        return None
    ms = m.one("time")
    return e.SetTransition(style=f"{style}-{side[1]}", ms=ms, clips=_into(m))


def _turned(m: Match) -> e.Edit | None:
    """A slide "going up"."""
    toward = {"center-left": "left", "center-right": "right", "top": "up", "bottom": "down"}
    side = "up" if m.has("up") else "down" if m.has("down") else toward.get(m.one("position"), "")
    style = str(m.one("style")).split("-")[0]
    if not side or style not in ("wipe", "slide", "cover", "reveal", "smooth"):
        return None
    return e.SetTransition(style=f"{style}-{side}", ms=m.one("time"), clips=_into(m))


def _moving_over(m: Match) -> e.Edit | None:
    """A transition by the name of a motion."""
    side = str(m.one("motion")).split("-")
    style = {"pan": f"slide-{side[-1]}", "zoom": "zoom-in"}.get(side[0])
    return e.SetTransition(style=style, ms=m.one("time"), clips=_into(m)) if style else None


def _moved_in(m: Match) -> e.Edit:
    return e.SetTransition(style=m.one("effect"), clips=clips(m))


def _through_black(m: Match) -> e.Edit:
    return e.SetTransition(style="fade-black", ms=m.one("time"), clips=_into(m))


def _transition_ms(m: Match) -> e.Edit:
    named = SLOW_MS if m.has("slower", "longer") else FAST_MS
    return e.SetTransitionLength(ms=m.one("time", default=named), clips=_into(m))


_AT_CLIP = "(into_clip|between_clips|place|before|after)"
_FROM = "((only|link)* (between_clips|into_clip|place) (link|after|before)*)?"
_WHERE = "((link|after|before|only)* (between_clips|into_clip|place|whole|all|media))*"
_LONG = "((link|total)* time total?)?"
_PACE = "(slower|faster|longer|shorter)"

CUTS = (
    wish(
        "(replace|swap) (all|each)* transition+ (link|praise|smooth|slower|faster)*"
        f" style_name+ {_LONG}",
        _transition,
    ),
    wish(f"{_FROM} verb time? style_name+ link+ (all|each)* transition+ {_LONG}", _transition),
    wish("transition+ (all|link)* (set|replace)+ link* style_name+ time", _transition),
    wish(
        "(shorten|extend|reach|longer|shorter|set|make)+ (style_name|transition)+ link* time",
        _transition_ms,
    ),
    wish(f"{_FROM} verb time? style+ transition* (link|word)* (up|down|position) {_LONG}", _turned),
    wish(f"{_FROM} verb transition+ link* motion {_LONG}", _moving_over),
    wish(f"{_FROM} verb motion link* transition+ {_LONG}", _moving_over),
    wish(
        f"{_FROM} verb time? style+ (transition|link)* comma? motion {_LONG} {_WHERE} {_LONG}",
        _directed,
    ),
    wish(
        f"{_FROM} verb motion (transition|link)* style+ transition* {_LONG} {_WHERE} {_LONG}",
        _directed,
    ),
    wish(f"(no|not) transition+ {_WHERE} comma (link|word|only)* style+", _transition),
    wish("(no|not) (add|with)? style_name+ (?!link*(transition|music|words))", _not_that),
    wish("(pics|place|between_clips|all|each)+ link* effect", _moved_in),
    wish(
        f"{_FROM} verb transition+ (link|word|{_AT_CLIP})* comma (link|word)* style+", _transition
    ),
    wish(
        "style_name+ transition* (set|into|to|link)* (set|replace|into|to) link* style_name+",
        _other,
    ),
    wish(
        f"{_FROM} deny (add|all|style_name|link|word|praise|{_AT_CLIP})* transition+ {_WHERE}",
        _cut,
    ),
    wish(
        f"{_FROM} verb time? (smooth|slower|faster|all|each|mood)* style_name+ smooth? transition+"
        f" {_LONG} {_WHERE} {_LONG}",
        _transition,
    ),
    wish(
        f"{_FROM} verb (all|each)* transition+ (link|word|between_clips|into_clip)* time?"
        f" style_name+ {_LONG} {_WHERE}",
        _transition,
    ),
    wish(
        f"{_FROM} verb to_black (transition|link)* (between_clips|into_clip|each) {_LONG}",
        _through_black,
    ),
    wish(
        f"(between_clips|into_clip) (link|transition)* to_black transition* {_LONG}", _through_black
    ),
    wish(f"{_FROM} verb to_black transition+ {_LONG} {_WHERE}", _through_black),
    wish(f"verb transition+ link* to_black {_LONG} {_WHERE}", _through_black),
    wish(
        "(set|make)* (all|each)* (time total? transition+|transition+ (link|total|all|each)* time)"
        " total? (?!link*(each|ref))",
        _transition_ms,
    ),
    wish(f"(set|make)* {_PACE} transition+", _transition_ms),
    wish(
        "transition+ (total|link|all)* (reach|shorten|extend|longer|shorter)+ (link|to)* time",
        _transition_ms,
    ),
    wish(f"(set|make)* (all|each)* transition+ link* {_PACE}", _transition_ms),
    wish(
        f"{_FROM} verb time? style_name+ (link|after|before|only)* (between_clips|into_clip)"
        f" {_WHERE} {_LONG}",
        _transition,
    ),
    wish(
        f"verb (between_clips|into_clip) (link)* time? style_name+ {_LONG}",
        _transition,
    ),
    wish(
        f"{_FROM} verb time? (mood|smooth|all|each|slower|faster)* style+ {_LONG}"
        f" ((link|after|before|only)* (between_clips|into_clip|place))* {_LONG}",
        _transition,
    ),
    wish("verb time? fade link* time", _transition),
    wish(
        f"{_FROM} verb (smooth|all|each|praise|mood|between_clips|into_clip|time|word)* transition+"
        f" {_LONG} {_WHERE} {_LONG}",
        _some,
    ),
)

# -- how the view moves


def _motion(m: Match) -> e.SetMotion:
    if "still" in m.all("motion"):
        return e.SetMotion(style="still", clips=clips(m))
    amount = SUBTLE if m.has("bit", "slower") else STRONG if m.has("much", "faster") else None
    return e.SetMotion(style=m.all("motion")[-1], clips=clips(m), amount=amount)


def _panned(m: Match) -> e.Edit | None:
    """A move towards where something is said to be."""
    toward = {"center-left": "left", "center-right": "right", "top": "up", "bottom": "down"}
    side = toward.get(m.one("position", default=""), "")
    plain = _motion(m)
    if not side:
        return None if m.has("position") else plain
    pans = str(m.one("motion")).startswith("pan")
    return replace(plain, style=f"pan-{side}") if pans else plain


def _still(m: Match) -> e.Edit:
    return e.SetMotion(style="still", clips=clips(m))


_ON = "((link|comma)* (place|media|whole|all))*"
_PACED = "(slower|faster|smooth)*"

MOTION = (
    wish("not move (all|link|pics|each|whole|bit)* (all|pics|each)* link*", _still),
    wish(f"only verb {_PACED} motion+ {_PACED} (link* place)+", _motion),
    wish(f"deny (add|all|link|bit|pics|each|place)* motion+ {_ON}", _still),
    wish(
        "verb (smooth|slower|faster|praise|all|each|mood|up|look)* motion+"
        " (link|smooth|slower|faster)*"
        " place (?=stop|comma|then|but|and|$)",
        _motion,
    ),
    wish("verb motion+ link* (place|media) (link|mood)* motion+", _motion),
    wish(
        "verb motion+ (link|place|media|slower|faster|smooth)* position (link* (place|media))*",
        _panned,
    ),
    wish(
        f"verb only? verb place (link|comma|add)* {_PACED} motion+ (slower|faster)? (link*"
        " position)?",
        _panned,
    ),
    wish(
        "verb (smooth|slower|faster|praise|all|each|mood|up|look)* motion+"
        f" (link|smooth|slower|faster)* {_ON}"
        f" (link* motion+)? {_ON}",
        _motion,
    ),
)

# -- how pictures fill the frame


def _fit(m: Match) -> e.Edit:
    ground = m.one("backdrop") or (m.one("color", default="") if m.has("background") else "")
    mode: Any = m.one("fit", default="")
    shown: Any = "contain" if ground and mode == "cover" else mode  # bars are what gets filled
    return e.SetFit(mode=shown, background=ground, clips=clips(m))


def _whole_picture(m: Match) -> e.Edit:
    return e.SetFit(mode="contain", clips=clips(m))


def _background(m: Match) -> e.Edit:
    ground = m.one("backdrop") or m.one("color") or "blur"
    mode: Any = m.one("fit", default="contain")
    shown: Any = "contain" if mode == "cover" else mode
    return e.SetFit(mode=shown, background=ground, clips=clips(m))


def _no_bars(m: Match) -> e.Edit | None:
    return e.SetFit(mode="cover") if "bars" in m.all("background") else None


def _cropped(m: Match) -> e.Edit:
    return e.SetFit(mode="cover", clips=clips(m))


_FILL = "((link|comma)* (place|media|whole|all|frame))*"
_GROUND = "(color noop? link* background|backdrop|background link* color)"

FIT = (
    wish("not crop (link|pics|place|all|orient|media)*", _whole_picture),
    wish("crop (link|place|media|all|whole|it)* fit+", _cropped, firm=True),
    wish("crop (link|all|whole)* (place|pics)+", _cropped, firm=True),
    wish("(not|no|remove) (add|all|with|link|color|whole|praise)* background+ fit*", _no_bars),
    wish(
        f"verb fit link* background+ link* (backdrop|texture|color) background? {_FILL}",
        _background,
    ),
    wish(f"verb fit+ (link|place|media|whole|all|comma|ratio_noun|frame)* {_GROUND} {_FILL}", _fit),
    wish(f"verb (place|media)* (backdrop|color background) link* fit+ {_FILL}", _fit),
    wish(f"verb (place|media)* link* backdrop after? {_FILL}", _background),
    wish(f"verb (place|media)* link* color noop? (for|as|in)* background {_FILL}", _background),
    wish(
        f"verb background (link|whole|keep)* (color|texture) background? fit? {_FILL}", _background
    ),
    wish(f"verb (place|media|whole|all)* link* fit+ {_FILL} (link* fit)?", _fit),
    wish(f"(show|fit|for) (place|pics)* link* completely {_FILL}", _whole_picture),
    wish("(place|pics)+ link* completely (show|fit)*", _whole_picture),
)

# -- colours


def _look(m: Match) -> e.Edit:
    return e.SetLook(name=m.one("look"), clips=clips(m))


def _no_look(m: Match) -> e.Edit:
    return e.SetLook(name="none", clips=clips(m))


def _adjust(m: Match) -> e.Edit:
    what, step = m.one("adjust", "adjust_noun")
    down = m.has("down", "smaller")
    return e.Adjust(what=what, by=_step(m, -step if down else step), clips=clips(m))


def _step(m: Match, step: float) -> float:
    """One step, half of one, two of them, or a share of what is."""
    if m.has("percent"):
        return number((1 if step > 0 else -1) * m.one("percent") / 100)
    return number(step * (0.5 if m.has("bit") else 2 if m.has("much") else 1))


def _texture(m: Match) -> e.Edit:
    what, value = m.one("texture")
    return e.Adjust(what=what, to=number(_step(m, value)), clips=clips(m))


def _no_texture(m: Match) -> e.Edit:
    what: Any = m.one("texture")[0]
    return e.Adjust(what=what, to=0.0, clips=clips(m))


_NOUN = "(look_noun|whole|media|all|film)"
_WHICH = f"(only? link* (place|{_NOUN}))* (comma link* place (?=stop|comma|then|$))? only?"
_SUBJECT = f"verb only? verb (place|{_NOUN})* link*"
_BY = "((by|to)? percent)?"

LOOKS = (
    wish(f"deny (all|link|add)* look+ look_noun* {_WHICH}", _no_look),
    wish("deny (all|link|add)* look_noun+", _no_look),
    wish("look+ look_noun+ link* (remove|not|no) (?=stop|comma|then|$)", _no_look),
    wish("look_noun+ (link|all)* (remove|not|no) (?=stop|comma|then|$)", _no_look),
    wish(f"deny (all|link|add)* texture+ {_WHICH}", _no_texture),
    wish(f"{_SUBJECT} look+ look_noun* degree {_WHICH}", _look),
    wish(f"{_SUBJECT} texture+ {_WHICH}", _texture),
    wish(f"{_SUBJECT} (up|down) degree adjust_noun degree {_BY} {_WHICH} {_BY}", _adjust),
    wish(f"{_SUBJECT} adjust_noun link* degree (up|down) degree {_BY}", _adjust),
    wish(f"{_SUBJECT} adjust+ degree {_BY} {_WHICH} {_BY} degree", _adjust),
)

RULES = (*CUTS, *FIT, *MOTION, *LOOKS)
