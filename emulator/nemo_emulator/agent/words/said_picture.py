"""What people say of the picture, in both languages."""

from nemo_emulator.agent.words.row import Row, joined

_SPOKEN = {
    "9:16": "九比十六, 九比十六的",
    "16:9": "十六比九, 十六比九的",
    "1:1": "一比一, 一比一的",
    "4:3": "四比三",
    "3:4": "三比四",
    "4:5": "四比五",
    "3:2": "三比二",
    "2:3": "二比三",
    "21:9": "二十一比九",
}
ROWS = (
    Row("background", None, "", "留白用, 空白处用, 留白处"),
    Row(
        "look",
        "vintage",
        """old movie, old movies, an old movie, an old photo, old photos, old timey photos,
        like old times""",
    ),
    Row(
        "motion",
        "pan-right",
        """drift, float, glide, move across, sweep, drift across, drift slowly, glide slowly""",
    ),
    Row(
        "fit",
        "cover",
        joined(
            "fill, fills, filling, to fill, fill up, fills up",
            "the, the whole, the entire, the full, my, up the",
            "screen, frame, canvas, picture, display, phone screen",
        ),
    ),
    Row("look", "none", "", "原来的颜色, 原来的色彩, 原来的色调, 本来的颜色, 原本的颜色"),
    Row("style", "cut", "fast cuts, quick cuts, rapid cuts, snappy cuts, sharp cuts"),
    Row(
        "background",
        None,
        "",
        """空白的地方, 空白处, 空的地方, 空出来的地方, 多出来的地方, 留白的地方, 空隙,
        空白部分, 留白部分""",
    ),
    Row("fit", "contain", "are cut off, is cut off, get cut off, gets cut off, getting cut off"),
    Row(
        "fit",
        "contain",
        "are cropped, is cropped, being cropped, getting cropped, is being cropped",
    ),
    Row(
        "fit",
        "contain",
        "",
        """被裁掉了, 被切掉了, 被裁了, 被截掉了, 显示不全, 没显示全, 没显示完整""",
    ),
    Row(
        "motion",
        "still",
        "",
        """画面别动, 照片别动, 图片别动, 画面不要动, 照片不要动, 图片不要动""",
    ),
    Row(
        "look",
        "cinematic",
        "more cinematic, cinematic feel, cinematic vibe, like a movie, film like",
    ),
    *(Row("ratio", ratio, "", name) for ratio, name in _SPOKEN.items()),
    Row(
        "adjust",
        ("saturation", 0.2),
        joined(
            "_, the, make the",
            "colors, colours",
            "stronger, richer, bolder, deeper, more intense, to be stronger",
        )
        + """, stronger colors, stronger colours, bolder colors, bolder colours,
            richer colours, more color, more colour""",
        "颜色深一点, 颜色浓一点, 颜色重一点, 颜色再浓一点, 颜色浓一些, 色彩浓一点",
    ),
    Row(
        "adjust",
        ("saturation", -0.2),
        "less color, less colour, weaker colors, weaker colours",
        "颜色浅一点, 颜色淡一点, 颜色淡一些, 颜色浅一些, 色彩淡一点",
    ),
    Row(
        "style",
        "fade",
        "fades in between, fade in between, fades inbetween, fades between",
        "淡出淡入, 淡入淡出效果, 淡进淡出",
    ),
    Row(
        "between_clips",
        (),
        "",
        """图片切换时, 切换时, 照片切换时, 切换的时候, 换图的时候, 画面切换时, 图片切换的时候,
        两两之间, 每两张之间""",
    ),
    Row(
        "adjust",
        ("brightness", -0.15),
        "not so bright, overexposed, over exposed, blown out, over-exposed, too much light",
        """曝光过度, 过度曝光, 过曝了, 别那么亮, 不要那么亮, 别太亮, 不要太亮, 刺眼, 太刺眼,
        压暗点, 亮度太高""",
    ),
    Row(
        "adjust",
        ("brightness", 0.15),
        "not so dark, underexposed, under exposed, too gloomy, too dim",
        "曝光不足, 欠曝, 别那么暗, 不要那么暗, 别太暗, 不要太暗, 黑乎乎, 太黑了, 看不清楚太暗",
    ),
    Row(
        "fit",
        "cover",
        "",
        """不要留白, 别留白, 不留白, 不要有空白, 别有空白, 不要空白, 不要有白边, 不要白边,
        不要有黑边, 别有黑边, 别留黑边, 没有空隙""",
    ),
    Row(
        "backdrop",
        "blur",
        """blur out the sides, blur the sides, blur the edges, blur the bars,
        blur the borders, sides blurred, blur out the bars, blur out the edges""",
    ),
    Row(
        "fit",
        "contain",
        joined(
            """don't, dont, do not, without, stop, never, not""",
            """chop, cut, chopping, cutting, crop, cropping""",
            """heads, people, anyone, faces, parts, anything, bits, the edges, edges, the top,
        their heads, people's heads, my head, the photos, the pictures, it""",
            """off, out, _""",
        )
        + """, fit the whole picture in, fit the whole photo in,
        get the whole picture in, show everything""",
    ),
    Row(
        "adjust",
        ("saturation", -0.2),
        joined(
            """tone down, turn down, reduce, lower, calm down, dial down, mute, soften""",
            """the, _""",
            """colors, colours, color, colour""",
        ),
    ),
    Row(
        "adjust",
        ("saturation", 0.2),
        joined(
            """turn up, boost, pump up, crank up, increase, enhance, bring out, bump up""",
            """the, _""",
            """colors, colours, color, colour""",
        ),
    ),
    Row("motion", "ken-burns", "", "推拉的动感, 动感一点的运镜, 动感效果"),
    Row(
        "style",
        "radial",
        joined("clock hand, clock hands, clock", "sweep, sweeps, sweeping, style, transition")
        + """, like a clock hand, like clock hands, like the hands of a clock,
        like the hand of a clock,
        like a clock's hand""",
        "像时钟一样, 像钟表指针, 时针那样, 指针那样",
    ),
    Row(
        "style",
        "fade-white",
        joined("flash of, flash to, flashes of, burst of, go via, goes via, via, blink to", "white")
        + ", whiteout, white out",
        "闪个白, 闪一下白, 白光一闪",
    ),
    Row(
        "style",
        "fade-black",
        joined(
            "curtain of, go via, goes via, via, sink to, sinking to, sinks to, shut down to",
            "black",
        )
        + ", blackout",
    ),
    Row(
        "style",
        "slide-left",
        joined(
            "shove, shoves, shoving, push, pushes, pushing, shunt, shunts",
            "each other, one another, the old one, the previous one, the last one, the one before",
        )
        + ", slide across, slides across",
        "顶出去, 挤出去, 挤走",
    ),
    Row("style", "pixelize", "pixel transitions, pixels, big pixels, blocky pixels", "像素块块"),
    Row(
        "look",
        "none",
        """back in color, back in colour, back to full color, back to full colour, colour back,
        color back, colours back, colors back, normal colour, normal color, original colour""",
        "变回彩色, 恢复成彩色, 回到彩色, 变成彩色, 还原成彩色, 换回彩色, 改回彩色",
    ),
    Row("look", "black-and-white", "mono, mono tones, monochromatic, mono tone"),
    Row(
        "look",
        "sepia",
        """brown and white, brown n white, brown tint, brown tone, brown tones, browny,
        brownish tint""",
        "发黄的老照片, 褐色的老照片",
    ),
    Row("position", "center-left", "leftwards, leftward", "往左, 向左, 朝左, 往左边, 向左边"),
    Row("position", "center-right", "rightwards, rightward", "往右, 向右, 朝右, 往右边, 向右边"),
    Row(
        "texture",
        ("vignette", 0.4),
        joined("dark, darker, shadowy, shaded", "corners, edges, rims")
        + ", "
        + joined("darken, shade, dim, shadow", "the, _", "corners, edges, rims, outer edges"),
    ),
    Row(
        "background",
        "bars",
        joined("black, empty, ugly, _", "stripes, gaps, margins") + ", black strips",
        "黑条",
    ),
    Row("style", "wipe-left", "gets wiped, is wiped, wiped away by, wiped off by, wipes away"),
    Row("backdrop", "blur", joined("out of focus", "behind, background, backdrop, sides")),
)
