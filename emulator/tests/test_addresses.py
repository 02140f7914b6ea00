"""Which addresses a stranger may send us to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.addresses import Network, reachable

PUBLIC = [
    "93.184.215.14",
    "1.1.1.1",
    "2606:4700:4700::1111",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
]
CLOSED = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "233.252.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "fe80::1",
    "fe80::1%lo",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open(address: str) -> None:
    """Addresses on the public internet may be reached, wrapped ones too."""
    assert reachable(address, [])


@pytest.mark.parametrize("address", CLOSED)
def test_other_addresses_are_closed(address: str) -> None:
    """Private, loopback, link-local, shared, reserved, multicast and tunnelled ones may not."""
    assert not reachable(address, [])


def test_allowed_networks_are_open() -> None:
    """A network that was allowed may be reached, and its neighbours may not."""
    allowed: list[Network] = [IPv4Network("127.0.0.1/32"), IPv6Network("::1/128")]

    assert reachable("127.0.0.1", allowed)
    assert reachable("::ffff:127.0.0.1", allowed)
    assert reachable("::1", allowed)
    assert not reachable("127.0.0.2", allowed)
    assert not reachable("10.0.0.1", allowed)


@given(st.integers(0, 2**32 - 1))
def test_wrapping_changes_nothing(number: int) -> None:
    """An IPv4 address is as open when it is mapped or translated into IPv6."""
    plain = reachable(str(IPv4Address(number)), [])

    mapped = reachable(str(IPv6Address((0xFFFF << 32) + number)), [])
    translated = reachable(str(IPv6Address(int(IPv6Address("64:ff9b::")) + number)), [])

    assert plain == mapped == translated
