"""A picture as encoders want it: 8 bit YCbCr 4:2:0, BT.709, limited range, chroma sited left."""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from nemo_emulator.render.kernel import kernel

Plane = NDArray[np.uint8]
Matrix = NDArray[np.float32]

# Rows Y, Cb, Cr for columns R, G, B (ITU-R BT.709, limited range, 8 bit).
_KR, _KG, _KB = 0.2126, 0.7152, 0.0722
_LUMA = np.array([_KR, _KG, _KB]) * 219 / 255
_CB = np.array([-_KR, -_KG, 1 - _KB]) * 224 / 255 / (2 * (1 - _KB))
_CR = np.array([1 - _KR, -_KG, -_KB]) * 224 / 255 / (2 * (1 - _KR))
_TO_LUMA = np.array([[*_LUMA, 16.0]], np.float32)
_TO_CHROMA = np.array([[*_CB, 128.0], [*_CR, 128.0]], np.float32)

# Every other column, with half of each neighbour: where left-sited chroma lies. Rows in pairs.
_ACROSS = np.array([0.25, 0.5, 0.25], np.float32)
_DOWN = np.array([0.0, 0.5, 0.5], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Width and height even; ``data`` holds the planes one after the other, without gaps."""

    width: int
    height: int
    data: Plane

    @classmethod
    def empty(cls, width: int, height: int) -> Self:
        """A frame whose pixels are whatever the memory holds."""
        return cls(width, height, np.empty(width * height * 3 // 2, np.uint8))

    @classmethod
    def of_color(cls, width: int, height: int, color: str) -> Self:
        """One colour, ``#rrggbb``."""
        frame = cls.empty(width, height)
        for plane, level in zip(frame.planes, levels(color), strict=True):
            plane[:] = level
        return frame

    @classmethod
    def of_rgb(cls, rgb: Plane) -> Self:
        """From an array of shape (height, width, 3), sRGB, even sides."""
        compiled = kernel()
        if compiled is None:
            return cls._transformed(rgb, _TO_LUMA, _TO_CHROMA)
        frame = cls.empty(rgb.shape[1], rgb.shape[0])
        compiled.planes(np.ascontiguousarray(rgb), np.vstack([_TO_LUMA, _TO_CHROMA]), frame.data)
        return frame

    @classmethod
    def of_premultiplied(cls, rgba: Plane) -> Self:
        """From (height, width, 4), colours already times alpha: so are the planes, offsets too."""
        return cls._transformed(rgba, *(_times_alpha(m) for m in (_TO_LUMA, _TO_CHROMA)))

    @classmethod
    def _transformed(cls, image: Plane, luma: Matrix, chroma: Matrix) -> Self:
        height, width = image.shape[:2]
        frame = cls.empty(width, height)
        y, u, v = frame.planes
        y[:] = cv2.transform(image, luma)
        colors = cv2.transform(halved(image), chroma)
        u[:], v[:] = colors[..., 0], colors[..., 1]
        return frame

    @property
    def planes(self) -> tuple[Plane, Plane, Plane]:
        """Y, Cb and Cr, as views."""
        size, half = self.width * self.height, (self.height // 2, self.width // 2)
        y, u, v = np.split(self.data, (size, size + size // 4))
        return y.reshape(self.height, self.width), u.reshape(half), v.reshape(half)

    @property
    def bytes(self) -> memoryview:
        """What a raw video pipe takes."""
        return self.data.data


def _times_alpha(matrix: Matrix) -> Matrix:
    return np.hstack([matrix[:, :3], matrix[:, 3:] / 255, np.zeros_like(matrix[:, :1])])


def halved(image: Plane) -> Plane:
    """At half the width and height, sampled where left-sited chroma lies."""
    filtered = cv2.sepFilter2D(image, -1, _ACROSS, _DOWN, borderType=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(filtered[::2, ::2])


def levels(color: str) -> tuple[int, int, int]:
    """Y, Cb and Cr of a colour ``#rrggbb``."""
    rgb = np.frombuffer(bytes.fromhex(color.removeprefix("#")), np.uint8)
    y = float(_LUMA @ rgb) + 16
    return round(y), round(float(_CB @ rgb) + 128), round(float(_CR @ rgb) + 128)


def copy(source: Frame, target: Frame) -> None:
    """All planes at once; both of the same size."""
    np.copyto(target.data, source.data)
