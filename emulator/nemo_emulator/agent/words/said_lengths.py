"""What people say of time, in both languages."""

from nemo_emulator.agent.words.row import Row, joined

ROWS = (
    Row("head_off", None, "", "掐头, 去头, 剪头, 掐掉开头"),
    Row("tail_off", None, "", "去尾, 剪尾, 掐尾, 掐掉结尾"),
    Row("head_off", None, "head trim"),
    Row("tail_off", None, "tail trim"),
    Row("extra", None, "further, a further"),
    Row("extra", None, "extra, an extra, another, additional, an additional", "多, 再多"),
    Row(
        "both_ends",
        None,
        """both ends, both sides, the start and end, the start and the end, each end,
        start and end, beginning and end, either end, either side, front and end, front and back,
        front and rear, the front and back, the front and the back, the front and end,
        the beginning and end, the beginning and the end, the start and finish,
        start and finish, head and tail, top and tail""",
        "掐头去尾, 头尾, 首尾, 前后各, 前后都, 两头",
    ),
    Row(
        "at",
        None,
        """starts at, start at, starts from, start from, begins at, begin at, begins from""",
    ),
    Row(
        "beat",
        None,
        "",
        joined(
            "跟着, 跟, 按, 按着, 按照, 随着, 卡着, 踩着, 配合, 对着, 合着, 根据",
            "音乐, 背景音乐, 音乐的, 背景音乐的, 歌曲, 歌曲的, 歌的, 配乐的, _",
            "节奏, 节拍, 鼓点, 拍子",
            gap="",
        ),
    ),
    Row(
        "factor",
        0.25,
        "quarter speed, a quarter speed, at quarter speed, a quarter of the speed",
        "四分之一速度, 四分之一的速度, 四分之一倍速",
    ),
    Row("factor", 3, "triple speed, at triple speed, triple the speed", "三倍速度, 三倍速"),
    Row(
        "factor",
        2,
        """twice as quickly, twice as quick, twice as rapidly, double the pace, twice the pace,
        at twice the speed""",
    ),
    Row("factor", 0.5, "half as quickly, half as quick, twice as slow, twice as slowly"),
    Row(
        "longer",
        None,
        """more time, need longer, needs longer, a bit more time, stay longer, linger longer,
        last longer, some more time, more screen time, stay up longer""",
        "时间加长, 时间长一点, 时间久一点, 停久一点, 停长一点, 放久一点, 时间加长一点",
    ),
    Row(
        "shorter",
        None,
        "less time, less screen time, not so long, not as long",
        "时间短一点, 停短一点, 放短一点, 时间缩短一点",
    ),
    Row(
        "beat",
        None,
        joined(
            "match, sync, time, align, set, line up, synchronise, synchronize",
            """the cuts, cuts, photos, the photos, pictures, the pictures, images, the images,
            the clips, clips, it, them, the transitions, transitions, everything, the video,
            the slides""",
            "to, with",
            """the music, music, the song, the rhythm, the track, the soundtrack, the tune,
            the drums, the beat""",
        ),
    ),
    Row("num", 2, "", "俩"),
    Row("num", 3, "", "仨"),
    Row(
        "reach",
        None,
        joined(
            """bump, squeeze, fit, cram, cut, cut down, trim, trim down, get, bring, bring down,
            stretch, stretch out, shorten, reduce, extend, lengthen, keep, limit, boil down,
            condense, pull""",
            "it, this, everything, it all, the whole thing, the video",
            """to, into, up to, down to, out to, under, in to, within, in, below, up to, to under,
            to about, to around""",
        ),
    ),
    Row(
        "slower",
        None,
        "not so fast, not that fast, less quickly, less fast, not too fast",
        "别那么快, 不要那么快, 别太快, 不要太快, 没那么快",
    ),
    Row(
        "faster",
        None,
        "not so slow, not that slow, less slow, pick up the pace",
        "别那么慢, 不要那么慢, 别太慢, 不要太慢",
    ),
    Row("time", 60_000, "a minute, a min, one min, a full minute, one full minute, full minute"),
    Row("slowmo", None, "slo mo, slo-mo, slowmo, slow-mo'd"),
    Row("extend", 1, "", "再加长, 再延长, 再拉长"),
    Row("shorten", -1, "", "再缩短, 再剪短, 再减短"),
    Row("down", None, "fewer"),
    # What takes too long, and what is over too soon.
    Row(
        "shorter",
        None,
        joined("drag, drags, dragging", "on, a bit, a little, too much, way too much")
        + ", "
        + joined("outstay, outstays, overstay, overstays", "its, their", "welcome")
        + ", "
        + joined("linger, lingers, hang around, hangs around", "too much, too long, way too much")
        + ", go on forever, goes on forever, take forever, takes forever, feels endless",
        """停那么久, 停这么久, 停得那么久, 放那么久, 停太久, 停太久了, 停得太久, 停得太久了,
        放太久, 放得太久, 没完没了""",
    ),
    Row(
        "longer",
        None,
        joined("flies, flashes, whizzes, zips, rushes", "by, past")
        + ", over too soon, gone too soon, are rushed, is rushed, feel rushed, feels rushed",
        """一闪就过去了, 一闪而过, 一闪就没了, 一晃就过去了, 一晃就没了, 没看清就过去了,
        还没看清就过去了, 没看清就没了, 还没看清就没了, 看不过来, 来不及看, 没看够, 停得太短,
        停太短, 停得短""",
    ),
    Row("faster", None, "more quick, more rapid, more fast", "利索些, 利索点, 麻利点, 麻利些"),
    Row("slower", None, "more slow", "慢下来, 慢下来点, 慢下来一点"),
    Row("longer", None, "more long"),
    Row("shorter", None, "more short"),
    Row(
        "faster",
        None,
        """feel like slow motion, feels like slow motion, like it's slow motion, sluggish,
        sluggishly""",
        "跟慢动作似的, 慢吞吞, 慢吞吞的, 慢悠悠, 慢悠悠的",
    ),
    Row(
        "slower",
        None,
        "like they're on fast forward",
        "跟快进似的, 跟快放似的",
    ),
    Row("usual", None, "", "正常"),
    Row("ord", 1, "", "打头那段, 打头那张, 打头的那段, 打头的那张, 打头那个, 开头那段, 打头的"),
    Row(
        "keep_only",
        None,
        joined("is, are, 's", "all", "i, we, you", "can use, need, want")
        + ", "
        + joined("just, only, use only, keep only, keep just", "that, this", "bit, part, piece")
        + ", is all that matters, is the only good bit, is the only good part",
    ),
)
