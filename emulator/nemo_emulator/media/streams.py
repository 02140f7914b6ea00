"""Proves a video or a sound with PyAV: a forced demuxer, the first frame decoded, no guessing."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import av
import av.container
import av.stream

from nemo_emulator.media.info import Container, FileType, MediaInfo, Unsupported

Track: TypeAlias = av.VideoStream | av.AudioStream

PIXELS: Final = 120_000_000
PADDING_MS: Final = 100
USUAL_RATE: Final = 25.0
"""A film of a single frame may not say how long it is shown."""
PATIENCE: Final = (10.0, 10.0)
"""Seconds for opening and for each read: a file can be made to take a demuxer minutes."""

_DEMUXERS: Final = MappingProxyType(
    {
        Container.MP4: "mov",
        Container.MOV: "mov",
        Container.M4A: "mov",
        Container.AVI: "avi",
        Container.WEBM: "matroska",
        Container.MKV: "matroska",
        Container.MP3: "mp3",
        Container.WAV: "wav",
        Container.AAC: "aac",
    }
)
"""libav is told which demuxer to use: left to itself it follows playlists into other files."""

_ISO: Final = frozenset((Container.MP4, Container.MOV, Container.M4A))

_DAMAGES: Final = (av.FFmpegError, ValueError, OSError, LookupError, ArithmeticError, MemoryError)


def probe_stream(path: Path, container: Container) -> MediaInfo:
    """Size, length and rate of the main track. Raises ``Unsupported``."""
    try:
        with av.open(
            str(path),
            format=_DEMUXERS[container],
            options={"protocol_whitelist": "file"},
            timeout=PATIENCE,
            metadata_errors="replace",
        ) as source:
            return _describe(source, container)
    except _DAMAGES as error:
        raise Unsupported("The file is damaged or cut short.") from error


def _describe(source: av.container.InputContainer, container: Container) -> MediaInfo:
    sounds = [track for track in source.streams.audio if _decodable(track)]
    moving = [track for track in source.streams.video if _decodable(track) and not _cover(track)]
    if moving:
        return replace(_video(source, moving[0], container), has_audio=bool(sounds))
    if sounds:
        return _audio(source, sounds[0], container)
    raise Unsupported("The file has neither a video track nor a sound track that we can decode.")


def _decodable(track: Track) -> bool:
    """Whether this build of libav has a decoder for it."""
    return track.codec_context is not None


def _cover(track: av.VideoStream) -> bool:
    """Whether it is the cover picture of a song, which does not make it a video."""
    return bool(track.disposition & av.stream.Disposition.attached_pic)


def _video(
    source: av.container.InputContainer, track: av.VideoStream, container: Container
) -> MediaInfo:
    frame = _first_frame(source, track)
    assert isinstance(frame, av.VideoFrame)
    lying = frame.rotation % 180 != 0
    rate = round(float(track.average_rate or track.base_rate or 0), 3)
    return MediaInfo(
        container=Container.MP4 if container is Container.M4A else container,
        file_type=FileType.VIDEO,
        width=frame.height if lying else frame.width,
        height=frame.width if lying else frame.height,
        duration_ms=_length_ms(source, track) or round(1000 / (rate or USUAL_RATE)),
        fps=rate,
    )


def _audio(
    source: av.container.InputContainer, track: av.AudioStream, container: Container
) -> MediaInfo:
    _first_frame(source, track)
    return MediaInfo(
        container=Container.M4A if container in _ISO else container,
        file_type=FileType.AUDIO,
        duration_ms=_length_ms(source, track),
        has_audio=True,
    )


def _first_frame(
    source: av.container.InputContainer, track: Track
) -> av.VideoFrame | av.AudioFrame:
    track.codec_context.thread_count = 1
    if isinstance(track, av.VideoStream) and track.width * track.height > PIXELS:
        raise Unsupported(f"The video's frames have more than {PIXELS:,} pixels.")
    match next(source.decode(track), None):
        case av.VideoFrame() | av.AudioFrame() as frame:
            return frame
    raise Unsupported("Nothing in the file can be decoded.")


def _length_ms(source: av.container.InputContainer, track: Track) -> int:
    """The end of the last packet that is really there.

    What the header says is believed only where it shortens this by an encoder's padding.
    """
    base = track.time_base or Fraction(1, 1000)
    start = track.start_time or 0
    ends = [_end(packet, start) - start for packet in source.demux(track)]
    counted = float(max(ends, default=0) * base * 1000)
    claimed = float((track.duration or 0) * base * 1000)
    believed = claimed > 0 and counted - PADDING_MS <= claimed < counted
    return round(claimed if believed else counted)


def _end(packet: "av.Packet[Any]", start: int) -> int:
    """Where a packet ends, in its track's time base; ``start`` for the empty one at the end."""
    at = packet.dts if packet.pts is None else packet.pts
    return start if at is None else at + (packet.duration or 0)
