"""``nemo-client``: the client as a program."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from types import MappingProxyType
from typing import Annotated, Final, TextIO

import typer

from nemo_client import commands
from nemo_client.drive import command, drive
from nemo_client.errors import NemoError
from nemo_client.exits import STOPPED, exit_code
from nemo_client.flows.steps import Kind, Tell
from nemo_client.make import PROMPT, Wish, batches, make
from nemo_client.options import Each, Files, Json, Language, Output, Prompt, Shape, Yes
from nemo_client.report import described, kept, of_export, times
from nemo_client.runners import AsyncRunner, SyncRunner
from nemo_client.settings import Settings
from nemo_client.show import OF_A_JOB, View, complain

HELP: Final = """Make videos from photos and clips by telling the service what you want.

The service is at NEMO_API_URL, by default the local emulator at http://127.0.0.1:8787.
Every option may come from the environment too: NEMO_CLIENT_MAKE_PROMPT for make --prompt.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no answer from the service or none that makes sense,
4 refused (token, credits, plan, rate limit), 5 a file is missing, of the wrong type or too large,
6 gave up waiting while the work may go on, 130 interrupted.
"""

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_show_locals=False,
    context_settings={"auto_envvar_prefix": "NEMO_CLIENT"},
)
COMMANDS: Final[Mapping[str, Callable[..., None]]] = MappingProxyType(
    {
        "chat": commands.chat_command,
        "send": commands.send_command,
        "upload": commands.upload_command,
        "state": commands.state_command,
        "credits": commands.credits_command,
        "export": commands.export_command,
        "resume": commands.resume_command,
        "login": commands.login_command,
        "doctor": commands.doctor_command,
        "mcp": commands.mcp_command,
    }
)


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - as typer calls it
    if wanted:
        typer.echo(f"nemo-client {version('nemulator')}")
        raise typer.Exit


@app.callback(help=HELP)
def program(
    *,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which version it is.", callback=_tell_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Nothing is done before the command."""


@app.command("make")
def make_command(  # noqa: PLR0913 - a command's options are its arguments
    photos: Files,
    *,
    prompt: Prompt = PROMPT,
    output: Output = commands.VIDEO,
    aspect: Shape = None,
    language: Language = None,
    each: Each = False,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Turn photos into a video: upload, edit, export, all in one go."""
    worst = 0
    for files, target in batches(photos, output, each=each):
        view = commands.view_of(OF_A_JOB, as_json=json, yes=yes)
        wish = Wish(
            files=files,
            target=target,
            prompt=prompt,
            aspect=aspect or "",
            language=language or "",
        )
        worst = max(worst, _made(wish, view, each=each))
    raise typer.Exit(worst)


def _made(wish: Wish, view: View, *, each: bool) -> int:
    """The exit code; the error of one video does not keep the others from being made."""
    try:
        exported = make(wish, view)
    except NemoError as error:
        if each:
            view.tell(Tell(f"{wish.target.name}: {error}", Kind.WARNING))
        else:
            view.failed(error)
        return exit_code(error)
    rows = described(exported.path) | {"times": times(view.took)} | kept(exported.link)
    view.facts(of_export(exported))
    view.finish("Your video is ready", rows)
    return 0


for name, function in COMMANDS.items():
    app.command(name)(function)


@app.command("drive")
def drive_command(
    *,
    use_async: Annotated[
        bool, typer.Option("--async/--sync", help="Which of the two drivers to use.")
    ] = False,
) -> None:
    """Be the client under test: nemo-driver/1 on standard input and output."""
    make_runner = AsyncRunner if use_async else SyncRunner
    intents = os.environ.get("NEMO_DRIVER_INTENTS")
    if intents is None:
        drive(sys.stdin, sys.stdout, make_runner)
        return
    consent = os.environ.get("NEMO_CONSENT", "")
    raise typer.Exit(
        command(intents, Settings.from_environment(), sys.stdout, make_runner, consent)
    )


def main() -> None:
    """Run; an error is one sentence on standard error and an exit code."""
    _survive_every_sign()
    try:
        app(prog_name="nemo-client")
    except NemoError as error:
        complain(str(error))
        sys.exit(exit_code(error))
    except OSError as error:
        complain(f"The output cannot be written: {error.strerror}.")
        _give_up(sys.stdout)
        sys.exit(1)
    except SystemExit as exit_:
        if exit_.code == STOPPED:
            complain("Stopped. What the service has begun goes on there.")
        raise


def _give_up(stream: TextIO) -> None:
    """What could not be written is forgotten, or Python would try it once more at its end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _survive_every_sign() -> None:
    """What a terminal cannot show is replaced, not a reason to break."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
