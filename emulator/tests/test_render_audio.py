"""The sound track: as long as the picture, each sound in its time at its level."""

import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import ffmpeg as build
import numpy as np
import pytest
from emulator.tests.render_scene import draft, film, heard, planned, segment, source
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nemo_emulator.render import RenderFailed, Source, find_ffmpeg
from nemo_emulator.render.audio import mix, samples, tempo_steps
from nemo_emulator.render.loudness import loudness
from nemo_emulator.render.moods import MOODS

RATE = 48000


def tone(path: Path, seconds: float = 1.0, hz: float = 440.0, level: float = 0.5) -> Source:
    """A WAV of a sine, stereo, 16 bit."""
    time = np.arange(round(seconds * RATE)) / RATE
    sine = np.round(level * 32767 * np.sin(2 * np.pi * hz * time)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.repeat(sine, 2).tobytes())
    return source(path, "audio", duration_ms=round(seconds * 1000))


def mixed(folder: Path, *sounds: Any, length: int = 1000, **sources: Source) -> NDArray[Any]:
    told = draft(audio=tuple(sounds), text=(segment(0, 1, text=""),), length=length)
    return heard(mix(planned(told, sources), find_ffmpeg().path, folder, target=None))


def loud(folder: Path, *sounds: Any, length: int, **sources: Source) -> tuple[float, float]:
    """The finished sound's loudness in LUFS, as ffmpeg measures it, and its highest sample."""
    told = draft(audio=tuple(sounds), text=(segment(0, 1, text=""),), length=length)
    path = mix(planned(told, sources), find_ffmpeg().path, folder)
    stream = build.input(str(path), format="mov").audio
    return loudness(stream, find_ffmpeg().path), float(np.abs(heard(path)).max())


def level(sound: NDArray[Any], start: float, end: float) -> float:
    """The amplitude of a sine between two times in s."""
    part = sound[round(start * RATE) : round(end * RATE)]
    return float(np.sqrt(2 * np.mean(part**2)))


def audio(start: int, length: int, **meta: Any) -> dict[str, Any]:
    return segment(start, length, type="audio", url="tone", **meta)


def test_without_sounds_it_is_silent(tmp_path: Path) -> None:
    """But it is there, and as long as the picture."""
    sound = mixed(tmp_path)

    assert np.abs(sound).max() == 0
    assert len(sound) >= RATE


def test_the_track_is_as_long_as_the_picture(tmp_path: Path) -> None:
    """To the sample, by the container's own count."""
    told = draft(audio=(segment(0, 1240),))
    plan = planned(told)

    path = mix(plan, find_ffmpeg().path, tmp_path)

    with av.open(path, format="mov") as container:
        assert container.streams.audio[0].duration == samples(plan) == 59520


def test_a_sound_is_heard_in_its_time(tmp_path: Path) -> None:
    """From 400 to 800 ms, at half its level."""
    sound = mixed(tmp_path, audio(400, 400, volume=50), tone=tone(tmp_path / "tone.wav"))

    assert level(sound, 0, 0.38) < 0.01
    assert level(sound, 0.45, 0.75) == pytest.approx(0.25, rel=0.05)
    assert level(sound, 0.83, 0.98) < 0.01


def test_a_sound_fades_in_and_out(tmp_path: Path) -> None:
    """Half way up and half way down it is half as loud."""
    piece = audio(0, 1000, fade_in=400, fade_out=400)

    sound = mixed(tmp_path, piece, tone=tone(tmp_path / "tone.wav"))

    assert level(sound, 0.19, 0.21) == pytest.approx(0.25, rel=0.15)
    assert level(sound, 0.45, 0.55) == pytest.approx(0.5, rel=0.05)
    assert level(sound, 0.79, 0.81) == pytest.approx(0.25, rel=0.15)


def test_a_short_sound_goes_on_from_its_start(tmp_path: Path) -> None:
    """A loop of a quarter of a second fills a second."""
    short = tone(tmp_path / "tone.wav", 0.25)

    sound = mixed(tmp_path, audio(0, 1000), tone=short)

    assert level(sound, 0.8, 0.95) == pytest.approx(0.5, rel=0.05)


def test_a_sound_is_trimmed(tmp_path: Path) -> None:
    """Only the part that was chosen is heard, once."""
    piece = audio(0, 1000, trim={"start": 500, "end": 800}, loop=False)

    sound = mixed(tmp_path, piece, tone=tone(tmp_path / "tone.wav"))

    assert level(sound, 0.05, 0.25) == pytest.approx(0.5, rel=0.05)
    assert level(sound, 0.4, 0.9) < 0.01


def test_music_sinks_while_another_sound_speaks(tmp_path: Path) -> None:
    """And comes back afterwards."""
    music = segment(0, 3000, type="audio", url="music", duck=20)
    speech = segment(1000, 1000, type="audio", url="tone", volume=1, loop=False)

    sound = mixed(
        tmp_path,
        music,
        speech,
        length=3000,
        music=tone(tmp_path / "music.wav", 3.0),
        tone=tone(tmp_path / "tone.wav"),
    )

    assert level(sound, 0.2, 0.6) == pytest.approx(0.5, rel=0.05)
    assert level(sound, 1.1, 1.9) == pytest.approx(0.1, rel=0.1)
    assert level(sound, 2.5, 2.9) == pytest.approx(0.5, rel=0.05)


def test_the_sum_never_clips(tmp_path: Path) -> None:
    """Three loud sounds at once stay under full scale."""
    loud = tone(tmp_path / "tone.wav", level=0.9)

    sound = mixed(tmp_path, *(audio(0, 1000) for _ in range(3)), tone=loud)

    assert np.abs(sound[RATE // 10 : RATE * 9 // 10]).max() <= 1.0


@pytest.mark.parametrize("mood", MOODS)
def test_music_is_as_loud_as_films_on_the_web(mood: str, tmp_path: Path) -> None:
    """-14 LUFS within one, at the volume that music usually has, and no peak is cut off."""
    music = segment(0, 8000, type="music", mood=mood, volume=35)

    measured, peak = loud(tmp_path, music, length=8000)

    assert measured == pytest.approx(-14, abs=1)
    assert peak < 1.0


def test_loudness_is_that_of_everything_together(tmp_path: Path) -> None:
    """Loud and soft sounds in any number; all are raised or lowered alike."""
    sounds = [audio(0, 6000, volume=5), segment(3000, 3000, type="audio", url="high", volume=100)]

    measured, _ = loud(
        tmp_path,
        *sounds,
        length=6000,
        tone=tone(tmp_path / "tone.wav", 6.0),
        high=tone(tmp_path / "high.wav", 3.0, 880.0, 0.9),
    )

    assert measured == pytest.approx(-14, abs=0.5)


def test_music_that_was_turned_down_is_quieter(tmp_path: Path) -> None:
    """By as much as it was turned down."""
    tones = tone(tmp_path / "tone.wav", 4.0)

    usual, low = (
        loud(tmp_path, audio(0, 4000, volume=volume), length=4000, tone=tones)[0]
        for volume in (35, 3.5)
    )

    assert usual - low == pytest.approx(20, abs=0.5)


def test_a_volume_curve_is_followed(tmp_path: Path) -> None:
    """From full to a fifth over half a second, and so it stays; points may come in any order."""
    piece = audio(0, 1000, curve=[[700, 20], [200, 100]])

    sound = mixed(tmp_path, piece, tone=tone(tmp_path / "tone.wav"))

    assert level(sound, 0.05, 0.18) == pytest.approx(0.5, rel=0.05)
    assert level(sound, 0.44, 0.46) == pytest.approx(0.3, rel=0.15)
    assert level(sound, 0.75, 0.95) == pytest.approx(0.1, rel=0.1)


@given(speed=st.floats(0.05, 100))
def test_any_speed_is_made_of_steps_that_sound_well(speed: float) -> None:
    """Each between a half and double, and their product is the speed."""
    steps = list(tempo_steps(speed))

    assert all(0.5 <= step <= 2 for step in steps)
    assert np.prod(steps) == pytest.approx(speed)


def test_the_usual_speed_needs_no_step() -> None:
    """The sound is left as it is."""
    assert list(tempo_steps(1.0)) == []


def test_a_sound_that_has_run_out_is_named(tmp_path: Path) -> None:
    """The file claims two seconds and has one."""
    claimed = replace(tone(tmp_path / "tone.wav"), duration_ms=9000)

    with pytest.raises(RenderFailed, match=r"no sound in the part that is used"):
        mixed(tmp_path, audio(0, 1000, trim={"start": 5000}), tone=claimed)


def test_a_sound_after_the_end_is_not_heard(tmp_path: Path) -> None:
    """The clip is no longer than its draft says."""
    sound = mixed(tmp_path, audio(2000, 400), tone=tone(tmp_path / "tone.wav"))

    assert np.abs(sound).max() == 0


def test_speech_at_double_speed_keeps_its_pitch(tmp_path: Path) -> None:
    """Half as long, and still 440 Hz."""
    clip = film(tmp_path / "film.mp4")
    told = draft(segment(0, 500, type="video", url="film", speed=2))

    sound = heard(mix(planned(told, {"film": clip}), find_ffmpeg().path, tmp_path))[:24000, 0]

    spectrum = np.abs(np.fft.rfft(sound[4000:20000] * np.hanning(16000)))
    assert np.argmax(spectrum) * 3 == pytest.approx(440, abs=6)


def test_what_is_no_sound_is_named(tmp_path: Path) -> None:
    """The sentence says which file, and no path of this machine."""
    path = tmp_path / "tone.wav"
    path.write_bytes(b"RIFF but nothing else")
    broken = source(path, "audio", duration_ms=1000)

    with pytest.raises(RenderFailed) as failed:
        mixed(tmp_path, audio(0, 1000, name="song.wav"), tone=broken)

    assert "Playing the sound of Segment 1 of the audio track (song.wav) failed" in str(
        failed.value
    )
    assert str(tmp_path) not in str(failed.value)
