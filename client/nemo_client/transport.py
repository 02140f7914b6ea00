"""From requests and replies of the flows to those of httpx and back, for both drivers."""

import hashlib
import json
import ssl
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final

import httpx

from nemo_client.errors import FileUnwritable
from nemo_client.flows.steps import Broken, Reply, Request, Saved
from nemo_client.multipart import Multipart

LONGEST_REPLY: Final = 32 * 1024 * 1024
TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)
UPLOAD_TIMEOUT: Final = httpx.Timeout(300.0, connect=10.0)
NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
FAULTS: Final = (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL, OSError)


def trusting(*, environment: bool) -> dict[str, Any]:
    """What a new httpx client takes: whom to trust, and whether the environment has a say in that.

    Certificates are read once a process, not once a client: that would cost each of them 17 ms.
    """
    return {"trust_env": environment, "verify": _certificates(environment)}


@cache
def _certificates(environment: bool) -> ssl.SSLContext:  # noqa: FBT001 - the key of the cache
    return httpx.create_ssl_context(trust_env=environment)


def options(request: Request, multipart: Multipart | None) -> dict[str, Any]:
    """What ``build_request`` of either httpx client takes, the body apart."""
    typed = {} if request.json is None else {"Content-Type": "application/json"}
    headers = {**request.headers, **(multipart.headers if multipart else typed)}
    timeout = UPLOAD_TIMEOUT if multipart else TIMEOUT
    return {
        "method": request.method,
        "url": request.url,
        "headers": headers,
        "timeout": timeout,
    }


def written(request: Request) -> bytes | None:
    """The JSON body, if there is one: plain ASCII, so that every string survives."""
    return None if request.json is None else json.dumps(request.json).encode("ascii")


def framed(request: Request, boundary: str) -> Multipart | None:
    """The body of an upload, None for any other request."""
    return Multipart(request.sources, boundary) if request.sources else None


def reply(response: httpx.Response, now: float, **more: Any) -> Reply:
    """The flows' view of a reply."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(now, response.status_code, headers, **more)


def broken(error: Exception, now: float) -> Broken:
    """No reply: only a connection that was never made is sure to have carried nothing (C-ERR-4)."""
    return Broken(now, sent=not isinstance(error, NOT_SENT))


def is_stream(response: httpx.Response) -> bool:
    """Whether events follow; a refusal comes as JSON instead (contract.md, section 1)."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return response.status_code == 200 and kind == "text/event-stream"


def is_file(response: httpx.Response) -> bool:
    """Whether a file follows; a code in HTTP 200 is JSON."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return response.status_code == 200 and kind != "application/json"


def let_stream_be_silent(request: httpx.Request) -> None:
    """From the headers on, the flow alone decides how long a silence may last (C-SSE-8)."""
    request.extensions["timeout"]["read"] = None


@dataclass(slots=True)
class Sink:
    """A file being written, its length and digest."""

    file: BinaryIO
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, data: bytes) -> None:
        """Append."""
        self.file.write(data)
        self.size += len(data)
        self.digest.update(data)

    def saved(self, response: httpx.Response) -> Saved:
        """What was written; whole when its length is the announced one, or its end was."""
        length = response.headers.get("content-length", "")
        chunked = "chunked" in response.headers.get("transfer-encoding", "").lower()
        whole = response.num_bytes_downloaded == int(length) if length.isdigit() else chunked
        return Saved(self.size, self.digest.hexdigest(), whole)


def open_sink(path: Path) -> Sink:
    """Make the file, and its folder where only that is missing. Raises ``FileUnwritable``."""
    try:
        path.parent.mkdir(exist_ok=True)
        return Sink(path.open("wb"))
    except OSError as error:
        raise FileUnwritable(f"{path.parent} cannot be written to. Name another place.") from error
