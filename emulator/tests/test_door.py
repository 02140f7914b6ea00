"""Sockets that listen before there is a server."""

import socket

import pytest

from nemo_emulator.door import listen


def test_who_comes_early_waits() -> None:
    """The connection is there although nobody serves yet."""
    (one,) = listen("127.0.0.1", 0)

    with one, socket.create_connection(one.getsockname(), timeout=5) as client:
        assert client.getpeername() == one.getsockname()


def test_a_name_with_two_addresses_gets_one_port() -> None:
    """IPv4 and IPv6 of localhost, where both are there, answer at the same port."""
    sockets = listen("localhost", 0)
    ports = {one.getsockname()[1] for one in sockets}
    for one in sockets:
        one.close()

    assert len(ports) == 1


def test_no_delay_can_be_turned_off() -> None:
    """asyncio turns Nagle's delay off only for sockets that are named TCP."""
    (one,) = listen("127.0.0.1", 0)

    with one:
        assert one.proto == socket.IPPROTO_TCP


def test_a_taken_port_is_said_so() -> None:
    (one,) = listen("127.0.0.1", 0)

    with one, pytest.raises(OSError, match="is taken; name another --port"):
        listen("127.0.0.1", one.getsockname()[1])


def test_a_host_without_an_address_is_said_so() -> None:
    with pytest.raises(OSError, match="There is no address for no-such-host"):
        listen("no-such-host.invalid", 0)


def test_an_address_of_another_machine_is_said_so() -> None:
    with pytest.raises(OSError, match=r"192\.0\.2\.1:0 cannot be listened at"):
        listen("192.0.2.1", 0)
