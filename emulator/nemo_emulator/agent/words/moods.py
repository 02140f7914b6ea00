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

ROWS = (
    Row(
        "mood",
        "lo-fi",
        "lo-fi, lofi, chill, chilled, laid-back, mellow, cozy",
        "低保真, 慵懒, 惬意",
    ),
    Row(
        "mood",
        "upbeat",
        "upbeat, happy, energetic, cheerful, fun, lively, joyful, pop, party, playful, fast-paced,"
        " bouncy, dance, up-tempo",
        "欢快, 活泼, 动感, 快乐, 热闹, 有活力, 活力, 有节奏感, 流行, 愉快, 开心, 嗨",
    ),
    Row(
        "mood",
        "cinematic",
        "cinematic, epic, dramatic, orchestral, heroic, majestic, powerful",
        "史诗, 史诗级, 大气, 震撼, 激昂, 恢弘, 管弦乐",
    ),
    Row(
        "mood",
        "calm",
        "calm, calming, relaxing, relaxed, peaceful, gentle, ambient, soothing, tranquil, piano,"
        " romantic, emotional, sad, acoustic, quiet, serene, soft, meditative",
        "舒缓, 轻柔, 安静, 平静, 放松, 柔和, 浪漫, 温馨, 抒情, 钢琴, 宁静, 悲伤, 轻松, 治愈",
    ),
    Row(
        "mood",
        "corporate",
        "corporate, inspiring, inspirational, business, motivational, uplifting, professional",
        "商务, 励志, 企业, 鼓舞, 积极向上",
    ),
)
