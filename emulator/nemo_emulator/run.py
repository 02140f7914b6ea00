"""What the commands ``serve`` and ``exec`` do."""

import argparse
import asyncio
import logging
import os
import signal
import socket
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from ipaddress import ip_address

from nemo_emulator.app import create_app
from nemo_emulator.clock import real_pause
from nemo_emulator.options import strangers
from nemo_emulator.processes import attached
from nemo_emulator.render import RenderFailed, choose_encoder
from nemo_emulator.server import Address, serving
from nemo_emulator.settings import VERSION, RequestLog, Settings

log = logging.getLogger("nemo_emulator")
NOT_HANDED_ON = ("NEMO_TOKEN", "NEMO_CLIENT_ID")
"""What belongs to another service must not reach a fresh emulator."""


def new_loop() -> asyncio.AbstractEventLoop:
    """uvloop's, which takes half the time for a request; asyncio's where there is none."""
    try:
        import uvloop  # noqa: PLC0415 -- not on Windows
    except ModuleNotFoundError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


async def serve(
    settings: Settings, words: argparse.Namespace, sockets: Sequence[socket.socket]
) -> int:
    """Serve on sockets that listen until a signal; gives the exit code."""
    app = create_app(settings, scale=words.scale, log=RequestLog(words.log))
    async with serving(app, sockets) as address:
        for sentence in strangers():
            log.warning(sentence)
        log.info("nemulator %s listens on %s", VERSION, address.url)
        if not ip_address(address.host).is_loopback:
            log.warning("open    to whoever reaches this machine: its API, and what is in it")
        log.info("data    %s", settings.data)
        log.info("pace    %s, %g virtual seconds a second", settings.pace, words.scale)
        if settings.brain:
            log.info("brain   %s; messages are sent there", settings.brain)
        log.info("try     NEMO_API_URL=%s nemo-client make PHOTO…", _near(address).url)
        later = asyncio.create_task(_warm_up())
        await _until_stopped()
        later.cancel()
    return 0


def _near(address: Address) -> Address:
    """Where this machine reaches a server that listens everywhere."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- it is asked about, not listened on
    return replace(address, host=here.get(address.host, address.host))


async def _warm_up() -> None:
    """What is not needed at once, when those who waited at the door have had their answer."""
    await real_pause(0.2)
    await asyncio.to_thread(import_module, "nemo_emulator.agent.director")
    try:
        encoder = await choose_encoder()
    except RenderFailed as problem:
        log.warning("encoder none: %s Everything but exports works.", problem)
    else:
        log.info("encoder %s", encoder)


async def _until_stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


async def execute(settings: Settings, words: argparse.Namespace) -> int:
    """Run a command against an emulator of its own; gives the command's exit code."""
    app = create_app(settings, scale=words.scale, log=RequestLog(words.log))
    stop = _told_to_stop()
    with tempfile.TemporaryDirectory(prefix="nemulator-home-") as home:
        async with serving(app) as address:
            try:
                env = environment(address, words.scale, home)
                code = await attached(words.words, env=env, stop=stop)
                return code if code >= 0 else 128 - code  # as shells tell of signals
            except FileNotFoundError:
                log.warning("There is no command %r; is it installed and on PATH?", words.words[0])
                return 127
            except PermissionError:
                log.warning("%r is no program that may be run.", words.words[0])
                return 126


def _told_to_stop() -> asyncio.Event:
    """Set by what a runner or a closing terminal sends. Ctrl-C reaches the command by itself."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            loop.add_signal_handler(number, stop.set)
    return stop


def environment(address: Address, scale: float, config_home: str) -> Mapping[str, str]:
    """What the command finds: this environment, pointed at the emulator."""
    kept = {k: v for k, v in os.environ.items() if k not in NOT_HANDED_ON}
    return kept | {
        "NEMO_API_URL": address.url,
        "NEMO_EMULATOR_URL": address.url,
        "NEMO_WEB_URL": address.url,
        "NEMO_TIME_SCALE": f"{scale:g}",
        "XDG_CONFIG_HOME": config_home,
    }
