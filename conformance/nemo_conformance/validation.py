"""``validate-driver``: whether a program speaks nemo-driver/1, step by step, before any rule.

A step that fails ends the trial: what comes after would only fail again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from nemo_conformance.clock import real_seconds
from nemo_conformance.driver.words import Capability, Joins
from nemo_conformance.drivers import Joined, NoDriver, StdioDriver
from nemo_conformance.harness import Harness
from nemo_conformance.processes import CannotStart
from nemo_conformance.record import Broke, Ended, Record
from nemo_conformance.scenarios import Scenario, parse
from nemo_conformance.scenarios.wishes import needs
from nemo_contract import Tier

TRIED: Final = (
    "connect",
    "send generate a clip of a calm beach",
    "say hello",
    "upload photo.jpg",
    "credits",
    "state",
    "export",
)
"""A line for each operation; those that the driver did not declare are left out."""
BYE: Final = 5.0


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried; ``why`` it is wrong, empty when it is right."""

    what: str
    why: str = ""

    @property
    def ok(self) -> bool:
        return not self.why


@dataclass(slots=True)
class Trial:
    """One driver on trial."""

    harness: Harness
    driver: StdioDriver

    def run(self) -> Iterator[Step]:
        """Every step up to the first that fails."""
        can = self.driver.hello.can
        yield Step(f"says hello: {_names(self.driver)}")
        yield Step("declares capabilities", "" if can else "none; declare what the client can do")
        wishes = tuple(one for one in TRIED if not needs(parse(one), can))
        yield from self._plays("starts and stops a run without a wish", (), _whole)
        yield from self._plays(
            f"does {len(wishes)} operations: {', '.join(wishes)}", wishes, _whole
        )
        yield from self._plays("does the same in a second run of the process", wishes, _whole)
        if Joins.COOP in self.driver.hello.joins and Capability.CREDITS in can:
            yield from self._plays("keeps the kit's time", TIMED, _waited, FAULT)
        yield self._leaves()

    def _plays(
        self,
        what: str,
        wishes: tuple[str, ...],
        wrong: Callable[[Record], str],
        faults: tuple[str, ...] = (),
    ) -> Iterator[Step]:
        scenario = Scenario(name="trial", wishes=wishes, faults=faults)
        played = self.harness.play(scenario, self.driver)
        why = played.record.broken or wrong(played.record)
        yield Step(what, why)
        if why:
            raise NoDriver(why)

    def _leaves(self) -> Step:
        what, began = f"exits within {BYE:.0f} s of bye", real_seconds()
        self.driver.close()
        late = real_seconds() - began >= BYE
        return Step(
            what, "it had to be killed; exit when bye comes or stdin closes" if late else ""
        )


TIMED: Final = ("credits",)
FAULT: Final = ("credits#1: 429",)
"""The client has half a minute to wait here, and on the kit's clock that takes no time."""


def _whole(record: Record) -> str:
    """What is missing in a run."""
    for one in record.heard:
        match one:
            case Broke(message=message):
                return message
            case Ended(n=n, outcome=outcome, reason=None) if outcome not in ("done", "unsupported"):
                return f"result {n} is {outcome} and says no reason"
            case _:
                pass
    return ""


def _waited(record: Record) -> str:
    visits = [one.at for one in record.visits if one.operation == "credits"]
    if record.setup.tier is Tier.COOPERATIVE and len(visits) > 1 and visits[1] - visits[0] < 29:
        return "it asked again at once; let every wait of the client go through clock.url/wait"
    return _whole(record)


def _names(driver: StdioDriver) -> str:
    who, tier = driver.hello.client, Joined.best(driver).tier
    able = ", ".join(sorted(driver.hello.can))
    return f"{who.name} {who.version or ''}".strip() + f" ({tier}) can {able}"


def validate(command: tuple[str, ...], *, lenient: bool = False) -> Iterator[Step]:
    """Try a driver; the last step is the first that failed, if any did."""
    with Harness() as harness:
        try:
            driver = StdioDriver(
                command, version=version("nemulator"), lenient=lenient, env=harness.around.env
            )
        except (NoDriver, CannotStart) as error:
            yield Step("says hello", str(error))
            return
        try:
            yield from Trial(harness, driver).run()
        except NoDriver:
            driver.close()
