"""Carries out renders: one at a time, each no sooner than its time, none lost by a restart."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from nemo_contract import JobEvent, JobStatus
from nemo_contract.wire import Draft
from nemo_emulator.blobs import Blob, BlobStore
from nemo_emulator.clock import VirtualClock
from nemo_emulator.memory import Memory
from nemo_emulator.render import Rendered, Renderer, RenderFailed, RenderOrder, Source
from nemo_emulator.settings import Settings
from nemo_emulator.world import Job, Result, State, Upload
from nemo_emulator.world import events as e

log = logging.getLogger("nemo_emulator")
UPLOADS = "/cdn/uploads/"
RENDERS = "/cdn/renders/"
FORMATS = ("mp4", "webm", "gif")


def own_upload(state: State, user_id: str, url: str) -> Upload | None:
    """The upload that an address of ours names, if it belongs to this user."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    upload = state.uploads.get(path.removeprefix(UPLOADS).partition("/")[0])
    if upload is None or not path.startswith(UPLOADS):
        return None
    return upload if state.sessions[upload.session_id].user_id == user_id else None


def urls(draft: Draft) -> set[str]:
    """Every address that the draft's segments name."""
    found = (s.meta.get("url") for track in draft.tracks for s in track.segments)
    return {url for url in found if isinstance(url, str) and url}


def scratch_name(job: Job) -> str:
    """A file name that owes nothing to what a client chose but a format that we know."""
    name = hashlib.sha256(job.key.encode()).hexdigest()[:24]
    return f"{name}.{job.output.format}" if job.output.format in FORMATS else f"{name}.mp4"


def adopt(blobs: BlobStore, path: Path) -> Blob:
    """Move a finished file among the blobs. Blocks."""
    with path.open("rb") as file:
        name = hashlib.file_digest(file, "sha256").hexdigest()
    return blobs.keep(path, name, path.stat().st_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What renders are made with: ``scratch`` is a folder for what is not finished."""

    renderer: Renderer
    blobs: BlobStore
    scratch: Path


class Jobs:
    """The renders that have not ended, and how far each is."""

    def __init__(
        self, settings: Settings, memory: Memory, clock: VirtualClock, studio: Studio
    ) -> None:
        self._memory = memory
        self._clock = clock
        self._studio = studio
        self._slots = asyncio.Semaphore(settings.limits.renders_at_once)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._done: dict[str, float] = {}

    def start(self, job: Job) -> None:
        """Queue a render; it goes on by itself."""
        task = asyncio.create_task(self._carry_out(job.key), name=f"render {job.key}")
        self._clock.watch(task)
        self._tasks[job.key] = task
        task.add_done_callback(lambda _: self._tasks.pop(job.key, None))

    def resume(self) -> None:
        """After a restart: begin again with what had not ended."""
        for job in self._memory.world.open_jobs():
            self.start(job)

    def progress(self, job: Job) -> int:
        """Per cent, honest both ways: neither ahead of the work nor of the clock."""
        if job.ended_at is not None:
            return job.progress
        span = job.due_at - job.created_at
        time = (self._clock.now() - job.created_at) / span if span > 0 else 1.0
        return int(99 * max(0.0, min(self._done.get(job.key, 0.0), time, 1.0)))

    def cancel(self, job: Job) -> None:
        """End a render that has not ended."""
        self._memory.commit(
            self._memory.world.cancel(job, self._clock.now(), progress=self.progress(job))
        )
        task = self._tasks.pop(job.key, None)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """Stop without ending anything: a later start begins again."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry_out(self, key: str) -> None:
        try:
            result = await self._make(key)
            await self._clock.sleep_until(self._memory.state.jobs[key].due_at)
            self._end(key, JobEvent.FINISH, progress=100, result=result)
        except RenderFailed as problem:
            log.warning("render %s failed: %s", key, problem)
            now_at = self.progress(self._memory.state.jobs[key])
            self._end(key, JobEvent.FAIL, progress=now_at, error=str(problem))
        except Exception:
            log.exception("render %s broke", key)
            broken = "The emulator broke on this render; its log has the trace."
            self._end(key, JobEvent.FAIL, error=broken)
        finally:
            self._done.pop(key, None)

    async def _make(self, key: str) -> Result:
        """The real work: virtual time waits for it, unless real time moves the clock."""
        with self._clock.hold(f"render {key}"):
            async with self._slots:
                self._begin(key)
                return await self._keep(await self._render(key))

    def _begin(self, key: str) -> None:
        if self._memory.state.jobs[key].status is JobStatus.PENDING:
            self._memory.commit((e.RenderMoved(key, JobEvent.START, self._clock.now()),))

    async def _render(self, key: str) -> Rendered:
        job = self._memory.state.jobs[key]
        order = RenderOrder(
            draft=job.draft,
            output=job.output,
            sources=self._sources(job),
            target=self._studio.scratch / scratch_name(job),
            cache=self._studio.scratch / "cache",
        )
        return await self._studio.renderer.render(
            order, lambda share: self._done.update({key: share})
        )

    def _sources(self, job: Job) -> Mapping[str, Source]:
        state = self._memory.state
        named = {url: own_upload(state, job.user_id, url) for url in urls(job.draft)}
        return {
            url: Source(
                path=self._studio.blobs.path(upload.blob),
                file_type=upload.file_type,
                container=upload.container,
                width=upload.width,
                height=upload.height,
                duration_ms=upload.duration_ms,
                fps=upload.fps,
                has_audio=upload.has_audio,
            )
            for url, upload in named.items()
            if upload is not None
        }

    async def _keep(self, done: Rendered) -> Result:
        blob = await asyncio.to_thread(adopt, self._studio.blobs, done.path)
        return Result(
            blob=blob.hash,
            size=blob.size,
            duration_ms=done.duration_ms,
            width=done.width,
            height=done.height,
            encoder=done.encoder,
        )

    def _end(self, key: str, event: JobEvent, **how: Any) -> None:
        if key not in self._memory.state.jobs:
            return  # the world was reset meanwhile
        self._memory.commit((e.RenderMoved(key, event, self._clock.now(), **how),))
