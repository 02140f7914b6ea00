"""How the music comes and goes: from which end, over how long, or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.sound import INTO_MS, OUT_MS
from nemo_emulator.agent.intents.said import PLAIN, Said, is_number
from nemo_emulator.agent.intents.wanted import QUESTIONS, parts_of
from nemo_emulator.agent.tokens import Token

INTO, OUT, BOTH, NONE = "into", "out", "both", "none"
USUAL: Final[Mapping[str, int]] = MappingProxyType({INTO: INTO_MS, OUT: OUT_MS})
EACH: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {INTO: (INTO,), OUT: (OUT,), BOTH: (INTO, OUT), "": (), NONE: ()}
)
# When the music comes, and when it goes.
SIDES: Final = MappingProxyType(
    {
        **dict.fromkeys(("enter", "enter_it"), INTO),
        **dict.fromkeys(("leave", "leave_it", "out"), OUT),
        **dict.fromkeys(("both_ways", "both_ends", "both_it"), BOTH),
    }
)
WORDS: Final = MappingProxyType(
    {
        **dict.fromkeys(("in", "beginning", "begin", "begins", "start", "starts"), INTO),
        **dict.fromkeys(
            ("entering", "enters", "creep", "creeps", "creeping", "进", "进来", "入"), INTO
        ),
        **dict.fromkeys(("creep in", "creeps in", "ease in", "slide in", "slip in"), INTO),
        **dict.fromkeys(("swell", "swells", "build", "builds", "rise", "rises"), INTO),
        **dict.fromkeys(("stop", "stops", "stopping", "cuts off"), OUT),
        **dict.fromkeys(("conclude", "concludes"), OUT),
        **dict.fromkeys(
            ("gone", "finish", "finishes", "finishing", "ending", "ends", "close"), OUT
        ),
        **dict.fromkeys(
            ("leaving", "leaves", "die", "dies", "dying", "收", "收尾", "出", "出去"), OUT
        ),
    }
)
# Which way it goes tells the end where nothing else does.
WAYS: Final = MappingProxyType(
    {
        **dict.fromkeys(("up", "louder"), INTO),
        **dict.fromkeys(("down", "quieter", "softer", "off"), OUT),
    }
)
LOUDENING: Final = ("响", "强", "大")
MOMENTS: Final = MappingProxyType({"start": INTO, "end": OUT})
COUNTS: Final = frozenset({"time", "gain", "num", "one", "span"})
LASTING: Final = frozenset({"in", "for", "to", "at"})
DENYING: Final = frozenset({"no", "not", "remove", "off"})
# 渐入不要: it is said behind.
REFUSING: Final = frozenset(("不要", "不用", "免了", "取消", "去掉", "别要"))
# "The fade out can go", "isn't needed": what is said of it, behind it.
GOING: Final = frozenset(("can go", "has to go", "must go", "should go", "needs to go", "goes"))
NEEDED: Final = frozenset({"needed", "wanted", "necessary", "required", "need"})
# "And conclude likewise": as long as the other end.
ALIKE: Final = frozenset(
    ("likewise", "alike", "same", "the same", "similarly", "ditto", "同样", "一样", "同理", "同")
)
CEASING: Final = frozenset({"to", "music", "mine", "it"})
ASKING: Final = QUESTIONS | {"不能", "能不能", "不可以", "可不可以", "不会"}
THINGS: Final = frozenset(
    ("pic", "clip", "video", "title", "caption", "subtitle", "text", "transition", "quote", "ref")
)
FADES: Final = frozenset({"fade", "style", *SIDES})
NEAR: Final = 4
LONGEST_MS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a clause says: the ends, the times, and that there shall be none."""

    sides: tuple[str, ...] = ()
    times: tuple[int, ...] = ()
    denied: bool = False
    alike: bool = False


def fade_sound(m: Said) -> e.Edit | None:
    """Each end with the time that its clause says, else with the one that is said for both.

    "In over 2, out over 5"; "no fade at the end" takes that one away.
    """
    ends = m.trait("way")
    rows = [_told(m, part) for part in parts_of(m.tokens)]
    if any(ms <= 0 for row in rows for ms in row.times) or any(len(r.times) > 2 for r in rows):
        return None
    found: dict[str, int] = {}
    for row in rows:
        found |= dict.fromkeys(row.sides or (INTO, OUT), 0) if row.denied else {}
    sides = [s for s in dict.fromkeys(s for r in rows for s in r.sides) if s not in found]
    if not sides and not found:
        sides = [*_weak(m)] if ends not in (BOTH, NONE) else []
    if (
        len(sides) == 1
        and ends == BOTH
        and (m.traits["way"][1] >= PLAIN or any(len(row.times) == 2 for row in rows))
    ):
        sides = [INTO, OUT]
    if not sides and not found:
        sides = [*EACH[ends]]
        found = {INTO: 0, OUT: 0} if ends == NONE else {}
    rows = [_filled_up(row, ends) for row in rows if not row.denied]
    found = _timed(sides, rows) | found
    return e.FadeSound(into=found.get(INTO), out=found.get(OUT)) if found else None


def goes_on(part: tuple[Token, ...]) -> bool:
    """ "And go out gently", "2 seconds each end": more of how it comes and goes."""
    sides = any(_side(token) for token in part)
    return sides and not any(token.cat in THINGS for token in part)


def _filled_up(row: Told, ends: str) -> Told:
    """ "2 seconds, and the last four": of two times one is that of the other end."""
    if ends != BOTH or len(row.times) != 2 or len(row.sides) != 1:
        return row
    return Told((INTO, OUT), row.times)


def _timed(sides: list[str], rows: list[Told]) -> dict[str, int]:
    """The times of these ends."""
    own: dict[str, int] = {}
    for row in rows:
        if row.times and row.sides:
            times = row.times if len(row.times) == len(row.sides) else row.times[-1:] * 2
            own |= dict(zip(row.sides, times, strict=False))
    for row in rows:
        if row.alike and not row.times and own:
            own |= dict.fromkeys(row.sides, [*own.values()][-1])
    loose = [ms for row in rows if not row.sides for ms in row.times]
    if len(loose) == len(sides) == 2 and not own:
        own = dict(zip((INTO, OUT), loose, strict=True))
    return {side: own.get(side, (loose or [USUAL[side]])[-1]) for side in sides}


def _told(m: Said, part: tuple[Token, ...]) -> Told:
    sides = tuple(side for n in range(len(part)) for side in EACH[_side_at(part, n)])
    times = tuple(_ms(token) for n, token in enumerate(part) if _lasts(part, n))
    alike = any(token.text in ALIKE for token in part)
    return Told(tuple(dict.fromkeys(sides)), times, _denies(part), alike)


def _side_at(part: tuple[Token, ...], n: int) -> str:
    """ "Gone in one": how long that takes, not which way."""
    counted = any(token.cat in COUNTS for token in part[n + 1 : n + 2])
    within = part[n].text == "in" and counted and any(map(_side, part[:n]))
    return "" if within else _side(part[n])


def _denies(part: tuple[Token, ...]) -> bool:
    """ "No fade", "don't fade it out"; "not abruptly" wants one."""
    denied = [
        n for n, t in enumerate(part) if t.cat in DENYING and not _asks(t) and not _ceases(part, n)
    ]
    if any(t.cat in FADES for t in part[:-1]) and _ends_it(part):
        return True
    taken = {"take", "off"} <= {t.cat for t in part} and any(t.cat in FADES for t in part)
    return taken or any(t.cat in FADES for n in denied for t in part[n + 1 : n + 1 + NEAR])


def _ends_it(part: tuple[Token, ...]) -> bool:
    """ "Can go", "isn't needed", 不要了: the clause ends with that, said of what it names."""
    last, rows = part[-1], pairwise(part)
    gone = last.cat == "remove" and (last.text in GOING or not last.text.isascii())
    needless = any(a.cat == "not" and b.text in NEEDED for a, b in rows)
    return gone or needless or last.text in REFUSING


def _ceases(part: tuple[Token, ...], n: int) -> bool:
    """ "I want the music to stop more softly": it ends."""
    return part[n].text == "stop" and any(t.cat in CEASING for t in part[max(n - 1, 0) : n])


def _asks(token: Token) -> bool:
    """ "Can't it", and "fade it out with the video"."""
    return token.text in ASKING or token.text.endswith("out with")


def _weak(m: Said) -> Iterator[str]:
    """The end that a way tells."""
    found = {WAYS[t.cat] for t in m.tokens if t.cat in WAYS}
    found |= {INTO for t in m.tokens if t.text in LOUDENING}
    yield from found if len(found) == 1 else ()


def _lasts(part: tuple[Token, ...], n: int) -> bool:
    """A time, or a number alone where one is expected."""
    token, before = part[n], part[max(n - 1, 0) : n]
    if token.cat in ("num", "one"):
        return is_number(token) or not before or before[0].cat in LASTING
    return token.cat in ("time", "gain", "span") or (token.cat == "ref" and len(token.value) > 1)


def _side(token: Token) -> str:
    """How the music comes, or how it goes."""
    if token.cat == "moment":
        return MOMENTS.get(token.value, "")
    if token.cat == "span" or (token.cat == "ref" and len(token.value) > 1):
        return _end(token.value[0])
    if token.cat not in SIDES and token.text.endswith((" out", "out with")):
        return OUT
    return SIDES.get(token.cat, WORDS.get(token.text, ""))


def _end(start: int) -> str:
    """The last five seconds, the first four."""
    return OUT if start < 0 else INTO if start in (0, 1) else ""


def _ms(token: Token) -> int:
    """A bare number beside a time is one of seconds, and so is "the last four"."""
    match token.cat:
        case "time" | "gain":
            return int(token.value)
        case "span":
            start, length = token.value
            return int(length or (start if 0 < (start or 0) <= LONGEST_MS else 0))
        case "ref":
            return len(token.value) * 1000
        case _:
            return int(token.value * 1000)
