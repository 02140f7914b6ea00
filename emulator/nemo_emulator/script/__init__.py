"""What the tester wants to go wrong: rules as data, one line of text each. Pure.

``parse`` and ``show`` are the text form, ``RULE`` the JSON form; ``Faults`` is a script that can be
changed while it runs; ``transform``, ``changed`` and ``fate`` are what effects do to a stream, a
reply and a render.
"""

from nemo_emulator.script.amounts import Amount, Span, Unit
from nemo_emulator.script.body import Reply, answered, changed, misstated
from nemo_emulator.script.errors import RuleSyntax, ScriptError
from nemo_emulator.script.faults import Faults, Standing, read
from nemo_emulator.script.job import Fate, fate
from nemo_emulator.script.ledger import Facts, Hit, Ledger, Place
from nemo_emulator.script.rule import (
    ANY,
    CONNECTION,
    LAYERS,
    MEDIA,
    RENDER_JOB,
    RULE,
    RULES,
    Match,
    Rule,
)
from nemo_emulator.script.script import CLEAN, Decision, Script
from nemo_emulator.script.stream import Pen, Piece, Stream, TypedPen, lands_at, transform
from nemo_emulator.script.text import lines, parse, show, show_effect

__all__ = [
    "ANY",
    "CLEAN",
    "CONNECTION",
    "LAYERS",
    "MEDIA",
    "RENDER_JOB",
    "RULE",
    "RULES",
    "Amount",
    "Decision",
    "Facts",
    "Fate",
    "Faults",
    "Hit",
    "Ledger",
    "Match",
    "Pen",
    "Piece",
    "Place",
    "Reply",
    "Rule",
    "RuleSyntax",
    "Script",
    "ScriptError",
    "Span",
    "Standing",
    "Stream",
    "TypedPen",
    "Unit",
    "answered",
    "changed",
    "fate",
    "lands_at",
    "lines",
    "misstated",
    "parse",
    "read",
    "show",
    "show_effect",
    "transform",
]
