"""Lays a drawn text over a frame: moved to a fraction of a pixel, and as opaque as wished."""

import cv2
import numpy as np

from nemo_emulator.render.effects import Pose
from nemo_emulator.render.frame import Frame, Plane
from nemo_emulator.render.text import Label

Where = tuple[slice, slice]


def lay(label: Label, pose: Pose, frame: Frame) -> None:
    """Change ``frame`` where the label stands in that pose."""
    if pose.opacity <= 0:
        return
    dx, dy = pose.dx * frame.height, pose.dy * frame.height
    planes = zip(label.picture.planes, label.alphas, frame.planes, (1, 2, 2), strict=True)
    for picture, alpha, target, per in planes:
        place = (label.x / per + dx / per, label.y / per + dy / per)
        colors, cover = (_posed(plane, pose) for plane in (picture, alpha))
        if pose.typed < 1:
            cover, colors = (_typed(plane, label, pose.typed, per) for plane in (cover, colors))
        _lay_plane(colors, cover, target, place, pose.opacity)


def _posed(plane: Plane, pose: Pose) -> Plane:
    """At its size, and as far as it is unrolled."""
    if pose.scale != 1:
        plane = _scaled(plane, pose.scale)
    if pose.shown < 1:
        plane = _unrolled(plane, pose.shown)
    return plane


def _scaled(plane: Plane, scale: float) -> Plane:
    height, width = plane.shape
    across, down = ((length - 1) / 2 * (1 - scale) for length in (width, height))
    return _warped(plane, [[scale, 0, across], [0, scale, down]])


def _unrolled(plane: Plane, share: float) -> Plane:
    """From the left, with a soft edge as wide as the plane is high."""
    height, width = plane.shape
    edge = min(height, width)
    weight = np.clip((share * (width + edge) - np.arange(width)) / edge, 0, 1)
    return np.asarray(np.rint(plane * weight), np.uint8)


def _typed(plane: Plane, label: Label, share: float, per: int) -> Plane:
    """Nothing but the letters that are there by now."""
    shown = np.zeros_like(plane)
    for area in label.letters[: int(share * (len(label.letters) + 1))]:
        left, top, right, bottom = (edge // per for edge in area)
        shown[top:bottom, left:right] = plane[top:bottom, left:right]
    return shown


def _lay_plane(
    picture: Plane, alpha: Plane, target: Plane, place: tuple[float, float], opacity: float
) -> None:
    whole = int(np.floor(place[0])), int(np.floor(place[1]))
    part = place[0] - whole[0], place[1] - whole[1]
    onto, of = _common(whole, picture, target)
    ground = target[onto]
    if not ground.size:
        return
    colors, covers = (_moved(plane, part)[of] for plane in (picture, alpha))
    through = 1 - covers * np.float32(opacity / 255)
    ground[:] = np.rint(ground * through + colors * np.float32(opacity))


def _moved(plane: Plane, part: tuple[float, float]) -> Plane:
    """The plane a fraction of a pixel further right and down."""
    if part == (0.0, 0.0):
        return plane
    return _warped(plane, [[1, 0, part[0]], [0, 1, part[1]]])


def _warped(plane: Plane, matrix: list[list[float]]) -> Plane:
    moved = np.empty_like(plane)
    onto = np.array(matrix, np.float64)
    cv2.warpAffine(plane, onto, plane.shape[::-1], dst=moved, borderMode=cv2.BORDER_CONSTANT)
    return moved


def _common(whole: tuple[int, int], picture: Plane, target: Plane) -> tuple[Where, Where]:
    across = _inside(whole[0], picture.shape[1], target.shape[1])
    down = _inside(whole[1], picture.shape[0], target.shape[0])
    return (down[0], across[0]), (down[1], across[1])


def _inside(place: int, length: int, room: int) -> tuple[slice, slice]:
    """The part of ``place`` to ``place + length`` that lies in 0 to ``room``, there and here."""
    start, end = max(0, min(place, room)), max(0, min(place + length, room))
    return slice(start, end), slice(start - place, end - place)
