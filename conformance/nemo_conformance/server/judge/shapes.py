"""Whether a render is told in the shape of the server's revision (S-EXP-16 to 18)."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from pydantic import ValidationError

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.judge.check import Check, breach
from nemo_conformance.server.judge.story import Story
from nemo_contract.wire import EnvelopedRender, FlatRender, SupersetRender, Wire

FLAT: Final = frozenset({"taskId", "status", "progress", "output", "error"})
INNER: Final = frozenset(
    {"id", "status", "progress", "outputUrl", "createdAt", "completedAt", "error"}
)
ENVELOPED: Final = frozenset({"success", "data"})


def _shaped(
    model: type[Wire], outer: frozenset[str], inner: frozenset[str], want: str
) -> Callable[[Story], Iterator[Finding]]:
    def breaches(story: Story) -> Iterator[Finding]:
        for call in story.jobs:
            if wrong := _wrong(model, outer, inner, call.told):
                yield breach(f"a render's reply {wrong}", want, call)

    return breaches


def _wrong(model: type[Wire], outer: frozenset[str], inner: frozenset[str], told: Any) -> str:
    missing = sorted(outer - told.keys())
    data = told.get("data") if inner else {}
    missing += sorted(inner - (data.keys() if isinstance(data, dict) else set()))
    if missing:
        return f"has no {', '.join(missing)}"
    if "code" in told:
        return "has a code"
    if not inner and told.get("data"):
        return "is an envelope"
    try:
        model.model_validate(told)
    except ValidationError as error:
        return f"is wrong in {error.error_count()} fields"
    return "disagrees with itself" if _torn(told) else ""


def _torn(told: dict[str, Any]) -> bool:
    """The two halves of a superset tell different things."""
    data = told.get("data")
    if not isinstance(data, dict) or "taskId" not in told:
        return False
    outside = told["taskId"], told.get("status"), told.get("progress")
    return outside != (data.get("id"), data.get("status"), data.get("progress"))


def _told(story: Story) -> bool:
    return bool(story.jobs)


SHAPES: Final = (
    Check(
        "S-EXP-16",
        _shaped(FlatRender, FLAT, frozenset(), "`taskId`, `status`, `progress`, `output`, `error`"),
        when=_told,
    ),
    Check(
        "S-EXP-17",
        _shaped(EnvelopedRender, ENVELOPED, INNER, "`success` and `data` with its seven fields"),
        when=_told,
    ),
    Check(
        "S-EXP-18",
        _shaped(SupersetRender, FLAT | ENVELOPED, INNER, "both shapes at once, without a `code`"),
        when=_told,
    ),
)
