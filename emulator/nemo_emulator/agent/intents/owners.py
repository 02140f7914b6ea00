"""Which kinds of edit go together, and by which words they are told."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.intents.clauses import EXCEPT, VALUES, Tokens, is_exception

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
)
# What may stay as it is, and why something shall be otherwise.
ASIDES: Final = frozenset(
    ("stay", "stays", "already", "fine", "刺眼", "太刺眼", "晃眼", "blinding", "glaring")
)
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
        "SetTransition": frozenset({"style"}),
        "Adjust": frozenset({"adjust", "adjust_noun", "texture"}),
    }
)
DOUBTED: Final = -64
LISTED: Final = frozenset({"UseOnly", "Keep", "Arrange"})
SHOWING: Final = frozenset({"put", "show", "add", "only", "keep_only", "then", "one", "pic"})
# They need two places: what the wish itself leaves out may be said before.
PAIRED: Final = frozenset({"Move", "Swap", "Replace", "Arrange", "Duplicate", "AddClips"})
# Lists of clips run on from clause to clause.
RUNNING: Final = PAIRED | {"Make", "UseOnly", "Keep", "Remove", "Generate", "UseAudio"}
# Kinds that are asked for again without a verb: "clip 2 three seconds, clip 3 four".
LASTING: Final = frozenset({"SetSeconds", "SetSpeed", "SetVolume"})
LISTABLE: Final = frozenset({"SetSeconds", "Extend", "Scale", "SetSpeed", "SetVolume", "Trim"})
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
# What there must be before anything else is done to it.
MAKING: Final = frozenset({"StartOver", "Make", "UseOnly", "Generate"})
NAMELY: Final = frozenset({"that's", "thats", "it's", "its", "that is", "which is"})
MERE: Final = frozenset({EXCEPT, "ref"})
CHOOSING: Final = frozenset({"Keep", "Remove", "UseOnly"})
SCOPES: Final = frozenset({"all", OTHERS})


def is_aside(part: Tokens) -> bool:
    """It says what is well as it is, or why something shall be otherwise."""
    return any(token.text in ASIDES for token in part)


def unchosen(owner: tuple[str, ...], part: Tokens, parts: Sequence[Tokens]) -> tuple[str, ...]:
    """ "Except the first, which should be 5" says nothing of what stays; nor do mere names."""
    cats = {token.cat for token in part}
    rest = any(t.cat in SCOPES for other in parts if other is not part for t in other)
    done = bool(set(owner) - CHOOSING and cats & VALUES)
    if part[0].cat != EXCEPT or not (done or is_exception(part) or (rest and cats <= MERE)):
        return owner
    return tuple(kind for kind in owner if kind not in CHOOSING)


def is_later(kind: str) -> bool:
    """What makes the clips comes before what is done to them."""
    return kind not in MAKING


def named_by(clause: Tokens, kinds: Sequence[str], row: dict[str, int]) -> tuple[str, ...]:
    """The kinds whose values a clause names, where it says little against them."""
    cats = {token.cat for token in clause}
    return tuple(k for k in kinds if cats & CUES.get(k, frozenset()) and row[k] > DOUBTED)


def says(score: int, best: int) -> bool:
    """About as likely as where it is likeliest, or likely by itself."""
    return score == best or score > max(0, min(best - NEAR, NEAR))


def unrivalled(row: dict[str, int], kinds: list[str], part: Tokens) -> tuple[str, ...]:
    """Of two kinds that are two names for one wish, the likelier one, unless both are likely."""
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
