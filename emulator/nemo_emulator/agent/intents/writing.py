"""Frames of edits of what is written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import styling, timing
from nemo_emulator.agent.intents.quoting import new
from nemo_emulator.agent.intents.said import PLAIN, Said, is_number
from nemo_emulator.agent.intents.subtitling import stretches
from nemo_emulator.agent.intents.timing import is_place, is_small
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

LETTERS: Final = frozenset({"字", "文字"})
TYPES: Final = ("title", "caption", "subtitle")
# From this size on words over a picture are a title.
LARGE: Final = 12.0
_BELOW: Final = frozenset({"under", "underneath", "beneath", "below"})
_STAYING: Final = frozenset({"stay", "stays", "remain", "remains", "be", "保留", "留着", "留下"})
_LEFT: Final = frozenset({"leave", "hands", "keep", "spare", "sparing", "保留", "留着", "留下"})
_UNTOUCHED: Final = ["not", "move"]
_RANGES: Final = (["num", "dash", "num"], ["num", "to", "num"])
_SEVERALLY: Final = frozenset(("分别", "依次", "挨", "逐个", "各自", "respectively", "in turn"))
_PARTING: Final = re.compile(r"\s*[、，,;；/]\s*(?:and\s+)?|\s+and\s+|\s*和\s*")
_NEXT: Final = frozenset({"下一张", "下一段", "next one", "the next", "the next one", "next"})
_NUMBER: Final = re.compile(r"\d+")
_NOTHING: Final = frozenset({"nothing", "none"})
_KEEPING: Final = frozenset({"keep", "keep_only", "only", "except"})
_SMALL: Final = frozenset({"little", "wee", "tiny", "small"})
_AGAIN: Final = frozenset({"again", "both", "also", "too"})
_EVERY: Final = frozenset({"all", "each", "intro", "outro"})
PAIR: Final = 2
BOTH: Final = frozenset({"both", "都"})
_BELONGING: Final = frozenset(("belongs", "belong", "move", "shift", "挪到", "移到", "放到", "挪"))
_MOST_CLIPS: Final = 20


def _type(m: Said, usual: str) -> Any:
    """As it is called, where it is called one thing."""
    told = {t.cat for t in m.tokens if t.cat in TYPES}
    return told.pop() if len(told) == 1 else usual


def add_text(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    quotes = new(m)
    if turns := _in_turn(m.tokens, quotes):
        return turns
    when = timing.when(m)
    rows = _placed(m, quotes, when) if quotes else ()
    kind = _kind(
        m, clip=any(place.clip for place, _ in rows), whole=when.whole and m.has("position")
    )
    if not quotes or kind == "subtitle":
        return None
    if not rows and (apart := _apart(m)):
        return apart
    look = styling.style(m, changed=False)
    edits = tuple(e.AddText(text=text, type=kind, when=place, style=look) for place, text in rows)
    return edits[0] if len(edits) == 1 else edits or None


def _in_turn(tokens: Sequence[Token], quotes: Sequence[str]) -> tuple[e.Edit, ...]:
    """四张图分别标上：春、夏、秋、冬; "Day 1, Day 2 on 4 and 5": one for each clip."""
    rows = [t.value for t in tokens if t.cat == "ref" and len(t.value) > 1]
    severally = any(t.text in _SEVERALLY for t in tokens)
    parts = [part.strip() for quote in quotes for part in _PARTING.split(quote)]
    if len(parts) < PAIR or not (severally or (rows and _are_counted(parts))):
        return ()
    if len(rows) != 1 or len(rows[0]) != len(parts):
        whole = severally and len(quotes) == 1
        parts = [part.strip() for part in quotes[0].split("、")] if whole else []
        rows = [range(1, len(parts) + 1)]
    return tuple(
        e.AddText(text=text, type="caption", when=e.When(clip=clip))
        for clip, text in zip(rows[0], parts, strict=True)
        if len(parts) > 1
    )


def _are_counted(parts: Sequence[str]) -> bool:
    """ "Day 1", "Day 2": the same but for the number."""
    return len({_NUMBER.sub("#", part) for part in parts}) == 1 < len({*parts})


def _apart(m: Said) -> tuple[e.Edit, ...]:
    """Each text by the words of its own clause; what is said of none is said of all."""
    parts = [row for part in parts_of(m.tokens) for row in _each(part)]
    told = [[t.cat for t in part].count("quote") for part in parts]
    bare = any(n and len(part) == n for part, n in zip(parts, told, strict=True))
    if bare or set(told) - {0, 1} or sum(told) < PAIR:
        return ()
    rest = tuple(t for part, n in zip(parts, told, strict=True) if not n for t in part)
    found: list[e.Edit] = []
    for part, n in zip(parts, told, strict=True):
        edit = add_text(replace(m, tokens=(*part, *rest))) if n else ()
        found += edit if isinstance(edit, tuple) else [_next(edit, part, found)] if edit else []
    return tuple(found)


def _next(edit: e.Edit, part: Sequence[Token], before: Sequence[e.Edit]) -> e.Edit:
    """On 2 one text, 下一张 another: the one behind it."""
    last = before[-1] if before else None
    if not isinstance(edit, e.AddText) or not isinstance(last, e.AddText) or last.when.clip < 1:
        return edit
    led = edit.when.clip == 0 and any(token.text in _NEXT for token in part)
    when = replace(edit.when, clip=last.when.clip + 1)
    return replace(edit, type=last.type, when=when) if led else edit


def _each(part: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Cut at the last comma between two texts."""
    quotes = [n for n, token in enumerate(part) if token.cat == "quote"]
    start = 0
    for one, other in pairwise(quotes):
        cuts = [n for n in range(one + 1, other) if part[n].cat in ("comma", "and")]
        if cuts:
            yield tuple(part[start : cuts[-1]])
            start = cuts[-1] + 1
    yield tuple(part[start:])


def _placed(m: Said, quotes: Sequence[str], when: e.When) -> Sequence[tuple[e.When, str]]:
    """Each text with where it stands; none where that is open."""
    if len(quotes) == 1:
        several = tuple((e.When(clip=clip), quotes[0]) for clip in _several(m, when))
        return several or ((when, quotes[0]),)
    if times := stretches(m.tokens, len(quotes), lines=False):
        return [
            (e.When(start=start, length=end - start), text)
            for (start, end), text in zip(times, quotes, strict=True)
        ]
    in_order = m.has("order") and m.known and m.known.shown == len(quotes) and not m.clips
    pairs = enumerate(quotes, 1) if in_order else _paired(m.tokens, quotes) or ()
    return [(e.When(clip=clip), text) for clip, text in pairs]


def _several(m: Said, when: e.When) -> e.Clips:
    """The clips that one text is for, where they are named in one breath, or "again"."""
    rows = [token.value for token in m.tokens if token.cat == "ref" and len(token.value) > 1]
    alone = when.clip and len(rows) == 1 and when.clip == rows[0][0]
    again = when.clip and any({t.cat, t.text} & _AGAIN for t in m.tokens)
    films = m.one("films", default=()) if when == e.When() else ()
    found = tuple(rows[0]) if alone else m.clips if again else tuple(films)
    return found if 1 < len(found) <= _MOST_CLIPS else ()


def _kind(m: Said, *, clip: bool, whole: bool) -> Any:
    """Small words for a clip are a caption; large ones, or a banner over it all, are a title."""
    told = _type(m, "")
    if told:
        return told
    large = any(t.cat == "sized" and t.value >= LARGE for t in m.tokens)
    below = any(t.text in _BELOW for t in m.tokens)
    small = any(t.cat == "sized" and t.value < LARGE for t in m.tokens)
    low = any(t.cat == "position" and str(t.value).startswith("bottom") for t in m.tokens)
    if below or small or (low and not large) or (clip and not large):
        return "caption"
    return "title" if large or whole else m.trait("type") or "title"


def _paired(tokens: Sequence[Token], quotes: Sequence[str]) -> tuple[tuple[int, str], ...] | None:
    """Each text with its clip: named before it, or after it, or all in one row."""
    row = [*_row(tokens)]
    places = [one for one in row if isinstance(one, int)]
    if len(places) == len(quotes):
        return tuple(zip(places, quotes, strict=True))
    if grouped := [*_grouped(row)]:
        return tuple(grouped)
    each = any(t.cat == "each" or (t.cat == "ref" and t.value == ()) for t in tokens)
    if not places and each and len(quotes) > 1:
        return tuple(enumerate(quotes, 1))
    return None


def _grouped(row: Sequence[int | str]) -> Iterator[tuple[int, str]]:
    """ "1 and 2: A, 3: B": several places in front of a text, all or none of them so."""
    if row and isinstance(row[0], str) and isinstance(row[-1], int):
        yield from reversed([*_grouped(row[::-1])])
        return
    kinds = [isinstance(one, int) for one in row]
    bare = any(not (one or before) for before, one in pairwise((False, *kinds)))
    if bare or not kinds or kinds[-1]:
        return
    waiting: list[int] = []
    for one in row:
        if isinstance(one, int):
            waiting.append(one)
        else:
            yield from ((place, one) for place in waiting)
            waiting = []


def _row(tokens: Sequence[Token]) -> Iterator[int | str]:
    """The texts and places in order, each of "1-3"; "nothing on the third" is none of them."""
    for n, token in enumerate(tokens):
        if any(t.text in _NOTHING for t in tokens[max(n - 2, 0) : n]):
            continue
        row = tokens[n : n + 3]
        if [t.cat for t in row] in _RANGES and is_place(token) and is_place(row[2]):
            yield from range(int(token.value), int(row[2].value))
            continue
        if token.cat == "ref":
            yield from token.value
        elif token.cat in ("ord", "num") and is_place(token):
            yield int(token.value)
        elif token.cat == "quote":
            yield str(token.value)


def change_text(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    """One text, or "both the title and the caption"."""
    edit = _changed(m)
    rows = [(m.tokens[max(n - 2, 0) : n], t) for n, t in enumerate(m.tokens) if t.cat in TYPES]
    kinds = [*dict.fromkeys(t.cat for led, t in rows if not any(b.cat == "not" for b in led))]
    told = [t.cat for t in m.tokens if t.cat not in ("stop", "and", "comma")]
    beside = {*kinds} in [{a, b} for a, b in pairwise(told)]
    both = edit is not None and (beside or any(t.text in BOTH for t in m.tokens))
    if edit is None or len(kinds) != PAIR or not both:
        return edit
    every: list[Any] = kinds
    return tuple(replace(edit, type=kind) for kind in every)


def _changed(m: Said) -> e.ChangeText | None:
    m = timing.lasting(timing.undenied(_every_text(m)))
    quotes = new(m)
    look = styling.style(m, changed=True)
    when = e.When(whole=True) if timing.is_staying(m) else timing.when(m)
    if _is_moved(m) and (clip := _other(m)):
        when = replace(when, clip=clip)
    if (look.enter or look.exit) and not (when.clip or m.has("time", "span")):
        when = e.When(whole=when.whole)  # "it fades out at the end"
    text = quotes[-1] if quotes else ""
    if not text and look == e.TextStyle() and when == e.When():
        return None
    kind = _meant(m, when)
    written = m.has(*TYPES, "text") or any(t.text == "written" for t in m.tokens)
    named = (text or (look != e.TextStyle() and written)) and not _is_moved(m)
    when = replace(when, clip=0) if named else when
    return e.ChangeText(type=kind, text=text, when=when, style=look)


def _every_text(m: Said) -> Said:
    """ "All captions", "the end page's title": which texts, not when."""
    rows = zip(m.tokens, (*m.tokens[1:], Token("")), strict=True)
    kept = tuple(a for a, b in rows if not (a.cat in _EVERY and b.cat in (*TYPES, "text")))
    return replace(m, tokens=kept)


def _is_moved(m: Said) -> bool:
    """It shall stand with another clip; else the clip says which text is meant."""
    rows = pairwise((*m.tokens, Token("")))
    belongs = any(a.text in _BELONGING and b.cat != "position" for a, b in rows)
    denied = any(a.cat == "not" and b.cat == "in" for a, b in pairwise(m.tokens))
    return belongs or denied


def _other(m: Said) -> int:
    """Where it goes: the latter of two clips, "that's on 2 over to 5"; 0 for none."""
    to = [b for a, b in pairwise(m.tokens) if a.cat == "to" and b.cat == "num" and is_place(b)]
    led = [b for a, b in pairwise(m.tokens) if a.cat == "in" and b.cat == "num" and is_place(b)]
    if len(to) == 1 and len(led) == 1 and is_number(to[0]):
        return int(to[0].value)
    return m.clips[-1] if len(m.clips) > 1 else 0


def _meant(m: Said, when: e.When) -> Any:
    """What it is called, or how: the big words are the title, the small ones a caption."""
    told = _type(m, "")
    if told:
        return told
    sizes = {m.tokens[n].value for n in styling.described(m.tokens)}
    if sizes:
        return "title" if max(sizes) >= LARGE else "caption"
    if any(t.cat in TYPES for t in m.tokens):
        seen = m.trait("type")
        return seen if any(t.cat == seen for t in m.tokens) else "any"
    seen, margin = m.traits.get("type", ("", 0))
    plain = margin >= PLAIN and (m.known is None or seen in m.known.has)
    return "caption" if abs(when.clip) > 1 else seen if plain else "any"


def remove_text(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    clips = _uncounted(m).clips or _nth(m.tokens)
    several = () if clips or m.known is None else _listed(m.tokens)
    if several:
        return tuple(e.RemoveText(type=kind) for kind in several)
    kind = _unwanted(m, clips)
    edits = tuple(e.RemoveText(type=kind, clip=clip) for clip in clips or (0,) if kind)
    return edits if len(edits) > 1 else edits[0] if edits else None


def _listed(tokens: Sequence[Token]) -> tuple[Any, ...]:
    """ "Title and caption off": several, none of which shall stay."""
    kinds = tuple(dict.fromkeys(t.cat for t in tokens if t.cat in TYPES))
    staying = any(_stays(tokens, n) for n, token in enumerate(tokens) if token.cat in TYPES)
    return kinds if len(kinds) > 1 and not staying else ()


def _uncounted(m: Said) -> Said:
    """Without places that are only counted: "2 texts on top of each other"."""
    rows = zip(m.tokens, (*m.tokens[1:], Token("")), strict=True)
    kept = (a for a, b in rows if a.cat != "ord" and not _counts(a, b))
    return replace(m, tokens=tuple(kept))


def _counts(token: Token, then: Token) -> bool:
    """去掉3上的字 is about the third clip."""
    there = then.text in LETTERS and is_number(token)
    return (token.cat, then.cat) == ("num", "text") and not there


def _nth(tokens: Sequence[Token]) -> e.Clips:
    """ "Off the second", "the caption on two"."""
    pairs = pairwise(tokens)
    found = (
        b
        for a, b in pairs
        if a.cat in ("off", "from", "in") and (b.cat == "ord" or (a.text, b.cat) == ("on", "num"))
    )
    return tuple(int(token.value) for token in found if is_small(token))


def _unwanted(m: Said, clips: e.Clips) -> Any:
    """What is called by its name and shall not stay; what is called small is a caption."""
    named = [n for n, token in enumerate(m.tokens) if token.cat in TYPES]
    staying = {m.tokens[n].cat for n in named if _stays(m.tokens, n)}
    told = {m.tokens[n].cat for n in named} - staying
    if len(told) == 1:
        return told.pop()
    seen = m.trait("type") or "any"
    if told:
        return seen if seen in told else None
    small = any(t.value < LARGE if t.cat == "sized" else t.text in _SMALL for t in m.tokens)
    if small or (staying == {"title"} and seen in (*staying, "any")):
        return "caption"
    vague = not staying and not clips and m.traits.get("type", ("", 0))[1] < PLAIN
    return "any" if vague and seen == "caption" else seen if seen not in staying else None


def _stays(tokens: Sequence[Token], n: int) -> bool:
    """ "Leave the heading", "only the title", "the title can stay"."""
    before, after = _until_named(tokens[max(n - 3, 0) : n][::-1]), _until_named(tokens[n + 1 :][:2])
    left = any(t.cat in _KEEPING or t.text in _LEFT for t in before)
    cats = [t.cat for t in after]
    kept = any(t.cat == "keep" and not t.text.isascii() for t in after)
    left = left or cats == _UNTOUCHED or kept
    return left or any(t.text in _STAYING for t in after)


def _until_named(tokens: Sequence[Token]) -> Sequence[Token]:
    return [*takewhile(lambda token: token.cat not in (*TYPES, "stop", "remove"), tokens)]
