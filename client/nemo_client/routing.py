"""Commands and messages told apart (C-ROUTE-1, C-ROUTE-2).

A sentence is a command when nothing is left of it but the keyword, words that go with it, and
politeness. So "export the video, please" is one, and "balance the audio" is a message.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from nemo_client.formats import ACCEPTED


class Route(StrEnum):
    """Where a sentence goes."""

    EXPORT = "export"
    CREDITS = "credits"
    STATE = "state"
    UPLOAD = "upload"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class _Words:
    """A command's keywords, and what else may stand in its sentence."""

    keys: frozenset[str]
    others: frozenset[str]


def _words(keys: str, others: str) -> _Words:
    return _Words(frozenset(keys.split()), frozenset(others.split()))


_POLITE: Final = _words(
    "",
    """a an and can could do for give go ahead hey hi i i'd is it like let me my now of ok okay our
    please pls so thank thanks that the then this to us want we will would yes you your let's lets
    just need hello tell""",
).others
_ENGLISH: Final[Mapping[Route, _Words]] = MappingProxyType(
    {
        Route.EXPORT: _words(
            "export download",
            """video movie clip film file mp4 result final finished hd 4k 1080p 720p quality high
            as in full project here""",
        ),
        Route.CREDITS: _words(
            "credits credit balance",
            """how many much have has left remaining what what's whats check show see current
            account available are there still got remain view query""",
        ),
        Route.STATE: _words(
            "status tracks state",
            """show list what what's whats current project see view check display which are there
            session all get how""",
        ),
        Route.UPLOAD: _words(
            "upload",
            """file files photo photos picture pictures image images clip clips video these some
            them""",
        ),
    }
)
_SEND_ME: Final = re.compile(
    r"\b(?:send|give)\s+(?:it\s+to\s+me|(?:over\s+)?me\s+(?:the|my|that|this)?\s*(?:finished\s+|final\s+)?"
    r"(?:video|movie|clip|film|file|mp4))\b",
)
_CHINESE: Final[Mapping[Route, re.Pattern[str]]] = MappingProxyType(
    {
        Route.EXPORT: re.compile(r"导出|下载|把?(?:视频|成片)发给?我|发(?:送|给)我(?:视频|成片)"),
        Route.CREDITS: re.compile(r"积分|余额"),
        Route.STATE: re.compile(r"状态|(?:显示|查看)(?:所有)?轨道"),
        Route.UPLOAD: re.compile(r"上传"),
    }
)
_CHINESE_FILLER: Final = re.compile(
    r"请问?|麻烦|帮我|帮忙|一下|我们?|你|您|的|把|给|将|现在|目前|当前|能不能|能否|能|可以|可不可以|想要?|要"
    r"|吗|吧|呢|了|啊|看看?|查[看询]?|显示|告诉|还有?|有|多少|几个?|剩余?|剩下|是|怎么样|如何|什么|所有"
    r"|视频|影片|成片|文件|作品|项目|账户|图片|照片|素材|这个|这些|它|出来|好|为|成|高清"
)
_PUNCTUATION: Final = re.compile(r"[\s,.!?;:，。！？；：、~…\"“”'‘’()（）]+")
_FILE: Final = re.compile(
    rf"""(?P<quote>["'])(?P<quoted>[^"'\n]+?\.(?:{"|".join((*ACCEPTED, "jpeg"))}))(?P=quote)
    |(?P<plain>(?:\\.|[^\s\\"'，。；、<>|])+?\.(?:{"|".join((*ACCEPTED, "jpeg"))}))(?!\w|\.\w)""",
    re.IGNORECASE | re.VERBOSE,
)


def route(text: str) -> Route:
    """C-ROUTE-1: where ``text`` goes, files apart."""
    words = _plain(text)
    if _asks_to_send(" ".join(words)):
        return Route.EXPORT
    for target, known in _ENGLISH.items():
        if known.keys & set(words) and set(words) <= known.keys | known.others | _POLITE:
            return target
    return _chinese(text)


def files_in(text: str) -> tuple[str, ...]:
    """What looks like a file's name in ``text``, in order: quoted, or with ``\\ `` for blanks.

    Whether there is such a file is another question.
    """
    found = map(_name, _FILE.finditer(text))
    return tuple(dict.fromkeys(name for name in found if "://" not in name))


def by_name(text: str, names: Collection[str]) -> str:
    """``text`` with these files called as the service knows them: where they lie on this machine,
    and the quotes around it, are nothing to the service."""
    return _FILE.sub(
        lambda match: PurePath(_name(match)).name if _name(match) in names else match[0], text
    )


def without_files(text: str) -> str:
    """``text`` without those names."""
    return _FILE.sub(lambda match: match[0] if "://" in match[0] else " ", text).strip()


def _name(match: re.Match[str]) -> str:
    quoted: str | None = match["quoted"]
    return quoted or re.sub(r"\\(.)", r"\1", match["plain"])


def _asks_to_send(words: str) -> bool:
    """ "Send me the video", politely or not, and nothing else."""
    rest, found = _SEND_ME.subn(" ", words)
    return found == 1 and set(rest.split()) <= _POLITE


def _plain(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.lower().replace("’", "'"))


def _chinese(text: str) -> Route:
    bare = _PUNCTUATION.sub("", text)
    for target, key in _CHINESE.items():
        if key.search(bare) and not _CHINESE_FILLER.sub("", key.sub("", bare)):
            return target
    return Route.MESSAGE
