"""From a draft to an MP4. ``plan`` decides purely; a process of its own does the work.

Importing this costs little: pictures, sound and video are only touched in that process.
"""

from nemo_emulator.render.encoders import Encoder, choose_encoder
from nemo_emulator.render.ffmpeg import FfmpegChoice, find_ffmpeg
from nemo_emulator.render.local import LocalRenderer
from nemo_emulator.render.order import Rendered, Renderer, RenderFailed, RenderOrder, Source

__all__ = [
    "Encoder",
    "FfmpegChoice",
    "LocalRenderer",
    "RenderFailed",
    "RenderOrder",
    "Rendered",
    "Renderer",
    "Source",
    "choose_encoder",
    "find_ffmpeg",
]
