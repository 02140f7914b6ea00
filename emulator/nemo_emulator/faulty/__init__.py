"""The script's faults at work: an ASGI layer for requests, a view for streams."""

from nemo_emulator.faulty.desk import Desk, Met, met
from nemo_emulator.faulty.layer import Faulty
from nemo_emulator.faulty.view import VoicePen, planned, play, seen
from nemo_emulator.faulty.whose import Name, Named, whose

__all__ = [
    "Desk",
    "Faulty",
    "Met",
    "Name",
    "Named",
    "VoicePen",
    "met",
    "planned",
    "play",
    "seen",
    "whose",
]
