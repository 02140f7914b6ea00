"""The settings of ``serve`` and ``exec``: a flag each, or a variable ``NEMO_EMULATOR_…``.

A flag beats its variable, and both beat the revision.
"""

import argparse
import os
from collections.abc import Callable, Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final

from nemo_emulator.brain.address import BrainAddress
from nemo_emulator.settings import Dialect, Pace, RenderShape, RequestLog, Settings, Style
from nemo_emulator.spelling import meant
from nemo_emulator.tuning import REVISIONS, SettingError, nested, revised, tuned

PREFIX: Final = "NEMO_EMULATOR_"
VARIABLES: Final = frozenset(
    {
        *("HOST", "PORT", "DATA_DIR", "PACE", "SCALE", "SEED", "REVISION", "DIALECT", "STYLE"),
        *("RENDER_SHAPE", "ON_DISCONNECT", "SET", "SCRIPT", "CONTROL", "CONTROL_TOKEN", "LOG"),
        *("BRAIN", "BRAIN_TOKEN", "SNAPSHOT_EVERY", "FETCH_FROM", "URL"),
    }
)
"""What they are called behind the prefix; ``URL`` is where a running emulator is found."""
REVISED: Final = "default: as the revision has it"


def add_options(to: argparse.ArgumentParser, *, scale: float) -> None:
    """What every command that starts an emulator can be told."""
    _add_time(to, scale=scale)
    _add_manners(to)
    _add_script(to)
    to.add_argument(
        "--control",
        type=_one_of("loopback", "anywhere"),
        metavar="{loopback,anywhere}",
        default=env("CONTROL", "loopback"),
        help="who may use /__nemo; NEMO_EMULATOR_CONTROL_TOKEN asks for a token besides; "
        "default %(default)s",
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
        default=env("SNAPSHOT_EVERY", "5000"),
        metavar="EVENTS",
        help="events in the log before a snapshot takes their place; default %(default)s",
    )
    to.add_argument(
        "--fetch-from",
        action="append",
        metavar="NETWORK",
        default=env("FETCH_FROM", "").split(),
        help="a private network that uploads by URL may come from all the same, "
        "such as 127.0.0.0/8; may be given again",
    )


def add_log(to: argparse.ArgumentParser, *, usual: str) -> None:
    """Whether each request is told on stderr."""
    to.add_argument(
        "--log",
        type=_one_of(*RequestLog),
        metavar="{text,json,off}",
        default=env("LOG", usual),
        help="a line for each request on stderr; default text on a terminal, else off",
    )


def _add_time(to: argparse.ArgumentParser, *, scale: float) -> None:
    to.add_argument(
        "--pace",
        type=_one_of(*Pace),
        metavar=_shown(Pace),
        default=env("PACE", "fast"),
        help="how long invented work takes (turns, heartbeats, deadlines of jobs); "
        "real work takes what it takes; default %(default)s",
    )
    to.add_argument(
        "--scale",
        type=_scale,
        default=env("SCALE", f"{scale:g}"),
        help="virtual seconds to each real one, for all that is dated; default %(default)s",
    )
    to.add_argument(
        "--seed",
        type=int,
        default=os.environ.get("NEMO_EMULATOR_SEED") or None,
        help="makes ids and the agent's choices repeatable; session ids, dates and signatures too "
        "where the clock starts at a given time, as ManualClock and `runs create --mode` do",
    )


def _add_manners(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--revision",
        choices=list(REVISIONS),
        default=env("REVISION", Settings().revision),
        help="which of the API's published forms is spoken; default %(default)s",
    )
    for flag, kind, what in (
        ("dialect", Dialect, "how stream events are written"),
        ("style", Style, "whether four-digit codes come inside HTTP 200"),
        ("render-shape", RenderShape, "how renders are told of"),
    ):
        to.add_argument(
            f"--{flag}",
            type=_one_of(*kind),
            metavar=_shown(kind),
            default=os.environ.get(f"NEMO_EMULATOR_{flag.upper().replace('-', '_')}") or None,
            help=f"{what}; {REVISED}",
        )
    to.add_argument(
        "--on-disconnect",
        type=_one_of("continue", "abort"),
        metavar="{continue,abort}",
        default=os.environ.get("NEMO_EMULATOR_ON_DISCONNECT") or None,
        help=f"what becomes of work whose reader left; {REVISED}",
    )


def _add_script(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--set",
        action="append",
        metavar="NAME=VALUE",
        default=env("SET", "").split(),
        help="any other setting, such as prices.edit=0 or limits.requests_per_second=5; "
        "may be given again; `nemo-emulator info` lists those of a running emulator",
    )
    to.add_argument(
        "--fault",
        type=_rule,
        action="append",
        metavar="RULE",
        default=[],
        help='something that shall go wrong, such as "run_sse: cut after 2 events"; '
        "may be given again",
    )
    to.add_argument(
        "--script",
        type=_script,
        metavar="FILE",
        default=env("SCRIPT", ""),
        help="a file of such rules, one a line",
    )


def env(name: str, default: str) -> str:
    """The variable ``NEMO_EMULATOR_…``."""
    return os.environ.get(f"NEMO_EMULATOR_{name}", default)


def strangers() -> Iterator[str]:
    """A sentence on each variable ``NEMO_EMULATOR_…`` that is none of ours."""
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in VARIABLES:
            guess = meant(name, (PREFIX + known for known in VARIABLES))
            yield f"{name} is no variable of the emulator; it is ignored.{guess}"


def settings(words: argparse.Namespace, data: Path | None) -> Settings:
    """What the command line says, as settings. Raises ``SettingError``."""
    given: dict[str, Any] = {
        "seed": words.seed,
        "snapshot_every": words.snapshot_every,
        "pace": words.pace,
        "dialect": words.dialect,
        "style": words.style,
        "render_shape": words.render_shape,
        "abort_on_disconnect": words.on_disconnect and words.on_disconnect == "abort",
        "public_url": os.environ.get("NEMO_PUBLIC_URL"),
    }
    started = Settings(
        data=data,
        control_anywhere=words.control == "anywhere",
        control_token=os.environ.get("NEMO_EMULATOR_CONTROL_TOKEN"),
        brain=words.brain,
        brain_token=_brain_token(),
        fetch_from=tuple(map(_network, words.fetch_from)),
        faults=(*words.script, *words.fault),
    )
    told = {name: value for name, value in given.items() if value is not None}
    return tuned(tuned(revised(started, words.revision), told), nested(words.set))


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
        raise argparse.ArgumentTypeError(
            f"{text!r} must be greater than 0 and up to 1000000, as 30."
        )
    return scale


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise SettingError(f"{error}; write a network as 127.0.0.0/8.") from None


def _shown(known: Iterable[str]) -> str:
    return f"{{{','.join(known)}}}"


def _one_of(*known: str) -> Callable[[str], str]:
    """``choices`` would let a wrong variable pass."""

    def read(text: str) -> str:
        if text not in known:
            guess = meant(text, known)
            raise argparse.ArgumentTypeError(f"{text!r} is not {' or '.join(known)}.{guess}")
        return text

    return read


def _rule(text: str) -> str:
    from nemo_emulator.script import ScriptError, parse  # noqa: PLC0415 -- only for who has rules

    try:
        parse(text)
    except ScriptError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _script(name: str) -> tuple[str, ...]:
    from nemo_emulator.script import lines  # noqa: PLC0415 -- as above

    if not name:
        return ()
    try:
        return tuple(_rule(line) for line in lines(Path(name).read_text("utf-8")))
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise argparse.ArgumentTypeError(f"{name} is no text; write one rule a line.") from None
