"""What the finished file is: read from the file itself, never from what the service said of it."""

from collections.abc import Mapping
from pathlib import Path

from nemo_client.flows.desk import State
from nemo_client.flows.export import Exported
from nemo_client.formats import amount
from nemo_client.mp4 import Movie, NotAMovie, probe
from nemo_client.origin import is_local
from nemo_client.timeline import Piece, read_timeline
from nemo_client.wording import LEADS_HOME
from nemo_contract.wire import Uploaded


def read_movie(path: Path) -> Movie:
    """Raises ``NotAMovie`` when it is none, or not whole."""
    with path.open("rb") as file:

        def read(offset: int, length: int) -> bytes:
            file.seek(offset)
            return file.read(length)

        return probe(read, path.stat().st_size)


def described(path: Path) -> dict[str, str]:
    """The rows of a summary: file, size, duration, streams."""
    rows = {"file": str(path), "size": amount(path.stat().st_size)}
    try:
        movie = read_movie(path)
    except NotAMovie as error:
        return rows | {"streams": f"unknown: {error}"}
    streams = " + ".join(map(str, movie.streams))
    start = ", starts playing at once" if movie.faststart else ""
    return rows | {"duration": f"{movie.duration:.2f} s", "streams": streams + start}


def kept(link: str) -> dict[str, str]:
    """The row with the link by which the user keeps the work; a local one keeps nothing."""
    if not link:
        return {}
    return {"link": link, "leads to": LEADS_HOME} if is_local(link) else {"keep it": link}


def of_export(exported: Exported) -> dict[str, object]:
    """For programs: where the file is, its size in bytes, its digest, and the render's id."""
    facts = {"file": str(exported.path), "bytes": exported.size, "sha256": exported.sha256}
    link = {"link": exported.link} if exported.link else {}
    return {**facts, "render_id": exported.render_id, **link}


def of_upload(stored: Uploaded) -> dict[str, object]:
    """For programs: the files as the service took them."""
    return {"files": [file.dump() for file in stored.files]}


def of_state(state: State) -> dict[str, object]:
    """For programs: the timeline, times in ms, volumes in per cent."""
    timeline = read_timeline(state)
    tracks = [
        {"label": lane.label, "pieces": [_piece(piece) for piece in lane.pieces]}
        for lane in timeline.lanes
    ]
    return {"tracks": tracks, "duration": timeline.duration, "size": timeline.size}


def _piece(piece: Piece) -> dict[str, object]:
    volume = {} if piece.volume is None else {"volume": piece.volume}
    return {"name": piece.name, "start": piece.start, "end": piece.end, **volume}


def times(took: Mapping[str, float]) -> str:
    """``connect 0.1 s, upload 0.2 s; 5.5 s in all``"""
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items())
    return f"{steps}; {sum(took.values()):.1f} s in all"
