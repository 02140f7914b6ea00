"""What is asked of the operating system about one socket. Every call is safe on a closed one."""

import array
import contextlib
import socket
import struct
from typing import Any, Final

_LINGER_NOT: Final = struct.pack("ii", 1, 0)


def reset_on_close(sock: Any) -> None:
    """Closing this socket will send RST instead of FIN."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)


def unacknowledged(sock: Any) -> int:
    """Bytes that the peer's kernel has not acknowledged; 0 where that cannot be known."""
    left = array.array("i", [0])
    with contextlib.suppress(ImportError, OSError, ValueError):
        import fcntl  # noqa: PLC0415 -- Windows has none
        import termios  # noqa: PLC0415

        fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, left)
    return left[0]
