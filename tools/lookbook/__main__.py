"""``python -m tools.lookbook [--no-reel]``: sheets into docs/lookbook, a reel into out."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from emulator.tests.golden_scene import rgb, sources
from PIL import Image, ImageDraw
from tools.lookbook.pages import CANVAS, Entry, Meta, families

from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.render import LocalRenderer, RenderOrder, find_ffmpeg
from nemo_emulator.render.compose import frames
from nemo_emulator.render.fonts import title_font
from nemo_emulator.render.pictures import Pictures
from nemo_emulator.render.plan import RenderPlan, Span, plan
from nemo_emulator.render.players import Stage
from nemo_emulator.render.store import Store

Size = tuple[int, int]

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "docs" / "lookbook"
REEL = ROOT / "out" / "lookbook.mp4"
WIDTH, GAP, CAPTION = 1372, 4, 15
SMALL, USUAL = (112, 63), (160, 90)
FEW, MANY = 64, 224
"""Colours of a sheet's palette: so that it stays small enough for a repository."""
PACE = 4
"""The reel is so many times quicker than the entries are."""


def main() -> None:
    """Make every sheet, then the reel."""
    SHEETS.mkdir(parents=True, exist_ok=True)
    for name, entries in families().items():
        path = SHEETS / f"{name}.png"
        thumb, colors = (SMALL, FEW) if name == "transitions" else (USUAL, MANY)
        sheet = _sheet(entries, thumb).quantize(colors, dither=Image.Dither.NONE)
        sheet.save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}  {len(entries)} names, {path.stat().st_size // 1000} kB")
    if "--no-reel" not in sys.argv:
        _reel()


def _sheet(entries: Sequence[Entry], thumb: Size) -> Image.Image:
    """A block of thumbnails for each name, as many in a row as fit."""
    places = list(_places(entries, thumb))
    height = places[-1][1] + thumb[1] + CAPTION + GAP
    sheet = Image.new("RGB", (WIDTH, height), "#181818")
    for entry, (x, y) in zip(entries, places, strict=True):
        ImageDraw.Draw(sheet).text((x, y), entry.name, "#ffffff", title_font(11, bold=False))
        for k, image in enumerate(_thumbs(entry, thumb)):
            sheet.paste(image, (x + k * (thumb[0] + 1), y + CAPTION))
    return sheet


def _places(entries: Sequence[Entry], thumb: Size) -> Iterator[tuple[int, int]]:
    x = y = 0
    for entry in entries:
        width = len(entry.shown) * (thumb[0] + 1)
        if x + width > WIDTH:
            x, y = 0, y + thumb[1] + CAPTION + GAP
        yield x, y
        x += width + GAP


def _thumbs(entry: Entry, thumb: Size) -> Iterator[Image.Image]:
    whole = _planned(entry.draft)
    stage = Stage(whole.canvas, find_ffmpeg().path, Pictures(4, Store(None)))
    for at in entry.shown:
        (chunk,) = (c for c in whole.chunks if c.shot.span.start <= at < c.shot.span.end)
        (frame,) = frames(chunk, stage, Span(at, at + 1))
        yield Image.fromarray(rgb(frame)).resize(thumb, Image.Resampling.LANCZOS)


def _planned(draft: Draft) -> RenderPlan:
    return plan(draft, RenderOutput(), sources())


def _reel() -> None:
    """Everything one after the other, with its name."""
    at, pictures, texts = 0, [], []
    for entries in families().values():
        for entry in entries:
            pictures += [_quick(at, picture) for picture in entry.pictures]
            texts += [_quick(at, text) for text in entry.texts]
            at += entry.length
    names = list(_captions())
    tracks = [{"tt": 0, "sg": pictures}, {"tt": 7, "sg": texts}, {"tt": 7, "sg": names}]
    tracks.append(
        {"tt": 1, "sg": [_quick(0, {"s": 0, "d": at, "m": {"mood": "lo-fi", "volume": 35}})]}
    )
    draft = Draft.model_validate(
        {"t": tracks, "m": {"canvas": {**CANVAS, "width": 640, "height": 360}}}
    )
    REEL.parent.mkdir(exist_ok=True)
    order = RenderOrder(draft=draft, output=RenderOutput(), sources=sources(), target=REEL)
    done = asyncio.run(LocalRenderer().render(order, lambda _share: None))
    print(f"{REEL.relative_to(ROOT)}  {done.duration_ms / 1000:g} s, {done.size // 1000} kB")


def _quick(at: int, segment: Meta) -> Meta:
    """A segment that begins ``at`` ms or later, at the reel's pace."""
    start, end = ((at + ms) // PACE for ms in (segment["s"], segment["s"] + segment["d"]))
    effects = {
        name: {**effect, "d": effect["d"] // PACE}
        for name, effect in segment["m"].items()
        if name in {"transition", "enter", "exit"}
    }
    return {"s": start, "d": end - start, "m": segment["m"] | effects}


def _captions() -> Iterator[Meta]:
    at = 0
    style = {"type": "caption", "size": 6, "position": "top-left", "box": {"opacity": 0.6}}
    for family, entries in families().items():
        for entry in entries:
            text = f"{family}: {entry.name}"
            yield _quick(at, {"s": 0, "d": entry.length, "m": {**style, "text": text}})
            at += entry.length


if __name__ == "__main__":
    main()
