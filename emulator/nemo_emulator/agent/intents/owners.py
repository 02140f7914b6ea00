"""Which kinds of edit go together, and by which words they are told."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.intents.adjusting import STATES, names_property
from nemo_emulator.agent.intents.clauses import EXCEPT, VALUES, Tokens, is_exception
from nemo_emulator.agent.intents.fitting import BEHIND
from nemo_emulator.agent.intents.hints import FITS, LOOKS, MOTIONS, hinted
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.tinting import TINTS

# A clause is about a kind when it says about as much for it as the one that says most.
NEAR: Final = 64
BOTH: Final = 64
# What stands beside values in a clause that only adds them to what was said before.
LINKS: Final = frozenset(
    ("for", "in", "at", "to", "with", "each", "total", "bit", "from", "by", "as")
)
# Two edits of a kind are two wishes when they differ in one of these.
NAMING: Final = (
    "clips",
    "clip",
    "what",
    "target",
    "text",
    "where",
    "one",
    "order",
    "type",
    "recipe",
)
# Clips that are named one after the other for one of these are one list.
LISTS: Final = frozenset({"UseOnly", "Keep", "Remove", "Arrange", "Swap", "Reverse"})
# What is said in one of these ways is said; a remark does not say it again.
GROUPS: Final = (
    frozenset({"ref", "ord", "num"}),
    frozenset({"time", "span", "gain", "moment"}),
    frozenset({"color"}),
    frozenset({"percent", "factor", "scale", "half", "decibels"}),
    frozenset({"title", "caption", "subtitle"}),
    frozenset({"adjust", "adjust_noun", "texture"}),
    frozenset({"look"}),
    frozenset({"motion"}),
    frozenset({"style", "fade"}),
    frozenset({"orient", "ratio"}),
    frozenset({"mood"}),
)
# What may stay as it is, and why something shall be otherwise.
ASIDES: Final = frozenset(
    ("stay", "stays", "already", "fine", "刺眼", "太刺眼", "晃眼", "blinding", "glaring")
)
PRAISE: Final = frozenset({"praise", "shrug"})
# What is done to what was named right before, and nothing else.
CUTTING: Final = frozenset(
    (
        "trim",
        "remove",
        "off",
        "out",
        "take",
        "it",
        "bit",
        "keep",
        "keep_only",
        "only",
        "all",
        "each",
    )
)
# "It's not that it is too dark".
NOT_THAT: Final = frozenset({"it is", "it's", "they are", "they're"})
RIVALS: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "Move AddClips",
        "Adjust SetLook",
        "SetSpeed Scale",
        "UseOnly Keep",
        "Keep Remove",
        "AddText ChangeText",
        "AddText AddCard",
        "Extend SetSeconds",
        "Extend ExtendTotal",
        "ExtendTotal SetTotal",
        "Undo Redo",
        "Duck SetVolume",
        "SetTransition SetTransitionLength",
        "RemoveText RemoveCard",
    )
)
# What names a value of a kind.
CUES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "SetLook": frozenset({"look"}),
        "SetMotion": frozenset({"motion"}),
        "SetTransition": frozenset({"style", "fade"}),
        "Adjust": frozenset({"adjust", "adjust_noun", "texture"}),
        "SetCanvas": frozenset({"ratio", "orient", "short", "size"}),
        "SetFit": frozenset({"fit", "backdrop"}),
    }
)
# What a wish of a kind is about, unless it goes on about what was named before.
ABOUT: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        **CUES,
        "SetVolume": frozenset(
            ("music", "mine", "sound", "speech", "clip", "video", "films", "all", "others", "whole")
        ),
    }
)
# Who names the music does not speak of the clips, whatever a remark says.
OTHER_SOUNDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "music": frozenset({"sound", "speech", "clip", "video", "films"}),
        "sound": frozenset({"music"}),
    }
)
ADJUSTING: Final = "Adjust"
# Of these it is said afterwards that it shall go.
RIDDEN: Final = frozenset({"Adjust", "SetLook", "SetMotion"})
DOUBTED: Final = -64
HINTS: Final = {"SetMotion": MOTIONS, "SetLook": LOOKS, "SetFit": FITS}
# Kinds that colours are said of.
COLOURED: Final = frozenset({"SetFit", "AddText", "ChangeText", "AddCard", "SetSubtitles"})
PLACING: Final = frozenset({"ref", "ord", "num", "others"})
# The same where it says which clips that is for.
UNHEARD: Final = -400
# Of these the first clip has none.
PASSING: Final = frozenset({"SetTransition", "SetTransitionLength"})
LISTED: Final = frozenset({"UseOnly", "Keep", "Arrange"})
SHOWING: Final = frozenset({"put", "show", "add", "only", "keep_only", "then", "one", "pic"})
# They need two places: what the wish itself leaves out may be said before.
PAIRED: Final = frozenset({"Move", "Swap", "Replace", "Arrange", "Duplicate", "AddClips"})
# Lists of clips run on from clause to clause.
RUNNING: Final = PAIRED | {"Make", "UseOnly", "Keep", "Remove", "Generate", "UseAudio"}
# Those whose frames do not ask where a clause ends.
UNBROKEN: Final = frozenset({"Swap", "Replace", "Arrange", "Generate", "UseAudio"})
# Kinds that are asked for again without a verb: "clip 2 three seconds, clip 3 four".
LISTABLE: Final = frozenset({"SetSeconds", "Extend", "Scale", "SetSpeed", "SetVolume", "Trim"})
# They change what is there, so that twice is more than once.
RELATIVE: Final = frozenset({"Scale", "Extend"})
# How long is said of these.
TIMED: Final = frozenset({"SetSeconds", "SetTotal", "SetTransitionLength", "Extend", "ExtendTotal"})
CLIPS: Final = frozenset({"ref", "ord", "each", "all", "others"})
# And what does so beside a value: "make it 2 seconds".
SETTING: Final = frozenset({"set", "make", "it", "moment", "out"})
NAMERS: Final = frozenset(
    ("ref", "ord", "music", "mine", "sound", "clip", "video", "speech", "each", "all", "others")
)
AMOUNTS: Final = frozenset(
    (
        *("time", "num", "one", "percent", "factor", "fold", "half", "scale", "gain", "decibels"),
        *("span", "mute", "longer", "shorter", "faster", "slower", "louder", "quieter"),
        *("up", "down"),
    )
)
PLAIN_WORDS: Final = frozenset(
    (
        "pic",
        "except",
        "wh",
        "much",
        "put",
        "set",
        "add",
        "make",
        "volume",
        "speed",
        "only",
        "keep",
        "show",
        "take",
    )
)
OTHERS: Final = "others"
FRESH: Final = "StartOver"
# Kinds of edit that show a text, what says how it looks, and what is no text.
WRITING: Final = frozenset({"AddText", "ChangeText", "AddCard", "SetSubtitles"})
LETTERED: Final = frozenset(
    (
        *("color", "position", "sized", "outline", "box", "background", "black_page", "bigger"),
        *("smaller", "font_size", "enter_it"),
    )
)
THINGS: Final = frozenset(
    ("pic", "clip", "video", "music", "transition", "ref", "look", "adjust", "volume", "motion")
)
# What there must be before anything else is done to it.
MAKING: Final = frozenset({"StartOver", "Make", "UseOnly", "Generate"})
NAMELY: Final = frozenset({"that's", "thats", "it's", "its", "it is", "that is", "which is"})
MERE: Final = frozenset({EXCEPT, "ref"})
CHOOSING: Final = frozenset({"Keep", "Remove", "UseOnly"})
SCOPES: Final = frozenset({"all", OTHERS})


# What is heard, how loud it may be said to be, and that it stays.
HEARD: Final = frozenset({"music", "mine", "sound", "speech", "volume"})
LEVELS: Final = AMOUNTS | {"softer", "bigger", "smaller", "no", "off", "remove"}
TOUCHING: Final = frozenset(("touch", "touching", "change", "alter", "affect", "动", "碰"))
PLACED: Final = frozenset({"ref", "ord", "num"})
LEFT_AS: Final = frozenset({"wh", "because", "as", "it", "pic", "clip", "and", "but"})
LEAVING: Final = frozenset(
    ("keep", "adjust_noun", "not", "as", "it", "wh", "because", "and", "but", "for", "all", "noop")
)
STILL: Final = frozenset(
    ("不动", "不要动", "别动", "不用动", "不变", "照旧", "untouched", "not", "stay", "stays")
)


def is_aside(part: Tokens) -> bool:
    """It says what is well as it is, or why something shall be otherwise."""
    names = {token.cat for token in part}
    praised = names & PRAISE and names <= PRAISE | {"ref", "ord", "num", "pic", "clip", "video"}
    denied = [token.text in NOT_THAT for token in part[:2]] == [False, True]
    if "with" in names and names & {"time", "num"}:
        return False
    if denied and part[0].cat == "not":
        return True
    return any(token.text in ASIDES for token in part) or bool(praised and len(names) > 1)


def is_spared(part: Tokens) -> bool:
    """ "Leave the music alone": what is heard there stays as it is."""
    cats = {token.cat for token in part}
    texts = {token.text for token in part}
    kept = bool(cats & {"keep", EXCEPT} or texts & STILL or ("not" in cats and texts & TOUCHING))
    return kept and bool(cats & HEARD) and not cats & LEVELS


def is_left(part: Tokens) -> bool:
    """ "Leave the contrast be", 对比度不动: that property stays as it is."""
    cats = {token.cat for token in part}
    texts = {token.text for token in part}
    still = texts & (STILL - {"not"}) or ("not" in cats and texts & TOUCHING)
    plain = {t.cat for t in part if t.text not in TOUCHING | STILL} <= LEAVING
    return plain and "adjust_noun" in cats and bool("keep" in cats or still)


def is_untouched(part: Tokens) -> bool:
    """ "Leave clip 1 how it is": nothing is done to that one."""
    cats = {token.cat for token in part}
    return "keep" in cats and bool(cats & PLACED) and cats <= PLACED | {"keep", *LEFT_AS}


def unchosen(owner: tuple[str, ...], part: Tokens, parts: Sequence[Tokens]) -> tuple[str, ...]:
    """ "Except the first, which should be 5" says nothing of what stays; nor do mere names."""
    if part[0].cat != EXCEPT:
        return owner
    cats = {token.cat for token in part}
    rest = any(t.cat in SCOPES for other in parts if other is not part for t in other)
    done = bool(set(owner) - CHOOSING and cats & VALUES)
    if not (done or is_exception(part) or (rest and cats <= MERE)):
        return owner
    return tuple(kind for kind in owner if kind not in CHOOSING)


def is_later(kind: str) -> bool:
    """What makes the clips comes before what is done to them."""
    return kind not in MAKING


def named_by(clause: Tokens, kinds: Sequence[str], row: dict[str, int]) -> tuple[str, ...]:
    """The kinds whose values a clause names, where it says little against them."""
    cats = {token.cat for token in clause}
    color = {ADJUSTING} if names_property(clause) else frozenset[str]()
    color |= {k for k in kinds if cats & PLACING and _is_hinted(k, clause, kinds)}
    named = (k for k in kinds if cats & CUES.get(k, frozenset()) or k in color)
    told = cats & (GROUPS[0] | {OTHERS}) or (color and "percent" in cats)
    border = UNHEARD if told else DOUBTED
    return tuple(k for k in named if row[k] > border)


def _is_hinted(kind: str, clause: Tokens, kinds: Sequence[str]) -> bool:
    """ "Let 5 recede", "2 is flat", "black behind 4": what some clips are to look like."""
    if kind == ADJUSTING:
        return any(token.text in STATES for token in clause)
    if kind == "SetLook" and any(t.cat == "color" and t.value in TINTS for t in clause):
        return not COLOURED & {*kinds}
    ground = any(token.cat in ("color", "black_page", "texture") for token in clause)
    if kind == "SetFit" and ground and any(token.text in BEHIND for token in clause):
        return True
    if kind == "SetFit" and any(token.cat == "black_page" for token in clause):
        return True
    return kind in HINTS and bool(hinted(Said(clause, {}), HINTS[kind]))


def says(score: int, best: int) -> bool:
    """About as likely as where it is likeliest, or likely by itself."""
    return score == best or score > max(0, min(best - NEAR, NEAR))


def unrivalled(row: dict[str, int], kinds: list[str], part: Tokens) -> tuple[str, ...]:
    """Of two kinds that are two names for one wish, the likelier one, unless both are likely."""
    if len(kinds) < 2:
        return tuple(kinds)
    lost = {
        min(pair, key=lambda kind: row[kind])
        for pair in combinations(kinds, 2)
        if frozenset(pair) in RIVALS and (_is_one(pair, part) or min(row[k] for k in pair) < BOTH)
    }
    return tuple(kind for kind in kinds if kind not in lost)


def _is_one(pair: tuple[str, str], part: Tokens) -> bool:
    """One word is not a look and a property."""
    cats = {token.cat for token in part}
    return set(pair) <= set(CUES) and not all(CUES[kind] & cats for kind in pair)


def owned(
    rows: Sequence[dict[str, int]], kinds: Sequence[str], parts: Sequence[Tokens]
) -> list[tuple[str, ...]]:
    """For each clause the kinds that it asks for, by its scores, else by what it names."""
    best = {kind: max(row[kind] for row in rows) for kind in kinds}
    found = [
        unrivalled(row, [k for k in kinds if says(row[k], best[k])], part)
        or named_by(part, kinds, row)
        for row, part in zip(rows, parts, strict=True)
    ]
    found = _with_lost(found, rows, kinds, parts)
    left_out = EXCEPT in [part[0].cat for part in parts]
    if left_out and any(set(owner) - CHOOSING for owner in found):
        found = [unchosen(*row, parts) for row in zip(found, parts, strict=True)]
    return [
        () if _is_idle(part, found, n) else tuple(sorted(owner, key=is_later))
        for n, (owner, part) in enumerate(zip(found, parts, strict=True))
    ]


def _with_lost(
    found: list[tuple[str, ...]],
    rows: Sequence[dict[str, int]],
    kinds: Sequence[str],
    parts: Sequence[Tokens],
) -> list[tuple[str, ...]]:
    """ "Old film look with some grain": a kind that no clause has left, where it is named best."""
    held = {kind for owner in found for kind in owner}
    lost = [kind for kind in kinds if kind not in held and kind in CUES]
    for kind in lost:
        cues = (CUES[kind] & {token.cat for token in part} for part in parts)
        named = [(rows[n][kind], n) for n, told in enumerate(cues) if told]
        if named:
            _, best = max(named)
            rivals = [o for o in found[best] if frozenset((kind, o)) in RIVALS]
            one = any(_is_one((kind, other), parts[best]) for other in rivals)
            found[best] = found[best] if one else (*found[best], kind)
    return found


def _is_idle(part: Tokens, found: Sequence[tuple[str, ...]], n: int) -> bool:
    if found[n] == ("SetVolume",) and is_spared(part):
        return sum("SetVolume" in owner for owner in found) > 1
    if found[n] == (ADJUSTING,) and is_left(part):
        return sum(ADJUSTING in owner for owner in found) > 1
    return _elsewhere(found, n) and is_aside(part)


def _elsewhere(found: Sequence[tuple[str, ...]], n: int) -> bool:
    """All that this clause asks for is asked for by another one, too."""
    if not CUES.keys() >= {*found[n]}:
        return False
    others = {kind for m, owner in enumerate(found) if m != n for kind in owner}
    return others.issuperset(found[n])
