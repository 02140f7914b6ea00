"""An emulator and a user, for every test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from emulator.build_kernel import compiled
from emulator.tests.stage import INSTANT, Emu, User, running
from hypothesis import settings

from nemo_emulator.neural import exact, kernel, layers

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


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where networks are compiled for each way that a processor can go."""
    folder = tmp_path_factory.mktemp("ways")
    for n, way in enumerate(("any", "avx2", "vnni")):
        compiled(kernel.LIBRARY.with_name("kernel.c"), folder / f"{way}.so", f"-DMOST_WAY={n}")
    return folder


@pytest.fixture(params=["numpy", "any", "avx2", "vnni"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How networks are computed: all ways must come to the same."""
    chosen: kernel.Kernel | None = None
    if request.param != "numpy":
        chosen = kernel.opened(request.getfixturevalue("libraries") / f"{request.param}.so")
        if chosen is None:
            pytest.skip("there is no C compiler here")
    for module in (exact, layers):
        monkeypatch.setattr(module, "kernel", lambda: chosen)
    return str(request.param)
