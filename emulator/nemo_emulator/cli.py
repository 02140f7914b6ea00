"""``nemo-emulator``: serve on this machine, or run a command against a fresh emulator."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from nemo_emulator.brain.address import BrainAddress
from nemo_emulator.settings import Dialect, Pace, RenderShape, Settings, Style

DESCRIPTION = (
    "A local stand-in for the NemoVideo chat-video API. It needs no network and no account."
)


def parser() -> argparse.ArgumentParser:
    """The command line; every setting of ``serve`` may come from the environment too."""
    top = argparse.ArgumentParser("nemo-emulator", description=DESCRIPTION)
    top.add_argument("--version", action="version", version=version("nemulator"))
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve until stopped")
    serve.add_argument("--host", default=_env("HOST", "127.0.0.1"), help="default %(default)s")
    serve.add_argument(
        "--port", type=_port, default=_env("PORT", "8787"), help="default %(default)s; 0: any"
    )
    serve.add_argument(
        "--data-dir",
        type=Path,
        default=Path(_env("DATA_DIR", str(_data_home()))),
        help="where everything is kept; default %(default)s",
    )
    _common(serve, scale=1.0)
    run = commands.add_parser(
        "exec",
        help="start a fresh emulator, run a command with NEMO_API_URL set, stop",
        usage="nemo-emulator exec [options] -- COMMAND [ARGUMENT ...]",
    )
    _common(run, scale=30.0)
    run.add_argument("words", nargs="+", metavar="COMMAND", help="the command and its arguments")
    return top


def _common(to: argparse.ArgumentParser, *, scale: float) -> None:
    to.add_argument(
        "--pace",
        type=Pace,
        choices=list(Pace),
        default=_env("PACE", "fast"),
        help="how long invented work takes (turns, heartbeats, deadlines of jobs); "
        "real work takes what it takes; default %(default)s",
    )
    to.add_argument(
        "--scale",
        type=_scale,
        default=_env("SCALE", f"{scale:g}"),
        help="virtual seconds to each real one, for all that is dated; default %(default)s",
    )
    to.add_argument(
        "--dialect",
        type=Dialect,
        choices=list(Dialect),
        default=_env("DIALECT", "typed"),
        help="how stream events are written; default %(default)s",
    )
    to.add_argument(
        "--style",
        type=Style,
        choices=list(Style),
        default=_env("STYLE", "envelope"),
        help="whether four-digit codes come inside HTTP 200; default %(default)s",
    )
    to.add_argument(
        "--render-shape",
        type=RenderShape,
        choices=list(RenderShape),
        default=_env("RENDER_SHAPE", "superset"),
        help="how renders are told of; default %(default)s",
    )
    to.add_argument(
        "--on-disconnect",
        choices=("continue", "abort"),
        default=_env("ON_DISCONNECT", "continue"),
        help="what becomes of work whose reader left; default %(default)s",
    )
    to.add_argument(
        "--control",
        choices=("loopback", "anywhere"),
        default=_env("CONTROL", "loopback"),
        help="who may use /__nemo; NEMO_EMULATOR_CONTROL_TOKEN asks for a token besides; "
        "default %(default)s",
    )
    to.add_argument(
        "--seed",
        type=int,
        default=os.environ.get("NEMO_EMULATOR_SEED") or None,
        help="makes ids and the agent's choices repeatable",
    )
    to.add_argument(
        "--brain",
        type=_brain,
        default=os.environ.get("NEMO_EMULATOR_BRAIN") or None,
        metavar="openai:URL:MODEL",
        help="let a language model behind an OpenAI-compatible server understand messages; its "
        "token, if it needs one, from NEMO_EMULATOR_BRAIN_TOKEN; default: the built-in rules",
    )
    to.add_argument(
        "--snapshot-every",
        type=_positive,
        default=_env("SNAPSHOT_EVERY", "5000"),
        metavar="EVENTS",
        help="events in the log before a snapshot takes their place; default %(default)s",
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; use 0 to 65535.")
    return int(text)


def _brain(text: str) -> str:
    try:
        BrainAddress.parse(text, _brain_token())
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from None
    return text


def _brain_token() -> str | None:
    return os.environ.get("NEMO_EMULATOR_BRAIN_TOKEN") or None


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} must be a whole number above 0.")
    return int(text)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0 < scale <= 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} must be greater than 0, such as 30.")
    return scale


def _env(name: str, default: str) -> str:
    return os.environ.get(f"NEMO_EMULATOR_{name}", default)


def _data_home() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "nemulator"


def settings(words: argparse.Namespace, data: Path | None) -> Settings:
    """What the command line says, as settings."""
    return Settings(
        data=data,
        seed=words.seed,
        snapshot_every=words.snapshot_every,
        pace=words.pace,
        dialect=words.dialect,
        style=words.style,
        render_shape=words.render_shape,
        abort_on_disconnect=words.on_disconnect == "abort",
        control_anywhere=words.control == "anywhere",
        control_token=os.environ.get("NEMO_EMULATOR_CONTROL_TOKEN"),
        brain=words.brain,
        brain_token=_brain_token(),
        public_url=os.environ.get("NEMO_PUBLIC_URL"),
    )


def main(argv: Sequence[str] | None = None) -> None:
    """The console script; exits with 0, with 2 for a wrong command line, with 1 for trouble."""
    words = parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    for quiet in ("asyncio", "uvicorn"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
    try:
        sys.exit(asyncio.run(_commands(words)))
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed. Say: pip install 'nemulator[emulator]'")
    except OSError as problem:
        sys.exit(f"nemo-emulator: {problem}")


async def _commands(words: argparse.Namespace) -> int:
    from nemo_emulator import run  # noqa: PLC0415 -- --help must not load a web framework

    if words.command == "serve":
        return await run.serve(settings(words, words.data_dir), words)
    return await run.execute(settings(words, None), words)
