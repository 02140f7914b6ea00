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
from nemo_emulator.agent.step import Change, Charge, Generated, Step, Text
from nemo_emulator.agent.timeline import canvas, clips
from nemo_emulator.agent.words.moods import MOODS

Beats = tuple[Step, ...]
Edits = tuple[e.Edit, ...]
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
    work = (Charge(at=0, work="edit"), *_work(voice, edits))
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
    """What was asked for first; each raw clip; then what makes it a video, announced."""
    early, drawn, finish = _stages(edits)
    before = _before(voice, early)
    clips = tuple(
        beat
        for n, raw in enumerate(drawn)
        for beat in _drawing(voice, raw, done, first=len(early) + n)
    )
    told = (Text(at=0, text=_announced(voice, finish)),) if _adds(finish) else ()
    second = _work(voice, finish, first=len(early) + len(drawn)) if finish else ()
    admitted = _honestly(voice, drawn)
    return (*before, *clips, *told, *second, *_report(voice, edits, done), *admitted)


def _before(voice: Voice, edits: tuple[e.Edit, ...]) -> Beats:
    """Edits that come before a clip is drawn have their own price."""
    if not edits:
        return ()
    start = Text(at=0, text=voice.say(voice.one_of("start", STARTS)))
    return (Charge(at=0, work="edit"), start, *_work(voice, edits))


def _drawing(voice: Voice, raw: tuple[e.Edit, ...], done: Scene, first: int) -> Beats:
    """One raw clip, and the picture's shape with it."""
    (drawn,) = (edit for edit in raw if isinstance(edit, e.Generate))
    call, result = tools.call(drawn, voice.seed, first)
    undone = voice.say(STAGES["undone"], prompt=drawn.prompt)
    start = Text(at=0, text=voice.say(STAGES["generating"], prompt=drawn.prompt))
    media = Generated(at=0, media=_media(drawn, done))
    charge = Charge(at=0, work="generation", undone=undone)
    return (charge, start, call, media, Change(at=0, edits=raw), result)


def completed(
    edits: tuple[e.Edit, ...], said: tuple[e.Edit, ...], scene: Scene
) -> tuple[e.Edit, ...]:
    """With music and a title, unless the user spoke of them or there is a video already."""
    drawn = next(edit for edit in edits if isinstance(edit, e.Generate))
    alone = not clips(scene.draft) and not _stages(edits)[0]
    kinds = {type(edit) for edit in said}
    own: list[e.Edit] = []
    if alone and not kinds & {e.SetMusic, e.UseAudio, e.RemoveMusic}:
        own.append(e.SetMusic(mood=tools.mood(drawn)))
    if alone and not kinds & {e.AddText, e.RemoveText, e.SetSubtitles}:
        own.append(e.AddText(text=drawn.prompt.capitalize()))
    return (*edits, *own)


def seeded(edits: tuple[e.Edit, ...], seed: int) -> tuple[e.Edit, ...]:
    """What is left to chance in the edits, decided."""
    random = [edit for edit in edits if isinstance(edit, e.Generate | e.Shuffle)]
    numbers = {
        n: replace(edit, seed=dice.number(seed, f"edit/{n}" if n else "edit"))
        for n, edit in enumerate(random)
    }
    return tuple(numbers.pop(min(numbers)) if edit in random else edit for edit in edits)


def _stages(edits: tuple[e.Edit, ...]) -> tuple[Edits, tuple[Edits, ...], Edits]:
    """What comes before the first clip is drawn; each clip; everything after it.

    The picture's shape is set with the first clip, wherever it was spoken of, unless something is
    made before that.
    """
    drawn = [edit for edit in edits if isinstance(edit, e.Generate)]
    early = edits[: edits.index(drawn[0])]
    alone = all(isinstance(edit, e.SetCanvas) for edit in early)
    shape: Edits = tuple(edit for edit in edits if alone and isinstance(edit, e.SetCanvas))
    raw: tuple[Edits, ...] = ((*shape, drawn[0]), *((edit,) for edit in drawn[1:]))
    finish = (edit for edit in edits[len(early) :] if edit not in (*drawn, *shape))
    return () if alone else early, raw, tuple(finish)


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


def _honestly(voice: Voice, drawn: tuple[Edits, ...]) -> Beats:
    """A picture of something else than was asked for is said to be that."""
    made = [edit for raw in drawn for edit in raw if isinstance(edit, e.Generate)]
    plain = any(one.recipe == "abstract" and "abstract" not in one.prompt for one in made)
    return (Text(at=0, text=voice.say(STAGES["abstract"])),) if plain else ()
