"""What the finished file is: read from the file itself, never from what the service said of it."""

from collections.abc import Mapping
from pathlib import Path

from nemo_client.formats import amount
from nemo_client.mp4 import Movie, NotAMovie, probe
from nemo_client.origin import is_local
from nemo_client.wording import LEADS_HOME


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


def times(took: Mapping[str, float]) -> str:
    """``connect 0.1 s, upload 0.2 s; 5.5 s in all``"""
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items())
    return f"{steps}; {sum(took.values()):.1f} s in all"
