"""An emulator and a user, for every test that asks."""

from collections.abc import Iterator

import pytest
from emulator.tests.stage import INSTANT, Emu, User, running
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def emu() -> Iterator[Emu]:
    """In memory, instant, seeded, with a clock in the test's hand and a camera for ffmpeg."""
    with running(INSTANT) as emu:
        yield emu


@pytest.fixture
def user(emu: Emu) -> User:
    """The first to come."""
    return emu.sign_in()
