"""``nemo-emulator``: serve on this machine, run a command against a fresh emulator, steer one."""

import argparse
import asyncio
import gc
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from nemo_emulator.commands import add_verbs, add_where
from nemo_emulator.door import listen
from nemo_emulator.options import add_log, add_options, env, settings
from nemo_emulator.recording import add_recording
from nemo_emulator.settings import VERSION
from nemo_emulator.tuning import SettingError

DESCRIPTION = (
    "A local stand-in for the NemoVideo chat-video API. It needs no network and no account."
)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in a line or two, and takes ``-1d`` for a word that is to be refused."""

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self._negative_number_matcher = re.compile(r"-\d")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\nSee: {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The command line; every setting of ``serve`` may come from the environment too."""
    top = Parser("nemo-emulator", description=DESCRIPTION)
    top.add_argument("--version", action="version", version=VERSION)
    add_where(top)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve until stopped")
    serve.add_argument("--host", default=env("HOST", "127.0.0.1"), help="default %(default)s")
    serve.add_argument(
        "--port", type=_port, default=env("PORT", "8787"), help="default %(default)s; 0: any"
    )
    serve.add_argument(
        "--data-dir",
        type=_folder,
        default=env("DATA_DIR", str(_data_home())),
        help="where everything is kept; default %(default)s",
    )
    add_options(serve, scale=1.0)
    add_log(serve, usual="text" if sys.stderr.isatty() else "off")
    run = commands.add_parser(
        "exec",
        help="start a fresh emulator, run a command with NEMO_API_URL set, stop",
        usage="nemo-emulator exec [options] -- COMMAND [ARGUMENT ...]",
    )
    add_options(run, scale=30.0)
    add_log(run, usual="off")
    run.add_argument("words", nargs="+", metavar="COMMAND", help="the command and its arguments")
    add_recording(commands)
    add_verbs(commands)
    return top


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; use 0 to 65535.")
    return int(text)


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty; name a folder, or leave it out.")
    return Path(text)


def _data_home() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "nemulator"


def main(argv: Sequence[str] | None = None) -> None:
    """The console script; exits with 0, with 2 for a wrong command line, with 1 for trouble."""
    top = parser()
    words = top.parse_args(argv)
    if words.command in ("serve", "exec") and hasattr(words, "url"):
        top.error(f"--url is where a running emulator is; {words.command} starts one of its own.")
    try:
        sys.exit(_does(words)(words))
    except KeyboardInterrupt:
        sys.exit(130)
    except SettingError as problem:
        top.error(str(problem))
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed. Say: pip install 'nemulator[emulator]'")
    except BrokenPipeError:
        sys.exit(0)  # whoever read has read enough
    except OSError as problem:
        sys.exit(f"nemo-emulator: {_sentence(problem)}")


def _sentence(problem: OSError) -> str:
    """Without the number that the operating system has for it."""
    if problem.filename is None or problem.strerror is None:
        return str(problem)
    return f"{problem.filename} cannot be used: {problem.strerror}."


def _does(words: argparse.Namespace) -> Callable[[argparse.Namespace], int | str]:
    """What the command is carried out by."""
    own: Callable[[argparse.Namespace], int] | None = getattr(words, "own", None)
    return own or (_ask if "verb" in words else _start)


def _ask(words: argparse.Namespace) -> int | str:
    from nemo_emulator.remote import NoAnswer, ask  # noqa: PLC0415 -- httpx takes its time

    try:
        return ask(words)
    except NoAnswer as problem:
        return f"nemo-emulator: {problem}"


def _start(words: argparse.Namespace) -> int:
    wish = settings(words, words.data_dir if words.command == "serve" else None)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    for quiet in ("asyncio", "uvicorn"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
    sockets = listen(words.host, words.port) if words.command == "serve" else ()
    run = _loaded()
    with asyncio.Runner(loop_factory=run.new_loop) as runner:
        if words.command == "serve":
            code = runner.run(run.serve(wish, words, sockets))
        else:
            code = runner.run(run.execute(wish, words))
    return int(code)


def _loaded() -> ModuleType:
    """The server, in two thirds of the time: what is loaded stays, so nobody looks for garbage in
    it, and of pydantic's models, FastAPI's among them, most are never used."""
    import pydantic  # noqa: PLC0415 -- --help must not load a web framework

    gc.disable()
    pydantic.BaseModel.model_config = pydantic.ConfigDict(defer_build=True)
    from nemo_emulator import run  # noqa: PLC0415 -- as above

    gc.freeze()
    gc.enable()
    return run
