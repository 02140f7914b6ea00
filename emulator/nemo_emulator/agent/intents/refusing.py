"""Clauses that leave clips as they are in Chinese: 第一张就别动了, 后面那些不用."""

import re
from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent.tokens import Token

REFUSED: Final = re.compile(
    r"(?:[挺很蛮]好)?[的就都先也]*"
    r"(?:(?:别|不|不用|不要|不必|甭|无需|不需要)[再去]?[动变改碰管]|不用|不必|甭|无需)[它了啦吧]*"
    r"|(?:保持|维持)(?:原样|不变|现状|原状)[就好]*|照旧"
)
SORTS: Final = re.compile("^(?:视频|录像)")
NAMING: Final = frozenset({"ref", "ord", "num", "others", "pic", "clip"})


def is_refused(part: Sequence[Token]) -> bool:
    """Nothing is asked for of the clips that it names."""
    if part[-1].text.isascii():
        return False
    said = "".join(token.text for token in part if token.cat not in NAMING)
    return REFUSED.fullmatch(SORTS.sub("", said)) is not None


def refused_at(part: Sequence[Token]) -> int:
    """Where clips are named at the end that are left as they are, behind others; 0 if none are."""
    if part[-1].text.isascii():
        return 0
    named = [n for n, token in enumerate(part) if token.cat == "ref" and token.value]
    return named[-1] if len(named) > 1 and is_refused(part[named[-1] :]) else 0
