"""Carries out renders: one at a time, each no sooner than its time, none lost by a restart."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass, field, replace
from typing import Any, Final

from nemo_contract import JobEvent, JobStatus
from nemo_emulator.clock import Bell, VirtualClock
from nemo_emulator.memory import Memory
from nemo_emulator.render import RenderFailed
from nemo_emulator.script import Decision, Faults
from nemo_emulator.script.effects import (
    AnyEffect,
    FailAt,
    LinkMissing,
    Pace,
    Progress,
    Slow,
    StuckAt,
)
from nemo_emulator.settings import Settings
from nemo_emulator.workshop import Studio
from nemo_emulator.world import Job, Result
from nemo_emulator.world import events as e

log = logging.getLogger("nemo_emulator")
SCRIPTED: Final = "The render failed, as the script of this run says."


def yields(job: Job) -> bool:
    """Whether a file will come of it."""
    return job.fate.fails_at is None and job.fate.sticks_at is None


def reached(job: Job, now: float) -> float:
    """Per cent, as what moves it on says."""
    if job.ends_at is not None and now >= job.ends_at:
        return job.fate.ceiling
    elapsed = now - job.created_at
    return job.fate.progress(elapsed=elapsed, takes=job.takes, polled=job.polled, hand=job.hand)


@dataclass(slots=True)
class Work:
    """The real work of one render: how much of it is done, what came of it."""

    bell: Bell
    made: asyncio.Event = field(default_factory=asyncio.Event)
    result: Result | None = None
    share: float = 0.0

    def told(self, share: float) -> None:
        self.share = share


class Doom:
    """The faults that each render met, and who is told when they have happened."""

    def __init__(self) -> None:
        self._met: dict[str, tuple[Faults, Decision]] = {}

    def meet(self, key: str, faults: Faults, decision: Decision) -> None:
        """This render met these."""
        if decision.hits:
            self._met[key] = faults, decision

    def done(self, key: str, *kinds: type[AnyEffect]) -> None:
        """What it met of these kinds has happened."""
        if key in self._met:
            faults, decision = self._met[key]
            if effects := decision.all(*kinds):
                faults.finish(decision, *effects)

    def clear(self) -> None:
        """They are forgotten."""
        self._met.clear()


class Jobs:
    """The renders that have not ended, and how far each is.

    What faults do to one is kept with it; ``doom`` only tells the script, and is lost with it.
    """

    def __init__(
        self, settings: Settings, memory: Memory, clock: VirtualClock, studio: Studio
    ) -> None:
        self._memory = memory
        self._clock = clock
        self._studio = studio
        self._slots = asyncio.Semaphore(settings.limits.renders_at_once)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._work: dict[str, Work] = {}
        self._refs: dict[str, str] = {}
        self.doom = Doom()

    def start(self, job: Job) -> None:
        """Queue a render; it goes on by itself."""
        work = self._work[job.key] = Work(self._clock.bell())
        task = asyncio.create_task(self._carry_out(job.key, work), name=f"render {job.key}")
        self._clock.watch(task)
        self._tasks[job.key] = task
        task.add_done_callback(lambda _: self._forget(job.key, task))

    def resume(self) -> None:
        """After a restart: begin again with what had not ended."""
        for job in self._memory.world.open_jobs():
            self.start(job)

    def progress(self, job: Job) -> int:
        """Per cent, honest both ways: neither ahead of the work nor of what moves it on."""
        if job.ended_at is not None:
            return job.progress
        done = 100 * self._work[job.key].share if job.key in self._work and yields(job) else 100.0
        return int(min(reached(job, self._clock.now()), done, 99.0))

    async def polled(self, job: Job) -> Job:
        """Somebody asks how far it is: that may move it on. Gives it as it is then.

        Where time waits for real work, so does whoever asks: the answer is always the same.
        """
        work = self._work.get(job.key)
        if work is not None and not self._clock.mode.runs:
            with self._clock.resting():
                await work.made.wait()
        now_job = self._memory.state.jobs.get(job.key, job)
        if now_job.fate.by is Pace.POLLS and now_job.ended_at is None:
            self._steer(now_job, polled=now_job.polled + 1)
        return self._told(self._memory.state.jobs.get(job.key, job))

    def move(self, job: Job, progress: float) -> None:
        """By hand, to so many per cent; from now on nothing else moves it."""
        self._steer(job, fate=replace(job.fate, by=Pace.HAND), hand=progress)

    def fail(self, job: Job, error: str) -> None:
        """By hand: it has failed."""
        self._end(job.key, JobEvent.FAIL, progress=self.progress(job), error=error)
        self._ring(job.key)

    def fetched(self, job: Job) -> bool:
        """Its link is fetched; gives whether there is anything there."""
        there = job.fetched >= job.fate.missing
        if not there:
            self._steer(job, fetched=job.fetched + 1)
        if job.fetched + 1 == job.fate.missing:
            self.doom.done(job.key, LinkMissing)
        return there

    def ref(self, job: Job) -> str:
        """The word that stands for it in addresses, which tells nothing."""
        return hashlib.sha256(job.key.encode()).hexdigest()[:24]

    def by_ref(self, ref: str) -> Job | None:
        """The render that a word stands for."""
        if ref not in self._refs:
            self._refs = {self.ref(job): job.key for job in self._memory.state.jobs.values()}
        return self._memory.state.jobs.get(self._refs.get(ref, ""))

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
        self.doom.clear()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, key: str, task: asyncio.Task[None]) -> None:
        """Unless another render has the name by now."""
        if self._tasks.get(key, task) is task:
            self._tasks.pop(key, None)
            self._work.pop(key, None)

    def _told(self, job: Job) -> Job:
        if job.fate.sticks_at is not None and reached(job, self._clock.now()) >= job.fate.sticks_at:
            self.doom.done(job.key, StuckAt, Slow, Progress)
        return job

    def _steer(self, job: Job, **how: Any) -> None:
        """Move it on, and end it if that was the end."""
        told = {name: getattr(job, name) for name in ("fate", "polled", "hand", "fetched")} | how
        self._memory.commit((e.RenderSteered(job.key, **told),))
        self._conclude(job.key)
        self._ring(job.key)

    def _ring(self, key: str) -> None:
        if key in self._work:
            self._work[key].bell.ring()

    def _conclude(self, key: str) -> bool:
        """End what has come to its end; gives whether it is over."""
        job = self._memory.state.jobs.get(key)
        if job is None or job.ended_at is not None:
            return True
        at, work = reached(job, self._clock.now()), self._work.get(key)
        if job.fate.has_failed(at):
            self._end(key, JobEvent.FAIL, progress=int(at), error=SCRIPTED)
            self.doom.done(key, FailAt, Slow, Progress)
        elif at >= 100 and work is not None and work.result is not None:
            self._end(key, JobEvent.FINISH, progress=100, result=work.result)
            self.doom.done(key, Slow, Progress)
        else:
            return False
        return True

    async def _carry_out(self, key: str, work: Work) -> None:
        try:
            await self._make(key, work)
            while not self._conclude(key):
                await work.bell.heard(self._memory.state.jobs[key].ends_at)
        except RenderFailed as problem:
            log.warning("render %s failed: %s", key, problem)
            now_at = self.progress(self._memory.state.jobs[key])
            self._end(key, JobEvent.FAIL, progress=now_at, error=str(problem))
        except Exception:
            log.exception("render %s broke", key)
            broken = "The emulator broke on this render; its log has the trace."
            self._end(key, JobEvent.FAIL, error=broken)
        finally:
            work.made.set()

    async def _make(self, key: str, work: Work) -> None:
        """The real work: virtual time waits for it, unless real time moves the clock.

        What will never be finished is not worked on.
        """
        with self._clock.hold(f"render {key}"):
            async with self._slots:
                self._begin(key)
                if yields(self._memory.state.jobs[key]):
                    job = self._memory.state.jobs[key]
                    work.result = await self._studio.make(job, self._memory.state, work.told)
        work.made.set()

    def _begin(self, key: str) -> None:
        if self._memory.state.jobs[key].status is JobStatus.PENDING:
            self._memory.commit((e.RenderMoved(key, JobEvent.START, self._clock.now()),))

    def _end(self, key: str, event: JobEvent, **how: Any) -> None:
        if key not in self._memory.state.jobs:
            return  # the world was reset meanwhile
        self._memory.commit((e.RenderMoved(key, event, self._clock.now(), **how),))
