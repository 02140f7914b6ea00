"""Hatchling's hook: compiles what is written in C where there is a compiler, else does nothing.

The libraries need only the C library and no particular Python; processors are told apart when they
run.
"""

import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("emulator")
# Each source, and the library that it becomes beside it: pixels, and the networks of the agent.
SOURCES = (
    (Path("nemo_emulator/render/kernel.c"), "libkernel.so"),
    (Path("nemo_emulator/neural/kernel.c"), "libnetwork.so"),
)
FLAGS = ("-O3", "-std=c99", "-shared", "-fPIC")


class KernelHook(BuildHookInterface[Any]):
    """Adds the libraries to the wheel, or lays them beside the sources when it is editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before anything is packed."""
        if self.target_name != "wheel":
            return
        for source, library in SOURCES:
            target = Path(self.root, PACKAGE, source).with_name(library)
            built = compiled(Path(self.root, PACKAGE, source), target)
            if built and version != "editable":
                build_data["force_include"][str(target)] = str(source.with_name(library))
                build_data["pure_python"] = False
                build_data["tag"] = f"py3-none-{_platform()}"


def compiled(source: Path, target: Path, *flags: str) -> bool:
    """Compile to ``target``; False, and no library, when that is not possible here."""
    target.unlink(missing_ok=True)
    compiler = shlex.split(os.environ.get("CC", "")) or _found()
    if os.name != "posix" or not compiler:
        return False
    command = [*compiler, *FLAGS, *flags, "-o", str(target), str(source), "-lm"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _found() -> list[str]:
    found = filter(None, map(shutil.which, ("cc", "gcc", "clang")))
    return [*found][:1]


def _platform() -> str:
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
