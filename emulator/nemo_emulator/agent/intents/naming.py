"""Which clips are meant where more than a number says so: ends, groups, steps, lists.

``named`` reads what stands in the words alone, before times and amounts are read; ``completed``
what hangs on a clip that is named. How many clips there are is asked of the facts.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import reduce
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.parts import Part, places_of
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.intents.wording import Tokens, counted_out, worded
from nemo_emulator.agent.pattern import Match, Rules, reduce_all
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words import references as words

MOST_NAMED: Final = 60
PAIR: Final = 2
AMONG: Final = frozenset({"里", "中", "里面", "当中", "之中"})
NTH: Final = frozenset({"ref", "ord", "num"})
FILMED: Final = ("视频", "录像", "片子", "影片")
THAT_FILM: Final = frozenset({"那段", "那条", "那一段", "clip", "part"})
UNREAD: Final = "unread"
NOT_COUNTED: Final = "(?!secs|pct|times|bpm|db|more|num|fraction|length|gain)"
LAST_ITEMS: Final = frozenset(("one", cat) for cat in ("comma", "and", "then", "number_word"))
AND: Final = "(comma|and|then)+"
NUMBER: Final = "number_word? n"
BEGINNING: Final = "(?<![^stop comma then and but])"


def _some(name: str, number: int, match: Match) -> Part:
    return Part(name, number, match.tokens)


def _end(m: Match) -> e.Clips | None:
    """So many clips at an end."""
    count, first = int(m.one("num")), m.one("ord", "at_last", default=-1)
    if first not in (1, -1) or not 0 < count <= MOST_NAMED:
        return None
    return tuple(range(1, count + 1) if first > 0 else range(-count, 0))


def _of_several(m: Match) -> e.Clips | None:
    """ "The five last photos"."""
    text = m.tokens[-1].text
    return _end(m) if text.endswith("s") or not text.isascii() else None


def _last_ones(m: Match) -> e.Clips | None:
    """ "The two last ones"."""
    return _end(m) if m.tokens[-1].text == "ones" else None


def _in_front(m: Match) -> e.Clips | None:
    """ "The front two"."""
    moment, count = m.tokens
    count_ = int(count.value)
    fine = moment.text.endswith(("front", "back")) and 0 < count_ <= MOST_NAMED
    early = moment.value == "start"
    return tuple(range(1, count_ + 1) if early else range(-count_, 0)) if fine else None


def _gap(m: Match) -> e.Clips | None:
    """Between two that stand beside each other: the later one."""
    (row,) = m.all("ref")
    beside = len(row) == PAIR and row[1] == row[0] + 1
    return row[1:] if beside else None


def _followed(m: Match) -> e.Clips | None:
    """先5后2."""
    first, last = m.all("num")
    fine = m.one("first_few") == -1 and first != last and min(first, last) > 0
    return (int(first), int(last)) if fine and max(first, last) <= MOST_NAMED else None


def _list(m: Match) -> e.Clips | None:
    """Numbers in a row, each once; "1 and 2 ones" has two."""
    digits = any(t.cat == "num" and is_number(t) for t in m.tokens)
    items = zip(("comma", *(t.cat for t in m.tokens)), m.tokens, strict=False)
    words = frozenset[tuple[str, str]]() if digits else LAST_ITEMS
    told = [t.value for before, t in items if t.cat == "num" or (t.cat, before) in words]
    fine = all(value == int(value) and 0 < value <= MOST_NAMED for value in told)
    places = tuple(int(value) for value in told) if fine else ()
    return places if len(set(places)) == len(told) else None


def _stretch(m: Match) -> e.Clips | None:
    places = _list(m)
    fine = places and places[0] < places[-1]
    return tuple(range(places[0], places[-1] + 1)) if places and fine else None


def _in_words(m: Match) -> e.Clips | None:
    """ "Two to five", "one and two": where a clause begins with them, they count nothing."""
    if any(t.cat == "num" and is_number(t) for t in m.tokens):
        return None
    places = [int(t.value) for t in m.tokens if t.cat in ("num", "one")]
    if m.has("and"):
        return tuple(places) if places[0] != places[1] else None
    return tuple(range(places[0], places[1] + 1)) if places[0] < places[1] else None


def _there(m: Match) -> e.Clips | None:
    """ "The one at the end"."""
    text = m.tokens[-1].text
    return (1 if m.one("moment") == "start" else -1,) if "at the" in text else None


def _central(m: Match) -> Part | None:
    """ "The two in the middle"."""
    middle = m.tokens[-1].text in ("in the middle", "in the centre", "in the center")
    return _some("middle", int(m.one("num")), m) if middle else None


def _half(m: Match) -> Part | None:
    side = m.one("ord", "first_few", default=1 if m.one("moment") == "start" else -1)
    return _some("half", side, m) if side in (1, -1, 2) else None


def _copied(m: Match) -> bool | None:
    """ "A second helping": it is shown once more."""
    return True if m.one("ord", default=2) == 2 else None


def _nth(m: Match) -> int | None:
    value = m.one("num", "ord", default=1 if m.has("one") else 2)
    return int(value) if value == int(value) and value > 0 else None


def _placed(m: Match) -> int | None:
    """ "In place 2": the verb is none."""
    told = {token.text for token in m.tokens if token.cat == "put"}
    return _nth(m) if told <= {"place"} else None


def _where(m: Match) -> int | None:
    """ "Where four is"."""
    return _nth(m) if m.all("word") == ("where",) else None


def _every_other(m: Match) -> Part | None:
    """ "The odd ones", "evens"."""
    first, *rest = m.tokens
    said = [token.text for token in rest if token.cat == "word"]
    alone = rest or first.text.endswith(("s", "numbered")) or not first.text.isascii()
    fine = said in ([], ["ones"]) and alone
    return _some("parity", first.value, m) if fine else None


def _of_parity(m: Match) -> Part:
    """ "Left for the odd ones, right for the even"."""
    return _some("parity", m.one("parity"), m)


def _counted(m: Match) -> Part | None:
    """ "The two videos", "all clips"; "the whole movie" is none."""
    text = m.tokens[-1].text
    if not m.has("num", "each") and text.isascii() and not text.endswith("s"):
        return None
    return _some("films", int(m.one("num", default=0)), m)


def _that_film(m: Match) -> Part | None:
    """视频那段, 那段视频, "the video clip", "the one video": where but one of them moves."""
    texts = [token.text for token in m.tokens]
    told = any(text in THAT_FILM for text in texts) and any(
        any(word in text for word in (*FILMED, "video")) for text in texts
    )
    return _some("films", 1, m) if told else None


def _nth_film(m: Match) -> Part | None:
    """ "The second video", where there are pictures, too."""
    *_, last = m.tokens
    film = last.cat == "video" or any(word in last.text for word in FILMED)
    return _some("film", int(m.one("ord", "nth", default=2)), m) if film else None


def _of_films(m: Match) -> Part | None:
    """ "The first of the two videos", 两段视频里的第二段: where there are pictures, too."""
    count = m.one("num", default=0)
    english = m.tokens[1].text == "of" and m.tokens[-1].text.endswith("s")
    linked = english or (count and any(token.text in AMONG for token in m.tokens))
    return _some("film", int(m.one("ord", "nth", default=2)), m) if linked else None


def _film_number(m: Match) -> Part | None:
    """ "Vid 1": where the first clip is none, the first of those that move."""
    digits = is_number(m.tokens[-1])
    return _some("numbered", int(m.one("num")), m) if digits else None


def _row(token: Token) -> e.Clips:
    return tuple(token.value) if token.cat == "ref" else (int(token.value),)


def _onward(m: Match) -> Part | None:
    """ "5 onwards", "from five on", "6 and up", 6往后."""
    return _onwards(m) if m.tokens[-1].text in words.UPWARDS else None


def _to_end(m: Match) -> Part | None:
    """ "Remove number 3 through to the end"."""
    return _onwards(m) if m.one("moment") == "end" else None


def _ahead(m: Match) -> Part | None:
    """第三张之前的都不要."""
    return None if m.tokens[-1].text.isascii() else _hanging("before")(m)


def _hanging(name: str) -> Callable[[Match], Part | None]:
    """ "Everything after the third", "all photos before it"."""

    def part(m: Match) -> Part | None:
        *others, last = [_row(t) for t in m.tokens if t.cat in NTH]
        if any(others) or not last:
            return None
        return _some(name, last[-1] if name == "after" else last[0], m)

    return part


def _onwards(m: Match) -> Part | None:
    """ "From 5 on"."""
    places = [place for row in m.all("ref") for place in row] + [*m.all("num", "ord")]
    fine = len(places) == 1 and places[0] == int(places[0]) > 0
    return _some("from", int(places[0]), m) if fine else None


def _from_end(m: Match) -> e.Clips | None:
    """ "Second from the end"."""
    n = int(m.one("ord", default=2))
    return (-n,) if m.one("moment") == "end" and n > 1 else None


# While "of" is still there.
OF_FILMS: Final = Rules(
    (
        reduce("part", "(ord|second) filler filler? num? (word|mood)? video", _of_films),
        reduce("part", "num (clip|video) filler filler? nth (clip|filler)", _of_films),
        reduce("part", "(video|whole) (filler|clip|word|one)", _that_film),
        reduce("part", "filler (video|whole)", _that_film),
    )
)
EARLY: Final = Rules(
    (
        reduce("to", "to to+", lambda _: True),
        reduce("newest", "num arrived", lambda m: True if m.one("num") == 1 else None),
        reduce("duplicate", "(ord|second|a_second) copies", _copied),
        reduce("slot", "to (ord|second) (put|spot)", _placed),
        reduce("slot", "ord put (?!it|pic|newest|quote|words)", _placed),
        reduce("slot", "(?<=[in at on to into from]) put num", _placed),
        reduce("slot", "in? word (num|one|ord) (?=stop|comma|then|and|$)", _where),
        reduce(
            "slot",
            "(?<=[up down it them]) to (ord|second) (?!pic|clip|video|half|one|unit|num)",
            _nth,
        ),
        reduce("put", "spot (?=num in (before|after))", lambda _: True),
        reduce("moment", "(?<=[move put set add to]) at_last (?=stop|comma|$)", lambda _: "end"),
        reduce("then", "at_last (?=num (stop|comma|and|$))", lambda _: True),
        reduce("ref", "(?<![^stop comma then and but because remove]) one moment", _there),
        reduce(
            "part",
            "middle num? (one|pic|clip|video)*",
            lambda m: _some("middle", int(m.one("num", default=1)), m),
        ),
        reduce("part", "num (pic|clip)? position", _central),
        reduce("part", "(ord|moment|first_few) half (?!secs|film|music|dozen)", _half),
        reduce("part", "first_few half (trim|clip|pic)+ (?!unit|time)", _half),
        reduce("part", "(num|all|each) word? word? (video|clip)+", _counted),
        reduce("part", "(ord|nth|second) (video|clip)", _nth_film),
        reduce(
            "part",
            "video number_word? num (?!secs|pics|times|pct|db|bpm|percent|(and|comma) num)",
            _film_number,
        ),
        reduce("part", "parity (one|pic|clip|number_word)+", _every_other),
        reduce("part", "parity (one|pic|clip|word|number_word)*", _every_other),
        reduce("part", "(?<=[in for]) parity (?=stop|comma|and|then|but|$)", _of_parity),
        reduce("passed", "not num (?=stop|comma|then|and|$)", lambda m: m.one("num")),
        reduce(
            "ref", f"(?<!num) ord num (thing)* {NOT_COUNTED} (?!comma|then|dash|to|and num)", _end
        ),
        reduce("ref", "num first_few num", _followed),
        reduce("ref", "num ord (pic|clip)+", _of_several),
        reduce("ref", "num ord word", _last_ones),
        reduce("ref", f"moment num (?!pic|clip) {NOT_COUNTED}", _in_front),
        reduce("passed", "not ord (pic|clip|one)* comma (?=ord|second)", lambda m: m.one("ord")),
        reduce("ref", "num (dash num)(dash num)+", _list),
        reduce("ref", f"(?<![make]) video num ({AND} num)+ {NOT_COUNTED}", _list),
        reduce("ref", f"{NUMBER} ({AND} {NUMBER})({AND} {NUMBER})+ (thing)* {NOT_COUNTED}", _list),
        reduce("ref", f"number_word num (to|dash) {NUMBER} (thing)* {NOT_COUNTED}", _stretch),
        reduce("ref", "(ord|second) from moment", _from_end),
        reduce("ref", f"{BEGINNING} n to n (thing)* {NOT_COUNTED} (?!word)", _in_words),
        reduce(
            "ref", f"(?<=[remove keep keep_only]) n to n (thing)* {NOT_COUNTED} (?!word)", _in_words
        ),
        reduce("ref", f"{BEGINNING} n and n (thing)* {NOT_COUNTED} (?!word|and)", _in_words),
    )
)
SOME: Final = "(whatever|all|ref) link*"
REF: Final = "(ref|ord|number_word? num)"
CLIP: Final = "(?!time|num|half|unit|quote|one|pic|clip)"
LATE: Final = Rules(
    (
        reduce("before", "time ago", lambda _: True),
        reduce("part", f"{SOME} (past|after) {REF} {CLIP} (onwards)?", _hanging("after")),
        reduce("part", f"{SOME} from ref onwards", _hanging("from")),
        reduce("part", "from number_word? (num|ord|ref) (one|pic|clip|video)* onwards", _onwards),
        reduce("part", "(ref|ord) onwards", _onwards),
        reduce("part", f"{SOME} before {REF} {CLIP}", _hanging("before")),
        reduce("part", f"{SOME} up_to ref", _hanging("until")),
        reduce("part", "from (ref|ord) (onwards|in (?=stop|comma|then|and|but|$))", _onwards),
        reduce(
            "part",
            f"from {REF} (pic|clip|one)* (in|up|word) (?=stop|comma|then|and|but|$)",
            _onward,
        ),
        reduce(
            "part",
            f"(?<=[remove keep keep_only trim]) {REF} and (in|up|word) (?=stop|comma|then|but|$)",
            _onward,
        ),
        reduce("part", "(?<=[remove keep keep_only]) pic (past|after) ref", _hanging("after")),
        reduce("part", "(?<=[remove keep keep_only]) pic before ref", _hanging("before")),
        reduce("part", f"(?<=[remove]) (past|after) {REF} {CLIP}", _hanging("after")),
        reduce("part", "others (past|after) (ref|ord) (?=link* remove)", _hanging("after")),
        reduce(
            "part", f"{REF} (pic|clip|one)* (and|comma)+ {SOME} (past|after) it", _hanging("from")
        ),
        reduce("part", f"{REF} (pic|clip|one)* (and|comma)+ {SOME} before it", _hanging("until")),
        reduce("part", f"{REF} (pic|clip|one)* onwards", _onward),
        reduce(
            "part", f"(?<=[remove keep keep_only]) from? {REF} (pic|clip|one)* to? moment", _to_end
        ),
        reduce("part", "(ref|ord) before (?=all|each|(remove|not|no) (?!transition))", _ahead),
        reduce("into_clip", "ref between_clips", _gap),
        reduce("into_clip", "between ref", _gap),
    )
)
# What helped to read and says nothing by itself.
HELPERS: Final = frozenset({"whatever", "ago"})
# "Behind it" says where something goes only before what goes there.
BEHIND: Final = frozenset({"后面", "后边", "后头"})
PLACED: Final = frozenset(
    ("ref", "ord", "num", "one", "it", "quote", "add", "put", "words", "stop", "comma")
)


def named(tokens: Tokens, known: Facts | None) -> Tokens:
    """The tokens with the clips that the words name; fillers are gone."""
    told = counted_out(worded(tokens), known)
    if known and known.photos and known.videos:
        told = reduce_all(told, OF_FILMS)
    plain = tuple([t for t in told if t.cat != "filler"])
    if "swap" in [token.cat for token in plain]:
        plain = tuple(token for token in plain if token.cat != "between")
    return _resolved(reduce_all(plain, EARLY), known)


def completed(tokens: Tokens, known: Facts | None) -> Tokens:
    """The same with those that a clip that is named leads to."""
    told = tuple([t for t in _resolved(reduce_all(tokens, LATE), known) if t.cat not in HELPERS])
    behind = known and not BEHIND.isdisjoint([t.text for t in told])
    return tuple(_behind(told, known)) if known and behind else told


def _behind(tokens: Tokens, known: Facts) -> Iterable[Token]:
    """第一张彩色，后面统统黑白: those after the last named; 到20秒，后面剪掉 is time."""
    last = 0
    timed = any((a.cat, b.cat) == ("to", "time") for a, b in pairwise(tokens))
    for token, after in zip(tokens, (*tokens[1:], Token("stop")), strict=True):
        if token.cat == "ref" and token.value:
            last = max(token.value)
        alone = token.text in BEHIND and after.cat not in PLACED and not timed
        rest = tuple(range(last + 1, known.size + 1)) if alone and last > 0 else ()
        yield Token("ref", rest, token.text) if rest else token


def _resolved(tokens: Tokens, known: Facts | None) -> Tokens:
    return tuple(_of_parts(tokens, known)) if "part" in [t.cat for t in tokens] else tokens


def _of_parts(tokens: Tokens, known: Facts | None) -> Iterable[Token]:
    for token in tokens:
        if token.cat != "part":
            yield token
        elif (places := places_of(token.value, known)) is not None:
            yield Token("films" if token.value.name == "films" else "ref", places, token.text)
        elif token.value.name in ("films", "film", "numbered", "half", "parity"):
            yield from token.value.told
        else:
            yield Token(UNREAD, None, token.text)
