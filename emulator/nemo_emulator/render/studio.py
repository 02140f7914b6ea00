"""Makes a clip: sound and pieces side by side over the cores, then joined and checked."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

import cv2

from nemo_emulator import processes
from nemo_emulator.render.audio import mix
from nemo_emulator.render.compose import frames
from nemo_emulator.render.division import Piece, pieces
from nemo_emulator.render.encode import HardwareFailed, Writer, writer
from nemo_emulator.render.encoders import SOFTWARE, Encoder
from nemo_emulator.render.fingerprint import fingerprint, from_zero
from nemo_emulator.render.job import Job
from nemo_emulator.render.join import check, frames_in, join
from nemo_emulator.render.order import Rendered, RenderFailed
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
    studio = _Studio(job, whole, tell)
    clip = studio.clip()
    check(clip, whole.frames)
    size = clip.stat().st_size
    clip.replace(order.target)
    tell(1.0)
    return Rendered(
        path=order.target,
        duration_ms=whole.duration_ms,
        frames=whole.frames,
        size=size,
        width=whole.canvas.width,
        height=whole.canvas.height,
        encoder=studio.encoder.name,
    )


class _Studio:
    def __init__(self, job: Job, whole: RenderPlan, tell: Callable[[float], None]) -> None:
        self._job = job
        self._plan = whole
        self._counter = _Counter(whole.frames, tell)
        self._store = Store(job.order.cache)
        self._store.tidy()
        self.encoder = Encoder(job.encoder)
        pictures = Pictures(job.threads + 2, self._store)
        self._stage = Stage(whole.canvas, job.ffmpeg, pictures)
        cv2.setNumThreads(1)

    def clip(self) -> Path:
        """The whole clip; what fails first ends everything else."""
        with ThreadPoolExecutor(1) as beside:
            sound = beside.submit(self._sound)
            shown = self._shown(sound)
        clip = self._job.folder / "clip.mp4"
        join(shown, sound.result(), self._plan.canvas.fps, clip)
        return clip

    def _sound(self) -> Path:
        told = fingerprint(self._plan.sounds, self._plan.frames, self._plan.canvas.fps)
        return self._store.made(f"{told}.m4a", self._job.folder / "sound.m4a", self._mix)

    def _mix(self, _target: Path) -> None:
        mix(self._plan, self._job.ffmpeg, self._job.folder)

    def _shown(self, sound: "Future[Path]") -> list[Path]:
        """The pieces' files; all by software when the hardware fails on the way."""
        try:
            return self._pieces(sound)
        except HardwareFailed as failed:
            log.warning("%s gave up, going on with %s: %s", self.encoder, SOFTWARE, failed)
            self.encoder = Encoder(SOFTWARE)
            self._counter.again()
            return self._pieces(sound)

    def _pieces(self, sound: "Future[Path]") -> list[Path]:
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


def _first_failure(futures: list["Future[Path]"]) -> None:
    done, _ = wait(futures, return_when=FIRST_EXCEPTION)
    for future in done:
        future.result()
