"""Sockets that listen before the server is loaded: who comes early waits, and is not refused."""

import socket
from contextlib import ExitStack
from errno import EADDRINUSE
from typing import Final

BACKLOG: Final = 4096
_TCP: Final = socket.IPPROTO_TCP
"""Named, since asyncio turns Nagle's delay off only for sockets that say so."""


def listen(host: str, port: int) -> tuple[socket.socket, ...]:
    """One socket for each address of the host; port 0 is any free one, the same for all.

    Raises ``OSError`` with a sentence.
    """
    try:
        found = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=_TCP, flags=socket.AI_PASSIVE
        )
    except socket.gaierror:
        raise OSError(f"There is no address for {host}; name another --host.") from None
    with ExitStack() as opened:
        sockets: list[socket.socket] = []
        for family, address in dict.fromkeys((family, where[:2]) for family, *_, where in found):
            one = opened.enter_context(socket.socket(family, socket.SOCK_STREAM, _TCP))
            _bind(one, str(address[0]), port or (sockets[0].getsockname()[1] if sockets else 0))
            sockets.append(one)
        opened.pop_all()
    return tuple(sockets)


def _bind(one: socket.socket, host: str, port: int) -> None:
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if one.family == socket.AF_INET6:
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        one.bind((host, port))
        one.listen(BACKLOG)
    except OSError as error:
        if error.errno == EADDRINUSE:
            taken = f"{host}:{port} is taken; name another --port, or 0 for any free one."
            raise OSError(taken) from None
        raise OSError(f"{host}:{port} cannot be listened at ({error.strerror}).") from None
