"""Which joins between clips a transition is for: "between 2 and 3", "1→2", "into 4 and 7".

Read once it is known that a transition is meant, so that numbers are taken for nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import reduce
from nemo_emulator.agent.intents.clauses import EXCEPT, Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.owners import CUES, PASSING
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.pattern import Match, Rules, reduce_all
from nemo_emulator.agent.tokens import IDLE, Token

Owner = tuple[str, ...]
JOIN: Final = "SetTransition"
INTO: Final = "into_clip"
PLACE: Final = "(num|ref|ord|one)"
NUMBERED: Final = "(num|ref|ord)"
NAMED: Final = frozenset({"num", "ref", "ord", "one", INTO})
PLACED: Final = frozenset({INTO, "others", "between_clips"})
FROM: Final = "from_clip"
SIDES: Final = "both_ends"
NOUN: Final = re.compile("clip|pic|photo|image|shot|video|number|frame|slide|[张段]")
BEHIND: Final = frozenset({"后面", "后边", "之后"})
# How "the one in front of 4" is written in Chinese, once its place is read.
BEFORE: Final = re.compile(r"那[个张段] (?:前面|前边|之前) \S+")
AMIDST: Final = " between"
TURNING: Final = frozenset({"换", "切", "转", "接"})
MANY: Final = "两三四五六七八九"
PAIR: Final = 2
BETWEEN: Final = re.compile(r"between (?:\w+ )?(\d+) (?:and|to) (?:\w+ )?(\d+)")
# What stands for a clause that asks for nothing.
STYLED: Final = CUES[JOIN]
# With these as partners a cut is a film's, and a place is none of a join.
OTHERWISE: Final = frozenset({"Trim", "Remove", "Move", "Swap", "Arrange", "Replace", "Keep"})
# Nothing comes between two clips.
NOTHING: Final = frozenset({"no", "not", "without", "off", "remove"})
NONE: Final = frozenset(
    ("nothing", "none", "zilch", "nada", "frill", "frills", "plain", "straight")
)
CUTS: Final = frozenset({"cut", "cuts", "硬切", "直切", "切"})
# What is said of them goes on as it was.
STAYING: Final = frozenset({"keep", "praise", "shrug"})
ROUNDS: Final = frozenset({"round", "version", "draft", "attempt", "try", "gr", "episode", "grade"})
BITS: Final = frozenset({(8, "bit"), (16, "bit")})
ALIKE: Final = frozenset({"similar", "such", "alike", "kind", "sort"})
STAYS: Final = frozenset(("stay", "stays", "remain", "remains", "可以留着", "别动", "不变"))
GOING: Final = ("go", "in")
# A clause with one of these is about something else.
STRANGE: Final = frozenset(
    (
        *("look", "motion", "adjust", "adjust_noun", "music", "sound", "quote", "title", "caption"),
        *("percent", "factor", "louder", "quieter", "mute", "volume", "ratio", "orient"),
    )
)


def _places(m: Match) -> e.Clips:
    """All that are named, one by one."""
    rows = (t.value if t.cat in ("ref", INTO) else (t.value,) for t in m.tokens if t.cat in NAMED)
    return tuple(int(place) for row in rows for place in row if place == int(place))


def _seam(m: Match) -> e.Clips | None:
    """Into the later one; over more clips than two, into each but the first."""
    return _joins(_places(m))


def _joins(told: e.Clips) -> e.Clips | None:
    rising = sorted({*told}) == list(told)
    if len(told) < 2 or min(told) < 1 or not rising:
        return None
    return tuple(range(told[0] + 1, told[-1] + 1))


def _step(m: Match) -> e.Clips | None:
    """ "2→3", "2-3": from one to the next."""
    told = _places(m)
    return (told[1],) if len(told) == 2 and told[1] == told[0] + 1 else None


def _nth(m: Match) -> e.Clips | None:
    """ "The second transition" leads into the third clip."""
    told = _places(m)
    if len(told) != 1 or NOUN.search(m.tokens[0].text):
        return None
    return (told[0] + 1 if told[0] > 0 else told[0],)


def _onwards(m: Match) -> int | None:
    """ "5 onwards"."""
    told = _places(m)
    return told[0] if len(told) == 1 and told[0] > 0 else None


def _targets(m: Match) -> e.Clips | None:
    """ "Into 4 and 5" is into both."""
    return _places(m) or None


def _between_last(m: Match) -> e.Clips | None:
    """ "Between the last two", 前两张之间."""
    end = m.one("ord", "first_few")
    row = next((len(t.value) for t in m.tokens if t.cat == "films"), 0)
    count = row or int(m.one("num", default=0)) or _many(m.tokens[-1].text)
    if end not in (1, -1) or not count > 1:
        return None
    return tuple(range(2, count + 1)) if end > 0 else tuple(range(1 - count, 0))


def _many(text: str) -> int:
    """两张之间."""
    return next((n for n, word in enumerate(MANY, start=PAIR) if text.startswith(word)), 0)


def _swapped(m: Match) -> e.Clips | None:
    """3 换 4 的时候."""
    return _step(m) if m.tokens[1].text in TURNING else None


def _behind(m: Match) -> e.Clips | None:
    """第3张后面那处: into the next one."""
    place, rest = (t.value for t in m.tokens)
    fits = m.tokens[1].text in BEHIND and len(place) == 1 and rest[:1] == (place[0] + 1,)
    return rest[:1] if fits else None


def _next(m: Match) -> e.Clips | None:
    """第五张后面的转场 leads into the sixth."""
    place = m.tokens[0].value
    fits = m.tokens[1].text.rstrip("的") in BEHIND and len(place) == 1 and place[0] > 0
    return (place[0] + 1,) if fits else None


def _seam_of(token: Token) -> Token:
    """4前面那个切换 leads into 4."""
    found = BEFORE.fullmatch(token.text) if token.cat == "ref" else None
    return Token(INTO, (token.value[-1] + 1,), token.text) if found else token


def _ranged(token: Token) -> Token:
    """ "Between 1 and 4" is more than one."""
    found = BETWEEN.search(token.text) if token.cat == INTO else None
    places = _joins((int(found[1]), int(found[2]))) if found else None
    return Token(INTO, places, token.text) if places else token


RULES: Final = Rules(
    (
        reduce(INTO, f"between number_word? {PLACE} (and|to|dash|comma|in)+ {PLACE}", _seam),
        reduce(INTO, f"{PLACE} (and|to|dash|comma) {PLACE} between", _seam),
        reduce(INTO, "ref between|between ref", _seam),
        reduce(INTO, f"from {PLACE} (in|in to|to|into|dash) {PLACE}", _seam),
        reduce(INTO, "num dash word? num", _step),
        reduce(INTO, "num set num", _swapped),
        reduce(INTO, "ref ref", _behind),
        reduce(INTO, "ref (others|after) (?=remove|transition)", _next),
        reduce(INTO, "(ord|first_few) (num|films)? between_clips", _between_last),
        reduce(INTO, "(ord|ref) (join|transition)", _nth),
        reduce(FROM, f"from {INTO} (in|onwards)", _onwards),
        reduce(FROM, "(num|ref|ord) onwards", _onwards),
        reduce(
            INTO, f"into (word|pic|clip)* {NUMBERED} ((and|comma)+ into? {NUMBERED})*", _targets
        ),
    )
)


def joined(
    parts: Sequence[Tokens], owners: Sequence[Owner], kinds: Sequence[str], known: Facts | None
) -> tuple[tuple[Tokens, ...], list[Owner]]:
    """The clauses with the joins that they name, and those of them that ask for a transition."""
    if not set(kinds) & PASSING or set(kinds) & OTHERWISE:
        return tuple(parts), list(owners)
    size = known.size if known else 0
    parts = [_parted(_uncounted(part)) for part in parts]
    told = [_named(part, n, size) for part, n in zip(_stepped(parts), owners, strict=True)]
    told = _sided(_listed(told), size)
    if JOIN not in kinds:
        return tuple(told), list(owners)
    told = [_styled(part, n, kinds) for part, n in zip(told, owners, strict=True)]
    told = _timed(_led(told), owners)
    stays = [_is_spared(told, n) for n in range(len(told))]
    told = _remaining(told, size)
    found = [_owner(part, n) for part, n in zip(told, owners, strict=True)]
    told = [(IDLE,) if still else part for part, still in zip(told, stays, strict=True)]
    return tuple(told), [() if still else n for n, still in zip(found, stays, strict=True)]


def _named(part: Tokens, owner: Owner, size: int) -> Tokens:
    if set(owner) - PASSING:
        return part
    part = tuple(map(_seam_of, part)) if JOIN in owner else part
    return tuple(
        Token(INTO, tuple(range(t.value, size + 1)), t.text) if t.cat == FROM else _ranged(t)
        for t in reduce_all(part, RULES)
    )


def _uncounted(part: Tokens) -> Tokens:
    """ "Round 3", "8-bit": those numbers name no clips."""
    before, after = (Token(""), *part), (*part[1:], Token(""))
    return tuple(
        Token("word", token.text, token.text)
        if token.cat == "num" and (one.text in ROUNDS or (token.value, then.text) in BITS)
        else token
        for one, token, then in zip(before, part, after, strict=False)
    )


def _parted(part: Tokens) -> Tokens:
    """ "Fade between two and three": a style, and where."""
    done: list[Token] = []
    for token in part:
        told = token.cat in STYLED and token.text.endswith(AMIDST)
        done.append(replace(token, text=token.text.removesuffix(AMIDST)) if told else token)
        done += [Token("between", None, "between")] * told
    return tuple(done)


def _stepped(parts: Sequence[Tokens]) -> list[Tokens]:
    """ "1→2 dissolve": an arrow has parted the two."""
    done = list(parts)
    for n, (one, then) in enumerate(pairwise(parts)):
        first, second = one[-1], then[0]
        numbers = first.cat == second.cat == "num" and is_number(first) and is_number(second)
        if numbers and second.value == first.value + 1 and (len(then) > 1 or n == len(parts) - 2):
            done[n] = (*done[n][:-1], IDLE)
            done[n + 1] = (Token(INTO, (int(second.value),), second.text), *then[1:])
    return done


def _listed(parts: Sequence[Tokens]) -> list[Tokens]:
    """ "Going into the cake ones, 4 and 5": a list of nothing but clips is what it goes into."""
    done = list(parts)
    for n, (one, then) in enumerate(pairwise(parts)):
        led = any(t.cat == "into" for t in one) and not any(t.cat in NAMED for t in one)
        if led and {t.cat for t in then} <= {"num", "ref", "ord", "and", "comma"}:
            places = _places(Match(then))
            done[n + 1] = (Token(INTO, places, "these"),) if min(places, default=0) > 0 else then
    return done


def _sided(parts: Sequence[Tokens], size: int) -> list[Tokens]:
    """ "On both sides of 7", 第7张，前后都: into that one, and out of it."""
    done = list(parts)
    for n, part in enumerate(parts):
        at = next((k for k, token in enumerate(part) if token.cat == SIDES), None)
        rows = [
            tuple(t for t in one if t.cat in NAMED) for one in (part, *parts[max(n - 1, 0) : n])
        ]
        row = next(filter(None, rows), ())
        told = _places(Match(row)) if at is not None and row else ()
        into = tuple(p for p in (*told, *(p + 1 for p in told)) if 1 < p <= size)
        if at is not None and len(told) == 1 and into:
            rest = tuple(token for token in part if token.cat not in NAMED | {SIDES})
            done[n] = (*rest, Token(INTO, into, part[at].text))
    return done


def _styled(part: Tokens, owner: Owner, kinds: Sequence[str]) -> Tokens:
    """ "Just a cut there", "nothing elsewhere", "3→4 zoom": with the style that this is."""
    cats = {token.cat for token in part}
    if cats & STYLED or set(owner) - {JOIN}:
        return part
    told = tuple(_style(token, kinds, placed=bool(cats & PLACED)) for token in part)
    if any(token.cat in STYLED for token in told):
        return told
    denied = [n for n, t in enumerate(part) if t.cat in NOTHING or t.text in NONE]
    of_joins = cats & PLACED or any(
        any(t.cat == "transition" for t in part[n + 1 : n + 3]) for n in denied
    )
    if not denied or not of_joins or cats & STRANGE or any(t.text in ALIKE for t in part):
        return part
    rest = tuple(token for n, token in enumerate(part) if n not in denied)
    return (*rest, Token("style", "cut", part[denied[0]].text))


def _style(token: Token, kinds: Sequence[str], *, placed: bool) -> Token:
    """What else is a name of a transition."""
    if token.cat == "trim" and token.text in CUTS:
        return Token("style", "cut", token.text)
    zoomed = token.cat == "motion" and str(token.value).startswith("zoom")
    if placed and zoomed and "SetMotion" not in kinds:
        return Token("style", "zoom-in", token.text)
    blurred = token.cat == "texture" and token.value and token.value[0] == "blur"
    if placed and blurred and "Adjust" not in kinds:
        return Token("style", "hblur", token.text)
    return token


def _led(parts: Sequence[Tokens]) -> list[Tokens]:
    """ "But going into the last, just cut there": who, then how."""
    done = list(parts)
    for n, (one, then) in enumerate(pairwise(parts)):
        cats, after = ({token.cat for token in part} for part in (one, then))
        who = cats & {"into", INTO} and cats & NAMED and not cats & (STYLED | STRANGE | {"time"})
        how = after & STYLED and not after & (NAMED | PLACED | {"all", "each"})
        before = any(t.cat in STYLED for part in parts[:n] for t in part)
        if who and how and (before or cats & {"praise", EXCEPT}):
            named = tuple(token for token in one if token.cat not in STAYING)
            done[n], done[n + 1] = (IDLE,), (*named, *then)
    return done


def _timed(parts: Sequence[Tokens], owners: Sequence[Owner]) -> list[Tokens]:
    """ "Fade for half a second, two seconds into 7": the style is that of the one before."""
    done = list(parts)
    for n, part in enumerate(parts):
        cats = {token.cat for token in part}
        style = next((t for one in reversed(done[:n]) for t in one if t.cat in STYLED), None)
        before = [token for one in done[:n] for token in one]
        other = cats & {"into", INTO} and cats & NAMED and "time" in cats and not owners[n]
        whole = any(t.cat == "time" for t in before) and not any(t.cat in NAMED for t in before)
        if style and other and whole and not cats & (STYLED | STRANGE):
            done[n] = (*part, style)
    return done


def _owner(part: Tokens, owner: Owner) -> Owner:
    """A clause with a style and a place asks for a transition."""
    if IDLE in part and len(part) == 1:
        return ()
    cats = {token.cat for token in part}
    fits = cats & STYLED and cats & (PLACED | NAMED) and not cats & STRANGE
    return (JOIN,) if not owner and fits and not _stays(part) else owner


def _is_spared(parts: Sequence[Tokens], n: int) -> bool:
    """ "The other fades may stay", "1 to 2 is fine": it asks for nothing where another one does."""
    cats = {token.cat for token in parts[n]}
    others = [{t.cat for t in part} for m, part in enumerate(parts) if m != n]
    more = any(told & STYLED and told & (PLACED | NAMED) for told in others)
    named = "others" in cats or (cats & NAMED and not cats & {"keep", "style"})
    return bool(cats & (STYLED | {"smooth"}) and named and more and _stays(parts[n]))


def _stays(part: Tokens) -> bool:
    cats = {token.cat for token in part}
    going = any((one.text, other.cat) == GOING for one, other in pairwise(part))
    return bool(going or cats & STAYING or any(token.text in STAYS for token in part))


def _remaining(parts: Sequence[Tokens], size: int) -> list[Tokens]:
    """ "No transitions, only the first may stay": none but into the others."""
    done = list(parts)
    wish = next((n for n, part in enumerate(parts) if _goes(part)), None)
    kept = next((n for n, part in enumerate(parts) if _is_kept(part)), None)
    if wish is None or kept is None or wish == kept or not size:
        return done
    token = next(token for token in parts[kept] if token.cat in NAMED)
    told = _places(Match((token,)))
    into = told if token.cat == INTO else tuple(p + 1 if p > 0 else p + size + 1 for p in told)
    left = tuple(place for place in range(2, size + 1) if place not in into)
    rest = tuple(token for token in done[wish] if token.cat != "others")
    done[kept], done[wish] = (IDLE,), (*rest, Token(INTO, left, "the rest"))
    return done


def _goes(part: Tokens) -> bool:
    """All transitions shall go."""
    cats = {token.cat for token in part}
    gone = any(token.value == "cut" for token in part if token.cat == "style")
    return gone and not cats & (NAMED | PLACED - {"others"})


def _is_kept(part: Tokens) -> bool:
    cats = {token.cat for token in part}
    return "only" in cats and _stays(part) and sum(token.cat in NAMED for token in part) == 1
