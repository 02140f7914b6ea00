"""Sounds of the composed music: notes in, samples at 48 kHz out."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 48000

Floats = NDArray[np.floating[Any]]
Spectrum = NDArray[np.complexfloating[Any, Any]]
"""In single precision: twice as fast, and more than ears can tell."""

# Chords come again and again: their notes are computed once.
once = lru_cache(maxsize=64)


@dataclass(frozen=True, slots=True)
class Note:
    """Frequency in Hz, length in s until it is let go, level linear."""

    hz: float
    seconds: float
    level: float


def add(track: Floats, at: int, sound: Floats, *, pan: float = 0.0) -> None:
    """Mix a mono sound into a track (2, samples), ``pan`` from -1, left, to 1; the rest is lost."""
    end = min(track.shape[1], at + len(sound))
    angle = (pan + 1) * np.pi / 4
    for side, level in zip(track, (np.cos(angle), np.sin(angle)), strict=True):
        side[at:end] += sound[: end - at] * np.float32(level)


def _time(seconds: float) -> Floats:
    return np.arange(round(seconds * RATE), dtype=np.float32) / RATE


def _sine(hz: float, time: Floats, phase: float = 0.0) -> Floats:
    """By the sum of angles, block by block: a tenth of the time that as many sines take."""
    turn = 2 * np.pi * hz / RATE
    blocks = np.arange(-(-len(time) // _BLOCK)) * (turn * _BLOCK) + phase
    within = np.arange(_BLOCK) * turn
    sin_a, cos_a, sin_b, cos_b = (
        part.astype(np.float32)
        for part in (np.sin(blocks), np.cos(blocks), np.sin(within), np.cos(within))
    )
    wave: Floats = np.outer(sin_a, cos_b) + np.outer(cos_a, sin_b)
    return wave.ravel()[: len(time)]


_BLOCK = 512


def _shaped(time: Floats, attack: float, release: float) -> Floats:
    """From 0 up and down to 0: the last ``release`` seconds fade."""
    rising = np.minimum(1, time / attack)
    falling = np.clip((time[-1] - time) / release, 0, 1)
    return np.asarray(rising * falling**2)


@once
def pad(note: Note) -> Floats:
    """Soft strings: two detuned voices, few harmonics, slow to come and go."""
    time = _time(note.seconds + 0.8)
    voices = np.zeros_like(time)
    for detune in (0.9975, 1.0025):
        for harmonic in range(1, 7):
            voices += _sine(note.hz * detune * harmonic, time, harmonic) / harmonic**1.6
    return note.level * 0.5 * voices * _shaped(time, 0.45, 1.0)


@once
def keys(note: Note) -> Floats:
    """An electric piano: one sine bent by another."""
    time = _time(note.seconds + 0.4)
    tine = np.exp(-5 * time) * _sine(note.hz * 14, time) * 0.12
    bend = 1.3 * np.exp(-3 * time) * _sine(note.hz, time)
    body: Floats = _bent(note.hz, time, bend) + tine
    body *= note.level * np.exp(-1.9 * time) * _shaped(time, 0.004, 0.25)
    return body


@once
def pluck(note: Note) -> Floats:
    """A plucked string: high harmonics die first."""
    time = _time(note.seconds + 0.3)
    string = np.zeros_like(time)
    for harmonic in range(1, 9):
        fading = np.exp(-(2.5 + 1.6 * harmonic) * time)
        string += fading * _sine(note.hz * harmonic, time) / harmonic
    return note.level * string * _shaped(time, 0.003, 0.15)


@once
def bell(note: Note) -> Floats:
    """A round bell for the melody."""
    time = _time(note.seconds + 0.8)
    bend = 0.8 * np.exp(-4 * time) * _sine(note.hz * 2, time)
    body: Floats = _bent(note.hz, time, bend)
    body *= note.level * np.exp(-2.4 * time) * _shaped(time, 0.006, 0.4)
    return body


@once
def bass(note: Note) -> Floats:
    """A round bass."""
    time = _time(note.seconds + 0.08)
    wave: Floats = _sine(note.hz, time) + 0.35 * _sine(2 * note.hz, time)
    wave *= note.level * 0.8 * np.exp(-0.9 * time) * _shaped(time, 0.008, 0.08)
    return wave


@once
def kick(level: float) -> Floats:
    """A drop from 120 to 45 Hz."""
    time = _time(0.35)
    phase = 2 * np.pi * (45 * time + 75 / 28 * (1 - np.exp(-28 * time)))
    return level * np.sin(phase) * np.exp(-9 * time) * _shaped(time, 0.002, 0.1)


def snare(level: float, chance: np.random.Generator) -> Floats:
    """Noise over a short tone."""
    time = _time(0.22)
    noise = np.diff(_noise(len(time) + 1, chance)) * 0.35
    tone = 0.5 * _sine(190, time) * np.exp(-25 * time)
    return level * (noise * np.exp(-18 * time) + tone) * _shaped(time, 0.001, 0.05)


def hat(level: float, chance: np.random.Generator) -> Floats:
    """A tick of bright noise."""
    time = _time(0.07)
    noise = np.diff(_noise(len(time) + 2, chance), n=2) * 0.4
    return level * noise * np.exp(-60 * time) * _shaped(time, 0.001, 0.02)


@dataclass(frozen=True, slots=True)
class Room:
    """Softens above ``dark_hz``, 12 dB an octave; ``share`` is its echo's."""

    dark_hz: float
    share: float

    def add(self, onto: Floats, track: Floats, chance: np.random.Generator) -> None:
        """Mix in how a track (2, samples) sounds in it, other left than right."""
        time = _time(1.6)
        noise = chance.standard_normal((2, len(time)), dtype=np.float32)
        echo = noise * (np.exp(-4.5 * time) * np.minimum(1, time / 0.01))
        echo *= self.share / np.sqrt(np.sum(echo**2, axis=1, keepdims=True))
        echo[:, 0] += 1
        frequency = np.fft.rfftfreq(_ROOM, 1 / RATE).astype(np.float32)
        dark = 1 / (1 + (frequency / self.dark_hz) ** 2)
        for side, answer, heard in zip(track, echo, onto, strict=True):
            _answered(side, np.fft.rfft(answer, _ROOM) * dark, len(time), heard)


# Samples that are transformed at once: what fits into a core's cache is done in half the time.
_ROOM = 1 << 18
# A filter of no delay also sounds before its sound, for less than this.
_BEFORE = 512


def _answered(side: Floats, room: Spectrum, ringing: int, onto: Floats) -> None:
    """Add what a room answers, by its spectrum, which rings for so many samples."""
    step = _ROOM - ringing - 2 * _BEFORE
    for at in range(0, len(side), step):
        said = np.zeros(_ROOM, np.float32)
        part = side[at : at + step]
        said[_BEFORE : _BEFORE + len(part)] = part
        answer = np.fft.irfft(np.fft.rfft(said) * room, _ROOM)
        first = max(0, at - _BEFORE)
        last = min(len(side), at - _BEFORE + _ROOM)
        onto[first:last] += answer[first - at + _BEFORE : last - at + _BEFORE]


def _bent(hz: float, time: Floats, bend: Floats) -> Floats:
    """A sine whose phase is bent by another."""
    turns = np.arange(len(time)) * (hz / RATE)
    return np.sin(2 * np.pi * (turns % 1).astype(np.float32) + bend)


def _noise(length: int, chance: np.random.Generator) -> Floats:
    return chance.standard_normal(length, dtype=np.float32)
