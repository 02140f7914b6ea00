"""Every so many clips: "every other photo, starting with the first", "every third one", 每隔一张.

Read once it is known what is asked for. Where nobody says which one is the first, "every other" may
be either half of them.
"""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import IDLE, Token

Found = tuple[int, int, int]
OTHER: Final = ("every other ", "every second ")
ALTERNATE: Final = frozenset(
    ("every other", "every second", "alternate", "alternating", "每隔一张", "隔一张", "每隔一个")
)
SECOND: Final = "every second"
EVERY: Final = frozenset({"every", "evry", "evrey", "ever", "each"})
STEPPING: Final = ALTERNATE | EVERY
NTH: Final = ("second", "third", "fourth", "fifth", "2nd", "3rd", "4th", "5th")
NOUNS: Final = frozenset({"pic", "clip", "one", "video"})
# "Starting with", "beginning at".
STARTING: Final = ("starting", "beginning", "start ", "begin ")
STARTS: Final = frozenset({"starting", "beginning", "commencing", "打", "自", "由"})
AFTER_START: Final = frozenset({"with", "at", "from", "in"})
ONWARDS: Final = ("以后", "onwards")
FROM: Final = "from"
KEEPING: Final = frozenset({"keep", "keep_only", "only"})
PICTURED: Final = ("photo", "pic", "image", "still", "照片", "图")
FILMED: Final = ("video", "vid", "视频", "录像")


def alternating(parts: Sequence[Tokens], known: Facts) -> list[Tokens]:
    """The clauses with the clips for what is said of every so many."""
    told = list(parts)
    at = next(((n, *row) for n, part in enumerate(parts) if (row := _every(part))), None)
    if not at or _are_listed(parts):
        return told
    n, first, width, step = at
    part = parts[n]
    told[n] = (*part[:first], Token("", None, ""), *part[first + width :])
    start, told = _start(told, n)
    token = _row(part[first : first + width], step, start, known, told[n])
    one = token.text in ALTERNATE
    told[n] = tuple(token if not t.cat else t for t in told[n] if not (one and t.cat == "count"))
    return told


def _every(part: Tokens) -> Found | None:
    """Where every so many are named, in how many tokens, and how many of them make a step."""
    texts, cats = [token.text for token in part], [token.cat for token in part]
    if STEPPING.isdisjoint(texts) and "others" not in cats:
        return None
    for n, token in enumerate(part):
        if token.cat == "others" and token.text.startswith(OTHER):
            return n, 1, 2
        if token.text not in STEPPING:
            continue
        noun = [t.cat in NOUNS for t in part[n + 1 : n + 2]] == [True]
        if token.text in ALTERNATE and (noun or not token.text.isascii()):
            return n, 1 + noun, 2
        after = part[n + 1 : n + 2]
        if token.text in EVERY and after and after[0].cat == "ref" and len(after[0].value) == 1:
            nth = after[0].text.startswith(NTH)
            return (n, 2, int(after[0].value[0])) if nth else None
    return None


def _are_listed(parts: Sequence[Tokens]) -> bool:
    """ "Every second one: 2, 4 and 6" says itself which are meant."""
    refs = [token for part in parts for token in part if token.cat == "ref"]
    return any(len(t.value) > 1 and any(map(str.isdigit, t.text)) and not _is_open(t) for t in refs)


def _is_open(token: Token) -> bool:
    return any(word in token.text for word in ONWARDS)


def _start(parts: list[Tokens], n: int) -> tuple[int, list[Tokens]]:
    """The place that the first one has, 0 where that is not said; the clauses without it."""
    done = list(parts)
    for at in (n, n + 1):
        part = done[at] if at < len(done) else ()
        since = next((k for k in range(len(part)) if _leads(part, k)), None)
        if since is None:
            continue
        after = [token.cat in AFTER_START for token in part[since + 1 : since + 2]]
        until = since + 1 + sum(after)
        token = part[since] if _is_open(part[since]) else part[until]
        done[at] = (*part[:since], *part[until + (token is not part[since]) :]) or (IDLE,)
        return _place(token), done
    return 0, done


def _leads(part: Tokens, n: int) -> bool:
    """The first one is named from there on."""
    token = part[n]
    if token.cat == "ref" and token.value and _is_open(token):
        return True
    if not token.text.startswith(STARTING) and token.text not in STARTS and token.cat != FROM:
        return False
    after = [t for t in part[n + 1 : n + 3] if t.cat not in AFTER_START]
    return bool(after) and bool(_place(after[0]))


def _place(token: Token) -> int:
    if token.cat == "ref":
        return int(token.value[0]) if token.value else 0
    named = token.cat == "ord" or (token.cat == "num" and is_number(token))
    return int(token.value) if named and token.value == int(token.value) > 0 else 0


def _row(noun: Tokens, step: int, start: int, known: Facts, part: Tokens) -> Token:
    """Those clips; a word that nobody understands where it is open which one is the first."""
    text = " ".join(token.text for token in noun)
    keeps = any(token.cat in KEEPING for token in part)
    plain = step > 2 or text.startswith((SECOND, "every 2nd"))
    row = _sort(text, known)
    first = row.index(start) if start in row else step - 1 if plain and not keeps else -1
    places = row[first::step] if first >= 0 else ()
    return Token("ref", places, text) if places else Token("unread", None, text)


def _sort(text: str, known: Facts) -> e.Clips:
    """All clips, or those of the sort that is named."""
    every = tuple(range(1, known.size + 1))
    stills = tuple(place for place in every if place not in known.films)
    if any(word in text for word in PICTURED):
        return stills or every
    films = tuple(place for place in every if place in known.films)
    return films if any(word in text for word in FILMED) else every
