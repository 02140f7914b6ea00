"""A listening socket that can refuse and let wait."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from time import monotonic

import pytest
from emulator.tests.wire_stage import LOOPS

from nemo_emulator.clock import ScaledClock
from nemo_emulator.wire import Listener

Play = Callable[[Listener], Awaitable[None]]


class Echo(asyncio.Protocol):
    """Says what it hears."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(data)  # type: ignore[attr-defined]


@pytest.fixture(params=LOOPS)
def on_loop(request: pytest.FixtureRequest) -> Iterator[Callable[[Play], None]]:
    """Runs a play with a listener, on either loop."""
    loop = LOOPS[request.param]()

    async def run(play: Play) -> None:
        listener = Listener(Echo, ScaledClock())
        try:
            await play(listener)
        finally:
            await listener.close()

    yield lambda play: loop.run_until_complete(asyncio.wait_for(run(play), 10))
    loop.close()


async def connect(listener: Listener) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", listener.port)


async def echoed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    writer.write(b"hello")
    return await reader.read(5)


def test_it_accepts(on_loop: Callable[[Play], None]) -> None:
    """Several at once, each with its own protocol; without Nagle's delay."""

    async def play(listener: Listener) -> None:
        pairs = [await connect(listener) for _ in range(3)]
        assert [await echoed(*pair) for pair in pairs] == [b"hello"] * 3
        for _, writer in pairs:
            writer.close()
            await writer.wait_closed()

    on_loop(play)


def test_it_refuses_for_a_while(on_loop: Callable[[Play], None]) -> None:
    """True refusals; what is connected stays; then the same port listens again."""

    async def play(listener: Listener) -> None:
        port = listener.port
        reader, writer = await connect(listener)
        assert await echoed(reader, writer) == b"hello"
        closed = asyncio.ensure_future(listener.refuse(0.2))
        await asyncio.sleep(0.05)
        with pytest.raises(ConnectionRefusedError):
            await connect(listener)
        assert await echoed(reader, writer) == b"hello"
        await closed
        again = await connect(listener)
        assert await echoed(*again) == b"hello"
        assert listener.port == port
        for one in (writer, again[1]):
            one.close()
            await one.wait_closed()

    on_loop(play)


def test_it_lets_wait(on_loop: Callable[[Play], None]) -> None:
    """Connecting succeeds at once; an answer comes when the gate opens."""

    async def play(listener: Listener) -> None:
        listener.hold()
        began = monotonic()
        reader, writer = await connect(listener)
        asyncio.get_running_loop().call_later(0.2, listener.let_in)
        assert await echoed(reader, writer) == b"hello"
        assert monotonic() - began >= 0.18
        writer.close()
        await writer.wait_closed()

    on_loop(play)


def test_it_opens_and_closes_once(on_loop: Callable[[Play], None]) -> None:
    """A second time nothing happens."""

    async def play(listener: Listener) -> None:
        port = listener.port
        listener.open()
        assert listener.port == port
        await listener.close()
        await listener.close()
        with pytest.raises(ConnectionRefusedError):
            await connect(listener)

    on_loop(play)


def test_a_taken_port_is_said(on_loop: Callable[[Play], None]) -> None:
    async def play(listener: Listener) -> None:
        with pytest.raises(OSError, match="in use"):
            Listener(Echo, ScaledClock(), port=listener.port)

    on_loop(play)


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_it_listens_on_the_other_family_too(on_loop: Callable[[Play], None]) -> None:
    async def play(_: Listener) -> None:
        try:
            six = Listener(Echo, ScaledClock(), host="::1")
        except OSError:
            pytest.skip("no IPv6 loopback here")
        reader, writer = await asyncio.open_connection("::1", six.port)
        assert await echoed(reader, writer) == b"hello"
        writer.close()
        await writer.wait_closed()
        await six.close()

    on_loop(play)
