"""The ways a client is reached: one small interface, four carriers (driver-protocol.md)."""

from nemo_conformance.drivers.command import CommandDriver
from nemo_conformance.drivers.driver import PATIENCE, Driver, DriverGone, Ear, NoDriver, StoodStill
from nemo_conformance.drivers.joined import Joined
from nemo_conformance.drivers.local import LocalClient, LocalClock, LocalDriver
from nemo_conformance.drivers.stdio import StdioDriver
from nemo_conformance.drivers.web import WebDriver

__all__ = [
    "PATIENCE",
    "CommandDriver",
    "Driver",
    "DriverGone",
    "Ear",
    "Joined",
    "LocalClient",
    "LocalClock",
    "LocalDriver",
    "NoDriver",
    "StdioDriver",
    "StoodStill",
    "WebDriver",
]
