"""What a user wants, one line each.

::

    connect
    send add the title "Hello"
    send[ratio] make it vertical            the tag says what is meant: a limit of the service
    say move this photo @photo.jpg          a message with a file
    say[credits] 余额                        a command, typed
    upload photo.jpg notes.txt!type         !flaw: missing, type, size, disguised, borderline
    state
    credits
    export
    restart                                 stopped, and started again on the same home
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from nemo_conformance.driver.words import Capability
from nemo_conformance.record import Flaw, Limit, Offered, Want

RESTART: Final = "restart"
LINE: Final = re.compile(r"(?P<op>[a-z]+)(?:\[(?P<tag>[a-z-]+)\])?(?:\s+(?P<rest>.*))?", re.DOTALL)
FILE: Final = re.compile(r"(?:^|\s)@?(?P<name>[^\s@!]+\.\w+)(?:!(?P<flaw>[a-z]+))?(?=\s|$)")
ATTACHED: Final = re.compile(r"\s@(?P<name>[^\s@!]+\.\w+)(?:!(?P<flaw>[a-z]+))?(?=\s|$)")
NEEDS: Final[Mapping[str, Capability]] = MappingProxyType(
    {
        "connect": Capability.CONNECT,
        "send": Capability.SEND,
        "say": Capability.CHAT,
        "upload": Capability.UPLOAD_FILE,
        "state": Capability.STATE,
        "credits": Capability.CREDITS,
        "export": Capability.EXPORT,
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A wish as it was written; ``want`` says what it means."""

    op: str
    want: Want
    text: str = ""
    files: tuple[Offered, ...] = ()
    limit: Limit | None = None


def parse(line: str) -> Line:
    """The wish that a line says. Raises ``ValueError`` with a sentence."""
    match = LINE.fullmatch(line.strip())
    if match is None or match["op"] not in (*NEEDS, RESTART):
        known = ", ".join((*NEEDS, RESTART))
        raise ValueError(f'"{line}" is no wish; begin it with one of {known}.')
    op, tag, rest = match["op"], match["tag"], (match["rest"] or "").strip()
    match op:
        case "send" | "say":
            return _spoken(op, tag, f" {rest}")
        case "upload":
            return Line(op, Want.UPLOAD, files=_files(FILE, rest))
        case _:
            return Line(op, Want.CONNECT if op == RESTART else Want(op))


def _spoken(op: str, tag: str | None, rest: str) -> Line:
    text, files = ATTACHED.sub("", rest).strip(), _files(ATTACHED, rest)
    if tag in set(Limit):
        return Line(op, Want.MESSAGE, text, files, Limit(tag))
    if tag is not None and tag not in set(Want):
        known = ", ".join((*Want, *Limit))
        raise ValueError(f"[{tag}] says nothing about a wish; write one of {known}.")
    return Line(op, Want(tag) if tag else Want.MESSAGE, text, files)


def _files(pattern: re.Pattern[str], text: str) -> tuple[Offered, ...]:
    return tuple(
        Offered(one["name"], Flaw(one["flaw"]) if one["flaw"] else None)
        for one in pattern.finditer(text)
    )


def needs(line: Line, can: frozenset[Capability]) -> frozenset[Capability]:
    """What a client lacks for this wish; a message may be sent or said, whichever it can."""
    if line.op == RESTART:
        return frozenset()
    ways = {NEEDS[line.op]}
    if line.op == "send" or (line.op == "say" and line.want is Want.MESSAGE and not line.files):
        ways |= {Capability.CHAT, Capability.SEND}
    return frozenset() if ways & can else frozenset({NEEDS[line.op]})
