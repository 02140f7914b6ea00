"""The editor behind ``/run_sse``: words and a scene in, the script of a turn out. Pure.

``plan`` understands a message and says what will happen when; ``apply`` is the effect of edits on a
draft. No clock, no I/O; every choice that looks random follows from the seed.
"""

from nemo_emulator.agent.director import plan, script
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.effects import after, apply, direction
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
