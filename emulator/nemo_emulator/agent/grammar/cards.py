"""Pages of text at the beginning and the end."""

from itertools import pairwise
from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import first_clip, reduce, wish
from nemo_emulator.agent.grammar.texts import TYPES
from nemo_emulator.agent.pattern import Match


def _card(m: Match) -> e.Edit:
    where: Any = m.one("intro") or m.one("outro")
    colors = m.all("color")
    cats = [token.cat for token in m.tokens if token.cat not in TYPES]
    before = any(one == "color" and other in ("intro", "outro") for one, other in pairwise(cats))
    ground = m.has("background", "box", "page") or before
    on = [n for n, cat in enumerate(cats[:-2]) if cats[n : n + 3] == ["color", "in", "color"]]
    if on:  # black on white
        return e.AddCard(
            where=where,
            text=str(m.one("quote")),
            ms=m.one("time", default=3000),
            color=colors[0],
            background=colors[1],
        )
    return e.AddCard(
        where=where,
        text=str(m.one("quote")),
        ms=m.one("time", default=3000),
        background=m.one("black_page") or (colors[0] if colors and ground else ""),
        color=colors[-1] if len(colors) > ground else "",
    )


def _page(m: Match) -> e.Edit:
    """A page where the sentence says, else at the end."""
    early = m.one("moment") == "start" or m.one("ord") == 1
    ground = m.one("black_page") or (m.one("color") if m.has("color") else "")
    return e.AddCard(
        where="intro" if early else "outro",
        text=str(m.one("quote")),
        ms=m.one("time", default=3000),
        background=ground or "",
        color=m.one("color", default="") if m.has("black_page") else "",
    )


def _black(where: Any) -> e.Edit:
    return e.AddCard(where=where, text="", ms=1000, background="#000000")


def _no_card(m: Match) -> e.Edit:
    return e.RemoveCard(where=m.one("intro") or m.one("outro"))


_SIDE = "(intro|outro) page?"
_ABOUT = "(time|color|background|box|for|in)"
_TAIL = f"((link|comma|words|page)* {_ABOUT} page?)*"
_END = "(moment|ord)"


def _two_colors(m: Match) -> e.Edit:
    """White on black: the letters, then the ground."""
    early = m.one("moment") == "start" or m.has("intro") or m.one("ord") == 1
    letters, ground = m.all("color")
    text = str(m.one("quote"))
    return e.AddCard(
        where="intro" if early else "outro", text=text, background=ground, color=letters
    )


RULES = (
    wish(
        "verb quote link* (moment|intro|outro) comma? words? (in? color) in color",
        _two_colors,
        firm=True,
    ),
    wish(
        "(moment|intro|outro) verb quote comma? words? in? color in color", _two_colors, firm=True
    ),
    wish(f"verb {_END} (link)* (black_page color?|color page) (link|show)* quote {_TAIL}", _page),
    wish(
        f"{_END} (add|put|link)* (count|pic|one|num)* (black_page color?|color page) link* quote"
        f" {_TAIL}",
        _page,
    ),
    wish(
        f"{_END} (add|put|link|show)* quote words* comma? link* (black_page|color page) {_TAIL}",
        _page,
    ),
    wish(f"verb quote ({_ABOUT}|link|{_END})* (black_page|color page) {_TAIL}", _page),
    wish(f"{_END} verb (color|black_page)? page (comma|link|add)* quote {_TAIL}", _page),
    wish(f"{_END}? with? quote link* page link* {_END}? {_TAIL}", _page),
    wish(f"(remove|no|not) (add|all|prep)* {_SIDE}", _no_card),
    wish(f"{_SIDE} (link|word|all|quote)* (remove|not) (?=stop|comma|then|$)", _no_card),
    wish(
        f"verb ({_ABOUT}|with|moment)* {_SIDE}"
        f" (link|comma|add|word|words|{_ABOUT}|page|black_page|intro|outro|count|num|one|pic)*"
        f" quote"
        f" (comma? black_page)? {_TAIL}",
        _card,
    ),
    wish(f"verb {_ABOUT}* quote (link|words)* {_SIDE} {_TAIL}", _card),
    wish("intro link* (place)", lambda m: e.Move(clip=first_clip(m), to=1)),
    wish("outro link* (place)", lambda m: e.Move(clip=first_clip(m), to=-1)),
    wish(
        "verb (whole|moment|and)* to_black (link|whole|moment)*"
        "(?!transition|link*(between_clips|into_clip|each|all))",
        lambda _: _black("outro"),
        firm=True,
    ),
    wish(
        "verb (whole|moment|and)* from_black (link|whole|moment)*",
        lambda _: _black("intro"),
        firm=True,
    ),
    reduce("ask", f"(add|with|make)+ (bit|{_ABOUT})* {_SIDE}(?!link*(words))", lambda _: "text"),
)
