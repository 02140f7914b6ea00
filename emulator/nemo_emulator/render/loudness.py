"""How loud a mix is (EBU R 128), and the gain that makes it as loud as it should be."""

import re
from pathlib import Path
from typing import Any

import ffmpeg as build

from nemo_emulator import processes
from nemo_emulator.render.ffmpeg import check
from nemo_emulator.render.instruments import RATE

LOUDNESS = -14.0
"""LUFS, what the large video platforms play at."""
CEILING = 0.89
"""Of full scale: some room is left, because an encoder makes some peaks a little higher."""
SILENCE = -60.0
"""Quieter than this is not made louder."""
MOST_GAIN = 24.0
CLOSE = 0.3
TRIES = 3

_TOLD = re.compile(rb"I:\s+(-?[\d.]+) LUFS")


def level(raw: Path, program: Path, target: float | None) -> Any:
    """The stream of a file of floats, made as loud as ``target`` (LUFS) and never clipped.

    None leaves it as loud as it is, and so does silence.
    """
    gain = 0.0 if target is None else _gain(raw, program, target)
    return _limited(raw, gain)


def _gain(raw: Path, program: Path, target: float) -> float:
    """In dB. What the limiter takes away is given back as far as that helps."""
    measured = loudness(_source(raw), program)
    if measured < SILENCE:
        return 0.0
    gain = min(MOST_GAIN, target - measured)
    for _ in range(TRIES):
        missing = target - loudness(_limited(raw, gain), program)
        if abs(missing) < CLOSE or gain + missing > MOST_GAIN:
            break
        gain += missing
    return gain


def loudness(sound: Any, program: Path) -> float:
    """Integrated, in LUFS; -70 for silence and for what is too short to be measured."""
    measured = sound.filter("ebur128", framelog="verbose").output("-", format="null")
    options = ("-hide_banner", "-nostdin", "-nostats", "-loglevel", "info")
    ended = processes.run([str(program), *measured.global_args(*options).get_args()])
    check(ended, "Measuring the sound")
    told = _TOLD.findall(ended.err)
    return float(told[-1]) if told else -70.0


def _source(raw: Path) -> Any:
    return build.input(str(raw), format="f32le", ar=RATE, ac=2).audio


def _limited(raw: Path, gain: float) -> Any:
    louder = _source(raw).filter("volume", f"{gain:.2f}dB")
    return louder.filter("alimiter", limit=CEILING, level="disabled", attack=5, release=50)
