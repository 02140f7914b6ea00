"""Frames of edits of what is written."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar import texts
from nemo_emulator.agent.intents import styling
from nemo_emulator.agent.intents.said import PLAIN, Said, is_number
from nemo_emulator.agent.tokens import Token

TYPES: Final = ("title", "caption", "subtitle")
CARD_MS: Final = 3000
# From this size on words over a picture are a title.
LARGE: Final = 12.0
SIDES: Final = {"start": "intro", "end": "outro"}
_FRONT: Final = frozenset(
    ("kick", "kicks", "opener", "front", "cover", "preface", "begin", "begins", "greet", "welcome")
)
_BACK: Final = frozenset(
    (
        *("close", "closes", "closer", "finish", "finishes", "finale", "tail", "goodbye", "bye"),
        *("farewell", "conclude", "final", "wrap", "credits", "thank you", "end"),
    )
)
_BELOW: Final = frozenset({"under", "underneath", "beneath", "below"})
_OLD: Final = frozenset({"not", "no", "replace"})
_OLD_WORDS: Final = frozenset({"instead of", "rather than", "不是", "而不是"})
_STAYING: Final = frozenset({"stay", "stays", "remain", "remains", "be", "保留", "留着", "留下"})
_LEFT: Final = frozenset({"leave", "hands", "keep", "保留", "留着", "留下"})
_KEEPING: Final = frozenset({"keep", "keep_only", "only", "except"})
_SMALL: Final = frozenset({"little", "wee", "tiny", "small"})
_GONE: Final = frozenset(
    ("vanish", "vanishes", "disappear", "disappears", "gone", "go", "away", "off", "消失")
)
_MOST_CLIPS: Final = 20
_WHOLE_SECOND: Final = 1000


def add_card(m: Said) -> e.Edit | None:
    where = _where(m)
    quotes = _new(m)
    if not where or len(quotes) != 1:
        return None
    letters, ground = styling.of_page(m.tokens)
    span = m.one("span", default=(0, None))
    return e.AddCard(
        where=where,
        text=quotes[0],
        ms=m.one("time", default=span[1] or CARD_MS),
        background=ground,
        color=letters,
    )


def _where(m: Said) -> Any:
    """The side that the words name, unless the model is sure of the other one."""
    told = {side for token in m.tokens for side in _named_side(token)}
    said = {side for token in m.tokens for side in _hinted_side(token)}
    seen, margin = m.traits.get("where", ("", 0))
    sides = told if len(told) == 1 else said
    if len(sides) != 1 or (margin >= PLAIN and seen not in sides):
        return m.trait("where")
    return sides.pop()


def _named_side(token: Token) -> Iterator[str]:
    if token.cat in ("intro", "outro"):
        yield token.cat
    elif token.cat == "moment" and token.value in SIDES:
        yield SIDES[token.value]


def _hinted_side(token: Token) -> Iterator[str]:
    """ "Before" the pictures or "after" them, the first page or the last."""
    if token.cat == "before" or token.text in _FRONT:
        yield "intro"
    elif token.cat == "after" or token.text in _BACK:
        yield "outro"
    elif token.cat == "ord" and token.value in (1, -1):
        yield "intro" if token.value == 1 else "outro"


def remove_card(m: Said) -> e.Edit | None:
    where = _where(m)
    return e.RemoveCard(where=where) if where else None


def _when(m: Said) -> e.When:
    place = m.trait("when")
    length = m.one("time")
    if _is_throughout(m):
        return e.When(whole=True)
    if m.clips and place in ("clip", ""):
        return e.When(clip=m.clips[0], length=length)
    if place == "whole":
        return e.When(whole=True)
    if begun := _begun(m.tokens):
        return begun
    start, lasting = m.one("span", default=(0, None))
    if start > 0 and lasting is None and any(t.text in _GONE for t in m.tokens):
        return e.When(length=start)
    return texts.when(m)


def _begun(tokens: Sequence[Token]) -> e.When | None:
    """ "From second 5 for 4 seconds"."""
    led = [(tokens[n - 1].cat, t.value) for n, t in enumerate(tokens) if n and t.cat == "time"]
    if [cat for cat, _ in led] != ["from", "for"]:
        return None
    return e.When(start=led[0][1], length=led[1][1])


def _is_throughout(m: Said) -> bool:
    """From the first second to the last, from start to end."""
    whole = {"start", "end"} <= set(m.all("moment"))
    return whole or (m.one("span") == (0, _WHOLE_SECOND) and -1 in m.all("ord"))


def _type(m: Said, usual: str) -> Any:
    """As it is called, where it is called one thing."""
    told = {t.cat for t in m.tokens if t.cat in TYPES}
    return told.pop() if len(told) == 1 else usual


def add_text(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    quotes = _new(m)
    when = _when(m)
    kind = _kind(m, clip=bool(m.clips if len(quotes) > 1 else when.clip))
    if not quotes or kind == "subtitle":
        return None
    look = styling.style(m, changed=False)
    pairs = _paired(m.tokens, quotes) or ()
    if len(quotes) == 1:
        pairs = tuple((clip, quotes[0]) for clip in _several(m, when))
        if not pairs:
            return e.AddText(text=quotes[0], type=kind, when=when, style=look)
    return (
        tuple(
            e.AddText(text=text, type=kind, when=e.When(clip=clip), style=look)
            for clip, text in pairs
        )
        or None
    )


def _several(m: Said, when: e.When) -> e.Clips:
    """The clips that one text is for, where they are named in one breath."""
    rows = [token.value for token in m.tokens if token.cat == "ref" and len(token.value) > 1]
    alone = when.clip and len(rows) == 1 and when.clip == rows[0][0]
    return tuple(rows[0]) if alone and len(rows[0]) <= _MOST_CLIPS else ()


def _kind(m: Said, *, clip: bool) -> Any:
    """Small words for a clip are a caption; large ones are a title wherever they stand."""
    told = _type(m, "")
    if told:
        return told
    large = any(t.cat == "sized" and t.value >= LARGE for t in m.tokens)
    below = any(t.text in _BELOW for t in m.tokens)
    if below or (clip and not large):
        return "caption"
    return "title" if large else m.trait("type") or "title"


def _new(m: Said) -> tuple[str, ...]:
    """The texts to be shown, not those that are there now; none if one is empty."""
    told = tuple(map(str, m.all("quote")))
    found = tuple(
        str(token.value)
        for n, token in enumerate(m.tokens)
        if token.cat == "quote" and not _is_old(m.tokens, n)
    )
    return (found or told) if all(told) else ()


def _is_old(tokens: Sequence[Token], n: int) -> bool:
    before = tokens[n - 1] if n else None
    return before is not None and (before.cat in _OLD or before.text in _OLD_WORDS)


def _paired(tokens: Sequence[Token], quotes: Sequence[str]) -> tuple[tuple[int, str], ...] | None:
    """Each text with its clip: named before it, or after it, or all in one row."""
    row = [*_row(tokens)]
    places = [one for one in row if isinstance(one, int)]
    if len(places) == len(quotes):
        return tuple(zip(places, quotes, strict=True))
    each = any(t.cat == "each" or (t.cat == "ref" and t.value == ()) for t in tokens)
    if not places and each and len(quotes) > 1:
        return tuple(enumerate(quotes, 1))
    return None


def _row(tokens: Sequence[Token]) -> Iterator[int | str]:
    for token in tokens:
        if token.cat == "ref":
            yield from token.value
        elif token.cat in ("ord", "num") and _is_place(token):
            yield int(token.value)
        elif token.cat == "quote":
            yield str(token.value)


def _is_place(token: Token) -> bool:
    named = token.cat == "ord" or is_number(token)
    return named and token.value == int(token.value) and 0 < abs(token.value) <= _MOST_CLIPS


def change_text(m: Said) -> e.Edit | None:
    quotes = _new(m)
    look, when = styling.style(m, changed=True), _when(m)
    text = quotes[-1] if quotes else ""
    if not text and look == e.TextStyle() and when == e.When():
        return None
    return e.ChangeText(type=_meant(m, when), text=text, when=when, style=look)


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
    return "caption" if abs(when.clip) > 1 else "any"


def remove_text(m: Said) -> e.Edit | None:
    kind = _unwanted(m)
    return e.RemoveText(type=kind, clip=next(iter(m.gone("ord").clips), 0)) if kind else None


def _unwanted(m: Said) -> Any:
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
    return seen if seen not in staying else None


def _stays(tokens: Sequence[Token], n: int) -> bool:
    """ "Leave the heading", "only the title", "the title can stay"."""
    before, after = _until_named(tokens[max(n - 3, 0) : n][::-1]), _until_named(tokens[n + 1 :][:2])
    left = any(t.cat in _KEEPING or t.text in _LEFT for t in before)
    return left or any(t.text in _STAYING for t in after)


def _until_named(tokens: Sequence[Token]) -> Sequence[Token]:
    return [*takewhile(lambda token: token.cat not in TYPES, tokens)]


def set_subtitles(m: Said) -> e.Edit | None:
    if m.has("srt"):
        return e.SetSubtitles(lines=m.one("srt"))
    quotes = _new(m)
    spans = _spans(m.tokens)
    look = styling.style(m, changed=False)
    if len(spans) == len(quotes) > 0:
        lines = tuple(
            e.Line(text=text, start=start, end=start + (length or texts.LATE_MS))
            for text, (start, length) in zip(quotes, spans, strict=True)
        )
        return e.SetSubtitles(lines=lines, style=look)
    plain = tuple(
        e.Line(text=line.strip()) for q in quotes for line in q.splitlines() if line.strip()
    )
    return e.SetSubtitles(lines=plain, style=look) if plain and not spans else None


def _spans(tokens: Sequence[Token]) -> tuple[tuple[int, int | None], ...]:
    """Each from when, and how long; after the first one seconds need not be called so."""
    found: list[tuple[int, int | None]] = []
    for n, token in enumerate(tokens):
        row = [t.cat for t in tokens[n : n + 3]]
        if token.cat == "span":
            found.append(token.value)
        elif found and row in (["num", "to", "num"], ["num", "dash", "num"]):
            start, end = (int(_WHOLE_SECOND * t.value) for t in (token, tokens[n + 2]))
            found += [(start, end - start)] if start < end else []
    return tuple(found)
