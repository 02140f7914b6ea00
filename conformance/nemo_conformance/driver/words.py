"""The words of the driver protocol: closed sets, and what all its messages share."""

from enum import StrEnum
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

PROTOCOL: Final = "nemo-driver/1"
Protocol = Literal["nemo-driver/1"]


class Message(BaseModel):
    """One JSON object; fields that are not known are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def dump(self) -> dict[str, Any]:
        """The JSON value, with what was given and nothing else."""
        return self.model_dump(mode="json", exclude_unset=True)


class Capability(StrEnum):
    """What a client can do; an intent that it did not declare is never sent to it."""

    CHAT = "chat"
    CONNECT = "connect"
    SEND = "send"
    UPLOAD_FILE = "upload.file"
    UPLOAD_URL = "upload.url"
    STATE = "state"
    CREDITS = "credits"
    EXPORT = "export"
    CLAIM_LINK = "claim_link"
    CONSENT = "consent"


class Joins(StrEnum):
    """The ways of sharing the run's clock that a driver offers; none means real time only."""

    COOP = "coop"
    SCALE = "scale"


class ClockMode(StrEnum):
    """How a client shares the run's clock."""

    REAL = "real"
    SCALE = "scale"
    COOP = "coop"


class Consent(StrEnum):
    """What the user answers when asked."""

    NEVER = "never"
    ALWAYS = "always"


class Outcome(StrEnum):
    """How an intent ended."""

    DONE = "done"
    FAILED = "failed"
    GAVE_UP = "gave_up"
    UNSUPPORTED = "unsupported"
    NOT_ALLOWED = "not_allowed"


class Reason(StrEnum):
    """Why an intent was not done."""

    FILE_MISSING = "file_missing"
    TOKEN = "token"  # noqa: S105 - a name
    SESSION = "session"
    CREDITS = "credits"
    PLAN = "plan"
    FILE_TYPE = "file_type"
    FILE_SIZE = "file_size"
    RATE_LIMIT = "rate_limit"
    TIMEOUT = "timeout"
    RENDER_FAILED = "render_failed"
    NO_DRAFT = "no_draft"
    NETWORK = "network"
    PROTOCOL = "protocol"
    UNKNOWN = "unknown"


class TokenSource(StrEnum):
    """Where the client's token came from."""

    ENV = "env"
    ANONYMOUS = "anonymous"
