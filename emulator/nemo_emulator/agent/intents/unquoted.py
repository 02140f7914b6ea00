"""Texts to be shown that nobody put in quotation marks, in messages known to ask for a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter
from typing import Final

from nemo_emulator.agent.intents.bounds import ASKING, LOOSE, Span, bounded, stopped
from nemo_emulator.agent.intents.counting import between, counted
from nemo_emulator.agent.intents.labelling import called, placed, timed
from nemo_emulator.agent.intents.listing import corrected, is_open, lines
from nemo_emulator.agent.intents.model import Linear
from nemo_emulator.agent.intents.owners import THINGS
from nemo_emulator.agent.intents.pieces import APART, Piece, pieces
from nemo_emulator.agent.intents.saying import asked, led, single
from nemo_emulator.agent.intents.text_features import LINES, STYLE, features

LABELS: Final = ("end", "inside", "start")
SURE: Final = 1000
# A text is changed, or only its look; the others show one.
OPTIONAL: Final = frozenset({"ChangeText"})
# So many of the likeliest ways to mark the texts are followed.
FOLLOWED: Final = 3
# Edits of one text each.
ONE: Final = frozenset({"AddCard", "ChangeText"})
# Edits that often come in numbers.
PAIR: Final = 2
PLACED: Final = "AddText"
LISTED: Final = frozenset({LINES, PLACED})
# Of what they say, some may be what was wrong before.
CORRECTED: Final = frozenset({"ChangeText"})
_SCORE: Final = attrgetter("score")
_COMMAS: Final = frozenset({",", "，"})
_COLONS: Final = frozenset({":", "："})
# A number that counts a text is no sentence.
_POINT: Final = re.compile(r"(?<=\d)[.、]\s*$")
# "After two weeks" is no place in the film.
_WHEN: Final = frozenset({"after", "before", "in", "for"})
_SPELLS: Final = frozenset({"days", "weeks", "months", "years", "week", "month", "year", "decades"})
_SENTENCES: Final = frozenset({"。", "！", "？", "!", "?", "\n", "；", ";"})
# What a text says is not that; what else is said does.
_LOOKS: Final = STYLE - {"moment", "all", "ref", "time", "enter", "leave"} | {"unit"}
_OTHER: Final = frozenset(
    (
        *(STYLE | THINGS | _LOOKS),
        *("remove", "set", "make", "put", "add", "show", "title", "caption", "subtitle", "text"),
        *("mood", "style", "fade", "orient", "ratio", "intro", "outro", "move", "into", "replace"),
    )
)


@dataclass(frozen=True, slots=True)
class Way:
    """Some pieces taken as texts: how likely, which stretches, and where one is still open."""

    score: int = 0
    spans: tuple[Span, ...] = ()
    first: int | None = None

    def closed(self, last: int, score: int) -> "Way":
        """The open text ends here."""
        return Way(self.score + score, (*self.spans, (self.first or 0, last)))

    def opened(self, at: int, score: int) -> "Way":
        """A text begins here."""
        return Way(self.score + score, self.spans, at)

    def on(self, score: int) -> "Way":
        """The open text goes on."""
        return Way(self.score + score, self.spans, self.first)


def quoted(message: str, kinds: Sequence[str], shown: Linear) -> tuple[str, int]:
    """The message with quotation marks around what seems to be its text, and how sure that is."""
    found = pieces(message)
    if not found:
        return message, SURE
    scores = [shown.scores(row) for row in features(found, kinds)]
    best, other = likeliest(scores, needed=bool(set(kinds) - OPTIONAL))
    seen = [
        (found[a].start, found[b].end)
        for a, b in _tidied(found, bounded(found, best.spans, kinds), kinds)
    ]
    row = tuple(kinds) == (LINES,) or ({*kinds} <= LISTED and len(seen) > PAIR)
    seen = between(message, seen) if row else seen
    listed = timed(message, seen) if LINES in kinds else ()
    listed = listed or (placed(message, seen) if PLACED in kinds else ())
    listed = listed or (counted(message, seen) if {*kinds} <= LISTED else ())
    listed = listed or (lines(message, seen) if tuple(kinds) == (LINES,) else ())
    listed = listed or (_one_line(message, found, seen) if tuple(kinds) == (LINES,) else ())
    told = [(a, b) for a, b in listed or seen if not is_open(message[a:b])]
    told = [*called(message, kinds, told)] or told if len(told) <= 1 else told
    told = told if LINES in kinds or listed else [*led(message, told)]
    told = told or ([*asked(message)] if CORRECTED & {*kinds} else [])
    marked = message
    for start, end in reversed(told):
        text = message[start:end]
        text = corrected(text, message[:start]) if set(kinds) & CORRECTED else text
        before = _POINT.sub(":", marked[:start]) if listed else marked[:start]
        marked = f"{before} “{text}” {marked[end:]}"
    return marked, SURE if listed else min(best.score - other.score, SURE)


def _one_line(
    message: str, found: Sequence[Piece], seen: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Behind "subtitle:", where nothing is said of how it looks."""
    rows = single(message) if seen else ()
    styled = any(piece.cat in _LOOKS for piece in found if rows and piece.start >= rows[0][0])
    return () if styled else rows


def _tidied(found: Sequence[Piece], spans: Sequence[Span], kinds: Sequence[str]) -> Iterator[Span]:
    """One text where a comma alone parts two of a page; without the end of a sentence."""
    whole: list[Span] = []
    for first, last in _behind_colon(found, spans, kinds) or spans:
        comma = bool(whole) and first == whole[-1][1] + 2 and found[first - 1].word in _COMMAS
        if comma and len(kinds) == 1 and kinds[0] in ONE:
            whole[-1] = (whole[-1][0], last)
        else:
            whole.append((first, last))
    if len(whole) == 1 and len(kinds) == 1:
        whole = [_continued(found, *whole[0])]
    if len(whole) > 1 and all(_is_sentence(found, last) for _, last in whole):
        yield from ((first, last + (found[last].word != ".")) for first, last in whole)
    else:
        for first, last in whole:
            end = last - _ends(found, first, last)
            yield first, end + stopped(found, first, end)


def _behind_colon(
    found: Sequence[Piece], spans: Sequence[Span], kinds: Sequence[str]
) -> list[Span]:
    """A Chinese text right behind the only colon goes on to the end, commas and all.

    Where something is said of how it looks, or of something else, it ends before that.
    """
    colons = [n for n, piece in enumerate(found) if piece.word in _COLONS]
    if len(colons) != 1 or LINES in kinds or not spans or spans[0][0] != colons[0] + 1:
        return []
    first = colons[0] + 1
    rest = [*takewhile(lambda piece: piece.word not in _SENTENCES, found[first:])]
    told = {piece.cat for piece in rest if piece.part == found[first].part} & _LOOKS
    told |= {piece.cat for piece in rest if piece.part != found[first].part} & _OTHER
    last = first + len(rest) - 1
    han = any(piece.shape == "H" for piece in rest)
    return [(first, last)] if han and not told and spans[-1][1] <= last else []


def _continued(found: Sequence[Piece], first: int, last: int) -> Span:
    """A text right behind a colon goes on to the next mark, where nothing else is said there."""
    rest = [*takewhile(lambda piece: piece.part == found[last].part, found[last + 1 :])]
    rest = [piece for piece in rest if piece.word not in APART]
    own = bool(first) and found[first - 1].word in _COLONS
    loose = all(piece.cat in LOOSE for piece in rest) and any(p.cat == "word" for p in rest)
    loose = loose or ([p.shape for p in rest[:2]] == ["a", "9"] and rest[0].word == "in")
    loose = loose or (rest[:1] != [] and rest[0].word in _WHEN and rest[-1].word in _SPELLS)
    return first, last + len(rest) if own and loose else last


def _is_sentence(found: Sequence[Piece], last: int) -> bool:
    """A full stop ends it, or follows it."""
    return any(piece.word == "." for piece in found[last : last + 2])


def _ends(found: Sequence[Piece], first: int, last: int) -> bool:
    """The last piece ends the sentence around the text, not the text."""
    words = [piece.word for piece in found[first : last + 1]]
    if len(words) == 1 or words[-1] not in (".", "?"):
        return False
    if words[-1] == ".":
        return "." not in words[:-1]
    asks = words[0].split("'")[0] in ASKING
    return last == len(found) - 1 and found[0].word in ASKING and not asks


def likeliest(scores: Sequence[Sequence[int]], *, needed: bool) -> tuple[Way, Way]:
    """The best way to mark texts, and the second best; with at least one text if ``needed``."""
    outside: list[Way] = [Way()]
    inside: list[Way] = []
    end = 0
    for n, (ends, within, start) in enumerate(scores):
        done = [*outside, *(way.closed(n - 1, end) for way in inside)]
        going = [way.on(within) for way in inside]
        outside, inside = _best(done), _best([*going, *(w.opened(n, start + within) for w in done)])
        end = ends
    done = [*outside, *(way.closed(len(scores) - 1, end) for way in inside)]
    told = _best((*(way for way in done if way.spans or not needed), Way(-SURE), Way(-SURE)))
    return told[0], told[1]


def _best(ways: Iterable[Way]) -> list[Way]:
    return sorted(ways, key=_SCORE, reverse=True)[:FOLLOWED]
