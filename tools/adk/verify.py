"""Reads frames as the real ``google-adk`` does; run by a Python that has it, and nothing of ours.

The bare model takes almost anything, so every frame must have what real servers send, and must come
back from the model as it went in.
"""

import json
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any

from google.adk.events import Event  # type: ignore[import-not-found]

REQUIRED = ("author", "invocationId", "id", "timestamp", "actions")
KINDS = (
    "partial text",
    "whole text",
    "thought",
    "call",
    "result",
    "long-running call",
    "error",
)
"""Each must be among the frames, else nothing is proved of it."""


def kinds(frame: dict[str, Any]) -> set[str]:
    """What a frame is an example of."""
    found = set()
    for part in frame.get("content", {}).get("parts", ()):
        if part.get("thought"):
            found.add("thought")
        elif "text" in part:
            found.add("partial text" if frame.get("partial") else "whole text")
        found |= {"call"} if "functionCall" in part else set()
        found |= {"result"} if "functionResponse" in part else set()
    found |= {"long-running call"} if frame.get("longRunningToolIds") else set()
    found |= {"error"} if frame.get("errorCode") else set()
    return found


def objection(frame: dict[str, Any]) -> str | None:
    """Why this is no event, or none."""
    if missing := [name for name in REQUIRED if not frame.get(name) and name != "actions"]:
        return f"lacks {', '.join(missing)}"
    if "actions" not in frame:
        return "lacks actions"
    try:
        event = Event.model_validate(frame)
    except ValueError as problem:
        return str(problem)
    back = json.loads(event.model_dump_json(by_alias=True, exclude_none=True))
    lost = _lost(frame, back)
    return f"loses {lost}" if lost else None


def _lost(before: Any, after: Any, path: str = "") -> str | None:
    """The first value that the model did not give back as it was; it may add its defaults."""
    if isinstance(before, dict):
        if not isinstance(after, dict):
            return path
        found = (_lost(value, after.get(key), f"{path}.{key}") for key, value in before.items())
        return next((one for one in found if one), None)
    if isinstance(before, list):
        if not isinstance(after, list) or len(before) != len(after):
            return path
        pairs = enumerate(zip(before, after, strict=True))
        return next((one for n, (a, b) in pairs if (one := _lost(a, b, f"{path}[{n}]"))), None)
    return None if before == after else path


def main(path: Path) -> None:
    """Exits with 1 when a frame is no event, or a kind is not there."""
    frames = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    wrong = [(frame, no) for frame in frames if (no := objection(frame))]
    seen = Counter(kind for frame in frames for kind in kinds(frame))
    absent = [kind for kind in KINDS if not seen[kind]]
    for frame, no in wrong[:10]:
        print(f"WRONG  {no}: {json.dumps(frame, ensure_ascii=False)[:300]}")
    print(f"google-adk {version('google-adk')}: {len(frames)} frames, {len(wrong)} wrong")
    print(", ".join(f"{kind} {n}" for kind, n in seen.most_common()))
    if absent:
        print(f"not among them: {', '.join(absent)}")
    sys.exit(bool(wrong or absent or not frames))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
