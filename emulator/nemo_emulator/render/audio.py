"""The whole clip's sound: mixed here to the sample, encoded once, as long as the picture.

ffmpeg decodes one recording at a time, its demuxer forced, and encodes the result. Only numbers
enter its graphs, never a name or a text.
"""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from nemo_emulator.render import ffmpeg
from nemo_emulator.render.clips import opened
from nemo_emulator.render.instruments import RATE, Floats
from nemo_emulator.render.loudness import LOUDNESS, level
from nemo_emulator.render.music import compose
from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.packing import MP4, Packing
from nemo_emulator.render.plan import Music, Recording, RenderPlan, Sound
from nemo_emulator.render.tape import Looped, Playable, Tape

BITRATE = "192k"
USUAL_GAIN = 0.35
"""A film whose loudest sound is at this volume or above is as loud as films on the web are."""
DUCK_RAMP_MS = 300
BLOCK = 2 * RATE
"""Samples that are mixed at once."""
# ffmpeg says of it that it is better than its default at high rates, and much faster.
CODER = {"aac_coder": "fast"}
# Whatever starts or stops abruptly does so within this, or it would click.
EDGE_MS = 4


def mix(
    plan: RenderPlan,
    program: Path,
    folder: Path,
    *,
    target: float | None = LOUDNESS,
    packing: Packing = MP4,
) -> Path:
    """Write the sound into ``folder``, as loud as ``target`` says; silence when there is none.

    Raises ``RenderFailed`` naming the recording that cannot be decoded.
    """
    raw, done = folder / "sound.f32", folder / f"sound.{packing.name}"
    track = Tape.blank(raw, samples(plan))
    for sound in plan.sounds:
        _add(track, sound, program)
    wished = None if target is None else target + quieter(plan)
    levelled = level(raw, program, wished)
    ffmpeg.run(program, _encoded(levelled, done, packing), "Encoding the sound")
    return done


def quieter(plan: RenderPlan) -> float:
    """0, or how many dB everything was asked to be below the usual volume of music."""
    loudest = max((sound.gain for sound in plan.sounds), default=1.0)
    return min(0.0, 20 * math.log10(loudest / USUAL_GAIN))


def samples(plan: RenderPlan) -> int:
    """The clip's length at 48 kHz; whole, at every frame rate."""
    return plan.frames * RATE // plan.canvas.fps


def _encoded(sound: Any, target: Path, packing: Packing) -> Any:
    coder = CODER if packing.sound == "aac" else {}
    options = {"acodec": packing.sound, "audio_bitrate": BITRATE, "ar": RATE, **coder}
    return sound.output(str(target), format=packing.name, **options)


def _add(track: Tape, sound: Sound, program: Path) -> None:
    """Mix one sound in at its level, no longer than its length, block by block."""
    start = _samples(sound.start_ms)
    played = _played(sound, program, track.path.with_name("recording.f32"))
    length = min(played.length, _samples(sound.length_ms))
    end = min(length, track.length - start)
    for at in range(0, end, BLOCK):
        count = min(BLOCK, end - at)
        gain = _envelope(sound, length, (at, count))
        track.add(start + at, played.block(at, count) * gain[:, None])


def _samples(ms: float) -> int:
    return round(ms * RATE / 1000)


def _played(sound: Sound, program: Path, file: Path) -> Playable:
    """``file`` is where a recording may be unpacked."""
    match sound.origin:
        case Music(mood, tempo, seed):
            return compose(mood, tempo, seed, _samples(sound.length_ms))
        case Recording() as recording:
            once = _decoded(recording, program, file)
            return Looped(once, _samples(sound.length_ms)) if recording.loop else once


def _decoded(recording: Recording, program: Path, file: Path) -> Tape:
    ffmpeg.run(program, _stereo(recording, file), f"Playing the sound of {recording.name}")
    tape = Tape.recorded(file)
    if not tape.length:
        raise RenderFailed(f"{recording.name} has no sound in the part that is used.")
    return tape


def _stereo(recording: Recording, file: Path) -> Any:
    """The part that is used, at its speed, as raw samples in a file."""
    start, length = recording.start_ms / 1000, (recording.end_ms - recording.start_ms) / 1000
    times = {"ss": f"{start:.3f}", "t": f"{length:.3f}"}
    stream = opened(recording.source, recording.name, **times)["a:0"]
    for factor in tempo_steps(recording.speed):
        stream = stream.filter("atempo", f"{factor:.6f}")
    return stream.output(str(file), format="f32le", acodec="pcm_f32le", ac=2, ar=RATE)


def tempo_steps(speed: float) -> Iterator[float]:
    """Factors between 0.5 and 2 whose product is ``speed``; none for 1."""
    while not 0.5 <= speed <= 2:
        step = 2.0 if speed > 2 else 0.5
        yield step
        speed /= step
    if speed != 1:
        yield speed


def _envelope(sound: Sound, length: int, block: tuple[int, int]) -> Floats:
    """The gain of each sample of a block (first, count): fades, curve, sinking under others."""
    time = np.arange(block[0], sum(block), dtype=np.float64) * (1000 / RATE)
    end = length * 1000 / RATE
    rising = np.minimum(1, time / max(EDGE_MS, sound.fade_in_ms))
    falling = np.minimum(1, (end - time) / max(EDGE_MS, sound.fade_out_ms))
    gain = sound.gain * rising * falling * _ducking(sound, time) * _curved(sound, time)
    return np.asarray(gain, np.float32)


def _curved(sound: Sound, time: Floats) -> Floats | float:
    """The factor of the volume curve; before its first point and after its last it stays."""
    if not sound.curve:
        return 1.0
    times, factors = zip(*sound.curve, strict=True)
    return np.asarray(np.interp(time, times, factors))


def _ducking(sound: Sound, time: Floats) -> Floats:
    """1, and ``duck`` while others are heard, over a ramp before and after."""
    heard = np.zeros_like(time)
    for start, end in sound.ducked:
        corners = [start - DUCK_RAMP_MS, start, end, end + DUCK_RAMP_MS]
        present = np.interp(time + sound.start_ms, corners, [0, 1, 1, 0])
        np.maximum(heard, present, out=heard, casting="same_kind")
    return 1 - (1 - sound.duck) * heard
