"""The same clip as a MoviePy user writes it; run by ``render_peers`` in MoviePy's environment.

Arguments: the target, the music, parameters of x264, the photographs. It has to live apart: MoviePy
holds Pillow back.
"""

import sys

from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, vfx

SIZE, FPS, SECONDS, FADE, ZOOM = (1920, 1080), 30, 3.0, 0.5, 0.2


def main(target: str, music: str, params: str, photos: list[str]) -> None:
    """Each grows by a fifth; a cross-fade, music."""
    pictures = [_picture(path, n) for n, path in enumerate(photos)]
    length = SECONDS * len(photos)
    film = CompositeVideoClip(pictures, size=SIZE)
    film = film.with_duration(length).with_audio(AudioFileClip(music).subclipped(0, length))
    film.write_videofile(
        target,
        fps=FPS,
        codec="libx264",
        preset="superfast",
        ffmpeg_params=["-crf", "17", "-x264-params", params],
        logger=None,
    )


def _picture(path: str, number: int) -> ImageClip:
    shown = SECONDS if number else SECONDS + FADE
    clip = ImageClip(path).resized(width=round(SIZE[0] * (1 + ZOOM))).with_duration(shown)
    last = shown - 1 / FPS
    moving = clip.resized(lambda t: (1 + ZOOM * t / last) / (1 + ZOOM)).with_position("center")
    frame = CompositeVideoClip([moving], size=SIZE).with_start(number * SECONDS)
    return frame.with_effects([vfx.CrossFadeIn(FADE)]) if number else frame


if __name__ == "__main__":
    main(*sys.argv[1:4], sys.argv[4:])
