"""Frames of edits of how the picture looks and moves."""

from math import gcd
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.picture import FAST_MS, SLOW_MS, STRONG, SUBTLE
from nemo_emulator.agent.grammar.slots import number
from nemo_emulator.agent.intents.said import PLAIN, Said

DIRECTED: Final = frozenset({"wipe", "slide", "cover", "reveal", "smooth"})
STEPS: Final = {
    "brightness": 0.15,
    "contrast": 0.2,
    "saturation": 0.2,
    "vignette": 0.4,
    "grain": 0.3,
    "blur": 0.3,
}


def _into(m: Said) -> e.Clips:
    """The clip that a transition leads into; after a clip means into the next."""
    if m.has("into_clip"):
        return tuple(m.one("into_clip"))
    places = m.clips
    if len(places) == 2 and places[1] - places[0] == 1:
        return places[1:]
    return tuple(p + 1 for p in places) if m.has("after") and all(p > 0 for p in places) else places


def set_transition(m: Said) -> e.Edit | None:
    style = _style(m)
    fits = style and not (style == "cut" and m.has("time"))
    return e.SetTransition(style=style, ms=m.one("time"), clips=_into(m)) if fits else None


def _style(m: Said) -> str:
    """By its name, with the way it goes; a zoom is one, too."""
    named = m.named("style", "style", "fade")
    moved, side = str(m.one("motion", default="")).partition("-")[::2]
    stem = named.partition("-")[0]
    if moved == "pan" and stem in DIRECTED:
        return f"{stem}-{side}"
    if m.has("style", "fade"):
        return named
    return "zoom-in" if moved == "zoom" else named


def set_transition_length(m: Said) -> e.Edit | None:
    usual = (
        SLOW_MS if m.has("slower", "longer") else FAST_MS if m.has("faster", "shorter") else None
    )
    ms = m.one("time", default=usual)
    return e.SetTransitionLength(ms=ms, clips=_into(m)) if ms else None


def set_motion(m: Said) -> e.Edit | None:
    style = m.named("style", "motion")
    gentle = SUBTLE if m.has("bit") else STRONG if m.has("much") else None
    amount = None if style == "still" else gentle
    return e.SetMotion(style=style, clips=m.clips, amount=amount) if style else None


def set_fit(m: Said) -> e.Edit | None:
    mode: Any = m.named("mode", "fit")
    blurred = m.has("backdrop") or "blur" in {what for what, _ in m.all("texture")}
    color = m.one("color", "black_page", default="")
    ground = "blur" if blurred else color if m.trait("ground") == "color" else ""
    if m.trait("ground") == "blur" and not color:
        ground = "blur"
    if m.trait("ground") == "color" and not ground:
        return None
    mode = "contain" if ground and mode != "stretch" else mode
    return e.SetFit(mode=mode, background=ground, clips=m.clips) if mode or ground else None


def set_canvas(m: Said) -> e.Edit | None:
    for width, height in m.all("size"):
        side = gcd(width, height)
        return e.SetCanvas(ratio=f"{width // side}:{height // side}", short_side=min(width, height))
    told = m.one("ratio") or m.one("orient") or m.trait("ratio")
    ratio = "" if told == "none" else told
    short = m.one("short", default=0) or int(m.trait("short").replace("none", "") or 0)
    return e.SetCanvas(ratio=ratio, short_side=short) if ratio or short else None


def set_look(m: Said) -> e.Edit | None:
    name = m.named("name", "look")
    return e.SetLook(name=name, clips=m.clips) if name else None


def adjust(m: Said) -> e.Edit | None:
    what, way = _what(m)
    if what not in STEPS or way not in ("more", "less", "none"):
        return None
    if way == "none":
        return e.Adjust(what=what, to=0.0, clips=m.clips)
    size = m.one("percent") / 100 if m.has("percent") else STEPS[what] * _degree(m)
    return e.Adjust(what=what, by=number(size if way == "more" else -size), clips=m.clips)


def _what(m: Said) -> tuple[Any, str]:
    """Which property, and more or less of it: as named, else as the model sees it."""
    named = set(m.all("adjust"))
    seen, margin = m.traits.get("what", ("", 0))
    if len(named) == 1:
        ((what, step),) = named
        if what == seen or margin < PLAIN:
            return what, "more" if step > 0 else "less"
    nouns = {what for what, _ in m.all("adjust_noun", "texture")}
    what = nouns.pop() if len(nouns) == 1 else m.trait("what")
    return what, m.trait("way")


def _degree(m: Said) -> float:
    return 0.5 if m.has("bit") else 2 if m.has("much") else 1
