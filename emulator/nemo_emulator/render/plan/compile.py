"""From a draft and its sources to a plan: all that can be wrong with a draft is found here."""

from nemo_contract.draft import Canvas as CanvasMeta
from nemo_contract.draft import DraftMeta
from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.packing import PACKINGS
from nemo_emulator.render.plan.footage import Sources, color
from nemo_emulator.render.plan.model import Canvas, RenderPlan
from nemo_emulator.render.plan.pieces import at_frame, length_ms, read_meta
from nemo_emulator.render.plan.shots import shots
from nemo_emulator.render.plan.sounds import sounds
from nemo_emulator.render.plan.titles import titles

RATES = (24, 25, 30, 60)
SMALLEST, LARGEST = 64, 3840
QUALITIES = ("low", "medium", "high")


def plan(draft: Draft, output: RenderOutput, sources: Sources) -> RenderPlan:
    """Work out the clip, to the frame.

    Raises ``RenderFailed`` naming the segment and the value that cannot be rendered.
    """
    _check_output(output)
    canvas = _canvas(read_meta(draft.meta, DraftMeta, "The draft").canvas)
    length = length_ms(draft)
    frames = max(1, at_frame(length, canvas.fps))
    return RenderPlan(
        canvas=canvas,
        frames=frames,
        shots=shots(draft, canvas, sources, frames),
        titles=titles(draft, canvas.fps, frames),
        sounds=sounds(draft, sources, length),
        quality=output.quality,
    )


def _check_output(output: RenderOutput) -> None:
    if output.format not in PACKINGS:
        known = ", ".join(PACKINGS)
        raise RenderFailed(f"The format {output.format!r} cannot be made: ask for {known}.")
    if output.quality not in QUALITIES:
        raise RenderFailed(
            f"The quality {output.quality!r} is not known: ask for {', '.join(QUALITIES)}."
        )


def _canvas(meta: CanvasMeta) -> Canvas:
    for side in (meta.width, meta.height):
        if side % 2 or not SMALLEST <= side <= LARGEST:
            raise RenderFailed(
                f"The canvas is {meta.width}x{meta.height}: "
                f"sides are even and from {SMALLEST} to {LARGEST} pixels."
            )
    if meta.fps not in RATES:
        rates = ", ".join(map(str, RATES))
        raise RenderFailed(f"The canvas has {meta.fps} frames a second: choose one of {rates}.")
    background = color(meta.background, "The canvas")
    return Canvas(meta.width, meta.height, meta.fps, background)
