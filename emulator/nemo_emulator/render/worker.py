"""The process that renders are forked from, and the process of each one.

A job comes in on standard input, answers go out line by line. Standard input stays open while the
parent lives. When it ends, so does this process, with its ffmpegs and its folder.
"""

import contextlib
import ctypes
import logging
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from nemo_emulator.processes import end_with_input, serve_forks
from nemo_emulator.render.fingerprint import fingerprint
from nemo_emulator.render.job import Answer, Failed, Job, Progress, read_job, write_answer
from nemo_emulator.render.kernel import kernel
from nemo_emulator.render.order import Rendered, RenderFailed
from nemo_emulator.render.studio import make

log = logging.getLogger(__name__)
TIMES = 20
MOST = 1000
"""Letters of a reason that are told: a draft can make it as long as it likes."""
_MMAP_THRESHOLD, _LARGE_BYTES = -3, 4_000_000
_TRIM_THRESHOLD, _SPARE_BYTES = -1, 16_000_000


def main() -> None:
    """Load all that a render needs, then fork one whenever it is asked for."""
    _give_memory_back()
    warm_up()
    serve_forks(work)


def warm_up() -> None:
    """What every render would find out again."""
    kernel()
    fingerprint()


def work() -> None:
    """Read one job, do it, say how it ended."""
    source = sys.stdin.buffer
    job = read_job(source.readline().decode())
    end_with_input(source, lambda: _clear(job.folder))
    try:
        _say(sys.stdout, _outcome(job, lambda share: _say(sys.stdout, Progress(share))))
    except OSError:  # nobody listens: the parent is gone, and this thread was the first to notice
        _clear(job.folder)


def _clear(folder: Path) -> None:
    """Other threads still work in it: what they add while it is emptied is seen the next time."""
    for _ in range(TIMES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


def _give_memory_back() -> None:
    """Let freed pictures go to the system at once: kept for later they make a quarter of the peak.

    What is small stays, because to get its pages anew takes time. Calls of glibc's; other systems
    do not have them.
    """
    with contextlib.suppress(AttributeError, OSError):
        system = ctypes.CDLL(None)
        system.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
        system.mallopt(_TRIM_THRESHOLD, _SPARE_BYTES)


def _outcome(job: Job, tell: Callable[[float], None]) -> Rendered | Failed:
    try:
        return make(job, tell)
    except RenderFailed as failed:
        return Failed(str(failed)[:MOST])
    except Exception as mistake:
        log.exception("the renderer broke")
        return Failed(f"The renderer broke on this draft ({type(mistake).__name__}).")


def _say(out: TextIO, answer: Answer) -> None:
    out.write(write_answer(answer) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
