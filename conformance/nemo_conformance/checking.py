"""``nemo-conformance client`` and what belongs to it: replay, smoke, validate-driver, report."""

import os
import shlex
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from nemo_conformance.catalogue import find
from nemo_conformance.clock import today
from nemo_conformance.reach import Mistyped, Reach, read_file
from nemo_conformance.reports import Baseline, Case, Exit, as_text, judged, load, proposed, write
from nemo_conformance.reports.baseline import exit_code
from nemo_conformance.reports.baseline import read as read_baseline
from nemo_conformance.reports.files import write_matrix
from nemo_conformance.reports.report import schema
from nemo_conformance.scenarios import Scenario, curated, exposing, read, snippet

if TYPE_CHECKING:
    from nemo_conformance.kit import Conformed, Ran
    from nemo_conformance.shelf import Shelf

KEPT = Path(".nemo") / "examples"
DRAWN = 300
"""Scenarios that are drawn if nobody says how many, as far as the budget goes."""
SMOKE = ("first-contact", "first-video", "silent-edit")

Driver = Annotated[str, typer.Option(help="A command that speaks nemo-driver/1 on stdio.")]
Service = Annotated[str, typer.Option(help="The URL of a driver that is a web service.")]
Command = Annotated[str, typer.Option(help="An unmodified command-line client.")]
InProcess = Annotated[str, typer.Option(help="module:factory of a client in this process.")]
Time = Annotated[
    str,
    typer.Option(help="real, scale:30, faketime:x30 or coop; the best it offers if not said."),
]
Lenient = Annotated[bool, typer.Option(help="Let other lines than messages pass on stdout.")]
Fresh = Annotated[bool, typer.Option("--process-per-run", help="Start the driver for every run.")]
Out = Annotated[Path | None, typer.Option(help="A folder for the reports.")]
Seed = Annotated[int, typer.Option(help="What the agent says and what is drawn follows from it.")]
Only = Annotated[str, typer.Option(help="Just these rules: C-SSE-6,C-ERR-4.")]
Named = Annotated[str, typer.Option(help="Just this scenario, by its name.")]
Examples = Annotated[int, typer.Option(help="How many scenarios to draw at most.")]
Budget = Annotated[str, typer.Option(help="How long to draw at most, such as 60s.")]
Jobs = Annotated[
    int,
    typer.Option(help="Processes that draw, each with a client of its own.", min=1, max=64),
]
Keep = Annotated[
    str | None,
    typer.Option(
        help="A folder for the smallest cases, which are played first the next time; "
        '.nemo/examples if not said, none where CI is set or with "".'
    ),
]
Known = Annotated[Path | None, typer.Option(help="Known failures, a TOML file.")]
Update = Annotated[bool, typer.Option(help="Write what fails to --baseline.")]
Strict = Annotated[bool, typer.Option(help="Mind warnings and what was not exercised.")]
Truly = Annotated[bool, typer.Option(help="Render every clip, play none.")]
Watch = Annotated[
    bool, typer.Option(help="See, by proxy variables, what the client asks of other hosts.")
]
As = Annotated[
    str, typer.Option(help="Serve other machines, under this name: for clients in containers.")
]
Quiet = Annotated[bool, typer.Option(help="Only the result.")]


def client(  # noqa: PLR0913 - every option is one
    *,
    driver: Driver = "",
    service: Service = "",
    command: Command = "",
    in_process: InProcess = "",
    time: Time = "",
    lenient_stdout: Lenient = False,
    process_per_run: Fresh = False,
    only: Only = "",
    scenario: Named = "",
    seed: Seed = 0,
    examples: Examples = -1,
    budget: Budget = "20s",
    jobs: Jobs = 1,
    keep: Keep = None,
    out: Out = None,
    baseline: Known = None,
    update_baseline: Update = False,
    strict: Strict = False,
    real_render: Truly = False,
    egress_watch: Watch = True,
    reached_as: As = "",
    quiet: Quiet = False,
) -> None:
    """Say which rules of the API a client breaks, with the smallest case that shows it."""
    reach = Reach(
        driver=driver, service=service, command=command, in_process=in_process, time=time,
        lenient=lenient_stdout,
    )  # fmt: skip
    try:
        known = _baseline(baseline, update_baseline)
        number = examples if examples >= 0 else 0 if only or scenario else DRAWN
        wish = Wish(
            reach,
            _chosen(only, scenario, real_render=real_render),
            seed=seed,
            fresh=process_per_run,
            watched=egress_watch,
            name=reached_as,
            quiet=quiet,
            examples=number,
            seconds=_seconds(budget),
            shelf=_shelf(keep),
            jobs=jobs,
        )
        done = _conform(wish)
    except (Mistyped, LookupError, ValueError) as error:
        _refuse(error)
    update = baseline if update_baseline else None
    _tell(done, known, reach, out=out, strict=strict, update=update)


def replay(  # noqa: PLR0913 - every option is one
    file: Annotated[Path, typer.Argument(help="A scenario that failed, as it was saved.")],
    *,
    driver: Driver = "",
    service: Service = "",
    command: Command = "",
    in_process: InProcess = "",
    time: Time = "",
    out: Out = None,
) -> None:
    """Play one saved scenario again, and print it as a curated one is written."""
    reach = Reach(driver=driver, service=service, command=command, in_process=in_process, time=time)
    try:
        scenario = read(read_file(file))
        done = _conform(Wish(reach, (scenario,), quiet=True))
    except (Mistyped, ValueError) as error:
        _refuse(error)
    typer.echo(snippet(scenario))
    _tell(done, Baseline(), reach, out=out)


def smoke(
    command: Annotated[str, typer.Argument(help="A command that speaks nemo-driver/1.")],
) -> None:
    """Try a driver on three scenarios: enough to see whether it works at all."""
    reach = Reach(driver=command)
    few = tuple(one for one in curated() if one.name in SMOKE)
    done = _conform(Wish(reach, few))
    _tell(done, Baseline(), reach)


def validate_driver(
    command: Annotated[str, typer.Argument(help="A command that speaks nemo-driver/1.")],
    *,
    lenient_stdout: Lenient = False,
) -> None:
    """Say whether a program speaks the driver protocol, step by step; no rule is judged."""
    from nemo_conformance.validation import validate  # noqa: PLC0415 - slow to load

    fine = True
    for step in validate(tuple(shlex.split(command)), lenient=lenient_stdout):
        fine = fine and step.ok
        typer.echo(f"{'ok   ' if step.ok else 'WRONG'} {step.what}")
        if not step.ok:
            typer.echo(f"      {step.why}")
    if fine:
        typer.echo(f'This is a driver. Next: nemo-conformance client --driver "{command}"')
    raise typer.Exit(Exit.CLEAN if fine else Exit.HARNESS)


def merge(
    files: Annotated[list[Path], typer.Argument(help="report.json files, or folders of --out.")],
    out: Annotated[Path, typer.Option(help="The folder for the matrix.")],
) -> None:
    """Put the reports of several clients into one matrix."""
    try:
        told = [path / "report.json" if path.is_dir() else path for path in files]
        reports = [report for path in told for report in load(read_file(path))]
    except (Mistyped, ValueError) as error:
        _refuse(error)
    for path in write_matrix(out, reports):
        typer.echo(f"wrote {path}")


def print_schema() -> None:
    """Print the JSON Schema of report.json."""
    typer.echo(schema(), nl=False)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be run, as it was typed."""

    reach: Reach
    scenarios: Sequence[Scenario]
    _: KW_ONLY
    seed: int = 0
    fresh: bool = False
    watched: bool = True
    name: str = ""
    quiet: bool = False
    examples: int = 0
    seconds: float = 0.0
    shelf: "Shelf | None" = None
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Again:
    """The command that plays a case again, as it can be pasted."""

    reach: Reach
    seed: int
    out: Path | None

    def __call__(self, case: Case) -> str:
        """From the file if there is one, else by the name of a curated scenario."""
        seed = f" --seed {self.seed}" if self.seed else ""
        if self.out is not None:
            return f"nemo-conformance replay {self.out / case.replay} {self.reach.words}"
        if case.scenario in {one.name for one in curated()}:
            return f"nemo-conformance client {self.reach.words} --scenario {case.scenario}{seed}"
        return "say --out DIR, and the scenario is kept there to be replayed"


def _seconds(text: str) -> float:
    try:
        return float(text.removesuffix("s"))
    except ValueError as error:
        raise Mistyped(f"--budget {text} is no length of time; write 60s.") from error


def _shelf(keep: str | None) -> "Shelf | None":
    from nemo_conformance.shelf import Shelf  # noqa: PLC0415

    if keep is None:
        return None if "CI" in os.environ else Shelf(KEPT)
    return Shelf(Path(keep)) if keep else None


def _conform(wish: Wish) -> "Conformed":
    """Everything that is slow to load is loaded here, so that the other commands are quick."""
    from nemo_conformance.drawing import Draw  # noqa: PLC0415
    from nemo_conformance.kit import Plan, conform  # noqa: PLC0415
    from nemo_conformance.openers import joined, opener  # noqa: PLC0415
    from nemo_conformance.sharing import Share, sharing  # noqa: PLC0415

    if wish.jobs > 1 and wish.reach.way == "service":
        raise Mistyped("--jobs needs a client that can be started several times, not a --service.")
    plan = Plan(
        scenarios=wish.scenarios,
        joined=joined(wish.reach),
        fresh=wish.fresh,
        watched=wish.watched,
        name=wish.name,
        seed=wish.seed,
        hear=_silent if wish.quiet else _heard,
    )
    open_client = opener(wish.reach)
    if not wish.examples:
        return conform(open_client, plan)
    draw = Draw(wish.examples, wish.seconds, wish.shelf)
    share = Share(wish.reach, draw, wish.seed, wish.fresh, wish.watched, wish.name)
    with sharing(share, wish.jobs) as drawing:
        return conform(open_client, replace(plan, draw=drawing))


def _chosen(only: str, scenario: str, *, real_render: bool = False) -> tuple[Scenario, ...]:
    rules = [find(one).id for one in only.split(",") if one.strip()]
    chosen = tuple(one for one in exposing(rules) if scenario in ("", one.name))
    if not chosen:
        raise Mistyped("No scenario is like that; nemo-conformance scenarios lists them.")
    return tuple(map(_truly, chosen)) if real_render else chosen


def _truly(scenario: Scenario) -> Scenario:
    return replace(scenario, world=replace(scenario.world, real_render=True))


def _baseline(path: Path | None, update: bool) -> Baseline:  # noqa: FBT001 - as it was typed
    if update and path is None:
        raise Mistyped("--update-baseline needs --baseline FILE to write to.")
    if path is None or (update and not path.exists()):
        return Baseline()
    return read_baseline(read_file(path))


def _heard(ran: "Ran") -> None:
    sign = "x" if ran.broken else "."
    detail = f"  {', '.join(sorted(ran.broken))}" if ran.broken else ""
    typer.echo(f"{sign} {ran.scenario.name}{detail}", err=True)


def _silent(_: "Ran") -> None:
    """Nothing is said of a single scenario."""


def _tell(  # noqa: PLR0913 - all that is told, and how
    done: "Conformed",
    known: Baseline,
    reach: Reach,
    *,
    out: Path | None = None,
    strict: bool = False,
    update: Path | None = None,
) -> NoReturn:
    if update is not None:
        update.write_text(proposed(done.report, known), "utf-8")
        known = read_baseline(update.read_text("utf-8"))
    standings = judged(done.report, known, today=today())
    if out is not None:
        write(out, done.report, replays=done.replays)
    typer.echo(as_text(done.report, standings, again=Again(reach, done.report.seed, out)))
    raise typer.Exit(exit_code(done.report, standings, strict=strict))


def _refuse(error: Exception) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(Exit.USAGE)
