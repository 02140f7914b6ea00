"""The fonts of titles, all from packages under the SIL Open Font License 1.1.

Noto Sans CJK (manimgx-fonts-cjk) covers Latin, Chinese, Japanese and Korean in every weight; the
rest comes from the other Noto fonts (manimgx-fonts): Greek and Cyrillic, Arabic, Hebrew, Thai,
Devanagari and other scripts, symbols and emoji. A font of the system can be named.
"""

import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

from nemo_emulator.render.order import RenderFailed

PACKAGE = "manimgx_fonts_cjk"
OTHERS = "manimgx_fonts"
_FILE = "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED_CHINESE = 2
REGULAR, BOLD = 400, 700
_UNKNOWN = "\U0010fffe"
_SCRIPTS = {"LATIN": "", "GREEK": "", "CYRILLIC": ""}
_IN_PART = ("GREEK", "CYRILLIC")
_SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
)
_SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=64)
def title_font(pixels: int, *, bold: bool) -> Font:
    """The usual font with an em of so many pixels."""
    return _weighted(ImageFont.truetype(font_file(), pixels, index=_SIMPLIFIED_CHINESE), bold=bold)


@lru_cache
def font_file() -> Path:
    """Where the usual font lies. Raises ``RenderFailed`` when it is not installed."""
    return _folder(PACKAGE, "manimgx-fonts-cjk") / _FILE


def _folder(package: str, install: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RenderFailed(f"There is no font for titles: install {install}.")
    return Path(spec.origin).parent


def _weighted(font: Font, *, bold: bool) -> Font:
    """A variable font in its weight; others are as they are."""
    try:
        axes = font.get_variation_axes()
    except OSError:
        return font
    weight = BOLD if bold else REGULAR
    font.set_variation_by_axes([_value(axis, weight) for axis in axes])
    return font


def _value(axis: ImageFont.Axis, weight: int) -> int:
    least, most = axis["minimum"] or 0, axis["maximum"] or weight
    wished = weight if axis["name"] in {b"Weight", "Weight"} else axis["default"] or 0
    return max(least, min(wished, most))


@lru_cache(maxsize=256)
def other_font(name: str, pixels: int, *, bold: bool) -> Font | None:
    """A font of the second package by its file's name; None when there is none."""
    try:
        path = _folder(OTHERS, "manimgx-fonts") / f"{name}[wght].ttf"
        return _weighted(ImageFont.truetype(path, pixels), bold=bold)
    except OSError:
        return None


@lru_cache(maxsize=4096)
def font_for(letter: str, pixels: int, *, bold: bool) -> Font:
    """The font that has a letter which the usual one lacks; that one when none has it."""
    for name in ("NotoSans" + _script(letter), "NotoEmoji", "NotoSansSymbols"):
        font = other_font(name, pixels, bold=bold)
        if font is not None and has(font, letter):
            return font
    return title_font(pixels, bold=bold)


def whole(letter: str) -> bool:
    """The usual font has all that is written in a letter's script: of some it has only a part."""
    return not unicodedata.name(letter, "").startswith(_IN_PART)


def _script(letter: str) -> str:
    """As the files are called: the first word of a letter's name is its script."""
    word = unicodedata.name(letter, "").partition(" ")[0]
    return _SCRIPTS.get(word, word.capitalize())


@lru_cache(maxsize=4096)
def has(font: Font, letter: str) -> bool:
    """A font draws a letter as something else than what it does not know."""
    plain = _unshaped(str(font.path), font.index)
    return bytes(plain.getmask(letter)) != bytes(plain.getmask(_UNKNOWN))


@lru_cache(maxsize=64)
def _unshaped(path: str, index: int) -> Font:
    """Without the shaping that would piece a letter together from others."""
    return ImageFont.truetype(path, 24, index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def system_font(name: str, pixels: int, *, bold: bool) -> Font | None:
    """A font installed on this machine, by its family or its file's name; None without it."""
    found = _installed().get(_plain(name))
    return _weighted(ImageFont.truetype(found, pixels), bold=bold) if found else None


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    """Every font that the system has, by file name and by family; a regular face goes first."""
    files = sorted(_font_files(), key=lambda path: ("regular" not in path.stem.lower(), path.name))
    found: dict[str, Path] = {}
    for path in files:
        for name in _names(path):
            found.setdefault(_plain(name), path)
    return found


def _font_files() -> list[Path]:
    folders = (Path(folder).expanduser() for folder in _SYSTEM_FOLDERS)
    return [path for f in folders for path in f.rglob("*") if path.suffix.lower() in _SUFFIXES]


def _names(path: Path) -> list[str]:
    try:
        family = ImageFont.truetype(path, 10).getname()[0]
    except OSError:
        return []
    return [path.stem, family or path.stem]


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))
