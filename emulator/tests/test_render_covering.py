"""Any picture fits any canvas: the part that is cut out lies inside the picture."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nemo_emulator.render.prepare import _covering


@given(st.integers(1, 300), st.integers(1, 300), st.sampled_from([(64, 36), (36, 64), (50, 50)]))
@settings(max_examples=150, deadline=None)
def test_what_is_cut_out_lies_inside(width: int, height: int, size: tuple[int, int]) -> None:
    """4000x3000 to 16:9 once lay 1e-13 outside, and the render failed."""
    assert _covering(Image.new("RGB", (width, height)), size).size == size


def test_common_sizes_cover_common_canvases() -> None:
    """What cameras and screens make."""
    pictures = ((4000, 3000), (1280, 960), (1280, 854), (3024, 4032), (6000, 4000))
    for width, height in pictures:
        small = Image.new("RGB", (width // 20, height // 20))
        for size in ((192, 108), (108, 192), (108, 108)):
            assert _covering(small, size).size == size
