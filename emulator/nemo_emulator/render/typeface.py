"""A line of text in any mixture of scripts: which font draws what, and from where to where."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from PIL import ImageDraw, features

from nemo_emulator.render.bidi import visual
from nemo_emulator.render.fonts import Font, font_for, has, system_font, title_font, whole

_JOINER, _PICTURE_FORM, _TEXT_FORM = "\u200d", "\ufe0f", "\ufe0e"
_KEYCAP = "\u20e3"
_JOINING = frozenset({_JOINER, _PICTURE_FORM, _TEXT_FORM, _KEYCAP})
_SKIN = ("\U0001f3fb", "\U0001f3ff")
_EMOJI = ("\U0001f000", "\U0001faff")
# Pillow joins and turns letters by fribidi, which it takes from the system when there is one.
SHAPING = bool(features.check("raqm"))


@dataclass(frozen=True, slots=True)
class Typeface:
    """A size and a weight; ``wish`` names a font of the system, which need not be there."""

    pixels: int
    bold: bool
    wish: str = ""

    @property
    def font(self) -> Font:
        """What draws everything that it has letters for."""
        wished = system_font(self.wish, self.pixels, bold=self.bold) if self.wish else None
        return wished or title_font(self.pixels, bold=self.bold)

    def getlength(self, text: str) -> float:
        """How wide a line is, in pixels."""
        return sum(font.getlength(part) for part, font in self.parts(text))

    def draw(self, draw: ImageDraw.ImageDraw, left: float, top: float, line: "Line") -> None:
        """Draw a line, thickened by its stroke, its highest letters' tops at ``top``."""
        baseline = top + self.font.getmetrics()[0]
        for stretch in visual(line.text, base=line.leftwards):
            parts = list(self.parts(stretch.text))
            for text, font in reversed(parts) if stretch.leftwards else parts:
                written, direction = laid(text, leftwards=stretch.leftwards, shaping=SHAPING)
                draw.text(
                    (left, baseline),
                    written,
                    255,
                    font,
                    "ls",
                    direction=direction,
                    stroke_width=line.stroke,
                    stroke_fill=255,
                )
                left += font.getlength(text)

    def letters(self, text: str, *, leftwards: bool) -> Iterator[tuple[float, float]]:
        """From where to where each letter of a line stands, in the order in which it is written.

        Letters with what belongs to them; stretches in the direction of the paragraph.
        """
        stretches, left = [], 0.0
        for stretch in visual(text, base=leftwards):
            width = self.getlength(stretch.text)
            stretches.append((stretch, left, left + width))
            left += width
        for stretch, begin, end in reversed(stretches) if leftwards else stretches:
            edges = list(self._edges(stretch.text, end - begin))
            for before, after in pairwise(edges):
                if stretch.leftwards:
                    yield end - after, end - before
                else:
                    yield begin + before, begin + after

    def _edges(self, text: str, width: float) -> Iterator[float]:
        """Where letters end, in pixels from where the text begins."""
        yield 0.0
        for n in range(1, len(text)):
            if not _stays(text[n], text[n - 1]):
                yield self.getlength(text[:n])
        if text:
            yield width

    def parts(self, text: str) -> Iterator[tuple[str, Font]]:
        """Letters that follow each other in the same font."""
        chosen = self._fonts(text)
        for _, group in groupby(chosen, key=lambda pair: id(pair[1])):
            pairs = list(group)
            yield "".join(letter for letter, _ in pairs), pairs[0][1]

    def _fonts(self, text: str) -> Iterator[tuple[str, Font]]:
        last: Font | None = None
        for n, letter in enumerate(text):
            following = text[n + 1 : n + 2]
            if last is None or not _stays(letter, text[n - 1 : n]):
                last = self._font(letter, following)
            yield letter, last

    def _font(self, letter: str, following: str) -> Font:
        usual = self.font
        picture = _EMOJI[0] <= letter <= _EMOJI[1] or following in {_PICTURE_FORM, _KEYCAP}
        if letter.isspace() or (not picture and has(usual, letter) and self._whole(letter)):
            return usual
        return font_for(letter, self.pixels, bold=self.bold)

    def _whole(self, letter: str) -> bool:
        return bool(self.wish) or whole(letter)


def laid(text: str, *, leftwards: bool, shaping: bool) -> tuple[str, str | None]:
    """Letters and the direction to name to Pillow, which refuses one where nothing shapes: there
    they stand one by one, in the order in which they are seen."""
    if shaping:
        return text, "rtl" if leftwards else "ltr"
    return text[::-1] if leftwards else text, None


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn at once; ``stroke`` in pixels thickens it."""

    text: str
    leftwards: bool
    stroke: float


def _stays(letter: str, before: str) -> bool:
    """A letter that belongs to the one before: a mark, a joiner, what it joins, a skin's colour."""
    marks = unicodedata.category(letter) in {"Mn", "Mc", "Me"}
    return marks or letter in _JOINING or before == _JOINER or _SKIN[0] <= letter <= _SKIN[1]
