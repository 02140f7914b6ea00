"""Where a text begins and ends, once it is known about where it stands."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from nemo_emulator.agent.intents import extents
from nemo_emulator.agent.intents.owners import THINGS
from nemo_emulator.agent.intents.pieces import APART, Piece
from nemo_emulator.agent.intents.text_features import LINES, STYLE

Span = tuple[int, int]
# They may belong to a text as well as to what is said of it.
LOOSE: Final = frozenset(
    ("word", "filler", "and", "for", "of", "to", "num", "-", "&", "'", "inside", "subject")
)
_SMALL: Final = LOOSE | {"in", "at", "with", "from", "by", "until", "moment_at", "love", "pronoun"}
_CAPITAL: Final = frozenset({"Aa", "AA", "A"})
_ABBREVIATED: Final = frozenset(
    ("dr", "mr", "mrs", "ms", "st", "prof", "jr", "sr", "rev", "capt", "lt", "sgt", "mt", "ft")
)
ASKING: Final = frozenset(
    (
        *("can", "could", "would", "will", "may", "might", "is", "are", "shall", "should", "what"),
        *("how", "who", "where", "when", "why", "do", "does", "did", "any", "please", "pls"),
    )
)
_FIRMS: Final = frozenset(("co", "inc", "ltd", "corp", "bros", "llc", "jr", "sr", "ave", "blvd"))
# After these a text begins.
_LEADS: Final = frozenset(
    ("say", "says", "saying", "read", "reads", "reading", "called", "titled", "named", "words")
)
_COLONS: Final = frozenset({":", "："})
_ENDS: Final = frozenset({".", "!", "?", "。", "！", "？", ";", "；", "\n"})
_COMMAS: Final = frozenset({",", "，"})
# A text goes on behind a comma with one of these.
_ON: Final = frozenset(("with", "from", "who", "aged", "age", "love", "since", "est", "born"))
_POINTING: Final = frozenset(
    (
        *("it", "them", "there", "that", "this", "please", "pls", "plz", "then", "instead", "now"),
        *("would", "will", "could", "should", "is", "was", "i", "because", "so", "but", "n"),
    )
)
# What follows says why.
_REASONS: Final = frozenset({"because", "cos", "cuz", "因为"})
_CREDITS: Final = frozenset(
    ("photo", "photos", "pictures", "shot", "filmed", "directed", "made", "drawn", "written")
)
_SEVERALLY: Final = ("分别", "依次", "respectively", "in that order")
# "The date, 12 March": what a text is, and how it shows up, are not its words.
_LABELS: Final = frozenset({"日", "期", "字", "个", "几"})
_SHOWING: Final = (
    *(("appear",), ("appears",), ("be", "displayed"), ("be", "shown"), ("be", "seen")),
    *(("show", "up"), ("pop", "up"), ("come", "up"), ("comes", "up"), ("pops", "up")),
    *(("to", "appear"), ("displayed",), ("shown",), ("出", "现"), ("should", "stand")),
    *(("should", "go"), ("should", "be"), ("has", "to", "stand"), ("somewhere",)),
)
# What is called a text or a date, and what is written like a name.
_CALLED: Final = frozenset(
    ("date", "dates", "word", "words", "year", "years", "name", "names", "hashtag", "number")
)
# "With an f": how the last word is spelled.
_SPELLED: Final = re.compile(
    r"(?: ,)?(?: spelled| spelt)? with (?:an?|one|two|double|a double) (?:[a-z]|ph|th|ck|sh|ch)"
    r"(?:'?s)?(?: (?:, )?(?:and )?(?:not|no)(?: an?)? [a-z])?$"
)
_GREETING: Final = frozenset({"hi", "hello", "hey", "out", "over", "up", "in", "get", "been", "be"})
_FONTS: Final = frozenset(
    ("script", "font", "lettering", "letters", "italics", "handwriting", "typeface", "type", "bold")
)
_WHERE: Final = frozenset(
    ("title", "caption", "subtitle", "text", "intro", "outro", "whole", "total", "each", "others")
)
_NEVER: Final = frozenset(("never", "not", "didn't", "don't", "wasn't", "isn't", "aren't"))
_WHO: Final = frozenset({"we", "i", "you", "he", "she", "they", "it", "that", "nobody"})
_BETWEEN: Final = re.compile(r"”\s((?:(?<=\S)\d|[^“”.!?。！？\n\d第句张秒]){0,25})\s“")
_MOST_BETWEEN: Final = 3
_BACK: Final = 5
_LEAST_NUMBER: Final = 9


def bounded(found: Sequence[Piece], spans: Sequence[Span], kinds: Sequence[str]) -> list[Span]:
    """The same texts, each as long as it is: whole words, names, and what goes on behind them."""
    because = next((n for n, piece in enumerate(found) if piece.word in _REASONS), len(found))
    told_first = [span for span in spans if span[0] < because] or spans
    whole = [_whole(found, *span) for span in told_first]
    joined = _joined(found, whole, kinds)
    told: list[Span] = []
    for first, last in joined:
        least = told[-1][1] + 1 if told else 0
        own = max(_begun(found, first), least)
        end = _ended(found, own, _named(found, last), len(joined))
        start = max(extents.begun(found, own), least)
        for at in dict.fromkeys((own, start)) if len(joined) == 1 else ():
            end = extents.ended(found, at, end)
        start, end = _stripped(found, start, end)
        told.append((start, extents.trimmed(found, start, end, kinds)))
    return [(first, last) for first, last in told if first <= last]


def _whole(found: Sequence[Piece], first: int, last: int) -> Span:
    """Nobody shows half a word: "88" of "88th"."""
    while last + 1 < len(found) and _are_one(found[last], found[last + 1]):
        last += 1
    while first and _are_one(found[first - 1], found[first]):
        first -= 1
    return first, last


def _are_one(one: Piece, other: Piece) -> bool:
    plain = {"9", "a", "Aa", "AA", "A"}
    return not other.gap and one.shape in plain and other.shape in plain


def _joined(found: Sequence[Piece], spans: Sequence[Span], kinds: Sequence[str]) -> list[Span]:
    several = any(are_several(gap.join(p.word for p in found)) for gap in (" ", ""))
    told: list[Span] = []
    for first, last in spans:
        if told and not several and _are_text(found, told[-1][1], first, kinds):
            told[-1] = (told[-1][0], last)
        else:
            told.append((first, last))
    return told


def are_several(message: str) -> bool:
    """Each of them goes somewhere else."""
    return any(word in message for word in _SEVERALLY)


def _are_text(found: Sequence[Piece], last: int, first: int, kinds: Sequence[str]) -> bool:
    """What stands between two texts makes them one: nothing, a dot, "of the"."""
    between = found[last + 1 : first]
    words = [piece.word for piece in between]
    if not between:
        return LINES not in kinds
    if words[0] == "." and (found[last].word in _ABBREVIATED or found[last].shape == "A"):
        return all(p.word == "." or p.shape in _CAPITAL for p in between)
    names = found[last].shape in _CAPITAL and found[first].shape in _CAPITAL
    small = all(p.cat in _SMALL and p.shape != "9" for p in between) and "and" not in words
    return names and small and len(between) <= _MOST_BETWEEN


def _begun(found: Sequence[Piece], first: int) -> int:
    """With the names, numbers and credits in front: "Minutes of the", "12", "Photo by"."""
    before = found[max(first - 2, 0) : first]
    if [p.word for p in before[1:]] == ["by"] and before[0].word in _CREDITS:
        return first - 2
    if _is_free(found, first - 1) or _is_article(found, first - 1):
        return first - 1
    capitals = sum(p.shape in _CAPITAL for p in found)
    if found[first].shape not in _CAPITAL or 2 * capitals > len(found):
        return first
    at = first
    for n in range(first - 1, max(first - _BACK - 1, 0), -1):
        piece = found[n]
        if piece.shape in _CAPITAL and _is_name(found, n):
            at = n
        elif piece.cat not in _SMALL or piece.word in _LEADS | _POINTING or piece.shape == "9":
            break
    return at


def _named(found: Sequence[Piece], last: int) -> int:
    """With the names that follow: "My Year in Pictures", "Happy Diwali from all the Iyers"."""
    capitals = sum(p.shape in _CAPITAL for p in found)
    if found[last].shape not in _CAPITAL or 2 * capitals > len(found):
        return last
    end = last
    for n in range(last + 1, min(last + 1 + _BACK, len(found))):
        piece = found[n]
        if piece.shape in _CAPITAL and (_is_name(found, n) or found[n - 1].word in ("in", "of")):
            end = n
        elif piece.cat not in _SMALL | {"all"} or piece.word in _LEADS | _POINTING | {"and"}:
            break
    return end


def _is_name(found: Sequence[Piece], n: int) -> bool:
    """Written large where no sentence begins."""
    starts = not n or found[n - 1].word in _ENDS
    known = found[n].word in _POINTING
    return (
        not starts and not known and found[n].cat in LOOSE | {"unit", "half", "add", "keep", "show"}
    )


def _is_free(found: Sequence[Piece], n: int) -> bool:
    """A number that nothing else counts: ", 12 March"."""
    if n < 0 or found[n].shape != "9" or not found[n + 1].gap:
        return False
    before = found[n - 1].word if n else ","
    return before in (*_COMMAS, *_COLONS, "could", "can", "put", "write") and _is_large(found[n])


def _is_article(found: Sequence[Piece], n: int) -> bool:
    """ "The Nguyens Go West": written large where it belongs to a name."""
    large = n >= 0 and found[n].word == "the" and found[n].shape == "Aa"
    begins = n > 0 and found[n - 1].word in _ENDS
    return large and not begins and found[n + 1].shape in _CAPITAL


def _is_large(piece: Piece) -> bool:
    return piece.end - piece.start > len(str(_LEAST_NUMBER))


def _ended(found: Sequence[Piece], first: int, last: int, count: int) -> int:
    """Up to where something else is said; behind a comma only what goes on with it."""
    if count == 1 and _is_year(found[last + 1 : last + 3]):
        last += 2
    led = bool(first) and (found[first - 1].word in _COLONS | _LEADS)
    if not led or count > 1:
        return last
    while last + 1 < len(found) and found[last + 1].word not in _ENDS:
        part = [*_next(found, last + 1)]
        rest = [piece for piece in part if piece.word not in APART]
        apart = part[0].word in APART
        loose = _SMALL | {"wh", "not", "all", "ord", "at_last", "look", "look_noun"}
        fits = rest and all(p.cat in loose and p.word not in _POINTING for p in rest)
        fits = fits or (not apart and _is_aim(rest))
        fits = fits and not (apart and not _goes_on(part[0], rest))
        if not fits or any(p.cat in STYLE - {"all"} for p in rest):
            break
        last += len(part)
    return last


def _is_aim(rest: Sequence[Piece]) -> bool:
    """ "Call us to arrange a viewing": what for, not where to."""
    named = any(p.cat in STYLE | THINGS | _WHERE or p.word in _POINTING for p in rest)
    return len(rest) > 1 and rest[0].word == "to" and rest[0].gap and not named


def _is_year(after: Sequence[Piece]) -> bool:
    """ ", 1961"."""
    if [piece.word for piece in after] not in ([",", "#"], ["，", "#"]):
        return False
    return after[1].end - after[1].start == len("1961")


def _goes_on(mark: Piece, rest: Sequence[Piece]) -> bool:
    if mark.word in _COLONS:
        return all(piece.shape == "9" for piece in rest)
    return rest[0].word in _ON


def _next(found: Sequence[Piece], at: int) -> Iterator[Piece]:
    """The next mark, if one is there, and what follows it up to another one."""
    yield found[at]
    yield from takewhile(lambda piece: piece.word not in (*APART, "n"), found[at + 1 :])


def _stripped(found: Sequence[Piece], first: int, last: int) -> Span:
    """Without what the text is called, and how it shows up."""
    start = first
    while start < last and found[start].word in _LABELS:
        start += 1
    if labels := _labels(found, first, last):
        return _tailed(found, first + labels, last)
    labelled = start > first and (found[start].gap or found[first].word in ("个", "几"))
    first = start if labelled else first
    return _tailed(found, first, last)


def _labels(found: Sequence[Piece], first: int, last: int) -> int:
    """ "The dates 1940", "stamp 14.02.": so many words of it are none."""
    words = [piece.word for piece in found[first : last + 1]]
    count = (
        2 if words[1:2] and words[0] == "the" and words[1] in _CALLED else words[:1] == ["stamp"]
    )
    large = count < len(words) and found[first + count].shape in _CAPITAL | {"9"}
    return count if large else 0


def _tailed(found: Sequence[Piece], first: int, last: int) -> Span:
    """Without how it shows up, where, in which letters, or a dash behind it."""
    words = tuple(piece.word for piece in found[first : last + 1])
    showing = next((row for row in _SHOWING if words[-len(row) :] == row), ())
    count = len(showing) or _there(words) or _lettered(words) or _denial(words)
    count = count or _spelled(words)
    return first, last - count if count < len(words) else last


def _there(words: Sequence[str]) -> int:
    """ "Dover there", not "Hello there"."""
    return int(len(words) > 1 and words[-1] == "there" and words[-2] not in _GREETING)


def _lettered(words: Sequence[str]) -> int:
    """ "In fancy script"."""
    at = max((n for n, word in enumerate(words) if word == "in"), default=0)
    return len(words) - at if at and words[-1] in _FONTS and len(words) - at <= _BACK else 0


def _spelled(words: Sequence[str]) -> int:
    """ "Zofia, with an f"."""
    spelled = _SPELLED.search(" ".join(words))
    return len(spelled[0].split()) if spelled else 0


def _denial(words: Sequence[str]) -> int:
    """ "Lisbon, we never went to London": why, behind a comma."""
    for n, (mark, who) in enumerate(pairwise(words)):
        if n and mark in _COMMAS and who in _WHO and _NEVER & {*words[n + 2 : n + 4]}:
            return len(words) - n
    return 0


def stopped(found: Sequence[Piece], first: int, last: int) -> bool:
    """The mark behind it is its own: "Wild Honey Co.", "Shop small. Shop here.", "Who's that?"."""
    after = found[last + 1 : last + 2]
    if [piece.word for piece in after] == ["?"] and last + 2 == len(found) and not after[0].gap:
        return found[0].word not in ASKING
    if [piece.word for piece in after] != ["."] or after[0].gap:
        return False
    inner = [n for n in range(first + 1, last) if found[n].word == "." and found[n + 1].gap]
    sentences = any(found[n - 1].word not in _ABBREVIATED | _FIRMS for n in inner)
    firm = found[last].word in _FIRMS and found[last].shape == "Aa" and last > first
    return firm or (sentences and last + 2 == len(found))


def together(marked: str) -> str:
    """The texts that are marked in one sentence as one, where each by itself is none."""
    return marked if are_several(marked.lower()) else _BETWEEN.sub(r"\1", marked)
