"""The same clip as a MoviePy user writes it; run by ``render_peers`` in MoviePy's environment.

Arguments: the target, the music, the photographs. It has to live apart: MoviePy holds Pillow back.
"""

import sys

from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, TextClip, vfx

SIZE, FPS, SECONDS, FADE, ZOOM = (1920, 1080), 30, 3.0, 0.5, 0.2


def main(target: str, music: str, photos: list[str]) -> None:
    """Ken Burns on each, cross-fades, a title, music."""
    pictures = [_picture(path, n) for n, path in enumerate(photos)]
    length = SECONDS * len(photos)
    title = TextClip(text="Hello, world", font_size=108, color="white").with_duration(3)
    film = CompositeVideoClip([*pictures, title.with_position(("center", 900))], size=SIZE)
    film = film.with_duration(length).with_audio(AudioFileClip(music).subclipped(0, length))
    film.write_videofile(
        target,
        fps=FPS,
        codec="libx264",
        preset="superfast",
        ffmpeg_params=["-crf", "17", "-x264-params", "mbtree=1:rc-lookahead=10"],
        logger=None,
    )


def _picture(path: str, number: int) -> ImageClip:
    shown = SECONDS + FADE
    clip = ImageClip(path).resized(width=round(SIZE[0] * 1.15)).with_duration(shown)
    moving = clip.resized(lambda t: 1 + ZOOM * t / shown).with_position("center")
    frame = CompositeVideoClip([moving], size=SIZE).with_start(number * SECONDS)
    return frame.with_effects([vfx.CrossFadeIn(FADE)]) if number else frame


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
