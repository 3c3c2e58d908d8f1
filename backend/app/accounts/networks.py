"""Networks that people sign in from, as far as their addresses tell."""

from ipaddress import IPv6Address, ip_address
from typing import Final

_IPV6_PREFIX_BITS: Final = 64  # one household or one virtual machine usually gets as many addresses


def network_of(address: str) -> str:
    """The network of a client: its IPv4 address, or the /64 of its IPv6 address.

    `address` is the client's as uvicorn gives it. What is no IP address, such as a socket's path, is its own network.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    shift = 128 - _IPV6_PREFIX_BITS
    return f"{IPv6Address(int(ip) >> shift << shift)}/{_IPV6_PREFIX_BITS}"
