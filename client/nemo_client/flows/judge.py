"""What a reply means: accepted, refused with a code, or unclear (C-ERR-3, C-ERR-5)."""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from nemo_client import errors
from nemo_client.flows.desk import Desk
from nemo_client.flows.steps import Reply
from nemo_client.formats import ACCEPTED, LIMIT
from nemo_client.wording import readable, sentence
from nemo_contract.codes import STATUS_STYLE, Code

DEEPEST: Final = 100
MALFORMED: Final = 422
"""What was asked can never be done as it was said: later changes nothing."""
BY_STATUS: Final = MappingProxyType(
    {status: code for code, status in STATUS_STYLE.items() if status not in (200, 402, 404)}
    | {402: Code.EXPORT_BLOCKED, 404: Code.NOT_FOUND}
)
"""What a bare HTTP status stands for, when the body has no code."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Success; ``body`` is the JSON object that came, ``data`` what lies in its envelope."""

    body: Mapping[str, Any]

    @property
    def data(self) -> Mapping[str, Any]:
        """The envelope's ``data``; empty when it holds no object."""
        data = self.body.get("data")
        return data if isinstance(data, dict) else {}


@dataclass(frozen=True, slots=True)
class Refusal:
    """The service said no."""

    code: int
    message: str
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not a reply of the contract; nobody knows whether the request was carried out."""

    status: int


Verdict = Accepted | Refusal | Unclear


def judge(reply: Reply) -> Verdict:
    """C-ERR-3, C-ERR-5: either style is read, and the code in the body beats the HTTP status."""
    if reply.streaming or reply.saved is not None:
        return Accepted({})
    body = _object(reply.body)
    code = _code(body)
    if code and not _is_server_fault(reply.status, code):
        return Refusal(code, readable((body or {}).get("message")), _retry_after(reply))
    if code or reply.status >= 500:
        return Unclear(reply.status)
    if reply.status >= 400:
        known = BY_STATUS.get(reply.status, reply.status)
        return Refusal(int(known), "", _retry_after(reply))
    return Unclear(reply.status) if body is None or reply.status >= 300 else Accepted(body)


def error_of(desk: Desk, refusal: Refusal) -> errors.NemoError:
    """The refusal as an error that says what to do next."""
    explain = _EXPLAIN.get(refusal.code, _other)
    return explain(desk, refusal)


def garbled(unclear: Unclear) -> errors.Garbled:
    """For a reply that cannot be read."""
    if unclear.status >= 500:
        text = f"The service has trouble (HTTP {unclear.status}). Try again in a minute."
    else:
        text = "The answer is not one of the video service's. Check NEMO_API_URL, then try again."
    return errors.Garbled(text, status=unclear.status)


def _token(desk: Desk, refusal: Refusal) -> errors.NemoError:
    """Whose token it was decides what to do (C-AUTH-4)."""
    if desk.has_own_token:
        text = (
            "The service refused the token in NEMO_TOKEN. "
            "Renew it, or unset NEMO_TOKEN to go on with a free one."
        )
    else:
        text = "The service refused the access it had given a moment ago. Try again in a minute."
    return errors.TokenRefused(text, code=refusal.code)


def _session(_desk: Desk, refusal: Refusal) -> errors.NemoError:
    text = "The service lost the session twice. Start again in a minute."
    return errors.SessionLost(text, code=refusal.code)


def _credits(desk: Desk, refusal: Refusal) -> errors.NemoError:
    """C-CRED-2: a link for the anonymous user, advice for the registered one."""
    if not desk.has_own_token or desk.user_id.startswith("anon_"):
        link = f"{desk.profile.web}/register?bind={quote(desk.user_id, safe='')}"
        text = f"The free credits are used up. Register to go on, your work is kept: {link}"
        return errors.OutOfCredits(text, code=refusal.code, link=link)
    text = f"Your credits are used up. Top up your account at {desk.profile.web}, then try again."
    return errors.OutOfCredits(text, code=refusal.code)


def _plan(_desk: Desk, refusal: Refusal) -> errors.NemoError:
    """C-ERR-1: the plan, never credits."""
    text = (
        "Your plan does not allow this: exporting needs a plan that includes it. "
        "It is not about credits."
    )
    return errors.PlanBlocked(text, code=refusal.code)


def _rate(_desk: Desk, refusal: Refusal) -> errors.NemoError:
    """After the one retry (C-ERR-2)."""
    text = (
        "The service is limiting requests and refused again after a pause. "
        "Come back later, or use a NEMO_TOKEN of your own."
    )
    return errors.RateLimited(text, code=refusal.code)


def _file_type(_desk: Desk, refusal: Refusal) -> errors.NemoError:
    """With the formats that would do (C-UP-1)."""
    said = f": {refusal.message}" if refusal.message else ""
    what = sentence(f"The service did not take the file{said}")
    text = f"{what} Send a whole file of one of these: {', '.join(ACCEPTED)}."
    return errors.FileTypeRefused(text, code=refusal.code)


def _file_size(_desk: Desk, refusal: Refusal) -> errors.NemoError:
    """With what to do about it (C-UP-1)."""
    text = f"The file is larger than {LIMIT // 2**20} MB. Compress or trim it and upload it again."
    return errors.FileTooLarge(text, code=refusal.code)


def _other(_desk: Desk, refusal: Refusal) -> errors.NemoError:
    """A code that nobody knows (C-ERR-3)."""
    said = f": {refusal.message}" if refusal.message else ""
    what = sentence(f"The service refused (code {refusal.code}){said}")
    advice = (
        "Change that, then try again."
        if said and refusal.code == MALFORMED
        else "Try again later; if it stays, report the code."
    )
    text = f"{what} {advice}"
    return errors.Refused(text, code=refusal.code)


_EXPLAIN: Final[Mapping[int, Callable[[Desk, Refusal], errors.NemoError]]] = MappingProxyType(
    {
        Code.BAD_TOKEN: _token,
        Code.SESSION_NOT_FOUND: _session,
        Code.NO_CREDITS: _credits,
        Code.UNSUPPORTED_FILE: _file_type,
        Code.FILE_TOO_LARGE: _file_size,
        Code.EXPORT_BLOCKED: _plan,
        Code.RATE_LIMITED: _rate,
    }
)


def _object(body: bytes) -> dict[str, Any] | None:
    """The JSON object; None for anything else, and for what could not be written again."""
    try:
        value = json.loads(body, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and _is_flat(value) else None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no JSON number")
    return number


def _is_flat(value: object) -> bool:
    """Nested no deeper than what the contract's documents could ever be."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return True
    return False


def _inside(value: object) -> Iterable[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (one for one in inner if isinstance(one, dict | list))


def _code(body: dict[str, Any] | None) -> int:
    """The envelope's code; 0 when there is none, -1 for a failure without a number."""
    code = (body or {}).get("code")
    if isinstance(code, str) and code.isascii() and code.isdigit():
        return int(code)
    if isinstance(code, int) and not isinstance(code, bool):
        return code
    return -1 if code is not None or (body or {}).get("success") is False else 0


def _is_server_fault(status: int, code: int) -> bool:
    """A fault of the server leaves open what was done, unless its code says no (C-ERR-4)."""
    return 500 <= code < 600 or (status >= 500 and code not in set(Code))


def _retry_after(reply: Reply) -> float:
    value = reply.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else 0.0
