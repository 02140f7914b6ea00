"""Compiled parts of the package: built from C where there is a compiler, never needed."""

import ctypes
import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)


def library(path: Path, version: str, wanted: int) -> ctypes.CDLL | None:
    """The library of a file; None without it, or with ``NEMO_KERNEL=off``.

    ``version`` names the function in it that must answer with the ``wanted`` number.
    """
    if os.environ.get("NEMO_KERNEL") == "off":
        return None
    try:
        return _loaded(path, version, wanted)
    except OSError as error:
        log.debug("without %s: %s", path.name, error)
        return None


def _loaded(path: Path, version: str, wanted: int) -> ctypes.CDLL:
    """Raises ``OSError`` when it is missing, foreign or out of date."""
    found = ctypes.CDLL(str(path))
    if getattr(found, version)() != wanted:
        raise OSError(f"{path.name} is of another version: reinstall nemulator to build it anew.")
    return found
