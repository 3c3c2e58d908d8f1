"""A local forward proxy for one browser: all its requests pass the same guard as the service's own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from typing import Final

import httpcore

from app.outside.fetching.addresses import parse_address
from app.outside.fetching.errors import AddressRefused, BadAnswer, FetchFailed, TooMuch
from app.outside.fetching.fetcher import MEBIBYTE, Headers, exchange
from app.outside.fetching.guard import Guard

MAX_BYTES: Final = 50 * MEBIBYTE  # in total, both ways
MAX_BODY_BYTES: Final = MEBIBYTE
MAX_HEAD_BYTES: Final = 64 * 1024
# A tunnel blocks its host for others. A silent one is closed, because another may be waiting.
TUNNEL_IDLE_S: Final = 5.0
PIECE_BYTES: Final = 64 * 1024

_HOP_BY_HOP: Final = {  # RFC 9110, section 7.6.1; `Host` is set from the address
    *(b"connection", b"keep-alive", b"te", b"trailer", b"transfer-encoding", b"upgrade", b"host"),
    *(b"proxy-connection", b"proxy-authorization", b"proxy-authenticate"),
}


@asynccontextmanager
async def run_browser_proxy(guard: Guard) -> AsyncIterator[int]:
    """Serve on 127.0.0.1 until the context ends; yields the port."""
    proxy = _BrowserProxy(guard)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=MAX_HEAD_BYTES)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await proxy.close()


class _BrowserProxy:
    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._left_bytes = MAX_BYTES
        self._at_work: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        for task in self._at_work:
            task.cancel()
        await asyncio.gather(*self._at_work, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  asyncio runs this as one
        self._at_work.add(task)
        try:
            await self._answer(reader, writer)
        except AddressRefused:
            writer.write(_short_answer(HTTPStatus.FORBIDDEN))
        except FetchFailed:
            writer.write(_short_answer(HTTPStatus.BAD_GATEWAY))
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            pass  # the browser disconnected, or sent something that is not a request
        finally:
            self._at_work.discard(task)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        request, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        method, target, _ = request.split(" ")
        if method == "CONNECT":
            await self._tunnel(target, reader, writer)
            return
        headers = [(name.encode("latin-1"), value.strip().encode("latin-1")) for name, _, value in map(_split, lines)]
        length = int(next((value for name, value in headers if name.lower() == b"content-length"), b"0"))
        if not 0 <= length <= MAX_BODY_BYTES:
            raise TooMuch("A page tried to send more than is allowed.")
        body = await reader.readexactly(length)
        async with exchange(self._guard, parse_address(target), method, _passed_on(headers), body) as response:
            self._spend(len(body))
            writer.write(f"HTTP/1.1 {response.status} \r\n".encode())
            for name, value in [*_passed_on(response.headers), (b"Connection", b"close")]:
                writer.write(name + b": " + value + b"\r\n")
            writer.write(b"\r\n")
            async for piece in response.aiter_stream():
                self._spend(len(piece))
                writer.write(piece)
                await writer.drain()

    async def _tunnel(self, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = parse_address(f"https://{target}")
        async with self._guard.turn(address.host):
            stream = await self._guard.connect_tcp(address.host, address.port)
            try:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await self._pass_both_ways(stream, reader, writer)
            finally:
                await stream.aclose()

    async def _pass_both_ways(
        self, stream: httpcore.AsyncNetworkStream, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        async with asyncio.timeout(TUNNEL_IDLE_S) as silence:

            def heard(piece: bytes) -> bytes:
                self._spend(len(piece))
                silence.reschedule(asyncio.get_running_loop().time() + TUNNEL_IDLE_S)
                return piece

            async def out() -> None:
                while piece := await reader.read(PIECE_BYTES):
                    await stream.write(heard(piece))

            async def back() -> None:
                while piece := await stream.read(PIECE_BYTES):
                    writer.write(heard(piece))
                    await writer.drain()

            ways = [asyncio.create_task(out()), asyncio.create_task(back())]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)

    def _spend(self, count: int) -> None:
        self._left_bytes -= count
        if self._left_bytes < 0:
            raise BadAnswer("The page loads more than is allowed.")


def _split(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _passed_on(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name.lower() not in _HOP_BY_HOP]


def _short_answer(status: HTTPStatus) -> bytes:
    return f"HTTP/1.1 {status} {status.phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
