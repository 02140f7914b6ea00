"""A message as clauses of typed tokens: the values are read, the wishes are not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent.grammar.measures import RULES
from nemo_emulator.agent.grammar.slots import reduce
from nemo_emulator.agent.intents.dividing import divided
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.naming import completed, named
from nemo_emulator.agent.intents.referring import neighbours, of_films
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.intents.sundering import sundered
from nemo_emulator.agent.pattern import Match, Rules, reduce_all
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words.canvas import RATIOS

Tokens = tuple[Token, ...]
# What ends a clause, except between the items of a list.
ENDS: Final = frozenset({"stop", "mark", "comma", "then", "but", "and"})
ARROW: Final = "→"
STROKES: Final = frozenset({"/", "|", "–", "—", ARROW})
LISTS: Final = frozenset({"comma", "and"})
LISTED: Final = frozenset({"num", "ord", "ref", "quote", "pic", "one", "color"})
LONGEST: Final = 60
EXCESS: Final = frozenset(
    ("too", "so", "way too", "far too", "overly", "much too", "太", "过于", "这么", "那么", "好")
)
DEGREED: Final = frozenset({"look", "adjust", "texture", "orient", "mood", "color", "praise"})
STILL: Final = frozenset({"别动", "不动", "别晃", "别移动", "不要移动"})
# "Too strong" is too much, too.
STRONG: Final = frozenset({"strong", "heavy", "intense", "harsh"})
SOFTLY: Final = frozenset({"softly", "quietly"})
HEARD: Final = frozenset(
    {"music", "sound", "volume", "mood", "mine", "louder", "quieter", "speech"}
)
# What is set to a number: "the sound of 2 to 40".
LEVELLED: Final = frozenset({"volume", "sound", "music", "speech"})
LOUDNESS: Final = frozenset({"mute", "louder", "quieter"})
EXCEPT: Final = "except"
# Nothing else parts two clauses, but for a stroke.
PARTING: Final = ENDS | {EXCEPT}
STOP: Final = Token("stop")
# "All but the last one in sepia": these say it of the others.
SCOPES: Final = ("all", "every", "除")
PLACES: Final = frozenset({"ref", "ord"})
VALUES: Final = frozenset(
    (
        *("time", "gain", "num", "look", "motion", "style", "percent", "factor", "fold"),
        *("scale", "half"),
    )
)
NAMELY: Final = frozenset({"that's", "thats", "it's", "that is", "namely"})
DONE: Final = frozenset({"motion", "look", "style", "adjust", "adjust_noun", "texture", EXCEPT})
# What a picture is; nobody asks for it in these words, but some ask for less of it.
STATES: Final[Mapping[str, tuple[str, float]]] = MappingProxyType(
    {
        **dict.fromkeys(("blurry", "fuzzy", "blurriness", "hazy", "blurred"), ("blur", 0.3)),
        **dict.fromkeys(
            ("speckle", "speckles", "speckled", "speckly", "noisy", "graininess", "grit", "gritty"),
            ("grain", 0.3),
        ),
    }
)
EXCESSIVE: Final = EXCESS | STATES.keys()
# "So brighten it up" is a wish.
WISHES: Final = ("brighten", "darken", "lighten", "saturate", "desaturate", "blur")
SIDES: Final = frozenset({480, 720, 1080, 1440, 2160})
# 再 is "then", or "more" before one of these.
MORE: Final = "再"
DEGREES: Final = frozenset(
    (
        *("look", "adjust", "bit", "up", "down", "louder", "quieter", "longer", "shorter"),
        *("bigger", "smaller", "faster", "slower", "much"),
    )
)


def _side(value: Any) -> int | None:
    return int(value) if value in SIDES else None


def _wide(m: Match) -> int | None:
    """ "1080 wide" says nothing of the shape."""
    number, shape = m.tokens
    return int(number.value) if number.text.isdigit() and shape.text in ("wide", "tall") else None


def _end(m: Match) -> tuple[int, ...] | None:
    """ "The opening picture", not "the start of the clip"."""
    first = m.tokens[0]
    if first.text.startswith(("at ", "from ", "off ")):
        return None
    return (1 if first.value == "start" else -1,)


def _side_of(m: Match) -> str | None:
    """ "Off the head of shot 1"."""
    return {"head": "start", "tail": "end"}.get(m.tokens[0].text)


def _shape(width: Any, height: Any) -> str | None:
    return name if (name := f"{width}:{height}") in RATIOS else None


def _at_all(m: Match) -> bool | None:
    """ "No sound at all" is not about all clips."""
    return True if [token.text for token in m.tokens] == ["at", "all"] else None


def _going(m: Match) -> bool | None:
    """ "They can go faster": nothing is taken out."""
    return True if m.tokens[0].text.endswith("go") else None


# "The opening picture" is a clip, not a moment.
_NAMED: Final = (
    reduce(
        "ref",
        "(?<![off from]) moment (pic|clip)(?!with|quote|ref|num)",
        _end,
    ),
    reduce("moment", "(?<=[off from at]) word", _side_of),
    reduce("faster", "remove faster", _going),
    reduce("slower", "remove slower", _going),
    reduce("completely", "at all (?!pic|clip|video|num|place)", _at_all),
    reduce("pic", "motion", lambda m: "image" if m.tokens[0].text == "stills" else None),
    reduce("short", "num", lambda m: _side(m.one("num"))),
    reduce("short", "short orient", _wide),
    reduce("percent", "num pct", lambda m: abs(float(m.one("num")))),
    reduce("tempo", "bpm num", lambda m: float(m.one("num"))),
    reduce("ratio", "n by n", lambda m: _shape(*m.all("num", "one"))),
)
_TYPED: Final = Rules((*RULES, *_NAMED))


def clauses(tokens: Tokens, known: Facts | None = None) -> tuple[Tokens, ...]:
    """The clauses of a message, without fillers, with numbers and places as values."""
    plain = sundered(named(_excess(tokens), known))
    parts = [plain[at : at + LONGEST] for at in range(0, len(plain), LONGEST)]
    rows = [completed(reduce_all(part, _TYPED), known) for part in parts]
    typed = _stilled(tuple([token for row in rows for token in row]))
    typed = of_films(neighbours(typed, known.size), known) if known else typed
    told = [piece for part in _parts(typed) if part for piece in divided(part)]
    return tuple([_placed(_softened(part)) for part in told if part])


def _stilled(tokens: Tokens) -> Tokens:
    """Beside a motion, 别动 is one, too; beside a look, "cool" is no praise."""
    told = {token.cat for token in tokens}
    if "motion" in told:
        tokens = tuple(Token("motion", "still", t.text) if t.text in STILL else t for t in tokens)
    if "look" in told:
        cool = ("praise", "cool")
        tokens = tuple(
            Token("look", "cool", t.text) if (t.cat, t.text) == cool else t for t in tokens
        )
    return tokens


def _softened(part: Tokens) -> Tokens:
    """ "Softly" says how loud something is only where something is heard."""
    if SOFTLY.isdisjoint([token.text for token in part]) or any(t.cat in HEARD for t in part):
        return part
    return tuple(
        replace(token, cat="smooth", value=None)
        if token.text in SOFTLY and token.cat == "percent"
        else token
        for token in part
    )


def _placed(part: Tokens) -> Tokens:
    """ "Zoom in on the last": an end that something is done on is a clip."""
    cats = [token.cat for token in part]
    if "ord" not in cats or DONE.isdisjoint(cats):
        return part
    return tuple(
        Token("ref", (token.value,), f"the {token.text}")
        if token.cat == "ord" and before.cat in ("in", EXCEPT)
        else token
        for before, token in zip((STOP, *part), part, strict=False)
    )


def _excess(tokens: Tokens) -> Tokens:
    """ "Too warm" and "so grainy" say that there is too much of it."""
    if EXCESSIVE.isdisjoint([token.text for token in tokens]):
        return tokens
    behind = zip((*tokens[1:], STOP), (*tokens[2:], STOP, STOP), strict=False)
    return tuple(_stated(*row) for row in zip(tokens, behind, strict=False))


def _stated(token: Token, behind: tuple[Token, Token]) -> Token:
    """As what there is too much of."""
    if token.text in EXCESS and _is_much(token, *behind):
        return replace(token, cat="over")
    state = STATES.get(token.text) if token.cat == "word" else None
    return Token("texture", state, token.text) if state else token


def _is_much(token: Token, after: Token, then: Token) -> bool:
    """Not "so brighten it up"."""
    hence = after.cat == "color" or after.text.startswith(WISHES) or then.cat == "music"
    degreed = after.cat in DEGREED or after.text in STRONG
    return degreed and not (token.text == "so" and hence)


def _parts(tokens: Tokens) -> Iterator[Tokens]:
    part: list[Token] = []
    for n, token in enumerate(tokens):
        if token.cat not in PARTING and token.text not in STROKES:
            part.append(token)
            continue
        after = tokens[n + 1 :]
        if _excepts(token, part, after):
            yield tuple(part)
            part = [token]
        elif not _is_namely(part, token, after) and (
            _ends(token, (*part[-1:], *after[:1]))
            or _is_level(part, token)
            or _is_new(part, token, after)
        ):
            yield tuple(part)
            part = []
        else:
            part.append(token)
    yield tuple(part)


def _excepts(token: Token, part: Sequence[Token], after: Tokens) -> bool:
    """ "2 s each except the first which should be 5": something else of some."""
    if token.cat != EXCEPT or not any(t.cat in VALUES for t in part):
        return False
    return is_exception((token, *takewhile(lambda t: t.cat not in ENDS, after)))


def _is_namely(part: Sequence[Token], token: Token, after: Tokens) -> bool:
    """ "Except the trophy, which is the last one": the exception has its place behind the comma."""
    if token.cat != "comma":
        return False
    led = pairwise((*part, Token("")))
    at = next((n for n, pair in enumerate(led) if _is_left_out(*pair)), len(part))
    told = [t for t in after[:3] if t.cat != "wh" and t.text not in NAMELY]
    alone = bool(told) and _is_place(told[0]) and {t.cat for t in told[1:2]} <= ENDS
    return at + 1 < len(part) and alone and not any(map(_is_place, part[at:]))


def _is_left_out(token: Token, after: Token) -> bool:
    return token.cat == EXCEPT or (token.text == "not" and after.cat in ("in", "for"))


def _is_place(token: Token) -> bool:
    return token.cat in PLACES or (token.cat == "num" and is_number(token))


def is_exception(clause: Tokens) -> bool:
    """It begins with who is excepted, and says what is done to those."""
    named = next((n for n, t in enumerate(clause) if t.cat in PLACES), len(clause))
    cats = {t.cat for t in clause[named + 1 :]}
    scope = clause[0].text.startswith(SCOPES)
    told = bool(cats & VALUES) and not cats & {"all", "others"}
    return clause[0].cat == EXCEPT and told and not scope


def _is_level(part: Sequence[Token], token: Token) -> bool:
    """ "Clip 2 at 120, clip 3 muted": what is set to a number is no list."""
    if token.cat not in LISTS:
        return False
    before = [t.cat for t in part[-2:]]
    heard = before == ["to", "num"] and any(t.cat in LEVELLED for t in part)
    return before == ["at", "num"] or heard


def _is_new(part: Sequence[Token], token: Token, after: Tokens) -> bool:
    """ "Mute 1 and 3, clip 4 louder", "3 out, 5 twice": each has its own word."""
    if token.cat not in LISTS:
        return False
    *_, verb, named = (Token(""), Token(""), *part)
    if verb.cat == "remove" and named.cat == "ref" and verb.text.startswith(f"{named.text} "):
        return True
    return any(t.cat in LOUDNESS for t in after[1:2]) and any(t.cat in LOUDNESS for t in part)


def _ends(token: Token, beside: Tokens) -> bool:
    if token.text == MORE and any(t.cat in DEGREES for t in beside[-1:]):
        return False
    if token.text in STROKES:
        return token.text != ARROW or [t.cat for t in beside[-1:]] != ["quote"]
    if [t.cat for t in (token, *beside)][::2] == ["comma", "wh"] and beside[0].cat in PLACES:
        return False
    listed = len(beside) == 2 and all(map(_is_item, beside))
    return token.cat in ENDS and not (listed and token.cat in ("and", "comma"))


def _is_item(token: Token) -> bool:
    """Of a list; "each picture" is none."""
    return token.cat in LISTED and (token.cat, token.value) != ("ref", ())
