"""Scenes, drafts and the notation of the utterance tables, for the agent's tests."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from nemo_contract.draft import TrackKind
from nemo_contract.wire import Draft, Segment
from nemo_emulator.agent import Edit, Medium, Scene, apply
from nemo_emulator.agent.edits import Make
from nemo_emulator.agent.timeline import clips, end, length, start, video

EMPTY = Draft(tracks=(), duration=0, meta={})
EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)
UTTERANCES = Path(__file__).parent / "utterances"


def photo(n: int, width: int = 1600, height: int = 900) -> Medium:
    """The ``n``-th upload, a picture."""
    name = f"photo{n}.jpg"
    return Medium(
        id=f"up_{n}", url=f"/media/{name}", name=name, file_type="image", width=width, height=height
    )


def film(n: int, ms: int = 10_000) -> Medium:
    """The ``n``-th upload, a video clip."""
    name = f"clip{n}.mp4"
    return Medium(
        id=f"up_{n}",
        url=f"/media/{name}",
        name=name,
        file_type="video",
        width=1920,
        height=1080,
        duration_ms=ms,
        has_audio=True,
    )


def song(n: int, ms: int = 30_000) -> Medium:
    """The ``n``-th upload, a sound."""
    name = f"song{n}.mp3"
    return Medium(id=f"up_{n}", url=f"/media/{name}", name=name, file_type="audio", duration_ms=ms)


def bare(*media: Medium, language: str = "en") -> Scene:
    """Nothing done yet."""
    return Scene(draft=EMPTY, media=media, language=language)


def made(*media: Medium, language: str = "en") -> Scene:
    """The uploads as a slideshow."""
    scene = bare(*media, language=language)
    return Scene(draft=apply((Make(),), scene), media=media, language=language)


def photos(count: int = 3) -> tuple[Medium, ...]:
    """So many pictures."""
    return tuple(photo(n) for n in range(1, count + 1))


def lengths(draft: Draft) -> list[int]:
    """How long each clip stays."""
    return [length(segment) for segment in clips(draft)]


def names(draft: Draft) -> list[str]:
    """What the clips show, in order."""
    return [video(segment).name for segment in clips(draft)]


# -- what is wrong with a draft


def flaws(draft: Draft) -> list[str]:
    """Everything that a valid draft must not have, as sentences."""
    return [*_flaws_of_the_whole(draft), *_flaws_of_tracks(draft), *_flaws_of_cuts(draft)]


def _flaws_of_the_whole(draft: Draft) -> Iterator[str]:
    shown = clips(draft)
    ids = [segment.id for track in draft.tracks for segment in track.segments]
    if draft.duration != max(map(end, shown), default=0):
        yield f"the draft lasts {draft.duration}"
    if draft.tracks and "canvas" not in draft.meta:
        yield "there is no canvas"
    if len(ids) != len(set(ids)) or None in ids:
        yield f"ids are not unique: {ids}"
    if len({track.id for track in draft.tracks}) != len(draft.tracks):
        yield "track ids are not unique"


def _flaws_of_tracks(draft: Draft) -> Iterator[str]:
    for track in draft.tracks:
        if not track.segments:
            yield f"track {track.id} is empty"
        for segment in track.segments:
            if length(segment) <= 0 or end(segment) > (draft.duration or 0):
                yield f"{segment.id} lies at {start(segment)} for {length(segment)}"
        for one, other in pairwise(track.segments):
            touching = start(other) - end(one)
            if touching < 0 or (track.kind == TrackKind.VIDEO and touching):
                yield f"{one.id} and {other.id} are {touching} ms apart"


def _flaws_of_cuts(draft: Draft) -> Iterator[str]:
    shown = clips(draft)
    if shown and video(shown[0]).transition.duration:
        yield "the first clip has a transition"
    for one, other in pairwise(shown):
        if video(other).transition.duration > min(length(one), length(other)) // 2:
            yield f"the transition into {other.id} is too long"


# -- the tables


@dataclass(frozen=True, slots=True)
class Row:
    """An utterance and what it means."""

    text: str
    meaning: str

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that the meaning names; none for an answer or a question."""
        return tuple(_edits(self.meaning))


@cache
def rows(name: str) -> tuple[Row, ...]:
    """A table: one ``utterance => meaning`` a line."""
    lines = (UTTERANCES / name).read_text("utf-8").splitlines()
    return tuple(Row(*line.split(" => ", 1)) for line in lines)


def _edits(meaning: str) -> Iterator[Edit]:
    """``kind key=json inner.key=json; kind …``"""
    rest = meaning.partition(" (cannot:")[0]
    while rest and ":" not in rest.partition(" ")[0]:
        kind, rest = _word(rest)
        values: dict[str, Any] = {"kind": kind}
        while rest.startswith(" "):
            key, _, rest = rest[1:].partition("=")
            value, at = json.JSONDecoder().raw_decode(rest)
            _put(values, key, value)
            rest = rest[at:]
        yield EDIT.validate_python(values)
        rest = rest.removeprefix("; ")


def _word(text: str) -> tuple[str, str]:
    size = next((n for n, letter in enumerate(text) if letter in " ;"), len(text))
    return text[:size], text[size:]


def _put(values: dict[str, Any], key: str, value: object) -> None:
    outer, _, inner = key.partition(".")
    if inner:
        values.setdefault(outer, {})[inner] = value
    else:
        values[outer] = value


ENGLISH, CHINESE = rows("english.txt"), rows("chinese.txt")


def messages() -> st.SearchStrategy[str]:
    """Something that a user might say."""
    return st.sampled_from([row.text for row in (*ENGLISH, *CHINESE)])


def media() -> st.SearchStrategy[tuple[Medium, ...]]:
    """Some uploads of all kinds."""
    makers: list[Callable[[int], Medium]] = [photo, photo, film, song]
    kinds = st.sampled_from(makers)
    return st.lists(kinds, max_size=6).map(
        lambda makers: tuple(make(n) for n, make in enumerate(makers, start=1))
    )


def texts_of(draft: Draft) -> list[Segment]:
    """All texts, in order of their time."""
    found = (s for t in draft.tracks if t.kind == TrackKind.TEXT for s in t.segments)
    return sorted(found, key=start)


def sounds_of(draft: Draft) -> list[Segment]:
    """All sounds."""
    return [s for t in draft.tracks if t.kind == TrackKind.AUDIO for s in t.segments]
