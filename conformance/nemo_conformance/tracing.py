"""``nemo-conformance trace``: what judges each rule, what exposes it, who is found by it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from nemo_conformance.catalogue import ID_WIDTH, select
from nemo_contract import Party

if TYPE_CHECKING:
    from nemo_conformance.trails import Trail


def trace(
    *,
    party: Annotated[Party | None, typer.Option(help="Only what this party does.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="As a JSON array.")] = False,
) -> None:
    """Print for each rule what judges it, what exposes it and which broken one it has found."""
    from nemo_conformance.trails import trail  # noqa: PLC0415 - slow to load

    trails = [trail(row) for row in select(party=party)]
    if json_:
        typer.echo(json.dumps([asdict(one) for one in trails], indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join((*map(as_line, trails), summed(trails))))
    raise typer.Exit(0 if all(one.is_whole for one in trails) else 1)


def as_line(it: "Trail") -> str:
    """``C-SSE-6   tested  exposed by 6  killed by ...``"""
    if it.excluded:
        return f"{it.id:<{ID_WIDTH}}  excluded: {it.excluded}"
    tested = "tested  " if it.checks else "UNTESTED"
    exposed = f"exposed by {len(it.exposed_by):>2}" if it.exposed_by else "NOT EXPOSED  "
    killers = f"killed by {', '.join(it.killed_by)}" if it.killed_by else "KILLED BY NOBODY"
    return f"{it.id:<{ID_WIDTH}}  {tested}  {exposed}  {killers}"


def summed(trails: Sequence["Trail"]) -> str:
    """How many of them are tested, exposed, killed, excluded."""
    judged = [one for one in trails if not one.excluded]
    killers = {name for one in judged for name in one.killed_by}
    return (
        f"{len(judged)} rules: {sum(bool(one.checks) for one in judged)} tested, "
        f"{sum(bool(one.exposed_by) for one in judged)} exposed, "
        f"{sum(bool(one.killed_by) for one in judged)} killed, by {len(killers)} broken clients "
        f"and servers; {len(trails) - len(judged)} excluded"
    )
