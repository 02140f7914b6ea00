"""Words that point at what was named: "those two", "the other three", "the one before it"."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
THOSE: Final = frozenset({"those", "these", "them", "这", "那", "此"})
NOUNS: Final = frozenset(("pic", "clip", "video", "word", "unit", "title", "transition", "spot"))
SIDES_OF: Final = {
    **dict.fromkeys(("前", "最前", "最前面", "开头", "前面"), 1),
    **dict.fromkeys(("后", "最后", "末尾", "结尾", "后面", "最后面"), -1),
}
FEW_FILMS: Final = re.compile(
    r"^(?:the )?(?:first|last|final|前|后|最后|末).*(?:videos|vids|films|视频|录像)$"
)
MOST: Final = 60
CHOOSING: Final = frozenset({"remove", "keep", "only", "keep_only"})
MINE: Final = frozenset({"these", "这"})
OTHER: Final = frozenset({"other", "the other", "remaining", "另外", "另", "其他", "其余", "剩下"})
# "The two at the end", "these two photos I sent" say which by what follows.
OPEN: Final = frozenset({"moment", "at", "newest", "arrived", "unit", "times", "more_media"})
FEW_BEFORE: Final = ["few", "before"]
FEW_AFTER: Final = ["few", "after"]
MANY: Final = 1
LAST: Final = -1
THAT_ONE: Final = frozenset({"那张", "那段", "那个", "那一张"})
BESIDE: Final = frozenset({"it", "number_word", "ord"})
ALONE: Final = frozenset({"those", "these"})
THAT: Final = frozenset({"that", "this"})
THOSE_BEFORE: Final = THAT | ALONE
HANGING: Final = THOSE_BEFORE | THAT_ONE | {"after that"}
GONE: Final = frozenset({"remove", "out"})
SIDES: Final = {"before": -1, "after": 1}
# Where something is put beside it, it is no part of its name.
PUTTING: Final = frozenset(
    ("put", "move", "add", "newest", "insert", "arrived", "more_media", "replace", "duplicate")
)
FOLLOWING: Final = {
    **dict.fromkeys(("follow", "follows", "following"), "after"),
    **dict.fromkeys(("precede", "precedes"), "before"),
}
CLOSELY: Final = "紧"
COUNTED: Final = frozenset({"num", "one"})
ENDS: Final = frozenset({"stop", "mark", "comma", "then", "but", "and"})
NAMES: Final = frozenset({"ref", "ord", "num"})
NAMING: Final = frozenset({"ref", "films"})


def pointed_out(tokens: Tokens) -> Tokens:
    """With "those two" as a pronoun, "the other two" as the others, "after that" as beside it."""
    tokens = _close(tokens)
    if not any(token.cat in COUNTED or token.text in HANGING for token in tokens):
        return tokens
    found: list[Token] = []
    for n, token in enumerate(tokens):
        if token.cat in COUNTED or token.text in HANGING:
            found = _grouped(found, tokens, n) or _hanging(found, token) or _few(found, tokens, n)
        else:
            found.append(token)
    return tuple(found)


def _close(tokens: Tokens) -> Tokens:
    """紧跟着: the "and" in it is none."""
    if CLOSELY not in [token.text for token in tokens]:
        return tokens
    pairs = zip((Token(""), *tokens), tokens, strict=False)
    return tuple(
        Token("after", None, t.text) if before.text == CLOSELY and t.cat == "and" else t
        for before, t in pairs
    )


def _grouped(found: list[Token], tokens: Tokens, n: int) -> list[Token]:
    """So many, of those that were named or of the others; [] where it is neither."""
    token, last, after = tokens[n], found[-1:], tokens[n + 1 : n + 2]
    if token.cat != "num":
        return []
    if row := _at_an_end(last, token, tokens[n + 1 : n + 3]):
        return [*found[:-1], row]
    told = [t.cat for t in found if t.cat != "filler"][-1:]
    if told and told[0] in CHOOSING and _are_pieces(tokens[n + 1 : n + 3]):
        return [*found, Token("few", 0, f"{token.text}个")]
    if not _counts(token) or any(t.cat in OPEN for t in after):
        return []
    if any(t.text in OTHER for t in last):
        return [*found[:-1], Token("others", int(token.value), f"the other {token.text}")]
    those = _are_those(found) and not _are_mine(found, after)
    return [*found[:-1], Token("it", None, "those")] if those else []


def _at_an_end(last: list[Token], token: Token, after: Tokens) -> Token | None:
    """前三个, 最后两个."""
    side = SIDES_OF.get(last[0].text, 0) if last else 0
    if not side or not _are_pieces(after) or not 0 < token.value <= MOST:
        return None
    count = int(token.value)
    row = range(1, count + 1) if side > 0 else range(-count, 0)
    return Token("ref", tuple(row), f"{last[0].text}{token.text}个")


def _are_pieces(after: Tokens) -> bool:
    """前三个, and no noun: so many clips."""
    return [t.text for t in after[:1]] == ["个"] and not any(t.cat in NOUNS for t in after[1:])


def _hanging(found: list[Token], token: Token) -> list[Token]:
    """What a pronoun hangs on; [] where there is none."""
    if token.text == "after that" and any(t.cat in ("few", "pic", "clip") for t in found[-1:]):
        return [*found, Token("after", None, "after"), Token("it", None, "that")]
    if token.text in THOSE_BEFORE and [t.cat for t in found[-2:]] in (FEW_BEFORE, FEW_AFTER):
        return [*found, Token("it", None, token.text)]
    if token.text in THAT_ONE and len(found) > 1 and found[-1].cat in SIDES:
        return [*found[:-2], Token("few", 1, token.text), found[-1], found[-2]]
    return []


def _few(found: list[Token], tokens: Tokens, n: int) -> list[Token]:
    token = tokens[n]
    if token.cat not in COUNTED:
        return [*found, token]
    few = _is_beside(tokens, n) or (_counts(token) and _is_of_them(tokens, n))
    new = Token("few", int(token.value or 1), token.text) if few else token
    return [*found, new]


def _counts(token: Token) -> bool:
    many = token.cat == "num" and token.value == int(token.value) > MANY
    return many and not is_number(token)


def _are_those(before: list[Token]) -> bool:
    """Not the last of those; Chinese says where they are first."""
    there = [t for t in before[:-1] if t.cat != "filler"]
    apart = not there or there[-1].cat in ENDS | {"it"}
    return any(t.text in THOSE and (t.text.isascii() or apart) for t in before[-1:])


def _are_mine(before: list[Token], after: Tokens) -> bool:
    """ "These five images": those that came with the message."""
    return before[-1].text in MINE and any(t.cat in ("pic", "clip", "video") for t in after)


def _is_of_them(tokens: Tokens, n: int) -> bool:
    after = tokens[n + 1 : n + 3]
    return [t.cat for t in after] == ["filler", "it"] and after[0].text == "of"


def _is_beside(tokens: Tokens, n: int) -> bool:
    """ "The one before it", "the two after number 3"."""
    token, after = tokens[n], [t for t in tokens[n + 1 : n + 4] if t.cat != "filler"]
    if after and after[0].text == "after that":
        return token.cat == "one" or _counts(token)
    if [t.text in THAT | ALONE for t in tokens[n + 2 : n + 3]] == [True]:
        after = [*after[:1], Token("it")]
    if len(after) < 2 or after[0].cat not in SIDES or not (token.cat == "one" or _counts(token)):
        return False
    before = tokens[max(n - 1, 0) : n]
    if any(t.cat == "number_word" for t in before):
        return False
    if _counts(token) and after[1].cat != "it":
        return any(t.text == "the" for t in before) and after[1].cat in BESIDE
    digits = after[1].cat == "num" and is_number(after[1]) and token.cat == "one"
    return digits or after[1].cat in BESIDE


def neighbours(tokens: Tokens, size: int) -> Tokens:
    """With the clip for "the one before it", and so many for "the three before it"."""
    followed = _followed(tokens)
    if SIDES.keys().isdisjoint([token.cat for token in followed]):
        return followed
    found: list[Token] = []
    for n, token in enumerate(followed):
        told = found[-2:] if len(found) > 1 else []
        side = SIDES.get(told[-1].cat, 0) if told else 0
        if not side:
            found.append(token)
            continue
        place = _last_named(found, side, size) if token.cat == "it" else _place(token, size)
        side = side if place else 0
        count = _count(told[0]) if side else 0
        first = place + side - _is_gone(tokens[: n - 1], tokens[n:]) if side > 0 else place - count
        fine = count and first > 0 and first + count - 1 <= size and not _is_put(found[:-2])
        if fine:
            text = f"{told[0].text} {told[1].text} {token.text}"
            found = [Token("ref", (place,), t.text) if _names(t, place) else t for t in found]
            found[-2:] = [Token("ref", tuple(range(first, first + count)), text)]
        else:
            found.append(token)
    return tuple(found)


def _followed(tokens: Tokens) -> Tokens:
    """ "6 follows 2"."""
    if FOLLOWING.keys().isdisjoint([token.text for token in tokens]):
        return tokens
    named = [False, *(token.cat in NAMES for token in tokens), False]
    return tuple(
        Token(FOLLOWING[t.text], None, t.text) if t.text in FOLLOWING and one and other else t
        for t, one, other in zip(tokens, named, named[2:], strict=False)
    )


def _count(token: Token) -> int:
    if token.cat == "few":
        return int(token.value)
    return 1 if token.cat in ("pic", "clip") and not token.text.endswith("s") else 0


def _is_put(before: list[Token]) -> bool:
    """ "Put the new one after it"."""
    at = next((n for n in range(len(before), 0, -1) if before[n - 1].cat in ENDS), 0)
    return any(token.cat in PUTTING for token in before[at:])


def _is_gone(before: Tokens, after: Tokens) -> bool:
    """What was named is removed by then, so the next one stands in its place."""
    ends = [n for n, token in enumerate(before) if token.cat in ENDS - {"and"}]
    gone = any(t.cat in GONE for t in before[: ends[-1]]) if ends else False
    return gone and not any(t.cat in GONE for t in (*before[ends[-1] :], *after))


def _names(token: Token, place: int) -> bool:
    return (
        token.cat in ("ord", "num")
        and token.value == place
        and (token.cat == "ord" or is_number(token))
    )


def _last_named(before: list[Token], side: int, size: int) -> int:
    """The one clip that was named last; of several that stand together the one at that side."""
    named = (
        t for t in reversed(before[:-2]) if t.cat in NAMES and (t.cat != "num" or is_number(t))
    )
    token = next(named, Token(""))
    row = [p if p > 0 else p + size + 1 for p in token.value] if token.cat == "ref" else []
    if row and side and row == [*range(row[0], row[0] + len(row))]:
        return int(row[0] if side < 0 else row[-1])
    return _place(token)


def _place(token: Token, size: int = 0) -> int:
    """The one clip that a token names, counted from the first; the last of so many."""
    if token.cat == "ord" and token.value == LAST:
        return size
    if token.cat == "ref":
        return int(token.value[0]) if len(token.value) == 1 and token.value[0] > 0 else 0
    named = token.cat == "ord" or (token.cat == "num" and is_number(token))
    return int(token.value) if named and token.value == int(token.value) > 0 else 0


def of_films(tokens: Tokens, known: Facts) -> Tokens:
    """ "The first two videos", 最后两个视频: of those that move, where there are pictures, too."""
    named = not NAMING.isdisjoint([token.cat for token in tokens])
    return tuple(_of_films(tokens, known)) if named else tokens


def _of_films(tokens: Tokens, known: Facts) -> Iterator[Token]:
    films = tuple(place for place in known.films if place <= known.size)
    for token, after in pairwise((*tokens, Token(""))):
        if token.cat == "ord" and token.value in (1, -1) and after.cat == "films":
            continue
        few = FEW_FILMS.search(token.text) if token.cat == "ref" and films else None
        many = len(token.value) if few else 0
        if many in (0, 1) or many > len(films) or len(films) == known.size:
            yield token
        else:
            yield Token("ref", films[:many] if token.value[0] > 0 else films[-many:], token.text)
