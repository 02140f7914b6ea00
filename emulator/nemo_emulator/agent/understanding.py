"""From a message to what it asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from nemo_emulator.agent import bearings
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar import (
    cards,
    lengths,
    measures,
    order,
    picture,
    sound,
    texts,
    whole,
)
from nemo_emulator.agent.grammar.slots import Wish
from nemo_emulator.agent.grammar.whole import USUAL_MS
from nemo_emulator.agent.pattern import reduce_all, split
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.tokens import Token

RULES: Final = (
    *measures.RULES,
    *whole.HISTORY,
    *whole.DRAWING,
    *whole.MAKING,
    *whole.UNTOUCHED,
    *sound.SONGS,
    *cards.RULES,
    *texts.TEXTS,
    *order.ALONE,
    *sound.RULES,
    *picture.RULES,
    *lengths.SPEED,
    *lengths.TRIMS,
    *order.RULES,
    *lengths.LENGTHS,
    *lengths.SHAPE,
    *sound.BARE,
    *lengths.ALONE,
)
# People write less; patterns take longer than in proportion, so machines shall not write more.
MOST_TOKENS: Final = 400
LONGEST: Final = 60

AUXILIARIES: Final = frozenset(
    ("is", "are", "was", "were", "does", "do", "did", "has", "have", "am")
)
POLITE: Final = frozenset(
    ("能", "可以", "可否", "能否", "能不能", "可不可以", "行", "能够", "可以给我")
)
SILENT: Final = frozenset({"filler", "mark"})
CLAUSES: Final = frozenset({"then", "but", "comma"})
# What turns a request into something else when no rule knew what to do with it.
HEAVY: Final = frozenset({"not", "no", "remove", "except", "if", "keep_only", "only", "ask"})
STRANGE: Final = 1.0
# "Hmm, no, redo it": a word of its own, beside a wish.
INTERJECTION: Final = frozenset({"no", "word"})
# About the account when they stand alone, about the video beside things of the video.
AMBIGUOUS: Final = frozenset({"credits", "balance"})
_FILLING = e.UseOnly | e.AddClips
# What nobody here can do to a thing inside a picture.
INSIDE: Final = frozenset(
    {"remove", "replace", "set", "make", "add", "put", "trim", "adjust", "color"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What a message asks for.

    ``edits`` in the order of the message, a new slideshow first. Else ``unclear`` names what to ask
    back, ``talk`` what was asked or said, and ``cannot`` a wish that nobody here can fulfil.
    """

    edits: tuple[e.Edit, ...] = ()
    unclear: str = ""
    talk: str = ""
    cannot: str = ""


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    wishes: list[Wish] = field(default_factory=list[Wish])
    times: list[int] = field(default_factory=list[int])
    places: list[e.Clips] = field(default_factory=list[e.Clips])
    unclear: list[str] = field(default_factory=list[str])
    talk: list[str] = field(default_factory=list[str])
    cannot: list[str] = field(default_factory=list[str])


def parse(message: str) -> Iterator[tuple[Token, ...]]:
    """The sentences after all reductions; tokens of category ``wish`` hold edits."""
    for sentence in _sentences(scan(message)[:MOST_TOKENS]):
        if _asks(sentence):
            yield (Token("wh"), *sentence)
            continue
        tokens = tuple(_plain(token for token in sentence if token.cat not in SILENT))
        for at in range(0, len(tokens), LONGEST):
            yield reduce_all(tokens[at : at + LONGEST], RULES)


def _sentences(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """Up to each full stop; question marks stay with what they end."""
    part: list[Token] = []
    for token in (*tokens, Token("stop")):
        if token.cat != "stop":
            part.append(token)
        if token.cat in ("stop", "mark"):
            if part:
                yield tuple(part)
            part = []


def _asks(sentence: tuple[Token, ...]) -> bool:
    """A question for yes or no: "is there ...?", 有...吗; but 能...吗 is a request."""
    words = [token.text for token in sentence if token.cat != "mark"]
    marked = any(token.cat == "mark" for token in sentence)
    if not words or not (marked or words[-1] == "吗"):
        return False
    return words[0] in AUXILIARIES or (words[-1] == "吗" and not POLITE & set(words))


def _plain(tokens: Iterable[Token]) -> Iterator[Token]:
    """Without stuttering: "with with" is "with"."""
    before = None
    for token in tokens:
        if token != before or token.value is not None or token.cat == "word":
            yield token
        before = token


def understand(message: str, *, uploads: bool = True) -> Understanding:
    """Read a message. Without ``uploads`` a video of something means one drawn."""
    sentences = tuple(parse(message))
    if not sentences:
        return Understanding(talk="hello")
    reading = _Reading()
    for sentence in sentences:
        _read_sentence(sentence, reading)
    edits = tuple(_with_length(tuple(_chosen(reading, uploads=uploads)), reading))
    if reading.unclear:
        return Understanding(unclear=reading.unclear[0])
    cannot = next(iter(reading.cannot), "")
    if edits:
        return Understanding(edits=edits, cannot=cannot)
    talk = next(iter(reading.talk), "")
    if cannot or talk:
        return Understanding(cannot=cannot, talk="" if cannot else talk)
    return Understanding(unclear="request")


def _read_sentence(tokens: tuple[Token, ...], reading: _Reading) -> None:
    if tokens[0].cat == "wh":
        reading.talk.append(_topic(tokens))
        return
    clauses = list(split(tokens, CLAUSES))
    several = sum(any(t.cat == "wish" for t in clause) for clause in clauses)
    for clause in clauses:
        if several and {t.cat for t in clause} <= INTERJECTION:
            continue
        if clause[:1] and clause[0].cat == "because" and not _firm(clause) and reading.wishes:
            continue
        _read_clause(clause, reading)


def _firm(tokens: tuple[Token, ...]) -> bool:
    return any(t.cat == "wish" and t.value.firm for t in tokens)


def _topic(tokens: tuple[Token, ...]) -> str:
    return next((topic for t in tokens if (topic := _said(t))), "question")


def _read_clause(tokens: tuple[Token, ...], reading: _Reading) -> None:
    cats = {token.cat for token in tokens}
    wishes = bearings.one_drawn([token.value for token in tokens if token.cat == "wish"])
    if cats & {"cannot", "link_url"}:
        reading.cannot.append(next((str(t.value) for t in tokens if t.cat == "cannot"), "link"))
        reading.wishes += [wish for wish in wishes if wish.firm and "and" in cats]
    elif _is_retouching(cats) and not wishes:
        reading.cannot.append("photo")
    elif "wh" in cats:
        reading.talk.append("question")
    elif _is_remark(cats, wishes):
        reading.talk.append("praise")
    else:
        _take(tokens, wishes, reading)


def _is_retouching(cats: set[str]) -> bool:
    """Something shall be done to a thing inside a picture, by a verb or by a word of its own."""
    return "inside" in cats and bool(cats & INSIDE or {"word", "ref"} <= cats)


def _is_remark(cats: set[str], wishes: list[Wish]) -> bool:
    """Somebody says how they find it."""
    return bool(cats & {"love", "praise"}) and not any(wish.firm for wish in wishes)


def _take(tokens: tuple[Token, ...], wishes: list[Wish], reading: _Reading) -> None:
    strange = sum(1.0 if len(t.text) > 1 else 0.5 for t in tokens if t.cat == "word")
    taken = [wish for wish in wishes if wish.firm or strange <= STRANGE]
    _join(tokens, taken, reading)
    reading.places += [t.value for t in tokens if t.cat == "ref" and t.value]
    _last([t.value for t in tokens if t.cat == "length"], reading)
    heavy = [t for t in tokens if t.cat in HEAVY]
    reading.unclear += [str(t.value) if t.cat == "ask" else "request" for t in heavy]
    others = {t.cat for t in tokens} - {"talk", "word"}
    said = [t for t in tokens if not (others and t.text in AMBIGUOUS)]
    reading.talk += [topic for t in said if (topic := _said(t))]


def _join(tokens: tuple[Token, ...], taken: list[Wish], reading: _Reading) -> None:
    """Add the wishes of a clause, with what its other words say about them."""
    where = bearings.places(tokens)
    if where:
        reading.unclear += ["request"] if bearings.of_some(taken) else []
        taken = bearings.about(taken, where)
    if taken and any(token.cat == "others" for token in tokens):
        known = bearings.others(reading.wishes, taken[0])
        reading.unclear += [] if known else ["request"]
        reading.wishes = known or reading.wishes
        taken = taken[1:]
    reading.wishes += taken


def _last(times: list[int], reading: _Reading) -> None:
    """A mere length belongs to the wish before it, or to the whole."""
    for ms in times:
        longer = bearings.lasting(reading.wishes[-1], ms) if reading.wishes else None
        if longer is None:
            reading.times.append(ms)
        else:
            reading.wishes[-1] = longer


def _said(token: Token) -> str:
    return {"talk": str(token.value), "offtopic": "offtopic"}.get(token.cat, "")


def _with_length(edits: tuple[e.Edit, ...], reading: _Reading) -> Iterator[e.Edit]:
    """A mere "20 seconds" beside other wishes is the length of the whole."""
    yield from edits
    if edits and not any(isinstance(edit, e.SetTotal | e.SetSeconds) for edit in edits):
        yield from (e.SetTotal(ms=ms) for ms in reading.times[:1])


def _once(edits: Iterable[e.Edit]) -> Iterator[e.Edit]:
    """Without repetitions, which people make when they explain; undoing twice is meant."""
    kept: list[e.Edit] = []
    for edit in edits:
        if kept and (merged := _merged(kept[-1], edit)):
            kept[-1] = merged
        elif edit not in kept or isinstance(edit, e.Undo | e.Redo | e.Duplicate):
            kept.append(edit)
    return iter(kept)


def _merged(one: e.Edit, other: e.Edit) -> e.Edit | None:
    """Two edits in a row of the same thing as one, where the second says more."""
    merged: e.Edit | None = None
    match one, other:
        case e.SetCanvas(), e.SetCanvas():
            short = other.short_side or one.short_side
            merged = e.SetCanvas(ratio=other.ratio or one.ratio, short_side=short)
        case e.SetFit(), e.SetFit() if one.clips == other.clips and other.mode in ("", one.mode):
            merged = replace(one, background=other.background or one.background)
        case e.Adjust(), e.Adjust() if (one.what, one.clips) == (other.what, other.clips):
            merged = other
        case e.SetTransition(), e.SetTransition() if one.clips == other.clips:
            merged = replace(other, ms=other.ms or one.ms)
        case e.SetMusic(mood=""), e.SetMusic():
            merged = replace(other, tempo=other.tempo or one.tempo)
        case _ if bearings.same(one, other):
            merged = one
        case e.SetVolume(), e.SetVolume() if other.percent is not None and one.db:
            merged = replace(other, target=one.target)
        case _:
            pass
    return merged


def _chosen(reading: _Reading, *, uploads: bool) -> Iterator[e.Edit]:
    """The edits, without those that another makes needless."""
    decided = (edit for wish in reading.wishes for edit in _decided(wish, uploads=uploads))
    edits = list(_once(decided))
    makes = [edit for edit in edits if isinstance(edit, e.Make)]
    rest = [edit for edit in edits if not isinstance(edit, e.Make)]
    used = any(isinstance(edit, e.UseOnly) for edit in rest)
    if makes and not used:
        some = e.UseOnly(clips=reading.places[0]) if reading.places else None
        yield some or replace(makes[0], count=max(make.count for make in makes))
    filled = bool(makes) or any(isinstance(edit, _FILLING) for edit in rest)
    yield from rest if filled else sorted(rest, key=lambda edit: not isinstance(edit, e.Generate))


def _decided(wish: Wish, *, uploads: bool) -> tuple[e.Edit, ...]:
    """A mere "video of the sea" is made of the uploads where there are some, else drawn."""
    made = [edit for edit in wish.edits if isinstance(edit, e.Make)]
    drawn = [edit for edit in wish.edits if isinstance(edit, e.Generate)]
    if not (made and drawn):
        return wish.edits
    totals = (e.SetTotal(ms=edit.ms) for edit in drawn if edit.ms != USUAL_MS)
    return (*made, *totals) if uploads else tuple(drawn)
