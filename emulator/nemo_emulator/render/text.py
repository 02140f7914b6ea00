"""Titles, drawn once: lines broken, colours turned into planes, ready to be laid over frames."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from PIL import Image, ImageDraw

from nemo_contract.draft import TextMeta
from nemo_emulator.render.bidi import leftwards
from nemo_emulator.render.effects import effect_kind
from nemo_emulator.render.frame import Frame, Plane, halved
from nemo_emulator.render.plan import Canvas
from nemo_emulator.render.plan.titles import POSITIONS
from nemo_emulator.render.typeface import Line, Typeface

# Nothing is written nearer to the canvas' border than this share of its sides.
MARGIN = 0.06
LINE_HEIGHT = 1.3
SMALLEST_EM = 10
_PADDING = 0.35


Area = tuple[int, int, int, int]


class Measure(Protocol):
    """Knows how wide a line is."""

    def getlength(self, text: str) -> float:
        """In pixels."""
        ...


@dataclass(frozen=True, slots=True)
class Label:
    """A drawn text at its place of rest: premultiplied planes, and their opacities.

    ``x`` and ``y`` are even, in pixels of the canvas; ``alphas`` are for Y, Cb, Cr. ``letters`` are
    the areas (left, top, right, bottom) that appear in turn where it is typed.
    """

    x: int
    y: int
    picture: Frame
    alphas: tuple[Plane, Plane, Plane]
    letters: tuple[Area, ...]


def label(meta: TextMeta, canvas: Canvas) -> Label:
    """Draw a text for a canvas."""
    text = _Setting.fitting(meta, canvas)
    image = text.drawn()
    column, row = POSITIONS[meta.position]
    x = _placed(column, canvas.width, image.shape[1])
    y = _placed(row, canvas.height, image.shape[0])
    alpha = np.ascontiguousarray(image[..., 3])
    small = halved(alpha)
    picture = Frame.of_premultiplied(image)
    typed = "typewriter" in {effect_kind(meta.enter.kind), effect_kind(meta.exit.kind)}
    letters = tuple(text.letters()) if typed else ()
    return Label(x, y, picture, (alpha, small, small), letters)


def _placed(share: float, room: int, length: int) -> int:
    margin = MARGIN * room
    place = margin + share * (room - 2 * margin - length)
    return 2 * round(min(max(0.0, place), max(0, room - length)) / 2)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A text broken into lines in a font that lets it fit."""

    meta: TextMeta
    lines: tuple[str, ...]
    font: Typeface
    em: int

    @classmethod
    def fitting(cls, meta: TextMeta, canvas: Canvas) -> "_Setting":
        """As large as wished, or as large as the canvas has room for."""
        wide, high = (side * (1 - 2 * MARGIN) for side in (canvas.width, canvas.height))
        em = max(SMALLEST_EM, round(canvas.height * meta.size / 100))
        while True:
            font = Typeface(em, meta.bold, meta.font)
            setting = cls(meta, tuple(broken(meta.text, font, wide - em * _PADDING * 2)), font, em)
            width, height = setting.size
            if em <= SMALLEST_EM or (width <= wide and height <= high):
                return setting
            em = max(SMALLEST_EM, round(em * 0.92))

    @property
    def size(self) -> tuple[int, int]:
        """The whole label's, padding included; even."""
        widest = max(self.font.getlength(line) for line in self.lines)
        around = 2 * _PADDING * self.em
        high = len(self.lines) * LINE_HEIGHT * self.em + around
        return 2 * int((widest + around) / 2 + 1), 2 * int(high / 2 + 1)

    def drawn(self) -> Plane:
        """The text with outline and box: (height, width, 4), colours times alpha."""
        image = _filled(self.size, self.meta.box.color, self.meta.box.opacity)
        stroke = self.meta.outline.width * self.em / 100
        if stroke > 0:
            image = _over(image, self.meta.outline.color, self._mask(stroke))
        return _over(image, self.meta.color, self._mask(0))

    def _mask(self, stroke: float) -> Plane:
        """Where letters are, thickened by ``stroke`` pixels."""
        image = Image.new("L", self.size)
        draw = ImageDraw.Draw(image)
        for line, left, top in self._placed():
            self.font.draw(draw, left, top, Line(line, leftwards(self.meta.text), stroke))
        return np.asarray(image)

    def _placed(self) -> Iterator[tuple[str, float, float]]:
        """Each line with its left and its top."""
        column = POSITIONS[self.meta.position][0]
        padding = self.em * _PADDING
        for number, line in enumerate(self.lines):
            room = self.size[0] - 2 * padding - self.font.getlength(line)
            yield line, padding + column * room, padding + self.em * LINE_HEIGHT * number

    def letters(self) -> Iterator[Area]:
        """The area of each letter; together they are the whole label."""
        width, height = self.size
        for number, (line, left, top) in enumerate(self._placed(), 1):
            above = round(top) if number > 1 else 0
            below = round(top + self.em * LINE_HEIGHT) if number < len(self.lines) else height
            spans = list(self.font.letters(line, leftwards=leftwards(self.meta.text)))
            first, last = min(spans, default=None), max(spans, default=None)
            for span in spans:
                begin = 0 if span == first else round(left + span[0])
                end = width if span == last else round(left + span[1])
                yield begin, above, end, below


def _filled(size: tuple[int, int], color: str, opacity: float) -> Plane:
    image = np.zeros((size[1], size[0], 4), np.uint8)
    return _over(image, color, np.full(size[::-1], round(255 * opacity), np.uint8))


def _over(below: Plane, color: str, mask: Plane) -> Plane:
    """Lay a colour over a premultiplied image where the mask is."""
    rgba = np.frombuffer(bytes.fromhex(color.removeprefix("#")) + b"\xff", np.uint8)
    cover = mask[..., None].astype(np.float32) / 255
    return np.rint(below * (1 - cover) + rgba * cover).astype(np.uint8)


def broken(text: str, font: Measure, width: float) -> Iterator[str]:
    """Lines no wider than ``width`` pixels, where there is a place to break."""
    for paragraph in text.strip().splitlines():
        line = ""
        for word in _words(paragraph):
            if line and font.getlength((line + word).rstrip()) > width:
                yield line.rstrip()
                line = word.lstrip()
            else:
                line += word
        yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """Pieces between which a line may break: after spaces, and around CJK letters."""
    word = ""
    for before, letter in zip(" " + text, text, strict=False):
        if word and _breaks(before, letter):
            yield word
            word = ""
        word += letter
    if word:
        yield word


def _breaks(before: str, letter: str) -> bool:
    if letter.isspace() or letter in _NEVER_FIRST:
        return False
    return before.isspace() or _ideographic(letter) or _ideographic(before)


def _ideographic(letter: str) -> bool:
    return any(start <= letter <= end for start, end in _CJK)


_CJK = (("\u2e80", "\ua4cf"), ("\uac00", "\ud7af"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"))
_NEVER_FIRST = "，。、！？；：）》」』】”’…,.!?;:)]}%"
