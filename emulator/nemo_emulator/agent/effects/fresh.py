"""Clips that come onto the timeline: how they look and move before anybody says otherwise."""

from typing import Any

from nemo_contract.draft import Canvas, Fit, Motion, Transition
from nemo_contract.wire import Draft, Segment
from nemo_emulator.agent.scene import Medium
from nemo_emulator.agent.timeline import Segments, canvas, clips, marked, new_segment, video

PICTURE_MS = 3000
TRANSITION = Transition(kind="fade", duration=500)
CROP_LIMIT = 1.6  # a picture that would lose more than this by covering is shown whole


def clip(draft: Draft, medium: Medium, nth: int) -> Segment:
    """A medium as the ``nth`` new clip: pictures 3 s with a slow move, videos whole."""
    ms = medium.duration_ms if medium.file_type == "video" else PICTURE_MS
    return new_segment(draft, max(ms, 1), _meta(medium, canvas(draft)), skip=nth)


def _meta(medium: Medium, size: Canvas) -> dict[str, Any]:
    return {
        "type": medium.file_type,
        "url": medium.url,
        "name": medium.name,
        "fit": fit(medium, size).full(),
        "motion": motion(medium).full(),
        "transition": TRANSITION.full(),
    }


def motion(medium: Medium) -> Motion:
    """Pictures take turns at slow zooms and pans; videos move by themselves."""
    return Motion(kind="still" if medium.file_type == "video" else "ken-burns")


def fit(medium: Medium, size: Canvas) -> Fit:
    """Fill the canvas, unless that would cut too much off."""
    if not medium.width or not medium.height:
        return Fit(mode="cover", background="blur")
    stretch = (medium.width * size.height) / (medium.height * size.width)
    covers = 1 / CROP_LIMIT <= stretch <= CROP_LIMIT
    return Fit(mode="cover" if covers else "contain", background="blur")


def prevailing(draft: Draft) -> Transition:
    """The transition that clips of this draft usually have."""
    later = clips(draft)[1:]
    return video(later[0]).transition if later else TRANSITION


def joined(draft: Draft, segments: Segments) -> Segments:
    """Another order of clips; the one that stood first gets a transition like the others'."""
    first = clips(draft)[:1]
    led = {"transition": prevailing(draft).full()}
    return tuple(marked(s, led) if first and s.id == first[0].id else s for s in segments)
