"""Frame of a video that is made: of which uploads, and of how many."""

from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.media import medium
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

LATE: Final = frozenset({"newest", "latest", "most recent", "recent"})
PAIR: Final = 2
OUT: Final = frozenset({"except", "no", "remove"})
NUMERALS: Final = {**dict(zip("二三四五六七八九十", range(2, 11), strict=True)), "两": 2}


def make(m: Said) -> e.Edit | None:
    if chosen := _counted_up(m) or _all_but(m):
        return e.UseOnly(clips=chosen)
    of: Any = medium(m, m.trait("of"))
    if not is_late(m) and not latest(m) and _is_of_some(m):
        return None
    return e.Make(of="any" if (count := latest(m)) and not m.has("only") else of, count=count)


def _is_of_some(m: Said) -> bool:
    """ "Only five", of more than there are: nobody knows which."""
    if not m.has("only"):
        return False
    told = int(m.one("count", default=0))
    known = m.known
    return bool(known and 1 < told < known.total and told not in (known.photos, known.videos))


def _all_but(m: Said) -> e.Clips:
    """ "Everything bar the last two"."""
    size = m.known.total if m.known else 0
    places = [p for t, then in pairwise(m.tokens) if t.cat in OUT for p in m.places_of(then)]
    gone = {p if p > 0 else p + size + 1 for p in places}
    return tuple(p for p in range(1, size + 1) if p not in gone) if gone else ()


def _counted_up(m: Said) -> e.Clips:
    """ "3 to 8, make a video of them"."""
    ranged = any(
        one.cat == then.cat == "num" and to.cat in ("to", "dash")
        for one, to, then in zip(m.tokens, m.tokens[1:], m.tokens[2:], strict=False)
    )
    return m.places if ranged and len(m.places) > PAIR and m.within(m.places) else ()


def latest(m: Said) -> int:
    """How many of the latest uploads."""
    last = m.one("ref", default=())
    if last and tuple(last) == tuple(range(-len(last), 0)):
        return len(last)
    late = is_late(m) or m.one("ord") == -1 or m.one("moment") == "end"
    count = _nearest(m) if late else 0
    most = m.known.total if m.known else count + 1
    return count if count < most else 0


def _nearest(m: Said) -> int:
    """The number beside what says that they are the latest: "of the eight the latest three"."""
    numbers = [n for n, t in enumerate(m.tokens) if t.cat in ("count", "num")]
    named = [n for n, t in enumerate(m.tokens) if t.cat != "arrived" and _is_latest(t)]
    lates = named or [n for n, t in enumerate(m.tokens) if _is_latest(t)]
    if not numbers:
        told = "".join(m.tokens[n].text for n in lates)
        return next((value for sign, value in NUMERALS.items() if sign in told), 0)
    nearest = min(numbers, key=lambda n: min((abs(n - late) for late in lates), default=0))
    return int(m.tokens[nearest].value)


def _is_latest(token: Token) -> bool:
    return token.cat in ("newest", "arrived", "latest") or token.text in LATE


def is_late(m: Said) -> bool:
    return any(map(_is_latest, m.tokens))
