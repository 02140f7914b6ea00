"""What clips and amounts a wish names, in order, before they are taken as pairs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.said import MOST_NAMED, is_number
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
_SHARES: Final = frozenset({"factor", "fold", "half", "scale", "percent"})
_TIMES: Final = frozenset({"time", "gain"})
# What says how much for each kind, and what does so vaguely.
AMOUNTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "SetSeconds": _TIMES,
        "Extend": _TIMES,
        "Scale": _SHARES,
        "SetSpeed": _SHARES,
        "Trim": _TIMES | {"span"},
    }
)
VAGUE: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "Extend": frozenset({"longer", "shorter"}),
        "Scale": frozenset({"longer", "shorter"}),
        "SetSpeed": frozenset({"faster", "slower", "slowmo"}),
    }
)
# A number alone may be one of seconds.
BARE: Final = frozenset({"SetSeconds", "Extend"})
RANGES: Final = frozenset({"to", "dash"})
ALL: Final = frozenset({"all", "each"})
ONLY_CLIPS: Final = frozenset({"in"})
# A clause with one of these asks for nothing.
STAYING: Final = frozenset(
    ("leave", "stay", "stays", "fine", "alone", "untouched", "as is", "perfect")
)
STILL: Final = frozenset({"noop"})
PRAISED: Final = "praise"
SAYING: Final = frozenset(
    ("num", "one", "time", "gain", "span", "longer", "shorter", "faster", "slower", *_SHARES)
)
FEWER: Final = frozenset({"down", "up"})
AMOUNT: Final = "amount"
CLIP: Final = "clip"
NUMBER: Final = "number"
EVERY: Final = "every"
REST: Final = "rest"
IT: Final = "it"
AFTER: Final = "after"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a pair, where it stands; ``barred`` when it is what is left out."""

    role: str
    at: int
    token: Token
    barred: bool = False

    @property
    def places(self) -> e.Clips:
        """The clips that it names, if it does."""
        if self.role == NUMBER:
            return (int(self.token.value),)
        value = self.token.value
        return () if self.role != CLIP else (value,) if isinstance(value, int) else tuple(value)


def spelled(tokens: Tokens, size: int, *, edges: bool) -> Tokens:
    """Numbers that were read as a list, one by one; times since when, or at ``edges``, as times."""
    found: list[Token] = []
    for token in tokens:
        words = token.text.replace("、", " , ").split()
        listed = token.cat == "ref" and len(token.value) > 1 and all(map(_is_listed, words))
        if listed:
            found += [_listed(word) for word in words]
        elif token.cat == "span" and token.text.startswith("at ") and token.value[1] is None:
            found += [Token("at", None, "at"), Token("time", token.value[0], token.text[3:])]
        elif edges and token.cat == "span" and _is_edge(token):
            side = -1 if token.value[0] else 1
            found += [Token("ref", (side,), token.text), Token("time", token.value[1], token.text)]
        else:
            found.append(token)
        if _is_range(found[-3:], size):
            first, last = int(found[-3].value), int(found[-1].value)
            text = f"{first} to {last}"
            found[-3:] = [Token("ref", tuple(range(first, last + 1)), text)]
    return tuple(found)


def _is_edge(token: Token) -> bool:
    start, length = token.value
    return length is not None and start in (0, -length) and not token.text[:1].isdigit()


def _is_range(tokens: list[Token], size: int) -> bool:
    """ "1-3"."""
    cats = [token.cat for token in tokens]
    if len(cats) < 3 or (cats[0], cats[2]) != ("num", "num") or cats[1] not in RANGES:
        return False
    return all(map(is_number, tokens[::2])) and 0 < tokens[0].value < tokens[2].value <= size


def _is_listed(word: str) -> bool:
    return word.isdigit() or word in (",", "and", "&", "+")


def _listed(word: str) -> Token:
    return Token("num", int(word), word) if word.isdigit() else Token("and", None, word)


def wished(tokens: Tokens) -> tuple[e.Clips, Tokens]:
    """Without clauses that leave clips as they are, and those clips."""
    spared: list[int] = []
    kept: list[Token] = []
    for part in _parts(tokens):
        still = any(t.text in STAYING or t.cat in STILL for t in part) or _only_rest(part)
        if still and not any(t.cat in ("time", "gain") for t in part):
            spared += [p for t in part if t.cat == "ref" for p in t.value]
            spared += [int(t.value) for t in part if t.cat == "num" and is_number(t)]
        elif any(t.cat == "except" for t in part) and not any(t.cat in SAYING for t in part):
            spared += [p for t in part if t.cat == "ref" for p in t.value]
        else:
            kept += [*part, Token("stop")]
    return tuple(spared), tuple(kept)


def _only_rest(part: Tokens) -> bool:
    """ "The rest as they are"."""
    return any(t.cat == "others" for t in part) and not any(t.cat in SAYING for t in part)


def _parts(tokens: Tokens) -> Iterator[Tokens]:
    part: list[Token] = []
    for token in (*tokens, Token("stop")):
        if token.cat == "stop":
            yield tuple(part)
            part = []
        else:
            part.append(token)


def items_of(kind: str, tokens: Tokens) -> list[Item]:
    cats = AMOUNTS[kind]
    if not any(token.cat in cats for token in tokens):
        cats = VAGUE.get(kind, cats)
    items: list[Item] = []
    barred = False
    for n, token in enumerate(tokens):
        role = _role(token, cats)
        barred = (barred or token.cat == "except") and token.cat != "stop"
        after = tokens[n + 1 : n + 2]
        still = role in (CLIP, NUMBER) and any(t.cat == PRAISED for t in after)
        by = n > 0 and tokens[n - 1].cat == "by"
        single = token.cat == "one" and not by and not any(t.cat in FEWER for t in after)
        role = (
            ""
            if role == AFTER and any(t.cat in ("ref", "num", "ord", "time") for t in after)
            else role
        )
        role = "" if role == IT and _is_idle(tokens, n) else role
        if role and not still and not single and not (n and tokens[n - 1].cat == "not"):
            items.append(Item(role, n, token, barred and role in (CLIP, NUMBER)))
            barred = barred and role in (CLIP, NUMBER)
    return items


def _is_idle(tokens: Tokens, n: int) -> bool:
    """ "Halve it on 6"."""
    after = [token.cat for token in tokens[n + 1 : n + 3]]
    return len(after) == 2 and after[0] == "in" and after[1] in ("num", "ref", "ord")


def _role(token: Token, cats: frozenset[str]) -> str:
    if token.cat in cats or (token.text == "twice" and "fold" in cats):
        return AMOUNT
    if token.cat in ("ref", "ord"):
        return CLIP if token.value != () else EVERY
    if token.cat in ("num", "one"):
        small = 0 < token.value <= MOST_NAMED
        return NUMBER if small else ""
    if token.cat in ALL:
        return EVERY
    return {"others": REST, "it": IT, "after": AFTER}.get(token.cat, "")
