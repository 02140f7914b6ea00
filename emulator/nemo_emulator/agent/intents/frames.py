"""For each kind of edit: how its fields are filled, and which values it accounts for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import clipping, hearing, lasting, looking, writing
from nemo_emulator.agent.intents.said import Said

Built = e.Edit | tuple[e.Edit, ...] | None
PLACES: Final = "ref ord"
LETTERS: Final = "quote color"


@dataclass(frozen=True, slots=True)
class Frame:
    """``build`` gives the edit, or None where something is missing; ``takes`` what it reads."""

    build: Callable[[Said], Built]
    takes: frozenset[str]


def _frame(build: Callable[[Said], Built], takes: str = "") -> Frame:
    return Frame(build, frozenset(takes.split()))


def _plain(kind: Callable[[], Any]) -> Frame:
    return _frame(lambda _: kind())


FRAMES: Final[Mapping[str, Frame]] = MappingProxyType(
    {
        "Make": _frame(clipping.make, "others count num ord ref"),
        "UseOnly": _frame(clipping.use_only, "others ref ord num count"),
        "Keep": _frame(clipping.keep, "others ref ord num count"),
        "AddClips": _frame(clipping.add_clips, "others ref ord num count slot into_clip"),
        "Remove": _frame(clipping.remove, "others ref ord num"),
        "Duplicate": _frame(clipping.duplicate, "ref ord num factor"),
        "Move": _frame(clipping.move, "ref ord num slot into_clip"),
        "Swap": _frame(clipping.swap, "ref ord num"),
        "Replace": _frame(clipping.replace, "ref ord num"),
        "Reverse": _plain(e.Reverse),
        "Shuffle": _frame(lambda _: e.Shuffle(seed=0)),
        "Arrange": _frame(clipping.arrange, "ref ord num"),
        "Sort": _frame(clipping.sort),
        "AddCard": _frame(writing.add_card, "quote color time ord"),
        "RemoveCard": _frame(writing.remove_card, "ord"),
        "Generate": _frame(clipping.generate, "time ref ord"),
        "Undo": _frame(clipping.undo, "num one ord"),
        "Redo": _plain(e.Redo),
        "StartOver": _plain(e.StartOver),
        "SetSeconds": _frame(lasting.set_seconds, "time ref ord"),
        "Extend": _frame(lasting.extend, "time gain ref ord"),
        "ExtendTotal": _frame(lasting.extend_total, "time gain"),
        "Scale": _frame(lasting.scale, "factor half scale percent ref ord"),
        "SetTotal": _frame(lasting.set_total, "time"),
        "Trim": _frame(lasting.trim, "time span ref ord until gain"),
        "SetSpeed": _frame(lasting.set_speed, "factor half scale percent ref ord"),
        "CutToBeat": _plain(e.CutToBeat),
        "SetMusic": _frame(hearing.set_music, "tempo"),
        "UseAudio": _frame(hearing.use_audio, "ord num ref count"),
        "RemoveMusic": _plain(e.RemoveMusic),
        "SetVolume": _frame(hearing.set_volume, "percent decibels half ref ord"),
        "FadeSound": _frame(hearing.fade_sound, "time span num ref"),
        "Duck": _frame(hearing.duck, "percent"),
        "SetTransition": _frame(looking.set_transition, "time ref ord into_clip between_clips"),
        "SetTransitionLength": _frame(
            looking.set_transition_length, "time ref ord into_clip between_clips"
        ),
        "SetMotion": _frame(looking.set_motion, "ref ord"),
        "SetFit": _frame(looking.set_fit, "ref ord color"),
        "SetCanvas": _frame(looking.set_canvas, "ratio short size orient"),
        "SetLook": _frame(looking.set_look, "ref ord"),
        "Adjust": _frame(looking.adjust, "percent ref ord"),
        "AddText": _frame(writing.add_text, "quote color time span ref ord"),
        "ChangeText": _frame(writing.change_text, "quote color time span ref ord"),
        "RemoveText": _frame(writing.remove_text, "ref ord"),
        "SetSubtitles": _frame(writing.set_subtitles, "quote time span num srt"),
    }
)
# Values that somebody took the trouble to say: each must go into an edit.
SPOKEN: Final = frozenset(
    (
        *("ref", "ord", "num", "time", "span", "gain", "percent", "decibels", "tempo", "ratio"),
        *("short", "size", "quote", "factor", "slot", "into_clip", "srt", "until", "color"),
        "others",
    )
)
