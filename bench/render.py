"""The renderer against the encoder alone: CPU, wall time, memory, edits. Ratios within one run.

Measured is what an emulator that runs takes from an order to the finished file: it has loaded what
renders need since the first upload. One row tells of a render for which nothing was loaded.

Environment: NEMO_BENCH_ROUNDS (3), NEMO_BENCH_PHOTOS (a folder of wallpapers).
"""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from bench.render_clip import changed, draft, order, photographs
from bench.render_floor import encode_halves, encode_whole, write_halves
from bench.render_measure import Cost, cost
from bench.table import Row, publish
from nemo_contract.wire import Draft
from nemo_emulator.render import LocalRenderer, choose_encoder

ROUNDS = int(os.environ.get("NEMO_BENCH_ROUNDS", "3"))
LOADED_S = 2.0
MEMORY = Path("/dev/shm")
MB = 1_000_000

Work = Callable[[], object]


@dataclass(slots=True)
class Desk:
    """The photographs, a folder for everything that is made, and a renderer at work."""

    folder: Path
    photos: Sequence[Path]
    mirrored: Path
    runner: asyncio.Runner
    renderer: LocalRenderer
    costs: dict[str, list[Cost]] = field(default_factory=dict)

    def measure(self, name: str, work: Work) -> None:
        done = cost(work)
        self.costs.setdefault(name, []).append(done)
        print(f"    {name:<28} {done.cpu:7.2f} CPU s {done.wall:7.2f} s {done.peak / MB:6.0f} MB")

    def cpu(self, name: str) -> float:
        return median(each.cpu for each in self.costs[name])

    def wall(self, name: str) -> float:
        return median(each.wall for each in self.costs[name])

    def peak(self, name: str) -> float:
        return max(each.peak for each in self.costs[name]) / MB


def main() -> None:
    """Print the table and write out/bench/render.json."""
    with _desk() as desk:
        print(f"{ROUNDS} rounds; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        _standard(desk)
        _many(desk)
        _small(desk)
        rows = list(_rows(desk))
    publish("render", rows)


@contextmanager
def _desk() -> Iterator[Desk]:
    place = MEMORY if MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="bench", dir=place))
    try:
        photos, made_from = photographs(folder / "photos")
        print(f"ten photographs of 12.6 megapixels: {made_from}")
        mirrored = changed(photos[4], folder / "mirrored.jpg")
        with asyncio.Runner() as runner, at_work(runner) as renderer:
            yield Desk(folder, photos, mirrored, runner, renderer)
    finally:
        shutil.rmtree(folder)


@contextmanager
def at_work(runner: asyncio.Runner) -> Iterator[LocalRenderer]:
    """A renderer as an emulator has it that was sent a picture a while ago."""
    renderer = LocalRenderer()
    runner.run(_loaded(renderer))
    try:
        yield renderer
    finally:
        runner.run(renderer.__aexit__())


async def _loaded(renderer: LocalRenderer) -> None:
    await renderer.__aenter__()
    await choose_encoder()
    renderer.expect()
    await asyncio.sleep(LOADED_S)


def _render(desk: Desk, told: Draft, photos: Sequence[Path], cache: Path | None) -> None:
    wish = order(told, photos, desk.folder / "clip.mp4", cache)
    desk.runner.run(desk.renderer.render(wish, lambda _share: None))


def _standard(desk: Desk) -> None:
    """Everything about the standard clip, in turns, so that load meets all alike."""
    told = draft(desk.photos)
    halves = write_halves(order(told, desk.photos, desk.folder / "x.mp4", None), desk.folder)
    for n in range(ROUNDS):
        print(f"  round {n + 1}")
        desk.measure("floor", lambda: encode_halves(halves))
        desk.measure("one encoder", lambda: encode_whole(halves))
        cache = desk.folder / f"cache{n}"
        desk.measure("cold", lambda c=cache: _render(desk, told, desk.photos, c))  # type: ignore[misc]
        _edits(desk, cache)
        with _without_kernel(), at_work(desk.runner) as plain:
            other = replace(desk, renderer=plain)
            desk.measure("cold, OpenCV", lambda d=other: _render(d, told, d.photos, None))  # type: ignore[misc]
        shutil.rmtree(cache)
    for half in halves:
        half.unlink()


def _edits(desk: Desk, cache: Path) -> None:
    other = [*desk.photos[:4], desk.mirrored, *desk.photos[5:]]
    desk.measure("a photo changed", lambda: _render(desk, draft(other), other, cache))
    calm = draft(desk.photos, mood="calm")
    desk.measure("other music", lambda: _render(desk, calm, desk.photos, cache))


@contextmanager
def _without_kernel() -> Iterator[None]:
    os.environ["NEMO_KERNEL"] = "off"
    try:
        yield
    finally:
        del os.environ["NEMO_KERNEL"]


COUNTS = (10, 50, 200)
SHORT_S = 0.5


def _many(desk: Desk) -> None:
    """Pictures of half a second each: memory should stay, time should grow with their number."""
    for count in COUNTS:
        photos = [desk.photos[n % 10] for n in range(count)]
        told = draft(photos, seconds=SHORT_S)
        desk.measure(f"{count} pictures", lambda p=photos, t=told: _render(desk, t, p, None))  # type: ignore[misc]


def _small(desk: Desk) -> None:
    one = desk.photos[:1]
    halves = write_halves(order(draft(one), one, desk.folder / "x.mp4", None), desk.folder)
    for _ in range(ROUNDS):
        desk.measure("encoder alone, 3 s", lambda: encode_halves(halves))
        desk.measure("one picture, 3 s", lambda: _render(desk, draft(one), one, None))
        first = replace(desk, renderer=LocalRenderer())
        desk.measure("the same, nothing loaded", lambda d=first: _render(d, draft(one), one, None))  # type: ignore[misc]
        desk.costs.setdefault("first frames", []).append(_first(desk))


def _first(desk: Desk) -> Cost:
    """From the wish to the first per cent: nine frames of the standard clip, encoded."""
    began, heard = time.monotonic(), asyncio.Event()
    wish = order(draft(desk.photos), desk.photos, desk.folder / "clip.mp4", None)

    async def until_heard() -> None:
        work = asyncio.create_task(desk.renderer.render(wish, lambda _share: heard.set()))
        await heard.wait()
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    seen: list[float] = []

    async def timed() -> None:
        await asyncio.gather(until_heard(), _note(heard, seen))

    desk.runner.run(timed())
    return Cost(seen[0] - began, 0.0, 0)


async def _note(heard: asyncio.Event, seen: list[float]) -> None:
    await heard.wait()
    seen.append(time.monotonic())


def _rows(desk: Desk) -> Iterator[Row]:
    floor, one, cold = desk.cpu("floor"), desk.wall("one encoder"), desk.cpu("cold")
    yield Row("encoder alone, two halves", floor, "CPU s", 1.0)
    yield Row("whole render", cold, "CPU s", cold / floor, "<= 1.25, aim 1.10")
    plain = desk.cpu("cold, OpenCV")
    yield Row("whole render, OpenCV", plain, "CPU s", plain / floor, "<= 1.40")
    wall = desk.wall("cold")
    yield Row("whole render / one encoder", wall, "wall s", wall / one, "<= 1.00, quiet machine")
    for name, most in (("a photo changed", 0.25), ("other music", 0.06)):
        yield Row(f"again, {name}", desk.cpu(name), "CPU s", desk.cpu(name) / cold, f"<= {most}")
    yield Row(
        "memory, standard clip", desk.peak("cold"), "MB", desk.peak("cold") / 600, "<= 600 MB"
    )
    yield from _of_many(desk)
    short = desk.wall("one picture, 3 s")
    yield Row("one picture, 3 s", short, "wall s", short / 1.5, "<= 1.5 s")
    alone = desk.wall("encoder alone, 3 s")
    yield Row("one picture / encoder alone, two halves", alone, "wall s", short / alone)
    unloaded = desk.wall("the same, nothing loaded")
    yield Row("the same, nothing loaded", unloaded, "wall s", unloaded / 1.5)
    yield Row("one picture, 3 s", desk.cpu("one picture, 3 s"), "CPU s", 1.0)
    first = desk.wall("first frames")
    yield Row("until nine frames are encoded", first, "wall s", first / 1.0, "<= 1 s")


def _of_many(desk: Desk) -> Iterator[Row]:
    few, some, most = (f"{count} pictures" for count in COUNTS)
    memory = desk.peak(most)
    yield Row("memory, 200 pictures / 10", memory, "MB", memory / desk.peak(few), "flat")
    frames = COUNTS[2] / COUNTS[1]
    slope = desk.cpu(most) / desk.cpu(some) / frames
    yield Row("time a picture, 200 / 50", desk.cpu(most), "CPU s", slope, "0.90 to 1.10")


if __name__ == "__main__":
    main()
