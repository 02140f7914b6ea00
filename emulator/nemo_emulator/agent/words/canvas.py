"""Shapes and sizes of the picture, in both languages."""

from nemo_emulator.agent.words.row import Row

RATIOS = frozenset({"16:9", "9:16", "1:1", "4:5", "5:4", "4:3", "3:4", "3:2", "2:3", "21:9"})

ROWS = (
    Row(
        "platform",
        "9:16",
        """tiktok, tik tok, reels, instagram reels, instagram reel, instagram story,
        instagram stories, stories, shorts, youtube shorts, youtube short, snapchat, douyin,
        whatsapp status""",
        "抖音, 快手, 小红书, 视频号, 朋友圈, 短视频平台",
    ),
    Row(
        "platform",
        "16:9",
        "youtube, tv, television, vimeo, desktop, widescreen tv",
        "油管, 哔哩哔哩, b站, 电视, 优酷",
    ),
    Row("platform", "1:1", "instagram, instagram post, instagram feed, insta", "ins"),
    Row("platform", "4:5", "facebook, facebook feed"),
    Row(
        "orient",
        "9:16",
        """vertical, portrait, vertically, upright, portrait mode, vertical format, for phone,
        for phones, for mobile, phone, mobile""",
        "竖屏, 竖版, 竖向, 竖的, 手机竖屏, 竖着",
    ),
    Row(
        "orient",
        "16:9",
        "horizontal, landscape, widescreen, wide screen, landscape mode, wide",
        "横屏, 横版, 宽屏, 横向, 横的, 横着",
    ),
    Row("orient", "1:1", "square", "方形, 正方形, 方的"),
    Row("short", 1080, "full hd resolution, 1080"),
    Row("short", 2160, "4k, uhd, ultra hd", "4k"),
    Row("short", 1440, "2k, qhd"),
    Row("short", 4320, "8k"),
    Row(
        "ratio_noun",
        None,
        "aspect ratio, ratio, aspect, orientation, resolution, size, frame size, shape, format",
        "比例, 画幅, 宽高比, 画面比例, 分辨率, 尺寸, 画面尺寸",
    ),
)
