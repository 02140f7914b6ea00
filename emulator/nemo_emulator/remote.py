"""Asks a running emulator what the command line says, and writes down what it answers."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import httpx

from nemo_emulator.commands import BY_NAME, Question, question
from nemo_emulator.printing import printed

DEFAULT: Final = "http://127.0.0.1:8787"
SAYS_NO: Final = frozenset({"verdict"})
"""Verbs whose answer is also the exit code."""
PATIENCE: Final = 660.0
"""Real seconds; the longest that ``requests wait`` may take, and a bit."""


class NoAnswer(Exception):
    """The emulator is not there, or says no; the message says which."""


def ask(words: argparse.Namespace) -> int:
    """Carry out one verb: 0, or 1 for an answer that is "no".

    Raises ``NoAnswer``, ``OSError`` for a file, ``SettingError``.
    """
    asked = question(BY_NAME[words.verb], words)
    base = address(words)
    try:
        with _body(asked) as body, httpx.stream(**_request(asked, base, body)) as reply:
            _write(asked, reply, as_json=getattr(words, "json", False))
            return int(asked.verb.name in SAYS_NO and not reply.json()["ok"])
    except httpx.HTTPError as error:
        raise NoAnswer(
            f"No emulator answers at {base} ({error}). "
            "Start one with `nemo-emulator serve`, or name another --url."
        ) from None


def address(words: argparse.Namespace) -> str:
    """Where the emulator is, and which of its runs is meant."""
    named = os.environ.get("NEMO_EMULATOR_URL") or os.environ.get("NEMO_API_URL") or DEFAULT
    base: str = getattr(words, "url", named).rstrip("/")
    run = getattr(words, "run", None)
    return f"{base}/r/{run}" if run else base


@contextmanager
def _body(asked: Question) -> Iterator[dict[str, Any]]:
    """What of the request is its body, as httpx takes it."""
    kind = {"Content-Type": asked.verb.kind}
    if asked.sent is None:
        yield {} if asked.body is None else {"json": asked.body}
    elif asked.sent == "-":
        yield {"content": sys.stdin.buffer.read(), "headers": kind}
    else:
        with Path(asked.sent).open("rb") as file:
            yield {"content": file, "headers": kind}


def _request(asked: Question, base: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = dict(body.pop("headers", {}))
    if token := os.environ.get("NEMO_EMULATOR_CONTROL_TOKEN"):
        headers["Authorization"] = f"Bearer {token}"
    return body | {
        "method": asked.verb.method,
        "url": f"{base}/__nemo/{asked.path}",
        "params": asked.query,
        "headers": headers,
        "timeout": httpx.Timeout(PATIENCE, connect=5),
        "trust_env": False,
    }


def _write(asked: Question, reply: httpx.Response, *, as_json: bool) -> None:
    if reply.is_error:
        raise NoAnswer(_refusal(reply))
    if asked.saved not in (None, "-"):
        with Path(asked.saved).open("wb") as file:
            _pour(reply, file)
    elif asked.saved == "-" or not reply.headers.get("Content-Type", "").endswith("json"):
        _pour(reply, sys.stdout.buffer)
    else:
        sys.stdout.write(printed(reply.read(), as_json=as_json))


def _pour(reply: httpx.Response, into: IO[bytes]) -> None:
    for chunk in reply.iter_bytes():
        into.write(chunk)
        into.flush()


def _refusal(reply: httpx.Response) -> str:
    reply.read()
    try:
        return str(reply.json()["title"])
    except (ValueError, KeyError, TypeError):
        return f"{reply.url} answers {reply.status_code}; is that an emulator?"
