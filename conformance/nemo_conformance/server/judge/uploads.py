"""Whether files are taken, told and refused as they should (S-UP)."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Final

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.judge.access import UNWELCOME, refuses
from nemo_conformance.server.judge.check import Check, breach, reply_of
from nemo_conformance.server.judge.story import Story
from nemo_conformance.server.record import Call
from nemo_contract import Code
from nemo_contract import Exposure as X

BAD: Final = frozenset(
    {
        X.BAD_FILE_SENT,
        X.MIXED_FILES_SENT,
        X.BIG_FILE_SENT,
        X.MISNAMED_FILE_SENT,
        X.UNKNOWN_SESSION,
        X.FOREIGN_SESSION,
        *UNWELCOME,
    }
)
IMAGES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp")
SOUNDS: Final = (".mp3", ".wav", ".m4a", ".aac")
FIELDS: Final = MappingProxyType(
    {
        "filename": str,
        "file_type": str,
        "cdn_url": str,
        "duration": int | float,
        "width": int,
        "height": int,
        "fps": int | float,
        "hash": str,
    }
)


def _good(story: Story) -> tuple[Call, ...]:
    """The uploads of files that had to be taken."""
    sent = (one for one in story.of("upload") if one.files)
    return tuple(one for one in sent if not one.shows.intersection(BAD))


def _rows(call: Call) -> list[Any]:
    found = call.data.get("files")
    return found if isinstance(found, list) else []


def _multipart(story: Story) -> Iterator[Finding]:
    for call in _good(story):
        told, sent = len(_rows(call)), len(call.files)
        if call.fine and told != sent:
            yield breach(f"{sent} files came, {told} were told", "each of them", call)
        elif call.refused and sent > 1:
            yield breach(f"{sent} files in a request: {reply_of(call)}", "all are taken", call)
    if not any(one.fine for one in _good(story)):
        call = _good(story)[0]
        yield breach(f"multipart `files`: {reply_of(call)}", "they are taken", call)


def _by_url(story: Story) -> tuple[Call, ...]:
    """The uploads by address; where the server may not reach it, only those that went well."""
    asked = (one for one in story.of("upload") if not one.files and one.asked is not None)
    fair = (one for one in asked if not one.shows.intersection(BAD))
    return tuple(one for one in fair if story.setup.fetches or one.fine)


def _urls(story: Story) -> Iterator[Finding]:
    for call in _by_url(story):
        if len(_rows(call)) != 1:
            want = "the file at the address is taken"
            yield breach(f"an upload by address: {reply_of(call)}", want, call)


def _taken(story: Story) -> tuple[Call, ...]:
    return tuple(one for one in story.of("upload") if one.fine)


def _told(story: Story) -> Iterator[Finding]:
    for call in _taken(story):
        for row in _rows(call):
            wrong = [
                n
                for n, kind in FIELDS.items()
                if not isinstance(row, dict) or not isinstance(row.get(n), kind)
            ]
            if wrong:
                yield breach(f"a file is told without {', '.join(wrong)}", "all of them", call)
            elif row["file_type"] not in ("video", "image", "audio"):
                yield breach(f"file_type is {row['file_type']}", "video, image or audio", call)


def _applied(story: Story) -> Iterator[Finding]:
    for call in _taken(story):
        if call.data.get("session_state_applied") is not True:
            told = call.data.get("session_state_applied")
            yield breach(f"session_state_applied is {told}", "true", call)


def _kind_of(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()
    return "image" if ending in IMAGES else "audio" if ending in SOUNDS else "video"


def _accepted(story: Story) -> Iterator[Finding]:
    for call in _good(story):
        kinds = ", ".join(PurePosixPath(name).suffix for name in call.files)
        want = "mp4 mov avi webm mkv jpg png gif webp mp3 wav m4a aac are accepted"
        if call.refused:
            yield breach(f"{kinds}: {reply_of(call)}", want, call)
            continue
        told = [row.get("file_type") for row in _rows(call) if isinstance(row, dict)]
        if sorted(map(str, told)) != sorted(map(_kind_of, call.files)):
            yield breach(f"{kinds} was told as {told}", want, call)


def _misnamed(story: Story) -> Iterator[Finding]:
    """A picture under a film's name is a picture; words under a picture's name are nothing."""
    for call in story.showing(X.MISNAMED_FILE_SENT):
        if call.showed(X.BAD_FILE_SENT):
            if call.code != Code.UNSUPPORTED_FILE:
                want = "4001: the content decides"
                yield breach(f"words under the name {call.files[0]}: {reply_of(call)}", want, call)
            continue
        told = [row.get("file_type") for row in _rows(call) if isinstance(row, dict)]
        if told != ["image"]:
            yield breach(f"a picture named {call.files[0]} is {told}", "an image", call)


def _infos(call: Call | None) -> int | None:
    match call.data if call else {}:
        case {"state": {"video_infos": [*rows]}}:
            return len(rows)
        case _:
            return None


def _all_or_none(story: Story) -> Iterator[Finding]:
    for call in story.showing(X.MIXED_FILES_SENT):
        if call.fine:
            yield breach("a request with a bad file was taken", "it is refused whole", call)
            continue
        before = next(iter(story.before(call, "state")), None)
        kept, had = _infos(story.state_after(call)), _infos(before)
        if kept is not None and kept > (had or 0):
            yield breach(f"{kept - (had or 0)} of its files were stored", "none of them", call)


UPLOADS: Final = (
    Check("S-UP-1", _multipart, when=lambda story: any(len(o.files) > 1 for o in _good(story))),
    Check("S-UP-2", _urls, when=lambda story: bool(_by_url(story))),
    Check("S-UP-3", _told, when=lambda story: bool(_taken(story))),
    Check("S-UP-4", _applied, when=lambda story: bool(_taken(story))),
    Check("S-UP-5", _accepted, when=lambda story: bool(_good(story))),
    Check("S-UP-6", _misnamed),
    Check("S-UP-7", _all_or_none),
    Check("S-UP-8", refuses(X.BAD_FILE_SENT, Code.UNSUPPORTED_FILE, unless=X.BIG_FILE_SENT)),
    Check("S-UP-9", refuses(X.BIG_FILE_SENT, Code.FILE_TOO_LARGE)),
)
