"""What people say in passing, in both languages: side remarks, other business, short ways."""

from nemo_emulator.agent.words.row import Row, joined

ROWS = (
    Row("intro", "intro", "the opening card, the title card, the intro card, the opening page"),
    Row("outro", "outro", "the closing card, the end card, the ending card, the closing page"),
    Row(
        "intro",
        "intro",
        "start on, open on, begin on, on the front, at the front of it",
    ),
    Row("outro", "outro", "end on, finish on, close on, finish off with, end off with"),
    Row(
        "by_name",
        "name",
        joined(
            "in order of, by order of, in the order of, order of, sorted by, according to",
            "_, the, their",
            "file name, filename, file names, filenames, name, names",
        ),
        joined(
            "按, 按照, 照着, 根据",
            "文件, 文件的, 照片, 图片",
            "名, 名字, 名称",
            "_, 来, 顺序",
            gap="",
        ),
    ),
    Row(
        "by_upload",
        "upload",
        joined(
            "in order of, in the order of, in the order, by the order, order of, the order",
            "upload, i uploaded them in, i uploaded them, i sent them, i sent them in",
        ),
        joined(
            "按, 按照, 照着, 还按",
            "我上传, 我上传的, 上传, 上传的, 我传的, 传的, 我发的",
            "先后, 先后顺序, 顺序, 次序, 时间",
            "_, 来",
            gap="",
        ),
    ),
    Row("filler", None, "", "我传的, 传的, 我发的, 我刚传的, 画面感"),
    Row(
        "beat",
        None,
        "",
        joined(
            "画面切换, 切换, 画面, 切图, _",
            "卡, 卡一下, 卡上, 卡着, 卡住, 踩, 踩一下, 踩着, 踩上, 对上, 跟着, 跟上, 合上",
            "音乐的, 音乐, 背景音乐的, 歌的, 鼓, _",
            "点, 节奏, 节拍, 拍子, 鼓点",
            "_, 走, 切, 来切",
            gap="",
        ),
    ),
    Row(
        "filler",
        None,
        "",
        joined(
            "别, 不要, 不想",
            "一上来, 一开始, 一下子, 突然, 上来, 一来",
            "就那么, 就这么, 就, _",
            "响, 大声, 吵, 突兀, 突然, 炸, 吓人, 生硬",
            gap="",
        ),
    ),
    Row(
        "redo",
        None,
        "",
        joined(
            "刚才, 刚刚, 刚, _",
            "撤销, 撤回, 撤掉, 取消, 撤",
            "的, 了的",
            "那步, 那一步, 那个, 操作, 内容, 东西, 修改, _",
            "还是, 再, 又, 帮我, 给我, _",
            "恢复, 找回, 弄回, 加回, 要回, 恢复回",
            "_, 来",
            gap="",
        ),
    ),
    Row(
        "offtopic",
        None,
        joined(
            "write, draft, compose, type up",
            "me a, me an, me my, a, my, us a",
            """resignation letter, letter, cover letter, poem, essay, email, cv, report, song,
            blog post, speech, thank you note, invoice""",
        )
        + ", order me, order us, book me, call my, text my, ring my, play a game",
        joined(
            "写, 写个, 写一个, 写一",
            "_, 份, 封, 篇, 首, 段",
            """辞职信, 简历, 作文, 论文, 邮件, 周报, 日报, 总结, 情书, 检讨, 代码, 报告, 信, 请假条,
            诗, 歌词, 小说, 文章, 作业, 祝福语""",
            gap="",
        )
        + ", 订外卖, 点外卖, 订个外卖, 点个外卖, 叫外卖, 叫车, 打车, 订票, 订机票, 订酒店, 买票",
    ),
    Row(
        "talk",
        "help",
        "what can you actually do, what else do you do, what do you even do",
        joined(
            "_, 都, 还",
            "能, 会, 可以",
            "干, 做, 帮我做, 干点, 做点",
            "啥, 嘛, 些啥, 什么, 些什么",
            gap="",
        )
        + ", 有啥功能, 都有啥功能, 会啥, 都会啥, 怎么玩, 咋用, 咋玩",
    ),
    Row(
        "offtopic",
        None,
        "",
        joined(
            "帮我, 替我, 帮忙, 帮我直接, 直接帮我",
            "发到, 发布到, 上传到, 发, 发去, 传到, 分享到",
            "_, 我的, 我",
            "抖音, 小红书, 朋友圈, b站, 快手, 微博, 视频号, 微信, 微信群, 家族群, 群里, 邮箱",
            "_, 上, 去",
            gap="",
        ),
    ),
    Row("wh", None, "", "啥, 咋, 咋样, 干嘛, 为啥, 啥时候"),
    Row("not", None, "", "先不要, 先别, 暂时不要, 就不要, 先不用"),
    Row("filler", None, "nah, oi, ugh", "大家, 够了, 就够了, 拍得, 拍的, 哎呀, 唉, 哇"),
    Row("word", None, "", "废话, 空话, 心情, 大街, 大学, 大妈, 大爷, 大叔"),
    Row(
        "because",
        None,
        "otherwise, or else, seeing as, given that, on account of",
        "不然, 要不然, 否则, 免得, 省得, 毕竟, 主要是, 反正",
    ),
    Row(
        "last_first",
        None,
        joined("put, move, have, stick, show, make", "the", "last one, last", "first"),
    ),
    Row("remove", None, "bin off, get shot of, sack off, lob out, whip out, do away with"),
    Row(
        "outro",
        "outro",
        "",
        "结尾加一页, 结尾来一页, 最后来一页, 末尾加一页",
    ),
    Row("intro", "intro", "", "开头加一页, 开头来一页, 最前面加一页"),
    Row("filler", None, "plain, right so, right then, straight away, just a, blank looking"),
    Row(
        "for",
        None,
        "tops at",
        "控制到, 压到, 压在, 限制在",
    ),
)
