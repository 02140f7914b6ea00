"""Which network addresses a stranger may send us to. Pure."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_CLOSED_V4: Final = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
            *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
"""IANA's special-purpose blocks (RFC 6890): ``is_global`` differs between Python versions."""

_OPEN_V6: Final = IPv6Network("2000::/3")
_CLOSED_V6: Final = tuple(
    map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)
"""Inside the global block: protocols and Teredo, documentation, 6to4."""

_NAT64: Final = IPv6Network("64:ff9b::/96")


def reachable(text: str, allowed: Sequence[Network]) -> bool:
    """Whether ``text`` is an address on the public internet, or in one of ``allowed``."""
    address = _unwrapped(ip_address(text))
    return _public(address) or any(address in network for network in allowed)


def _unwrapped(address: Address) -> Address:
    """The IPv4 address to which a mapped or translated IPv6 address leads."""
    if isinstance(address, IPv6Address) and address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def _public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    return address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)
