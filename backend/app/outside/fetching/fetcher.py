"""Fetches a page or a picture for a person: bounded in bytes, time and redirects, every hop guarded."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import httpcore
import httpx

from app.outside.fetching.addresses import Address, parse_address
from app.outside.fetching.errors import AddressRefused, BadAnswer, FetchFailed, NoAnswer, TooMuch
from app.outside.fetching.guard import CONNECT_TIMEOUT_S, Guard

USER_AGENT: Final = "Mozilla/5.0 (compatible; Curator/0.1; imports one page when a person asks for it)"
MAX_REDIRECTS: Final = 5
READ_TIMEOUT_S: Final = 10.0
MEBIBYTE: Final = 1024 * 1024

_REDIRECTS: Final = {301, 302, 303, 307, 308}
_REFUSING: Final = {401, 403, 407, 429, 451}
_TIMEOUTS: Final = {"connect": CONNECT_TIMEOUT_S, "read": READ_TIMEOUT_S, "write": READ_TIMEOUT_S}
_EITHER_ZIP: Final = zlib.MAX_WBITS | 32  # gzip or zlib, by its header

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Fetched:
    """The content of an address; `url` is where the redirects ended, `content_type` is as the host declared it."""

    url: str
    content: bytes
    content_type: str


@asynccontextmanager
async def exchange(
    guard: Guard, address: Address, method: str = "GET", headers: Headers = (), body: bytes = b""
) -> AsyncIterator[httpcore.Response]:
    """One request and its answer, without redirects; no other request to the same host runs at the same time.

    httpcore, not httpx: it reads no proxies from the environment and decompresses nothing.
    Raises: FetchFailed.
    """
    try:
        guard.check_address(address)
        async with (
            guard.turn(address.host),
            httpcore.AsyncConnectionPool(ssl_context=guard.tls, network_backend=guard) as pool,
            pool.stream(
                method, _core_url(address), headers=headers, content=body, extensions={"timeout": _TIMEOUTS}
            ) as response,
        ):
            yield response
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise TooMuch("This site takes too long to answer. Try again later.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise NoAnswer("The connection to this site failed. Check the address, or try later.") from error


def _core_url(address: Address) -> httpcore.URL:
    scheme, target = address.url.raw_scheme, address.url.raw_path
    return httpcore.URL(scheme=scheme, host=address.host.encode(), port=address.port, target=target)


class Fetcher:
    """Fetches the content of addresses that a person or a page named."""

    def __init__(self, guard: Guard, total_s: float) -> None:
        self.guard = guard
        self._total_s = total_s

    def check(self, url: str) -> str:
        """The address in normal form, unless it is known in advance that it will be refused.

        Raises: AddressRefused.
        """
        address = parse_address(url)
        self.guard.check_address(address)
        return str(address)

    async def fetch(self, url: str, max_bytes: int, accept: str = "*/*") -> Fetched:
        """Raises: FetchFailed, one of AddressRefused, NoAnswer, BadAnswer, TooMuch."""
        headers = [
            (b"User-Agent", USER_AGENT.encode()),
            (b"Accept", accept.encode()),
            (b"Accept-Encoding", b"gzip"),
            (b"Accept-Language", b"en, *;q=0.5"),
        ]
        address = parse_address(url)
        try:
            async with asyncio.timeout(self._total_s):
                for _ in range(MAX_REDIRECTS + 1):
                    async with exchange(self.guard, address, headers=headers) as response:
                        location = _header(response, b"location")
                        if response.status not in _REDIRECTS or not location:
                            return await _read(response, address, max_bytes)
                        address = _next(address, location)
        except TimeoutError as error:
            raise TooMuch(f"This site took longer than {self._total_s:.0f} seconds. Try again later.") from error
        raise TooMuch(f"This address redirects more than {MAX_REDIRECTS} times and never to a page.")


def _next(address: Address, location: str) -> Address:
    try:
        return parse_address(str(address.url.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressRefused("This address redirects to an invalid one.") from error


async def _read(response: httpcore.Response, address: Address, max_bytes: int) -> Fetched:
    if response.status in _REFUSING:
        raise BadAnswer(
            f"This site does not let programs read this page ({response.status}). "
            "Save the picture from the page and add that."
        )
    if not 200 <= response.status < 300:
        raise BadAnswer(f"This site has no page at this address, or is out of order ({response.status}).")
    content = bytearray()
    async for piece in _unpacked(response, max_bytes):
        content += piece
        if len(content) > max_bytes:
            raise _too_large(max_bytes)
    return Fetched(str(address), bytes(content), _header(response, b"content-type"))


async def _unpacked(response: httpcore.Response, max_bytes: int) -> AsyncIterator[bytes]:
    """The body, decompressed; never more at once than is allowed in total, however strongly it was compressed."""
    packing = _header(response, b"content-encoding").strip().lower()
    if packing in ("", "identity"):
        async for piece in response.aiter_stream():
            yield piece
    elif packing in ("gzip", "x-gzip", "deflate"):
        unpacker = zlib.decompressobj(_EITHER_ZIP)
        try:
            async for piece in response.aiter_stream():
                yield unpacker.decompress(piece, max_bytes + 1)
                if unpacker.unconsumed_tail:
                    raise _too_large(max_bytes)
        except zlib.error as error:
            raise BadAnswer("The site sent damaged data. Try again later.") from error
    else:
        raise BadAnswer("This site compresses its pages in a way that was not requested, so they cannot be read.")


def _too_large(max_bytes: int) -> FetchFailed:
    return TooMuch(f"The content of this address is larger than {max_bytes // MEBIBYTE} MB.")


def _header(response: httpcore.Response, name: bytes) -> str:
    return next((value.decode("utf-8", "replace") for key, value in response.headers if key.lower() == name), "")
