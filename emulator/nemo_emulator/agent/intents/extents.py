"""Words at the ends of a text that belong to it, by what they are rather than where they stand."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from nemo_emulator.agent.intents.owners import THINGS
from nemo_emulator.agent.intents.pieces import APART, Piece
from nemo_emulator.agent.intents.text_features import STYLE

Span = tuple[int, int]
_COLONS: Final = frozenset({":", "："})
_COMMAS: Final = frozenset({",", "，"})
_ENDS: Final = frozenset({".", "!", "?", "。", "！", "？", ";", "；", "\n"})
_CAPITAL: Final = frozenset({"Aa", "AA", "A"})
# What is no word of a text: its looks, where it goes, other things.
_TOLD: Final = (STYLE | THINGS | {"title", "caption", "subtitle", "text", "intro", "outro"}) - {
    "all"
}
# A text begins with one of these where nothing else is asked before it: "Under Offer".
_OPENING: Final = frozenset(("for", "of", "in", "from", "after", "before", "to", "until", "at"))
# Nobody ends a text with one of these.
_DANGLING: Final = frozenset(
    ("the", "a", "an", "of", "for", "by", "my", "our", "your", "his", "her", "their")
)
_DOING: Final = frozenset({"do", "does", "did"})
# Behind them stands where or how a text is shown.
_WHERE: Final = frozenset(
    ("on", "in", "at", "as", "across", "along", "over", "under", "onto", "below", "with", "while")
)
_LEADS: Final = frozenset(("say", "says", "saying", "reads", "reading", "words"))
_AGED: Final = frozenset({"under", "over"})
_YEARS: Final = frozenset(("years", "year", "months", "weeks", "days", "decades"))
# "This weekend only" across the picture.
_LIMITED: Final = frozenset(
    ("weekend", "today", "tonight", "week", "month", "time", "day", "members", "adults", "staff")
)
_UPON: Final = frozenset({"across", "over", "onto"})
# ", an exhibition", ", we've got this".
_ASIDE: Final = frozenset(("a", "an", "the", "our", "my", "your"))
_WHO: Final = frozenset({"we", "you", "i"})
_WISHING: Final = frozenset(("bit", "look_noun", "set", "make", "put", "add", "show", "move"))
# "Mum and me".
_COMPANY: Final = frozenset({"me", "us", "you", "co", "family", "friends"})
_POLITE: Final = frozenset(
    ("please", "pls", "plz", "thanks", "thank", "cheers", "ta", "sorry", "not", "no", "if", "or")
)
_POINTING: Final = frozenset(("it", "them", "there", "instead", "then", "want", "like", "would"))
_COUNT: Final = re.compile("[这那]?[一二两三四五六七八九十几#]个大?字")
_AFTERWARDS: Final = frozenset({"now", "instead"})
_CALLING: Final = frozenset({"word", "filler", "and", "then", "extra", "again", "!", "！"})
_MARKS: Final = frozenset({"!", "！"})
_ALL: Final = frozenset({"whole", "all", "each"})
PAIR: Final = 2
_MOST: Final = 8
_LEAST: Final = 2


def begun(found: Sequence[Piece], first: int) -> int:
    """With "Over 60s" and a preposition of its own, without "the following:"."""
    if [p.word for p in found[first : first + 3]] == ["the", "following", ":"]:
        return first + 3
    aged = [p.word for p in found[max(first - 3, 0) : first]]
    if aged[1:] == ["#", "s"] and aged[0] in _AGED and found[first].shape in _CAPITAL:
        return first - len(aged)
    opens = first == 1 and found[0].shape == "Aa" and found[1].shape in _CAPITAL
    return 0 if opens and found[0].cat in _OPENING else first


def ended(found: Sequence[Piece], first: int, last: int) -> int:
    """Up to a word that a text can end with, and with what is added in brackets."""
    last = _company(found, _age(found, _behind(found, first, last)))
    if last > first and found[last].word == "to" and {p.cat for p in found[last + 1 :]} & _ALL:
        return last - 1  # "Hello" to the whole video
    last = _called(found, first, last)
    return _aside(found, first, _bracketed(found, first, last))


def _behind(found: Sequence[Piece], first: int, last: int) -> int:
    """ "Order by the" 20th, "the words Do" not touch: up to where it is told how it is shown."""
    led = bool(first) and found[first - 1].word in _LEADS
    dangling = found[last].word in _DANGLING and last > first
    dangling = dangling or (found[last].word in _DOING and _is_denied(found, last + 1))
    if not (led or dangling):
        return last
    rest = [*takewhile(_is_inside, found[last + 1 : last + 1 + _MOST])]
    own = found[last + 1 + len(rest) : last + 2 + len(rest)]
    told = any(p.cat in _TOLD or p.word in _POLITE - {"not", "no"} for p in (*rest, *own))
    denied = _is_denied(found, last + 1)
    return last + len(rest) if rest and not told and (dangling or denied) else last


def _is_denied(found: Sequence[Piece], n: int) -> bool:
    return [p.word for p in found[n : n + 1]] == ["not"]


def _is_inside(piece: Piece) -> bool:
    return piece.word not in _WHERE | APART


def _called(found: Sequence[Piece], first: int, last: int) -> int:
    """打灯！看镜！再并线！: behind a colon, and each sentence is called out."""
    after = found[last + 1 :]
    led = bool(first) and found[first - 1].word in _COLONS
    marks = {p.word for p in found[first : last + 1]} & _MARKS
    fits = led and bool(marks) and bool(after) and after[-1].word in marks
    fits = fits and all(p.cat in _CALLING and p.word not in _POLITE for p in after)
    return len(found) - 1 if fits else last


def _age(found: Sequence[Piece], last: int) -> int:
    """ "3 years" on."""
    after = found[last + 1 : last + 4]
    only = [p.word for p in after[:1]] == ["only"] and found[last].word in _LIMITED
    if only and {p.word for p in after[1:2]} <= _WHERE | APART | _UPON:
        return last + 1
    on = [p.word for p in after[:1]] == ["on"] and found[last].word in _YEARS
    then = {p.word for p in after[1:2]} <= _WHERE | APART
    return last + 1 if on and then else last


def _company(found: Sequence[Piece], last: int) -> int:
    """ "Mum, Dad" and me."""
    words = [p.word for p in found[last + 1 : last + 4]]
    told = words[:1] == ["and"] and {*words[1:2]} <= _COMPANY and {*words[2:]} <= _WHERE | APART
    return last + PAIR if told and len(words) > 1 else last


def _bracketed(found: Sequence[Piece], first: int, last: int) -> int:
    """ "Week 12 (finally)"."""
    if [p.word for p in found[last + 1 : last + 2]] not in (["("], ["（"]):
        return last
    inner = [*takewhile(lambda piece: piece.word not in (")", "）"), found[last + 2 :])]
    closed = last + 2 + len(inner)
    led = bool(first) and found[first - 1].word in _COLONS
    barred = _POLITE - {"sorry"} if led else _POLITE
    told = any(p.cat in _TOLD or p.word in barred | _POINTING for p in inner)
    whole = closed + 1 == len(found) or (closed < len(found) and found[closed + 1].word in APART)
    return closed if inner and whole and not told else last


def _aside(found: Sequence[Piece], first: int, last: int) -> int:
    """Behind the only colon also ", an exhibition", to the end."""
    after = found[last + 1 :]
    led = bool(first) and found[first - 1].word in _COLONS
    if not led or len(after) <= _LEAST or after[0].word not in _COMMAS:
        return last
    rest = [*takewhile(lambda piece: piece.word not in _ENDS, after[1:])]
    begins = rest and (rest[0].word in _ASIDE or rest[0].word.split("'")[0] in _WHO)
    begins = begins and (rest[0].word not in _WHO)
    told = any(p.cat in _TOLD | _WISHING or p.word in _POLITE | _POINTING for p in rest)
    told = told or any(p.word in APART for p in rest)
    return last + 1 + len(rest) if begins and not told and len(rest) > 1 else last


def _is_on_clip(one: Piece, other: Piece) -> bool:
    """ "The words Mind the gap on 2"."""
    small = other.shape == "9" and other.gap and other.end - other.start == 1
    return one.word in ("on", "over", "under", "across") and small


def trimmed(found: Sequence[Piece], first: int, last: int, kinds: Sequence[str]) -> int:
    """Without a "now" behind a name, 四个字, or the clip that it is on."""
    led = bool(first) and found[first - 1].word == "words"
    if led and {*kinds} == {"AddText"} and last - first >= PAIR:
        last -= PAIR * _is_on_clip(found[last - 1], found[last])
    for n in range(first + 1, last):
        if found[n].gap and _COUNT.fullmatch("".join(p.word for p in found[n : last + 1])):
            return n - 1
    after = found[last].word in _AFTERWARDS and found[last].shape == "a"
    return last - 1 if after and last > first and found[last - 1].shape in _CAPITAL else last
