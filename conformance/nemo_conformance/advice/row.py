"""One piece of advice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """For the author of a client that breaks a rule.

    ``why`` says what the rule protects; ``wrong`` is the shortest story that breaks it, a line an
    event with the virtual second first and ``<-`` where it goes wrong; ``fix`` says what to do.
    """

    why: str
    wrong: tuple[str, ...]
    fix: str
