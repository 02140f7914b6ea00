"""What is to be rendered, worked out from the draft alone."""

from nemo_emulator.render.plan.compile import plan
from nemo_emulator.render.plan.model import (
    Animation,
    Blank,
    Canvas,
    Card,
    Chunk,
    Clip,
    Entrance,
    Footage,
    Music,
    Recording,
    RenderPlan,
    Scene,
    Shot,
    Sound,
    Span,
    Still,
    Title,
)

__all__ = [
    "Animation",
    "Blank",
    "Canvas",
    "Card",
    "Chunk",
    "Clip",
    "Entrance",
    "Footage",
    "Music",
    "Recording",
    "RenderPlan",
    "Scene",
    "Shot",
    "Sound",
    "Span",
    "Still",
    "Title",
    "plan",
]
