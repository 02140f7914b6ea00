"""Hatchling's hook: compiles the renderer's kernel where there is a C compiler, else does nothing.

The library needs only the C library and no particular Python; processors are told apart when it
runs.
"""

import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("emulator/nemo_emulator/render/kernel.c")
LIBRARY = "libkernel.so"
FLAGS = ("-O3", "-std=c99", "-shared", "-fPIC")


class KernelHook(BuildHookInterface[Any]):
    """Adds the library to the wheel, or lays it beside its source for an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before anything is packed."""
        target = Path(self.root, SOURCE).with_name(LIBRARY)
        built = self.target_name == "wheel" and compiled(Path(self.root, SOURCE), target)
        if built and version != "editable":
            build_data["force_include"][str(target)] = f"nemo_emulator/render/{LIBRARY}"
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{_platform()}"


def compiled(source: Path, target: Path) -> bool:
    """Compile to ``target``; False, and no library, when that is not possible here."""
    target.unlink(missing_ok=True)
    compiler = shlex.split(os.environ.get("CC", "")) or _found()
    if os.name != "posix" or not compiler:
        return False
    command = [*compiler, *FLAGS, "-o", str(target), str(source)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _found() -> list[str]:
    found = filter(None, map(shutil.which, ("cc", "gcc", "clang")))
    return [*found][:1]


def _platform() -> str:
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
