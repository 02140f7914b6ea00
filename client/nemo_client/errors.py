"""What can go wrong, by what the caller can do about it.

* NemoError
  - BadUsage              ask for something else, or set it up differently
    - BadSettings         mend the variable of the environment that is named
  - Unreachable           nothing arrived at the service: try again
    - Interrupted         the connection broke and nobody knows what arrived: look before repeating
  - Garbled               the reply cannot be understood: report it, or check NEMO_API_URL
  - Refused               the service said no; see ``code``
    - TokenRefused        get another token
    - SessionLost         open another session
    - OutOfCredits        follow ``link``, or top up
    - PlanBlocked         change the plan; credits do not help
    - RateLimited         come back later
    - FileTypeRefused     convert the file
    - FileTooLarge        compress or trim the file
  - FileMissing           name a file that is there
  - FileUnwritable        name another place for the result
  - NothingToExport       say first what should be made
  - Uncertain             the message's work may still be running: look at the state later
  - WorkFailed            the agent could not do it: say it differently
  - RenderFailed          the service could not render the timeline, twice: change it
  - RenderUnfinished      ask for ``render_id`` again later
  - DownloadFailed        ask for ``render_id`` again later

``outcome`` and ``reason`` are words of the driver protocol. No message holds a secret (C-SEC-2).
"""

from typing import ClassVar


class NemoError(Exception):
    """Anything this client raises on purpose; ``str`` is a sentence for the user."""

    outcome: ClassVar[str] = "failed"
    reason: ClassVar[str] = "unknown"


class BadUsage(NemoError):
    """What was asked for, or set up, cannot be; the message says what to change."""


class Unreachable(NemoError):
    """No connection: nothing was sent, so anything may be tried again."""

    reason = "network"


class Interrupted(Unreachable):
    """The connection broke after sending began: what was asked may have been done."""


class Garbled(NemoError):
    """The reply is not one the contract knows; ``status`` is its HTTP status."""

    reason = "protocol"

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class Refused(NemoError):
    """The service answered no with ``code``."""

    def __init__(self, message: str, *, code: int) -> None:
        super().__init__(message)
        self.code = code


class TokenRefused(Refused):
    """1001."""

    reason = "token"


class SessionLost(Refused):
    """1002."""

    reason = "session"


class OutOfCredits(Refused):
    """2001; ``link`` is where an anonymous user registers, empty for a registered one."""

    reason = "credits"

    def __init__(self, message: str, *, code: int, link: str = "") -> None:
        super().__init__(message, code=code)
        self.link = link


class PlanBlocked(Refused):
    """402: the plan, or attribution."""

    reason = "plan"


class RateLimited(Refused):
    """429, also after the one retry."""

    reason = "rate_limit"


class FileTypeRefused(Refused):
    """4001, found out here or by the service."""

    reason = "file_type"


class FileTooLarge(Refused):
    """4002, found out here or by the service."""

    reason = "file_size"


class FileMissing(NemoError):
    """A file to upload is not there or cannot be read."""

    reason = "file_missing"


class FileUnwritable(NemoError):
    """The result cannot be written where it should go."""


class NothingToExport(NemoError):
    """No track has anything on it."""

    reason = "no_draft"


class Uncertain(NemoError):
    """The stream broke or stayed silent, and the timeline did not change while we looked."""

    outcome = "gave_up"
    reason = "timeout"


class WorkFailed(NemoError):
    """The agent's stream told an error without a code that means something to us."""


class RenderFailed(NemoError):
    """Two jobs failed."""

    reason = "render_failed"


class RenderUnfinished(NemoError):
    """The job had not ended after the last poll; it goes on without us."""

    outcome = "gave_up"
    reason = "timeout"

    def __init__(self, message: str, *, render_id: str) -> None:
        super().__init__(message)
        self.render_id = render_id


class DownloadFailed(NemoError):
    """The video is ready, but neither address gave a whole file."""

    reason = "network"

    def __init__(self, message: str, *, render_id: str) -> None:
        super().__init__(message)
        self.render_id = render_id
