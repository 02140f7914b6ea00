"""Names of the scenes that can be drawn without any upload. Pure; ``scenery`` paints them."""

KINDS = (
    "sunset",
    "ocean",
    "city",
    "stars",
    "forest",
    "rain",
    "snow",
    "fire",
    "clouds",
    "mountains",
    "abstract",
)

ALIASES = {
    "sunrise": "sunset",
    "sea": "ocean",
    "waves": "ocean",
    "beach": "ocean",
    "night": "city",
    "skyline": "city",
    "space": "stars",
    "galaxy": "stars",
    "trees": "forest",
    "nature": "forest",
    "storm": "rain",
    "winter": "snow",
    "flames": "fire",
    "campfire": "fire",
    "sky": "clouds",
    "hills": "mountains",
    "gradient": "abstract",
    "particles": "abstract",
}


def recipe_kind(name: str) -> str | None:
    """The kind that ``name`` means, or None; case, hyphens, underscores, spaces do not matter."""
    plain = name.lower().translate(_NOISE)
    kind = ALIASES.get(plain, plain)
    return kind if kind in KINDS else None


_NOISE = str.maketrans("", "", "-_ ")
