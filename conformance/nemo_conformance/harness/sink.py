"""A proxy that leads nowhere: what a client sends to any other host is seen there, and refused.

Proxy variables point to it. Programs that ignore them are not seen; what they do outside is
neither praised nor blamed.
"""

from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
PROXIES: Final = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
WRONG_WAY: Final = (
    "The client sent a request for 127.0.0.1 through HTTP_PROXY although NO_PROXY names it. "
    "Mend that, or say --no-egress-watch."
)
Hear = Callable[[str, Mapping[str, str]], None]
"""Is told of a host and the headers of a request for it; CONNECT shows no headers of the inside."""


class Sink:
    """A context manager; ``heard`` is told of everything, ``lost`` says that a client is lost."""

    def __init__(self) -> None:
        self.heard: Hear = lambda host, headers: None
        self.lost = False

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def env(self) -> Mapping[str, str]:
        """The variables that lead a program here, in the ways that programs read them."""
        url, here = f"http://127.0.0.1:{self._server.server_port}", ",".join(sorted(HERE))
        both = dict.fromkeys(PROXIES, url) | {"NO_PROXY": here}
        small = {name.lower(): value for name, value in both.items()}
        return {**both, **small, "NODE_USE_ENV_PROXY": "1"}

    def met(self, host: str, headers: Mapping[str, str]) -> None:
        """Somebody wants to go there."""
        if host in HERE:
            self.lost = True
        elif host:
            self.heard(host, headers)


def _handler(sink: Sink) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _refuse(self) -> None:
            tunnel = self.command == "CONNECT"
            host = urlsplit(f"//{self.path}" if tunnel else self.path).hostname or ""
            sink.met(host, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(502, "Nothing but the API can be reached in a conformance run")
            self.send_header("Content-Length", "0")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do_CONNECT = _refuse  # noqa: N815

        def log_message(self, *args: object) -> None:
            """Nothing is logged."""

    return Handler
