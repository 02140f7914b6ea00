"""The families of the look book: for each name a short draft and the moments that are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nemo_contract.wire import Draft
from nemo_emulator.render.effects import KINDS as EFFECTS
from nemo_emulator.render.looks import LOOKS
from nemo_emulator.render.motions import KINDS as MOTIONS
from nemo_emulator.render.recipes import KINDS as SCENES
from nemo_emulator.render.transitions import CUT
from nemo_emulator.render.transitions import KINDS as TRANSITIONS

FPS = 25
CANVAS = {"width": 320, "height": 180, "fps": FPS}

Meta = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, its segments (``s``, ``d``, ``m``) by kind of track, and frames that are shown."""

    name: str
    pictures: tuple[Meta, ...]
    texts: tuple[Meta, ...]
    shown: tuple[int, ...]

    @property
    def draft(self) -> Draft:
        tracks = [{"tt": 0, "sg": list(self.pictures)}]
        tracks += [{"tt": 7, "sg": [text]} for text in self.texts]
        return Draft.model_validate({"t": tracks, "m": {"canvas": CANVAS}})

    @property
    def length(self) -> int:
        """In ms."""
        return max(picture["s"] + picture["d"] for picture in self.pictures)


def families() -> dict[str, Sequence[Entry]]:
    """By the sheet's name."""
    return {
        "transitions": [_transition(kind) for kind in TRANSITIONS if kind != CUT],
        "motions": [_motion(kind) for kind in MOTIONS],
        "looks": [*map(_look, LOOKS), *_textures()],
        "titles": [*_styles(), *_effects(), *_scripts()],
        "fits": list(_fits()),
        "scenes": [_scene(kind) for kind in SCENES],
    }


def _picture(start: int, length: int, **meta: Any) -> Meta:
    return {"s": start, "d": length, "m": meta}


def _transition(kind: str) -> Entry:
    entering = {"kind": kind, "d": 1000}
    pair = (_picture(0, 1000, url="beach.jpg"), _picture(1000, 1400, url="forest.jpg"))
    pair[1]["m"]["transition"] = entering
    return Entry(kind, pair, (), (31, 37, 43))


def _motion(kind: str) -> Entry:
    motion = {"kind": kind, "amount": 0.4, "ease": "in-out"}
    return Entry(kind, (_picture(0, 2000, url="mountains.jpg", motion=motion),), (), (0, 25, 49))


def _look(name: str) -> Entry:
    photos = ("mountains.jpg", "portrait.webp", "city.png")
    shown = tuple(
        _picture(700 * n, 700, url=url, look={"name": name}) for n, url in enumerate(photos)
    )
    return Entry(name, shown, (), (8, 26, 43))


def _textures() -> Iterator[Entry]:
    for name in ("vignette", "grain", "blur"):
        entry = _look("none")
        for picture in entry.pictures:
            picture["m"]["look"] = {"name": "none", name: 0.8}
        yield Entry(name, entry.pictures, (), entry.shown)


def _titled(name: str, shown: tuple[int, ...] = (25,), **meta: Any) -> Entry:
    picture = _picture(0, 2000, url="dandelions.jpg")
    return Entry(name, (picture,), ({"s": 0, "d": 2000, "m": {"size": 14, **meta}},), shown)


def _styles() -> Iterator[Entry]:
    yield _titled("plain", text="Summer days")
    yield _titled("regular", text="Summer days", bold=False)
    yield _titled("outline", text="Summer days", outline={"color": "#a02020", "width": 8})
    yield _titled("box", text="Summer days", box={"color": "#103050", "opacity": 0.7})
    yield _titled("colour", text="Summer days", color="#ffd040")
    yield _titled("large", text="Summer", size=30)
    yield _titled("wrapped", text="A long title that does not fit into one line of the picture")
    for place in ("top-left", "top-right", "bottom-left", "bottom-right", "bottom"):
        yield _titled(place, text="Summer", position=place)
    subtitle = {"size": 7, "position": "bottom", "box": {"opacity": 0.55}, "bold": False}
    yield _titled("subtitle", text="And then we went down to the sea.", type="subtitle", **subtitle)


def _effects() -> Iterator[Entry]:
    for kind in EFFECTS:
        if kind != "none":
            enter = {"kind": kind, "d": 1000}
            yield _titled(kind, (4, 10, 18), text="Summer", size=24, enter=enter)


def _scripts() -> Iterator[Entry]:
    for name, text in {
        "Chinese": "夏天的海边，我们一起走过",
        "Japanese": "夏の海へ行こう",
        "Korean": "여름 바다",
        "Arabic": "صيف على البحر 2026",
        "Hebrew": "קיץ ליד הים",
        "Greek": "Καλοκαίρι",
        "Cyrillic": "Летние дни",
        "Hindi": "गर्मी के दिन",
        "Thai": "วันฤดูร้อน",
        "emoji": "Beach 🏖️ 🎉 ❤️",
    }.items():
        yield _titled(name, text=text)


def _fits() -> Iterator[Entry]:
    for name, fit in {
        "cover": {"mode": "cover"},
        "contain, blurred": {"mode": "contain"},
        "contain, colour": {"mode": "contain", "background": "#204060"},
        "stretch": {"mode": "stretch"},
    }.items():
        photos = ("portrait.webp", "logo.png", "beach.jpg")
        shown = tuple(_picture(700 * n, 700, url=url, fit=fit) for n, url in enumerate(photos))
        yield Entry(name, shown, (), (8, 26, 43))


def _scene(kind: str) -> Entry:
    picture = _picture(0, 4000, type="generated", recipe=kind, seed=3)
    return Entry(kind, (picture,), (), (5, 50, 95))
