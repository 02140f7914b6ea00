"""What the environment says of service, user and machine (contract.md, section 1)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from nemo_client.attribution import UNKNOWN, Attribution, front_matter, platform_of
from nemo_client.errors import BadUsage
from nemo_client.flows.desk import Profile
from nemo_client.origin import folder_name, is_local, origin_of, same_origin

PROGRAM: Final = "nemo-client"
LOCAL: Final = "http://127.0.0.1:8787"
HOSTED: Final = "https://mega-api-prod.nemovideo.ai"
HOSTED_WEB: Final = "https://nemovideo.com"


class BadSettings(BadUsage):
    """A variable of the environment cannot be used; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that is known before the first request.

    ``folder`` is where identity and renders are kept for this API's origin; ``scale`` is how many
    virtual seconds pass in a real one.
    """

    profile: Profile
    folder: Path
    scale: float = 1.0

    @property
    def is_loopback(self) -> bool:
        """Whether the API runs on this machine: then no proxy is asked."""
        return is_local(self.profile.api)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read them. Raises ``BadSettings`` for an address or a scale that is none."""
        env = os.environ if environ is None else environ
        api = _address(env, "NEMO_API_URL") or LOCAL
        profile = Profile(
            api=api,
            web=_address(env, "NEMO_WEB_URL") or _web_of(api),
            attribution=_attribution(env),
            agent=f"{PROGRAM}/{_version()}",
            token=_plain(env, "NEMO_TOKEN"),
            client_id=_plain(env, "NEMO_CLIENT_ID"),
        )
        return cls(profile=profile, folder=_folder(env, api), scale=_scale(env))


def _address(env: Mapping[str, str], name: str) -> str:
    address = env.get(name, "").strip().rstrip("/")
    try:
        if address:
            origin_of(address)
    except ValueError as error:
        raise BadSettings(f"{name}: {error}.") from error
    return address


def _plain(env: Mapping[str, str], name: str) -> str:
    """What can stand in a header; its value is not told (C-SEC-2)."""
    value = env.get(name, "").strip()
    if not (value.isascii() and value.isprintable()):
        raise BadSettings(f"{name} has characters that cannot be sent. Copy it anew.")
    return value


def _web_of(api: str) -> str:
    """The emulator shows its web pages itself."""
    return HOSTED_WEB if same_origin(api, HOSTED) else api


def _scale(env: Mapping[str, str]) -> float:
    text = env.get("NEMO_TIME_SCALE", "").strip() or "1"
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0 < scale < 1e6:
        raise BadSettings(f"NEMO_TIME_SCALE must be a positive number such as 30, not {text!r}.")
    return scale


def _home(env: Mapping[str, str]) -> Path:
    return Path(env.get("HOME") or Path.home())


def _folder(env: Mapping[str, str], api: str) -> Path:
    """``~/.config/nemovideo`` for the hosted service, a folder in it for any other."""
    config = env.get("XDG_CONFIG_HOME") or _home(env) / ".config"
    kept = Path(config) / "nemovideo"
    return kept if same_origin(api, HOSTED) else kept / folder_name(api)


@cache
def _version() -> str:
    return metadata.version("nemulator")


def _attribution(env: Mapping[str, str]) -> Attribution:
    """From the SKILL.md named by NEMO_INSTALL_PATH, else the program's own name and version."""
    install = env.get("NEMO_INSTALL_PATH", "").strip()
    matter = front_matter(_text(Path(install))) if install else {}
    platform = platform_of(Path(install) if install else None, _home(env))
    return Attribution(
        source=matter.get("name") or PROGRAM,
        version=matter.get("version") or _version(),
        platform=env.get("SKILL_SOURCE", "").strip() or platform or UNKNOWN,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
