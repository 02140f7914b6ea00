"""Faults below HTTP, inside uvicorn: every byte and every end of a connection as a plan says.

``uvicorn.Config(app, http=wire_protocol(HttpToolsProtocol, clock))`` puts a ``WireTap`` under each
connection; ``tap_of(scope)`` finds it, ``tap.arm(plan)`` shapes the next response, and
``tap.finish(end)`` ends the present one.
"""

from nemo_emulator.wire.listener import Listener
from nemo_emulator.wire.plan import End, Greeting, Manner, Origin, WirePlan
from nemo_emulator.wire.protocol import tap_of, wire_protocol
from nemo_emulator.wire.rules import ENDS, garbage, greeting, wire_plan
from nemo_emulator.wire.shaper import Shaper
from nemo_emulator.wire.tap import WireTap

__all__ = [
    "ENDS",
    "End",
    "Greeting",
    "Listener",
    "Manner",
    "Origin",
    "Shaper",
    "WirePlan",
    "WireTap",
    "garbage",
    "greeting",
    "tap_of",
    "wire_plan",
    "wire_protocol",
]
