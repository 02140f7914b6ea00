"""Frame of clips that are drawn: what they show, and how long each of them lasts."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.whole import USUAL_MS
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

_PROMPT: Final = frozenset({"subject", "timelapse", "word", "inside", "mood"})
# The sky is behind the stars.
_BEHIND: Final = "clouds"
_SEASONS: Final = frozenset(("冬天", "冬日", "冬季", "winter", "wintry", "夏天", "summer"))
_LED: Final = frozenset({"for", "extra", "then"})
_SECOND: Final = 1000
Shot = Sequence[Token]


def generate(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    """One clip, or several where each has its length: "6 seconds of rain, then 6 of snow"."""
    timed = tuple(
        Token("time", ms) if (ms := _ms(m.tokens, n)) else t for n, t in enumerate(m.tokens)
    )
    drawn = tuple(shot for shot in (_drawn(m, shot) for shot in _shots(timed)) if shot)
    return drawn if len(drawn) > 1 else (drawn[0] if drawn else None)


def _shots(tokens: Shot) -> list[Shot]:
    """Cut before each length, or behind it, whichever the first subject tells."""
    ends = [n for n, _ in enumerate(tokens) if _ms(tokens, n)]
    subjects = [n for n, token in enumerate(tokens) if token.cat == "subject"]
    if len(ends) < 2 or len(subjects) < 2:
        return [tokens]
    cuts = ends[1:] if ends[0] < subjects[0] else [n + 1 for n in ends[:-1]]
    bounds = [0, *cuts, len(tokens)]
    shots = [tokens[a:b] for a, b in pairwise(bounds)]
    whole = all(any(token.cat == "subject" for token in shot) for shot in shots)
    return shots if whole else [tokens]


def _ms(tokens: Shot, n: int) -> int:
    """A time, or seconds that are not called so: "for ten", "then 20 of mountains"."""
    token = tokens[n]
    if token.cat in ("time", "length", "gain"):
        return abs(int(token.value))
    if token.cat != "num":
        return 0
    before, after = tokens[n - 1].cat if n else "", [t.cat for t in tokens[n + 1 : n + 2]]
    timed = any(t.cat == "time" for t in tokens)
    bare = before in _LED or (timed and after == ["subject"])
    return int(token.value * _SECOND) if bare and 1 < token.value <= 60 else 0


def _drawn(m: Said, shot: Shot) -> e.Generate | None:
    words = [t.text for t in shot if t.cat in _PROMPT]
    recipe = next(_subjects(shot), "") or m.trait("recipe")
    prompt = (" " if all(w.isascii() for w in words) else "").join(words) or recipe
    lengths = [ms for n, _ in enumerate(shot) if (ms := _ms(shot, n))]
    ms = lengths[-1] if lengths else USUAL_MS
    return e.Generate(prompt=prompt, recipe=recipe, ms=ms) if recipe else None


def _subjects(shot: Shot) -> Iterator[str]:
    """What is to be seen; the sky, the season and what was before only if there is nothing else."""
    told = [(token, after) for token, after in pairwise((*shot, Token(""))) if _is_shown(token)]
    yield from (str(t.value) for t, after in told if not _is_around(t, after))
    yield from (str(t.value) for t, _ in told)


def _is_shown(token: Token) -> bool:
    return token.cat == "subject"


def _is_around(token: Token, after: Token) -> bool:
    """ "The mountains after the rain", 雨后的山, 冬天壁炉."""
    past = after.text in ("后", "过后", "之后")
    return token.value == _BEHIND or token.text in _SEASONS or past
