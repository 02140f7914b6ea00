"""Every rule of a server is broken by somebody, and the kit finds each by the rule it breaks."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from conformance.tests.breakage import Breaking
from conformance.tests.broken_servers import BROKEN
from conformance.tests.theatre import Theatre

from nemo_conformance.judge import Status
from nemo_conformance.server.conversations import about
from nemo_conformance.server.judge import CHECKS, judge
from nemo_conformance.server.visit import OWN, Guest, Target
from nemo_emulator import create_app
from nemo_emulator.emulator import Loop
from nemo_emulator.server import serving
from nemo_emulator.settings import Settings

HARMLESS = {Status.PASS, Status.NOT_EXERCISED, Status.HARNESS_ERROR}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Breaking]]:
    """The emulator with a layer in front of it, and where it is."""
    settings = Settings(seed=1, fetch_from=(ip_network("127.0.0.0/8"),))
    loop, layer = Loop(), Breaking(create_app(settings, renderer=Theatre()))
    serves = serving(layer)
    url = loop.run(serves.__aenter__()).url
    yield url, layer
    loop.run(serves.__aexit__(None, None, None))
    loop.close()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_server_is_found(server: tuple[str, Breaking], name: str) -> None:
    """By the rule that it breaks, in a conversation that is there for that rule."""
    (url, layer), broken = server, BROKEN[name]
    target = Target(url=url, media=OWN, afterwards=0.2 if broken.endless else 5.0)

    layer.breakage = broken
    with Guest(target) as guest:
        found = any(blames(guest, one, broken.rule) for one in about([broken.rule]))
    layer.breakage = None

    assert found


def blames(guest: Guest, one: object, rule: str) -> bool:
    """Whether the conversation shows that the rule is broken."""
    record = guest.hold(one)  # type: ignore[arg-type]
    return any(v.requirement == rule and v.status not in HARMLESS for v in judge(record))


def test_every_rule_is_broken_by_somebody() -> None:
    """A check that never failed anybody proves nothing."""
    assert {broken.rule for broken in BROKEN.values()} == set(CHECKS)
