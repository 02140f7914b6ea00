"""What is around a client under test: the clock of its run, and its environment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nemo_conformance.drivers import LocalClock

ClockOf = Callable[[str], LocalClock]


@dataclass(frozen=True, slots=True)
class Around:
    """``clock_of`` finds a run's clock by the run's name; ``env`` is added to a program's."""

    clock_of: ClockOf
    env: Mapping[str, str] = field(default_factory=dict[str, str])
