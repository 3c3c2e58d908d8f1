"""Every request gets an id and one log line: method, route, status, time. Its content is never logged."""

import logging
import re
import time
from typing import Final

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.db.types import new_id
from app.logs import request_id

log = logging.getLogger(__name__)

HEADER: Final = "X-Request-ID"
_SANE: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
# Requested every few seconds by machines.
_QUIET: Final = ("/health/live", "/health/ready", "/metrics")


class RequestLog:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        given = Headers(scope=scope).get(HEADER, "")
        identity = given if _SANE.fullmatch(given) else str(new_id())
        status, began = 0, time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = identity
            await send(message)

        token = request_id.set(identity)
        try:
            return await self._app(scope, receive, send_with_id)
        finally:
            # An address may hold a token; its route does not.
            route = getattr(scope.get("route"), "path", "none")
            said = {"method": scope["method"], "route": route, "status": status}
            duration_ms = round((time.perf_counter() - began) * 1000, 1)
            level = logging.DEBUG if route in _QUIET else logging.INFO
            log.log(level, "request", extra=said | {"duration_ms": duration_ms})
            request_id.reset(token)


def install(app: FastAPI) -> None:
    """The outermost middleware, so that the answer to an unexpected error has an id and a line too."""
    build = app.build_middleware_stack
    app.build_middleware_stack = lambda: RequestLog(build())  # type: ignore[method-assign]
