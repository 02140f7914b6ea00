"""The page that says how well the kit tests itself: rules, checks, and whom they find."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nemo_conformance.catalogue import select
from nemo_conformance.trails import Trail, broken, trail
from nemo_contract import Party

FILE: Final = Path(__file__).parents[2] / "docs" / "matrix.md"
HEAD: Final = """\
# Rules and the broken ones that they find

Written by `python -m nemo_conformance.docs`. A check that never failed anybody proves nothing: so
each rule is broken on purpose, by a client or a server that does one thing wrong, and `make
self-test` fails when one of them is not found by its rule, when a rule is broken by nobody, when
the reference client or the emulator is blamed for anything, or when this is not what comes out.

{clients} broken clients and {servers} broken servers break {rules} rules. {excluded}
"""


def as_page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    trails = {party: [trail(row) for row in select(party=party)] for party in Party}
    yield _head(trails)
    for party, rows in trails.items():
        yield from _rules(party, rows)
    yield from _all_that_is_found()


def _head(trails: dict[Party, list[Trail]]) -> str:
    names = {party: {n for row in rows for n in row.killed_by} for party, rows in trails.items()}
    every = [row for rows in trails.values() for row in rows]
    left_out = [f"`{row.id}` is not judged: {row.excluded}." for row in every if row.excluded]
    return HEAD.format(
        clients=len(names[Party.CLIENT]),
        servers=len(names[Party.SERVER]),
        rules=sum(bool(row.killed_by) for row in every),
        excluded=" ".join(left_out),
    )


def _rules(party: Party, rows: list[Trail]) -> Iterator[str]:
    yield f"## What a {party} does"
    yield ""
    yield "| rule | check | exposed by | broken by |"
    yield "| --- | --- | --- | --- |"
    for row in rows:
        if not row.excluded:
            cells = (_code(row.checks), ", ".join(row.exposed_by), _code(row.killed_by))
            yield f"| `{row.id}` | {' | '.join(cells)} |"
    yield ""


def _all_that_is_found() -> Iterator[str]:
    yield "## All that is found in each broken one"
    yield ""
    yield "It is played only where its rule is exposed; what else is broken there follows from it."
    yield ""
    yield "| broken | breaks | and so |"
    yield "| --- | --- | --- |"
    for one in broken():
        yield f"| `{one.name}` | `{one.breaks}` | {_code(one.also)} |"


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
