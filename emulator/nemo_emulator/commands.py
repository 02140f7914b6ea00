"""The verbs of a running emulator as the command line has them: one table for all of it.

Each is a request to the control plane; the names are those of Python and HTTP.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote

from nemo_emulator.tuning import REVISIONS, nested

LENGTH: Final = re.compile(r"(\d+(?:\.\d+)?)([smhd])")
JSON: Final = re.compile(r"true|false|-?(0|[1-9]\d*)(\.\d+)?")
UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}


class Into(StrEnum):
    """Where a word of the command line goes."""

    PATH = "path"
    QUERY = "query"
    BODY = "body"
    SETTINGS = "settings"
    CLOCK = "clock"
    SENT = "sent"
    """A file that is the request's body, ``-`` for stdin."""
    SAVED = "saved"
    """A file that the reply goes to, ``-`` for stdout."""


@dataclass(frozen=True, slots=True)
class Word:
    """A positional word, or an option if it begins with ``--``; ``more`` is argparse's."""

    name: str
    into: Into
    help: str
    more: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        """What the control plane calls it."""
        return self.name.lstrip("-").replace("-", "_")

    def add(self, to: argparse.ArgumentParser) -> None:
        """Teach it to a parser."""
        to.add_argument(self.name, help=self.help, **(self.more or {}))


@dataclass(frozen=True, slots=True)
class Verb:
    """One request; ``path`` is below ``/__nemo/``, ``kind`` the type of a file that is sent."""

    name: str
    method: str
    path: str
    help: str
    words: tuple[Word, ...] = ()
    kind: str = "application/json"


def length(text: str) -> float:
    """``7d``, ``1h30m`` or ``90s`` in s."""
    parts = LENGTH.findall(text)
    if not parts or "".join(n + unit for n, unit in parts) != text:
        raise argparse.ArgumentTypeError(f"{text!r} is no length of time; write 7d, 1h30m or 90s.")
    return sum(float(n) * UNITS[unit] for n, unit in parts)


def _option(name: str, text: str, kind: Callable[[str], Any] = str, **more: Any) -> Word:
    return Word(name, Into.BODY, text, {"type": kind, **more})


_FILTER: Final = (
    ("--operation", str, "such as run_sse"),
    ("--method", str, "such as POST"),
    ("--path", str, "a regular expression"),
    ("--status", int, "the HTTP status"),
    ("--code", int, "the code in the envelope"),
    ("--user-id", str, "whose token came"),
    ("--since", int, "only those after this number"),
)
_SAVED: Final = Word("file", Into.SAVED, "where to; default stdout", {"nargs": "?", "default": "-"})
_RUN: Final = (
    Word("name", Into.BODY, "letters, digits, _ . -; default: one is made up", {"nargs": "?"}),
    _option("--revision", "the form of the API that it speaks", choices=list(REVISIONS)),
    _option("--seed", "makes ids and choices repeatable", int),
    _option("--port", "a port of its own besides /r/NAME; 0: any free one", int),
    _option("--faults", "a rule to begin with; may be given again", action="append"),
    Word(
        "--set",
        Into.SETTINGS,
        "any other setting, such as pace=instant or prices.edit=0; may be given again",
        {"action": "append", "metavar": "NAME=VALUE"},
    ),
    Word(
        "--mode",
        Into.CLOCK,
        "what moves its clock",
        {"choices": ("real", "scaled", "manual", "auto")},
    ),
    Word("--scale", Into.CLOCK, "virtual seconds to a real one", {"type": float}),
)


def filters(into: Into) -> tuple[Word, ...]:
    """Which requests are meant."""
    return tuple(Word(name, into, text, {"type": kind}) for name, kind, text in _FILTER)


VERBS: Final = (
    Verb("health", "GET", "health", "whether it is alive, and what goes on"),
    Verb("info", "GET", "info", "its version, its settings, its verbs"),
    Verb(
        "verdict",
        "GET",
        "verdict",
        "whether all went as scripted, and nothing strange came; else 1",
    ),
    Verb(
        "requests",
        "GET",
        "requests",
        "what was asked and answered",
        (*filters(Into.QUERY), Word("--limit", Into.QUERY, "the last so many", {"type": int})),
    ),
    Verb("requests count", "GET", "requests/count", "how many", filters(Into.QUERY)),
    Verb(
        "requests wait",
        "POST",
        "requests/wait",
        "until such requests have come",
        (
            *filters(Into.BODY),
            _option("--count", "how many", int),
            _option("--timeout", "real seconds", float),
        ),
    ),
    Verb("requests clear", "DELETE", "requests", "forget them"),
    Verb("accounts", "GET", "accounts", "everybody, with balance"),
    Verb(
        "accounts open",
        "POST",
        "accounts",
        "make an account and a token",
        (
            _option("--plan", "what it may do", choices=("anonymous", "free", "paid")),
            _option("--credits", "what it has", int),
            _option("--days", "how long the token is good", float),
            _option("--scopes", "what the token is for: read, write, upload", nargs="+"),
        ),
    ),
    Verb(
        "accounts grant",
        "PUT",
        "accounts/{user_id}/credits",
        "set what it has left",
        (Word("user_id", Into.PATH, "whose"), _option("available", "credits", int)),
    ),
    Verb(
        "accounts revoke",
        "POST",
        "accounts/{user_id}/revoke",
        "make its tokens worthless",
        (Word("user_id", Into.PATH, "whose"),),
    ),
    Verb(
        "accounts expire",
        "POST",
        "accounts/{user_id}/expire",
        "let its tokens end now",
        (Word("user_id", Into.PATH, "whose"),),
    ),
    Verb("ledger", "GET", "ledger", "every executed turn and what it took"),
    Verb("sessions", "GET", "sessions", "every session"),
    Verb("jobs", "GET", "jobs", "every render"),
    Verb(
        "jobs move",
        "PUT",
        "jobs/{render_id}",
        "move a render by hand",
        (Word("render_id", Into.PATH, "which"), _option("progress", "per cent", float)),
    ),
    Verb(
        "jobs fail",
        "PUT",
        "jobs/{render_id}",
        "let a render fail",
        (Word("render_id", Into.PATH, "which"), _option("error", "why")),
    ),
    Verb("faults", "GET", "faults", "every rule and what became of it"),
    Verb("faults add", "POST", "faults", "one more rule", (_option("rule", "in quotes"),)),
    Verb(
        "faults remove",
        "DELETE",
        "faults/{which}",
        "take a rule out",
        (Word("which", Into.PATH, "its number or name"),),
    ),
    Verb("faults clear", "DELETE", "faults", "no rules; calls are counted from 1 again"),
    Verb("script", "GET", "script", "the rules as lines of text"),
    Verb(
        "script put",
        "PUT",
        "script",
        "these rules in place of all others",
        (Word("file", Into.SENT, "one rule a line; - for stdin"),),
        "text/plain",
    ),
    Verb("clock", "GET", "clock", "how it stands"),
    Verb(
        "clock advance",
        "POST",
        "clock/advance",
        "move it on",
        (_option("seconds", "such as 7d, 1h30m or 90s", length, metavar="length"),),
    ),
    Verb("clock idle", "POST", "clock/idle", "move it on until nothing waits any more"),
    Verb("clock freeze", "POST", "clock/freeze", "stand still"),
    Verb("clock resume", "POST", "clock/resume", "go on as before"),
    Verb(
        "clock set",
        "PUT",
        "clock",
        "let it be moved in another way",
        (
            _option("--mode", "by what", choices=("real", "scaled", "manual", "auto")),
            _option("--scale", "virtual seconds to a real one", float),
        ),
    ),
    Verb(
        "clock wait",
        "POST",
        "clock/wait",
        "wait with it, as a client does: until then, or until there is something to read",
        (
            _option("until", "seconds since the run's start", float, nargs="?"),
            _option("--seen", "body bytes read of the open stream", int),
            _option("--waiter", "a name for each thread that waits"),
            Word("--done", Into.BODY, "it waits no more", {"action": "store_const", "const": True}),
        ),
    ),
    Verb("runs", "GET", "runs", "every isolated world of the server"),
    Verb("runs create", "POST", "runs", "a new one, empty", _RUN),
    Verb("runs remove", "DELETE", "runs/{name}", "end one", (Word("name", Into.PATH, "which"),)),
    Verb("reset", "POST", "reset", "an empty world, the script as it began"),
    Verb(
        "seed",
        "POST",
        "seed",
        "ids and choices from here on as of a run with this seed",
        (_option("seed", "a whole number", int),),
    ),
    Verb("snapshot", "GET", "snapshot", "the whole state as JSON; files stay there", (_SAVED,)),
    Verb(
        "restore",
        "PUT",
        "snapshot",
        "become what a snapshot was",
        (Word("file", Into.SENT, "what snapshot gave; - for stdin"),),
    ),
    Verb("export", "GET", "export", "the whole state and its files, as a zip", (_SAVED,)),
    Verb(
        "import",
        "PUT",
        "import",
        "become what was exported, perhaps elsewhere",
        (Word("file", Into.SENT, "what export gave; - for stdin"),),
        "application/zip",
    ),
    Verb("openapi", "GET", "openapi", "the document of the whole API", (_SAVED,)),
    Verb("metrics", "GET", "metrics", "for Prometheus"),
    Verb(
        "events",
        "GET",
        "events",
        "every exchange as it ends, until stopped",
        (Word("--since", Into.QUERY, "only those after this number", {"type": int}),),
    ),
)
BY_NAME: Final = {verb.name: verb for verb in VERBS}


@dataclass(frozen=True, slots=True)
class Question:
    """A request as it is sent; ``path`` has its names filled in."""

    verb: Verb
    path: str
    query: Mapping[str, str]
    body: Mapping[str, Any] | None
    sent: str | None
    saved: str | None


def question(verb: Verb, words: argparse.Namespace) -> Question:
    """What the words of a command line ask. Raises ``SettingError``."""
    given = [(word, getattr(words, word.key)) for word in verb.words]

    def of(into: Into) -> dict[str, Any]:
        return {word.key: value for word, value in given if word.into is into and value is not None}

    body = of(Into.BODY) | _settings(of(Into.SETTINGS)) | _clock(of(Into.CLOCK))
    return Question(
        verb=verb,
        path=verb.path.format(**{key: quote(word, "") for key, word in of(Into.PATH).items()}),
        query={key: str(value) for key, value in of(Into.QUERY).items()},
        body=body if verb.method in ("POST", "PUT") and not of(Into.SENT) else None,
        sent=of(Into.SENT).get("file"),
        saved=of(Into.SAVED).get("file"),
    )


def _settings(given: Mapping[str, list[str]]) -> dict[str, Any]:
    return dict(_values(nested(given.get("set", ()))))


def _values(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Numbers and truths as JSON has them; all else is text."""
    for name, value in given.items():
        if isinstance(value, dict):
            yield name, dict(_values(value))
        else:
            yield name, json.loads(value) if JSON.fullmatch(value) else value


def _clock(given: Mapping[str, Any]) -> dict[str, Any]:
    scaled = {"mode": "scaled"} if "scale" in given else {}
    return {"clock": scaled | dict(given)} if given else {}


def add_verbs(to: Any) -> None:
    """Teach all of them to a parser's commands; a verb of one word may lead to longer ones."""
    below: dict[str, Any] = {}
    for verb in VERBS:
        first, _, second = verb.name.partition(" ")
        if not second:
            parser = to.add_parser(first, help=verb.help)
            more = [one for one in VERBS if one.name.startswith(f"{first} ")]
            if more:
                below[first] = parser.add_subparsers(dest="more", metavar="VERB")
        else:
            parser = below[first].add_parser(second, help=verb.help)
        _teach(parser, verb)


def _teach(parser: argparse.ArgumentParser, verb: Verb) -> None:
    parser.set_defaults(verb=verb.name)
    add_where(parser)
    for word in verb.words:
        word.add(parser)


def add_where(parser: argparse.ArgumentParser) -> None:
    """Which emulator is asked, and for whom; before the verb or behind it."""
    where = parser.add_argument_group("where")
    where.add_argument("--url", default=argparse.SUPPRESS, help="the emulator's address")
    where.add_argument("--run", default=argparse.SUPPRESS, help="one of its runs")
    where.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="for programs"
    )
