"""How long a body may take: one that comes too slowly is answered 408, and its connection closed.

Only the time spent waiting for the client counts, so a busy service refuses nobody.
"""

import asyncio
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import Problem, problem

# In every so many seconds of waiting so much has to come: 4 KiB a second. RFC 9110, section 15.5.9.
WINDOW_S: Final = 30.0
LEAST_BYTES: Final = 120 * 1024


class BodyTooSlow(HTTPException):
    def __init__(self) -> None:
        detail = "This request came too slowly, so the connection was closed. Try again over a better connection."
        super().__init__(408, detail, {"Connection": "close"})


class BodyTimeMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        is_answered = False

        async def note(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self._app(scope, _Timed(receive).receive, note)
        except BodyTooSlow as error:  # where middleware reads the body, no route turns it into an answer
            if is_answered:
                raise
            answer = Problem(problem(error.status_code, error.detail), error.status_code, error.headers)
            await answer(scope, receive, send)


class _Timed:
    """`receive`, with a least rate until the body is whole."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._is_whole = False
        self._start_window()

    async def receive(self) -> Message:
        """Raises: BodyTooSlow."""
        if self._is_whole:
            return await self._receive()  # waits until the client hangs up
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            try:
                async with asyncio.timeout(self._left_s):
                    message = await self._receive()
            except TimeoutError:
                self._end_window()
                continue
            self._left_s -= clock() - began
            self._received += len(message.get("body", b""))
            self._is_whole = message["type"] != "http.request" or not message.get("more_body", False)
            if self._left_s <= 0 and not self._is_whole:
                self._end_window()
            return message

    def _start_window(self) -> None:
        self._left_s, self._received = WINDOW_S, 0

    def _end_window(self) -> None:
        if self._received < LEAST_BYTES:
            raise BodyTooSlow
        self._start_window()
