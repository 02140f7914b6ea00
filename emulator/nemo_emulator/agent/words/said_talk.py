"""What people say beside wishes, in both languages."""

from nemo_emulator.agent.words.row import Row, joined

ROWS = (
    Row(
        "praise",
        None,
        "",
        """没问题, 就这样, 有点模糊, 有些模糊, 太模糊, 模糊了, 很模糊, 有点糊, 太糊""",
    ),
    Row("cannot", "photo", "", "p大, p小, p一下, p一p, p上, p成"),
    Row("offtopic", None, "", "快递, 物流, 查一下, 挂号, 医院, 地图, 导航"),
    Row(
        "praise",
        None,
        """a star, you're a star, lifesaver, you're great, much appreciated, appreciate it""",
        """太感谢, 太感谢你, 感谢你, 非常感谢, 多谢, 谢啦, 太谢谢, 太谢谢你, 辛苦了, 辛苦啦,
        辛苦""",
    ),
    Row(
        "shrug",
        None,
        """i don't mind, i dont mind, doesn't matter, doesnt matter, don't care, dont care,
        is fine, is ok, is okay, it's fine, it's ok, that's fine, no worries, up to you,
        you decide, your choice, you choose""",
        "没关系, 没事, 也行, 无所谓, 不要紧, 都行, 都可以, 随便, 你定, 你看着办, 看着办, 你决定",
    ),
    Row(
        "praise",
        None,
        "",
        """不好看, 不太好看, 不清楚, 不够好, 不太行, 不太好, 不够清楚, 拍糊了, 糊了, 很丑,
        太丑了, 不搭, 不合适""",
    ),
    Row(
        "praise",
        None,
        """are duplicates, are identical, is a duplicate, looks the same, look the same,
        are the same""",
        "重复了, 一模一样, 是一样的, 拍重了",
    ),
    Row(
        "cannot",
        "hearing",
        joined(
            "auto, automatically, auto-",
            "generate, create, add, make",
            "captions, subtitles, the captions, the subtitles",
        )
        + """, auto generate, auto caption, captions from the speech,
            subtitles from the speech, subtitle what i say, subtitles for the speech,
            speech into subtitles, speech into captions""",
    ),
    Row(
        "cannot",
        "voice",
        """out loud, read the captions, read the text, read the title, spoken by,
        female voice, male voice, robot voice, read it to, voice of, say the text""",
    ),
    Row(
        "praise",
        None,
        """the best, you're the best, ur the best, you rock, legend, you legend, amazing job,
        you're amazing, top notch""",
        "看不清, 看不清楚, 看不见, 不好听, 难听, 太难听, 不太喜欢, 不满意",
    ),
    Row(
        "inside",
        None,
        """power lines, power line, cables, cable, lamp post, lamppost, bag, bags,
        phone in her hand, logo on his shirt, blemish, blemishes, belly, chin, legs, arm,
        arms, tattoo""",
        """电线杆, 肚子, 手臂, 腿, 痣, 疤, 斑, 路灯, 背包, 照片里的背景, 照片的背景,
        图片里的背景, 图里的背景, 照片背景, 图片背景""",
    ),
    Row(
        "praise",
        None,
        "too grey, too gray, too dull, dull, too flat, drab, boring, too boring, a bit boring",
        "太灰, 灰蒙蒙, 灰蒙蒙的, 太单调, 太无聊, 太死板, 太普通, 不算",
    ),
    Row(
        "cannot",
        "photo",
        joined(
            "cut out, remove, erase, change, replace, swap, delete",
            "the background, background",
            "of, in, from, behind",
        ),
    ),
    Row("cannot", "voice", "sing, sing me, rap for me, hum"),
    Row(
        "offtopic",
        None,
        "",
        """股市, 股票, 大盘, 天气, 气温, 下雨吗, 彩票, 星座, 运势, 汇率, 油价""",
    ),
    Row("cannot", "voice", "rap, rap over, beatbox"),
    Row("praise", None, "", "不够, 不够多, 太少了, 有点少, 不太够"),
    Row(
        "cannot",
        "photo",
        "",
        """瘦一点, p瘦, 显瘦, 变瘦, p高, p白, 变白一点, 美白, 变年轻, 换发型""",
    ),
    Row("offtopic", None, "", "算下, 算一下, 工资, 房租, 等于几, 等于多少, 帮我算, 考试, 面试"),
)
