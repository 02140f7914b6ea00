"""What holds for every message, every scene and every seed."""

import string

from emulator.tests.agent_stage import CHINESE, EDIT, ENGLISH, bare, flaws, media, messages
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from nemo_emulator.agent import (
    CannotEdit,
    Change,
    Edit,
    Medium,
    Scene,
    TurnPlan,
    after,
    apply,
    direction,
    plan,
)
from nemo_emulator.agent.edits import Redo, Undo

PLAN: TypeAdapter[TurnPlan] = TypeAdapter(TurnPlan)
KNOWN = sorted({repr(edit): edit for row in (*ENGLISH, *CHINESE) for edit in row.edits}.items())
EDITS = st.sampled_from([edit for _, edit in KNOWN])
SEEDS = st.integers(0, 1 << 40)
QUICK = settings(deadline=None, max_examples=40)


def _lived_through(said: list[str], scene: Scene, seed: int) -> Scene:
    """The scene after a conversation, the way the emulator carries it out."""
    for n, message in enumerate(said):
        for step in plan(message, scene, seed=seed + n).steps:
            if isinstance(step, Change):
                scene = after(step.edits, scene)
                assert flaws(scene.draft) == []
    return scene


@QUICK
@given(said=st.lists(messages(), max_size=8), uploads=media(), seed=SEEDS)
def test_any_conversation_leaves_a_valid_draft(
    said: list[str], uploads: tuple[Medium, ...], seed: int
) -> None:
    """Whatever is asked for, in whatever order; and no plan promises what cannot be done."""
    _lived_through(said, bare(*uploads), seed)


@QUICK
@given(edits=st.lists(EDITS, max_size=10), uploads=media())
def test_any_edits_leave_a_valid_draft_or_are_refused(
    edits: list[Edit], uploads: tuple[Medium, ...]
) -> None:
    """A refusal is a sentence in both languages, and leaves the draft alone."""
    scene = after((), bare(*uploads))
    for edit in edits:
        try:
            scene = after((edit,), scene)
        except CannotEdit as refusal:
            sentences = {str(refusal), refusal.say(chinese=False), refusal.say(chinese=True)}
        else:
            sentences = {"", scene.language}
        assert len(sentences) == 2
        assert flaws(scene.draft) == []


@QUICK
@given(edit=EDITS, uploads=media(), said=st.lists(messages(), max_size=4), seed=SEEDS)
def test_undoing_an_edit_brings_the_draft_back(
    edit: Edit, uploads: tuple[Medium, ...], said: list[str], seed: int
) -> None:
    """Exactly; and redoing it brings the other one back."""
    before = _lived_through(said, bare(*uploads), seed)
    try:
        done = after((edit,), before)
    except CannotEdit:
        return
    if direction((edit,)) != "new":
        return

    undone = after((Undo(),), done)

    assert undone.draft == before.draft
    assert after((Redo(),), undone).draft == done.draft


@QUICK
@given(message=messages(), uploads=media(), seed=SEEDS)
def test_the_same_seed_gives_the_same_plan(
    message: str, uploads: tuple[Medium, ...], seed: int
) -> None:
    """Byte for byte, and it survives being stored."""
    scene = bare(*uploads)

    first = PLAN.dump_json(plan(message, scene, seed=seed))

    assert PLAN.dump_json(plan(message, scene, seed=seed)) == first
    assert PLAN.dump_json(PLAN.validate_json(first)) == first


@given(edit=EDITS)
def test_edits_go_through_json(edit: Edit) -> None:
    """A running turn is stored with what it is going to do."""
    assert EDIT.validate_json(EDIT.dump_json(edit)) == edit


@QUICK
@given(message=messages(), uploads=media(), seed=SEEDS)
def test_steps_come_in_order_and_end_in_time(
    message: str, uploads: tuple[Medium, ...], seed: int
) -> None:
    """Each kind of turn takes as long as the contract says (contract.md 2.4)."""
    spans = {"answer": (5, 15), "question": (5, 15), "edit": (10, 30), "generation": (100, 300)}

    made = plan(message, bare(*uploads), seed=seed)

    times = [step.at for step in made.steps]
    least, most = spans[made.kind]
    assert least <= made.ends_at <= most
    assert times == sorted(times)
    assert all(0 < at <= made.ends_at for at in times)


_WORDS = [row.text for row in (*ENGLISH, *CHINESE)]


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """Messages cut up, glued together and sprinkled with anything."""
    pieces = draw(st.lists(st.sampled_from(_WORDS) | st.text(max_size=8), min_size=1, max_size=4))
    cut = [piece[: draw(st.integers(0, len(piece)))] for piece in pieces]
    glue = draw(st.sampled_from(["", " ", ", ", "，", " and ", "\n", '"', "第", "%", "-1 "]))
    return glue.join(cut)


@settings(deadline=None, max_examples=250)
@given(message=mangled() | st.text(max_size=80) | st.text(string.printable, max_size=80))
def test_no_message_is_too_strange(message: str) -> None:
    """Something is answered, and the draft stays valid."""
    scene = after((), bare())

    assert plan(message, scene, seed=1).steps
    _lived_through([message], Scene(draft=apply((), scene), media=_UPLOADS), 1)


_UPLOADS = (
    Medium(id="a", url="/a.jpg", name="a.jpg", file_type="image", width=300, height=900),
    Medium(id="b", url="/b.mp4", name="b.mp4", file_type="video", duration_ms=900),
    Medium(id="c", url="/c.mp3", name="c.mp3", file_type="audio", duration_ms=900),
)
