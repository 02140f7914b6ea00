"""Of the values that were said those that are wanted: people name what they will not have, too."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

# So short is what says nothing else than that something shall go.
SHORT: Final = 5
OFF: Final = frozenset({"off", "rid", "away", "out"})
THINGS: Final = frozenset(
    (
        *("ref", "ord", "num", "pic", "clip", "title", "caption", "subtitle", "text", "music"),
        *("sound", "transition", "all", "others", "intro", "outro", "time"),
    )
)
# What parts one clause from the next.
STOP: Final = Token("stop")
# What follows one of these in its clause is not wanted, up to a verb; "over" is "too much".
DENIALS: Final = frozenset({"no", "not", "remove"})
ONCE: Final = frozenset({"instead", "over"})
VERBS: Final = frozenset({"make", "set", "add", "put", "with", "into", "replace", "only", "but"})
ENOUGH: Final = frozenset({"enough"})
# "Isn't there", "couldn't it": a question that wants it.
QUESTIONS: Final = frozenset(
    {"isn't", "aren't", "can't", "couldn't", "wouldn't", "won't", "shouldn't"}
)
# What they say of what came right before.
REGRETS: Final = frozenset(
    (
        *("mistake", "wrong", "gone", "ugly", "awful", "horrible", "daft", "silly", "stupid"),
        *("childish", "cheap", "wasted", "tacky", "bother", "bothers", "annoying", "annoy"),
        *("hideous", "terrible", "eyesore", "depressing", "boring", "naff", "cheesy", "dizzy"),
        *("seasick", "overkill", "gimmick", "lifted"),
        *("丑", "难看", "错了", "别扭", "土", "俗", "碍眼", "腻"),
        *("呆", "呆板", "死板", "闷", "沉闷"),
    )
)
# "Upright isn't for TV", "landscape won't do": what is said before is not wanted.
POSTPOSED: Final = frozenset(
    (
        *("isn't", "aren't", "wasn't", "won't", "doesn't work", "don't want", "i don't want"),
        *("不要", "不行", "不好", "不想要", "不合适"),
    )
)
# "The sepia on 4 has to go".
GOING: Final = ("has to go", "must go", "should go", "needs to go", "can go", "ought to go")
# What is wrong with a picture, in a word that also names a look.
BLAMED: Final = ("chilly", "freezing")
WISHING: Final = frozenset({"make", "set", "add", "put"})
# "No, actually": what was said before is taken back.
CORRECTING: Final = frozenset({"mistaken"})
ASKING: Final = frozenset({"why", "how come", "怎么", "为什么", "为啥", "怎么是"})
PUSHING: Final = ("push", "shov", "shunt", "slid", "wip", "swip", "sweep", "nudg", "roll")
NEAR: Final = 3
# "It should go through black" is no wish that it goes.
WAYS: Final = frozenset({"style", "to", "into", "color", "from", "motion"})
# "Chuck some grain on it", "knock the colours back" take nothing away.
GIVING: Final = frozenset({"chuck", "chucked", "chucking", "knock", "drop", "cut"})


@dataclass(frozen=True, slots=True)
class Told:
    """Values in order: those that are wanted, and those that are not, with what denies them."""

    wanted: tuple[Any, ...] = ()
    refused: tuple[tuple[Any, str], ...] = ()


def told(m: Said, *cats: str) -> Told:
    """The values of these categories."""
    parts: list[Told] = []
    for part in parts_of(m.tokens):
        back = any(token.cat in CORRECTING for token in part) or is_rid(part, cats)
        parts = [_taken_back(one) for one in parts] if back else parts
        parts.append(_in_clause(part, cats))
    refused = tuple(pair for part in parts for pair in part.refused)
    against = {value for value, _ in refused}
    found = tuple(value for part in parts for value in part.wanted if value not in against)
    return Told(tuple(dict.fromkeys(found)), refused)


def is_rid(part: tuple[Token, ...], cats: tuple[str, ...] = ()) -> bool:
    """ "Get rid of it", "off with it", 去掉: what was named before shall go."""
    told = {token.cat for token in part}
    short = len(part) <= SHORT and not told & {*cats, *THINGS}
    off = any(token.text in OFF or _takes_away(token) for token in part) or _to_nothing(part)
    alone = len(part) == 1 and _takes_away(part[0])
    return short and off and (alone or "it" in told or any(t.text == "both" for t in part))


def _to_nothing(part: tuple[Token, ...]) -> bool:
    """ "Take it right down to nothing"."""
    return any(
        one.cat == "to" and then.cat in ("percent", "num") and then.value == 0
        for one, then in pairwise(part)
    )


def _takes_away(token: Token) -> bool:
    return token.cat == "remove" and token.text not in GIVING and not token.text.endswith("go")


def _taken_back(part: Told) -> Told:
    return Told((), (*part.refused, *((value, "no") for value in part.wanted)))


def parts_of(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The clauses again."""
    part: list[Token] = []
    for token in (*tokens, STOP):
        if token.cat != STOP.cat:
            part.append(token)
        elif part:
            yield tuple(part)
            part = []


def denies(part: tuple[Token, ...], n: int) -> bool:
    """What follows shall not be."""
    token, after = part[n], part[n + 1 : n + 2]
    if token.cat == "love":
        return "n't" in token.text or "hate" in token.text
    asking = n == 0 and token.text in QUESTIONS
    numbering = token.text == "no" and any(t.cat == "num" for t in after)
    through = token.text.endswith("go") and any(t.cat in WAYS for t in after)
    giving = token.text in GIVING or _goes(token.text) or through
    plain = token.cat in DENIALS and not giving
    sated = token.text in ENOUGH and n == 0
    return sated or (plain and not asking and not numbering)


def _goes(text: str) -> bool:
    """ "Pushes the other one out" is a way to go; "take the grain away" is none."""
    return text.startswith(PUSHING) and text.endswith((" away", " off", " out"))


def _in_clause(part: tuple[Token, ...], cats: tuple[str, ...]) -> Told:
    wanted: list[Any] = []
    refused: list[tuple[Any, str]] = []
    against, since, last = "", 0, -NEAR
    for n, token in enumerate(part):
        near = n - last < NEAR or token.text.endswith(GOING)
        if wanted and near and (why := _regretted(part, n, cats)):
            refused.append((wanted.pop(), why))
        elif token.cat in ONCE or denies(part, n) or token.text in ASKING:
            against, since = token.cat if token.cat in ONCE else "no", n
        if (
            token.cat in cats
            and token.text.startswith(BLAMED)
            and not any(t.cat in WISHING for t in part)
        ):
            refused.append((token.value, "over"))
        elif token.cat in cats:
            last = n
            if against and n - since <= NEAR:
                refused.append((token.value, against))
                against, since = "" if against in ONCE else against, n
            else:
                wanted.append(token.value)
        elif token.cat in ("transition", "comma") or (
            token.cat in VERBS and (n > since + 1 or part[since].cat in cats)
        ):
            against = ""
    return Told(tuple(wanted), tuple(refused))


def _regretted(part: tuple[Token, ...], n: int, cats: tuple[str, ...]) -> str:
    """What was said right before is not wanted: "square was a mistake", "upright isn't for TV"."""
    named = [token.cat in cats for token in part[n + 1 : n + 3]]
    if part[n].cat == "over":
        return "" if any(named[:1]) else "over"
    denied = part[n].text in POSTPOSED and not any(named)
    going = part[n].text.endswith(GOING) and not part[n + 1 :]
    return "no" if part[n].text in REGRETS or denied or going else ""
