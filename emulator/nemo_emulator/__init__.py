"""A local stand-in for the video service.

``from nemo_emulator import Emulator``; the names load when they are asked for, so that nothing is
paid for by a program that only wants the command line.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nemo_emulator.app import create_app
    from nemo_emulator.emulator import Emulator, Handle
    from nemo_emulator.settings import Settings
    from nemo_emulator.tuning import revised, tuned
    from nemo_emulator.wishes import NewAccount, Wanted

__all__ = [
    "Emulator",
    "Handle",
    "NewAccount",
    "Settings",
    "Wanted",
    "create_app",
    "revised",
    "tuned",
]

_HOME = {
    "Emulator": "emulator",
    "Handle": "emulator",
    "NewAccount": "wishes",
    "Settings": "settings",
    "Wanted": "wishes",
    "create_app": "app",
    "revised": "tuning",
    "tuned": "tuning",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"nemo_emulator.{_HOME[name]}"), name)
