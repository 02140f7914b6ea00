"""Programs whose clock runs faster."""

import pytest

from nemo_conformance import faketime


@pytest.mark.skipif(faketime.library() is None, reason="libfaketime is not installed")
def test_a_sleep_is_shortened() -> None:
    """Three seconds at thirty times the pace take a tenth of one."""
    assert faketime.shrinks(30)


def test_without_the_library_nothing_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anything tried."""
    monkeypatch.setattr(faketime, "PLACES", ())

    assert faketime.environment(30) == {}
    assert not faketime.shrinks(30)
