"""The music that can be asked for, in both languages."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.words.row import Row


@dataclass(frozen=True, slots=True)
class Mood:
    """``name`` as the timeline shows it, ``tempo`` in beats a minute."""

    name: str
    tempo: float


MOODS: Final = MappingProxyType(
    {
        "lo-fi": Mood("Lo-fi", 80),
        "upbeat": Mood("Upbeat", 120),
        "cinematic": Mood("Cinematic", 90),
        "calm": Mood("Calm", 70),
        "corporate": Mood("Corporate", 110),
    }
)

# What it is for, or what it is like, says which music fits where no mood is named.
OCCASIONS: Final = MappingProxyType(
    {
        "corporate": (
            """office, company, firm, presentation, presentations, explainer, quarterly, investor,
            investors, pitch deck, sales pitch, startup, keynote, webinar, conference, boardroom,
            linkedin, onboarding, shareholders, stakeholders, trade show, product demo,
            product launch, sales deck""",
            """公司, 企业, 汇报, 发布会, 路演, 宣讲, 产品介绍, 招商, 述职, 会议, 演示, 商业, 职场,
            企宣, 科技感""",
        ),
        "calm": (
            """memorial, funeral, remembrance, eulogy, mourning, grief, condolences, obituary,
            passed away, in memory, christening, baptism, church, chapel, prayer, meditation, sleep,
            bedtime, naptime, breathing, massage, reverent, solemn, dignified, respectful, hospice,
            too frantic, too hectic, too aggressive, jarring""",
            """追思, 追悼, 葬礼, 丧事, 悼念, 缅怀, 去世, 祭奠, 扫墓, 睡前, 哄睡, 助眠, 瑜伽, 教堂,
            庄重, 肃穆, 庄严, 禅意, 太吵, 太闹, 闹腾, 闹心, 浮躁""",
        ),
        "upbeat": (
            """workout, gym, aerobics, zumba, spin class, spinning, jogging, party, birthday,
            dancing, to dance, energy, oomph, pep, carnival, festival, parade, celebration, sunny,
            sunshine, beach, boring, dull, dreary, drab, dirge, funereal, too gloomy,
            too depressing, too sleepy, too elevator""",
            """健身, 运动会, 派对, 聚会, 生日, 跑步, 广场舞, 过年, 春节, 庆祝, 乐呵, 来劲, 带劲,
            提气, 提神, 太丧, 么丧, 沉闷, 太闷, 没劲, 无聊, 太压抑, 死气沉沉, 太悲, 太凄凉, 没精神,
            催眠曲, 犯困, 哀乐""",
        ),
        "cinematic": (
            """trailer, hero, heroes, battle, orchestra, horror, scary, spooky, creepy, thriller,
            haunted, halloween, blockbuster, goosebumps, ominous, eerie, swelling""",
            "预告, 恐怖, 惊悚, 吓人, 阴森, 诡异, 战斗, 英雄, 热血沸腾, 起鸡皮疙瘩",
        ),
        "lo-fi": (
            """study, studying, studies, homework, headphones, revision, rainy, cocoa, late night,
            coffee""",
            "自习, 看书, 写作业, 读书, 学习, 下雨天, 深夜",
        ),
    }
)
ROWS = (
    Row(
        "percent",
        20.0,
        """low volume, at low volume, a low volume, softly, quietly, very quiet, very quietly,
        barely audible""",
        "小音量, 音量很小, 低音量",
    ),
    Row("percent", 80.0, "high volume, at high volume, loud volume, loudly", "大音量, 高音量"),
    Row(
        "mood",
        "lo-fi",
        """lo-fi, lofi, chill, chilled, laid-back, mellow, cozy, jazz, jazzy, smooth jazz,
        hip hop, hip-hop, chillhop, r&b, soul, bossa nova, lounge, coffee shop, cafe""",
        "低保真, 慵懒, 惬意, 爵士, 嘻哈, 咖啡馆, 慵懒风, 轻爵士",
    ),
    Row(
        "mood",
        "upbeat",
        """upbeat, happy, energetic, cheerful, fun, lively, joyful, pop, party, playful,
        fast-paced, bouncy, dance, up-tempo, rock, electronic, edm, techno, disco, funk, funky,
        house, country, folk, ukulele, punk, metal, synthwave, 8-bit, exciting, bright, summer,
        summery, latin, reggae, christmas, sporty, positive, driving, rhythmic, groovy, catchy,
        festive, happier, cheerier, cheery, merry, merrier, bouncier, chirpy, chirpier, funkier,
        groovier, zippy, zippier, jaunty, jauntier""",
        """欢快, 活泼, 动感, 快乐, 热闹, 有活力, 活力, 有节奏感, 流行, 愉快, 开心, 嗨, 摇滚, 电子,
        电音, 舞曲, 民谣, 节奏感强, 激情, 动感十足, 喜庆, 轻快, 明快, 热情, 节日, 搞笑, 俏皮""",
    ),
    Row(
        "mood",
        "cinematic",
        """cinematic, epic, dramatic, orchestral, heroic, majestic, powerful, classical, grand,
        suspenseful, suspense, dark, tense, mysterious, intense, adventurous, hollywood,
        stirring, symphonic""",
        """史诗, 史诗级, 大气, 震撼, 激昂, 恢弘, 管弦乐, 古典, 紧张, 悬疑, 神秘, 宏大, 交响,
        交响乐, 恢宏, 气势, 戏剧性, 戏剧张力, 有戏剧性, 有戏剧张力, 戏剧感""",
    ),
    Row(
        "mood",
        "calm",
        """calm, calming, relaxing, relaxed, peaceful, gentle, ambient, soothing, tranquil, piano,
        romantic, emotional, sad, acoustic, quiet, serene, soft, meditative, guitar, harp,
        lullaby, sentimental, tender, mellow piano, spa, yoga, sweet, melancholic, melancholy""",
        """舒缓, 轻柔, 安静, 平静, 放松, 柔和, 浪漫, 温馨, 抒情, 钢琴, 宁静, 悲伤, 轻松, 治愈,
        吉他, 古筝, 竖琴, 摇篮曲, 伤感, 甜蜜, 空灵, 冥想, 舒服, 温柔, 唯美, 感人, 悠闲, 平和,
        恬静, 恬淡, 悠扬""",
    ),
    Row(
        "mood",
        "corporate",
        "corporate, inspiring, inspirational, business, motivational, uplifting, professional",
        "商务, 励志, 企业, 鼓舞, 积极向上",
    ),
)
