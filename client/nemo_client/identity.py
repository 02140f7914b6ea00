"""What is kept between runs, for its owner's eyes only, one folder an API origin (C-AUTH-3)."""

import contextlib
import hashlib
import json
import os
import uuid
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

from nemo_client.flows.steps import Identity, RenderNote, Talk

CLIENT_ID: Final = "client_id"
ACCESS: Final = "access.json"
SESSION: Final = "session.json"
RENDERS: Final = "renders.json"
KEPT_RENDERS: Final = 50


class Keeper:
    """C-AUTH-3: reads and writes the folder; one that cannot be used is as good as an empty one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self) -> Identity | None:
        """The client id, with its token when there is one."""
        client_id = _uuid(self._read(CLIENT_ID))
        if not client_id:
            return None
        kept = self._object(ACCESS)
        if kept.get("of") != _digest(client_id):
            return Identity(client_id)
        return Identity(client_id, str(kept.get("token", "")), str(kept.get("user_id", "")))

    def remember(self, note: Identity | RenderNote | Talk) -> None:
        """Keep it."""
        if isinstance(note, Identity):
            token = {"of": _digest(note.client_id), "token": note.token, "user_id": note.user_id}
            self._write(CLIENT_ID, note.client_id + "\n")
            self._write(ACCESS, json.dumps(token))
        elif isinstance(note, Talk):
            self._write(SESSION, json.dumps(asdict(note)))
        else:
            noted = {note.render_id: [note.session_id, note.digest]}
            latest = list({**self._object(RENDERS), **noted}.items())[-KEPT_RENDERS:]
            self._write(RENDERS, json.dumps(dict(latest)))

    def talk(self) -> Talk | None:
        """The session of the last run."""
        kept = self._object(SESSION)
        told = [kept.get(field.name) for field in fields(Talk)]
        texts = [value for value in told if isinstance(value, str)]
        return Talk(*texts) if len(texts) == len(told) else None

    def forget(self, render_id: str) -> None:
        """The render's file has come: no need to know it any more."""
        kept = self._object(RENDERS)
        if kept.pop(render_id, None) is not None:
            self._write(RENDERS, json.dumps(kept))

    def renders(self) -> tuple[RenderNote, ...]:
        """Renders whose file never came, oldest first."""
        kept = self._object(RENDERS)
        noted = (RenderNote(key, *map(str, _list(value))) for key, value in kept.items())
        return tuple(noted)

    def _read(self, name: str) -> str:
        try:
            return (self._folder / name).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _object(self, name: str) -> dict[str, Any]:
        try:
            value = json.loads(self._read(name))
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    def _write(self, name: str, text: str) -> None:
        """Whole or not at all, and readable by its owner only from the first byte on."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self._folder / f"{name}.{os.getpid()}.part"
            part.unlink(missing_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(text)
            part.replace(self._folder / name)


def _list(value: object) -> list[object]:
    """Session and digest, whatever lies in the file."""
    return [*value[:2], "", ""][:2] if isinstance(value, list) else ["", ""]


def _digest(client_id: str) -> str:
    """Tells which id a token goes with, without writing the id down twice."""
    return hashlib.sha256(client_id.encode()).hexdigest()[:16]


def _uuid(text: str) -> str:
    try:
        return str(uuid.UUID(text.strip()))
    except ValueError:
        return ""
