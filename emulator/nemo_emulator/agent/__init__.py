"""The editor behind ``/run_sse``: words and a scene in, the script of a turn out. Pure.

``plan`` understands a message and says what will happen when; ``apply`` is the effect of edits on a
draft. No clock, no I/O; every choice that looks random follows from the seed.

The shapes are here at once; what thinks is loaded when it is first used, since its vocabulary
takes longer than all the rest of a server's start.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.refusal import CannotEdit
from nemo_emulator.agent.scene import Habits, Medium, Scene
from nemo_emulator.agent.step import (
    Change,
    Charge,
    Generated,
    Halt,
    Heartbeat,
    Step,
    Text,
    ToolCall,
    ToolResult,
    TurnKind,
    TurnPlan,
)

if TYPE_CHECKING:
    from nemo_emulator.agent.director import plan, script
    from nemo_emulator.agent.effects import after, apply, direction
    from nemo_emulator.agent.understanding import Understanding, understand

__all__ = [
    "CannotEdit",
    "Change",
    "Charge",
    "Edit",
    "Generated",
    "Habits",
    "Halt",
    "Heartbeat",
    "Medium",
    "Scene",
    "Step",
    "Text",
    "ToolCall",
    "ToolResult",
    "TurnKind",
    "TurnPlan",
    "Understanding",
    "after",
    "apply",
    "direction",
    "plan",
    "script",
    "understand",
]

_THINKING: Final = MappingProxyType(
    {
        "after": "effects",
        "apply": "effects",
        "direction": "effects",
        "plan": "director",
        "script": "director",
        "understand": "understanding",
        "Understanding": "understanding",
    }
)


def __getattr__(name: str) -> Any:
    if name not in _THINKING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_THINKING[name]}"), name)
