"""Plans that hardly anybody would ask for, however sure the readers are: they are asked back.

Each doubt is about what a plan says, and at most about which things its message names, not about
how it is put, so it holds for messages that nobody foresaw.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts

Edits = tuple[e.Edit, ...]
# Who names one of these for some clips and for others says it once, of all of them.
STYLED: Final = (e.SetLook, e.SetMotion, e.SetTransition)
# What can be said of photos as well as of video clips.
PER_CLIP: Final = (*STYLED, e.Adjust, e.SetSeconds, e.Extend, e.Scale, e.SetSpeed, e.SetFit)
# A whole video is not over sooner than that for each of its clips.
LEAST_MS: Final = 700
# Words that nobody wants to see on a picture alone.
EMPTY: Final = frozenset(
    (
        *("go", "pls", "please", "it", "that", "this", "there", "here", "up", "on", "too", "now"),
        *("then", "page", "something", "anything", "instead", "again", "as well"),
    )
)
_LIST: Final = re.compile(r"[,，、/]|\band\b|和")
# Video clips of which there are several: that is not the video as a whole.
_VIDEOS: Final = re.compile(
    r"\b(?:videos|vids)\b|视频们|[几些两二三四五六七八九]个?段?(?:视频|录像)", re.IGNORECASE
)

_NTHS: Final = {
    **{w: n for n, w in enumerate(("second", "third", "fourth", "fifth", "sixth"), 2)},
    **{w: n for n, w in enumerate(("2nd", "3rd", "4th", "5th", "6th"), 2)},
    **{w: n for n, w in enumerate("二三四五六", 2)},
    **{w: n for n, w in enumerate("23456", 2)},
}
_NTH_VIDEO: Final = re.compile(
    r"\b(second|third|fourth|fifth|sixth|2nd|3rd|[456]th) (?:video|vid)\b"
    r"|第([二三四五六2-6])[个段条]?(?:视频|录像)",
    re.IGNORECASE,
)


def is_doubtful(message: str, edits: Edits, known: Facts | None) -> bool:
    """Whether one of the doubts is about these edits for that message."""
    return any(doubt(message, edits, known) for doubt in DOUBTS)


def _said_twice(message: str, edits: Edits, known: Facts | None) -> bool:
    """ "Left on the odd ones and right on the even ones", read as right twice."""
    styled = [replace(edit, clips=()) for edit in edits if isinstance(edit, STYLED)]
    return len(styled) > len(set(styled))


def _listed(message: str, edits: Edits, known: Facts | None) -> bool:
    """ "Photos one to three: Ann, Bob and Cy" is a name for each, not the list on all of them."""
    texts = [edit.text for edit in edits if isinstance(edit, e.AddText)]
    return any(one == other and _LIST.search(one) for one, other in combinations(texts, 2))


def _hasty(message: str, edits: Edits, known: Facts | None) -> bool:
    """ "2.5 seconds each" is no length for the whole."""
    size = known.size if known else 0
    return any(isinstance(edit, e.SetTotal) and edit.ms < LEAST_MS * size for edit in edits)


def _empty(message: str, edits: Edits, known: Facts | None) -> bool:
    """ "The outro page can go" is no text."""
    return any(text.lower().strip(" .!") in EMPTY for text in _texts(edits))


def _texts(edits: Edits) -> Iterator[str]:
    return (edit.text for edit in edits if isinstance(edit, e.AddText | e.AddCard))


def _of_videos(message: str, edits: Edits, known: Facts | None) -> bool:
    """ "The first two videos twice as fast": not all clips, where there are photos, too."""
    mixed = known is not None and known.photos > 0 and known.videos > 0
    whole = any(isinstance(edit, PER_CLIP) and not edit.clips for edit in edits)
    return mixed and whole and bool(_VIDEOS.search(message))


def _of_no_video(message: str, edits: Edits, known: Facts | None) -> bool:
    """ "The third video slower", where but two clips move: none is meant, or a photo."""
    if known is None or not 0 < len(known.films) < known.size:
        return False
    told = _NTH_VIDEO.findall(message)
    places = {_NTHS[one.lower() or other] for one, other in told}
    clips = {place for edit in edits for place in getattr(edit, "clips", ())}
    return any(n > len(known.films) and n in clips - {*known.films} for n in places)


DOUBTS: Final[tuple[Callable[[str, Edits, Facts | None], bool], ...]] = (
    *(_said_twice, _listed, _hasty, _empty, _of_videos, _of_no_video),
)
