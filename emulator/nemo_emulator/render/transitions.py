"""Names of the ways from one picture to the next. Pure; ``blend`` draws them.

Names are those of ffmpeg's xfade, all of them. Case, hyphens, underscores, spaces do not matter.
"""

CUT = "cut"
FADE = "fade"

_SIDES = ("left", "right", "up", "down")
_CORNERS = ("tl", "tr", "bl", "br")


def _each(stem: str, ends: tuple[str, ...] = _SIDES) -> tuple[str, ...]:
    return tuple(stem + end for end in ends)


FADES = (FADE, "fadeblack", "fadewhite", "fadegrays", "fadefast", "fadeslow", "distance", "hblur")
WIPES = (*_each("wipe"), *_each("wipe", _CORNERS), *_each("smooth"), *_each("diag", _CORNERS))
SHAPES = (
    *_each("circle", ("open", "close", "crop")),
    *_each("vert", ("open", "close")),
    *_each("horz", ("open", "close")),
    "rectcrop",
    "radial",
)
TEXTURES = (
    "dissolve",
    "pixelize",
    *("hlslice", "hrslice", "vuslice", "vdslice"),
    *("hlwind", "hrwind", "vuwind", "vdwind"),
)
MOVES = (*_each("slide"), *_each("cover"), *_each("reveal"), "squeezeh", "squeezev", "zoomin")

KINDS = (CUT, *FADES, *WIPES, *SHAPES, *TEXTURES, *MOVES)

ALIASES = {
    "none": CUT,
    "crossfade": FADE,
    "crossdissolve": FADE,
    "fadethroughblack": "fadeblack",
    "fadethroughwhite": "fadewhite",
    "pixelate": "pixelize",
    "clockwipe": "radial",
    "blur": "hblur",
    "zoom": "zoomin",
    "wipe": "wipeleft",
    "slide": "slideleft",
    "push": "slideleft",
    "cover": "coverleft",
    "reveal": "revealleft",
}


def transition_kind(name: str) -> str | None:
    """The kind that ``name`` means, or None."""
    plain = name.lower().translate(_NOISE)
    kind = ALIASES.get(plain, plain)
    return kind if kind in KINDS else None


_NOISE = str.maketrans("", "", "-_ ")
