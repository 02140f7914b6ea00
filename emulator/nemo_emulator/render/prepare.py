"""A picture fitted to the canvas, once, at the size that its motion needs."""

from dataclasses import replace

import cv2
import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from nemo_contract.draft import Fit, TextMeta
from nemo_emulator.render.effects import REST
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.grade import Grading, changes_colors
from nemo_emulator.render.overlay import lay
from nemo_emulator.render.picture import read_picture
from nemo_emulator.render.plan import Canvas, Card, Shot, Still
from nemo_emulator.render.resize import pixels, resized
from nemo_emulator.render.text import label

# Resampling at a step below 1.1 makes sharpness pulse in slow motion.
OVERSIZE = 1.15
# What lies between two samples is their mean, which softens a wave of w radians a sample by
# 1 - w * w / 12 on average, in each direction. This makes it as much stronger beforehand.
_CRISP = np.array([-1, 14, -1]) / 12
# Per cent of the canvas' height.
CARD_LETTERS = 10.0
_BLUR_SHRINK = 16
_BLUR_RADIUS = 3
_BLUR_DIM = 0.6

Size = tuple[int, int]


def working_size(canvas: Canvas, shot: Shot) -> Size:
    """The canvas itself for what does not move, else larger by the motion's zoom and a bit."""
    if shot.move.still:
        return canvas.width, canvas.height
    scale = shot.move.most_zoom * OVERSIZE
    return _even(canvas.width * scale), _even(canvas.height * scale)


def _even(length: float) -> int:
    return 2 * round(length / 2)


def prepare(shot: Shot, still: Still, canvas: Canvas) -> Frame:
    """Decode, turn upright, fit, convert to planes, and give it its look."""
    size = working_size(canvas, shot)
    image = read_picture(still, size, behind(shot, canvas))
    frame = graded(Frame.of_rgb(pixels(fitted(image, size, shot.fit))), shot)
    return frame if shot.move.still else _crisp(frame)


def _crisp(frame: Frame) -> Frame:
    """The same frame, brightness made up for what sampling it between its pixels takes away."""
    y = frame.planes[0]
    y[:] = cv2.sepFilter2D(y, -1, _CRISP, _CRISP, borderType=cv2.BORDER_REPLICATE)
    return frame


def behind(shot: Shot, canvas: Canvas) -> str | None:
    """The colour that shows through where a picture is transparent; None for blurred bars."""
    if shot.fit.background != "blur":
        return shot.fit.background
    return None if shot.fit.mode == "contain" else canvas.background


def graded(frame: Frame, shot: Shot) -> Frame:
    """The same frame with the shot's look on it."""
    if changes_colors(shot.grade):
        Grading(shot.grade).apply(frame)
    return frame


def prepare_card(shot: Shot, card: Card, canvas: Canvas) -> Frame:
    """A text in the middle of a colour."""
    width, height = working_size(canvas, shot)
    frame = Frame.of_color(width, height, card.background)
    words = TextMeta(text=card.text, color=card.color, size=CARD_LETTERS)
    if card.text.strip():
        lay(label(words, replace(canvas, width=width, height=height)), REST, frame)
    return graded(frame, shot)


def fitted(image: Image.Image, size: Size, fit: Fit) -> Image.Image:
    """The picture on the whole of ``size``: cut (cover), with bars (contain), or stretched."""
    match fit.mode:
        case "cover":
            return _covering(image, size)
        case "stretch":
            return resized(image, size)
        case "contain":
            return _contained(image, size, fit.background)


def _covering(image: Image.Image, size: Size) -> Image.Image:
    scale = min(image.width / size[0], image.height / size[1])
    width, height = size[0] * scale, size[1] * scale
    left, top = (image.width - width) / 2, (image.height - height) / 2
    left, top = max(left, 0.0), max(top, 0.0)
    box = (left, top, min(left + width, image.width), min(top + height, image.height))
    return resized(image, size, box)


def _contained(image: Image.Image, size: Size, background: str) -> Image.Image:
    scale = min(size[0] / image.width, size[1] / image.height)
    inner = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    below = _blurred(image, size) if background == "blur" else Image.new("RGB", size, background)
    picture = resized(image, inner)
    cut_out = picture if picture.mode == "RGBA" else None
    below.paste(picture, ((size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2), cut_out)
    return below


def _blurred(image: Image.Image, size: Size) -> Image.Image:
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "black"), image).convert("RGB")
    small = max(2, size[0] // _BLUR_SHRINK), max(2, size[1] // _BLUR_SHRINK)
    soft = _covering(image, small).filter(ImageFilter.GaussianBlur(_BLUR_RADIUS))
    return ImageEnhance.Brightness(soft.resize(size, Image.Resampling.BICUBIC)).enhance(_BLUR_DIM)
