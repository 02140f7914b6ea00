"""Uploaded pictures as they should look: upright, sRGB, 8 bit, without transparency.

Files are hostile until read: the format is forced, the number of pixels is limited, and a
truncated file is an error.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.plan import Animation, Still

FORMATS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
MOST_PIXELS = 120_000_000

Image.MAX_IMAGE_PIXELS = MOST_PIXELS

_SIDEWAYS = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112
_PROFILED = frozenset({"RGB", "L", "CMYK"})
_SRGB = ImageCms.createProfile("sRGB")


def read_picture(still: Still, least: tuple[int, int], background: str | None) -> Image.Image:
    """The picture as RGB, at full size or reduced to no less than ``least``.

    Transparent parts show ``background``; None keeps them, and such a picture is RGBA. Of an
    animation it is the first frame. Raises ``RenderFailed`` for what is no such picture, is
    damaged, or has too many pixels.
    """
    with readable(still.name), opened(still) as image:
        _reduce(image, least)
        return plain(image, background)


def plain(image: Image.Image, background: str | None) -> Image.Image:
    """Upright, 8 bit RGB, flat unless there is no ``background``."""
    profile = image.info.get("icc_profile")
    # A copy of an unturned picture of 12 megapixels would be 36 MB for nothing.
    upright = ImageOps.exif_transpose(image) if _orientation(image) > 1 else image
    small = _eight_bit(upright)
    if background is not None or not small.has_transparency_data:
        return _srgb(_flat(small, background or "#000000"), profile)
    cut_out = small.convert("RGBA")
    colors = _srgb(cut_out.convert("RGB"), profile)
    colors.putalpha(cut_out.getchannel("A"))
    return colors


def opened(still: Still | Animation) -> Image.Image:
    """The file, its kind forced. Errors are for ``readable``."""
    kind = FORMATS.get(still.source.container)
    if kind is None:
        raise RenderFailed(f"{still.name} is a {still.source.container} file, not a picture.")
    return Image.open(still.source.path, formats=[kind])


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn what Pillow says of a bad file into a sentence about it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        limit = MOST_PIXELS // 1_000_000
        raise RenderFailed(
            f"{name} has more than {limit} million pixels: scale it down."
        ) from error
    except FileNotFoundError as error:
        raise RenderFailed(f"{name} uses a file that is gone: upload it again.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise RenderFailed(f"{name} cannot be read: the picture is damaged or cut off.") from error


def _reduce(image: Image.Image, least: tuple[int, int]) -> None:
    """Let a JPEG be decoded at 1/2, 1/4 or 1/8 when that is enough: much less time and memory."""
    sideways = _orientation(image) in _SIDEWAYS
    width, height = reversed(least) if sideways else least
    scale = max(width / image.width, height / image.height)
    image.draft(None, (round(image.width * scale), round(image.height * scale)))


def _orientation(image: Image.Image) -> int:
    """As Exif numbers it: 1 is upright."""
    told = image.getexif().get(_ORIENTATION, 1)
    return told if isinstance(told, int) else 1


def _as_rgb(image: Image.Image) -> Image.Image:
    """The same picture where it is RGB already."""
    image.load()
    return image if image.mode == "RGB" else image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    """Sixteen bit grey is scaled; Pillow itself would clip it to white."""
    if not image.mode.startswith("I"):
        return image
    grey = np.asarray(image, np.float64) / 257
    return Image.fromarray(grey.clip(0, 255).round().astype(np.uint8))


def _flat(image: Image.Image, background: str) -> Image.Image:
    if not image.has_transparency_data:
        return image
    below = Image.new("RGBA", image.size, background)
    return Image.alpha_composite(below, image.convert("RGBA")).convert("RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as the file's profile means them; a broken profile is ignored."""
    if not profile or b"sRGB" in profile:
        return _as_rgb(image)
    plain = image if image.mode in _PROFILED else image.convert("RGB")
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(plain, meant, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return _as_rgb(image)
    assert turned is not None
    return turned
