"""What is wrong with the set-up, and what to do about it."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from nemo_client import flows
from nemo_client.errors import NemoError
from nemo_client.flows.desk import Account, Desk
from nemo_client.flows.steps import Flow
from nemo_client.runners import Runner
from nemo_client.settings import Settings
from nemo_client.wording import without_secrets

STEPS: Final[Mapping[str, Callable[[Desk], Flow[object]]]] = MappingProxyType(
    {
        "The service answers": flows.credit_balance,
        "A session can be opened": flows.connect,
        "Its state can be read": flows.state,
    }
)
"""Each needs the one before."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``good``, and a sentence."""

    good: bool
    text: str


def examine(settings: Settings, runner: Runner, encoding: str) -> Iterator[Finding]:
    """Look at everything, one after the other."""
    profile = settings.profile
    yield Finding(good=True, text=f"The service is {profile.api}, its web pages are {profile.web}.")
    yield _token(settings)
    yield _folder(settings.folder)
    yield _terminal(encoding)
    desk = Desk(Account(profile))
    for what, flow in STEPS.items():
        finding = _tried(what, runner, flow(desk))
        yield finding
        if not finding.good:
            return


def _token(settings: Settings) -> Finding:
    if not settings.profile.token:
        return Finding(good=True, text="NEMO_TOKEN is not set: a free token is used.")
    good = settings.profile.token.startswith("nmv_usr_")
    text = "NEMO_TOKEN is set." if good else "NEMO_TOKEN does not look like a token: copy it anew."
    return Finding(good=good, text=text)


def _folder(folder: Path) -> Finding:
    """The nearest folder that is there must take files."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    good = there.is_dir() and os.access(there, os.W_OK)
    text = f"{folder} keeps who you are." if good else f"{folder} cannot be written: set HOME."
    return Finding(good=good, text=text)


def _terminal(encoding: str) -> Finding:
    good = encoding.lower().replace("-", "") == "utf8"
    text = "Every sign can be shown." if good else "Some signs cannot be shown: set LANG=C.UTF-8."
    return Finding(good=good, text=text)


def _tried(what: str, runner: Runner, flow: Flow[object]) -> Finding:
    try:
        runner.run(flow)
    except NemoError as error:
        return Finding(good=False, text=f"{what}: no. {without_secrets(str(error))}")
    return Finding(good=True, text=f"{what}.")
