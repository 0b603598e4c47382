"""Which network addresses may be connected to: those of the public internet, however they are written.

A page, a redirect or a DNS answer may point at this machine, at the network it stands in, or at a cloud's metadata service. What counts is
the address that is connected to, not the name: `http://2130706433/`, `http://0x7f.1/` and a name that resolves to 127.0.0.1 only at the
second look-up all end here.
"""

import ipaddress
from typing import TypeAlias

__all__ = ["is_metadata", "is_public"]

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
# What some versions of Python call global: carriers' networks, IETF's own, benchmarks, 6to4's relays, old site-locals, local NAT64.
_NETWORKS = (
    "0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 240.0.0.0/4 fec0::/10 64:ff9b:1::/48 100::/64 2001::/23 2002::/16"
)
_REFUSED = tuple(ipaddress.ip_network(network) for network in _NETWORKS.split())
# Where clouds tell a machine its secrets: the link-local networks, and what Azure, Alibaba, Oracle, Amazon and Google have besides.
_METADATA = tuple(
    ipaddress.ip_network(network)
    for network in "169.254.0.0/16 fe80::/10 168.63.129.16 100.100.100.200 192.0.0.192 fd00:ec2::/32 fd20:ce::/32".split()
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet.

    Args:
        address: An IPv4 or IPv6 address as `getaddrinfo` and `getpeername` give it, a zone index included.

    Returns:
        False for loopback, private, link-local, multicast, reserved and unspecified addresses, for those of carriers' networks, for IPv6
        addresses that carry such an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), and for what is no address.
    """
    parsed = _parsed(address)
    return parsed is not None and not is_metadata(address) and all(_is_global(each) for each in _carried(parsed))


def is_metadata(address: str) -> bool:
    """Tell whether an address is one at which a cloud tells a machine its secrets, or may be: no server of one's own is there.

    Args:
        address: As for `is_public`.
    """
    parsed = _parsed(address)
    return parsed is not None and any(each in network for each in _carried(parsed) for network in _METADATA)


def _parsed(address: str) -> _Address | None:
    try:
        return ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None


def _is_global(address: _Address) -> bool:
    refused = any(address.version == network.version and address in network for network in _REFUSED)
    return address.is_global and not address.is_multicast and not address.is_reserved and not refused


def _carried(address: _Address) -> list[_Address]:
    """The address that it comes to: the IPv4 address inside an IPv6 one, where there is one."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in _NAT64 or int(address) < 1 << 32:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address]
