"""Sounds of the composed music: notes in, samples at 48 kHz out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 48000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Note:
    """Frequency in Hz, length in s until it is let go, level linear."""

    hz: float
    seconds: float
    level: float


def add(track: Floats, at: int, sound: Floats, *, pan: float = 0.0) -> None:
    """Mix a mono sound into a stereo track; ``pan`` -1 is left, 1 right. What overhangs is lost."""
    end = min(len(track), at + len(sound))
    angle = (pan + 1) * np.pi / 4
    sides = np.array([np.cos(angle), np.sin(angle)])
    track[at:end] += sound[: end - at, None] * sides


def _time(seconds: float) -> Floats:
    return np.arange(round(seconds * RATE)) / RATE


def _shaped(time: Floats, attack: float, release: float) -> Floats:
    """From 0 up and down to 0: the last ``release`` seconds fade."""
    rising = np.minimum(1, time / attack)
    falling = np.clip((time[-1] - time) / release, 0, 1)
    return np.asarray(rising * falling**2)


def pad(note: Note) -> Floats:
    """Soft strings: two detuned voices, few harmonics, slow to come and go."""
    time = _time(note.seconds + 0.8)
    voices = np.zeros_like(time)
    for detune in (0.9975, 1.0025):
        for harmonic in range(1, 7):
            phase = 2 * np.pi * note.hz * detune * harmonic * time
            voices += np.sin(phase + harmonic) / harmonic**1.6
    return note.level * 0.5 * voices * _shaped(time, 0.45, 1.0)


def keys(note: Note) -> Floats:
    """An electric piano: one sine bent by another."""
    time = _time(note.seconds + 0.4)
    tine = np.exp(-5 * time) * np.sin(2 * np.pi * note.hz * 14 * time) * 0.12
    bend = 1.3 * np.exp(-3 * time) * np.sin(2 * np.pi * note.hz * time)
    body = np.sin(2 * np.pi * note.hz * time + bend)
    return note.level * (body + tine) * np.exp(-1.9 * time) * _shaped(time, 0.004, 0.25)


def pluck(note: Note) -> Floats:
    """A plucked string: high harmonics die first."""
    time = _time(note.seconds + 0.3)
    string = np.zeros_like(time)
    for harmonic in range(1, 9):
        fading = np.exp(-(2.5 + 1.6 * harmonic) * time)
        string += fading * np.sin(2 * np.pi * note.hz * harmonic * time) / harmonic
    return note.level * string * _shaped(time, 0.003, 0.15)


def bell(note: Note) -> Floats:
    """A round bell for the melody."""
    time = _time(note.seconds + 0.8)
    bend = 0.8 * np.exp(-4 * time) * np.sin(2 * np.pi * note.hz * 2.0 * time)
    body = np.sin(2 * np.pi * note.hz * time + bend)
    return note.level * body * np.exp(-2.4 * time) * _shaped(time, 0.006, 0.4)


def bass(note: Note) -> Floats:
    """A round bass."""
    time = _time(note.seconds + 0.08)
    wave = np.sin(2 * np.pi * note.hz * time) + 0.35 * np.sin(4 * np.pi * note.hz * time)
    return note.level * 0.8 * wave * np.exp(-0.9 * time) * _shaped(time, 0.008, 0.08)


def kick(level: float) -> Floats:
    """A drop from 120 to 45 Hz."""
    time = _time(0.35)
    phase = 2 * np.pi * (45 * time + 75 / 28 * (1 - np.exp(-28 * time)))
    return level * np.sin(phase) * np.exp(-9 * time) * _shaped(time, 0.002, 0.1)


def snare(level: float, chance: np.random.Generator) -> Floats:
    """Noise over a short tone."""
    time = _time(0.22)
    noise = np.diff(chance.standard_normal(len(time) + 1)) * 0.35
    tone = 0.5 * np.sin(2 * np.pi * 190 * time) * np.exp(-25 * time)
    return level * (noise * np.exp(-18 * time) + tone) * _shaped(time, 0.001, 0.05)


def hat(level: float, chance: np.random.Generator) -> Floats:
    """A tick of bright noise."""
    time = _time(0.07)
    noise = np.diff(chance.standard_normal(len(time) + 2), n=2) * 0.4
    return level * noise * np.exp(-60 * time) * _shaped(time, 0.001, 0.02)


def darkened(track: Floats, hz: float) -> Floats:
    """Softer above a frequency, 12 dB an octave."""
    size = 1 << (len(track) - 1).bit_length()
    spectrum = np.fft.rfft(track, size, axis=0)
    frequency = np.fft.rfftfreq(size, 1 / RATE)[:, None]
    spectrum /= 1 + (frequency / hz) ** 2
    return np.fft.irfft(spectrum, size, axis=0)[: len(track)]


def in_room(track: Floats, share: float, chance: np.random.Generator) -> Floats:
    """With the echo of a room, other on the left than on the right."""
    time = _time(1.6)[:, None]
    echo = chance.standard_normal((len(time), 2)) * np.exp(-4.5 * time) * np.minimum(1, time / 0.01)
    echo /= np.sqrt(np.sum(echo**2, axis=0))
    size = 1 << (len(track) + len(echo) - 2).bit_length()
    wet = np.fft.irfft(
        np.fft.rfft(track, size, axis=0) * np.fft.rfft(echo, size, axis=0), size, axis=0
    )
    return track + share * wet[: len(track)]
