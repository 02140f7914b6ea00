"""What a message as it was typed shows of what it is: a question, or more than an editor can do.

Marks, particles and capitals are gone by the time that its words are read.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Of any message, of one with Latin letters, and of one with others.
_MARKS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {"mark": re.compile(r"[?？]\s*$"), "marked": re.compile(r"[?？](?=.*\w)")}
)
_LATIN: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "what": re.compile(
            r"^(?:\W*(?:hi|hello|hey|so|and|but|wait|ok|um)\b)*\W*"
            r"(?:what|which|how|where|who|why|when)(?:'?s|'?re)?\b",
            re.IGNORECASE,
        ),
        "whether": re.compile(
            r"^\W*(?:is|are|am|do|does|did|will|may|has|have)\s+(?:i|you|u|it|they|there|the|this|my"
            r"|these|that|we|your)\b",
            re.IGNORECASE,
        ),
        "able": re.compile(r"^\W*(?:can|could)\s+(?:i|we|it|this|that|they)\b", re.IGNORECASE),
        "please": re.compile(r"^\W*(?:can|could|would|will)\s+(?:you|u|ya)\b", re.IGNORECASE),
        "inquiry": re.compile(r"\b(?:wondering|tell me)\b", re.IGNORECASE),
        "service": re.compile(
            r"\b(?:spotify|youtube|youtu\.be|tik ?tok|insta(?:gram)?|facebook|whatsapp|soundcloud"
            r"|netflix|apple music|snapchat|twitter|linkedin|dropbox|google drive|discord|slack)\b",
            re.IGNORECASE,
        ),
        "posted": re.compile(
            r"\b(?:up ?load|post|publish|share|send|e-?mail|download|import|export)(?:s|ed|ing)?\b",
            re.IGNORECASE,
        ),
        "by": re.compile(r"\bby\s+[A-Z][\w']+(?:\s+[A-Z][\w']+)*"),
        "sung": re.compile(r"\bsongs?\s+by\b|\btheme (?:song|tune)"),
        "link": re.compile(r"https?://|www\."),
        "thanks": re.compile(
            r"\b(?:thanks?|thx|ty|ta|cheers|perfect|love it|lovely)\b", re.IGNORECASE
        ),
        "owning": re.compile(
            r"\b(?:copyright|watermark|free|cost|price|privacy|server|licen[cs]e|credits?"
            r"|commercial(?:ly)?)\b",
            re.IGNORECASE,
        ),
        "own": re.compile(
            r"\b(?:his|her|their|someone|somebody|guy|man|woman|dude|people|ex|face|eyes?"
            r"|hair|sky|wall|bin|sign|shirt|dress)\b",
            re.IGNORECASE,
        ),
        "stuck": re.compile(r"emoji|sticker|\bfont\b", re.IGNORECASE),
    }
)
_HAN: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "particle": re.compile(r"(?:吗|么|嘛|呢)[\s?？。!！~]*$"),
        "particled": re.compile(r"(?:吗|呢)[,，。?？!！\s](?=.*\w)"),
        "which": re.compile(
            r"什么|哪[些个里种儿]|多少|怎么|如何|为什么|为啥|有啥|几[个种张兆]|多[长大久]"
        ),
        "ability": re.compile(
            r"(?:能|可以|会|支持|有没有|是不是|能不能|可不可以|行不行).*(?:吗|么|呢|[?？])"
        ),
        "inquiry": re.compile("请问|想问|问一下|问下"),
        "service": re.compile(
            "抖音|快手|[bB]站|哔哩|小红书|视频号|朋友圈|微博|网易云|[qQ]{2}音乐|酷狗|公众号|油管"
            "|网上|优酷"
        ),
        "posted": re.compile("发到|发给|发布|发上|上传|传到|传上|下载|导出|分享|转发"),
        "sung": re.compile("唱的|的那首|那首|的歌|这首|的《|主题曲"),
        "thanks": re.compile("谢|辛苦|太棒|真棒|好看[!！]"),
        "owning": re.compile("版权|收费|免费|会员|水印|多少钱|保存|隐私|服务器"),
        "own": re.compile(
            "背景|天空|脸|眼|头发|衣服|招牌|路人|身后|皱纹|礼服",
        ),
        "stuck": re.compile("贴纸|表情|爱心|特效|字体|毛笔"),
    }
)
# The case of letters may be told by such as are not Latin.
_LETTER: Final = re.compile("[a-z]", re.IGNORECASE)


def signs(message: str) -> frozenset[str]:
    """The names of all that it shows."""
    latin = _LATIN.items() if _LETTER.search(message) else ()
    han = () if message.isascii() else _HAN.items()
    told = (*_MARKS.items(), *latin, *han)
    return frozenset([name for name, shown in told if shown.search(message)])
