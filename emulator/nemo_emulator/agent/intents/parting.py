"""Whether two clauses that ask for the same are two wishes."""

from collections.abc import Sequence
from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.filling import filled
from nemo_emulator.agent.intents.gathering import Clause, Segment, has
from nemo_emulator.agent.intents.loudness import INSTRUMENTS, NOISES
from nemo_emulator.agent.intents.model import Model
from nemo_emulator.agent.intents.owners import ABOUT, CLIPS, GROUPS, LISTS, NAMING

# "The whole picture" is no more than one.
WHOLE = ("whole", "the whole pic", "entire", "整张", "整幅", "完整")


def apart(one: Segment, other: Segment, model: Model) -> bool:
    """Each is complete by itself, and they are about different things."""
    if other.kinds == ("Generate",) and not has(other.own, "subject"):
        return False
    if all(kind in ABOUT and not _says_what(kind, other.own) for kind in other.kinds):
        return False
    pairs = [
        (
            filled(kind, one.own, model, one.clauses).edits,
            filled(kind, other.own, model, other.clauses).edits,
        )
        for kind in one.kinds
        if kind in other.kinds and kind not in LISTS
    ]
    return bool(pairs) and all(
        first
        and then
        and (
            _differ(first[0], then[0])
            or (_of_others(first[0], then[0]) and _is_told(one, first[0], other, then[0]))
            or _is_exception(first[0], then[0], other.own)
        )
        for first, then in pairs
    )


def _is_told(one: Segment, first: Any, other: Segment, then: Any) -> bool:
    """Both say which clips they are about."""
    return all(edit.clips or names(segment) for segment, edit in ((one, first), (other, then)))


def _says_what(kind: str, own: Sequence[Clause]) -> bool:
    """ "Tone that down" is about what was named before."""
    told = [token for clause in own for token in clause.tokens]
    noise = kind == "SetVolume" and any(token.text in NOISES | INSTRUMENTS for token in told)
    return noise or bool({token.cat for token in told} & (ABOUT[kind] | GROUPS[0]))


def names(segment: Segment) -> bool:
    """It says which clips it is about, if only that it is about all."""
    told = (t for clause in segment.clauses for t in clause.tokens)
    return any(t.cat in CLIPS and not t.text.startswith(WHOLE) for t in told)


def _of_others(one: Any, other: Any) -> bool:
    """All clips the one, some of them the other."""
    clips = [getattr(edit, "clips", None) for edit in (one, other)]
    added = isinstance(one, e.AddClips)  # those that are new, not all
    return None not in clips and clips[0] != clips[1] and () in clips and not added


def _is_exception(one: Any, other: Any, own: Sequence[Clause]) -> bool:
    """It is done to all, but otherwise to some; nothing is taken back."""
    clips, ways = (
        [getattr(edit, name, None) for edit in (one, other)] for name in ("clips", "name")
    )
    ways = ways if any(ways) else [getattr(edit, "style", None) for edit in (one, other)]
    back = any(token.value == ways[0] for clause in own for token in clause.tokens)
    return clips[0] == () and bool(clips[1]) and all(ways) and ways[0] != ways[1] and not back


def _differ(one: e.Edit, other: e.Edit) -> bool:
    values: list[tuple[Any, Any]] = [
        (getattr(one, name, None), getattr(other, name, None)) for name in NAMING
    ]
    return any(
        first and then and first != then and "any" not in (first, then) for first, then in values
    )
