"""The sample clients in three languages, and how they are reached."""

import shlex
import sys
from pathlib import Path
from shutil import which
from types import MappingProxyType
from typing import Final

from nemo_conformance.reach import Reach

_PLACE: Final = Path(__file__).parents[2] / "fixtures" / "drivers"
_WORDS: Final = MappingProxyType(
    {
        "python": (sys.executable, "python/driver.py"),
        "node": ("node", "node/driver.mjs"),
        "bash": ("bash", "bash/driver.sh"),
    }
)
SAMPLES: Final = MappingProxyType(
    {
        name: Reach(driver=shlex.join([program, str(_PLACE / file)]))
        for name, (program, file) in _WORDS.items()
    }
)


def is_there(name: str) -> bool:
    """Whether its language is installed."""
    return which(_WORDS[name][0]) is not None
