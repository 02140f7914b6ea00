"""Frame of a video that is made: of which uploads, and of how many."""

from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.said import DENYING, Said

MEDIA: Final = {"pic": "image", "video": "video", "clip": "video", "films": "video"}
OTHER: Final = {"image": "video", "video": "image"}
IGNORED: Final = frozenset({"forget", "ignore", "skip", "without", "ignoring", "skipping", "minus"})
LATE: Final = frozenset({"newest", "latest", "most recent", "recent"})
PAIR: Final = 2


def make(m: Said) -> e.Edit:
    if chosen := _counted_up(m):
        return e.UseOnly(clips=chosen)
    of: Any = _medium(m) or m.trait("of") or "any"
    return e.Make(of="any" if (count := latest(m)) else of, count=count)


def _counted_up(m: Said) -> e.Clips:
    """ "3 to 8, make a video of them"."""
    ranged = any(
        one.cat == then.cat == "num" and to.cat in ("to", "dash")
        for one, to, then in zip(m.tokens, m.tokens[1:], m.tokens[2:], strict=False)
    )
    return m.places if ranged and len(m.places) > PAIR and m.within(m.places) else ()


def _medium(m: Said) -> str:
    """The one that is to be used alone, by what is left out; "" where that is not said."""
    out = {MEDIA[t.cat] for n, t in enumerate(m.tokens) if t.cat in MEDIA and _is_out(m, n)}
    told = {MEDIA[t.cat] for t in m.tokens if t.cat in MEDIA}
    alone = {MEDIA[t.cat] for n, t in enumerate(m.tokens) if t.cat in MEDIA and _is_alone(m, n)}
    if len(alone) == 1 and not out and m.known and m.known.videos > 0 and m.known.photos:
        return alone.pop()
    return OTHER[out.pop()] if len(out) == 1 and len(told) == PAIR else ""


def _is_alone(m: Said, n: int) -> bool:
    return any(t.text in ("only", "alone") for t in m.tokens[n + 1 : n + 2])


def _is_out(m: Said, n: int) -> bool:
    before, after = m.tokens[max(n - 2, 0) : n], m.tokens[n + 1 : n + 2]
    led = any(t.cat in DENYING or t.text in IGNORED for t in before)
    put_out = any(t.cat == "out" for t in after) or any(t.cat in DENYING for t in after)
    return led or put_out


def latest(m: Said) -> int:
    """How many of the latest uploads."""
    last = m.one("ref", default=())
    if last and last[-1] == -1:
        return len(last)
    late = is_late(m) or m.one("ord") == -1 or m.one("moment") == "end"
    count = int(m.one("count", "num", default=0)) if late else 0
    most = m.known.total if m.known else count + 1
    return count if count < most else 0


def is_late(m: Said) -> bool:
    return m.has("newest", "arrived", "latest") or any(t.text in LATE for t in m.tokens)
