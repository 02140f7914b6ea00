"""The scenario's faults and instructions, in the emulator's own words."""

from collections.abc import Iterable
from typing import Final

from nemo_conformance.record import Fault, Instruction, Meaning
from nemo_emulator.agent.speech.gui import INSTRUCTIONS, UPLOAD
from nemo_emulator.agent.speech.phrase import Phrase
from nemo_emulator.emulator import Handle
from nemo_emulator.script import ScriptError

SCREEN: Final = (
    "Export button in the top-right corner",
    "timeline panel on the left",
    "edges of a clip on the timeline",
    "in the panel on the right",
    "files into the media library",
    "photos into the media library",
    "右上角的“导出”按钮",
    "左侧的时间线面板",
    "在右侧面板中",
    "拖拽到素材库",
)
"""Parts of instructions that are of no use without a screen: to drop the verb is not enough."""


class UnknownFault(ValueError):
    """A line of a scenario that the fault algebra does not know; the message says what is wrong."""


def add_faults(handle: Handle, lines: Iterable[str]) -> None:
    """Put rules into the run's script. Raises ``UnknownFault``."""
    for line in lines:
        try:
            handle.services.faults.add(line)
        except ScriptError as error:
            raise UnknownFault(f"{line}: {error}") from error


def faults_of(handle: Handle) -> tuple[Fault, ...]:
    """What became of each rule."""
    return tuple(Fault(one.rule, one.consumed, one.completed) for one in handle.services.faults)


def instructions() -> tuple[Instruction, ...]:
    """Every GUI instruction that the agent may give, in both languages."""
    return tuple(
        one for n, phrase in enumerate((*INSTRUCTIONS, UPLOAD)) for one in _both(n, phrase)
    )


def _both(n: int, phrase: Phrase) -> Iterable[Instruction]:
    for language, text in (("en", phrase.english), ("zh", phrase.chinese)):
        forbidden = (text, *(part for part in SCREEN if part in text))
        yield Instruction(id=f"{n}-{language}", text=text, forbidden=forbidden, means=_means(text))


def _means(text: str) -> Meaning:
    lower = text.lower()
    if "export" in lower or "导出" in text:
        return Meaning.EXPORT
    if lower.startswith(("open", "you can preview")) or text.startswith(("打开", "你可以在")):
        return Meaning.SHOW
    return Meaning.EDIT if "drag" in lower or "拖" in text else Meaning.CLICK
