"""The options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Aspect(StrEnum):
    """Shapes of the picture."""

    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"


Files = Annotated[list[Path], typer.Argument(help="Photos, clips and sounds, in order.")]
Prompt = Annotated[str, typer.Option(help="What to make of them.")]
Shape = Annotated[Aspect | None, typer.Option(help="The picture's shape.", case_sensitive=False)]
Output = Annotated[Path, typer.Option("--output", "-o", help="Where the MP4 goes.", dir_okay=False)]
Each = Annotated[bool, typer.Option("--each", help="The arguments are folders: a video of each.")]
Language = Annotated[
    str | None,
    typer.Option(help="Language of the session, as an ISO code; without it, that of your words."),
]
New = Annotated[bool, typer.Option("--new", help="Open a new session, not the last one.")]
Json = Annotated[bool, typer.Option("--json", help="JSON lines, for programs.")]
Yes = Annotated[
    bool,
    typer.Option("--yes", help="Allow what may cost credits twice: sending a message again."),
]
