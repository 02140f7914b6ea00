"""What is asked of the operating system about one socket. Every call is safe on a closed one."""

import array
import contextlib
import socket
import struct
import sys
from typing import Any, Final

if sys.platform != "win32":
    import fcntl
    import termios

_LINGER_NOT: Final = struct.pack("ii", 1, 0)


def reset_on_close(sock: Any) -> None:
    """Closing this socket will send RST instead of FIN."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)


def unacknowledged(sock: Any) -> int:
    """Bytes that the peer's kernel has not acknowledged; 0 where that cannot be known."""
    if sys.platform == "win32":
        return 0
    left = array.array("i", [0])
    with contextlib.suppress(OSError, ValueError):
        fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, left)
    return left[0]
