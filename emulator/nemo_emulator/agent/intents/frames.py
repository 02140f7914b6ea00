"""For each kind of edit: how its fields are filled, and which values it accounts for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import (
    adding,
    adjusting,
    choosing,
    clipping,
    drawing,
    fading,
    fitting,
    hearing,
    lasting,
    looking,
    loudness,
    making,
    paging,
    panning,
    subtitling,
    tinting,
    trimming,
    writing,
)
from nemo_emulator.agent.intents.removing import together
from nemo_emulator.agent.intents.said import Said

Built = e.Edit | tuple[e.Edit, ...] | None
# Colours that a transition goes through, and those that a look has.
GREYS: Final = "color=#000000 color=#ffffff color=#808080"
TINTS: Final = "color=#8b4513 color=#ffd400 color=#0060ff color=#ff8c00 color=#00d0d0 color=#ffd700"


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
        "Make": _frame(making.make, "others count num ord"),
        "UseOnly": _frame(choosing.use_only, "others ref ord num count"),
        "Keep": _frame(choosing.keep, "others ref ord num count slot"),
        "AddClips": _frame(adding.add_clips, "others ref ord num count slot into_clip"),
        "Remove": _frame(choosing.remove, "others ref ord num slot"),
        "Duplicate": _frame(clipping.duplicate, "ref ord num factor slot"),
        "Move": _frame(clipping.move, "ref ord num slot into_clip"),
        "Swap": _frame(clipping.swap, "ref ord num slot"),
        "Replace": _frame(clipping.replace, "others ref ord num slot"),
        "Reverse": _frame(clipping.reverse, "ref ord num slot"),
        "Shuffle": _frame(lambda _: e.Shuffle(seed=0)),
        "Arrange": _frame(clipping.arrange, "others ref ord num slot"),
        "Sort": _frame(clipping.sort),
        "AddCard": _frame(paging.add_card, "quote color time ord span"),
        "RemoveCard": _frame(together(paging.remove_card), "ord"),
        "Generate": _frame(drawing.generate, "time ref ord num"),
        "Undo": _frame(clipping.undo, "num one ord ref"),
        "Redo": _plain(e.Redo),
        "StartOver": _plain(e.StartOver),
        "SetSeconds": _frame(lasting.set_seconds, "time ref ord num"),
        "Extend": _frame(lasting.extend, "time gain ref ord num"),
        "ExtendTotal": _frame(lasting.extend_total, "time gain"),
        "Scale": _frame(lasting.scale, "factor fold half scale percent ref ord"),
        "SetTotal": _frame(lasting.set_total, "time span num"),
        "Trim": _frame(trimming.trim, "time span ref ord until gain"),
        "SetSpeed": _frame(lasting.set_speed, "factor fold half scale percent ref ord"),
        "CutToBeat": _plain(e.CutToBeat),
        "SetMusic": _frame(hearing.set_music, "tempo num"),
        "UseAudio": _frame(hearing.use_audio, "ord num ref count"),
        "RemoveMusic": _frame(together(lambda _: e.RemoveMusic())),
        "SetVolume": _frame(loudness.set_volume, "percent decibels half fold factor num ref ord"),
        "FadeSound": _frame(fading.fade_sound, "time span gain num ref"),
        "Duck": _frame(hearing.duck, "percent num"),
        "SetTransition": _frame(
            looking.set_transition, f"time ref ord into_clip between_clips {GREYS}"
        ),
        "SetTransitionLength": _frame(
            looking.set_transition_length,
            "time span num half fold scale percent ref ord into_clip between_clips",
        ),
        "SetMotion": _frame(panning.set_motion, "ref ord percent"),
        "SetFit": _frame(fitting.set_fit, "ref ord color"),
        "SetCanvas": _frame(looking.set_canvas, "ratio short size orient"),
        "SetLook": _frame(tinting.set_look, f"ref ord {GREYS} {TINTS}"),
        "Adjust": _frame(adjusting.adjust, "percent ref ord color"),
        "AddText": _frame(writing.add_text, "quote color time span ref ord num"),
        "ChangeText": _frame(
            writing.change_text, "quote color time span ref ord factor half percent scale"
        ),
        "RemoveText": _frame(together(writing.remove_text), "ref ord"),
        "SetSubtitles": _frame(subtitling.set_subtitles, "quote time span num ord srt color"),
    }
)
# Values that somebody took the trouble to say: each must go into an edit.
SPOKEN: Final = frozenset(
    (
        *("ref", "ord", "num", "time", "span", "gain", "percent", "decibels", "tempo", "ratio"),
        *("short", "size", "quote", "factor", "fold", "slot", "into_clip", "srt", "until", "color"),
        "others",
        "unread",
    )
)
