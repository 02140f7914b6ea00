"""A short soak: real drivers, real bytes, a service that answers anything."""

from soak.client import run


def test_nothing_is_wrong_after_many_conversations() -> None:
    """``make soak-client`` does the same ten thousand times."""
    report = run(times=60, seed=1)

    assert report.wrong == []
    assert len(report.endings) > 8
    assert report.again > 0
