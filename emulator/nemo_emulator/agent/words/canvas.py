"""Shapes and sizes of the picture, in both languages."""

from nemo_emulator.agent.words.row import Row

RATIOS = frozenset({"16:9", "9:16", "1:1", "4:5", "5:4", "4:3", "3:4", "3:2", "2:3", "21:9"})

ROWS = (
    Row(
        "platform",
        "9:16",
        """tiktok, tik tok, reels, instagram reels, instagram reel, instagram story,
        instagram stories, stories, shorts, youtube shorts, youtube short, snapchat, douyin,
        whatsapp status, whatsapp story, wechat moments,
        ig reels, ig story, insta story, insta reels, facebook reels, ig reel,
        insta reel, reel, story format, stories format, tiktok format, tiktok size, rednote,
        kuaishou, story""",
        "抖音, 快手, 小红书, 视频号, 朋友圈, 短视频平台, tiktok, 手机, 微信视频号",
    ),
    Row(
        "platform",
        "16:9",
        """youtube, you tube, yt, tv, telly, the telly, beamer, projector, monitor,
        television, vimeo, desktop, widescreen tv, computer screen,
        laptop, bilibili, the big screen, linkedin, twitter""",
        """油管, 哔哩哔哩, b站, 电视, 优酷, youtube, 电脑, 西瓜视频, 爱奇艺, 腾讯视频, bilibili,
        投影, 大屏幕""",
    ),
    Row(
        "platform",
        "1:1",
        "instagram, instagram post, instagram feed, insta, ig post, instagram square, ig",
        "ins, instagram",
    ),
    Row("platform", "4:5", "facebook, facebook feed, facebook post", "脸书, facebook"),
    Row(
        "orient",
        "9:16",
        """vertical, portrait, vertically, upright, portrait mode, vertical format, for phone,
        for phones, for mobile, phone, mobile, vertical mode, portrait format,
        portrait orientation, vertical orientation, for my phone, tall, for phone screens,
        phone screen, mobile phone, taller than wide, taller than it is wide,
        higher than wide""",
        "竖屏, 竖版, 竖向, 竖的, 手机竖屏, 竖着, 竖式, 竖直, 纵向, 竖构图, 竖幅",
    ),
    Row(
        "orient",
        "16:9",
        """horizontal, landscape, widescreen, wide screen, landscape mode, wide, landscape format,
        landscape orientation, widescreen format, horizontal format, horizontally,
        horizontal orientation, wide format, wider than tall, wider than it is tall,
        wider than high""",
        "横屏, 横版, 宽屏, 横向, 横的, 横着, 横式, 横构图, 横幅, 水平",
    ),
    Row(
        "orient",
        "1:1",
        "square, square format, quadratic",
        "方形, 正方形, 方的, 方图, 正方",
    ),
    Row("short", 1080, "1080, fhd, full-hd, full hd, in full hd", "1080"),
    Row("short", 720, "720", "720"),
    Row("short", 480, "sd quality, standard definition", "标清"),
    Row("short", 2160, "4k, uhd, ultra hd, 4k resolution", "4k"),
    Row("short", 1440, "2k, qhd", "2k"),
    Row("short", 4320, "8k", "8k"),
    Row(
        "ratio_noun",
        None,
        """aspect ratio, ratio, aspect, orientation, resolution, frame size, shape, format, size,
        frame, canvas, screen size, dimensions, canvas size, video size, video format,
        screen ratio, canvas ratio, mode""",
        """比例, 画幅, 宽高比, 画面比例, 分辨率, 尺寸, 画面尺寸, 屏幕比例, 视频比例, 画布,
        画布比例, 长宽比, 清晰度, 视频尺寸, 大小, 画质, 视频分辨率""",
    ),
)
