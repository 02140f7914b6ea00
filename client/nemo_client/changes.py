"""What an edit did, by comparing the timeline before with the timeline after (C-SSE-5)."""

import re
from collections.abc import Iterator
from itertools import groupby

from nemo_client.timeline import Piece, Timeline, seconds

NAMED = 3


def changes(before: Timeline, after: Timeline) -> tuple[str, ...]:
    """Sentences such as ``Added title “Paradise” at the top, 0–3 s.``; none without a change."""
    old = {piece.id: piece for piece in before.pieces}
    new = {piece.id: piece for piece in after.pieces}
    added = [piece for key, piece in new.items() if key not in old]
    removed = [piece for key, piece in old.items() if key not in new]
    kept = [(old[key], new[key]) for key in new if key in old]
    return (
        *_grouped("Added", added),
        *_grouped("Removed", removed),
        *(line for one, other in kept for line in _altered(one, other)),
        *_whole(before, after),
    )


def _grouped(verb: str, pieces: list[Piece]) -> Iterator[str]:
    for label, group in groupby(pieces, key=lambda piece: piece.label):
        alike = list(group)
        if len(alike) > NAMED:
            yield f"{verb} {len(alike)} {_plural(label)}, {_time(alike)}."
        else:
            yield from (f"{verb} {_described(piece)}." for piece in alike)


def _described(piece: Piece) -> str:
    place = f" at the {piece.place.replace('-', ' ')}" if piece.place not in ("", "center") else ""
    return f"{_noun(piece.label)} {_called(piece)}{place}, {_time([piece])}"


def _altered(one: Piece, other: Piece) -> Iterator[str]:
    what = f"{_noun(other.label)} {_called(other)}"
    if one == other:
        return
    if one.name != other.name:
        yield f"Changed {_noun(one.label)} {_called(one)} to {_called(other)}."
    elif (one.start, one.end) != (other.start, other.end):
        yield f"Moved {what} to {_time([other])}."
    elif one.volume != other.volume and other.volume is not None:
        yield f"Set {what} to {other.volume:g}% volume."
    else:
        yield f"Changed {what}."


def _whole(before: Timeline, after: Timeline) -> Iterator[str]:
    if after.size and before.size and after.size != before.size:
        yield f"The picture is now {after.size[0]}x{after.size[1]}."
    if after.duration != before.duration:
        yield f"The video is now {seconds(after.duration)} s long."


def _noun(label: str) -> str:
    return {"BGM": "music", "Video": "clip"}.get(label, label.lower())


def _called(piece: Piece) -> str:
    """Its name; a text in quotes as they stand in sentences."""
    return re.sub(r'^"(.*)"$', r"“\1”", piece.name)


def _plural(label: str) -> str:
    noun = _noun(label)
    return noun if noun.endswith(("s", "music", "audio")) else f"{noun}s"


def _time(pieces: list[Piece]) -> str:
    start = min(piece.start for piece in pieces)
    end = max(piece.end for piece in pieces)
    return f"{seconds(start)}–{seconds(end)} s"
