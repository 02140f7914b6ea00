"""Who is asking: the three headers that go with every request (contract.md, section 1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

UNKNOWN: Final = "unknown"
INSTALLED_UNDER: Final = ((".clawhub", "clawhub"), (".cursor/skills", "cursor"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Skill name, its version, and the platform it is installed on."""

    source: str
    version: str
    platform: str = UNKNOWN

    def headers(self) -> dict[str, str]:
        """The headers, their values plain ASCII."""
        named = {
            "X-Skill-Source": self.source,
            "X-Skill-Version": self.version,
            "X-Skill-Platform": self.platform,
        }
        return {name: _plain(value) for name, value in named.items()}


def front_matter(text: str) -> Mapping[str, str]:
    """The simple ``key: value`` lines at the head of a SKILL.md, quotes removed."""
    head = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---", text, re.DOTALL)
    lines = re.findall(r"^([\w-]+):[ \t]*(.*?)[ \t]*\r?$", head[1] if head else "", re.MULTILINE)
    return {key: _unquoted(value) for key, value in lines}


def platform_of(install_path: PurePath | None, home: PurePath) -> str:
    """The platform by where the skill's file lies."""
    for folder, platform in INSTALLED_UNDER:
        if install_path is not None and install_path.is_relative_to(home / folder):
            return platform
    return UNKNOWN


def _unquoted(value: str) -> str:
    quoted = re.fullmatch(r"""(["'])(.*)\1""", value)
    return quoted[2] if quoted else re.sub(r"\s+#.*", "", value)


def _plain(value: str) -> str:
    return re.sub(r"[^\x21-\x7e]+", "-", value).strip("-") or UNKNOWN
