"""Renders on this machine, each clip in a process of its own, so that the server never waits."""

import asyncio
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Self

from nemo_emulator.processes import Companion, Ended, ForkServer, ForkServerGone
from nemo_emulator.render.encoders import choose_encoder
from nemo_emulator.render.ffmpeg import find_ffmpeg
from nemo_emulator.render.job import Failed, Job, Progress, read_answer, write_job
from nemo_emulator.render.order import Rendered, RenderFailed, RenderOrder

WORKER = "nemo_emulator.render.worker"
LIMIT_S = 3600.0
# Threads that a library starts while it is loaded would be missing in every fork.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}


class LocalRenderer:
    """Makes clips with the ffmpeg found here and the first encoder that works.

    ``threads`` is how many cores one clip may use, all by default; after ``limit_s`` seconds a
    render is given up. As a context, what renders share is loaded once, not for each.
    """

    def __init__(self, *, threads: int | None = None, limit_s: float = LIMIT_S) -> None:
        self._threads = threads or len(os.sched_getaffinity(0))
        self._limit_s = limit_s
        self._users = 0
        self._forks: asyncio.Task[ForkServer] | None = None

    async def __aenter__(self) -> Self:
        self._users += 1
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self._users -= 1
        if self._forks is not None and not self._users:
            forks, self._forks = self._forks, None
            await (await forks).close()

    def expect(self) -> None:
        """A render may come soon: begin to load what it needs. Does nothing outside the context."""
        if self._users:
            self._server()

    def _server(self) -> asyncio.Task[ForkServer]:
        if self._forks is None:
            argv = [sys.executable, "-P", "-m", WORKER]
            self._forks = asyncio.create_task(ForkServer.start(argv, env=os.environ | ONE_THREAD))
        return self._forks

    async def render(self, order: RenderOrder, progress: Callable[[float], None]) -> Rendered:
        """Make the clip; see ``Renderer``."""
        job = await self._job(order)
        # A render of the same target that was killed may have left its folder.
        await asyncio.to_thread(_cleared, job.folder)
        try:
            async with self, asyncio.timeout(self._limit_s):
                return await _worked(await self._worker(), job, progress)
        except TimeoutError:
            raise RenderFailed(f"The render took longer than {self._limit_s:g} s.") from None
        except ForkServerGone as gone:
            raise RenderFailed(_broken_off(gone.ended)) from None
        finally:
            await asyncio.shield(asyncio.to_thread(shutil.rmtree, job.folder, ignore_errors=True))

    async def _worker(self) -> Companion:
        """A process that waits for a job; from a new server where the old one was killed."""
        forks = self._server()
        try:
            return await (await asyncio.shield(forks)).fork()
        except (ForkServerGone, OSError):
            if self._forks is forks:
                self._forks = None
            return await (await asyncio.shield(self._server())).fork()

    async def _job(self, order: RenderOrder) -> Job:
        ffmpeg = find_ffmpeg()
        encoder = await choose_encoder(ffmpeg)
        return Job(
            order=order,
            ffmpeg=ffmpeg.path,
            encoder=encoder.name,
            folder=order.target.with_name(order.target.name + ".part"),
            threads=self._threads,
        )


def _cleared(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


async def _worked(worker: Companion, job: Job, progress: Callable[[float], None]) -> Rendered:
    try:
        await worker.send(write_job(job))
        outcome = await _outcome(worker, progress)
        ended = await worker.wait()
    finally:
        await worker.end()
    match outcome:
        case Rendered():
            return outcome
        case Failed(sentence):
            raise RenderFailed(sentence)
        case None:
            raise RenderFailed(_broken_off(ended))


async def _outcome(
    worker: Companion, progress: Callable[[float], None]
) -> Rendered | Failed | None:
    """Pass on what the worker says until it names an outcome; None when it never does."""
    async for line in worker.lines():
        answer = read_answer(line)
        if not isinstance(answer, Progress):
            return answer
        progress(answer.share)
    return None


def _broken_off(ended: Ended) -> str:
    if ended.code < 0:
        return f"The render process was killed by signal {-ended.code}; is there enough memory?"
    last = ended.err.decode(errors="replace").strip().splitlines()[-1:]
    return f"The render process broke off with code {ended.code}: {' '.join(last)}"
