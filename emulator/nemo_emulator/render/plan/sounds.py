"""The audio tracks, and the sound of clips on video tracks, as one list of sounds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nemo_contract.draft import AudioMeta, Curve, TrackKind, VideoMeta
from nemo_contract.wire import Draft
from nemo_emulator.render.moods import mood_name
from nemo_emulator.render.order import RenderFailed, Source
from nemo_emulator.render.plan.footage import found, title, trimmed
from nemo_emulator.render.plan.model import Music, Recording, Sound
from nemo_emulator.render.plan.pieces import Piece, pieces

Sources = Mapping[str, Source]

TEMPI = (30.0, 300.0)


def sounds(draft: Draft, sources: Sources, length_ms: int) -> tuple[Sound, ...]:
    """Everything that is heard within the clip's length; music sinks under the rest."""
    speech = list(_of_clips(draft, sources)) + list(_of_uploads(draft, sources))
    spoken = tuple((s.start_ms, s.start_ms + s.length_ms) for s in speech if s.duck == 1)
    everything = [*speech, *_of_music(draft)]
    heard = (_within(sound, length_ms) for sound in everything)
    return tuple(_under(sound, spoken) for sound in heard if sound.length_ms > 0 and sound.gain > 0)


def _within(sound: Sound, length_ms: int) -> Sound:
    return replace(sound, length_ms=min(sound.length_ms, length_ms - sound.start_ms))


def _under(sound: Sound, spoken: tuple[tuple[int, int], ...]) -> Sound:
    return replace(sound, ducked=spoken) if sound.duck != 1 else sound


def _of_clips(draft: Draft, sources: Sources) -> Iterator[Sound]:
    for track in pieces(draft, TrackKind.VIDEO):
        for piece in track:
            meta = piece.read(VideoMeta)
            source = sources.get(meta.url)
            if source and source.file_type == "video" and source.has_audio:
                yield _of_clip(piece, meta, source)


def _of_clip(piece: Piece, meta: VideoMeta, source: Source) -> Sound:
    name = title(piece.name, meta.name)
    start, end = trimmed(meta.trim.start, meta.trim.end, source, name)
    origin = Recording(source=source, name=name, start_ms=start, end_ms=end, speed=meta.speed)
    return Sound(
        origin=origin,
        start_ms=piece.start,
        length_ms=min(piece.end - piece.start, round((end - start) / meta.speed)),
        gain=meta.volume / 100,
        curve=_curve(meta.curve),
        fade_in_ms=meta.fade_in,
        fade_out_ms=meta.fade_out,
    )


def _curve(points: Curve) -> tuple[tuple[int, float], ...]:
    """In the order of time, as factors."""
    return tuple((at, percent / 100) for at, percent in sorted(points))


def _audio(draft: Draft, kind: str) -> Iterator[tuple[Piece, AudioMeta]]:
    for track in pieces(draft, TrackKind.AUDIO):
        for piece in track:
            meta = piece.read(AudioMeta)
            if meta.type == kind:
                yield piece, meta


def _of_uploads(draft: Draft, sources: Sources) -> Iterator[Sound]:
    for piece, meta in _audio(draft, "audio"):
        name = title(piece.name, meta.name)
        source = found(sources, meta.url, name)
        if not source.has_audio:
            raise RenderFailed(f"{name} is used as sound, but its file has none.")
        start, end = trimmed(meta.trim.start, meta.trim.end, source, name)
        loop = meta.loop and end - start < piece.end - piece.start
        origin = Recording(source=source, name=name, start_ms=start, end_ms=end, loop=loop)
        yield _placed(piece, meta, origin)


def _of_music(draft: Draft) -> Iterator[Sound]:
    for piece, meta in _audio(draft, "music"):
        if meta.tempo and not TEMPI[0] <= meta.tempo <= TEMPI[1]:
            raise RenderFailed(f"{piece.name} has a tempo of {meta.tempo:g}: choose 30 to 300.")
        yield _placed(piece, meta, Music(mood_name(meta.mood), meta.tempo, meta.seed))


def _placed(piece: Piece, meta: AudioMeta, origin: Music | Recording) -> Sound:
    return Sound(
        origin=origin,
        start_ms=piece.start,
        length_ms=piece.end - piece.start,
        gain=meta.volume / 100,
        curve=_curve(meta.curve),
        fade_in_ms=meta.fade_in,
        fade_out_ms=meta.fade_out,
        duck=min(1.0, meta.duck / 100),
    )
