"""What becomes of the clips that are named, and of the others: they stay, or they go."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.said import Said, is_number
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
STAYS: Final = "stays"
GOES: Final = "goes"
EXCEPT: Final = "except"
MERE: Final = frozenset(
    ("all", "each", "whatever", "except", "ref", "ord", "num", "and", "comma", "stop", "pic")
)
ALL: Final = frozenset({"all", "each", "whatever"})
OTHERS: Final = "others"
# What is said to stay, and what to go: by category, and by how it is written.
STAYING: Final = frozenset({"keep", "show", "add", "love", "praise", "keep_only"})
GOING: Final = frozenset({"remove", "no", "not", "cleared"})
STAYING_WORDS: Final = frozenset(
    ("use", "用", "using", "stays", "stay", "remain", "remains", "staying", "keeping", "keepers")
)
GOING_WORDS: Final = frozenset(
    (
        *("go", "goes", "gone", "going", "cut", "kick", "throw", "leave out", "out", "leaves"),
        *("hate", "hates", "hated", "dislike", "rubbish", "garbage", "junk", "trash", "crap"),
        *("zap", "zapped", "axe", "axed", "nuke", "yeet", "scrap", "scrapped", "甩", "撤"),
        *(
            "dispensed",
            "spare",
            "withdraw",
            "withdrawn",
            "omit",
            "omitted",
            "免",
            "抽",
            "废",
            "废片",
            "剔",
            "扔",
            "丢",
        ),
    )
)
# A value of something else: such a clause says how clips are, not that they go.
VALUES: Final = frozenset(
    (
        "time",
        "longer",
        "shorter",
        "look",
        "motion",
        "style",
        "to_black",
        "fade",
        "percent",
        "factor",
        "faster",
    )
) | frozenset(("slower", "louder", "quieter", "adjust", "mute", "fold", "length", "quote"))
# "Not the fifth" spares it; "I don't want the fifth" does not.
SPARING: Final = frozenset({"not", "不是", "不"})
BESIDE: Final = 2
# One of several that are alike goes, or stays.
ALIKE: Final = ("are the same", "identical", "duplicates", "lookalike", "重复", "一样", "连拍")
ENOUGH: Final = frozenset({"enough", "plenty", "sufficient", "够了", "就够", "足够", "足矣"})
RANGED: Final = ("from ", "after ", "before ")
FORMER: Final = "former"
LATTER: Final = "latter"
SHORT: Final = 4
# The one or the other of two.
FACING: Final = {
    **dict.fromkeys(("former", "the former", "before", "earlier", "the earlier"), FORMER),
    **dict.fromkeys(("latter", "the latter", "after", "later", "the later"), LATTER),
}
BOTH: Final = frozenset({"both", "them", "them both", "they", "它们", "都"})
ALONE: Final = frozenset({"stop", "it", "out", "remove", "keep", "off", "word", "num"})
PEOPLE: Final = frozenset(
    (
        *("parent", "mother", "mum", "mom", "dad", "father", "kid", "child", "person", "friend"),
        *("student", "guest", "client", "customer", "colleague", "family", "boy", "girl", "guy"),
    )
)
ONE: Final = frozenset({"one", "一张", "一个", "一段", "1张", "1个"})


def fate(token: Token) -> str:
    """Whether a word says that something stays or goes; "" where it says neither."""
    if token.cat == "love":
        return GOES if "n't" in token.text or "hate" in token.text else STAYS
    if token.cat in GOING or token.text in GOING_WORDS:
        return GOES
    return STAYS if token.cat in STAYING or token.text in STAYING_WORDS else ""


def other(found: str) -> str:
    """The opposite."""
    return {STAYS: GOES, GOES: STAYS}.get(found, "")


def of_the_others(m: Said) -> str:
    """ "All but the third may go", "all fine but the third, delete it": what the others do."""
    parts = list(parts_of(m.tokens))
    here = next((n for n, part in enumerate(parts) if _at(part, EXCEPT) >= 0), 0)
    told = parts[here]
    at = _at(told, EXCEPT)
    before, after = told[:at], parts[here + 1 :]
    apart = next((found for part in (told[at + 1 :], *after) if (found := _of_them(part))), "")
    return (
        apart
        or _first(before[::-1])
        or _last_word(told[at + 1 :])
        or next((found for part in after if (found := _last_word(part))), "")
        or next((found for part in parts[:here][::-1] if (found := _first(part[::-1]))), "")
        or _by_default(m.tokens)
    )


def _by_default(tokens: Tokens) -> str:
    """Nothing is said: all are shown but those. Verbs that nobody knows are those of removing."""
    if all(token.cat in MERE for token in tokens):
        return STAYS
    at = next((n for n, token in enumerate(tokens) if token.cat in ALL), 0)
    return GOES if at > 0 and tokens[at - 1].cat == "word" else ""


def others_go(m: Said) -> bool:
    """ "2 and 5 stay, the others don't", "3 and 4 are lovely, the other two can go"."""
    parts = list(parts_of(m.tokens))
    named = [part for part in parts if any(m.places_of(t) for t in part)]
    apart = [part for part in named if _at(part, OTHERS) < 0]
    return (
        len(apart) == len(named)
        and any(_of_them(p) == GOES for p in parts)
        and not any(map(goes, apart))
    )


def _of_them(part: Tokens) -> str:
    """What is said of the others by that name."""
    at = _at(part, OTHERS)
    return (_first(part[at:]) or _first(part[:at][::-1])) if at >= 0 else ""


def _last_word(part: Tokens) -> str:
    """What follows who is excepted is said of all the others, unless "it" comes in between."""
    found = _first(part)
    return other(found) if any(t.cat == "it" for t in part) else found


def _first(tokens: Sequence[Token]) -> str:
    return next((found for token in tokens if (found := fate(token))), "")


def _at(part: Tokens, cat: str) -> int:
    return next((n for n, token in enumerate(part) if token.cat == cat), -1)


def excepted(m: Said) -> e.Clips:
    """Those that are named behind "except" in its clause, else all that are named."""
    for part in parts_of(m.tokens):
        at = _at(part, EXCEPT)
        told = Said(part[at + 1 :], m.traits, m.asked, m.known)
        if at >= 0 and told.chosen:
            return told.chosen
    return ()


def spared(m: Said) -> e.Clips:
    """Of those that are named beside some that go the ones that stay, or that are only told of.

    "Out with 5 while 3 stays", "not the fifth", "drop 3, and the first one needs more time".
    """
    parts = list(parts_of(m.tokens))
    gone = {p for part in parts if goes(part) for t in part for p in m.places_of(t)}
    found: list[int] = []
    for part in parts:
        aside = gone and not goes(part) and (_first(part) or VALUES & {t.cat for t in part})
        for n, token in enumerate(part):
            places = m.places_of(token) if token.cat != "num" or is_number(token) else ()
            found += places if aside or _is_spared(part, n) else ()
    return tuple(found)


def goes(part: Tokens) -> bool:
    return any(fate(token) == GOES for token in part)


def _is_spared(part: Tokens, n: int) -> bool:
    before, after = part[max(n - BESIDE, 0) : n], part[n + 1 : n + BESIDE]
    held = before[-1:] and before[-1].cat == "keep" and before[-1].text.isascii()
    denied = any(t.text in SPARING for t in before[-1:])
    undone = [t.cat for t in before] in (["not", "remove"], ["no", "remove"])
    return bool(held or denied or undone or any(t.text in STAYING_WORDS for t in after))


def of_twins(m: Said, places: e.Clips) -> e.Clips:
    """Of clips that are alike those that go, where one shall go or stay; () where none is said.

    "6 and 7 are the same, kick one out", "4 to 7 are alike, keep just one of them".
    """
    if gone := _of_a_pair(m) or _likened(m) or _of_some(m):
        return gone
    if len(places) < BESIDE or any(t.text in BOTH for t in m.tokens if t.cat != "it"):
        return ()
    parts = [part for part in parts_of(m.tokens) if not _named(m, part)]
    one = next((part for part in parts_of(m.tokens) if _has_one(part)), ())
    if one and (goes(one) or _first(one) or any(t.text in ENOUGH for t in one)):
        return places[-1:] if goes(one) else places[1:]
    alike = any(t.text.startswith(ALIKE) for t in m.tokens)
    mere = alike and not parts and not any(goes(part) for part in parts_of(m.tokens))
    return places[-1:] if len(places) == BESIDE and (mere or len(one) == 1) else ()


def _likened(m: Said) -> e.Clips:
    """ "3 is the same as 2"."""
    told = [t for t in m.tokens if t.cat != "stop"]
    alike = [bool(m.places_of(t)) for t in told] == [True, False, True] and told[1].cat == "as"
    return m.places_of(told[0]) if alike else ()


def _of_a_pair(m: Said) -> e.Clips:
    """Which of two goes, by where it stands of the two; () where that is not said."""
    every = list(parts_of(m.tokens))
    pair = next((p for part in every if len(p := _named(m, part)) == BESIDE), ())
    later = [part for part in every if _named(m, part) != pair]
    ranks = [place for part in later for place in _named(m, part)]
    side = _sided(later) if pair and not {*pair} & {*ranks} else ""
    return {FORMER: pair[:1], LATTER: pair[1:]}.get(side, ())


def _of_some(m: Said) -> e.Clips:
    """ "2 and 3 are duplicates, withdraw the third": who goes of those that are alike."""
    *parts, last = parts_of(m.tokens)
    row = next((p for part in parts if len(p := _named(m, part)) >= BESIDE and _is_told(part)), ())
    gone = _named(m, last)
    return gone if goes(last) and gone and {*gone} < {*row} else ()


def _is_told(part: Tokens) -> bool:
    """Nothing is done to them, or they are said to be alike."""
    return not goes(part) or any(word in t.text for t in part for word in ALIKE)


def goes_alone(m: Said) -> bool:
    """ "Lose everything from six on", 第四张往后的都不留: who is named goes, nobody stays."""
    parts = [part for part in parts_of(m.tokens) if _named(m, part)]
    told = [t for part in parts for t in part]
    stays = [
        t for one, t in pairwise((Token(""), *told)) if fate(t) == STAYS and one.text not in SPARING
    ]
    every = [then for one, then in pairwise(told) if one.cat in ALL]
    ranged = all(then.text.startswith(RANGED) for then in every)
    barred = any(t.cat in (OTHERS, EXCEPT, "only") for t in m.tokens)
    return len(parts) == 1 and _goes_with(m, parts[0]) and not stays and ranged and not barred


def _goes_with(m: Said, part: Tokens) -> bool:
    """It is said right before them or behind them, not of something else."""
    at = next(n for n, token in enumerate(part) if m.places_of(token))
    before = [t for t in part[:at] if t.cat not in ALL and t.text != "ones"]
    return goes(tuple(before[-1:])) or goes(part[at + 1 : at + 1 + BESIDE])


def _named(m: Said, part: Tokens) -> e.Clips:
    return tuple(place for t in part for place in m.places_of(t))


def _sided(parts: Sequence[Tokens]) -> str:
    """Which of two goes: "keep the former and bin the latter", 留后面那张."""
    for part in parts:
        sides = [side for t in part if (side := facing(t))]
        fate_ = _first(part)
        if len(sides) == 1 and fate_ and (len(part) <= SHORT):
            (side,) = sides
            return side if fate_ == GOES else {FORMER: LATTER, LATTER: FORMER}[side]
    return ""


def facing(token: Token) -> str:
    """ "The first of them", "the second one"."""
    places = token.value if token.cat == "ref" else (token.value,) if token.cat == "ord" else ()
    ranked = {(1,): FORMER, (2,): LATTER, (-1,): LATTER}.get(tuple(places), "")
    return FACING.get(token.text) or FACING.get(token.cat) or ranked


def _has_one(part: Tokens) -> bool:
    """One alone: "one movie", "one is blurry" and "one parent" are none."""
    after = (*part[1:], Token("stop"))
    return any(
        (t.cat in ("one", "count") and t.text in ONE)
        and (then.cat in ALONE and then.text not in PEOPLE)
        for t, then in zip(part, after, strict=True)
    )
