"""What a message asks for by the learned model: kinds first, then their fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import Tokens, clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.features import features
from nemo_emulator.agent.intents.frames import FRAMES, SPOKEN
from nemo_emulator.agent.intents.model import Model
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.intents.segments import Clause, Segment, filled, owned, segmented, traits
from nemo_emulator.agent.intents.unquoted import quoted
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.tokens import Token

# Messages that ask for no edit.
SPEECH: Final = ("decline", "clarify", "answer")


@dataclass(frozen=True, slots=True)
class Reading:
    """The kinds that a message asks for, and the edits of those that could be filled.

    ``sure`` is the least distance of a kind's log-odds from the border, ``trust`` that of a trait;
    ``spare`` are categories of values that no edit accounts for.
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


# Kinds of edit that show a text.
WRITING: Final = frozenset({"AddText", "ChangeText", "AddCard", "SetSubtitles"})
# A video of some uploads is made by choosing them.
BETTER: Final = {
    "Make": frozenset({"UseOnly"}),
    "Remove": frozenset({"Keep"}),
}
THINGS: Final = frozenset(("title", "caption", "subtitle", "music", "transition", "ref"))
FORBIDDEN: Final = "not"
DENYING: Final = frozenset({"not", "no"})
VERBS: Final = frozenset({"add", "put", "show", "with", "make", "generate"})
ADDING: Final = frozenset(("AddText", "AddCard", "AddClips", "SetSubtitles", "Generate", "Make"))
NAMED: Final = frozenset({"ref", "quote"})
MOST_TOKENS: Final = 400


def read_message(message: str, model: Model, known: Facts | None = None) -> Reading:
    """The same from the words; a text that nobody quoted is looked for where one is wanted."""
    reading = read(scan(message)[:MOST_TOKENS], model, known)
    if not WRITING & set(reading.kinds) or _is_styled(reading):
        return reading
    marked = quoted(message, lines="SetSubtitles" in reading.kinds)
    again = read(scan(marked)[:MOST_TOKENS], model, known) if marked != message else reading
    same = set(again.kinds) - WRITING == set(reading.kinds) - WRITING
    return again if again.filled and same else reading


def _is_styled(reading: Reading) -> bool:
    """A text shall look otherwise, and that is all."""
    told = [edit for edit in reading.edits if isinstance(edit, e.ChangeText)]
    fits = reading.filled and not reading.spare and WRITING & set(reading.kinds) == {"ChangeText"}
    return fits and all(edit.style != e.TextStyle() for edit in told)


def read(tokens: Tokens, model: Model, known: Facts | None = None) -> Reading:
    """The edits that a message asks for, and how sure that is."""
    parts = clauses(tokens)
    if not parts:
        return Reading(("answer",))
    seen = features(parts, known)
    rows = [dict(zip(model.kinds.labels, model.kinds.scores(row), strict=True)) for row in seen]
    best = {kind: max(row[kind] for row in rows) for kind in model.kinds.labels}
    kinds = tuple(k for k, score in best.items() if score > 0) or (
        max(best, key=lambda k: best[k]),
    )
    border = max(score for kind, score in best.items() if kind not in kinds)
    sure = min(-border, *(best[kind] for kind in kinds))
    wanted = [kind for kind in kinds if kind not in SPEECH]
    topic = _topic(kinds, seen, model)
    if not wanted:
        return Reading(kinds, sure=sure, clauses=len(parts), topic=topic, scores=best)
    owners = owned(rows, wanted)
    held = {kind for owner in owners for kind in owner}
    kinds = tuple(kind for kind in kinds if kind in held or kind in SPEECH)
    sure = min(-border, *(best[kind] for kind in kinds))
    told = [Clause(*row) for row in zip(parts, seen, owners, strict=True)]
    found = _filled(kinds, sure, segmented(told, model), model)
    odd = {"word" for clause in told if _is_unknown(clause, model)}
    odd |= {FORBIDDEN for clause in told if _is_forbidden(clause)}
    found = replace(found, spare=(*found.spare, *sorted(odd)))
    return replace(found, clauses=len(parts), topic=topic, scores=best)


def _topic(kinds: tuple[str, ...], seen: tuple[frozenset[str], ...], model: Model) -> str:
    """What is declined or answered."""
    kind = next((kind for kind in kinds if kind in model.traits and kind in SPEECH), "")
    return traits(model.traits[kind], seen)["topic"][0] if kind else ""


def _filled(kinds: tuple[str, ...], sure: int, segments: list[Segment], model: Model) -> Reading:
    kinds = _needed(kinds)
    found = [
        filled(kind, segment.own, model, segment.clauses)
        for segment in segments
        for kind in segment.kinds
        if kind in kinds
    ]
    return Reading(
        kinds=kinds,
        edits=tuple(edit for part in found for edit in part.edits),
        sure=sure,
        trust=min(part.trust for part in found),
        spare=tuple(cat for segment in segments for cat in _spare(segment)),
        filled=all(part.edits for part in found),
    )


def _needed(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Without those that another one says better."""
    return tuple(kind for kind in kinds if not BETTER.get(kind, frozenset()) & set(kinds))


def _is_unknown(clause: Clause, model: Model) -> bool:
    """Something is said of a thing in words that no example has."""
    cats = {token.cat for token in clause.tokens}
    words = [name for name in clause.features if name[0] == "w"]
    strange = any(name not in model.kinds.weights for name in words)
    return not clause.kinds and strange and bool(cats & THINGS)


def _is_forbidden(clause: Clause) -> bool:
    """ "Don't add": what could be added shall not be."""
    cats = [token.cat for token in clause.tokens]
    said = any(one in DENYING and other in VERBS for one, other in pairwise(cats))
    return (said or cats[0] in DENYING) and bool(ADDING & set(clause.kinds))


def _spare(segment: Segment) -> list[str]:
    """Categories of values that nothing takes; clips and texts count in remarks, too."""
    taken = frozenset(cat for kind in segment.kinds for cat in FRAMES[kind].takes)
    own = [token for clause in segment.own for token in clause.tokens]
    rest = [token for clause in segment.clauses for token in clause.tokens if token.cat in NAMED]
    return [
        t.cat
        for t in (*own, *rest)
        if t.cat in SPOKEN - taken and t.value != () and _counts(t, taken)
    ]


def _counts(token: Token, taken: frozenset[str]) -> bool:
    if token.cat == "ord":
        return token.value not in (1, -1)  # first, at last
    return token.cat != "num" or (is_number(token) and "ref" not in taken)
