"""What can go wrong with a reply as a whole, before anything is said about its bytes."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from nemo_emulator.script.errors import check, lasts

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")


@dataclass(frozen=True, slots=True)
class Delay:
    """The request waits so many virtual seconds before it is looked at."""

    seconds: float
    kind: Literal["delay"] = "delay"

    def __post_init__(self) -> None:
        lasts(self.seconds, "A delay")


class Work(StrEnum):
    """Whether the request is carried out although its reply is replaced."""

    NONE = "none"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Answer:
    """Refuse with a code: three digits are an HTTP status too, four an envelope's (contract.md 1).

    ``status`` overrides the HTTP status, so that code and status can disagree (C-ERR-5).
    ``retry_after`` in s. With ``work`` done the request takes effect and only its reply is lost.
    """

    code: int
    status: int | None = None
    retry_after: int | None = None
    work: Work = Work.NONE
    kind: Literal["answer"] = "answer"

    def __post_init__(self) -> None:
        known = 200 <= self.code <= 599 or 1000 <= self.code <= 9999
        check(known, f"{self.code} is no code; write 200 to 599, or four digits.")
        check(self.status is None or 200 <= self.status <= 599, "status= is 200 to 599.")
        check(self.retry_after is None or self.retry_after >= 0, "retry-after= is 0 s or more.")


class Shape(StrEnum):
    """What becomes of a reply's body: ``TRUNCATED`` is half of its JSON, ``WRONG_TYPE`` swaps the
    types of its values."""

    EMPTY = "empty"
    HTML = "html"
    TRUNCATED = "truncated"
    WRONG_TYPE = "wrong-type"


@dataclass(frozen=True, slots=True)
class Body:
    """The reply has another body; its status and framing fit."""

    shape: Shape
    kind: Literal["body"] = "body"


@dataclass(frozen=True, slots=True)
class BodyText:
    """The reply has exactly this body, in UTF-8."""

    text: str
    kind: Literal["body-text"] = "body-text"


@dataclass(frozen=True, slots=True)
class Header:
    """The reply has this header, in place of any of the same name."""

    name: str
    value: str
    kind: Literal["header"] = "header"

    def __post_init__(self) -> None:
        check(_NAME.fullmatch(self.name), f'"{self.name}" is no header name.')
        check(_VALUE.fullmatch(self.value), "A header value holds no control signs, only latin-1.")


@dataclass(frozen=True, slots=True)
class NoHeader:
    """The reply lacks this header."""

    name: str
    kind: Literal["no-header"] = "no-header"

    def __post_init__(self) -> None:
        check(_NAME.fullmatch(self.name), f'"{self.name}" is no header name.')


class Twice(StrEnum):
    """What comes twice: the request at the server (its first reply is lost), or the reply's bytes
    at the client."""

    REQUEST = "request"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Something comes twice."""

    what: Twice
    kind: Literal["duplicate"] = "duplicate"
