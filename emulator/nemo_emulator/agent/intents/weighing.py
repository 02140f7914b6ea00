"""Which kinds of edit to believe, by what is said for them and for the others beside them.

The model of clauses knows nothing of what else it says of a message. Here a kind is seen as likely
as it is, beside its rivals; a second model of the same sort says how likely that makes it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.features import is_chinese
from nemo_emulator.agent.intents.model import NO_WORD, Linear

# Messages that ask for no edit.
SPEECH: Final = ("decline", "clarify", "answer")
SPOKEN: Final = frozenset(SPEECH)
Row = Mapping[str, int]
# A kind of which less is said is out of the question.
FAINT: Final = -96
MOST: Final = 128
ONLY: Final = "kind"


def weighed(
    rows: Sequence[Row],
    parts: Sequence[Tokens],
    known: Facts | None,
    model: Linear,
    heard: Row = NO_WORD,
) -> dict[str, int]:
    """The log-odds of each kind, in units; as the likeliest clause has it where nothing is known.

    Speech and edits exclude one another: what is less likely is out.
    """
    best = _best(rows)
    if not model.labels:
        return dict(best)
    scene = frozenset(_scene(parts, known))
    shared = model.score(scene)
    own = _own(rows, parts, best, scene, heard)
    found = {**best, **{kind: shared + model.score(seen) for kind, seen in own}}
    first = max(found, key=found.__getitem__)
    least = [kind for kind in (found if first in SPEECH else SPEECH) if kind != first]
    return found | {kind: -1 for kind in least if found.get(kind, -1) > -1}


def _best(rows: Sequence[Row]) -> Row:
    """The most that any clause says for each kind; all of them say it of the same in one order."""
    if len(rows) == 1:
        return rows[0]
    return dict(zip(rows[0], map(max, *[row.values() for row in rows]), strict=True))


def _ranked(row: Row) -> list[str]:
    """The likeliest first."""
    return sorted(row, key=row.__getitem__, reverse=True)


def views(
    rows: Sequence[Row], parts: Sequence[Tokens], known: Facts | None, heard: Row = NO_WORD
) -> dict[str, frozenset[str]]:
    """What each kind that comes into question looks like beside the others."""
    scene = frozenset(_scene(parts, known))
    own = _own(rows, parts, _best(rows), scene, heard)
    return {kind: scene.union(seen) for kind, seen in own}


def _own(
    rows: Sequence[Row],
    parts: Sequence[Tokens],
    best: Row,
    scene: frozenset[str],
    heard: Row,
) -> Iterator[tuple[str, list[str]]]:
    """The same without what all of them share, each name once."""
    order = _ranked(best)
    heard = {kind: heard.get(kind, FAINT) for kind in order} if heard else heard
    ranks = [order] if len(rows) == 1 else [_ranked(row) for row in rows]
    likeliest = max(order, key=heard.__getitem__) if heard else order[0]
    silent = min(sum([max(row.values()) <= 0 for row in rows]), 3)
    said = [kind for kind in order if best[kind] > 0]
    told = [n for n, k in enumerate(order) if best[k] > FAINT or heard.get(k, FAINT) > FAINT]
    for rank in told if told[:1] == [0] else (0, *told):
        kind = order[rank]
        beside = [other for other in said if other != kind]
        first = order[0] if rank else order[1]
        seen = _clause(kind, rows, ranks, parts)
        seen += _message(kind, beside, best[first])
        seen += (f"rank{min(rank, 4)}", f"silent{silent}{rank == 0}")
        if "early" in scene:
            seen.append(f"early.{kind}")
        if heard:
            seen += _heard(kind, heard, likeliest, best[kind])
        yield kind, seen


def _scene(parts: Sequence[Tokens], known: Facts | None) -> Iterator[str]:
    yield "b"
    yield f"clauses{min(len(parts), 5)}"
    if known is not None and not known.shown:
        yield "early"
    if any(map(is_chinese, parts)):
        yield "chinese"


def _clause(
    kind: str, rows: Sequence[Row], ranks: Sequence[Sequence[str]], parts: Sequence[Tokens]
) -> list[str]:
    """Where it is likeliest: how likely, beside the likeliest other kind there, and elsewhere."""
    scores = [row[kind] for row in rows]
    score = max(scores)
    at = scores.index(score)
    row = rows[at]
    first, second = ranks[at][:2]
    rival = first if first != kind else second
    again = max([*scores[:at], *scores[at + 1 :]], default=FAINT)
    coarse, other = _band(score, 32), row[rival]
    return [
        f"is.{kind}",
        f"score{_band(score, 8)}",
        f"score.{kind}{coarse}",
        f"again{_band(again, 32)}.{coarse}",
        f"ahead{_band(score - other, 16)}",
        f"rival{_band(other, 32)}",
        f"beside.{kind}|{rival}",
        f"long{min(len(parts[at]), 6)}{row[first] <= 0}",
        f"at{min(at, 3)}.{min(len(rows), 4)}",
        *([f"with.{kind}|{rival}"] if other > 0 else ()),
    ]


def _heard(kind: str, heard: Row, likeliest: str, score: int) -> list[str]:
    """What the network says for it, beside the likeliest, and beside what the clauses say."""
    own = heard.get(kind, FAINT)
    found = [
        f"net{_band(own, 8)}",
        f"net.{kind}{_band(own, 32)}",
        f"both{_band(own + score, 8)}",
        f"both.{kind}{_band((own + score) // 2, 16)}",
        f"pair{_band(own, 16)}|{_band(score, 16)}",
    ]
    if kind != likeliest:
        found.append(f"net behind{_band(heard.get(likeliest, FAINT), 32)}")
        found.append(f"net {kind}|{likeliest}")
    return found


def _message(kind: str, others: Sequence[str], first: int) -> list[str]:
    """What ``others`` the message says, and how likely the ``first`` of them is."""
    found = [f"and.{kind}|{other}" for other in others]
    found += (f"others{min(len(others), 3)}{kind in SPEECH}", f"first{_band(first, 32)}")
    if not others:
        found.append(f"alone.{kind}")
    elif not SPOKEN.isdisjoint(others):
        found.append("speech")
    return found


def _band(score: int, width: int) -> int:
    return (FAINT if score < FAINT else min(score, MOST)) // width
