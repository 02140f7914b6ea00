"""Frames of edits of what is written."""

from dataclasses import replace
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar import texts
from nemo_emulator.agent.intents.said import Said

PAGE: Final = frozenset({"background", "page", "box", "intro", "outro"})
TYPES: Final = ("title", "caption", "subtitle")
SCALES: Final = {"more": 1.25, "less": 0.8}
CARD_MS: Final = 3000


def add_card(m: Said) -> e.Edit | None:
    where: Any = m.trait("where")
    quotes = m.all("quote")
    if not where or len(quotes) != 1 or not quotes[0]:
        return None
    letters, ground = _colors(m)
    return e.AddCard(
        where=where,
        text=quotes[0],
        ms=m.one("time", default=CARD_MS),
        background=ground,
        color=letters,
    )


def _colors(m: Said) -> tuple[str, str]:
    """Of the letters and of the page: a colour belongs to the page that is spoken of beside it."""
    letters, ground = "", m.one("black_page") or ""
    for n, token in enumerate(m.tokens):
        if token.cat == "color":
            beside = {t.cat for t in m.tokens[n + 1 : n + 2]} | {
                t.cat for t in m.tokens[max(n - 1, 0) : n]
            }
            on = n and m.tokens[n - 1].cat == "in" and letters
            if (beside & PAGE or on) and not ground:
                ground = token.value
            else:
                letters = letters or token.value
    return letters, ground


def remove_card(m: Said) -> e.Edit | None:
    where: Any = m.trait("where")
    return e.RemoveCard(where=where) if where else None


def _style(m: Said) -> e.TextStyle:
    told = texts.style(m)
    position = told.position or m.trait("position").replace("none", "")
    scale = told.scale or SCALES.get(m.trait("scale"), 0.0)
    return replace(told, position=position, scale=0.0 if told.size else scale)


def _when(m: Said) -> e.When:
    place = m.trait("when")
    length = m.one("time")
    if m.clips and place in ("clip", ""):
        return e.When(clip=m.clips[0], length=length)
    if place == "whole":
        return e.When(whole=True)
    return texts.when(m)


def _type(m: Said, usual: str) -> str:
    """As it is called, where it is called one thing."""
    told = {t.cat for t in m.tokens if t.cat in TYPES}
    return told.pop() if len(told) == 1 else usual


def add_text(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    quotes = m.all("quote")
    kind: Any = _type(m, m.trait("type") or "title")
    kind = "caption" if kind == "title" and m.clips and not m.has("title") else kind
    if not quotes or not all(quotes) or kind == "subtitle":
        return None
    if len(quotes) == 1:
        return e.AddText(text=quotes[0], type=kind, when=_when(m), style=_style(m))
    if len(m.clips) != len(quotes):
        return None
    return tuple(
        e.AddText(text=text, type=kind, when=e.When(clip=clip), style=_style(m))
        for clip, text in zip(m.clips, quotes, strict=True)
    )


def change_text(m: Said) -> e.Edit | None:
    kind: Any = _type(m, "any")
    quotes = m.all("quote")
    style, when = _style(m), _when(m)
    text = quotes[-1] if quotes else ""
    if not text and style == e.TextStyle() and when == e.When():
        return None
    return e.ChangeText(type=kind, text=text, when=when, style=style)


def remove_text(m: Said) -> e.Edit:
    kind: Any = _type(m, m.trait("type") or "any")
    return e.RemoveText(type=kind, clip=next(iter(m.clips), 0))


def set_subtitles(m: Said) -> e.Edit | None:
    if m.has("srt"):
        return e.SetSubtitles(lines=m.one("srt"))
    quotes = m.all("quote")
    spans = m.all("span")
    if len(spans) == len(quotes) > 0:
        lines = tuple(
            e.Line(text=text, start=start, end=start + (length or texts.LATE_MS))
            for text, (start, length) in zip(quotes, spans, strict=True)
        )
        return e.SetSubtitles(lines=lines)
    plain = tuple(
        e.Line(text=line.strip()) for q in quotes for line in q.splitlines() if line.strip()
    )
    return e.SetSubtitles(lines=plain) if plain and not spans else None
