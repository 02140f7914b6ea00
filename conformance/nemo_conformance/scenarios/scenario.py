"""A scenario as data, read from TOML or JSON and written again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from nemo_conformance.driver.words import Capability, Consent
from nemo_conformance.record import TokenGiven
from nemo_conformance.scenarios.wishes import Line, needs, parse
from nemo_contract import CATALOGUE

WITHOUT_FILES: Final = MappingProxyType(
    {
        "upload photo.jpg": "",
        "send turn this photo into a video": "send generate a clip of a calm beach",
    }
)
"""What a client that cannot upload is asked for instead."""
STRICT: Final = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How the server is set up and what the user has. ``grant`` and prices in credits.

    ``skill`` puts a SKILL.md with front matter at the install path, under this folder of the home;
    ``source`` is the environment's ``SKILL_SOURCE``. ``real_render`` renders every clip, where
    otherwise one is played. ``novel`` puts keys that nobody knows into every part of a draft,
    ``abroad`` the files at another origin than the API's. ``screen`` lets every answer speak of a
    screen, at this place of the paragraph (``GuiPlace``).
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    dialect: str = "typed"
    style: str = "envelope"
    shape: str = "superset"
    on_leave: str = "continue"
    token: TokenGiven = TokenGiven.NONE
    consent: Consent = Consent.NEVER
    grant: int = 1000
    message: int = 5
    skill: str = ""
    source: str = ""
    real_render: bool = False
    novel: bool = False
    abroad: bool = False
    screen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """``wishes`` and ``faults`` are lines; ``tests`` are the rules that it exposes."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    story: str = ""
    tests: tuple[str, ...] = ()
    wishes: tuple[str, ...]
    faults: tuple[str, ...] = ()
    world: World = field(default_factory=World)
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a wish that cannot be read and a rule that does not exist."""
        for line in self.wishes:
            parse(line)
        for rule in self.tests:
            if rule not in CATALOGUE:
                raise ValueError(f"{self.name} tests {rule}, which is no requirement.")

    @property
    def lines(self) -> tuple[Line, ...]:
        """The wishes, read."""
        return tuple(map(parse, self.wishes))

    def fitted(self, can: frozenset[Capability]) -> "Scenario":
        """As a client can play it.

        Who cannot upload has a clip generated instead; who cannot be told to connect does so when
        there is something else to do.
        """
        wishes: Iterable[str] = self.wishes
        if Capability.CONNECT not in can:
            wishes = [line for line in wishes if line != "connect"] or wishes
        flawed = any(file.flaw for one in self.lines for file in one.files)
        if Capability.UPLOAD_FILE not in can and not flawed:
            wishes = [WITHOUT_FILES.get(line, line) for line in wishes]
        return replace(self, wishes=tuple(line for line in wishes if line))

    def lacking(self, can: frozenset[Capability]) -> frozenset[Capability]:
        """What a client would have to be able to do besides."""
        return frozenset().union(*(needs(line, can) for line in self.lines))


_ONE: Final[TypeAdapter[Scenario]] = TypeAdapter(Scenario)
_MANY: Final[TypeAdapter[tuple[Scenario, ...]]] = TypeAdapter(tuple[Scenario, ...])


def read(text: str | bytes) -> Scenario:
    """A scenario from JSON. Raises ``ValueError`` with a sentence."""
    try:
        return _ONE.validate_json(text)
    except ValidationError as error:
        raise ValueError(f"This is no scenario: {error.errors()[0]['msg']}.") from error


def table(values: Any) -> tuple[Scenario, ...]:
    """Scenarios from the ``scenario`` tables of a TOML file."""
    return _MANY.validate_python(values)


def written(scenario: Scenario) -> str:
    """A scenario as JSON, without what is as it always is."""
    return json.dumps(_brief(scenario), ensure_ascii=False, indent=1) + "\n"


def snippet(scenario: Scenario) -> str:
    """A scenario as a curated one is written, to be pasted."""
    data = _brief(scenario)
    world = data.pop("world", None)
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in data.items()]
    if world:
        pairs = ", ".join(f"{key} = {json.dumps(value)}" for key, value in world.items())
        lines.append(f"world = {{ {pairs} }}")
    return "[[scenario]]\n" + "\n".join(lines) + "\n"


def _brief(scenario: Scenario) -> dict[str, Any]:
    data: dict[str, Any] = _ONE.dump_python(scenario, mode="json")
    plain = _ONE.dump_python(Scenario(name="", wishes=()), mode="json")
    kept = {key: value for key, value in data.items() if value != plain[key]}
    if "world" in kept:
        kept["world"] = {k: v for k, v in data["world"].items() if v != plain["world"][k]}
    return kept
