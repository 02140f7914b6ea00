"""Sentences in both languages."""

import re
from dataclasses import dataclass
from typing import Final

_ONE_SECOND: Final = re.compile(r"(?<![\d.])1 seconds")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same thing in English and Chinese; braces are filled in."""

    english: str
    chinese: str

    def say(self, *, chinese: bool, **values: object) -> str:
        """The sentence in the session's language."""
        if chinese:
            return self.chinese.format(**values)
        return _ONE_SECOND.sub("1 second", self.english.format(**values))


NOISE: Final = Phrase(
    "I encountered a temporary issue while finishing this request. Please try again later.",
    "抱歉，处理时遇到了临时问题，请稍后再试。",
)

FALLBACK: Final = Phrase(
    "My language model gave no usable answer, so I read your message by my own rules.",
    "语言模型没有给出可用的结果，我改用自带的规则来理解这条消息。",
)

QUESTIONS: Final = {
    "request": Phrase(
        "I'm not sure what you would like me to do. Could you tell me which clip, and what should"
        " change? For example: 'make each photo 4 seconds' or 'add upbeat music'.",
        "我不太确定你想怎么改。能告诉我是哪个片段、要改成什么样吗？例如“每张图片4秒”或“加欢快的音乐”。",
    ),
    "text": Phrase(
        'What should the text say? Put it in quotation marks, please, like "Summer 2024".',
        "文字内容写什么呢？请把它放在引号里，例如“夏日回忆”。",
    ),
    "length": Phrase(
        "That is more than I can read at once, so I changed nothing. Could you send it in parts of"
        " at most 4,000 characters? Subtitles can come as an SRT file.",
        "这条消息太长了，我一次读不完，所以什么都没改。能分成几条发吗？每条最多4000个字，字幕可以用SRT文件。",
    ),
}

STARTS: Final = (
    Phrase("I'm on it: I'll rework your timeline.", "好的，我来调整时间线。"),
    Phrase("Sure, let me take care of that.", "没问题，我马上处理。"),
    Phrase("Got it. Working on your video now.", "收到，正在处理你的视频。"),
)

ENDS: Final = (
    Phrase(
        "Done! I {what}. Your video now has {clips} and runs for {seconds} seconds.",
        "完成！{what}。现在视频共有{clips}，总长{seconds}秒。",
    ),
    Phrase(
        "All set: I {what}. The timeline has {clips}, {seconds} seconds in all.",
        "已经处理好了：{what}。时间线上有{clips}，一共{seconds}秒。",
    ),
)
