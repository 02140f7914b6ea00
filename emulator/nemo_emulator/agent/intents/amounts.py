"""How much is said: which way it goes, what part of what is now, and how long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final

from nemo_emulator.agent.intents.said import PLAIN, Said
from nemo_emulator.agent.tokens import Token

Ways = Mapping[str, int]
SHARES: Final = frozenset({"percent", "half"})
TIMES: Final = frozenset({"factor", "fold", "duplicate"})
# What stands between a word for a direction and how far it goes.
BARRIERS: Final = frozenset({"stop", "to", "at", "into", "set", "in", "with", "as", "for"})
NEAR: Final = 3
LEAST: Final = 0.01
WORDS: Final = {"more": 1, "less": -1}
# Before one of these, and after, a time is what was or what shall not be.
DENIED: Final = frozenset({"not", "instead"})
PAST: Final = frozenset({"before", "instead"})
# These say it whatever else is said.
PLAINLY: Final = frozenset({"shorten", "lengthen", "speed up", "slow down", "speed it up"})
COMPARED: Final = ("longer", "shorter", "faster", "slower", "quicker", "more quick", "more slow")
# "The volume to 30".
PACES: Final = {"快": "faster", "慢": "slower"}
# "A third is too much, half will do".
EXCESSIVE: Final = frozenset(("too much", "too slow", "too fast", "too little", "太慢", "太快"))
AIMED: Final = (" to ",)
SOMEWHAT: Final = ("点", "些")
MOST_SECONDS: Final = 60
# Right behind a length they find fault with it.
BLAMING: Final = ("太", "有点", "过于", "嫌", "偏", "too ", "a bit too ")
FAULTS: Final = frozenset(
    (
        *("rushed", "hectic", "rushing", "hurried", "frantic", "slow", "fast", "quick", "short"),
        *("long", "ages", "太", "慢", "快", "赶", "急", "短", "长", "仓促"),
    )
)
FAULTY: Final = frozenset({"longer", "shorter", "faster", "slower", "over"})


@dataclass(frozen=True, slots=True)
class Ratio:
    """In times of what is now; ``change`` when it was said how much more or less."""

    value: float
    change: bool = False


def way(m: Said, ways: Ways) -> int:
    """1 for more, -1 for less: by the words, else as the model sees it."""
    seen, margin = m.traits.get("way", ("", 0))
    said = [t for n, t in enumerate(m.tokens) if t.cat in ways and not _compares(m, n)]
    told = {ways[t.cat] for t in said}
    plain = {ways[t.cat] for t in said if t.text in PLAINLY or t.text.endswith(COMPARED)}
    if len(plain) == 1:
        return plain.pop()
    unlike = seen in WORDS and WORDS[seen] not in told
    if len(told) != 1 or (margin >= PLAIN and unlike):
        return WORDS.get(m.trait("way"), 0)
    return told.pop()


def _compares(m: Said, n: int) -> bool:
    """ "The song is louder than the crowd" is no wish for that."""
    return any(token.text == "than" for token in m.tokens[n + 1 : n + 2])


def ratio(m: Said, ways: Ways, reach: int = NEAR) -> Ratio | None:
    """The one that is said; of several, the one aimed at, or else the last.

    A word for a direction as near as ``reach`` before it makes it one of how much more or less.
    """
    places = [n for n, token in enumerate(m.tokens) if _amount(token) is not None]
    plain = [n for n in places if _amount(m.tokens[n]) != 1 or _is_fold(m.tokens[n])]
    fine = [n for n in plain if not _is_excessive(m, n)]
    found = [_ratio(m, n, ways, reach) for n in _numbered(m, fine or plain or places)]
    aimed = [n for n in plain if n and m.tokens[n - 1].cat == "to"]
    if found and len(aimed) == 1:
        return _ratio(m, aimed[0], ways, 0)
    several = len(set(found)) > 1 and len(m.all("ref", "ord")) > 1
    return None if several or not found else found[-1]


def _is_excessive(m: Said, n: int) -> bool:
    rest = takewhile(lambda token: token.cat != "stop", m.tokens[n + 1 :])
    return any(token.text in EXCESSIVE for token in rest)


def _numbered(m: Said, places: list[int]) -> list[int]:
    """ "Not too loud, 60 percent": digits say it best."""
    digits = [n for n in places if any(letter.isdigit() for letter in m.tokens[n].text)]
    return digits or places


def _amount(token: Token) -> float | None:
    if token.cat == "duplicate":
        return 2.0 if token.text == "twice" else None
    if token.cat == "percent":
        return float(token.value) / 100
    return float(token.value) if token.cat in {*SHARES, *TIMES, "scale"} else None


def _is_fold(token: Token) -> bool:
    """快一倍 is twice as fast."""
    return token.text.endswith("倍")


def _ratio(m: Said, n: int, ways: Ways, reach: int) -> Ratio | None:
    token, value = m.tokens[n], _amount(m.tokens[n]) or 0.0
    after, before = _after(m, n, ways), _before(m, n, ways, reach)
    if token.cat in TIMES:
        value = 2.0 if value == 1 and _is_fold(token) else value
        return Ratio(1 / value if value > 1 and (after or before) < 0 else value)
    if any(word in token.text for word in AIMED) or _is_namely(m, n, ways):
        return Ratio(value)
    by = n > 0 and m.tokens[n - 1].cat == "by"
    if token.cat == "scale" or not (by or after or before or _signed(token)):
        return Ratio(value)
    sign = _signed(token) or after or before or way(m, ways)
    changed = Ratio(max(1 + sign * value, LEAST), change=token.cat != "half")
    return changed if sign else None


def _is_namely(m: Said, n: int, ways: Ways) -> bool:
    """小声点，三成: a bit quieter, namely that loud."""
    before = m.tokens[max(n - 1, 0) : n]
    return any(t.cat in ways and t.text.endswith(SOMEWHAT) for t in before) and "louder" in ways


def _signed(token: Token) -> int:
    """ "-15 %": less by so much."""
    return -1 if token.text[:1] in ("-", "−") else 0


def _after(m: Said, n: int, ways: Ways) -> int:
    """ "30 percent longer", not "half as long"."""
    return next((turned(token, ways) for token in m.tokens[n + 1 : n + 2]), 0)


def turned(token: Token, ways: Ways) -> int:
    """1 for more, -1 for less, 0 for neither: 快两成 is faster."""
    return ways.get(token.cat, 0) or ways.get(PACES.get(token.text, ""), 0)


def _before(m: Said, n: int, ways: Ways, reach: int) -> int:
    for token in reversed(m.tokens[max(n - reach, 0) : n]):
        if token.cat in BARRIERS:
            return 0
        if sign := turned(token, ways):
            return sign
    return 0


def time(m: Said) -> int | None:
    """The one that is wanted: "not 30 seconds, 45"; said twice, the latter."""
    told = [n for n, token in enumerate(m.tokens) if token.cat == "time"]
    kept = [n for n in told if not _is_past(m, n)]
    kept = [n for n in kept if not _is_left(m, n)] or kept
    alone = tuple(bare(m)) if not kept else ()
    if len(alone) == 1:
        return int(alone[0] * 1000)
    if not told:
        return None
    first, *_, last = (*(kept or told)[:1], *(kept or told))
    again = any(token.cat == "stop" for token in m.tokens[first:last])
    return int(m.tokens[last if again else first].value)


def unblamed(m: Said) -> Said:
    """Without the length complained of: "3 seconds is too long, make it 2", 3秒有点赶."""
    tokens = m.tokens
    told = [n for n, token in enumerate(tokens) if token.cat == "time" or _is_bare(m, n)]
    blamed = [n for n in told if _faults(tokens, n)]
    if len(blamed) != 1 or len(told) != len(blamed) + 1:
        return m
    n = blamed[0]
    kept = (*tokens[:n], *tokens[n + 1 + _faults(tokens, n) :])
    return Said(kept, m.traits, m.asked, m.known)


def _is_bare(m: Said, n: int) -> bool:
    """A number alone that may be one of seconds."""
    token, led = m.tokens[n], m.tokens[max(n - 1, 0) : n]
    first = not led or led[0].cat in ("stop", "comma", "each", "it", "to", "set", "make", "all")
    digits = token.cat == "num" and token.text.isascii() and 0 < token.value <= MOST_SECONDS
    return digits and first and not _counts(m, n)


def _faults(tokens: tuple[Token, ...], n: int) -> int:
    """How many words right behind it find fault with it."""
    one, *more = (*tokens[n + 1 : n + 3], Token(""))
    if one.cat in FAULTY and (one.text.startswith(BLAMING) or one.cat == "over"):
        return 1
    if one.cat == "bit" and more[0].text in FAULTS:
        return 2
    return int(one.text in FAULTS)


def beside(m: Said, *cats: str) -> Said:
    """Of several times only those right before or after one of these words, if there are."""
    times = [n for n, token in enumerate(m.tokens) if token.cat == "time"]
    close = [n for n in times if _is_beside(m, n, cats)]
    led = [n for n in close if _is_led(m.tokens, n, cats)]
    close = led or close
    gone = {*times} - {*close} if close and len(times) > 1 else set[int]()
    tokens = tuple(t for n, t in enumerate(m.tokens) if n not in gone)
    return Said(tokens, m.traits, m.asked, m.known) if gone else m


def _is_led(tokens: tuple[Token, ...], n: int, cats: tuple[str, ...]) -> bool:
    """总时长45秒 转场0.3秒: Chinese has the noun first."""
    led = tokens[max(n - 1, 0) : n]
    return any(token.cat in cats and not token.text.isascii() for token in led)


def apart_from(m: Said, *cats: str) -> Said:
    """Of several times none that stands right before or after one of these words."""
    times = [n for n, token in enumerate(m.tokens) if token.cat == "time"]
    gone = {n for n in times if _is_beside(m, n, cats)}
    kept = tuple(t for n, t in enumerate(m.tokens) if n not in gone)
    fine = gone and len(gone) < len(times)
    return Said(kept, m.traits, m.asked, m.known) if fine else m


def _is_beside(m: Said, n: int, cats: tuple[str, ...]) -> bool:
    """A word for how long stands before its noun, or one word behind it."""
    before, after = m.tokens[max(n - 2, 0) : n], m.tokens[n + 1 : n + 2]
    last = [t for t in before if t.cat not in ("set", "to", "for", "at", "of")]
    return any(t.cat in cats for t in (*last[-1:], *after))


def _is_past(m: Said, n: int) -> bool:
    before, after = m.tokens[n - 1 : n], m.tokens[n + 1 : n + 2]
    return any(t.cat in DENIED or t.text == "said" for t in before) or any(
        t.cat in PAST for t in after
    )


def _is_left(m: Said, n: int) -> bool:
    """从0.5秒缩到0.2秒, "from 3 seconds to 2": what it is now."""
    led = any(t.cat == "from" for t in m.tokens[max(n - 1, 0) : n])
    return led and any(t.cat in ("to", "reach") for t in m.tokens[n + 1 : n + 2])


def bare(m: Said) -> Iterator[Any]:
    """Numbers that count nothing, as seconds where the unit goes without saying."""
    for n, token in enumerate(m.tokens):
        single = token.cat == "one" and _is_one(m, n)
        fits = (
            (token.cat == "num" or single)
            and token.text.isascii()
            and 0 < token.value <= MOST_SECONDS
        )
        if fits and (not _counts(m, n) or token.value != int(token.value)):
            yield token.value


def _is_one(m: Said, n: int) -> bool:
    """ "Shorter by one", "one less"."""
    before, after = m.tokens[max(n - 1, 0) : n], m.tokens[n + 1 : n + 2]
    return any(t.cat == "by" for t in before) or any(t.text in ("less", "fewer") for t in after)


def _counts(m: Said, n: int) -> bool:
    return bool({token.cat for token in m.tokens[n + 1 : n + 2]} & {"pic", "clip", "word", "video"})
