"""Names of the ways from one picture to the next. Pure; ``blend`` draws them.

Names are those of ffmpeg's xfade. Case, hyphens, underscores and spaces do not matter.
"""

CUT = "cut"
FADE = "fade"

WIPES = ("wipeleft", "wiperight", "wipeup", "wipedown")
SLIDES = ("slideleft", "slideright", "slideup", "slidedown")
CIRCLES = ("circleopen", "circleclose")
THROUGH_COLOR = ("fadeblack", "fadewhite")

KINDS = (CUT, FADE, *THROUGH_COLOR, *WIPES, *SLIDES, *CIRCLES)

ALIASES = {
    "none": CUT,
    "crossfade": FADE,
    "dissolve": FADE,
    "crossdissolve": FADE,
    "fadethroughblack": "fadeblack",
    "fadethroughwhite": "fadewhite",
    "wipe": "wipeleft",
    "slide": "slideleft",
}


def transition_kind(name: str) -> str | None:
    """The kind that ``name`` means, or None."""
    plain = name.lower().translate(_NOISE)
    kind = ALIASES.get(plain, plain)
    return kind if kind in KINDS else None


_NOISE = str.maketrans("", "", "-_ ")
