"""Which sort of uploads a video is made of: "no photos", "just the clips", 视频就别放了."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from nemo_emulator.agent.intents.said import DENYING, Said
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
IMAGE: Final = "image"
VIDEO: Final = "video"
OTHER: Final = {IMAGE: VIDEO, VIDEO: IMAGE}
# A video is also what is made; of these there are several, or they move.
SOURCES: Final = frozenset(
    ("videos", "vids", "films", "movies", "clips", "footage", "recordings", "video clips", "录像")
)
PICTURED: Final = ("photo", "pic", "image", "still", "照片", "图")
FILMED: Final = ("video", "vid", "clip", "footage", "视频", "录像")
CHINESE: Final = ("视频", "录像", "片段", "把视频")
MATERIAL: Final = frozenset(
    ("parts", "bits", "pieces", "material", "files", "segments", "sections", "ones", "stuff")
)
STILL: Final = frozenset({"stills", "still", "静态", "不动", "photographed"})
MOVING: Final = frozenset({"moving", "动", "会动", "filmed"})
MADE: Final = frozenset({"make", "join", "into", "slideshow", "video", "redo", "generate"})
IGNORED: Final = frozenset(
    ("forget", "ignore", "skip", "without", "ignoring", "skipping", "minus", "none", "neither")
) | frozenset(("never mind", "nevermind", "leave", "leaving", "drop", "exclude", "excluding"))
ALONE: Final = frozenset({"only", "alone", "just", "solely", "purely", "仅", "才", "keep_only"})
DENIALS: Final = DENYING | {"except"}
OUT: Final = frozenset({"out", "off", "remove", "no", "not", "扔", "丢", "甩", "撤"})
KEPT: Final = frozenset({"in", "at"})
NEAR: Final = 3
FAR: Final = 5


@dataclass(frozen=True, slots=True)
class _Told:
    """The sorts that are named, those that are not to be used, and those that alone are."""

    wanted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()

    def __add__(self, other: "_Told") -> "_Told":
        return _Told(
            self.wanted | other.wanted, self.refused | other.refused, self.alone | other.alone
        )


def medium(m: Said, guess: str) -> str:
    """ "image" or "video" where one of them alone is wanted, else "any"; a guess must fit that."""
    parts = list(parts_of(m.tokens))
    told = sum(map(_told, parts), _Told())
    found = _decided(told.refused - told.wanted, told.alone)
    if not found and _are_joined(parts):
        found = "any"
    elif not found and guess in OTHER and told.wanted == {OTHER[guess]}:
        found = OTHER[guess]
    there = not m.known or (m.known.photos and m.known.videos)
    return found if found and there else guess or "any"


def _told(part: Tokens) -> _Told:
    """What is said in one clause of each sort that it names."""
    told = _Told()
    places = [n for n in range(len(part)) if sort_of(part, n)]
    for n, since, until in zip(places, (-1, *places), (*places[1:], len(part)), strict=False):
        before, after = part[since + 1 : n], part[n + 1 : until]
        last = after if n == places[-1] else ()
        sort = frozenset({sort_of(part, n)})
        if part[n].cat == "from_nothing" or _is_refused(before, last):
            told += _Told(refused=sort)
        else:
            told += _Told(wanted=sort, alone=sort if _is_alone(before, after) else frozenset())
    return told


def _are_joined(parts: Sequence[Tokens]) -> bool:
    """ "Photos and videos"."""
    rows = [{sort for n in range(len(part)) if (sort := sort_of(part, n))} for part in parts]
    bare = [len(row) == len(part) for row, part in zip(rows, parts, strict=True)]
    beside = any(
        one and then and (bare[n] or bare[n + 1]) for n, (one, then) in enumerate(pairwise(rows))
    )
    return any(len(row) > 1 for row in rows) or (beside and len(set().union(*rows)) > 1)


def _decided(refused: frozenset[str], alone: frozenset[str]) -> str:
    if len(refused) == 1:
        return OTHER[min(refused)]
    return min(alone) if len(alone) == 1 and not refused else ""


def sort_of(part: Tokens, n: int) -> str:
    """What sort of upload a word is for, or ""."""
    token = part[n]
    if token.cat in ("count", "from_nothing"):
        sorts = ((PICTURED, IMAGE), (FILMED, VIDEO))
        return next((sort for words, sort in sorts if any(w in token.text for w in words)), "")
    if token.cat == "pic" or (token.text in STILL and token.cat in ("motion", "word")):
        return IMAGE
    if token.cat == "films" or token.text in SOURCES or _is_material(part, n):
        return VIDEO
    if token.text in MOVING and token.cat in ("motion", "move", "word"):
        return VIDEO
    denied = any(t.cat in DENYING or t.text in IGNORED for t in part[max(n - 1, 0) : n])
    if denied and token.cat in ("video", "whole"):
        return VIDEO
    told = token.text.startswith(CHINESE) and token.cat in ("video", "clip", "whole")
    made = any(t.cat in MADE for t in part[max(n - FAR, 0) : n]) or len(token.text) > len("视频段")
    return VIDEO if told and not made else ""


def _is_material(part: Tokens, n: int) -> bool:
    """ "The movie parts"."""
    filmed = part[n].text.removeprefix("the ") in ("movie", "film", "video")
    return filmed and any(t.text in MATERIAL for t in part[n + 1 : n + 2])


def _is_refused(before: Tokens, after: Tokens) -> bool:
    near = before[-NEAR:]
    told = [n for n, t in enumerate(near) if t.cat in DENIALS or t.text in IGNORED]
    left = any(t.text in ("leave", "leaving") for t in near)
    if left and any(t.cat in KEPT for t in after[:2]):
        return False
    if told and any(t.cat == "only" for t in near[told[0] :]):
        return False
    if told:
        return len(told) == 1 or near[told[0]].cat not in ("no", "not")
    laid = any(t.cat in ("put", "set") for t in near)
    put_out = not laid and any(OUT & {t.cat, t.text} or t.text == "out of" for t in after[:FAR])
    return put_out and not _is_alone(before, ())


def _is_alone(before: Tokens, after: Tokens) -> bool:
    told = (*before[-NEAR:], *after[:1])
    only = any(t.cat in ("only", "keep_only") or t.text in ALONE for t in told)
    return only and not any(t.cat in DENYING for t in before[-NEAR:])
