"""The agent's tools: names, arguments and results as they pass over the wire, hidden from users."""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue, TypeAdapter

from nemo_emulator.agent import dice
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.step import ToolCall, ToolResult
from nemo_emulator.agent.words.scenes import MUSIC

_JSON: Final = TypeAdapter(dict[str, JsonValue])
_ANYTHING: Final = TypeAdapter(dict[str, object])

NAMES: Final[dict[type, str]] = {
    e.Make: "build_timeline",
    e.SetMusic: "bgm_select",
    e.UseAudio: "bgm_select",
    e.AddText: "text_overlay_create",
    e.SetSubtitles: "subtitle_create",
    e.SetTransition: "transition_apply",
    e.SetMotion: "keyframe_apply",
    e.SetCanvas: "canvas_update",
    e.Generate: "video_generate",
    e.Undo: "draft_history",
    e.Redo: "draft_history",
}


def call(edit: e.Edit, seed: int, nth: int) -> tuple[ToolCall, ToolResult]:
    """The call that makes an edit, and its answer; times are set later."""
    name = NAMES.get(type(edit), "timeline_edit")
    call_id = f"call_{dice.number(seed, f'call/{nth}'):08x}"
    trace = f"{dice.number(seed, f'trace/{nth}'):08x}"
    args = {**fields_of(edit), "workspace": f"/srv/nemo/ws/{trace}", "trace_id": trace}
    result = {"ok": True, "op": edit.kind, "draft_path": f"/srv/nemo/ws/{trace}/draft.json"}
    return (
        ToolCall(at=0, name=name, args=_plain(args), call_id=call_id),
        ToolResult(at=0, name=name, result=_plain(result), call_id=call_id),
    )


def mood(drawn: e.Generate) -> str:
    """The music that goes with a picture."""
    return MUSIC[drawn.recipe]


def look(seed: int) -> tuple[ToolCall, ToolResult]:
    """The agent reads the timeline before it answers."""
    trace = f"{dice.number(seed, 'look'):08x}"
    result = {"ok": True, "draft_path": f"/srv/nemo/ws/{trace}/draft.json"}
    name, call_id = "timeline_inspect", f"call_{trace}"
    return (
        ToolCall(at=0, name=name, args={"depth": 2, "trace_id": trace}, call_id=call_id),
        ToolResult(at=0, name=name, result=_plain(result), call_id=call_id),
    )


def _plain(values: Mapping[str, object]) -> dict[str, JsonValue]:
    return _JSON.validate_json(_ANYTHING.dump_json(dict(values)))
