"""Names of the music that can be composed. Pure; ``music`` plays it."""

LOFI = "lofi"
DEFAULT = LOFI

MOODS = (LOFI, "upbeat", "cinematic", "calm", "corporate")

ALIASES = {
    "chill": LOFI,
    "relaxed": "calm",
    "ambient": "calm",
    "peaceful": "calm",
    "happy": "upbeat",
    "energetic": "upbeat",
    "pop": "upbeat",
    "epic": "cinematic",
    "dramatic": "cinematic",
    "inspiring": "corporate",
    "business": "corporate",
}


def mood_name(name: str) -> str:
    """The mood that ``name`` means; an unknown one is the default: any music beats no clip."""
    plain = name.lower().translate(str.maketrans("", "", "-_ "))
    mood = ALIASES.get(plain, plain)
    return mood if mood in MOODS else DEFAULT
