"""What there is in a video, in both languages."""

from nemo_emulator.agent.words.row import Row

NOUNS = (
    "pic",
    "clip",
    "video",
    "slideshow",
    "music",
    "sound",
    "transition",
    "title",
    "caption",
    "subtitle",
    "text",
    "motion",
)

ROWS = (
    Row(
        "pic",
        "image",
        "photo, picture, image, pic, photograph, slide, snapshot, screenshot, still image, selfie",
        "图片, 照片, 图像, 张, 图, 相片, 张图, 张图片, 张照片, 幅, 幅图, 张图像, 张相片",
    ),
    Row(
        "clip",
        "video",
        "clip, video clip, segment, footage, shot, scene",
        "片段, 视频片段, 镜头, 段视频, 段, 个片段, 素材",
    ),
    Row(
        "video",
        None,
        """video, movie, film, mp4, reel, vlog, montage, mp4 video, mp4 file, video file,
        short video, short film""",
        "视频, 影片, 短片, 短视频, 小视频, 电影, 片子, 个视频, 段短片",
    ),
    Row(
        "slideshow",
        None,
        """slideshow, slide show, photo video, picture video, photo slideshow, image video,
        photo montage""",
        "幻灯片, 相册, 电子相册, 图集视频, 照片视频, 图片视频, 幻灯片视频",
    ),
    Row(
        "whole",
        None,
        """the video, this video, my video, the slideshow, this slideshow, my slideshow,
        the movie, the film, my movie, the whole video, the whole thing, whole video,
        the entire video, entire video, the result, the project, the timeline, timeline,
        our video""",
        """这个视频, 整个视频, 整段视频, 把视频, 将视频, 让视频, 全片, 整个片子, 视频整体, 该视频,
        时间线, 这段视频, 给视频, 视频改, 视频的""",
    ),
    Row(
        "music",
        None,
        """music, background music, bgm, soundtrack, song, tune, music track, backing track,
        background track, background song, score, melody, beat track, backing music""",
        "音乐, 背景音乐, 配乐, 背景乐, 曲子, 歌, 歌曲, 背景曲, bgm, 背景音, 乐曲, 音轨",
    ),
    Row(
        "sound",
        None,
        "sound, audio, original sound, original audio, voice, clip audio, video sound, clip sound",
        "声音, 原声, 音频, 原音, 人声",
    ),
    Row(
        "volume",
        None,
        "volume, loudness, music volume, volume of, level",
        "音量, 声音大小, 响度, 音乐音量",
    ),
    Row(
        "transition",
        None,
        "transition, transition effect",
        "转场, 转场效果, 过渡, 过渡效果, 转场动画, 切换效果, 转场特效, 过场",
    ),
    Row(
        "title",
        None,
        "title, headline, heading, opening title, title text, main title",
        "标题, 题目, 大标题, 主标题, 片名, 标题文字",
    ),
    Row("caption", None, "caption, label", "说明文字, 图说, 文字说明, 说明"),
    Row("subtitle", None, "subtitle, closed caption", "字幕"),
    Row(
        "text",
        None,
        "text, text overlay, words, overlay text, wording, overlay, writing",
        "文字, 文本, 文案, 字样",
    ),
    Row(
        "motion",
        "ken-burns",
        """motion, movement, ken burns, ken burns effect, camera motion, camera movement,
        camera move, zooms and pans, pans and zooms, pan and zoom, zoom and pan,
        slow zooms and pans, slow zooms, slow motion zoom, parallax, animation""",
        """运动, 动效, 镜头运动, 肯伯恩斯, 肯·伯恩斯, 动态效果, 推拉效果, 镜头移动, 缩放和平移,
        运镜, 推拉镜头""",
    ),
)
