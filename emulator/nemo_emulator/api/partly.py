"""How much of a file is sent: conditions and ranges as RFC 9110 has them, sections 13 and 14."""

import re
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator.api.sending import FileReply

_RANGES: Final = re.compile(r"bytes=\s*(\d+-\d*|-\d+)(\s*,\s*(\d+-\d*|-\d+))*\s*")


def send_file(request: Request, path: Path, kind: str, name: str, etag: str) -> Response:
    """The file or the ranges of it that are asked for, or that the client has it already (304),
    or has another one (412). ``etag`` without quotes; the same for ever for the same bytes."""
    tag = f'"{etag}"'
    if _known(request.headers.get("if-match", "*"), tag) is False:
        return Response(status_code=412, headers={"ETag": tag})
    if _known(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers={"ETag": tag})
    if not readable(request.headers.get("range", "")):
        kept = [header for header in request.scope["headers"] if header[0] != b"range"]
        request.scope["headers"] = kept
    return FileReply(path, name, kind, tag)


def readable(ranges: str) -> bool:
    """Whether these are ranges; any other unit, and what is none, is ignored."""
    if not _RANGES.fullmatch(ranges):
        return False
    pairs = (part.strip().split("-") for part in ranges.partition("=")[2].split(","))
    return all(not (first and last) or int(first) <= int(last) for first, last in pairs)


def _known(tags: str, tag: str) -> bool:
    """Whether a list of tags has this one; ``*`` has all. Weak ones count."""
    known = [one.strip().removeprefix("W/") for one in tags.split(",")]
    return "*" in known or tag in known
