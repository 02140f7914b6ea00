"""What the commands ``record`` and ``drift`` do."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

from nemo_emulator.settings import Settings
from nemo_emulator.tuning import REVISIONS, SettingError, revised

ASKED: Final = (
    "Recording talks to a real server in your name. Put a token of yours into NEMO_TOKEN."
)


def add_recording(to: Any) -> None:
    """Teach ``record`` and ``drift`` to a parser's commands."""
    record = to.add_parser("record", help="pass requests on to a real server, write them down")
    record.add_argument("--upstream", required=True, metavar="URL", help="the real server")
    record.add_argument("--out", required=True, type=Path, metavar="FILE", help="a new file")
    record.add_argument("--host", default="127.0.0.1", help="default %(default)s")
    record.add_argument("--port", type=int, default=8788, help="default %(default)s; 0: any")
    record.set_defaults(own=_record)
    drift = to.add_parser("drift", help="say how a recording differs from the contract")
    drift.add_argument("recording", type=Path, metavar="FILE", help="what record wrote")
    drift.add_argument(
        "--revision",
        choices=list(REVISIONS),
        default=Settings().revision,
        help="the form of the API that is expected; default %(default)s",
    )
    drift.set_defaults(own=_drift)


def _record(words: argparse.Namespace) -> int:
    """Record until stopped. Raises ``SettingError``, ``OSError``."""
    token = os.environ.get("NEMO_TOKEN", "").strip()
    if not token:
        raise SettingError(ASKED)
    where = urlsplit(words.upstream)
    if where.scheme not in ("http", "https") or not where.hostname or where.username:
        raise SettingError(f"{words.upstream} is no server; write https://host.")
    from nemo_emulator.record.serving import record  # noqa: PLC0415 -- httpx, uvicorn

    with _new_file(words.out) as out:
        return record(words.upstream, token, out, (words.host, words.port))


@contextmanager
def _new_file(path: Path) -> Iterator[IO[str]]:
    """For its owner only, and never over another. Raises ``OSError``."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        yield file


def _drift(words: argparse.Namespace) -> int:
    """Print the differences; 1 if there are any. Raises ``SettingError``, ``OSError``."""
    from nemo_emulator.record import (  # noqa: PLC0415 -- pydantic
        BadRecording,
        differences,
        load,
        summed,
    )

    with words.recording.open(encoding="utf-8") as lines:
        try:
            rows = list(load(lines))
        except BadRecording as error:
            raise SettingError(f"{words.recording}: {error}") from None
    found = summed(differences(rows, revised(Settings(), words.revision)))
    for one in found:
        sys.stdout.write(f"{one}\n")
    sys.stderr.write(
        f"{len(rows)} exchanges, {len(found)} differences from revision {words.revision}.\n"
    )
    return 1 if found else 0
