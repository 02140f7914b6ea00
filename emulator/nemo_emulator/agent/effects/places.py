"""Which clips an edit means: cards at the beginning and the end are not counted."""

from collections.abc import Callable

from nemo_contract.wire import Segment
from nemo_emulator.agent.edits import Clips
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.timeline import Segments


def index(place: int, count: int, problem: Problem = Problem.NO_CLIP) -> int:
    """The index of a place: 1 is 0, -1 the last.

    Raises ``CannotEdit`` when there is no such place.
    """
    if place == 0 or abs(place) > count:
        raise CannotEdit(problem, place=abs(place), count=count)
    return place - 1 if place > 0 else count + place


def indices(places: Clips, count: int, problem: Problem = Problem.NO_CLIP) -> tuple[int, ...]:
    """The indices of places in the order given, each once; all when none is named."""
    if not places:
        return tuple(range(count))
    return tuple(dict.fromkeys(index(place, count, problem) for place in places))


def parted(segments: Segments) -> tuple[Segments, Segments, Segments]:
    """The cards before, the clips, the cards after."""
    intro = tuple(s for s in segments if s.meta.get("card") == "intro")
    outro = tuple(s for s in segments if s.meta.get("card") == "outro")
    return intro, tuple(s for s in segments if s not in (*intro, *outro)), outro


def chosen(segments: Segments, places: Clips) -> Segments:
    """The clips at these places; all, cards too, when no place is named.

    Raises ``CannotEdit`` when there are none, or none in that place.
    """
    if not segments:
        raise CannotEdit(Problem.NO_TIMELINE)
    if not places:
        return segments
    _, shown, _ = parted(segments)
    return tuple(shown[n] for n in indices(places, len(shown)))


def change(segments: Segments, places: Clips, how: Callable[[Segment], Segment]) -> Segments:
    """The segments with those at ``places`` changed. Raises as ``chosen`` does."""
    ids = {segment.id for segment in chosen(segments, places)}
    return tuple(how(s) if s.id in ids else s for s in segments)
