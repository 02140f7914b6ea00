"""What a file is, judged by its content (contract.md 2.5). ``sniff`` guesses, ``probe`` proves."""

from nemo_emulator.media.info import ACCEPTED, Container, FileType, MediaInfo, Unsupported
from nemo_emulator.media.inspection import inspect, probe
from nemo_emulator.media.signatures import sniff

__all__ = [
    "ACCEPTED",
    "Container",
    "FileType",
    "MediaInfo",
    "Unsupported",
    "inspect",
    "probe",
    "sniff",
]
