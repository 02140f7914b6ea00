"""What is kept between runs, for its owner's eyes only, one folder an API origin (C-AUTH-3)."""

import contextlib
import hashlib
import json
import os
import uuid
from pathlib import Path
from typing import Any, Final

from nemo_client.flows.steps import Identity, RenderNote

CLIENT_ID: Final = "client_id"
ACCESS: Final = "access.json"
RENDERS: Final = "renders.json"
KEPT_RENDERS: Final = 50


class Keeper:
    """Reads and writes the folder. A folder that cannot be used is as good as an empty one."""

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

    def remember(self, note: Identity | RenderNote) -> None:
        """Keep it."""
        if isinstance(note, Identity):
            token = {"of": _digest(note.client_id), "token": note.token, "user_id": note.user_id}
            self._write(CLIENT_ID, note.client_id + "\n")
            self._write(ACCESS, json.dumps(token))
        else:
            kept = {**self._object(RENDERS), note.render_id: note.session_id}
            latest = dict(list(kept.items())[-KEPT_RENDERS:])
            self._write(RENDERS, json.dumps(latest))

    def forget(self, render_id: str) -> None:
        """The render's file has come: no need to know it any more."""
        kept = self._object(RENDERS)
        if kept.pop(render_id, None) is not None:
            self._write(RENDERS, json.dumps(kept))

    def renders(self) -> tuple[RenderNote, ...]:
        """Renders whose file never came, oldest first."""
        kept = self._object(RENDERS)
        return tuple(RenderNote(render_id, str(session)) for render_id, session in kept.items())

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


def _digest(client_id: str) -> str:
    """Tells which id a token goes with, without writing the id down twice."""
    return hashlib.sha256(client_id.encode()).hexdigest()[:16]


def _uuid(text: str) -> str:
    try:
        return str(uuid.UUID(text.strip()))
    except ValueError:
        return ""
