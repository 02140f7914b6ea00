"""Makes a clip: sound and pieces side by side over the cores, then joined and checked."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2

from nemo_emulator import processes
from nemo_emulator.render.audio import mix
from nemo_emulator.render.compose import frames
from nemo_emulator.render.division import Piece, pieces
from nemo_emulator.render.encode import HardwareFailed, Writer, writer
from nemo_emulator.render.encoders import SOFTWARE, Encoder
from nemo_emulator.render.fingerprint import fingerprint, from_zero
from nemo_emulator.render.gif import Gif, animate
from nemo_emulator.render.job import Job
from nemo_emulator.render.join import Parts, check, frames_in, join
from nemo_emulator.render.order import Rendered, RenderFailed
from nemo_emulator.render.packing import GIF, MP4, PACKINGS, Packing
from nemo_emulator.render.pictures import Pictures
from nemo_emulator.render.plan import RenderPlan, plan
from nemo_emulator.render.players import Stage
from nemo_emulator.render.store import Store

log = logging.getLogger(__name__)

# The rest of the work is the joining.
FRAMES_SHARE = 0.97


@dataclass(slots=True)
class _Counter:
    """Frames done, by all threads together; tells of every full per cent, never of fewer."""

    total: int
    tell: Callable[[float], None]
    done: int = 0
    told: int = 0
    stopped: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, frames: int = 1) -> None:
        with self.lock:
            if self.stopped:
                raise RenderFailed("The render was stopped.")
            self.done += frames
            if (percent := 100 * self.done // self.total) > self.told:
                self.told = percent
                self.tell(FRAMES_SHARE * percent / 100)

    def again(self) -> None:
        """From the first frame on."""
        self.done, self.stopped = 0, False


def make(job: Job, tell: Callable[[float], None]) -> Rendered:
    """Do the whole job within its folder; the target appears at the end, complete.

    Raises ``RenderFailed``. ``tell`` hears rising shares.
    """
    order = job.order
    whole = plan(order.draft, order.output, order.sources)
    done = _Studio(job, whole, tell).rendered()
    done.path.replace(order.target)
    tell(1.0)
    return replace(done, path=order.target)


class _Studio:
    def __init__(self, job: Job, whole: RenderPlan, tell: Callable[[float], None]) -> None:
        self._job = job
        self._plan = whole
        self._counter = _Counter(whole.frames, tell)
        self._store = Store(job.order.cache)
        self._store.tidy()
        self._packing = PACKINGS[job.order.output.format]
        self.encoder = Encoder(self._packing.encoder or job.encoder)
        pictures = Pictures(job.threads + 2, self._store)
        self._stage = Stage(whole.canvas, job.ffmpeg, pictures)
        cv2.setNumThreads(1)

    def rendered(self) -> Rendered:
        """The clip, still in the job's folder, counted."""
        clip, canvas = self._clip(self._packing), self._plan.canvas
        if self._packing is GIF:
            return self._animated(clip)
        check(clip, self._plan.frames, self._packing)
        return self._told(clip, self._plan.frames, (canvas.width, canvas.height))

    def _animated(self, clip: Path) -> Rendered:
        gif, target = Gif.of(self._plan.canvas, self._plan.quality), clip.with_name("clip.gif")
        animate(clip, gif, target, self._job.ffmpeg)
        frames = gif.frames(self._plan.frames)
        check(target, frames, GIF)
        return self._told(target, frames, (gif.width, gif.height))

    def _told(self, clip: Path, frames: int, size: tuple[int, int]) -> Rendered:
        return Rendered(
            path=clip,
            duration_ms=self._plan.duration_ms,
            frames=frames,
            size=clip.stat().st_size,
            width=size[0],
            height=size[1],
            encoder=self.encoder.name,
        )

    def _clip(self, packing: Packing) -> Path:
        """The whole clip, a GIF's as an MP4; what fails first ends everything else."""
        with ThreadPoolExecutor(1) as beside:
            sound = beside.submit(self._sound, packing)
            shown = self._shown(sound)
        container = MP4 if packing is GIF else packing
        clip = self._job.folder / f"clip.{container.name}"
        join(Parts(shown, self._plan.canvas.fps, sound.result()), container, clip)
        return clip

    def _sound(self, packing: Packing) -> Path | None:
        if packing.sound is None:
            return None
        told = fingerprint(self._plan.sounds, self._plan.frames, self._plan.canvas.fps)
        target = self._job.folder / f"sound.{packing.name}"
        return self._store.made(f"{told}.{packing.sound}", target, self._mix)

    def _mix(self, _target: Path) -> None:
        mix(self._plan, self._job.ffmpeg, self._job.folder, packing=self._packing)

    def _shown(self, sound: "Future[Path | None]") -> list[Path]:
        """The pieces' files; all by software when the hardware fails on the way."""
        try:
            return self._pieces(sound)
        except HardwareFailed as failed:
            log.warning("%s gave up, going on with %s: %s", self.encoder, SOFTWARE, failed)
            self.encoder = Encoder(SOFTWARE)
            self._counter.again()
            return self._pieces(sound)

    def _pieces(self, sound: "Future[Path | None]") -> list[Path]:
        cut = pieces(self._plan, self._job.threads)
        longest_first = sorted(enumerate(cut), key=lambda piece: -piece[1].weight)
        with ThreadPoolExecutor(self._job.threads) as pool:
            made = {n: pool.submit(self._piece, n, piece) for n, piece in longest_first}
            try:
                _first_failure([sound, *made.values()])
            except HardwareFailed:
                self._stop(pool)
                raise
            except BaseException:
                self._stop(pool)
                processes.end_all()
                raise
        return [made[n].result() for n in range(len(cut))]

    def _stop(self, pool: ThreadPoolExecutor) -> None:
        self._counter.stopped = True
        pool.shutdown(wait=False, cancel_futures=True)

    def _piece(self, number: int, piece: Piece) -> Path:
        path = self._job.folder / f"piece{number:05}.mp4"
        name = self._name(piece)
        if self._store.take(name, path) and frames_in(path) == piece.span.frames:
            self._counter.count(piece.span.frames)
            return path
        with writer(
            path, self._plan.canvas, self.encoder, self._plan.quality, self._job.ffmpeg
        ) as into:
            self._write(piece, into)
        self._store.keep(name, path)
        return path

    def _name(self, piece: Piece) -> str:
        """What a piece is kept by: all that its bytes depend on."""
        options = self.encoder.options(self._plan.quality)
        told = fingerprint(*from_zero(piece.chunk, piece.span), self._plan.canvas, options)
        return f"{told}.mp4"

    def _write(self, piece: Piece, into: Writer) -> None:
        shown = frames(piece.chunk, self._stage, piece.span)
        if piece.still:
            for done in into.repeat(next(shown), piece.span.frames):
                self._counter.count(done)
            return
        for frame in shown:
            into.write(frame)
            self._counter.count()


def _first_failure(futures: "Sequence[Future[Any]]") -> None:
    done, _ = wait(futures, return_when=FIRST_EXCEPTION)
    for future in done:
        future.result()
