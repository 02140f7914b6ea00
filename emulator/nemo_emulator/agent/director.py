"""From a message to the script of a turn."""

from nemo_emulator.agent import dice
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects import after, steps
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.scene import Habits, Scene
from nemo_emulator.agent.speech import tools
from nemo_emulator.agent.speech.doings import doing
from nemo_emulator.agent.speech.gui import INSTRUCTIONS, UPLOAD
from nemo_emulator.agent.speech.phrase import ENDS, NOISE, QUESTIONS, STARTS, Phrase
from nemo_emulator.agent.staging import staged
from nemo_emulator.agent.step import Change, Step, Text, TurnKind, TurnPlan
from nemo_emulator.agent.timeline import clips
from nemo_emulator.agent.understanding import understand

_ALONE = e.Make | e.UseOnly | e.AddClips | e.Generate | e.Undo | e.Redo | e.StartOver


def plan(message: str, scene: Scene, *, seed: int, habits: Habits | None = None) -> TurnPlan:
    """What the agent does and says about a message; nothing is done yet.

    The same message, scene and seed give the same plan.
    """
    director = _Director(scene, seed, habits or Habits())
    return director.plan(message)


class _Director:
    """One message in one scene."""

    def __init__(self, scene: Scene, seed: int, habits: Habits) -> None:
        self._scene = scene
        self._seed = seed
        self._habits = habits

    def plan(self, message: str) -> TurnPlan:
        meant = understand(message)
        if meant.unclear:
            return self._staged(
                TurnKind.QUESTION, (Text(at=0, text=self._say(QUESTIONS[meant.unclear])),)
            )
        edits = self._prepared(meant.edits)
        try:
            done = self._tried(edits)
        except CannotEdit as refusal:
            return self._refused(refusal)
        return self._edited(edits, done)

    def _prepared(self, edits: tuple[e.Edit, ...]) -> tuple[e.Edit, ...]:
        """On an empty timeline a wish for anything means a slideshow first."""
        empty = not clips(self._scene.draft) and bool(self._scene.visible)
        first = edits[0]
        return (e.Make(), *edits) if empty and not isinstance(first, _ALONE) else edits

    def _tried(self, edits: tuple[e.Edit, ...]) -> Scene:
        scene = self._scene
        for step in steps(edits):
            scene = after(step, scene)
        return scene

    # -- the three kinds of turns

    def _refused(self, refusal: CannotEdit) -> TurnPlan:
        chinese = self._scene.chinese
        if refusal.problem is Problem.NO_TIMELINE and not self._scene.visible:
            refusal = CannotEdit(Problem.NO_PICTURES)
        reason = Text(at=0, text=refusal.say(chinese=chinese))
        asks = refusal.problem is Problem.NO_PICTURES and self._happens(
            "gui", self._habits.gui_share
        )
        how = UPLOAD.say(chinese=chinese)
        return self._staged(
            TurnKind.ANSWER, (*tools.look(self._seed), reason, *((_gui(how),) if asks else ()))
        )

    def _edited(self, edits: tuple[e.Edit, ...], done: Scene) -> TurnPlan:
        silent = self._happens("silent", self._habits.silent_share)
        start = (
            ()
            if silent
            else (Text(at=0, text=self._say(dice.choose(self._seed, "start", STARTS))),)
        )
        end = () if silent else self._report(edits, done)
        return self._staged(TurnKind.EDIT, (*start, *self._work(edits), *end))

    def _work(self, edits: tuple[e.Edit, ...]) -> tuple[Step, ...]:
        """One call for each edit; the draft changes before the last one answers."""
        calls = [tools.call(edit, self._seed, n) for n, edit in enumerate(edits)]
        *before, (last_call, last_result) = calls
        changes = tuple(Change(at=0, edits=step) for step in steps(edits))
        earlier = tuple(step for pair in before for step in pair)
        return (*earlier, last_call, *changes, last_result)

    def _report(self, edits: tuple[e.Edit, ...], done: Scene) -> tuple[Step, ...]:
        chinese = self._scene.chinese
        what = ("，" if chinese else ", ").join(doing(edit, chinese=chinese) for edit in edits)
        shown = clips(done.draft)
        seconds = f"{(done.draft.duration or 0) / 1000:g}"
        end = dice.choose(self._seed, "end", ENDS)
        said = end.say(chinese=chinese, what=what, clips=len(shown), seconds=seconds)
        return self._with_gui(said)

    # -- the voice

    def _with_gui(self, said: str) -> tuple[Step, ...]:
        """The answer, perhaps with an instruction: in the same paragraph or as the next."""
        if not self._happens("gui", self._habits.gui_share):
            return (Text(at=0, text=said),)
        how = self._say(dice.choose(self._seed, "instruction", INSTRUCTIONS))
        if self._happens("same paragraph", 0.5):
            gap = "" if self._scene.chinese else " "
            return (Text(at=0, text=f"{said}{gap}{how}", gui=how),)
        return (Text(at=0, text=said), _gui(how))

    def _staged(self, kind: TurnKind, beats: tuple[Step, ...]) -> TurnPlan:
        talks = any(isinstance(step, Text) for step in beats)
        noisy = talks and self._happens("noise", self._habits.noise_share)
        noise = (Text(at=0, text=self._say(NOISE)),) if noisy else ()
        return staged(kind, (*beats, *noise), self._seed, self._habits)

    def _say(self, phrase: Phrase) -> str:
        return phrase.say(chinese=self._scene.chinese)

    def _happens(self, what: str, share: float) -> bool:
        return dice.share(self._seed, what) < share


def _gui(instruction: str) -> Text:
    return Text(at=0, text=instruction, gui=instruction)
