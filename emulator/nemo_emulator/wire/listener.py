"""An accept loop of our own, for what only a listening socket can do: refuse, and let wait."""

import asyncio
import contextlib
import socket
from collections.abc import Callable

from nemo_emulator.clock import Clock


class Listener:
    """Accepts connections for a protocol factory; bound when made, port 0 takes any free one.

    uvicorn runs beside it without a socket of its own: ``Server.serve(sockets=[])``. Raises
    ``OSError`` when the port is taken.
    """

    def __init__(
        self,
        factory: Callable[[], asyncio.Protocol],
        clock: Clock,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        backlog: int = 4096,
    ) -> None:
        self._factory = factory
        self._clock = clock
        self._backlog = backlog
        self.host, self.port = host, port
        self._gate = asyncio.Event()
        self._gate.set()
        self._socket: socket.socket | None = None
        self._task: asyncio.Task[None] | None = None
        self.open()

    def open(self) -> None:
        """Listen, on the port of before."""
        if self._socket is not None:
            return
        self._socket = listening(self.host, self.port, self._backlog)
        self.port = self._socket.getsockname()[1]
        self._task = asyncio.get_running_loop().create_task(self._accept(self._socket))

    async def close(self) -> None:
        """Listen no more: connecting is refused. What is connected stays so."""
        task, sock = self._task, self._socket
        self._task = self._socket = None
        if task is None or sock is None:
            return
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        sock.close()

    async def refuse(self, seconds: float) -> None:
        """Connecting fails for so many real seconds; then we listen again."""
        await self.close()
        await self._clock.sleep(seconds)
        self.open()

    def hold(self) -> None:
        """Accept nobody: connecting succeeds, and then nothing happens."""
        self._gate.clear()

    def let_in(self) -> None:
        """Accept those who wait, and everybody after them."""
        self._gate.set()

    async def _accept(self, sock: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._gate.wait()
            connection, _ = await loop.sock_accept(sock)
            await self._gate.wait()
            with contextlib.suppress(OSError):
                await loop.connect_accepted_socket(self._factory, connection)


def listening(host: str, port: int, backlog: int) -> socket.socket:
    """A socket that listens, without Nagle's delay. Raises ``OSError`` when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.settimeout(0)
        sock.bind((host, port))
        sock.listen(backlog)
    except OSError:
        sock.close()
        raise
    return sock
