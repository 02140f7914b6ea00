"""What Schemathesis cannot know of this API: codes inside HTTP 200, waits that really wait."""

import os
from typing import Any

import requests
import schemathesis
from schemathesis import Case, CheckContext, Response
from schemathesis.core import NotSet

BAD_TOKEN = 1001


@schemathesis.hook
def before_call(context: Any, case: Case, kwargs: dict[str, Any]) -> None:
    """Waiting takes no time, and the clock of one case does not stop the next."""
    if case.path == "/__nemo/requests/wait":
        if isinstance(case.body, NotSet):
            case.body = {}
        if isinstance(case.body, dict) and _is_number(case.body.get("timeout", 0)):
            case.body["timeout"] = 0
    if case.path == "/__nemo/clock/wait":
        if isinstance(case.body, NotSet):
            case.body = {}
        if isinstance(case.body, dict):
            case.body["done"] = True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@schemathesis.serializer("application/zip")
def as_it_is(ctx: Any, value: Any) -> Any:
    """Bytes that are an archive or not."""
    return value.data if hasattr(value, "data") else bytes(str(value), "utf-8")


@schemathesis.check
def no_auth_hole(ctx: CheckContext, response: Response, case: Case) -> None:
    """Without a token the same request is refused with 1001, whatever the status."""
    if not case.operation.definition.raw.get("security") or response.status_code != 200:
        return
    asked = response.request
    headers = {k: v for k, v in asked.headers.items() if k.lower() != "authorization"}
    for more in ({}, {"Authorization": "Bearer nmv_usr_nobody"}):
        reply = requests.request(
            asked.method, asked.url, data=asked.body, headers=headers | more, timeout=30
        )
        refused = reply.status_code == 401 if asked.method == "HEAD" else code(reply) == BAD_TOKEN
        if not refused and not (asked.method == "HEAD" and envelope()):
            raise AssertionError(f"answered {reply.status_code} without a good token")


def code(reply: requests.Response) -> object:
    """The code of an envelope."""
    try:
        found = reply.json()
    except ValueError:
        return None
    return found.get("code") if isinstance(found, dict) else None


def envelope() -> bool:
    """Codes come inside HTTP 200."""
    control = os.environ["NEMO_FUZZ_CONTROL"]
    return bool(requests.get(f"{control}/health", timeout=30).json()["style"] == "envelope")
