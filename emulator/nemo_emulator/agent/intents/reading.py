"""What a message asks for by the learned model: kinds first, then their fields."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.bounds import together
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.continuing import beside, entering, is_listed, joins, of_chosen
from nemo_emulator.agent.intents.continuing import together as together_told
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.features import OPEN, is_chinese, words_in
from nemo_emulator.agent.intents.filling import Filled, filled
from nemo_emulator.agent.intents.following import following
from nemo_emulator.agent.intents.footage import of_footage
from nemo_emulator.agent.intents.frames import FRAMES, SPOKEN
from nemo_emulator.agent.intents.gathering import Clause, Segment
from nemo_emulator.agent.intents.joins import joined
from nemo_emulator.agent.intents.likely import likely, needed, other_kinds
from nemo_emulator.agent.intents.listening import kinds_of
from nemo_emulator.agent.intents.model import NO_WORD, Model, traits
from nemo_emulator.agent.intents.owners import WRITING, owned
from nemo_emulator.agent.intents.picking import picked
from nemo_emulator.agent.intents.pointing import about, meant, of_stills, pointed, sounding
from nemo_emulator.agent.intents.reaching import reached
from nemo_emulator.agent.intents.renumbering import renumbered
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.intents.seeing import Whole
from nemo_emulator.agent.intents.segments import segmented
from nemo_emulator.agent.intents.stretches import stretched
from nemo_emulator.agent.intents.text_features import LINES
from nemo_emulator.agent.intents.tuning import fades_timed, song_taken
from nemo_emulator.agent.intents.unquoted import LISTED, SURE, quoted
from nemo_emulator.agent.intents.weighing import SPEECH
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
    ``others`` are kinds that may be meant instead; ``heard`` is what the network hears, ``spoken``
    that of the kinds alone.
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
    heard: Mapping[str, int] = field(default_factory=lambda: NO_WORD)
    spoken: Mapping[str, int] = field(default_factory=lambda: NO_WORD)


# They say which uploads are shown at all.
CHOOSING: Final = frozenset({"Make", "UseOnly", "Keep", "Remove", "AddClips"})
THINGS: Final = frozenset(("title", "caption", "subtitle", "music", "transition", "ref"))
COMMANDED: Final = THINGS | {"num", "pic"}
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
PLACED: Final = frozenset({"ref", "ord", "others"})
MOST_TOKENS: Final = 400


def read_message(
    message: str,
    model: Model,
    known: Facts | None = None,
    given: tuple[str, ...] = (),
    whole: Whole | None = None,
) -> Reading:
    """The same from the words; a text that nobody quoted is looked for where one is wanted.

    ``whole`` is what all of the message shows, if it was looked at already.
    """
    whole = whole or Whole.of(message, model, known)
    typed, message = message, whole.message
    by = partial(read, model=model, known=known, whole=whole)
    reading = by(scan(message)[:MOST_TOKENS], given=given)
    kinds = tuple(sorted(WRITING & set(reading.kinds)))
    message = typed if {*reading.kinds} <= LISTED | {LATEST} else message
    if not kinds and any(token.cat == "quote" for token in reading.told):
        # "Pic 3: lighter" shows no text: what stands behind a colon is a wish.
        return by(_typed(message), given=reading.kinds)
    if not kinds or SRT.search(message):
        return reading
    marked, sure = (message, SURE) if has_marks(message) else quoted(message, kinds, model.shown)
    tokens = _typed(marked)
    again = by(tokens, given=given)
    if set(again.kinds) - WRITING != set(reading.kinds) - WRITING:
        again = by(tokens, given=reading.kinds)
    one = LINES not in kinds and marked != message and not again.filled
    closed = together(marked) if one else marked
    other = again if closed == marked else by(_typed(closed), given=again.kinds)
    return replace(other if other.filled else again, trust=min(again.trust, sure))


def _typed(marked: str) -> Tokens:
    """Where only what stands in quotation marks is a text."""
    return scan(marked, named=False)[:MOST_TOKENS]


def read(
    tokens: Tokens,
    model: Model,
    known: Facts | None = None,
    given: tuple[str, ...] = (),
    whole: Whole | None = None,
) -> Reading:
    """The edits that a message asks for, and how sure that is; of ``given`` kinds, if any.

    ``whole`` is what the message shows as it was typed.
    """
    whole = whole or Whole()
    look = whole.look(tokens, model, known)
    if not look.parts:
        return Reading(("answer",))
    parts, seen, rows, best, heard = look.parts, look.seen, look.rows, look.best, whole.heard
    kinds = given or likely(best)
    wanted = [kind for kind in kinds if kind not in SPEECH]
    parts, owners = _owned(parts, rows, wanted, known)
    held = {kind for owner in owners for kind in owner} | {*SPEECH}
    border = max([score for kind, score in best.items() if kind not in kinds])
    kinds = tuple(kind for kind in kinds if kind in held) or ("clarify",)
    wanted = [kind for kind in wanted if kind in kinds]
    sure = min(-border, *(best[kind] for kind in kinds))
    found: dict[str, Any] = {"kinds": kinds}
    if wanted:
        rows_told = zip(parts, seen, owners, strict=True)
        told = [Clause(*row, known, heard, whole.filled) for row in rows_told]
        found = _filled(kinds, segmented(told, model), model)
        found["spare"] += tuple(_odd(told, model))
    silent = [n for n, owner in enumerate(owners) if not owner]
    return Reading(
        **found,
        **_known(parts, model),
        sure=sure,
        topic=_topic(kinds, seen, model),
        signs=whole.signs,
        scores=best,
        heard=heard,
        spoken=whole.kinds,
        idle=tuple(token.cat for n in silent for token in parts[n]),
        weakest=max((max(rows[n].values()) for n in silent), default=0),
        others=other_kinds(kinds, best, [rows[n] for n in silent], kinds_of(whole.kinds)),
    )


def _owned(
    parts: tuple[Tokens, ...],
    rows: Sequence[dict[str, int]],
    wanted: list[str],
    known: Facts | None,
) -> tuple[tuple[Tokens, ...], list[tuple[str, ...]]]:
    """The clauses, and the kinds that each of them asks for."""
    owners = owned(rows, wanted, parts) if wanted else [()] * len(parts)
    held = {kind for owner in owners for kind in owner}
    wanted = [kind for kind in wanted if kind in held] or wanted
    owners = fades_timed(parts, song_taken(parts, owners, wanted))
    parts, owners = joined(parts, owners, wanted, known)
    parts, owners = reached(parts, owners, wanted, known)
    parts, owners = stretched(parts, owners, wanted, known)
    return picked(parts, owners, wanted, known)


def _odd(told: list[Clause], model: Model) -> list[str]:
    """What is strange about clauses: unknown words, what is forbidden, unknown commands."""
    odd = {"word" for clause in told if _is_unknown(clause, model)}
    odd |= {FORBIDDEN for clause in told if _is_forbidden(clause)}
    # Beside another wish, what is heard of all is no word on that clause.
    unsure = told if len(told) > 1 else [clause for clause in told if not clause.kinds]
    return sorted(odd | {STRANGE for clause in unsure if _is_strange(clause, model)})


def _known(parts: tuple[Tokens, ...], model: Model) -> dict[str, Any]:
    """What was said, and how much of it the model knows."""
    told = tuple([token for part in parts for token in part])
    words = [word for token in told if token.cat not in OPEN for word in words_in(token.text)]
    weights = model.kinds.weights
    return {
        "told": told,
        "clauses": len(parts),
        "words": len(words),
        "strange": sum([f"w{word}" not in weights for word in words]),
        "chinese": is_chinese(told),
    }


def _topic(kinds: tuple[str, ...], seen: tuple[frozenset[str], ...], model: Model) -> str:
    """What is declined or answered."""
    kind = next((kind for kind in kinds if kind in model.traits and kind in SPEECH), "")
    return traits(model.traits[kind], seen)["topic"][0] if kind else ""


def _filled(kinds: tuple[str, ...], segments: list[Segment], model: Model) -> dict[str, Any]:
    """What is read of the edits of these kinds, and which values they leave over."""
    kinds = needed(kinds)
    known = segments[0].own[0].known
    chosen = bool(CHOOSING & set(kinds))
    told = [t for one in segments for clause in one.clauses for t in clause.tokens if not chosen]
    counts = Counter(kind for segment in segments for kind in segment.kinds)
    found: list[Filled] = []
    tokens: list[Token] = []
    for segment in segments:
        done = [edit for part in found for edit in part.edits]
        before, tokens = tokens, [token for clause in segment.own for token in clause.tokens]
        settled = _settling(segment, done, before, None if chosen else told)
        for kind in (kind for kind in segment.kinds if kind in kinds):
            alone = counts[kind] == 1
            part = filled(kind, segment.own, model, segment.clauses, alone=alone)
            found.append(Filled(tuple(map(settled, part.edits)), part.trust))
    spare = [
        cat
        for n, segment in enumerate(segments)
        for cat in _spare(segment)
        if cat != OTHERS or not _are_left(segments[:n], segment)
    ]
    return {
        "kinds": kinds,
        "edits": _pointed(segments, kinds, found, known),
        "trust": min(part.trust for part in found),
        "spare": tuple(spare),
        "filled": all(part.edits for part in found),
    }


def _settling(
    segment: Segment, done: list[e.Edit], before: list[Token], told: list[Token] | None
) -> Callable[[e.Edit], e.Edit]:
    """How an edit of a wish gets the clips that nobody names: by what is said and done around it.

    ``before`` are the tokens of the last wish, ``told`` all, unless clips are chosen.
    """
    known = segment.own[0].known
    tokens = tuple(token for clause in segment.own for token in clause.tokens)
    one = beside(entering(done[-1] if done else None, before), before, tokens)
    last = together_told(done, tokens) or about(one, before, tokens)
    remarks = [t for clause in segment.clauses if clause not in segment.own for t in clause.tokens]
    listed = is_listed(done) or any(t.cat in PLACED and t.value != () for t in remarks)
    every = [token for clause in segment.clauses for token in clause.tokens]
    heard_of = [t for t in every if t.cat not in ("ref", "ord") or t in tokens]
    rows = [clause.tokens for clause in segment.clauses if told is not None]

    def settled(edit: e.Edit) -> e.Edit:
        edit = meant(sounding(edit, heard_of, last), tokens, last, known, listed=listed)
        edit = joins(of_stills(edit, rows, told or (), known), tokens, done, known)
        return of_footage(edit, tokens, known, done)

    return settled


def _are_left(before: list[Segment], segment: Segment) -> bool:
    """ "Drop 3, the others in sepia": those are all clips by then, unless some are named, too."""
    sorted_out = any(SORTING & set(one.kinds) for one in (*before, segment))
    named = any(t.cat in ("ref", "ord") for clause in segment.own for t in clause.tokens)
    return sorted_out and (not named or bool(SORTING & set(segment.kinds)))


def _pointed(
    segments: list[Segment], kinds: tuple[str, ...], found: list[Filled], known: Facts | None
) -> tuple[e.Edit, ...]:
    """The edits one after the other, with what "it" means in them."""
    owners = [segment for segment in segments for kind in segment.kinds if kind in kinds]
    edits: list[e.Edit] = []
    said = [token for one in segments for clause in one.clauses for token in clause.tokens]
    for segment, part in zip(owners, found, strict=True):
        tokens = tuple(token for clause in segment.own for token in clause.tokens)
        own = segment.own[0].known
        told = [_after(edit, tokens, edits, known, said) for edit in part.edits]
        edits += [pointed(edit, tokens, edits[-1] if edits else None, own) for edit in told]
    return tuple(edits)


def _after(
    edit: e.Edit,
    tokens: Tokens,
    before: Sequence[e.Edit],
    known: Facts | None,
    said: Sequence[Token],
) -> e.Edit:
    """The same edit of the clips that are meant, once those before are done."""
    edit = of_chosen(edit, before)
    anew = renumbered(edit, tokens, before, known)
    same = anew is edit or anew == edit
    return following(edit, tokens, before, known, said) if same else anew


def _is_unknown(clause: Clause, model: Model) -> bool:
    """Something is said of a thing in words that no example has."""
    if clause.kinds or THINGS.isdisjoint([token.cat for token in clause.tokens]):
        return False
    words = [name for name in clause.features if name[0] == "w"]
    return any(name not in model.kinds.weights for name in words)


def _is_strange(clause: Clause, model: Model) -> bool:
    """It begins with a word that no example has, as a command does, and names a thing."""
    plain = [token for token in clause.tokens if token.cat not in DENYING and token.text != "the"]
    if not 0 < len(plain) <= SHORT or plain[0].cat != "word" or not plain[0].text.isascii():
        return False
    known = f"w{plain[0].text}" in model.kinds.weights
    return not known and not COMMANDED.isdisjoint([token.cat for token in plain[1:]])


def _is_forbidden(clause: Clause) -> bool:
    """ "Don't add": what could be added shall not be."""
    cats = [t.cat for t in clause.tokens if t.text not in PAST]
    if DENYING.isdisjoint(cats):
        return False
    said = any(one in DENYING and other in VERBS for one, other in pairwise(cats))
    if not clause.kinds:
        return said and "quote" in cats
    return (said or cats[0] in DENYING) and bool(ADDING & set(clause.kinds))


def _spare(segment: Segment) -> list[str]:
    """Categories of values that nothing takes; clips and texts count in remarks, too."""
    taken = frozenset[str]().union(*[FRAMES[kind].takes for kind in segment.kinds])
    spoken = SPOKEN - taken
    own = [token for clause in segment.own for token in clause.tokens]
    rest = [token for clause in segment.clauses for token in clause.tokens if token.cat in NAMED]
    return [
        t.cat
        for t in (*own, *rest)
        if t.cat in spoken
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
