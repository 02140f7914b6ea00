"""The log: what is written stays, in order, under a snapshot or not."""

from pathlib import Path

import pytest

from nemo_emulator.log import Log


def test_events_are_read_back_in_order(tmp_path: Path) -> None:
    """Another process that opens the file finds them all."""
    with Log(tmp_path / "log.sqlite3") as log:
        log.append(1.0, [b"a", b"b"])
        log.append(2.0, [b"c"])

    with Log(tmp_path / "log.sqlite3") as again:
        assert (list(again.read()), again.last_at()) == (["a", "b", "c"], 2.0)


def test_a_snapshot_replaces_what_came_before_it() -> None:
    """After it only newer events are read."""
    log = Log()
    log.append(1.0, [b"old"])
    log.keep(b"state", 1.5)
    log.append(2.0, [b"new"])

    assert (log.snapshot(), list(log.read()), log.last_at()) == ("state", ["new"], 2.0)


def test_a_second_snapshot_replaces_the_first() -> None:
    """Also when nothing happened in between."""
    log = Log()
    log.append(1.0, [b"old"])
    log.keep(b"first", 1.5)
    log.keep(b"second", 2.5)

    assert (log.snapshot(), list(log.read()), log.last_at()) == ("second", [], 2.5)


def test_numbers_go_on_after_a_snapshot_emptied_the_log() -> None:
    """An event that follows a snapshot is newer than it, even if no other row is left."""
    log = Log()
    log.append(1.0, [b"a", b"b"])
    log.keep(b"ab", 1.0)
    log.append(2.0, [b"c"])
    log.keep(b"abc", 2.0)
    log.append(3.0, [b"d"])

    assert list(log.read()) == ["d"]


def test_an_append_is_whole_or_not_at_all() -> None:
    """A batch that breaks leaves nothing of itself."""
    log = Log()

    with pytest.raises(UnicodeDecodeError):
        log.append(1.0, [b"good", b"\xff"])
    log.append(2.0, [b"next"])

    assert list(log.read()) == ["next"]


def test_an_empty_log_has_no_time() -> None:
    log = Log()

    assert (log.last_at(), log.snapshot(), list(log.read())) == (0.0, None, [])


def test_a_fact_stays_what_it_was_first(tmp_path: Path) -> None:
    """The signing key of a folder outlives the process."""
    with Log(tmp_path / "log.sqlite3") as log:
        first = log.fact("key", "one")

    with Log(tmp_path / "log.sqlite3") as again:
        assert (first, again.fact("key", "two")) == ("one", "one")


def test_starts_are_counted(tmp_path: Path) -> None:
    """So that a seed gives other ids after a restart."""
    with Log(tmp_path / "log.sqlite3") as log:
        first = log.count_start()

    with Log(tmp_path / "log.sqlite3") as again:
        assert (first, again.count_start()) == (0, 1)


def test_a_file_that_is_no_log_is_refused(tmp_path: Path) -> None:
    """Somebody else's file is not touched."""
    path = tmp_path / "log.sqlite3"
    path.write_bytes(b"something else, and long enough to be looked at" * 40)

    with pytest.raises(OSError, match="no log of an emulator"):
        Log(path)
