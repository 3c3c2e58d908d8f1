"""The guard: checks which addresses may be connected to, and connects to exactly the checked ones."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Any, Final, TypeAlias

import httpcore

from app.keyed_locks import KeyedLocks
from app.outside.fetching.addresses import USUAL_PORTS, Address, is_public
from app.outside.fetching.errors import AddressRefused, NoAnswer

Resolve: TypeAlias = Callable[[str], Awaitable[list[str]]]  # a name -> its IP addresses

CONNECT_TIMEOUT_S: Final = 10.0
ADDRESSES_TRIED: Final = 4


async def ask_the_system(name: str) -> list[str]:
    """The addresses of a name, as this machine resolves it. Raises: NoAnswer."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer("There is no site with this name. Check the address.") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Guard(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only. Every connection to a host named by a person or a page goes through here.

    A name is resolved once, all its addresses are checked, and exactly these are connected to: a name server that
    answers differently a moment later has no effect. `Host` and TLS still use the name.
    `allowed` hosts ("127.0.0.1:8123") are not checked; only tests use this.
    """

    def __init__(
        self, allowed: Collection[str] = (), resolve: Resolve = ask_the_system, tls: ssl.SSLContext | None = None
    ) -> None:
        self._allowed = frozenset(allowed)
        self._resolve = resolve
        self._backend = httpcore.AnyIOBackend()
        self._turns = KeyedLocks[str]()
        self.tls = tls or httpcore.default_ssl_context()

    def turn(self, host: str) -> asyncio.Lock:
        """Its holder is the only one in this process that requests something from this host."""
        return self._turns[host]

    def check(self, host: str, port: int) -> None:
        """Check what is known of a host before its name is resolved. Raises: AddressRefused."""
        if self._is_allowed(host, port):
            return
        if port not in USUAL_PORTS.values():
            raise AddressRefused(f"Port {port} is not a usual port of shops. Leave it out of the address.")
        try:
            ip = ipaddress.ip_address(host)
        except ValueError:
            return
        _refuse_inner([ip])

    def check_address(self, address: Address) -> None:
        """Raises: AddressRefused."""
        self.check(address.host, address.port)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = CONNECT_TIMEOUT_S,  # noqa: ASYNC109  httpcore calls it so
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises: AddressRefused, NoAnswer."""
        host = host.strip("[]")
        for ip in await self._checked(host, port):
            try:
                return await self._backend.connect_tcp(ip, port, timeout, local_address, socket_options)
            except (httpcore.NetworkError, httpcore.TimeoutException):
                continue
        raise NoAnswer("This site does not answer. Check the address, or try later.")

    async def _checked(self, host: str, port: int) -> list[str]:
        """The addresses of a host, all of them checked: one internal address refuses the host."""
        self.check(host, port)
        try:
            ips = [ipaddress.ip_address(host)]
        except ValueError:
            ips = [ipaddress.ip_address(ip) for ip in await self._resolve(host)]
        if not self._is_allowed(host, port):
            _refuse_inner(ips)
        return [str(ip) for ip in ips[:ADDRESSES_TRIED]]

    def _is_allowed(self, host: str, port: int) -> bool:
        return f"{host}:{port}" in self._allowed


def _refuse_inner(ips: Iterable[ipaddress.IPv4Address | ipaddress.IPv6Address]) -> None:
    if not all(is_public(ip) for ip in ips):
        raise AddressRefused("This address belongs to a private network and not to a shop, so it is not opened.")
