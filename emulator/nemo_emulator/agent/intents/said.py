"""What a frame is filled from: typed tokens, and what the model makes of the clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.pattern import Match
from nemo_emulator.agent.tokens import Token

MOST_CLIPS: Final = 999
# A trait that the model is so sure of outweighs a word.
PLAIN: Final = 64
MOST_NAMED: Final = 60
COUNTED: Final = frozenset({"word", "unit", "video", "total", "times", "speed", "pct"})
COUNTING: Final = frozenset({"pic", "clip", "video", "newest", "arrived"})
# "Video 1" is a name, "1 video" is a count.
NOUNS: Final = frozenset({"video"})
# "The cabin ones 5 to 7": a list behind a word counts nothing.
LISTING: Final = frozenset({"to", "dash", "comma", "and"})
LINKING: Final = frozenset({"from", "between"})
ONES: Final = frozenset(("ones", "one", "thats", "that's", "namely", "shots", "touch", "touching"))
# "Song 2" is no clip.
HEARD: Final = frozenset({"music"})
# They say when, not which.
ADVERBS: Final = frozenset({"最后", "first"})
NAMES: Final = ("ref", "ord", "num")
FILMED: Final = ("video", "clip", "whole", "films")
FILMS: Final = ("video", "视频", "录像")
# What "6" at the beginning does counts nothing.
DOING: Final = frozenset(
    (
        *("drags", "lasts", "goes", "stays", "runs", "wants", "needs", "gets", "feels", "looks"),
        *("seems", "starts", "ends", "begins", "plays", "moves", "hangs", "deserves", "sits"),
        *("belongs", "comes", "lingers", "stands", "opens", "closes", "shows", "works", "keeps"),
        *("sit", "stay", "last", "run", "go", "play", "hang", "linger", "stand", "breathe"),
    )
)
SURE: Final = ("ref", "slot", "films")
DENYING: Final = frozenset({"remove", "no", "not"})
_JOINED: Final = frozenset({"and", "comma"})
Tokens = tuple[Token, ...]


@dataclass(frozen=True)
class Said(Match):
    """A match, with the traits that the model sees in it."""

    traits: Mapping[str, tuple[str, int]]
    asked: list[int] = field(default_factory=list[int], compare=False)
    known: Facts | None = None

    def trait(self, name: str) -> str:
        """The most likely value of a trait, or ""; how sure that is, is noted in ``asked``."""
        value, margin = self.traits.get(name, ("", 0))
        self.asked.append(margin)
        return value

    @property
    def places(self) -> e.Clips:
        """Every clip that is named, in order: by reference, or by a number alone."""
        rows = tuple(_rows(self.tokens))
        told = [row for row in rows if len(row) > 1][:1] or self._sure or self._plain
        return tuple(dict.fromkeys([place for row in told for place in row]))

    @property
    def _sure(self) -> Sequence[e.Clips]:
        """As they are listed, without numbers in words."""
        return [*_rows(tuple([t for t in self.tokens if t.cat != "num" or is_number(t)]))]

    @property
    def _plain(self) -> Sequence[e.Clips]:
        """The same with those that count nothing."""
        told = [t for n, t in enumerate(self.tokens) if not _counts(self.tokens, n)]
        return [*_rows(tuple(told))]

    @property
    def every(self) -> e.Clips:
        """All that are named, row after row."""
        tokens = tuple(t for t in self.tokens if t.cat != "num" or is_number(t))
        return tuple(place for row in _rows(tokens) for place in row) or self.places

    @property
    def clips(self) -> e.Clips:
        """The clips that are named as such, else by digits that count nothing."""
        named = [t for t in self.tokens if t.cat in ("ref", "ord") and t.text not in ADVERBS]
        if not any(t.value for t in named):
            named = [t for n, t in enumerate(self.tokens) if _names(self.tokens, n)]
        rows = _rows(self.tokens[self.tokens.index(named[0]) :]) if _is_list(named) else iter(())
        listed = tuple(dict.fromkeys(next(rows, ())))
        return listed or tuple(dict.fromkeys(place for t in named for place in _place(t)))

    @property
    def told(self) -> e.Clips:
        """Every clip that is named in any way, row after row: spots, and those that move, too."""
        sure = tuple(t for t in self.tokens if t.cat != "num" or is_number(t))
        found = tuple(place for row in _rows(sure, (*NAMES, "slot", "films")) for place in row)
        return found or self.places

    @property
    def rows(self) -> tuple[e.Clips, ...]:
        """As they are listed."""
        return tuple(_rows(self.tokens))

    @property
    def chosen(self) -> e.Clips:
        """As references, with what is listed beside those; else by numbers alone."""
        rows = list(_token_rows(self.tokens, (*NAMES, *SURE)))
        named = [row for row in rows if any(token.cat in SURE for token, _ in row)]
        found = (place for row in named for _, places in row for place in places)
        return tuple(dict.fromkeys(found)) or self.places

    def places_of(self, token: Token) -> e.Clips:
        """The places that one token names."""
        return _place(token) if token.cat in (*NAMES, *SURE) else ()

    def within(self, places: e.Clips) -> bool:
        """There are so many clips."""
        most = max(self.known.total, self.known.shown) if self.known else MOST_CLIPS
        return all(abs(place) <= most for place in places)

    def split(self, places: e.Clips) -> tuple[e.Clips, e.Clips]:
        """Those on the timeline, and uploads that are not."""
        shown = self.known.shown if self.known else MOST_CLIPS
        once = tuple(dict.fromkeys(places))
        return tuple(p for p in once if p <= shown), tuple(p for p in once if p > shown)

    @property
    def film(self) -> e.Clips:
        """The one clip that moves, or all of them, where others stand still."""
        films = self.known.films if self.known else ()
        told = [t.text for t in self.tokens if t.cat in FILMED or _counts_films(t)]
        if not told or not self.known or not 0 < len(films) < self.known.size:
            return ()
        many = any(text.endswith("s") for text in told)
        return films if len(films) == 1 or many else ()

    @property
    def ms(self) -> int | None:
        """The time that is named."""
        found: Any = self.one("time", "length", "gain")
        return None if found is None else int(found)

    @property
    def early(self) -> bool:
        """At the beginning."""
        return bool(self.one("moment") == "start")

    def gone(self, *cats: str) -> "Said":
        """The same without tokens of these categories."""
        return Said(
            tuple(t for t in self.tokens if t.cat not in cats), self.traits, self.asked, self.known
        )


def is_number(token: Token) -> bool:
    """In digits: 一 alone is seldom a number, and "two" is seldom a name."""
    return token.text[-1:].isdigit()


def _names(tokens: tuple[Token, ...], n: int) -> bool:
    """A number in digits that may name a clip: nothing is counted by it."""
    token = tokens[n]
    if token.cat != "num" or not is_number(token) or not 0 < token.value <= MOST_NAMED:
        return False
    before, after = tokens[max(n - 1, 0) : n], tokens[n + 1 : n + 2]
    first = not before or before[0].cat in ("stop", "set", "make")
    before = tuple(t for t in before if t.cat != "word" or t.text.isascii())
    after = tuple(t for t in after if not (first and t.text in DOING))
    listed = [t.cat for t in tokens[n + 2 : n + 3]] == ["num"] and bool(after)
    linked = any(t.cat in LINKING for t in tokens[:n])
    told = (listed and after[0].cat in LISTING) or linked or n == 1
    led = {t.cat for t in before if not (told or t.text in ONES)} & (COUNTED - NOUNS)
    counted = led or {t.cat for t in after} & COUNTED or _is_depth(token, after)
    return not counted and not any(t.cat in HEARD for t in before)


def _is_depth(token: Token, after: tuple[Token, ...]) -> bool:
    """ "8 bit vibes"."""
    return token.value in (8, 16) and any(t.text == "bit" for t in after)


def _counts(tokens: tuple[Token, ...], n: int) -> bool:
    """A number in words that says how many: "two interview clips", 两张."""
    token = tokens[n]
    wordy = token.cat == "num" and not is_number(token)
    then = next((t.cat for t in tokens[n + 1 : n + 4] if t.cat != "word"), "")
    return wordy and (token.text == "两" or then in COUNTING)


def _counts_films(token: Token) -> bool:
    """ "My one video clip"."""
    return token.cat == "count" and any(word in token.text for word in FILMS)


def _is_list(named: list[Token]) -> bool:
    return bool(named) and all(token.cat == "num" for token in named)


def _rows(tokens: Tokens, cats: tuple[str, ...] = NAMES) -> Iterator[e.Clips]:
    """Clips as they are listed: "2, 4 and 7" is one row, and so is "5 to 8"."""
    for row in _token_rows(tokens, cats):
        yield tuple(place for _, places in row for place in places)


def _token_rows(tokens: Tokens, cats: tuple[str, ...]) -> Iterator[list[tuple[Token, e.Clips]]]:
    row: list[tuple[Token, e.Clips]] = []
    n = 0
    while n < len(tokens):
        token, after = tokens[n], tokens[n + 1 : n + 3]
        found = _place(token) if token.cat in cats else ()
        if found and _is_range(found, after):
            found = tuple(range(found[0], _place(after[1])[-1] + 1))
            n += 2
        if found:
            row.append((token, found))
        elif row and token.cat not in _JOINED:
            yield row
            row = []
        n += 1
    if row:
        yield row


def _is_range(found: e.Clips, after: tuple[Token, ...]) -> bool:
    if (
        len(after) < 2
        or after[0].cat not in ("to", "dash", "up_to")
        or after[1].cat not in ("num", "ref")
    ):
        return False
    last = _place(after[1])
    return len(found) == 1 and bool(last) and 0 < found[0] < last[-1] <= MOST_CLIPS


def _place(token: Token) -> e.Clips:
    if token.cat in ("ref", "films"):
        return tuple(token.value)
    value = token.value
    return (int(value),) if value == int(value) and value else ()
