"""The whole clip's sound, mixed and encoded once: an AAC track exactly as long as the picture.

Only numbers enter filter graphs, never a name or a text.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ffmpeg as build

from nemo_emulator.render import ffmpeg
from nemo_emulator.render.clips import opened
from nemo_emulator.render.instruments import RATE
from nemo_emulator.render.music import compose
from nemo_emulator.render.plan import Music, Recording, RenderPlan, Sound

BITRATE = "192k"
CEILING = 0.95
DUCK_RAMP_S = 0.3
_STEREO = {"sample_fmts": "fltp", "sample_rates": RATE, "channel_layouts": "stereo"}


def mix(plan: RenderPlan, program: Path, folder: Path) -> Path:
    """Write the sound into ``folder``; silence when there is none.

    Raises ``RenderFailed`` naming the sound that cannot be decoded, when it can be told.
    """
    target = folder / "sound.m4a"
    voices = [voice(sound, folder / f"music{n}.f32") for n, sound in enumerate(plan.sounds)]
    ffmpeg.run(program, mixed(voices, samples(plan), target), _doing(plan))
    return target


def samples(plan: RenderPlan) -> int:
    """The clip's length at 48 kHz; whole, at every frame rate."""
    return plan.frames * RATE // plan.canvas.fps


def _doing(plan: RenderPlan) -> str:
    origins = (sound.origin for sound in plan.sounds)
    names = [origin.name for origin in origins if isinstance(origin, Recording)]
    return f"Mixing the sound of {', '.join(names)}" if names else "Mixing the sound"


def mixed(voices: list[Any], length: int, target: Path) -> Any:
    """All voices together, never louder than ``CEILING``, cut or filled to ``length`` samples."""
    together = voices[0] if len(voices) == 1 else _summed(voices)
    limited = together.filter("alimiter", limit=CEILING, level="disabled", attack=5, release=50)
    exact = limited.filter("apad").filter("atrim", end_sample=length)
    return exact.output(str(target), format="mp4", acodec="aac", audio_bitrate=BITRATE, ar=RATE)


def _summed(voices: list[Any]) -> Any:
    streams = voices or [build.input(f"anullsrc=r={RATE}:cl=stereo", format="lavfi").audio]
    return build.filter(
        streams, "amix", inputs=len(streams), normalize=0, dropout_transition=0, duration="longest"
    )


def voice(sound: Sound, scratch: Path) -> Any:
    """One sound, in time, at its level."""
    stream = _source(sound, scratch).filter("aformat", **_STEREO)
    seconds = sound.length_ms / 1000
    cut = stream.filter("atrim", end=f"{seconds:.3f}").filter("asetpts", "PTS-STARTPTS")
    faded = _faded(cut.filter("volume", f"{sound.gain:.4f}"), sound, seconds)
    delayed = faded.filter("adelay", delays=sound.start_ms, all=1)
    return _ducked(delayed, sound)


def _source(sound: Sound, scratch: Path) -> Any:
    match sound.origin:
        case Music(mood, tempo, seed):
            length = sound.length_ms * RATE // 1000 + 1
            scratch.write_bytes(compose(mood, tempo, seed, length).tobytes())
            return build.input(str(scratch), format="f32le", ar=RATE, ac=2).audio
        case Recording() as recording:
            return _recorded(recording)


def _recorded(recording: Recording) -> Any:
    length = (recording.end_ms - recording.start_ms) / 1000
    file = opened(
        recording.source,
        recording.name,
        ss=f"{recording.start_ms / 1000:.3f}",
        t=f"{length:.3f}",
    )
    stream = file["a:0"].filter("aformat", **_STEREO)
    if recording.loop:
        return stream.filter("aloop", loop=-1, size=round(length * RATE))
    for factor in tempo_steps(recording.speed):
        stream = stream.filter("atempo", f"{factor:.6f}")
    return stream


def tempo_steps(speed: float) -> Iterator[float]:
    """Factors between 0.5 and 2 whose product is ``speed``; none for 1."""
    while not 0.5 <= speed <= 2:
        step = 2.0 if speed > 2 else 0.5
        yield step
        speed /= step
    if speed != 1:
        yield speed


def _faded(stream: Any, sound: Sound, seconds: float) -> Any:
    if sound.fade_in_ms:
        stream = stream.filter("afade", type="in", duration=f"{sound.fade_in_ms / 1000:.3f}")
    if sound.fade_out_ms:
        length = min(sound.fade_out_ms / 1000, seconds)
        stream = stream.filter(
            "afade", type="out", start_time=f"{seconds - length:.3f}", duration=f"{length:.3f}"
        )
    return stream


def _ducked(stream: Any, sound: Sound) -> Any:
    """Sink while others speak, over a ramp before and after."""
    if not sound.ducked:
        return stream
    heard = "+".join(_presence(start / 1000, end / 1000) for start, end in sound.ducked)
    level = f"1-{1 - sound.duck:.4f}*min(1,{heard})"
    return stream.filter("volume", level, eval="frame")


def _presence(start: float, end: float) -> str:
    """1 from start to end, rising before and falling after, else 0."""
    rise = f"(t-{start - DUCK_RAMP_S:.3f})/{DUCK_RAMP_S}"
    fall = f"({end + DUCK_RAMP_S:.3f}-t)/{DUCK_RAMP_S}"
    return f"max(0,min(1,min({rise},{fall})))"
