"""Edits as plain values."""

from typing import Any, Final

PLAIN: Final = frozenset({str, int, float, bool, type(None)})


def fields_of(edit: Any) -> dict[str, Any]:
    """The fields of an edit by name; those of what they hold likewise.

    The same as ``dataclasses.asdict``, in a fraction of its time.
    """
    return {name: _plain(getattr(edit, name)) for name in edit.__slots__}


def _plain(value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    return tuple(map(_plain, value)) if isinstance(value, tuple) else fields_of(value)
