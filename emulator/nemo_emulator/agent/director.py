"""From a message to the script of a turn."""

from nemo_contract.draft import TrackKind
from nemo_emulator.agent import acts
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects import after
from nemo_emulator.agent.intents.facts import facts
from nemo_emulator.agent.refusal import CannotEdit
from nemo_emulator.agent.scene import Habits, Scene
from nemo_emulator.agent.speech.phrase import FALLBACK
from nemo_emulator.agent.speech.voice import Voice
from nemo_emulator.agent.staging import staged
from nemo_emulator.agent.step import Step, Text, TurnKind, TurnPlan
from nemo_emulator.agent.timeline import clips, on
from nemo_emulator.agent.understanding import Understanding, understand

HABITS = Habits()
# Edits that say themselves what comes onto an empty timeline.
_FILLING = e.Make | e.UseOnly | e.AddClips | e.Generate | e.Undo | e.Redo | e.StartOver


def plan(message: str, scene: Scene, *, seed: int, habits: Habits = HABITS) -> TurnPlan:
    """What the agent does and says about a message; nothing is done yet.

    The same message, scene and seed give the same plan. Nothing is random but by the seed.
    """
    meant = understand(message, uploads=bool(scene.visible), known=facts(scene))
    return script(meant, scene, seed=seed, habits=habits)


def script(
    meant: Understanding,
    scene: Scene,
    *,
    seed: int,
    habits: Habits = HABITS,
    fallback: bool = False,
) -> TurnPlan:
    """The same for a message that was understood already, whoever did it.

    ``fallback``: not by whom it should have been, which the user is told first.
    """
    voice = Voice(scene, seed, habits)
    kind, beats = _acted(voice, meant)
    notice = (Text(at=0, text=voice.say(FALLBACK)),) if fallback else ()
    return staged(kind, (*notice, *beats, *voice.noise(beats)), seed, habits)


def _acted(voice: Voice, meant: Understanding) -> tuple[TurnKind, tuple[Step, ...]]:
    if meant.edits:
        return _edited(voice, meant)
    if meant.cannot:
        return TurnKind.ANSWER, acts.decline(voice, meant.cannot)
    if meant.talk:
        return TurnKind.ANSWER, acts.answer(voice, meant.talk)
    return TurnKind.QUESTION, acts.ask(voice, meant.unclear)


def _edited(voice: Voice, meant: Understanding) -> tuple[TurnKind, tuple[Step, ...]]:
    drawing = any(isinstance(edit, e.Generate) for edit in meant.edits)
    edits = acts.seeded(_prepared(meant.edits, voice.scene), voice.seed)
    if drawing and voice.happens("two stages", voice.habits.two_stage_share):
        edits = acts.completed(edits, meant.edits, voice.scene)
    try:
        done = after(edits, voice.scene)
    except CannotEdit as refusal:
        return TurnKind.ANSWER, acts.refuse(voice, refusal)
    if drawing:
        return TurnKind.GENERATION, acts.generate(voice, edits, done)
    return TurnKind.EDIT, acts.edit(voice, edits, done, meant.cannot)


def _prepared(edits: tuple[e.Edit, ...], scene: Scene) -> tuple[e.Edit, ...]:
    """On an empty timeline a wish for anything means a slideshow first."""
    empty = not clips(scene.draft) and bool(scene.visible)
    filled = any(isinstance(edit, _FILLING) for edit in edits)
    needed = tuple(edit for edit in edits if not _idle(edit, scene)) or edits
    return (e.Make(), *needed) if empty and not filled else needed


def _idle(edit: e.Edit, scene: Scene) -> bool:
    """There is nothing of what shall be removed: "a slideshow, no music" is no mistake."""
    match edit:
        case e.RemoveMusic():
            return not on(scene.draft, TrackKind.AUDIO)
        case e.RemoveText():
            return not on(scene.draft, TrackKind.TEXT)
        case _:
            return False
