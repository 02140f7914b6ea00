"""``nemo-conformance``: what is judged, and why."""

import json
import sys
from typing import Annotated, NoReturn

import typer

from nemo_conformance import checking
from nemo_conformance.catalogue import as_data, as_line, as_markdown, find, select
from nemo_conformance.driver.schemas import as_text, schemas
from nemo_conformance.explanation import explain
from nemo_conformance.scenarios import exposing
from nemo_conformance.server.command import server
from nemo_conformance.tracing import trace
from nemo_contract import Level, Party

USAGE = 2
"""Exit code for what was typed wrongly."""

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def nemo_conformance() -> None:
    """Say which rule of the video service's API a client or a server breaks."""


@app.command("list")
def list_requirements(
    *,
    party: Annotated[Party | None, typer.Option(help="Only what this party does.")] = None,
    level: Annotated[
        Level | None, typer.Option(case_sensitive=False, help="Only rules of this level.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="As a JSON array.")] = False,
    markdown: Annotated[bool, typer.Option(help="As a Markdown table.")] = False,
) -> None:
    """Print the requirements, one a line."""
    rows = select(party=party, level=level)
    if json_:
        typer.echo(json.dumps([as_data(row) for row in rows], indent=2, ensure_ascii=False))
    elif markdown:
        typer.echo(as_markdown(rows), nl=False)
    else:
        typer.echo("\n".join(map(as_line, rows)))


@app.command("explain")
def explain_requirement(
    requirement_id: Annotated[str, typer.Argument(metavar="ID", help="Such as C-SSE-5.")],
) -> None:
    """Explain one requirement: the rule, its source, and when it is judged."""
    try:
        row = find(requirement_id)
    except LookupError as error:
        _refuse(str(error))
    typer.echo(explain(row))


@app.command("schema")
def show_schema(
    name: Annotated[str, typer.Argument(help="Such as kit.start; all names without one.")] = "",
) -> None:
    """Print the JSON Schema of a driver message, or the names of all."""
    published = schemas()
    if not name:
        typer.echo("\n".join(published))
    elif name in published:
        typer.echo(as_text(published[name]), nl=False)
    else:
        _refuse(f"There is no message {name}. Say nemo-conformance schema to see them all.")


@app.command("scenarios")
def list_scenarios(
    *,
    only: Annotated[str, typer.Option(help="Just those for these rules: C-SSE-6,C-ERR-4.")] = "",
) -> None:
    """Print the curated scenarios: name, rules, story."""
    rules = [one.strip().upper() for one in only.split(",") if one.strip()]
    for one in exposing(rules):
        typer.echo(f"{one.name:<30} {', '.join(one.tests):<40} {one.story}")


report = typer.Typer(no_args_is_help=True, help="Reports, put together.")
app.add_typer(report, name="report")
report.command("merge")(checking.merge)
report.command("schema")(checking.print_schema)
for name in ("client", "replay", "smoke", "validate-driver"):
    app.command(name)(getattr(checking, name.replace("-", "_")))
app.command("server")(server)
app.command("trace")(trace)


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(USAGE)


def main() -> None:
    """The console script."""
    try:
        app()
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed. Say: pip install 'nemulator[conformance]'")
