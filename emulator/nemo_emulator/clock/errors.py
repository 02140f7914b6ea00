"""What a clock refuses, by what the caller can do next.

ClockError
├── BadTime       name another time
├── BadWait       ask again in another way
├── NothingSent   ask later, or for an earlier byte
└── RunOver       stop
"""


class ClockError(Exception):
    """The root: a sentence for the author of the caller."""


class BadTime(ClockError):
    """A time or a scale that no clock can show."""


class BadWait(ClockError):
    """A wait that contradicts what the clock knows of the client."""


class NothingSent(ClockError):
    """The byte was not sent."""


class RunOver(ClockError):
    """The run ended while its client waited."""
