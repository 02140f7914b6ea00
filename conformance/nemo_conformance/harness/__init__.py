"""Runs a scenario against the emulator and writes the record; all that knows the emulator."""

from nemo_conformance.harness.harness import Harness, Played
from nemo_conformance.harness.script import UnknownFault

__all__ = ["Harness", "Played", "UnknownFault"]
