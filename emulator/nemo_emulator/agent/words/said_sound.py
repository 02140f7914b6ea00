"""What people say of sound, in both languages."""

from nemo_emulator.agent.words.row import Row, joined

_SONG = "的那首, 的那首歌, 的歌, 的那个音频, 的那段录音, 的那首曲子"
ROWS = (
    Row("down", None, "too much"),
    Row("up", None, "not enough, too little"),
    Row("down", None, "", "太强, 太强了, 太重, 太重了, 过强"),
    Row(
        "mood",
        "cinematic",
        "",
        """大气磅礴, 气势磅礴, 恢弘大气, 波澜壮阔, 燃, 高燃, 热血, 震撼人心""",
    ),
    Row(
        "mood",
        "calm",
        "",
        """治愈系, 小清新, 清新, 温馨浪漫, 悠扬, 古风, 中国风, 国风, 甜美, 静谧, 深情, 催泪,
        怀旧感""",
    ),
    Row("mood", "upbeat", "", "轻松愉快, 欢快活泼, 活泼可爱, 可爱, 元气, 阳光, 欢乐, 躁动, 蹦迪"),
    Row(
        "sound",
        None,
        "",
        "原视频的声音, 原视频声音, 视频自带的声音, 自带的声音, 视频自己的声音, 片段的声音",
    ),
    Row("music", None, "track, beats, beats track, tracks, jam, jams"),
    Row(
        "enter",
        None,
        "start softly, starts softly, start quietly, starts quietly, begin softly, start gently",
    ),
    Row(
        "percent",
        50.0,
        "not too loud, not so loud, not very loud, nice and quiet, quiet enough",
        """不要太大声, 别太大声, 不要太吵, 别太吵, 不要太响, 别太响, 声音不要太大, 声音别太大,
        音量不要太大, 音量别太大""",
    ),
    Row(
        "mute",
        None,
        "hush, hushed, shush, shushed, shh, shhh, soundless, inaudible",
        """静掉, 消掉声音, 消了音, 声音静掉, 收声, 关声, 关了声, 关掉原声, 声音全关, 原声全关""",
    ),
    Row(
        "ord",
        1,
        "",
        joined(
            "先传, 最先传, 最早传, 先上传, 最先上传, 最早上传, 先发", f"{_SONG}, 的那个", gap=""
        ),
    ),
    Row("ord", -1, "", joined("后传, 最后传, 后上传, 最后上传, 最晚传", _SONG, gap="")),
    Row("down", None, "", "往下拧, 拧小, 拧小点, 往小拧, 往小调, 往小里调"),
    Row("up", None, "", "往上拧, 拧大, 拧大点, 往大拧, 往大调, 往大里调"),
    Row("down", None, "", "降一点, 降一些, 降点, 往下调, 调低些, 下调, 降下来, 降一降, 往低调"),
    Row(
        "up",
        None,
        "",
        "升一点, 升一些, 升点, 往上调, 调高些, 上调, 拉高一点, 提上去, 升一升, 往高调",
    ),
    Row(
        "mood", "upbeat", "livelier, peppy, peppier, perky, perkier, jolly, jollier, full of energy"
    ),
    Row("mood", "upbeat", "", "轻松活泼, 轻松欢快"),
    Row("mood", "corporate", "office type, businesslike, business like"),
    Row("mood", "calm", "", "清净, 清静, 清净点"),
    Row("mood", "calm", "", "轻音乐, 纯音乐, 轻音"),
    Row(
        "percent",
        100.0,
        """full volume, at full volume, full vol, at full, normal volume, at normal volume,
        full strength, full whack, at maximum, max volume, maximum volume, full blast""",
        "最大音量, 最大声, 音量最大, 音量拉满, 拉满",
    ),
    Row(
        "link_url",
        "link",
        """from youtube, off youtube, from spotify, off spotify, from tiktok, from soundcloud,
        from the internet, from the web, from apple music""",
    ),
    Row("softer", None, "softer, more softly"),
    Row(
        "leave",
        None,
        """gradually gets quieter, slowly gets quieter, get quieter at the end,
        gets quieter at the end, trail off, tail off, fade to silence, fade to nothing,
        fades to nothing, fades away, dies down""",
        """慢慢变小, 慢慢小下去, 慢慢减弱, 逐渐变小, 逐渐减弱, 渐渐变小, 慢慢淡出, 慢慢消失掉,
        逐渐淡出, 渐渐淡出, 自然淡出, 缓缓淡出""",
    ),
    Row(
        "enter",
        None,
        """gradually gets louder, fade up from nothing, come in slowly, comes in slowly,
        come in gently, builds up slowly""",
        """慢慢变大, 逐渐变大, 慢慢响起, 渐渐响起, 缓缓响起, 慢慢进来, 逐渐淡入, 慢慢淡入,
        缓缓淡入""",
    ),
    Row("up", None, "crank, crank up, whack up, bump up, pump up, ramp up, jack up, beef up"),
    Row("down", None, "ease off, ease back, knock back, take down, bring it down"),
)
