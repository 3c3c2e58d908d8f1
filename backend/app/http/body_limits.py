"""Routes with small requests: a larger body is refused before it fills the memory."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, Final

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message, Receive

KIBIBYTE: Final = 1024


class SmallBodyRoute(APIRoute):
    """For `APIRouter(route_class=...)`. FastAPI's own `max_body_size` answers in plain text instead of a problem.

    Routes that declare no body read none or, like uploads, check the size themselves.
    """

    max_body_bytes: ClassVar[int] = 64 * KIBIBYTE

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def handle_small(request: Request) -> Response:
            return await handle(Request(request.scope, _bounded(request.receive, self.max_body_bytes)))

        return handle_small


class ListBodyRoute(SmallBodyRoute):
    """For routes that take thousands of ids."""

    max_body_bytes = 2048 * KIBIBYTE


def _bounded(receive: Receive, max_bytes: int) -> Receive:
    received = 0

    async def receive_some() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > max_bytes:
            raise HTTPException(413, f"This request is larger than {max_bytes // KIBIBYTE} KiB. Send less at once.")
        return message

    return receive_some
