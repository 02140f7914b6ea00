"""Tests the tester: is every broken client and server found, and nobody else blamed?

usage: python -m tools.self_test [--write]

Plays the correct ones through everything, each broken one through what is there for the rule that
it breaks, and compares all that the kit found with what is kept (``trails.BROKEN``). Fails when a
correct one is blamed, when a broken one survives, when a rule is broken by nobody, or when what is
kept is stale; ``--write`` keeps what was found now.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from ipaddress import ip_network

from conformance.tests.breakage import Breaking
from conformance.tests.broken_clients import MUTANTS
from conformance.tests.broken_servers import BROKEN
from conformance.tests.reference import Reference
from conformance.tests.samples import SAMPLES, is_there
from conformance.tests.theatre import Theatre

from nemo_conformance.drivers import LocalDriver
from nemo_conformance.harness import Harness
from nemo_conformance.judge import Status, judge
from nemo_conformance.kit import Plan, conform
from nemo_conformance.openers import opener
from nemo_conformance.scenarios import Scenario, curated, exposing
from nemo_conformance.server.conversations import CONVERSATIONS, Conversation, about
from nemo_conformance.server.judge import judge as judge_server
from nemo_conformance.server.visit import OWN, Guest, Target
from nemo_conformance.trails import BROKEN as KEPT
from nemo_conformance.trails import Broken
from nemo_contract import CATALOGUE
from nemo_emulator import create_app
from nemo_emulator.emulator import Loop
from nemo_emulator.server import serving
from nemo_emulator.settings import Settings

FINE = frozenset({Status.PASS, Status.NOT_EXERCISED, Status.UNSUPPORTED})
HURRY, CALM = 0.2, 5.0
"""Real seconds to wait for the end of a stream that has none, and of any other."""


class Findings:
    """What is wrong with the kit."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.rows: list[Broken] = []

    def correct(self, who: str, found: frozenset[str]) -> None:
        """Somebody who breaks nothing was judged."""
        if found:
            self.wrong.append(f"blamed: {who} for {', '.join(sorted(found))}")

    def broken(self, name: str, rule: str, found: frozenset[str]) -> None:
        """Somebody who breaks this rule was judged."""
        if rule not in found:
            self.wrong.append(f"survived: {name}, which breaks {rule}")
        also = tuple(id_ for id_ in CATALOGUE if id_ in found and id_ != rule)
        self.rows.append(Broken(name=name, breaks=rule, also=also))

    def idle_rules(self) -> None:
        """Every rule that is judged must have been broken by somebody."""
        broken = {row.breaks for row in self.rows}
        for row in CATALOGUE.values():
            if not row.excluded and row.id not in broken:
                self.wrong.append(f"broken by nobody: {row.id}")

    def as_json(self) -> str:
        """A row a line."""
        lines = (json.dumps(asdict(row)) for row in self.rows)
        return "[\n" + ",\n".join(lines) + "\n]\n"


def clients(into: Findings) -> None:
    """The reference client, and the broken ones."""
    with Harness() as harness:
        for scenario in curated():
            into.correct(f"reference ({scenario.name})", met(harness, Reference(), scenario))
        for name, (rule, make) in MUTANTS.items():
            found = (met(harness, make(), scenario) for scenario in exposing([rule]))
            into.broken(name, rule, frozenset().union(*found))


def samples(into: Findings) -> None:
    """The sample clients in three languages, each as far as its language is installed."""
    for name, reach in SAMPLES.items():
        if is_there(name):
            report = conform(opener(reach), Plan(scenarios=curated())).report
            into.correct(f"sample client in {name}", frozenset(report.worst))
        else:
            print(f"{name} is not installed: its sample client is left out")


def met(harness: Harness, client: Reference, scenario: Scenario) -> frozenset[str]:
    """What a client breaks in a scenario."""
    record = harness.play(scenario, LocalDriver(client, harness.clock_of)).record
    return frozenset(one.requirement for one in judge(record) if one.status not in FINE)


def servers(into: Findings) -> None:
    """The emulator, and the broken ones."""
    settings = Settings(seed=1, fetch_from=(ip_network("127.0.0.0/8"),))
    loop, layer = Loop(), Breaking(create_app(settings, renderer=Theatre()))
    serves = serving(layer)
    url = loop.run(serves.__aenter__()).url
    for one, found in asked(url, CONVERSATIONS, CALM):
        into.correct(f"emulator ({one.name})", found)
    for broken in BROKEN.values():
        layer.breakage = broken
        grace = HURRY if broken.endless else CALM
        every = (found for _, found in asked(url, about([broken.rule]), grace))
        into.broken(broken.name, broken.rule, frozenset().union(*every))
    loop.run(serves.__aexit__(None, None, None))
    loop.close()


def asked(
    url: str, ones: tuple[Conversation, ...], grace: float
) -> Iterator[tuple[Conversation, frozenset[str]]]:
    """What a server breaks in each of these."""
    with Guest(Target(url=url, media=OWN, afterwards=grace)) as guest:
        for one in ones:
            verdicts = judge_server(guest.hold(one))
            broken = (v.requirement for v in verdicts if v.status not in FINE)
            yield one, frozenset(broken)


def main() -> int:
    """Test everything, and say so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    logging.disable(logging.WARNING)
    began, into = time.monotonic(), Findings()
    clients(into)
    samples(into)
    servers(into)
    into.idle_rules()
    if write:
        KEPT.write_text(into.as_json(), "utf-8")
    elif KEPT.read_text("utf-8") != into.as_json():
        into.wrong.append(f"stale: {KEPT.name}; run python -m tools.self_test --write")
    for line in into.wrong:
        print(line)
    rules = len({row.breaks for row in into.rows})
    print(
        f"{len(MUTANTS)} broken clients and {len(BROKEN)} broken servers break {rules} rules; "
        f"{len(into.wrong)} things are wrong. {time.monotonic() - began:.0f} s"
    )
    return 1 if into.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
