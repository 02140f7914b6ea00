"""Uploaded pictures as they should look, and those that must be refused."""

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from emulator.tests.render_scene import photo, source
from PIL import Image

from nemo_contract.draft import Fit
from nemo_emulator.render import RenderFailed
from nemo_emulator.render.picture import read_picture
from nemo_emulator.render.plan import Still
from nemo_emulator.render.prepare import fitted

LEAST = (64, 64)


def still(path: Path) -> Still:
    return Still(source=source(path), name=path.name)


def read(path: Path, background: str = "#000000") -> Image.Image:
    return read_picture(still(path), LEAST, background)


def refusal(path: Path) -> str:
    with pytest.raises(RenderFailed) as failed:
        read(path)
    return str(failed.value)


def middle(image: Image.Image) -> tuple[int, ...]:
    pixel = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def test_a_photo_taken_sideways_stands_upright(tmp_path: Path) -> None:
    """EXIF orientation 6: what lies on the left in the file is on top."""
    path = tmp_path / "sideways.jpg"
    image = Image.new("RGB", (400, 200), "blue")
    image.paste("red", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(path, exif=exif, quality=95)

    upright = read(path)

    assert upright.width < upright.height
    top = upright.getpixel((upright.width // 2, 5))
    assert isinstance(top, tuple)
    assert top[0] > 200 > top[2]


def test_a_large_jpeg_is_decoded_small(tmp_path: Path) -> None:
    """At an eighth of its size when that is enough."""
    path = tmp_path / "large.jpg"
    Image.new("RGB", (1600, 1200), "green").save(path)

    assert read(path).size == (200, 150)


def test_transparency_shows_the_background(tmp_path: Path) -> None:
    """Half red over blue is purple."""
    path = tmp_path / "glass.png"
    Image.new("RGBA", (80, 80), (255, 0, 0, 128)).save(path)

    assert middle(read(path, "#0000ff")) == pytest.approx((128, 0, 127), abs=1)


def test_a_palette_with_a_transparent_color_shows_the_background(tmp_path: Path) -> None:
    """GIFs have such."""
    path = tmp_path / "hole.gif"
    image = Image.new("P", (80, 80), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.save(path, transparency=0)

    assert middle(read(path, "#0000ff")) == (0, 0, 255)


def test_sixteen_bit_grey_keeps_its_greys(tmp_path: Path) -> None:
    """A quarter of white is a quarter of white, not white."""
    path = tmp_path / "deep.png"
    Image.fromarray(np.full((80, 80), 16384, np.uint16)).save(path)

    assert middle(read(path)) == (64, 64, 64)


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    """Print pictures can be shown too."""
    path = tmp_path / "print.jpg"
    Image.new("CMYK", (80, 80), (0, 255, 255, 0)).save(path, quality=95)

    red, green, _ = middle(read(path))

    assert red > 200 > green


def test_colors_are_meant_as_the_profile_says(tmp_path: Path) -> None:
    """Under a profile whose red and blue are exchanged by its maker, sRGB is what is shown."""
    path = tmp_path / "profile.png"
    Image.new("RGB", (80, 80), (200, 100, 50)).save(path, icc_profile=_exchanged())

    assert middle(read(path)) == pytest.approx((50, 100, 200), abs=6)


def _exchanged() -> bytes:
    """An ICC profile like sRGB, but its red is blue and its blue is red."""
    white, red = (0.9642, 1.0, 0.8249), (0.4361, 0.2225, 0.0139)
    green, blue = (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    points = {b"wtpt": white, b"rXYZ": blue, b"gXYZ": green, b"bXYZ": red}
    tags = {name: b"XYZ \0\0\0\0" + _fixed(*point) for name, point in points.items()}
    gamma = b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0"
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma)
    tags[b"cprt"] = b"text\0\0\0\0none\0\0\0\0"
    tags[b"desc"] = b"desc" + bytes(4) + (5).to_bytes(4, "big") + b"swap" + bytes(79)
    table, body = len(tags).to_bytes(4, "big"), b""
    for name, data in tags.items():
        at = 132 + 12 * len(tags) + len(body)
        table += name + at.to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data
    length = (128 + len(table) + len(body)).to_bytes(4, "big")
    kind = b"\x02\x40\0\0mntrRGB XYZ "
    header = length + bytes(4) + kind + bytes(12) + b"acsp" + bytes(28) + _fixed(*white)
    return header.ljust(128, b"\0") + table + body


def _fixed(*numbers: float) -> bytes:
    return b"".join(round(number * 65536).to_bytes(4, "big") for number in numbers)


def test_a_broken_profile_does_not_matter(tmp_path: Path) -> None:
    """The picture is shown as it is."""
    path = tmp_path / "odd.png"
    Image.new("RGB", (80, 80), (200, 100, 50)).save(path, icc_profile=b"no profile at all")

    assert middle(read(path)) == (200, 100, 50)


def test_a_truncated_picture_is_refused(tmp_path: Path) -> None:
    """Half a file is not half a picture."""
    path = tmp_path / "half.jpg"
    whole = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(whole, "jpeg")
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])

    assert refusal(path) == "half.jpg cannot be read: the picture is damaged or cut off."


def test_a_picture_of_another_kind_is_refused(tmp_path: Path) -> None:
    """The reader is chosen by what the upload was found to be, nothing else is tried."""
    photo(tmp_path / "real.png")
    path = tmp_path / "real.png"
    disguised = path.rename(tmp_path / "real.jpg")

    assert "damaged" in refusal(disguised)


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    """A few kilobytes that would become 900 million pixels."""
    path = tmp_path / "bomb.png"
    path.write_bytes(_png_of_nothing(30_000, 30_000))

    assert "more than 120 million pixels" in refusal(path)


def _png_of_nothing(width: int, height: int) -> bytes:
    def piece(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return len(data).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", header) + piece(b"IDAT", zlib.compress(b""))


def test_a_film_is_no_picture(tmp_path: Path) -> None:
    """Said with what it is."""
    path = tmp_path / "film.mp4"
    path.write_bytes(b"")

    assert refusal(path) == "film.mp4 is a mp4 file, not a picture."


def test_a_file_that_is_gone_is_asked_for_again(tmp_path: Path) -> None:
    """Somebody may have emptied the data folder."""
    assert "upload it again" in refusal(tmp_path / "gone.jpg")


def test_cover_fills_the_canvas_from_the_middle() -> None:
    """The sides of a wide picture are cut."""
    wide = Image.new("RGB", (400, 100), "red")
    wide.paste("blue", (150, 0, 250, 100))

    image = fitted(wide, (100, 100), Fit())

    assert image.getpixel((2, 50)) == (0, 0, 255)
    assert image.getpixel((97, 50)) == (0, 0, 255)


def test_contain_shows_all_of_it_between_bars() -> None:
    """Above and below a wide picture is the colour that was asked for."""
    wide = Image.new("RGB", (400, 100), "red")

    image = fitted(wide, (100, 100), Fit(mode="contain", background="#00ff00"))

    assert image.getpixel((50, 50)) == (255, 0, 0)
    assert image.getpixel((50, 5)) == image.getpixel((50, 94)) == (0, 255, 0)


def test_blurred_bars_are_the_picture_itself_dimmed() -> None:
    """A red picture has dark red bars."""
    wide = Image.new("RGB", (400, 100), "red")

    image = fitted(wide, (100, 100), Fit(mode="contain"))

    bar = image.getpixel((50, 5))
    assert isinstance(bar, tuple)
    assert bar[0] == pytest.approx(153, abs=2)
    assert bar[1:] == (0, 0)


def test_what_is_transparent_shows_the_blurred_ground(tmp_path: Path) -> None:
    """A red ring of nothing: dark red bars, the same dark red within, no black."""
    ring = Image.new("RGBA", (100, 100), "red")
    ring.paste((0, 0, 0, 0), (40, 40, 60, 60))
    ring.save(tmp_path / "ring.png")

    read = read_picture(still(tmp_path / "ring.png"), LEAST, None)
    image = fitted(read, (400, 100), Fit(mode="contain"))

    ring_itself, within, bar = (image.getpixel(place) for place in ((170, 20), (200, 50), (20, 5)))
    assert isinstance(within, tuple)
    assert isinstance(bar, tuple)
    assert ring_itself == (255, 0, 0)
    assert bar[0] == pytest.approx(153, abs=4)
    assert 40 < within[0] < 153
    assert within[1:] == (0, 0)


def test_stretch_shows_all_of_it_out_of_shape() -> None:
    """No bars, nothing cut."""
    halves = Image.new("RGB", (400, 100), "red")
    halves.paste("blue", (200, 0, 400, 100))

    image = fitted(halves, (100, 100), Fit(mode="stretch"))

    assert (image.getpixel((10, 5)), image.getpixel((90, 95))) == ((255, 0, 0), (0, 0, 255))
