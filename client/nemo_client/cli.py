"""``nemo-client``: the client as a program."""

import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import typer
from rich.console import Console

from nemo_client.drive import command, drive
from nemo_client.errors import NemoError
from nemo_client.make import PROMPT, Wish, make
from nemo_client.report import described, times
from nemo_client.runners import AsyncRunner, SyncRunner
from nemo_client.settings import Settings
from nemo_client.show import Screen, card, printable

EXITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "network": 3,
        "protocol": 3,
        "token": 4,
        "credits": 4,
        "plan": 4,
        "rate_limit": 4,
        "file_missing": 5,
        "file_type": 5,
        "file_size": 5,
        "timeout": 6,
    }
)
STOPPED: Final = 130
HELP: Final = """Make videos from photos and clips by telling the service what you want.

The service is at NEMO_API_URL, by default the local emulator at http://127.0.0.1:8787.

Every option may come from the environment too: NEMO_CLIENT_MAKE_PROMPT for make --prompt.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no answer from the service or none that makes sense,
4 refused (token, credits, plan, rate limit), 5 a file is missing, of the wrong type or too large,
6 gave up waiting while the work may go on, 130 interrupted.
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"auto_envvar_prefix": "NEMO_CLIENT"},
)


class Aspect(StrEnum):
    """Shapes of the picture."""

    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"


@app.callback()
def _commands() -> None:
    """More than one command, even while there is only one."""


@app.command("make")
def make_command(
    photos: Annotated[list[Path], typer.Argument(help="Photos, clips and sounds, in order.")],
    *,
    prompt: Annotated[str, typer.Option(help="What to make of them.")] = PROMPT,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where the MP4 goes.", dir_okay=False)
    ] = Path("video.mp4"),
    aspect: Annotated[
        Aspect | None, typer.Option(help="The picture's shape.", case_sensitive=False)
    ] = None,
) -> None:
    """Turn photos into a video: upload, edit, export, all in one go."""
    screen = Screen(Console(highlight=False))
    wish = Wish(files=photos, target=output, prompt=prompt, aspect=aspect or "")
    exported = make(wish, screen)
    rows = described(exported.path) | {"times": times(screen.took)}
    if exported.link:
        rows["keep it"] = exported.link
    screen.console.print()
    card("Your video is ready", rows)(screen.console)


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
    errors = Console(stderr=True, highlight=False)
    try:
        app()
    except NemoError as error:
        errors.print(printable(str(error)), style="red", markup=False, soft_wrap=True)
        sys.exit(EXITS.get(error.reason, 1))
    except SystemExit as exit_:
        if exit_.code == STOPPED:
            errors.print("Stopped. What the service has begun goes on there.")
        raise


if __name__ == "__main__":
    main()
