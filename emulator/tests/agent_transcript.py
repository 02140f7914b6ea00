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
    head, *rest = golden.splitlines()
    said = [line[2:] for line in rest if line.startswith("> ")]
    return "\n".join([head, *_lines(said, opening(head), _seed(head))]) + "\n"


def ending(golden: str) -> Scene:
    """The scene after all of it."""
    head, *rest = golden.splitlines()
    scene = opening(head)
    for n, line in enumerate(line[2:] for line in rest if line.startswith("> ")):
        scene = _lived(plan(line, scene, seed=_seed(head) + n), scene)
    return scene


def opening(head: str) -> Scene:
    """The uploads and the language that the first line names."""
    language = re.findall(r"language (\w+)", head)[0]
    counted = re.findall(r"(\d) (photo|clip|song)", head)
    makers = [MAKERS[kind] for count, kind in counted for _ in range(int(count))]
    return bare(*(make(n) for n, make in enumerate(makers, start=1)), language=language)


def _seed(head: str) -> int:
    return int(re.findall(r"seed (\d+)", head)[0])


def _lines(said: list[str], scene: Scene, seed: int) -> Iterator[str]:
    for n, line in enumerate(said):
        turn = plan(line, scene, seed=seed + n)
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
