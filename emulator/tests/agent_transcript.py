"""Whole conversations with the agent as readable text: what is said, what the timeline then holds.

A golden transcript starts with its scene (``# 3 photos, 1 clip, 1 song; language en; seed 7``);
lines with ``>`` are the user's. To rewrite one after a change that is meant, write what
``transcript`` returns.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from emulator.tests.agent_stage import bare, film, photo, song

from nemo_contract.draft import TrackKind
from nemo_contract.wire import Draft, Segment
from nemo_emulator.agent import Change, Medium, Scene, Text, TurnPlan, after, plan
from nemo_emulator.agent.timeline import audio, clips, end, on, start, text, video

GOLDEN = Path(__file__).parent / "conversations"
MAKERS: dict[str, Callable[[int], Medium]] = {"photo": photo, "clip": film, "song": song}


def transcript(golden: str) -> str:
    """The same conversation as it goes now."""
    lines = _lines(said(golden), opening(golden), seed(golden))
    return "\n".join([golden.splitlines()[0], *lines]) + "\n"


def ending(golden: str) -> Scene:
    """The scene after all of it."""
    scene = opening(golden)
    for n, line in enumerate(said(golden)):
        scene = _lived(plan(line, scene, seed=seed(golden) + n), scene)
    return scene


def opening(golden: str) -> Scene:
    """The uploads and the language that the first line names."""
    makers = [make for kind, make in MAKERS.items() for _ in range(counted(golden, kind))]
    return bare(*(make(n) for n, make in enumerate(makers, start=1)), language=language(golden))


def said(golden: str) -> list[str]:
    """The user's lines."""
    return [line[2:] for line in golden.splitlines() if line.startswith("> ")]


def language(golden: str) -> str:
    """Of the session."""
    return _named(golden, r"language (\w+)")


def counted(golden: str, kind: str) -> int:
    """How many uploads of a kind there are."""
    return int(_named(golden, rf"(\d) {kind}") or 0)


def seed(golden: str) -> int:
    """Of the first turn."""
    return int(_named(golden, r"seed (\d+)"))


def _named(golden: str, pattern: str) -> str:
    return next(iter(re.findall(pattern, golden.splitlines()[0])), "")


def _lines(said: list[str], scene: Scene, first: int) -> Iterator[str]:
    for n, line in enumerate(said):
        turn = plan(line, scene, seed=first + n)
        scene = _lived(turn, scene)
        yield from ("", f"> {line}", f"[{turn.kind}, {turn.ends_at:.1f} s]")
        yield from (step.text for step in turn.steps if isinstance(step, Text))
        yield from (f"    {line}" for line in _timeline(scene.draft))


def _lived(turn: TurnPlan, scene: Scene) -> Scene:
    for step in turn.steps:
        if isinstance(step, Change):
            scene = after(step.edits, scene)
    return scene


def _timeline(draft: Draft) -> Iterator[str]:
    size = draft.meta.get("canvas", {})
    yield f"{size.get('width', 0)}x{size.get('height', 0)}, {(draft.duration or 0) / 1000:g} s"
    yield from map(_clip, clips(draft))
    for sound in on(draft, TrackKind.AUDIO):
        meta = audio(sound)
        fades = f"fades {meta.fade_in}/{meta.fade_out}"
        yield f"{_span(sound)} BGM: {meta.name}, {meta.volume:g}%, {fades}"
    for found in on(draft, TrackKind.TEXT):
        words = text(found)
        looks = f"{words.position} {words.size:g} {words.color}"
        yield f'{_span(found)} {words.type}: "{words.text}" {looks}'


def _clip(segment: Segment) -> str:
    meta = video(segment)
    look = "" if meta.look.name == "none" else f", {meta.look.name}"
    led = f"{meta.transition.kind} {meta.transition.duration}"
    return f"{_span(segment)} {meta.name}: {led}, {meta.motion.kind}, {meta.fit.mode}{look}"


def _span(segment: Segment) -> str:
    return f"{start(segment) / 1000:g}-{end(segment) / 1000:g}"
