"""What the service cannot do, said when somebody asks for it (C-LIM-1)."""

import re
from typing import Final

_LIMITS: Final = (
    (
        re.compile(
            r"\baspect[ -]ratio\b|\b(?:9|16|4|1|21)\s?:\s?(?:16|9|3|1|4|5)\b"
            r"|\b(?:vertical|portrait|landscape|square)\s+(?:format|version|video|mode)\b"
            r"|竖屏|横屏|宽高比|画面比例",
            re.IGNORECASE,
        ),
        "Changing the aspect ratio makes the video anew; it cannot just be reshaped.",
    ),
    (
        re.compile(
            r"\b(?:spotify|youtube|apple music|soundcloud|tiktok|deezer|tidal|bilibili)\b"
            r"|网易云|QQ音乐|酷狗|抖音音乐",
            re.IGNORECASE,
        ),
        "Music from streaming services cannot be used; there is stock music instead.",
    ),
    (
        re.compile(
            r"\b(?:retouch|photoshop|airbrush)\b"
            r"|\bremove\s+(?:the\s+|its\s+)?background\b|\bedit\s+(?:the|this|my|these)\s+photos?\b"
            r"|\berase\b|\bswap\s+(?:the\s+)?faces?\b|修图|抠图|去背景|磨皮",
            re.IGNORECASE,
        ),
        "Photos themselves are not edited; they can be made into a slideshow.",
    ),
)


def limits(text: str) -> tuple[str, ...]:
    """C-LIM-1: sentences about what ``text`` asks for in vain; usually none."""
    return tuple(sentence for pattern, sentence in _LIMITS if pattern.search(text))
