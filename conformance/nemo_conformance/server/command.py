"""``nemo-conformance server``: does a server keep what the API promises?"""

from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn
from urllib.parse import urlsplit

import typer

from nemo_conformance.catalogue import find
from nemo_conformance.clock import today
from nemo_conformance.judge import Status, Verdict
from nemo_conformance.reach import Mistyped, read_file
from nemo_conformance.reports import Baseline, Exit, as_text, judged, proposed, write
from nemo_conformance.reports.baseline import exit_code
from nemo_conformance.reports.baseline import read as read_baseline

if TYPE_CHECKING:
    from nemo_conformance.reports import Report
    from nemo_conformance.server.conform import More, Plan
    from nemo_conformance.server.record import Record
    from nemo_conformance.server.visit import Target

NEAR: Final = (5000, 500, 20, 5)
"""Requests, messages, drawn conversations, Schemathesis' cases an operation for a server on this
machine, if nobody says."""
FAR: Final = (150, 8, 0, 0)
"""The same for any other server: somebody pays for it."""
BROKEN: Final = frozenset({Status.FAIL, Status.WARN, Status.HARNESS_ERROR})


Url = Annotated[str, typer.Argument(help="Where the server is, such as http://127.0.0.1:8787.")]
Token = Annotated[str, typer.Option(help="A token to use in place of an anonymous one.")]
Only = Annotated[str, typer.Option(help="Just these rules: S-EXP-4,S-SSE-7.")]
Seed = Annotated[int, typer.Option(help="Ids and drawn conversations follow from it.")]
Examples = Annotated[int, typer.Option(help="How many conversations to draw at most.")]
Cases = Annotated[
    int, typer.Option(help="Schemathesis' cases an operation, where it is installed; 0 for none.")
]
Budget = Annotated[int, typer.Option(help="Requests that may be sent in all, Schemathesis' apart.")]
Messages = Annotated[int, typer.Option(help="Of them to the agent; each may cost.")]
Patience = Annotated[float, typer.Option(help="Real seconds to wait for anything.")]
Media = Annotated[
    str, typer.Option(help='A picture the server can upload from; "own": its own links.')
]
Web = Annotated[str, typer.Option(help="Where claim links lead.")]
Secret = Annotated[str, typer.Option(help="Of an emulator's control plane.")]
Out = Annotated[Path | None, typer.Option(help="A folder for the reports.")]
Known = Annotated[Path | None, typer.Option(help="Known failures, a TOML file.")]
Update = Annotated[bool, typer.Option(help="Write what fails to --baseline.")]
Strict = Annotated[bool, typer.Option(help="Mind warnings and what was not exercised.")]
Quiet = Annotated[bool, typer.Option(help="Only the result.")]


def server(  # noqa: PLR0913 - every option is one
    url: Url,
    *,
    token: Token = "",
    only: Only = "",
    seed: Seed = 0,
    examples: Examples = -1,
    fuzz: Cases = -1,
    budget: Budget = 0,
    messages: Messages = -1,
    patience: Patience = 60.0,
    media_url: Media = "",
    web_url: Web = "",
    control_token: Secret = "",
    out: Out = None,
    baseline: Known = None,
    update_baseline: Update = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Say which rules of the API a server breaks.

    An emulator is asked in worlds of the kit's own, on a clock that the kit moves; any other
    server is asked as it stands, and never for more than the budget.
    """
    from nemo_conformance.server.visit import Target  # noqa: PLC0415 - slow to load

    try:
        usual = NEAR if is_near(url) else FAR
        target = Target(
            url=url,
            token=token,
            control_token=control_token,
            web=web_url.rstrip("/"),
            media=media_url,
            patience=patience,
            seed=seed,
        )
        drawn = examples if examples >= 0 else 0 if only else usual[2]
        cases = fuzz if fuzz >= 0 else 0 if only else usual[3]
        said = messages if messages >= 0 else usual[1]
        plan = _plan(only, requests=budget or usual[0], messages=said, quiet=quiet)
        known = _baseline(baseline, update=update_baseline)
        report = _conform(target, plan, drawn=drawn, cases=cases)
    except (Mistyped, LookupError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(Exit.USAGE) from error
    _tell(report, known, out=out, strict=strict, update=baseline if update_baseline else None)


def is_near(url: str) -> bool:
    """Whether the server is on this machine. Raises ``Mistyped`` for what is no address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Mistyped(f"{url} is no address of a server; write it as http://127.0.0.1:8787.")
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def _plan(only: str, *, requests: int, messages: int, quiet: bool) -> "Plan":
    from nemo_conformance.server.conform import Plan  # noqa: PLC0415 - slow to load
    from nemo_conformance.server.conversations import about  # noqa: PLC0415
    from nemo_conformance.server.purse import Purse  # noqa: PLC0415

    rules = [find(one).id for one in only.split(",") if one.strip()]
    if foreign := [one for one in rules if not one.startswith("S-")]:
        raise Mistyped(f"{foreign[0]} is a rule for clients; a server is asked about S- rules.")
    chosen = about(rules)
    if not chosen:
        raise Mistyped(f"{', '.join(rules)} is judged by no conversation; explain says why.")
    purse = Purse(requests, messages)
    return Plan(conversations=chosen, purse=purse, hear=_silent if quiet else _heard)


def _conform(target: "Target", plan: "Plan", *, drawn: int, cases: int) -> "Report":
    from dataclasses import replace  # noqa: PLC0415

    from nemo_conformance.server.conform import conform  # noqa: PLC0415 - slow to load

    more: list[More] = []
    if drawn:
        from nemo_conformance.server.machine import Lane  # noqa: PLC0415 - slow to load

        more.append(Lane(examples=drawn, number=target.seed))
    if cases:
        more += _fuzz(cases, target.seed)
    return conform(target, replace(plan, more=more))


def _fuzz(cases: int, seed: int) -> "Sequence[More]":
    """Schemathesis, if it is there; if not, somebody is told."""
    from nemo_conformance.server.fuzz import MISSING, Fuzz, program  # noqa: PLC0415

    found = program()
    if found is None:
        typer.echo(MISSING, err=True)
        return ()
    return (Fuzz(program=found, examples=cases, number=seed),)


def _baseline(path: Path | None, *, update: bool) -> Baseline:
    if update and path is None:
        raise Mistyped("--update-baseline needs --baseline FILE to write to.")
    if path is None or (update and not path.exists()):
        return Baseline()
    return read_baseline(read_file(path))


def _heard(record: "Record", verdicts: Sequence[Verdict]) -> None:
    broken = sorted(one.requirement for one in verdicts if one.status in BROKEN)
    few = ["the conversation broke"] if record.broken else broken
    sign = "x" if few else "."
    typer.echo(f"{sign} {record.conversation}  {', '.join(few)}".rstrip(), err=True)


def _silent(record: "Record", verdicts: Sequence[Verdict]) -> None:
    """Nothing is said of a single conversation."""


def _tell(
    report: "Report", known: Baseline, *, out: Path | None, strict: bool, update: Path | None
) -> NoReturn:
    if update is not None:
        update.write_text(proposed(report, known), "utf-8")
        known = read_baseline(read_file(update))
    standings = judged(report, known, today=today())
    if out is not None:
        write(out, report)
    typer.echo(as_text(report, standings))
    raise typer.Exit(exit_code(report, standings, strict=strict))
