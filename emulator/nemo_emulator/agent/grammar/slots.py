"""What rules have in common: names for parts of patterns, and reading them."""

from dataclasses import dataclass
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.pattern import Build, Grammar, Match, Rule

MACROS: Final = {
    "n": "num|one",
    "secs": "unit|second",
    "thing": "pic|clip|video|one|newest",
    "noun": (
        "music|sound|title|caption|subtitle|text|transition|look|look_noun|texture|motion|intro|outro"
        "|speech|background|style|fade"
    ),
    "pics": "pic|clip",
    "link": "with|for|at|from|into|to|in|by|as|set|make|put|show|when|bit|much",
    "verb": "(add|put|with|set|make|show|move|bit|much|praise)*",
    "deny": "(no|not|remove)",
    "place": "ref|ord",
    "media": "count|pic|clip|ref|newest",
    "film": "video|slideshow",
    "words": "title|caption|subtitle|text",
    "frame": "ratio|orient|platform|short|size",
    "style_name": "style|fade",
    "trait": (
        "position|background|color|sized|outline|box|bold|font_size|enter|leave|both_ways|effect"
        "|fx|intro|outro"
    ),
    "timing": (
        "for link* time|span|moment|ref(?!link*(time|gain))|ord(?!time)|all"
        "|time(?!link*(each|pics|total))"
    ),
    "prep": "with|for|at|from|into|to|in|by|as",
    "loud": "louder|up|bigger",
    "quiet": "quieter|down|smaller",
    "grown": "bigger|smaller|up|down",
    "degree": "(bit|much)*",
}
GRAMMAR: Final = Grammar(MACROS)

# A request that has one of these is a request whatever else stands around it.
COMMANDS: Final = frozenset(
    (
        *("add", "put", "set", "make", "join", "remove", "no", "not", "with", "show", "move"),
        *("generate", "trim", "swap", "replace", "shorten", "extend", "duplicate", "mute"),
        *("unmute", "only", "keep_only", "rebuild"),
    )
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Edits that a part of a sentence asks for; ``firm`` when it has a verb of command."""

    edits: tuple[e.Edit, ...]
    firm: bool


def wish(pattern: str, build: Build, *, eaten: str = "", firm: bool = False) -> Rule:
    """A rule for edits: ``build`` gives one, several, or None for no match."""

    def made(match: Match) -> Wish | None:
        found = build(match)
        if found is None:
            return None
        edits = found if isinstance(found, tuple) else (found,)
        cats = [token.cat for token in match.tokens]
        return Wish(edits, firm or not COMMANDS.isdisjoint(cats))

    return GRAMMAR.rule("wish", pattern, made, eaten)


def reduce(cat: str, pattern: str, build: Build) -> Rule:
    """A rule for a part of a request."""
    return GRAMMAR.rule(cat, pattern, build)


def turned(cat: str, pattern: str, eaten: str) -> Rule:
    """A rule that puts a token ``cat`` in front in place of those that are eaten."""
    return GRAMMAR.rule(cat, pattern, lambda _: True, eaten)


def clips(m: Match) -> e.Clips:
    """The clips named, by references and by ordinals alone, in order."""
    found = ((t.value,) if t.cat == "ord" else t.value for t in m.tokens if t.cat in ("ref", "ord"))
    return tuple(dict.fromkeys(place for places in found for place in places))


def first_clip(m: Match) -> int:
    """The first clip named, or 0."""
    return next(iter(clips(m)), 0)


def number(value: Any) -> float:
    """A number as JSON has it: rounded to four places."""
    return round(float(value), 4)
