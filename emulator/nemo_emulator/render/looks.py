"""Looks: what each name does to brightness, colour and texture. Pure; ``grade`` applies it."""

from dataclasses import dataclass, replace

from nemo_contract.draft import Look

Tint = tuple[float, float]

NEUTRAL: Tint = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Factors are 1 and shares 0 for no change. Tints are added to Cb and Cr, in levels of 255.

    ``lift`` is how far black rises, ``glow`` how much of a blurred copy shines through.
    """

    brightness: float = 1.0
    contrast: float = 1.0
    saturation: float = 1.0
    lift: float = 0.0
    shadows: Tint = NEUTRAL
    highlights: Tint = NEUTRAL
    vignette: float = 0.0
    grain: float = 0.0
    blur: float = 0.0
    glow: float = 0.0


PLAIN = Grade()

LOOKS: dict[str, Grade] = {
    "none": PLAIN,
    "blackandwhite": Grade(saturation=0.0, contrast=1.08),
    "noir": Grade(saturation=0.0, contrast=1.4, brightness=0.92, vignette=0.4, grain=0.15),
    "sepia": Grade(saturation=0.0, shadows=(-9, 7), highlights=(-18, 10)),
    "vintage": Grade(
        saturation=0.7,
        contrast=0.9,
        lift=0.06,
        shadows=(3, 3),
        highlights=(-13, 6),
        vignette=0.3,
        grain=0.12,
    ),
    "warm": Grade(shadows=(-5, 4), highlights=(-10, 6), saturation=1.06),
    "cool": Grade(shadows=(7, -4), highlights=(7, -6)),
    "vivid": Grade(saturation=1.4, contrast=1.1),
    "faded": Grade(saturation=0.68, contrast=0.8, lift=0.08, brightness=1.06),
    "dreamy": Grade(glow=0.45, saturation=1.08, brightness=1.06, contrast=0.94),
    "cinematic": Grade(
        contrast=1.12, saturation=0.95, shadows=(7, -8), highlights=(-11, 7), vignette=0.22
    ),
}

ALIASES = {"bw": "blackandwhite", "grayscale": "blackandwhite", "cold": "cool", "pastel": "faded"}

KINDS = tuple(LOOKS)


def grade(look: Look) -> Grade | None:
    """What a look does, its own adjustments on top of its name's; None for an unknown name."""
    plain = look.name.lower().translate(_NOISE)
    named = LOOKS.get(ALIASES.get(plain, plain))
    if named is None:
        return None
    return replace(
        named,
        brightness=named.brightness * look.brightness,
        contrast=named.contrast * look.contrast,
        saturation=named.saturation * look.saturation,
        vignette=min(1.0, named.vignette + look.vignette),
        grain=min(1.0, named.grain + look.grain),
        blur=min(1.0, named.blur + look.blur),
    )


_NOISE = str.maketrans("", "", "-_ ")
