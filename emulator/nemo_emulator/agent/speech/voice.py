"""How the agent says things in one turn: its language, its habits, its dice."""

from collections.abc import Sequence
from dataclasses import dataclass

from nemo_emulator.agent import dice
from nemo_emulator.agent.scene import Habits, Scene
from nemo_emulator.agent.speech.gui import INSTRUCTIONS
from nemo_emulator.agent.speech.phrase import NOISE, Phrase
from nemo_emulator.agent.speech.places import placed
from nemo_emulator.agent.step import Step, Text


@dataclass(frozen=True, slots=True)
class Voice:
    """One turn's voice; the same seed says the same."""

    scene: Scene
    seed: int
    habits: Habits

    def say(self, phrase: Phrase, **values: object) -> str:
        """The phrase in the session's language."""
        return phrase.say(chinese=self.scene.chinese, **values)

    def one_of(self, label: str, phrases: Sequence[Phrase]) -> Phrase:
        """One of several ways to say it."""
        return dice.choose(self.seed, label, phrases)

    def happens(self, what: str, share: float) -> bool:
        """Whether something happens that happens in that share of turns."""
        return dice.share(self.seed, what) < share

    def with_gui(self, said: str, instruction: Phrase | None = None) -> tuple[Step, ...]:
        """The answer, perhaps with an instruction: in the same paragraph or as the next."""
        if not self.happens("gui", self.habits.gui_share):
            return (Text(at=0, text=said),)
        how = self.say(instruction or self.one_of("instruction", INSTRUCTIONS))
        if self.habits.gui_place != "any":
            text = placed(self.habits.gui_place, said, how, chinese=self.scene.chinese)
            return (Text(at=0, text=text, gui=how),)
        if self.happens("same paragraph", 0.5):
            gap = "" if self.scene.chinese else " "
            return (Text(at=0, text=f"{said}{gap}{how}", gui=how),)
        return (Text(at=0, text=said), Text(at=0, text=how, gui=how))

    def noise(self, beats: tuple[Step, ...]) -> tuple[Step, ...]:
        """Perhaps a "temporary issue" after everything else; never where nothing was said."""
        talks = any(isinstance(beat, Text) for beat in beats)
        if talks and self.happens("noise", self.habits.noise_share):
            return (Text(at=0, text=self.say(NOISE)),)
        return ()
