"""Compiled parts are used where they are there and of this version, and nowhere missed."""

from pathlib import Path

import pytest
from emulator.build_kernel import compiled

from nemo_emulator.compiled import library
from nemo_emulator.neural import kernel

NAME = "network_version"


@pytest.fixture
def built(libraries: Path) -> Path:
    """A library that any processor can use."""
    found = libraries / "any.so"
    if not found.exists():
        pytest.skip("there is no C compiler here")
    return found


def test_a_library_of_this_version_is_opened(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the user goes without."""
    assert library(built, NAME, kernel.VERSION) is not None

    monkeypatch.setenv("NEMO_KERNEL", "off")

    assert library(built, NAME, kernel.VERSION) is None


def test_a_library_of_another_version_is_left_alone(
    built: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says what to do about it."""
    caplog.set_level("DEBUG")

    assert library(built, NAME, kernel.VERSION + 1) is None

    assert "reinstall nemulator to build it anew" in caplog.text


@pytest.mark.parametrize("content", [None, b"", b"no library"])
def test_what_is_no_library_is_left_alone(tmp_path: Path, content: bytes | None) -> None:
    """Missing, empty, or something else."""
    path = tmp_path / "some.so"
    if content is not None:
        path.write_bytes(content)

    assert library(path, NAME, kernel.VERSION) is None


@pytest.mark.usefixtures("built")
def test_numpy_is_faster_than_plain_loops(libraries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the processor can do no better, they are not used."""
    ways = {}
    for way in ("any", "avx2", "vnni"):
        monkeypatch.setattr(kernel, "LIBRARY", libraries / f"{way}.so")
        found = kernel.opened(kernel.LIBRARY)
        assert found is not None
        ways[way] = found.library.network_way()
        assert (kernel.kernel.__wrapped__() is not None) is bool(ways[way])

    assert ways["any"] == 0
    assert ways["avx2"] <= 1 <= max(1, ways["vnni"])


def test_what_does_not_compile_is_left_out(tmp_path: Path) -> None:
    """An old library does not stay in its place."""
    source, target = tmp_path / "wrong.c", tmp_path / "wrong.so"
    source.write_text("this is no C\n", "utf-8")
    target.write_bytes(b"old")

    assert not compiled(source, target)

    assert not target.exists()


def test_without_a_compiler_nothing_is_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it missed."""
    monkeypatch.setenv("CC", str(tmp_path / "no-such-compiler"))

    assert not compiled(kernel.LIBRARY.with_name("kernel.c"), tmp_path / "library.so")
