"""What happens in a turn of each kind, in order and still without times."""

from collections.abc import Iterable
from dataclasses import replace

from pydantic import JsonValue

from nemo_emulator.agent import dice
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects import steps
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.scene import Scene
from nemo_emulator.agent.speech import tools
from nemo_emulator.agent.speech.answers import ANSWERS, CANNOT, STAGES
from nemo_emulator.agent.speech.doings import doing, listed
from nemo_emulator.agent.speech.gui import EXPORT, UPLOAD
from nemo_emulator.agent.speech.phrase import ENDS, QUESTIONS, STARTS
from nemo_emulator.agent.speech.summary import count, seconds, summary
from nemo_emulator.agent.speech.voice import Voice
from nemo_emulator.agent.step import Change, Generated, Step, Text
from nemo_emulator.agent.timeline import canvas, clips
from nemo_emulator.agent.words.moods import MOODS

Beats = tuple[Step, ...]
# Answers for which the agent looks at the timeline first.
LOOKING = frozenset({"status", "question", "export"})


def ask(voice: Voice, unclear: str) -> Beats:
    """One clarifying question."""
    return (Text(at=0, text=voice.say(QUESTIONS[unclear])),)


def answer(voice: Voice, topic: str) -> Beats:
    """To what was asked or said."""
    chinese = voice.scene.chinese
    if topic == "export" and not clips(voice.scene.draft):
        topic = "status"
    told = summary(voice.scene.draft, chinese=chinese)
    said = voice.say(ANSWERS[topic], summary=told)
    if topic not in LOOKING:
        return (Text(at=0, text=said),)
    how = EXPORT if topic == "export" else None
    return (*tools.look(voice.seed), *voice.with_gui(said, how))


def decline(voice: Voice, topic: str) -> Beats:
    """A wish that nobody here can fulfil, and what can be done instead."""
    return (Text(at=0, text=_cannot(voice, topic)),)


def _cannot(voice: Voice, topic: str) -> str:
    return voice.say(CANNOT[topic], moods=", ".join(mood.name for mood in MOODS.values()))


def refuse(voice: Voice, refusal: CannotEdit) -> Beats:
    """An edit that the draft does not allow, and why."""
    if refusal.problem is Problem.NO_TIMELINE and not voice.scene.visible:
        refusal = CannotEdit(Problem.NO_PICTURES)
    reason = refusal.say(chinese=voice.scene.chinese)
    uploads = refusal.problem is Problem.NO_PICTURES
    told = voice.with_gui(reason, UPLOAD) if uploads else (Text(at=0, text=reason),)
    return (*tools.look(voice.seed), *told)


def edit(voice: Voice, edits: tuple[e.Edit, ...], done: Scene, cannot: str) -> Beats:
    """Edits, and a report; in some turns not a word (contract.md 2.4)."""
    work = _work(voice, edits)
    if voice.happens("silent", voice.habits.silent_share) and not cannot:
        return work
    start = Text(at=0, text=voice.say(voice.one_of("start", STARTS)))
    left_out = decline(voice, cannot) if cannot else ()
    return (start, *work, *_report(voice, edits, done), *left_out)


def _work(voice: Voice, edits: tuple[e.Edit, ...], first: int = 0) -> Beats:
    """One call for each edit; the draft changes before the last of them answers."""
    calls = [tools.call(edit, voice.seed, n) for n, edit in enumerate(edits, start=first)]
    *before, (last_call, last_result) = calls
    earlier = tuple(beat for pair in before for beat in pair)
    changes = (Change(at=0, edits=step) for step in steps(edits))
    return (*earlier, last_call, *changes, last_result)


def _report(voice: Voice, edits: Iterable[e.Edit], done: Scene) -> Beats:
    chinese = voice.scene.chinese
    what = listed([doing(edit, chinese=chinese) for edit in edits], chinese=chinese)
    said = voice.say(
        voice.one_of("end", ENDS),
        what=what,
        clips=count(len(clips(done.draft)), chinese=chinese),
        seconds=seconds(done.draft.duration),
    )
    return voice.with_gui(said)


# -- drawing a clip, in two stages


def generate(voice: Voice, edits: tuple[e.Edit, ...], done: Scene) -> Beats:
    """The raw clip first, then what makes it a video; both are announced."""
    raw, finish = _stages(edits)
    drawn = next(edit for edit in raw if isinstance(edit, e.Generate))
    call, result = tools.call(drawn, voice.seed, 0)
    start = Text(at=0, text=voice.say(STAGES["generating"], prompt=drawn.prompt))
    media = Generated(at=0, media=_media(drawn, done))
    first = (start, call, media, Change(at=0, edits=raw), result)
    told = (Text(at=0, text=_announced(voice, finish)),) if _adds(finish) else ()
    second = _work(voice, finish, first=1) if finish else ()
    return (*first, *told, *second, *_report(voice, edits, done), *_honestly(voice, drawn))


def completed(
    edits: tuple[e.Edit, ...], said: tuple[e.Edit, ...], scene: Scene
) -> tuple[e.Edit, ...]:
    """With music and a title, unless the user spoke of them or they are there already."""
    drawn = next(edit for edit in edits if isinstance(edit, e.Generate))
    kinds = {type(edit) for edit in said}
    own: list[e.Edit] = []
    if not kinds & {e.SetMusic, e.UseAudio, e.RemoveMusic} and not clips(scene.draft):
        own.append(e.SetMusic(mood=tools.mood(drawn)))
    if not kinds & {e.AddText, e.RemoveText, e.SetSubtitles} and not clips(scene.draft):
        own.append(e.AddText(text=drawn.prompt.capitalize()))
    return (*edits, *own)


def seeded(edits: tuple[e.Edit, ...], seed: int) -> tuple[e.Edit, ...]:
    """What is left to chance in the edits, decided."""
    number = dice.number(seed, "edit")
    return tuple(
        replace(edit, seed=number) if isinstance(edit, e.Generate | e.Shuffle) else edit
        for edit in edits
    )


def _stages(edits: tuple[e.Edit, ...]) -> tuple[tuple[e.Edit, ...], tuple[e.Edit, ...]]:
    """The picture's shape and the clip itself; then everything else."""
    early = (e.Generate, e.SetCanvas)
    raw = tuple(edit for edit in edits if isinstance(edit, early))
    return raw, tuple(edit for edit in edits if not isinstance(edit, early))


def _adds(edits: tuple[e.Edit, ...]) -> tuple[str, ...]:
    names = {e.SetMusic: "music", e.AddText: "title"}
    return tuple(dict.fromkeys(names[type(edit)] for edit in edits if type(edit) in names))


def _announced(voice: Voice, finish: tuple[e.Edit, ...]) -> str:
    names = [voice.say(STAGES[name]) for name in _adds(finish)]
    return voice.say(STAGES["raw"], what=voice.say(STAGES["and"]).join(names))


def _media(drawn: e.Generate, done: Scene) -> dict[str, JsonValue]:
    size = canvas(done.draft)
    return {
        "id": f"gen_{drawn.seed}",
        "type": "generated",
        "name": drawn.prompt,
        "prompt": drawn.prompt,
        "recipe": drawn.recipe,
        "seed": drawn.seed,
        "duration": drawn.ms / 1000,
        "width": size.width,
        "height": size.height,
    }


def _honestly(voice: Voice, drawn: e.Generate) -> Beats:
    """A picture of something else than was asked for is said to be that."""
    plain = drawn.recipe == "abstract" and "abstract" not in drawn.prompt
    return (Text(at=0, text=voice.say(STAGES["abstract"])),) if plain else ()
