"""What edits of the sound do. Volumes in per cent, lengths in ms."""

from collections.abc import Callable
from typing import Any

from nemo_contract.draft import AudioMeta, TrackKind
from nemo_contract.wire import Draft, Segment
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects.places import change, index
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.scene import Medium, Scene
from nemo_emulator.agent.timeline import (
    Segments,
    audio,
    clips,
    marked,
    new_segment,
    on,
    total,
    video,
    with_clips,
    with_track,
)
from nemo_emulator.agent.words.moods import MOODS

VOLUME = 35.0
LOUDEST = 400.0
MOST_DB = 200.0
FADE_OUT_MS = 1500
DEFAULT_MOOD = "lo-fi"
# Beats a minute that can be composed; what is slower or faster becomes the nearest.
SLOWEST, FASTEST = 30.0, 300.0


def sounds(draft: Draft) -> Segments:
    """All music of the draft.

    Raises ``CannotEdit`` when there is none.
    """
    found = on(draft, TrackKind.AUDIO)
    if not found:
        raise CannotEdit(Problem.NO_MUSIC)
    return found


def pulse(draft: Draft) -> float:
    """The music's beats a minute."""
    meta = audio(sounds(draft)[0])
    return meta.tempo or MOODS.get(meta.mood, MOODS[DEFAULT_MOOD]).tempo


def _changed(draft: Draft, how: Callable[[Segment], Segment]) -> Draft:
    return with_track(draft, TrackKind.AUDIO, tuple(map(how, sounds(draft))))


def _playing(scene: Scene, meta: dict[str, Any]) -> Draft:
    """One sound from start to end, as loud and ducked as the one before."""
    if not clips(scene.draft):
        raise CannotEdit(Problem.NO_TIMELINE)
    before = on(scene.draft, TrackKind.AUDIO)
    habit = {"volume": VOLUME, "duck": 100.0, "fade_in": 0, "fade_out": FADE_OUT_MS}
    kept = {key: before[0].meta[key] for key in habit if before and key in before[0].meta}
    new = new_segment(scene.draft, total(clips(scene.draft)), {**meta, **habit, **kept})
    return with_track(scene.draft, TrackKind.AUDIO, (new,))


def set_music(edit: e.SetMusic, scene: Scene) -> Draft:
    """Music for the whole video. Without a mood: other music of the mood that was, or lo-fi."""
    before = on(scene.draft, TrackKind.AUDIO)
    now = audio(before[0]) if before else AudioMeta(mood="")
    mood = edit.mood or now.mood
    mood = mood if mood in MOODS else DEFAULT_MOOD
    named = {
        "type": "music",
        "name": MOODS[mood].name,
        "mood": mood,
        "tempo": min(max(edit.tempo, SLOWEST), FASTEST) if edit.tempo else MOODS[mood].tempo,
        "seed": now.seed + 1 if now.mood == mood and not edit.tempo else now.seed,
    }
    return _playing(scene, named)


def use_audio(edit: e.UseAudio, scene: Scene) -> Draft:
    """An uploaded sound, repeated until the video ends."""
    found = tuple(medium for medium in scene.media if medium.file_type == "audio")
    if not found:
        raise CannotEdit(Problem.NO_SOUND_FILE)
    return _playing(scene, _file(found[index(edit.place, len(found), Problem.NO_UPLOAD)]))


def _file(medium: Medium) -> dict[str, Any]:
    return {"type": "audio", "name": medium.name, "url": medium.url, "loop": True}


def remove_music(edit: e.RemoveMusic, scene: Scene) -> Draft:
    """No sound but that of the clips."""
    sounds(scene.draft)
    return with_track(scene.draft, TrackKind.AUDIO, ())


def set_volume(edit: e.SetVolume, scene: Scene) -> Draft:
    """Of the music, of the clips' own sound, or of both; ``all`` needs no music."""
    draft = scene.draft
    if edit.target == "music" or (edit.target == "all" and on(draft, TrackKind.AUDIO)):
        draft = _changed(draft, lambda s: _louder(s, audio(s).volume, edit))
    if edit.target == "music":
        return draft
    how = change(clips(draft), edit.clips, lambda s: _louder(s, video(s).volume, edit))
    return with_clips(draft, how)


def _louder(segment: Segment, now: float, edit: e.SetVolume) -> Segment:
    db = min(max(edit.db, -MOST_DB), MOST_DB)
    wish = now * 10 ** (db / 20) if edit.percent is None else edit.percent
    return marked(segment, {"volume": round(min(max(wish, 0.0), LOUDEST), 1)})


def fade_sound(edit: e.FadeSound, scene: Scene) -> Draft:
    """The music comes and goes slowly."""
    lengths = {"fade_in": edit.into, "fade_out": edit.out}
    given = {key: ms for key, ms in lengths.items() if ms is not None}
    return _changed(scene.draft, lambda s: marked(s, given))


def duck(edit: e.Duck, scene: Scene) -> Draft:
    """The music steps back while the clips speak."""
    level = min(max(edit.percent, 0.0), 100.0)
    return _changed(scene.draft, lambda s: marked(s, {"duck": level}))


EFFECTS: dict[type, Callable[[Any, Scene], Draft]] = {
    e.SetMusic: set_music,
    e.UseAudio: use_audio,
    e.RemoveMusic: remove_music,
    e.SetVolume: set_volume,
    e.FadeSound: fade_sound,
    e.Duck: duck,
}
