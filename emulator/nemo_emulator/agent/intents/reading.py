"""What a message asks for by the learned model: kinds first, then their fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import asking
from nemo_emulator.agent.intents.bounds import together
from nemo_emulator.agent.intents.clauses import Tokens, clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.features import HAN, OPEN, features, words_of
from nemo_emulator.agent.intents.filling import Filled, filled
from nemo_emulator.agent.intents.frames import FRAMES, SPOKEN
from nemo_emulator.agent.intents.gathering import Clause, Segment
from nemo_emulator.agent.intents.model import Model, traits
from nemo_emulator.agent.intents.owners import WRITING, owned
from nemo_emulator.agent.intents.pointing import meant, of_stills, pointed, sounding
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.intents.segments import segmented
from nemo_emulator.agent.intents.text_features import LINES
from nemo_emulator.agent.intents.unquoted import SURE, quoted
from nemo_emulator.agent.intents.weighing import SPEECH, weighed
from nemo_emulator.agent.intents.wider import wider
from nemo_emulator.agent.intents.witnesses import heard
from nemo_emulator.agent.quotes import SRT, has_marks
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.tokens import Token


@dataclass(frozen=True, slots=True)
class Reading:
    """The kinds that a message asks for, and the edits of those that could be filled.

    ``sure`` is the least distance of a kind's log-odds from the border, ``trust`` that of a trait;
    ``spare`` are categories of values that no edit accounts for. ``told`` are the typed tokens;
    of the ``words`` in them, ``strange`` ones stand in no example. ``idle`` are the categories in
    clauses that ask for nothing, ``weakest`` is the most that one of them says for any kind;
    ``others`` are kinds that may be meant instead.
    """

    kinds: tuple[str, ...]
    edits: tuple[e.Edit, ...] = ()
    sure: int = 0
    trust: int = 1000
    spare: tuple[str, ...] = ()
    filled: bool = False
    clauses: int = 0
    topic: str = ""
    scores: Mapping[str, int] = field(default_factory=dict[str, int])
    told: tuple[Token, ...] = ()
    words: int = 0
    strange: int = 0
    chinese: bool = False
    idle: tuple[str, ...] = ()
    weakest: int = 0
    others: tuple[tuple[str, ...], ...] = ()
    signs: frozenset[str] = frozenset()
    witnesses: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])


# A video of some uploads is made by choosing them.
BETTER: Final = {
    "Make": frozenset({"UseOnly"}),
    "Remove": frozenset({"Keep"}),
}
# They say which uploads are shown at all.
CHOOSING: Final = frozenset({"Make", "UseOnly", "Keep", "Remove", "AddClips"})
THINGS: Final = frozenset(("title", "caption", "subtitle", "music", "transition", "ref"))
# "Of the last six" says how many; another place is left over.
LATEST: Final = "Make"
OTHERS: Final = "others"
FORBIDDEN: Final = "not"
STRANGE: Final = "verb"
SHORT: Final = 3
DENYING: Final = frozenset({"not", "no"})
# What has not been done is missed.
PAST: Final = frozenset(("没", "没有", "还没", "haven't", "hasn't", "didn't", "isn't", "aren't"))
# After these "the others" are all that there are.
SORTING: Final = frozenset({"Remove", "Keep", "UseOnly", "Arrange", "Replace"})
VERBS: Final = frozenset({"add", "put", "show", "with", "make", "generate"})
ADDING: Final = frozenset(
    ("AddText", "ChangeText", "AddCard", "AddClips", "SetSubtitles", "Generate", "Make")
)
NAMED: Final = frozenset({"ref", "quote"})
MOST_TOKENS: Final = 400
# What says less than that for a kind does not say it; what says more says it plainly.
FAINT: Final = -96
PLAIN: Final = 48


def read_message(
    message: str, model: Model, known: Facts | None = None, given: tuple[str, ...] = ()
) -> Reading:
    """The same from the words; a text that nobody quoted is looked for where one is wanted."""
    seen = asking.signs(message)
    reading = read(scan(message)[:MOST_TOKENS], model, known, given, seen)
    kinds = tuple(sorted(WRITING & set(reading.kinds)))
    if not kinds and any(token.cat == "quote" for token in reading.told):
        # "Pic 3: lighter" shows no text: what stands behind a colon is a wish.
        return read(scan(message, named=False)[:MOST_TOKENS], model, known, reading.kinds, seen)
    if not kinds or SRT.search(message):
        return reading
    marked, sure = (message, SURE) if has_marks(message) else quoted(message, kinds, model.shown)
    tokens = scan(marked, named=False)[:MOST_TOKENS]
    again = read(tokens, model, known, given, seen)
    if set(again.kinds) - WRITING != set(reading.kinds) - WRITING:
        again = read(tokens, model, known, reading.kinds, seen)
    one = LINES not in kinds and marked != message
    if not again.filled and one and (whole := together(marked)) != marked:
        other = read(scan(whole, named=False)[:MOST_TOKENS], model, known, again.kinds, seen)
        again = other if other.filled else again
    return replace(again, trust=min(again.trust, sure))


def read(
    tokens: Tokens,
    model: Model,
    known: Facts | None = None,
    given: tuple[str, ...] = (),
    signs: frozenset[str] = frozenset(),
) -> Reading:
    """The edits that a message asks for, and how sure that is; of ``given`` kinds, if any.

    ``signs`` are those of the whole message, as it was typed.
    """
    parts = clauses(tokens, known)
    if not parts:
        return Reading(("answer",))
    seen = features(parts, known, signs)
    wide = wider(parts, seen, known)
    rows = scored(wide, model)
    best = weighed(rows, parts, known, model.choice)
    kinds = given or _likely(best)
    wanted = [kind for kind in kinds if kind not in SPEECH]
    owners = owned(rows, wanted, parts) if wanted else [()] * len(parts)
    held = {kind for owner in owners for kind in owner} | {*SPEECH}
    border = max(score for kind, score in best.items() if kind not in kinds)
    kinds = tuple(kind for kind in kinds if kind in held) or ("clarify",)
    wanted = [kind for kind in wanted if kind in kinds]
    sure = min(-border, *(best[kind] for kind in kinds))
    if wanted:
        told = [Clause(*row, known) for row in zip(parts, seen, owners, strict=True)]
        found = _filled(kinds, sure, segmented(told, model), model)
        odd = {"word" for clause in told if _is_unknown(clause, model)}
        odd |= {FORBIDDEN for clause in told if _is_forbidden(clause)}
        odd |= {STRANGE for clause in told if _is_strange(clause, model)}
        found = replace(found, spare=(*found.spare, *sorted(odd)))
    else:
        found = Reading(kinds, sure=sure)
    silent = [n for n, owner in enumerate(owners) if not owner]
    return replace(
        _heard(found, parts, model),
        topic=_topic(kinds, seen, model),
        signs=signs,
        scores=best,
        witnesses=heard(wide, model),
        idle=tuple(token.cat for n in silent for token in parts[n]),
        weakest=max((max(rows[n].values()) for n in silent), default=0),
        others=_others(kinds, best, [rows[n] for n in silent]),
    )


def scored(wide: Iterable[frozenset[str]], model: Model) -> list[dict[str, int]]:
    """What each clause says for each kind."""
    kinds = model.kinds
    return [dict(zip(kinds.labels, kinds.scores(row), strict=True)) for row in wide]


def _likely(best: Mapping[str, int]) -> tuple[str, ...]:
    """The kinds that are likelier than not, at least one."""
    found = tuple(kind for kind, score in best.items() if score > 0)
    return found or (max(best, key=lambda kind: best[kind]),)


def _others(
    kinds: tuple[str, ...], best: Mapping[str, int], silent: list[dict[str, int]]
) -> tuple[tuple[str, ...], ...]:
    """What else may be meant: what silent clauses say most for; all but what is least sure."""
    edits = sorted((kind for kind in kinds if kind not in SPEECH), key=lambda kind: best[kind])
    firsts = [
        max((score, kind) for kind, score in row.items() if kind not in SPEECH) for row in silent
    ]
    fuller = {kind for score, kind in firsts if score > FAINT and kind not in kinds}
    found = [(*edits, *sorted(fuller))] if fuller else []
    if len(edits) > 1:
        found.append(tuple(edits[1:]))
    if edits and best[edits[-1]] < PLAIN:
        found.append((max(SPEECH, key=lambda kind: best.get(kind, FAINT)),))
    return tuple(found)


def _heard(reading: Reading, parts: tuple[Tokens, ...], model: Model) -> Reading:
    """With what was said, and how much of it the model knows."""
    told = tuple(token for part in parts for token in part)
    words = [word for token in told if token.cat not in OPEN for word in words_of(token)]
    return replace(
        reading,
        told=told,
        clauses=len(parts),
        words=len(words),
        strange=sum(f"w{word}" not in model.kinds.weights for word in words),
        chinese=any(HAN.search(token.text) for token in told),
    )


def _topic(kinds: tuple[str, ...], seen: tuple[frozenset[str], ...], model: Model) -> str:
    """What is declined or answered."""
    kind = next((kind for kind in kinds if kind in model.traits and kind in SPEECH), "")
    return traits(model.traits[kind], seen)["topic"][0] if kind else ""


def _filled(kinds: tuple[str, ...], sure: int, segments: list[Segment], model: Model) -> Reading:
    kinds = _needed(kinds)
    known = segments[0].own[0].known
    chosen = CHOOSING & set(kinds)
    told = [t for one in segments for clause in one.clauses for t in clause.tokens if not chosen]
    found: list[Filled] = []
    for segment in segments:
        last = next((edit for part in reversed(found) for edit in part.edits[-1:]), None)
        tokens = [token for clause in segment.own for token in clause.tokens]
        every = [token for clause in segment.clauses for token in clause.tokens]
        for kind in (kind for kind in segment.kinds if kind in kinds):
            part = filled(kind, segment.own, model, segment.clauses)
            edits = tuple(
                of_stills(
                    meant(sounding(edit, every, last), tokens, last, known), tokens, told, known
                )
                for edit in part.edits
            )
            found.append(replace(part, edits=edits))
    return Reading(
        kinds=kinds,
        edits=_pointed(segments, kinds, found),
        sure=sure,
        trust=min(part.trust for part in found),
        spare=tuple(
            cat
            for n, segment in enumerate(segments)
            for cat in _spare(segment)
            if cat != OTHERS or not _are_left(segments[:n], segment)
        ),
        filled=all(part.edits for part in found),
    )


def _are_left(before: list[Segment], segment: Segment) -> bool:
    """ "Drop 3, the others in sepia": those are all clips by then, unless some are named, too."""
    sorted_out = any(SORTING & set(one.kinds) for one in (*before, segment))
    named = any(t.cat in ("ref", "ord") for clause in segment.own for t in clause.tokens)
    return sorted_out and (not named or bool(SORTING & set(segment.kinds)))


def _pointed(
    segments: list[Segment], kinds: tuple[str, ...], found: list[Filled]
) -> tuple[e.Edit, ...]:
    """The edits one after the other, with what "it" means in them."""
    owners = [segment for segment in segments for kind in segment.kinds if kind in kinds]
    edits: list[e.Edit] = []
    for segment, part in zip(owners, found, strict=True):
        tokens = tuple(token for clause in segment.own for token in clause.tokens)
        edits += [pointed(edit, tokens, edits[-1] if edits else None) for edit in part.edits]
    return tuple(edits)


def _needed(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Without those that another one says better."""
    return tuple(kind for kind in kinds if not BETTER.get(kind, frozenset()) & set(kinds))


def _is_unknown(clause: Clause, model: Model) -> bool:
    """Something is said of a thing in words that no example has."""
    cats = {token.cat for token in clause.tokens}
    words = [name for name in clause.features if name[0] == "w"]
    strange = any(name not in model.kinds.weights for name in words)
    return not clause.kinds and strange and bool(cats & THINGS)


def _is_strange(clause: Clause, model: Model) -> bool:
    """It begins with a word that no example has, as a command does, and names a thing."""
    plain = [token for token in clause.tokens if token.cat not in DENYING and token.text != "the"]
    first = plain[0] if plain else None
    strange = first is not None and first.cat == "word" and first.text.isascii()
    known = strange and f"w{plain[0].text}" in model.kinds.weights
    named = {token.cat for token in plain[1:]} & (THINGS | {"num", "pic"})
    short = len(plain) <= SHORT
    return strange and short and not known and bool(named) and not clause.kinds


def _is_forbidden(clause: Clause) -> bool:
    """ "Don't add": what could be added shall not be."""
    cats = [t.cat for t in clause.tokens if t.text not in PAST] or [""]
    said = any(one in DENYING and other in VERBS for one, other in pairwise(cats))
    if not clause.kinds:
        return said and "quote" in cats
    return (said or cats[0] in DENYING) and bool(ADDING & set(clause.kinds))


def _spare(segment: Segment) -> list[str]:
    """Categories of values that nothing takes; clips and texts count in remarks, too."""
    taken = frozenset(cat for kind in segment.kinds for cat in FRAMES[kind].takes)
    own = [token for clause in segment.own for token in clause.tokens]
    rest = [token for clause in segment.clauses for token in clause.tokens if token.cat in NAMED]
    return [
        t.cat
        for t in (*own, *rest)
        if t.cat in SPOKEN - taken
        and f"{t.cat}={t.value}" not in taken
        and t.value != ()
        and _counts(t, taken, segment.kinds)
    ]


def _counts(token: Token, taken: frozenset[str], kinds: tuple[str, ...]) -> bool:
    if token.cat == "ref" and LATEST in kinds:
        return bool(token.value[-1:] != (-1,))
    if token.cat == "ord":
        return token.value not in (1, -1)  # first, at last
    if token.cat == "percent":
        return any(letter.isdigit() for letter in token.text)  # not "softly"
    return token.cat != "num" or (is_number(token) and "ref" not in taken)
