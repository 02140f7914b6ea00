"""From a message to what it asks for, by rules alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import antecedents, asides, bearings, merging
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.excess import lessened
from nemo_emulator.agent.grammar import (
    cards,
    everyday,
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
from nemo_emulator.agent.pattern import Rules, reduce_all, split
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.weights import (
    AMBIGUOUS,
    AUXILIARIES,
    CLAUSES,
    DESCRIBING,
    HEAVY,
    INNER,
    INSIDE,
    INTERJECTION,
    MATTERS,
    OURS,
    POLITE,
    RATHER_STRANGE,
    SILENT,
    STRANGE,
    VERY_STRANGE,
)

RULES: Final = Rules(
    (
        *measures.RULES,
        *whole.HISTORY,
        *whole.DRAWING,
        *whole.MAKING,
        *order.EXCEPTIONS,
        *everyday.IN_TURN,
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
)
# People write less; patterns take longer than in proportion, so machines shall not write more.
MOST_TOKENS: Final = 400
LONGEST: Final = 60

_BACK: Final[frozenset[type]] = frozenset({e.Undo, e.Redo, e.StartOver})
_FILLING = e.UseOnly | e.AddClips
_MAKING: Final[frozenset[type]] = frozenset({e.Make, e.Generate})
_TEXT: Final = frozenset({"title", "text"})
_WRITTEN: Final[frozenset[type]] = frozenset(
    (e.AddText, e.ChangeText, e.SetSubtitles, e.AddCard, e.RemoveText, e.RemoveCard)
)
# What may be left over beside an edit.
_SPARE: Final[Mapping[type, Iterable[str]]] = MappingProxyType(
    {e.Generate: DESCRIBING, e.AddCard: ("moment", "sized"), e.SetMusic: ("music",)}
)
# What a clause is made of that only names clips.
_NAMING: Final = frozenset({"ref", "and", "because", "for", "from", "with"})


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
    named: list[e.Clips] = field(default_factory=list[e.Clips])
    places: list[e.Clips] = field(default_factory=list[e.Clips])
    unclear: list[str] = field(default_factory=list[str])
    talk: list[str] = field(default_factory=list[str])
    cannot: list[str] = field(default_factory=list[str])


def _parsed(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The sentences after all reductions; tokens of category ``wish`` hold edits."""
    tokens = antecedents.resolved(bearings.shaped(lessened(tokens)))
    for sentence in _sentences(tokens):
        if _asks(sentence):
            yield (Token("wh"), *sentence)
            continue
        tokens = tuple(_plain(token for token in sentence if token.cat not in SILENT))
        while tokens and tokens[0].cat == "comma":
            tokens = tokens[1:]
        while tokens and tokens[-1].cat == "comma":
            tokens = tokens[:-1]
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
        if token.value is not None or token.cat == "word" or token != before:
            yield token
        before = token


def ruled(tokens: tuple[Token, ...], *, uploads: bool) -> Understanding:
    """What the rules make of the tokens of a message."""
    tokens = tokens[:MOST_TOKENS]
    if asides.is_sending(tokens):
        return Understanding(talk="offtopic")
    meant = _meant(tokens, uploads=uploads)
    if meant.unclear and (wishes := asides.left_out(tokens)) != tokens:
        again = _meant(wishes, uploads=uploads)
        return again if again.edits and not (again.unclear or again.cannot) else meant
    return meant


def _meant(tokens: tuple[Token, ...], *, uploads: bool) -> Understanding:
    sentences = tuple(_parsed(tokens))
    if not sentences:
        return Understanding(talk="hello")
    reading = _Reading()
    for sentence in sentences:
        _read_sentence(sentence, reading)
    edits = tuple(_with_length(tuple(_chosen(reading, uploads=uploads)), reading))
    if edits and not _all_used(reading.named, edits):
        reading.unclear.append("request")
    if reading.unclear:
        return Understanding(unclear=reading.unclear[0])
    cannot = next(iter(reading.cannot), "")
    if edits:
        return Understanding(edits=edits, cannot=cannot)
    talk = next(iter(reading.talk), "")
    if cannot or talk:
        return Understanding(cannot=cannot, talk="" if cannot else talk)
    return Understanding(unclear="request")


def _all_used(named: list[e.Clips], edits: tuple[e.Edit, ...]) -> bool:
    """Clips that stand in a clause of their own are what something is asked of."""
    used = {place for edit in edits for place in getattr(edit, "clips", ())}
    return all(set(places) <= used for places in named)


def _read_sentence(tokens: tuple[Token, ...], reading: _Reading) -> None:
    if tokens[0].cat == "wh":
        reading.talk.append(_topic(tokens))
        return
    clauses = list(split(tokens, CLAUSES))
    wishes = [token.value for token in tokens if token.cat == "wish"]
    back = not _BACK.isdisjoint([type(edit) for wish in wishes for edit in wish.edits])
    for clause in clauses:
        cats = {token.cat for token in clause}
        if reading.wishes and (placed := bearings.apposed(clause, reading.wishes[-1])):
            reading.wishes[-1] = placed
        elif back and "wish" not in cats:
            continue
        elif not (wishes and cats <= INTERJECTION) and not _is_aside(clause, reading):
            _read_clause(clause, reading)


def _is_aside(clause: tuple[Token, ...], reading: _Reading) -> bool:
    """A clause that only gives a reason, leaves something open, or says "away" once more."""
    cats = {token.cat for token in clause}
    if not reading.wishes:
        return False
    if "shrug" in cats or (cats == {"remove"} and bearings.removes(reading.wishes)):
        return True
    because = clause[:1] and clause[0].cat == "because" and "ref" not in cats
    return bool(because) and not _firm(clause)


def _firm(tokens: tuple[Token, ...]) -> bool:
    return any(t.cat == "wish" and t.value.firm for t in tokens)


def _topic(tokens: tuple[Token, ...]) -> str:
    cats = [token.cat for token in tokens]
    strangers = sum(cat in ("word", "num", "factor") for cat in cats)
    if strangers > 1 and not set(cats) & (MATTERS - {"num", "time", "count", "factor"} | OURS):
        return "offtopic"
    return next((topic for t in tokens if (topic := _said(t))), "question")


def _read_clause(tokens: tuple[Token, ...], reading: _Reading) -> None:
    cats = {token.cat for token in tokens}
    wishes = bearings.one_drawn([token.value for token in tokens if token.cat == "wish"])
    if cats & {"cannot", "link_url"}:
        reading.cannot.append(next((str(t.value) for t in tokens if t.cat == "cannot"), "link"))
        reading.wishes += [wish for wish in wishes if wish.firm and "and" in cats]
    elif (_is_retouching(cats) or _is_unknown_thing(tokens)) and not wishes:
        reading.cannot.append("photo")
    elif "wh" in cats:
        reading.talk.append(_topic(tokens))
    elif _is_remark(cats, wishes):
        reading.talk.append("praise")
    else:
        _take(tokens, wishes, reading)


def _is_retouching(cats: set[str]) -> bool:
    """Something shall be done to a thing inside a picture, by a verb or by a word of its own."""
    ground = "background" in cats and bool({"subject", "word"} & cats and {"ref", "pic"} & cats)
    return ("inside" in cats or ground) and bool(cats & INSIDE or {"word", "ref"} <= cats)


def _is_unknown_thing(tokens: tuple[Token, ...]) -> bool:
    """ "Remove the power lines from photo 3": something that is in a picture."""
    cats = [token.cat for token in tokens]
    named = cats.count("word") and {"remove", "replace"} & set(cats)
    inside = any(one in ("in", "from") and other in INNER for one, other in pairwise(cats))
    scenery = any(pair in (("subject", "in"), ("subject", "from")) for pair in pairwise(cats))
    if scenery and "ref" in cats and {"make", "set", "color", "adjust", "remove"} & set(cats):
        return True
    return bool(named and inside and not {"when", "ask"} & set(cats))


def _is_remark(cats: set[str], wishes: list[Wish]) -> bool:
    """Somebody says how they find it."""
    return bool(cats & {"love", "praise"}) and not any(wish.firm for wish in wishes)


def _take(tokens: tuple[Token, ...], wishes: list[Wish], reading: _Reading) -> None:
    cats = {token.cat for token in tokens}
    strange = sum([1.0 if len(t.text) > 1 else 0.5 for t in tokens if t.cat == "word"])
    making = not _MAKING.isdisjoint([type(edit) for w in wishes for edit in w.edits])
    most = VERY_STRANGE if making else RATHER_STRANGE
    taken = [wish for wish in wishes if strange <= (most if wish.firm else STRANGE)]
    reading.unclear += ["request"] if len(taken) < len(wishes) else []
    _join(tokens, taken, reading)
    if cats <= _NAMING:
        reading.named += [t.value for t in tokens if t.cat == "ref" and t.value]
    reading.places += [t.value for t in tokens if t.cat == "ref" and t.value]
    _last([t.value for t in tokens if t.cat == "length"], reading)
    back = not _BACK.isdisjoint([type(edit) for wish in taken for edit in wish.edits])
    aside = back or (not taken and not cats.isdisjoint(("offtopic", "talk")))
    heavy = [] if aside else [t for t in tokens if t.cat in HEAVY]
    if not aside and _is_half_read(tokens, taken):
        reading.unclear.append("request")
    reading.unclear += [str(t.value) if t.cat == "ask" else "request" for t in heavy]
    others = cats - {"talk", "word"}
    said = [t for t in tokens if not (others and t.text in AMBIGUOUS)]
    reading.talk += [topic for t in said if (topic := _said(t))]


def _is_half_read(tokens: tuple[Token, ...], taken: list[Wish]) -> bool:
    """Something that matters was left over beside what was understood."""
    spare = _spare(taken)
    cats = {token.cat for token in tokens}
    if not taken and (_is_unknown_verb(tokens) or _is_unread_move(tokens)):
        return True
    edits = [edit for wish in taken for edit in wish.edits]
    if cats.isdisjoint(_TEXT):
        return not MATTERS & cats <= spare
    if edits and _WRITTEN.isdisjoint(map(type, edits)):
        return True
    if not edits and cats & {"at", "moment", "for", "move", "put"}:
        return True
    return not MATTERS & cats <= spare


def _spare(taken: list[Wish]) -> set[str]:
    """What may be left over beside such wishes."""
    edits = [edit for wish in taken for edit in wish.edits]
    making = not _MAKING.isdisjoint(map(type, edits))
    spare = {"count", "half", "moment", "num"} if making or not taken else set[str]()
    spare.update(*[_SPARE.get(type(edit), ()) for edit in edits])
    return spare | {"off"} if bearings.removes(taken) else spare


def _is_unread_move(tokens: tuple[Token, ...]) -> bool:
    """Something shall go somewhere, and no rule knew what or where."""
    cats = {token.cat for token in tokens}
    named = any(t.cat == "ref" and t.value for t in tokens)
    return bool(cats & {"move", "put"}) and bool(named or cats & {"moment", "before", "after"})


def _is_unknown_verb(tokens: tuple[Token, ...]) -> bool:
    """ "Zhoosh the title": and what it shall be done to."""
    first, then = (*tokens, Token("end"), Token("end"))[:2]
    known = ("title", "caption", "subtitle", "ref")
    return first.cat == "word" and first.text.isascii() and then.cat in known


def _join(tokens: tuple[Token, ...], taken: list[Wish], reading: _Reading) -> None:
    """Add the wishes of a clause, with what its other words say about them."""
    where = bearings.places(tokens)
    made = any(isinstance(edit, e.Make) for wish in taken for edit in wish.edits)
    if where and not made:
        reading.unclear += ["request"] if bearings.of_some(taken) else []
        taken = bearings.about(taken, where)
        reading.unclear += ["request"] if taken and bearings.unused(tokens, taken) else []
    if taken and any(token.cat == "others" for token in tokens):
        *before, last = taken if len(taken) > 1 else (taken[0],)
        known = bearings.others([*reading.wishes, *before], last)
        reading.unclear += [] if known else ["request"]
        reading.wishes = known or reading.wishes
        taken = []
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
    if token.cat == "talk":
        return str(token.value)
    return token.cat if token.cat == "offtopic" else ""


def _with_length(edits: tuple[e.Edit, ...], reading: _Reading) -> Iterator[e.Edit]:
    """A mere "20 seconds" beside other wishes is the length of the whole."""
    yield from edits
    if edits and not any(isinstance(edit, e.SetTotal | e.SetSeconds) for edit in edits):
        yield from (e.SetTotal(ms=ms) for ms in reading.times[:1])


def _chosen(reading: _Reading, *, uploads: bool) -> Iterator[e.Edit]:
    """The edits, without those that another makes needless."""
    decided = (edit for wish in reading.wishes for edit in _decided(wish, uploads=uploads))
    edits = list(merging.once(decided))
    makes = [edit for edit in edits if isinstance(edit, e.Make)]
    rest = [edit for edit in edits if not isinstance(edit, e.Make)]
    used = any(isinstance(edit, e.UseOnly) for edit in rest)
    if makes and not used:
        some = e.UseOnly(clips=reading.places[0]) if reading.places else None
        kinds: Any = next((make.of for make in makes if make.of != "any"), "any")
        yield some or replace(makes[0], of=kinds, count=max(make.count for make in makes))
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
