"""Recordings of a real server, and what in them differs from the contract."""

from nemo_emulator.record.differences import Difference, differences, summed
from nemo_emulator.record.proxy import Recorder
from nemo_emulator.record.tape import BadRecording, load, written

__all__ = [
    "BadRecording",
    "Difference",
    "Recorder",
    "differences",
    "load",
    "summed",
    "written",
]
