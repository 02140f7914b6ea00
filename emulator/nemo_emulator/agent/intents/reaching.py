"""How far a length or a speed reaches: who is left out, who comes next, who has one of their own.

Read once it is known that lengths are meant, before the wishes are told apart.
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import reduce
from nemo_emulator.agent.intents.clauses import EXCEPT, Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.lasting import NORMAL
from nemo_emulator.agent.intents.owners import AMOUNTS, RELATIVE, RUNNING, TOUCHING
from nemo_emulator.agent.intents.pointing import without_these
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.pattern import Match, Rules, reduce_all
from nemo_emulator.agent.tokens import IDLE, Token

Owner = tuple[str, ...]
LENGTHS: Final = frozenset({"SetSeconds", "Extend", "Scale", "SetSpeed", "Trim"})
SPEED: Final = "SetSpeed"
TRIM: Final = "Trim"
OTHERS: Final = "others"
NAMED: Final = frozenset({"ref", "ord", "num"})
TOTAL: Final = "SetTotal"
MOST: Final = 60
LESS: Final = frozenset({"from", "off"})
UNABLE: Final = frozenset({"不", "唔", "不行", "不能", "不可以"})
MADE: Final = ["make", "it", "num"]
PUT: Final = ["set", "it", "num"]
TIMES: Final = frozenset({"time", "gain", "span"})
SHARES: Final = frozenset({"factor", "fold", "half", "scale", "percent"})
WAYS: Final = frozenset(("longer", "shorter", "extend", "shorten", "lengthen", "faster", "slower"))
TOLD: Final = (AMOUNTS - {"num", "one"}) | WAYS | {"slowmo"}
DENYING: Final = ("not", "no")
# Beside a clip that is denied, these say nothing more.
BESIDE: Final = NAMED | {"not", "no", "pic", "clip", "video", "one", "in", "for", "and", "comma"}
STAYING: Final = frozenset({"keep", "noop", "praise", "shrug"})
STAYS: Final = frozenset(("stay", "stays", "untouched", "as is", "fine", "perfect", "别动", "不变"))
THOUGH: Final = frozenset({"though", "however", "please", "obviously", "ok"})
# Beside whom is left out; 只 counts animals.
EXCEPTED: Final = frozenset({EXCEPT, "and", "comma", "pic", "clip", "for", "only"})
SPOT_ON: Final = ("spot", "in")
EACH: Final = frozenset({"each", "both", "各", "都"})
ENDS: Final = {"both_ends": (1, -1)}
MIDDLE: Final = "中间"
GIVING: Final = frozenset({"make", "set"})
DEGREES: Final = WAYS | {"bit", "much"}
STANDING: Final = frozenset({"what's", "whats", "what is", "whatever's", "whatever is", "who's"})
LEADING: Final = frozenset({"in", "for", "to", "at"})


def _count(m: Match) -> int | None:
    """ "12 beach photos"."""
    number, *_, noun = m.tokens
    return int(number.value) if is_number(number) and noun.text.endswith("s") else None


def _at(m: Match) -> int | None:
    start, length = m.one("span")
    return start if length is None and m.one("span") and m.tokens[-1].text[:3] == "at " else None


def _few(m: Match) -> e.Clips | None:
    """ "The first two 3 seconds"."""
    end, count = m.one("ord"), int(m.one("num"))
    fits = end in (1, -1) and 1 < count <= MOST and not is_number(m.tokens[1])
    return tuple(range(1, count + 1) if end > 0 else range(-count, 0)) if fits else None


def _past(m: Match) -> int | None:
    """ "Everything past the third"."""
    n = int(m.one("ord", "num"))
    return n + 1 if n > 0 and all(t.value is None for t in m.tokens[:-1]) else None


FEW: Final = reduce("ref", "ord num (?=time)", _few)
FROM: Final = "from_clip"
RULES: Final = (
    reduce(FROM, "(all|whatever) (past|after) (ord|num) (?!unit|secs)", _past),
    reduce("count", "num (word|subject) pic", _count),
)
AT: Final = reduce("time", "(?<=[all each ref]) span", _at)


def reached(
    parts: Sequence[Tokens], owners: Sequence[Owner], kinds: Sequence[str], known: Facts | None
) -> tuple[tuple[Tokens, ...], list[Owner]]:
    """The clauses with the clips that their lengths are for; what asks for nothing is gone."""
    told, owners = list(parts), list(owners)
    lengths = LENGTHS | {TOTAL}
    if not known or not known.size or not set(kinds) & lengths:
        return tuple(told), owners
    shaped = bool(set(kinds) & (RUNNING - {"Make"}))
    mine = [set(owner) <= LENGTHS and (bool(owner) or not shaped) for owner in owners]
    for change in (_placed,) if shaped else CHANGES:
        told = change(told, mine, kinds, known.size)
    return tuple(told), owners if shaped else _ways(told, owners, kinds)


def _ways(parts: Sequence[Tokens], owners: Sequence[Owner], kinds: Sequence[str]) -> list[Owner]:
    """ "Longer the first, shorter the last": who has a way of its own has a wish of its own."""
    ours = tuple(kind for kind in kinds if kind in RELATIVE)
    told = [_is_way(part) for part in parts]
    owned = [told[n] and set(owner) & RELATIVE for n, owner in enumerate(owners)]
    if len(ours) != 1 or not any(owned):
        return list(owners)
    return [owner or (ours if told[n] else owner) for n, owner in enumerate(owners)]


def _is_way(part: Tokens) -> bool:
    cats = {token.cat for token in part}
    named = bool(_places(part)) or OTHERS in cats
    return named and len(cats & WAYS) == 1 and not cats & TIMES


Parts = list[Tokens]


@cache
def _rules(*, written: bool, trimmed: bool) -> Rules:
    return Rules((*RULES, *(() if written else (AT,)), *(() if trimmed else (FEW,))))


def _read(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """ "12 beach photos" are counted; "all at 2.5 s" is a length."""
    rules = _rules(written="AddText" in kinds, trimmed=TRIM in kinds)
    told = [_meant(reduce_all(part, rules)) for part in parts]
    return [
        tuple(
            Token("ref", tuple(range(t.value, size + 1)), t.text) if t.cat == FROM else t
            for t in part
        )
        for part in told
    ]


def _meant(part: Tokens) -> Tokens:
    """ "10s per pic, make it 4": the last word counts."""
    times = [n for n, token in enumerate(part) if token.cat == "time"]
    told = [token.cat for token in part[-3:]]
    if len(times) != 1 or times[0] > len(part) - 4 or told not in (MADE, PUT):
        return part
    last = Token("time", round(part[-1].value * 1000), part[-1].text)
    return (*part[: times[0]], *part[times[0] + 1 : -1], last)


def _limited(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """ "30 seconds, not a second more": no second is added."""
    timed = [any(token.cat in ("time", "total") for token in part) for part in parts]
    if TOTAL not in kinds:
        return parts
    return [(IDLE,) if any(timed[:n]) and _is_limit(part) else part for n, part in enumerate(parts)]


def _is_limit(part: Tokens) -> bool:
    cats = {token.cat for token in part}
    more = "gain" in cats or {"time", "longer"} <= cats
    return more and (part[0].cat in DENYING or any(t.text in UNABLE for t in part))


def _placed(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """ "A second less on the first", 头尾: those are clips, where no film is trimmed."""
    if TRIM in kinds:
        return parts
    return [
        tuple(_clip(part, n) for n in range(len(part))) if own else part
        for part, own in zip(parts, mine, strict=True)
    ]


def _clip(part: Tokens, n: int) -> Token:
    token = part[n]
    others = token.cat == "between_clips" or (
        token.cat == "between" and not any(t.cat in NAMED for t in part)
    )
    if others and token.text.startswith(MIDDLE):
        return Token(OTHERS, None, token.text)
    place = _place(part, n)
    return Token("ref", place, f"the {token.text}") if place else token


def _place(part: Tokens, n: int) -> e.Clips:
    """The clip that a word is by where it stands: "make the first longer", "a second off two"."""
    token, before, after = part[n], part[max(n - 1, 0) : n], part[n + 1 : n + 2]
    if token.cat in ENDS:
        return ENDS[token.cat]
    if token.text == "last for" and not n:
        return (-1,)
    if token.cat in ("slot", "moment"):
        return _spot(part, token) if not n else ()
    ends = not after and bool(before)
    if token.cat == "num" and ends and before[0].cat in LESS and 0 < token.value <= MOST:
        timed = any(t.cat in ("time", "gain") for t in part)
        return (int(token.value),) if timed else ()
    given = any(t.cat in GIVING for t in before) or any(t.cat in DEGREES for t in after)
    edge = token.cat == "ord" and token.value in (1, -1) and given
    led = token.cat == "ord" and bool(before) and _is_led(before[0], after)
    return (token.value,) if edge or led else ()


def _spot(part: Tokens, token: Token) -> e.Clips:
    """末尾多停三秒，第5位的久一点: who stands there, where nobody else is named."""
    alone = sum(t.cat in (*NAMED, "slot", "moment", OTHERS) for t in part) == 1
    if token.text.isascii() or not alone or not _is_told(part):
        return ()
    return (int(token.value),) if token.cat == "slot" else ((1 if token.value == "start" else -1),)


def _is_led(before: Token, after: Tokens) -> bool:
    """ "Six seconds on the first", "what's first now"."""
    return (before.cat in LEADING and not after) or before.text in STANDING


def _normal(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """ "The first at double speed, the second back to normal"."""
    if SPEED not in kinds:
        return parts
    usual = [own and _is_usual(part) for part, own in zip(parts, mine, strict=True)]
    if not any(usual) or len(parts) < 2:
        return parts
    return [
        tuple(_paced(token) for token in part) if own else part
        for part, own in zip(parts, mine, strict=True)
    ]


def _is_usual(part: Tokens) -> bool:
    """It is some clips' own speed that is told, and no other one."""
    cats = {token.cat for token in part}
    return bool(cats & (NAMED | {OTHERS}) and any(map(_is_own, part)) and not cats & SHARES)


def _is_own(token: Token) -> bool:
    return token.text in NORMAL


def _paced(token: Token) -> Token:
    if _is_own(token):
        return Token("factor", 1.0, token.text)
    return Token("factor", 0.5, token.text) if token.cat == "slowmo" else token


def _spared(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """ "Everything half as long. Not the last": it is said of the others, or of who is named."""
    if any(token.cat == OTHERS for part in parts for token in part):
        return parts
    done = list(parts)
    for n, part in enumerate(parts):
        wish = next((m for m in range(n - 1, -1, -1) if _is_told(parts[m])), None)
        if wish is None or not mine[n] or not mine[wish] or not _is_left(part):
            continue
        done[n] = (IDLE,)
        if not any(t.cat in (*NAMED, EXCEPT) and t.value != () for t in done[wish]):
            done[wish] = _of(without_these(_places(part), size), done[wish])
    return done


def _is_told(part: Tokens) -> bool:
    return any(token.cat in TOLD for token in part)


def _is_left(part: Tokens) -> bool:
    """ "Not the first one", "3 stays", 第二个别碰."""
    cats, texts = ({getattr(token, name) for token in part} for name in ("cat", "text"))
    if cats & TOLD or not _places(part):
        return False
    denied = part[0].cat in DENYING and all(t.cat in BESIDE or t.text in THOUGH for t in part)
    still = cats & STAYING or texts & STAYS or SPOT_ON in pairwise(t.cat for t in part)
    return bool(denied or still or (cats & {*DENYING} and texts & TOUCHING))


def _excepted(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """除了第一张之外，其他都两秒."""
    done = list(parts)
    for n, (one, then) in enumerate(pairwise(parts)):
        left = {t.cat for t in one} <= NAMED | EXCEPTED
        others = any(token.cat == OTHERS for token in then)
        if one[0].cat == EXCEPT and left and _places(one) and others and mine[n + 1]:
            rest = tuple(token for token in then if token.cat != OTHERS)
            done[n], done[n + 1] = (IDLE,), _of(without_these(_places(one), size), rest)
    return done


def _counted_off(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """ "All but the first one 3 seconds, the first 6": seconds, of the one that was left out."""
    done = list(parts)
    for n, (one, then) in enumerate(pairwise(parts)):
        cats = {token.cat for token in one}
        token = then[0]
        row = token.value if token.cat == "ref" and len(then) == 1 else ()
        same = _places(one) in (row[:1], row[-1:]) and len(row) > 1 and is_number(token)
        if same and mine[n] and {EXCEPT, "time"} <= cats:
            time = Token("time", len(row) * 1000, token.text)
            done[n + 1] = (Token("ref", _places(one), token.text), time)
    return done


def _following(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """ "The first 3 pics 2 seconds, the next 3 pics 4"."""
    done = list(parts)
    for n, (one, then) in enumerate(pairwise(parts)):
        places = _places(done[n])
        count = next((int(t.value) for t in then if t.cat == "count"), 0)
        first = places == tuple(range(1, len(places) + 1)) and len(places) > 1
        room = len(places) + count <= size
        if first and count > 1 and room and mine[n + 1] and _is_told(one) and _is_told(then):
            rest = tuple(token for token in then if token.cat != "count")
            last = len(places) + count
            done[n + 1] = _of(tuple(range(len(places) + 1, last + 1)), rest)
    return done


def _listed(parts: Parts, mine: Sequence[bool], kinds: Sequence[str], size: int) -> Parts:
    """ "The kitchen (2) and the garden (5) 5 seconds each"; "1st and last 5s"."""
    done = list(parts)
    for n, (one, then) in enumerate(pairwise(parts)):
        named = [token for token in one if token.cat in ("ref", "ord") and token.value != ()]
        named = named or [t for t in one[-1:] if t.cat == "num" and is_number(t)]
        alone = len(named) == 1 and not _is_told(one) and not _is_left(one)
        ours = mine[n] and mine[n + 1] and EXCEPT not in {t.cat for t in one}
        if alone and ours and (_is_each(then) or (len(one) == 1 and _is_edge(then[0]))):
            done[n], done[n + 1] = (IDLE,), _with(named[0], then)
    return done


def _with(named: Token, then: Tokens) -> Tokens:
    """That one, and who is named there."""
    if named.cat != "num":
        return (named, Token("and", None, "and"), *then)
    rest = tuple(t for t in then if t.cat not in NAMED)
    return _of((*_places((named,)), *_places(then)), rest)


def _is_each(part: Tokens) -> bool:
    each = any(token.cat in EACH or token.text in EACH for token in part)
    return each and _is_told(part) and bool(_places(part))


def _is_edge(token: Token) -> bool:
    """ "Last 5s" is the last one for 5 seconds, behind "first and"."""
    return token.cat == "span" and bool(token.value[1]) and token.value[0] in (0, -token.value[1])


def _places(tokens: Sequence[Token]) -> e.Clips:
    rows = [
        t.value if t.cat == "ref" else (t.value,)
        for t in tokens
        if t.cat in ("ref", "ord") or (t.cat == "num" and is_number(t))
    ]
    return tuple(int(place) for row in rows for place in row if place == int(place))


def _of(places: e.Clips, tokens: Tokens) -> Tokens:
    """With these clips, for all of them."""
    rest = tuple(t for t in tokens if t.cat not in ("all", "total") and t.value != ())
    return (Token("ref", places, "those"), *rest)


CHANGES: Final[tuple[Callable[[Parts, Sequence[bool], Sequence[str], int], Parts], ...]] = (
    _read,
    _limited,
    _placed,
    _normal,
    _excepted,
    _counted_off,
    _spared,
    _following,
    _listed,
)
