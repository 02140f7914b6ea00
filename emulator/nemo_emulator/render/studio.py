"""Makes a clip: sound and chunks side by side over the cores, then joined and checked."""

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

import cv2

from nemo_emulator import processes
from nemo_emulator.render.audio import mix
from nemo_emulator.render.compose import frames
from nemo_emulator.render.encode import ChunkWriter, chunk_stream
from nemo_emulator.render.encoders import Encoder
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.job import Job
from nemo_emulator.render.join import check, join
from nemo_emulator.render.order import Rendered, RenderFailed
from nemo_emulator.render.plan import Chunk, RenderPlan, plan
from nemo_emulator.render.players import Stage
from nemo_emulator.render.shelf import Shelf

# The rest of the work is the joining.
FRAMES_SHARE = 0.97


@dataclass(slots=True)
class _Counter:
    """Frames done, by all threads together; tells of every full per cent."""

    total: int
    tell: Callable[[float], None]
    done: int = 0
    told: int = 0
    stopped: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self) -> None:
        with self.lock:
            if self.stopped:
                raise RenderFailed("The render was stopped.")
            self.done += 1
            if (percent := 100 * self.done // self.total) > self.told:
                self.told = percent
                self.tell(FRAMES_SHARE * percent / 100)


def make(job: Job, tell: Callable[[float], None]) -> Rendered:
    """Do the whole job within its folder; the target appears at the end, complete.

    Raises ``RenderFailed``. ``tell`` hears rising shares.
    """
    order = job.order
    whole = plan(order.draft, order.output, order.sources)
    clip = job.folder / "clip.mp4"
    sound, chunks = _Studio(job, whole, tell).parts()
    join(chunks, sound, job.ffmpeg, clip)
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
        encoder=job.encoder,
    )


class _Studio:
    def __init__(self, job: Job, whole: RenderPlan, tell: Callable[[float], None]) -> None:
        self._job = job
        self._plan = whole
        self._counter = _Counter(whole.frames, tell)
        self._at_once = max(1, min(job.threads, len(whole.chunks)))
        pictures: Shelf[Frame] = Shelf(self._at_once + 2)
        self._stage = Stage(whole.canvas, job.ffmpeg, pictures)
        cv2.setNumThreads(1)

    def parts(self) -> tuple[Path, list[Path]]:
        """The files of the sound and of each chunk. What fails first ends the others."""
        with ThreadPoolExecutor(self._at_once + 1) as pool:
            sound = pool.submit(mix, self._plan, self._job.ffmpeg, self._job.folder)
            chunks = [pool.submit(self._chunk, n, c) for n, c in enumerate(self._plan.chunks)]
            try:
                _first_failure([sound, *chunks])
            except BaseException:
                self._stop(pool)
                raise
        return sound.result(), [chunk.result() for chunk in chunks]

    def _stop(self, pool: ThreadPoolExecutor) -> None:
        self._counter.stopped = True
        pool.shutdown(wait=False, cancel_futures=True)
        processes.end_all()

    def _chunk(self, number: int, chunk: Chunk) -> Path:
        path = self._job.folder / f"chunk{number:05}.mp4"
        encoder = Encoder(self._job.encoder)
        threads = -(-self._job.threads // self._at_once)
        stream = chunk_stream(self._stage.canvas, encoder, self._plan.quality, path, threads)
        with ChunkWriter(self._job.ffmpeg, stream, encoder.before()) as writer:
            for frame in frames(chunk, self._stage):
                writer.write(frame)
                self._counter.count()
            writer.finish()
        return path


def _first_failure(futures: list["Future[Path]"]) -> None:
    done, _ = wait(futures, return_when=FIRST_EXCEPTION)
    for future in done:
        future.result()
