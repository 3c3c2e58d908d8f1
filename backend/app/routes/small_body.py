"""Routes whose requests are small: a larger body is refused before it fills the memory."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message, Receive

MAX_BODY_BYTES: Final = 64 * 1024


class SmallBodyRoute(APIRoute):
    """For `APIRouter(route_class=...)`. FastAPI's own `max_body_size` answers in plain text, not with a problem."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_small(request: Request) -> Response:
            return await handle(Request(request.scope, _bounded(request.receive)))

        return handle_small


def _bounded(receive: Receive) -> Receive:
    received = 0

    async def receive_some() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise HTTPException(413, f"This request is larger than {MAX_BODY_BYTES // 1024} KiB. Send less at once.")
        return message

    return receive_some
