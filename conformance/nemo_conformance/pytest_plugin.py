"""The pytest plugin ``nemo``: an emulator for tests, and the rules of the API as tests.

``pytest --nemo-client "node driver.mjs"`` adds a test a rule. A test that takes the argument
``nemo_rule`` is run for each rule; the fixture ``nemo`` is an emulator of its own, and
``nemo_client_driver`` the client under test.

Pytest loads this in every run of every project where the kit is installed, so nothing but pytest
is imported until a test asks for it.
"""

import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from nemo_conformance.testing import ClientUnderTest
    from nemo_emulator import Emulator

MARK = "nemo_requirement"
NONE = 'Name the client under test: pytest --nemo-client "python my_driver.py".'
CLIENT = pytest.StashKey["ClientUnderTest"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the kit."""
    group = parser.getgroup("nemo", "conformance of a client of the video service")
    group.addoption("--nemo-client", metavar="CMD", help="a driver that speaks nemo-driver/1")
    group.addoption("--nemo-only", metavar="IDS", default="", help="just these: C-SSE-6,C-ERR-4")
    group.addoption("--nemo-seed", type=int, default=0, help="what the agent says follows from it")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, so that strict runs accept it."""
    config.addinivalue_line("markers", f"{MARK}(*ids): the API requirements that this test proves")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``nemo_rule`` is run for each rule of the client."""
    if "nemo_rule" in metafunc.fixturenames:
        metafunc.parametrize("nemo_rule", _rules(metafunc.config))


def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add a test a rule; refuse an id that is not in the catalogue: it would prove nothing."""
    marked = [(item, str(id_)) for item in items for id_ in _ids(item)]
    if marked:
        _check(marked)
    if config.getoption("--nemo-client"):
        items += [RuleItem.from_parent(session, name=f"nemo::{id_}") for id_ in _rules(config)]


@pytest.fixture
def nemo() -> Iterator["Emulator"]:
    """An emulator on a socket, with a manual clock and the same ids in every run."""
    from nemo_emulator import Emulator, Settings  # noqa: PLC0415 - only when a test asks
    from nemo_emulator.clock import ManualClock  # noqa: PLC0415 - as above

    with Emulator(Settings(seed=1), clock=ManualClock()) as emulator:
        yield emulator


@pytest.fixture(scope="session")
def nemo_client_driver(request: pytest.FixtureRequest) -> "ClientUnderTest":
    """The client of ``--nemo-client``: ``verdict(rule)``, ``story(rule)``, ``play(scenario)``."""
    if not request.config.getoption("--nemo-client"):
        pytest.skip(NONE)
    return _client(request.config)


class RuleItem(pytest.Item):
    """One rule as a test."""

    def runtest(self) -> None:
        """Fails where the rule is broken; what was not exercised is skipped, not passed."""
        from nemo_conformance.judge import Status  # noqa: PLC0415 - only when it is run
        from nemo_conformance.testing import IDLE  # noqa: PLC0415 - as above

        client, rule = _client(self.config), self.name.removeprefix("nemo::")
        if client.stopped:
            pytest.fail(client.stopped, pytrace=False)
        cell = client.verdict(rule)
        if cell.status in IDLE:
            pytest.skip(f"{cell.status}: {cell.note}".rstrip(": "))
        elif cell.status is Status.WARN:
            warnings.warn(client.story(rule), stacklevel=1)
        elif cell.status in (Status.FAIL, Status.HARNESS_ERROR):
            pytest.fail(client.story(rule), pytrace=False)

    def reportinfo(self) -> tuple[Any, None, str]:
        """Its place is the catalogue, its name the rule's."""
        return self.path, None, self.name


def _client(config: pytest.Config) -> "ClientUnderTest":
    from nemo_conformance.testing import ClientUnderTest  # noqa: PLC0415 - only when it is asked

    if CLIENT not in config.stash:
        config.stash[CLIENT] = ClientUnderTest(
            command=config.getoption("--nemo-client"),
            rules=_rules(config),
            seed=config.getoption("--nemo-seed"),
        )
    return config.stash[CLIENT]


def _rules(config: pytest.Config) -> tuple[str, ...]:
    from nemo_conformance.testing import chosen  # noqa: PLC0415 - only when it is asked

    try:
        return chosen(config.getoption("--nemo-only"))
    except LookupError as error:
        raise pytest.UsageError(f"--nemo-only: {error}") from error


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
