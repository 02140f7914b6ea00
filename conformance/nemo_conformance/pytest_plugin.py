"""The pytest plugin ``nemo``: tests that say which requirement they prove.

Pytest loads this in every run of every project where the kit is installed, so nothing but pytest
is imported until a test is marked.
"""

from collections.abc import Iterator, Sequence

import pytest

MARK = "nemo_requirement"


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, so that strict runs accept it."""
    config.addinivalue_line("markers", f"{MARK}(*ids): the API requirements that this test proves")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse an id that is not in the catalogue: a test for it would prove nothing."""
    marked = [(item, str(id_)) for item in items for id_ in _ids(item)]
    if marked:
        _check(marked)


def _ids(item: pytest.Item) -> Iterator[object]:
    for mark in item.iter_markers(MARK):
        yield from mark.args


def _check(marked: Sequence[tuple[pytest.Item, str]]) -> None:
    from nemo_conformance.catalogue import find  # noqa: PLC0415 - only when a test is marked

    for item, requirement_id in marked:
        try:
            find(requirement_id)
        except LookupError as error:
            raise pytest.UsageError(f"{item.nodeid} is marked {MARK}: {error}") from error
