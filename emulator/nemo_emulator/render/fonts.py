"""The font of titles: Noto Sans CJK from the package manimgx-fonts-cjk (SIL OFL 1.1).

It covers Latin, Greek, Cyrillic, Chinese, Japanese and Korean in every weight.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

from nemo_emulator.render.order import RenderFailed

PACKAGE = "manimgx_fonts_cjk"
_FILE = "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED_CHINESE = 2
REGULAR, BOLD = 400, 700


def title_font(pixels: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """The font with an em of so many pixels."""
    font = ImageFont.truetype(font_file(), pixels, index=_SIMPLIFIED_CHINESE)
    font.set_variation_by_axes([BOLD if bold else REGULAR])
    return font


@lru_cache
def font_file() -> Path:
    """Where the font lies. Raises ``RenderFailed`` when it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise RenderFailed("There is no font for titles: install manimgx-fonts-cjk.")
    return Path(spec.origin).with_name(_FILE)
