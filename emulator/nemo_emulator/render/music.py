"""Background music, composed here: chords, bass, drums and a melody by mood, tempo and seed.

Everything is synthesised, so the music belongs to nobody. The same mood, tempo and seed give the
same samples. Beats fall on ``60 / tempo`` seconds, the first one at 0.
"""

from dataclasses import dataclass

import numpy as np

from nemo_emulator.render import instruments as play
from nemo_emulator.render.instruments import RATE, Floats, Note

Chance = np.random.Generator

BARS = 8
BEATS = 4
PEAK = 0.84
_TAIL_S = 3.0

_MINOR, _MAJOR = (0, 3, 7, 10), (0, 4, 7, 11)
_SCALE = (0, 2, 4, 7, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """A style: chords are (semitones above the key, intervals), levels linear, swing in beats."""

    tempo: float
    key: int
    gain: float
    chords: tuple[tuple[int, tuple[int, ...]], ...]
    pad: float = 0.0
    keys: float = 0.0
    pluck: float = 0.0
    melody: float = 0.0
    bass: float = 0.0
    drums: float = 0.0
    four_on_floor: bool = False
    swing: float = 0.0
    dark_hz: float = 9000.0
    room: float = 0.2


MOODS: dict[str, Mood] = {
    "lofi": Mood(
        tempo=78,
        key=53,
        gain=0.88,
        chords=((0, _MAJOR), (-3, _MINOR), (2, _MINOR), (-5, (0, 4, 7, 10))),
        pad=0.12,
        keys=0.5,
        melody=0.22,
        bass=0.5,
        drums=0.5,
        swing=0.08,
        dark_hz=3800,
        room=0.25,
    ),
    "upbeat": Mood(
        tempo=118,
        key=48,
        gain=0.6,
        chords=((0, (0, 4, 7)), (7, (0, 4, 7)), (9, (0, 3, 7)), (5, (0, 4, 7))),
        pad=0.12,
        pluck=0.5,
        melody=0.25,
        bass=0.5,
        drums=0.6,
        four_on_floor=True,
        dark_hz=11000,
        room=0.15,
    ),
    "cinematic": Mood(
        tempo=84,
        key=50,
        gain=0.7,
        chords=((0, (0, 3, 7)), (-4, (0, 4, 7)), (3, (0, 4, 7)), (-2, (0, 4, 7))),
        pad=0.6,
        melody=0.3,
        bass=0.45,
        dark_hz=7000,
        room=0.5,
    ),
    "calm": Mood(
        tempo=66,
        key=55,
        gain=1.12,
        chords=((0, _MAJOR), (5, _MAJOR), (-3, _MINOR), (5, (0, 4, 7))),
        pad=0.45,
        keys=0.3,
        melody=0.2,
        bass=0.25,
        dark_hz=5200,
        room=0.45,
    ),
    "corporate": Mood(
        tempo=104,
        key=50,
        gain=0.72,
        chords=((0, (0, 4, 7)), (9, (0, 3, 7)), (5, (0, 4, 7)), (7, (0, 4, 7))),
        pad=0.3,
        pluck=0.4,
        keys=0.2,
        bass=0.45,
        drums=0.35,
        four_on_floor=True,
        dark_hz=8500,
        room=0.25,
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Tune:
    """Music of ``length`` samples at 48 kHz: eight bars, played ``once``, again and again."""

    once: Floats
    loop: int
    gain: float
    length: int

    def block(self, at: int, count: int) -> Floats:
        """Shape (count, 2), no peak over ``PEAK``."""
        music = _repeated(self.once, self.loop, at, count)
        # Every mood about as loud, peaks bent rather than cut.
        bent = PEAK * np.tanh(music * np.float32(self.gain / PEAK))
        return np.ascontiguousarray((bent * self._edges(at, count)).T)

    def _edges(self, at: int, count: int) -> Floats:
        """From nothing and to nothing: no click at either end."""
        edge = min(self.length // 2, round(0.005 * RATE))
        place = np.arange(at, at + count)
        inside = np.minimum(place, self.length - 1 - place)
        return np.clip(inside / max(1, edge - 1), 0, 1).astype(np.float32)


def compose(mood: str, tempo: float, seed: int, samples: int) -> Tune:
    """Music of exactly so many samples.

    A mood that is not known raises ``KeyError``; ``tempo`` 0 means the mood's own.
    """
    style = MOODS[mood]
    score = _Score(style, tempo or style.tempo, seed)
    bars = min(BARS, -(-samples // score.bar))
    return Tune(score.played(bars), BARS * score.bar, style.gain, samples)


@dataclass(frozen=True, slots=True)
class _Score:
    """Eight bars; their tails ring on into the repetition."""

    style: Mood
    tempo: float
    seed: int

    @property
    def beat(self) -> float:
        """Samples in a beat."""
        return RATE * 60 / self.tempo

    @property
    def bar(self) -> int:
        """Samples in a bar."""
        return round(BEATS * self.beat)

    def played(self, bars: int) -> Floats:
        """The first bars, all parts together in their room, and the tail."""
        length = bars * self.bar + round(_TAIL_S * RATE)
        tones, drums = (np.zeros((2, length), np.float32) for _ in range(2))
        parts = (self._pad, self._keys, self._pluck, self._bass, self._melody)
        for bar in range(bars):
            for number, part in enumerate(parts):
                part(tones, bar, np.random.default_rng((self.seed, number, bar)))
            self._drums(drums, bar, np.random.default_rng((self.seed, len(parts), bar)))
        chance = np.random.default_rng((self.seed, len(parts) + 1))
        play.Room(self.style.dark_hz, self.style.room).add(drums, tones, chance)
        return drums

    def _at(self, bar: int, beat: float) -> int:
        """The sample of a beat; the second half of each beat comes late by the swing."""
        late = self.style.swing if beat % 1 == 0.5 else 0.0
        return bar * self.bar + round((beat + late) * self.beat)

    def _chord(self, bar: int) -> tuple[int, tuple[int, ...]]:
        above, intervals = self.style.chords[bar % len(self.style.chords)]
        return self.style.key + above, intervals

    def _note(self, pitch: float, beats: float, level: float) -> Note:
        return Note(440 * 2 ** ((pitch - 69) / 12), beats * self.beat / RATE, level)

    def _pad(self, track: Floats, bar: int, _chance: Chance) -> None:
        if not self.style.pad:
            return
        root, intervals = self._chord(bar)
        for turn, interval in enumerate(intervals):
            note = self._note(root + interval, BEATS, self.style.pad / len(intervals))
            play.add(track, self._at(bar, 0), play.pad(note), pan=-0.6 + 0.4 * turn)

    def _keys(self, track: Floats, bar: int, chance: Chance) -> None:
        if not self.style.keys:
            return
        for beat, share in ((0, 1.0), (1.5, 0.55), (2.5, 0.7)):
            self._strum(track, bar, (beat, self.style.keys * share), chance)

    def _strum(self, track: Floats, bar: int, hit: tuple[float, float], chance: Chance) -> None:
        """A chord, its notes a little after each other; ``hit`` is beat and level."""
        root, intervals = self._chord(bar)
        for turn, interval in enumerate(intervals):
            note = self._note(root + 12 + interval, 1.6, hit[1] / len(intervals))
            late = round((turn * 0.012 + chance.uniform(0, 0.006)) * RATE)
            play.add(track, self._at(bar, hit[0]) + late, play.keys(note), pan=-0.3 + 0.2 * turn)

    def _pluck(self, track: Floats, bar: int, _chance: Chance) -> None:
        if not self.style.pluck:
            return
        root, intervals = self._chord(bar)
        for step in range(2 * BEATS):
            pitch = root + 12 + intervals[(0, 1, 2, 1)[step % 4] % len(intervals)]
            level = self.style.pluck * (0.5 if step % 2 else 0.7)
            note = self._note(pitch + 12 * (step % 4 == 3), 0.9, level)
            play.add(track, self._at(bar, step / 2), play.pluck(note), pan=0.5 * (-1) ** step)

    def _bass(self, track: Floats, bar: int, _chance: Chance) -> None:
        root, _ = self._chord(bar)
        for beat, beats in ((0, 1.4), (2, 0.9), (3.5, 0.45)):
            note = self._note(root - 12 - 12 * (root > 55), beats, self.style.bass)
            play.add(track, self._at(bar, beat), play.bass(note))

    def _melody(self, track: Floats, bar: int, chance: Chance) -> None:
        """A few notes of the pentatonic scale, with rests, near each other."""
        place = int(chance.integers(1, len(_SCALE)))
        for beat in (0, 1, 1.5, 2.5, 3):
            place = int(np.clip(place + chance.integers(-2, 3), 0, 2 * len(_SCALE) - 1))
            if self.style.melody and chance.random() < 0.45:
                self._sing(track, self._at(bar, beat), place)

    def _sing(self, track: Floats, at: int, place: int) -> None:
        octave, degree = divmod(place, len(_SCALE))
        pitch = self.style.key + 12 + 12 * octave + _SCALE[degree]
        play.add(track, at, play.bell(self._note(pitch, 1.5, self.style.melody)), pan=0.25)

    def _drums(self, track: Floats, bar: int, chance: Chance) -> None:
        level = self.style.drums
        if not level:
            return
        for beat in (0, 1, 2, 3) if self.style.four_on_floor else (0, 2.5):
            play.add(track, self._at(bar, beat), play.kick(level))
        for beat in (1, 3):
            play.add(track, self._at(bar, beat), play.snare(level * 0.6, chance))
        for half in range(2 * BEATS):
            tick = play.hat(level * (0.22 if half % 2 else 0.13), chance)
            play.add(track, self._at(bar, half / 2), tick, pan=0.3)


def _repeated(once: Floats, loop: int, at: int, count: int) -> Floats:
    """A part of it laid end to end; each tail sounds over the next beginning: there is no seam."""
    part = np.zeros((2, count), np.float32)
    first = max(0, (at - once.shape[1]) // loop + 1)
    for start in range(first * loop, at + count, loop):
        begin, end = max(at, start), min(at + count, start + once.shape[1])
        part[:, begin - at : end - at] += once[:, begin - start : end - start]
    return part
