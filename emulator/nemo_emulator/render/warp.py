"""The view of a picture, resampled to sub-pixel accuracy on its planes."""

import cv2
import numpy as np

from nemo_emulator.render.frame import Frame, Plane, copy
from nemo_emulator.render.kernel import Line, kernel
from nemo_emulator.render.motions import View

_FLAGS = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


def show(picture: Frame, view: View, target: Frame) -> None:
    """Fill ``target`` with what ``view`` sees of ``picture``."""
    if (picture.width, picture.height) == (target.width, target.height) and view == View():
        copy(picture, target)
        return
    (step_x, left), (step_y, top) = _lines(picture, view, target)
    y, u, v = zip(picture.planes, target.planes, strict=True)
    _resample(*y, (step_x, left), (step_y, top))
    # Chroma lies on even luma columns, and between two luma rows.
    chroma = (step_x, left / 2), (step_y, top / 2 + (step_y - 1) / 4)
    _resample(*u, *chroma)
    _resample(*v, *chroma)


def _lines(picture: Frame, view: View, target: Frame) -> tuple[Line, Line]:
    """For x and y: the step, and the place of pixel 0, both in the picture's pixels."""
    return (
        _line(picture.width, view.x, view.zoom, target.width),
        _line(picture.height, view.y, view.zoom, target.height),
    )


def _line(length: int, centre: float, zoom: float, pixels: int) -> Line:
    step = length / (pixels * zoom)
    edge = centre * length - pixels * step / 2
    return step, edge + (step - 1) / 2


def _resample(source: Plane, target: Plane, across: Line, down: Line) -> None:
    if compiled := kernel():
        compiled.resample(source, target, across, down)
    else:
        warped(source, target, across, down)


def warped(source: Plane, target: Plane, across: Line, down: Line) -> None:
    """What the compiled kernel does, by OpenCV."""
    matrix = np.array([[across[0], 0, across[1]], [0, down[0], down[1]]])
    size = (target.shape[1], target.shape[0])
    cv2.warpAffine(source, matrix, size, dst=target, flags=_FLAGS, borderMode=cv2.BORDER_REPLICATE)
