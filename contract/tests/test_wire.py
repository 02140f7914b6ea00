"""The shapes on the wire, against examples typed by hand from the contract."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from nemo_contract import Code, JobStatus
from nemo_contract.stream import (
    AdkError,
    AdkEvent,
    ErrorEvent,
    HeartbeatEvent,
    TextEvent,
    ToolCallEvent,
    ToolResultEvent,
)
from nemo_contract.wire import (
    AnonymousToken,
    Claim,
    ClaimRequest,
    Credits,
    Draft,
    Envelope,
    EnvelopedRender,
    FlatRender,
    RenderJob,
    RenderRequest,
    RunRequest,
    Session,
    SessionRequest,
    StateReply,
    SupersetRender,
    Track,
    Uploaded,
    UrlUpload,
    Wire,
    read_render,
)

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "wire"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))
MODELS: dict[str, type[Wire]] = {
    "anonymous_token.reply": Envelope[AnonymousToken],
    "claim_token.request": ClaimRequest,
    "claim_token.reply": Envelope[Claim],
    "create_session.request": SessionRequest,
    "create_session.reply": Envelope[Session],
    "run_sse.request": RunRequest,
    "typed.text": TextEvent,
    "typed.tool_call": ToolCallEvent,
    "typed.tool_result": ToolResultEvent,
    "typed.heartbeat": HeartbeatEvent,
    "typed.error": ErrorEvent,
    "adk.failure": AdkError,
    "adk": AdkEvent,
    "upload.request": UrlUpload,
    "upload.reply": Envelope[Uploaded],
    "credits.reply": Envelope[Credits],
    "state.reply": Envelope[StateReply],
    "draft": Draft,
    "render_submit.request": RenderRequest,
    "render.flat": FlatRender,
    "render.enveloped": EnvelopedRender,
    "render.superset": SupersetRender,
    "error": Envelope[dict[str, Any]],
}
OUR_NAMES = ["duration", "tracks", "kind", "segments", "meta", "start", "exportable", "dump"]


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


def model_of(name: str) -> type[Wire]:
    return next(model for prefix, model in MODELS.items() if name.startswith(prefix))


def canonical(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_survives_the_trip(name: str) -> None:
    """What is read is written again, byte for byte: nothing lost, nothing added."""
    shown = example(name)

    assert canonical(model_of(name).model_validate(shown).dump()) == canonical(shown)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_survives_the_trip_as_text(name: str) -> None:
    """Reading the JSON text gives the same as reading the value."""
    text = (EXAMPLES / f"{name}.json").read_bytes()

    assert canonical(model_of(name).model_validate_json(text).dump()) == canonical(example(name))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_cannot_be_changed(name: str) -> None:
    """What came over the wire stays what it was."""
    read = model_of(name).model_validate(example(name))

    with pytest.raises(ValidationError, match="frozen"):
        setattr(read, next(iter(type(read).model_fields)), None)


def test_every_shape_has_an_example() -> None:
    """A model that no example exercises is a guess."""
    assert {model_of(name) for name in NAMES} == set(MODELS.values())


@pytest.mark.parametrize("code", sorted(set(Code) - {Code.OK}), ids=lambda code: str(int(code)))
def test_every_error_code_has_an_example(code: Code) -> None:
    """The envelope carries the code that names the file."""
    assert example(f"error.{code:d}")["code"] == code


@pytest.mark.parametrize("status", JobStatus)
def test_the_three_render_replies_tell_the_same(status: JobStatus) -> None:
    """Whichever shape is spoken, the job is the one job."""
    flat, enveloped, superset = (
        read_render(example(f"render.{shape}.{status}"))
        for shape in ("flat", "enveloped", "superset")
    )

    assert superset == flat
    assert enveloped == flat.model_copy(update={"duration": None, "size": None})


def test_a_completed_render_is_read_whole() -> None:
    """Address, length in seconds and size in bytes come along."""
    job = read_render(example("render.superset.completed"))

    assert job == RenderJob(
        id="render_1795344300",
        status=JobStatus.COMPLETED,
        progress=100,
        url="http://127.0.0.1:8787/media/r7t2?expires=1795948800&signature=5aa0",
        duration=10.5,
        size=4831838,
    )


@pytest.mark.parametrize(
    "reply", [None, "completed", [], {}, {"taskId": "r1"}, {"success": True, "data": None}]
)
def test_what_is_no_render_reply_is_refused(reply: object) -> None:
    """Anything else is an error in words, never a job that was made up."""
    with pytest.raises(ValueError, match="not a render reply"):
        read_render(reply)


def test_an_envelope_may_come_without_a_message() -> None:
    """The vendor's own samples leave it out."""
    assert Envelope[Credits].model_validate({"code": 1001}).message == ""


def test_a_balance_adds_up() -> None:
    """A total that is not available + frozen is no balance (S-CRED-2)."""
    with pytest.raises(ValidationError, match="available"):
        Credits(available=50, frozen=10, total=50)


def test_a_message_is_its_parts() -> None:
    """Several parts are lines of one message."""
    request = RunRequest.model_validate(example("run_sse.request.parts"))

    assert request.text == "把这些照片做成视频\n每张三秒"


def test_a_draft_with_a_segment_is_exportable() -> None:
    """One non-empty track is enough (S-DRAFT-8)."""
    assert Draft.model_validate(example("draft.full")).exportable


def test_a_draft_without_segments_is_not_exportable() -> None:
    """Tracks alone are nothing to render."""
    assert not Draft(tracks=(Track(kind=0),)).exportable


def test_what_is_built_here_is_written_in_the_wires_names() -> None:
    """Python says ``duration``, the wire ``d``."""
    draft = Draft(tracks=(Track(kind=7),), duration=1500)

    assert draft.dump() == {"t": [{"tt": 7}], "d": 1500}


def test_all_fields_can_be_written() -> None:
    """``full`` fills in what was not given."""
    assert SessionRequest(task_name="film").full() == {"task_name": "film", "language": None}


def test_our_name_in_a_document_is_an_unknown_key() -> None:
    """A key ``duration`` beside ``d`` is somebody else's, and stays."""
    draft = Draft.model_validate({"d": 5, "duration": "five"})

    assert draft.duration == 5
    assert draft.dump() == {"d": 5, "duration": "five"}


WORD = st.text(max_size=3)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | FINITE | WORD,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORD, inner, max_size=2),
    max_leaves=4,
)
MS = st.integers(0, 10**7)


@st.composite
def objects(draw: st.DrawFn, /, **known: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Some of the known keys and some that nobody knows."""
    keys = (st.sampled_from(OUR_NAMES) | WORD).filter(lambda key: key not in known)
    unknown = draw(st.dictionaries(keys, JSON, max_size=2))
    return unknown | draw(st.fixed_dictionaries({}, optional=known))


META = st.dictionaries(WORD, JSON, max_size=2)
SEGMENTS = st.lists(objects(id=WORD, s=MS, d=MS, m=META), max_size=2)
TRACKS = st.lists(objects(id=WORD, tt=st.integers(), sg=SEGMENTS, m=META), max_size=2)
DRAFTS = objects(t=TRACKS, d=MS, m=META)


@given(DRAFTS)
def test_any_draft_is_written_as_it_was_read(draft: dict[str, Any]) -> None:
    """Reading and writing is the identity, whatever keys a draft has (S-DRAFT-9, C-EXP-2)."""
    assert canonical(Draft.model_validate(draft).dump()) == canonical(draft)


@given(DRAFTS)
def test_a_draft_inside_a_submit_is_written_as_it_was_read(draft: dict[str, Any]) -> None:
    """Also as a part of something larger."""
    submit = {"id": "r1", "sessionId": "1", "draft": draft}

    assert canonical(RenderRequest.model_validate(submit).dump()) == canonical(submit)
