"""Whether finished films can be had, and are what they should be (S-EXP-10 to 13, S-LINK)."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.film import Film, read_film
from nemo_conformance.server.judge.check import Check, breach, reply_of
from nemo_conformance.server.judge.story import Story, url_of
from nemo_conformance.server.record import LINK, Call
from nemo_contract import Exposure as X

LONG, SHORT = 1920, 1080
ALTERED: Final = frozenset({X.LINK_ALTERED, X.LINK_EXPIRED})


def _downloads(story: Story) -> tuple[Call, ...]:
    """The downloads of completed renders by their own users."""
    strange = {X.FOREIGN_RENDER, X.UNKNOWN_RENDER}
    return tuple(o for o in story.of("render_download") if not o.shows.intersection(strange))


def _download(story: Story) -> Iterator[Finding]:
    for call in _downloads(story):
        if call.refused or not call.body:
            yield breach(f"a download: {reply_of(call)}", "the file", call)
        elif not call.whole:
            yield breach("the download broke off", "the whole file", call)


def _files(story: Story) -> Iterator[tuple[Call, bytes]]:
    for call in story.of("render_download", LINK):
        if call.fine and call.body and ("video" in call.kind or call.operation != LINK):
            yield call, call.body


def _films(story: Story) -> Iterator[tuple[Call, Film]]:
    for call, body in _files(story):
        if (film := read_film(body)) is not None:
            yield call, film


def _codecs(story: Story) -> Iterator[Finding]:
    want = "an MP4 of H.264 and AAC"
    for call, body in _files(story):
        film = read_film(body)
        if film is None:
            yield breach("the file is no MP4", want, call)
        elif "aac" not in film.codecs or not {"avc1", "avc3"}.intersection(film.codecs):
            yield breach(f"it is of {' and '.join(film.codecs)}", want, call)


def _size(story: Story) -> Iterator[Finding]:
    for call, film in _films(story):
        if max(film.width, film.height) > LONG or min(film.width, film.height) > SHORT:
            told = f"{film.width}x{film.height}"
            yield breach(f"the picture is {told}", "at most 1080x1920 or 1920x1080", call)


def _fast(story: Story) -> Iterator[Finding]:
    for call, film in _films(story):
        if not film.fast:
            yield breach("the index stands behind the media", "before it", call)


def _given(story: Story) -> Iterator[tuple[Call, str]]:
    """Every media link that the server told, with the reply that did."""
    for call in story.of("render_poll", "render_submit"):
        if url := url_of(call):
            yield call, url
    for call in story.of("upload"):
        rows: Any = call.data.get("files")
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and isinstance(row.get("cdn_url"), str):
                yield call, row["cdn_url"]


def _absolute(story: Story) -> Iterator[Finding]:
    for call, url in _given(story):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            yield breach("a media link is not absolute", "scheme, host and path", call)


def _media(story: Story) -> Iterator[Call]:
    return (one for one in story.links if "/workspace/" not in one.path)


def _open(story: Story) -> Iterator[Finding]:
    for call in _media(story):
        if not call.shows.intersection(ALTERED) and call.refused:
            yield breach(f"a media link without a token: {reply_of(call)}", "the file", call)


def _still_good(shown: X, want: str) -> Any:
    def breaches(story: Story) -> Iterator[Finding]:
        for call in story.showing(shown):
            if call.fine:
                yield breach(f"it gave {reply_of(call)}", want, call)

    return breaches


def _host(story: Story) -> Iterator[Finding]:
    for call, url in _given(story):
        asked, told = call.headers.get("Host"), urlsplit(url).netloc
        public = story.setup.public_url
        want = urlsplit(public).netloc if public else asked
        if want is not None and told != want:
            yield breach(f"a media link leads to {told}", f"to {want}, as was asked", call)
        elif _is_anywhere(told):
            yield breach(f"a media link leads to {told}", "to where clients reach it", call)


def _is_anywhere(netloc: str) -> bool:
    """A host that servers are bound to and nobody can reach."""
    try:
        return ip_address(urlsplit(f"//{netloc}").hostname or "").is_unspecified
    except ValueError:
        return False


def _asked_by_name(story: Story) -> bool:
    return any("Host" in call.headers or story.setup.public_url for call, _ in _given(story))


FILMS: Final = (
    Check("S-EXP-10", _download, when=lambda story: bool(_downloads(story))),
    Check("S-EXP-11", _codecs, when=lambda story: any(_files(story))),
    Check("S-EXP-12", _size, when=lambda story: any(_films(story))),
    Check("S-EXP-13", _fast, when=lambda story: any(_films(story))),
    Check("S-LINK-1", _absolute, when=lambda story: any(_given(story))),
    Check("S-LINK-2", _open, when=lambda story: any(_media(story))),
    Check("S-LINK-3", _still_good(X.LINK_ALTERED, "with another signature no file")),
    Check("S-LINK-4", _still_good(X.LINK_EXPIRED, "after its time no file")),
    Check("S-LINK-5", _host, when=_asked_by_name),
)
