"""`Idempotency-Key`: a repeated POST gets the first answer again.

draft-ietf-httpapi-idempotency-key-header-07. A key belongs to the person who is signed in. Sign-in is excluded, because
its answers hold tokens, which are never stored.
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from http import HTTPStatus
from typing import Final
from uuid import uuid4

from fastapi import Request
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.accounts.errors import ForeignOrigin, NotSignedIn
from app.db.session import SessionFactory, insert_new, write
from app.db.tables import STRANGERS, IdempotentAnswer
from app.db.types import now
from app.dependencies import authenticate
from app.errors import Problem, answer_to, problem
from app.services import services_of

log = logging.getLogger(__name__)

MAX_KEY_LENGTH = 255
# Of one person, and of all strangers together: beyond it the oldest answers are forgotten.
MAX_ANSWERS = 1000
# A larger answer is not kept: a retry is answered again.
MAX_ANSWER_BYTES = 256 * 1024
# A claim is renewed while its request is running. After this time without renewal, its process is taken for dead.
CLAIMED_FOR: Final = timedelta(seconds=60)
_RENEWED_EVERY_S: Final = 20
REGISTER = "/v1/auth/register"
FACE = "/v1/face"
PEOPLE = "/v1/people"
# These statuses do not depend on the request itself: a retry is processed again.
_PASSING = {401, 403, 408, 409, 425, 429}


class BodyDigest:
    """SHA-256 of a request. The boundary of a form is left out: clients choose a new one for each try."""

    def __init__(self, request: Request) -> None:
        media_type, _, parameters = request.headers.get("content-type", "").partition(";")
        _, _, boundary = parameters.partition("boundary=")
        self._boundary = boundary.split(";")[0].strip().strip('"').encode("latin-1")
        self._held = b""
        asked = f"{request.method} {request.url.path}?{request.url.query} {media_type}\n"
        self._sha256 = hashlib.sha256(asked.encode())
        self.is_whole = self.is_cut_off = False

    def update(self, chunk: bytes) -> None:
        if not self._boundary:
            self._sha256.update(chunk)
            return
        # A boundary may be split across two chunks: its possible beginning is held back.
        text = (self._held + chunk).replace(self._boundary, b"")
        safe = max(0, len(text) - len(self._boundary) + 1)
        self._sha256.update(text[:safe])
        self._held = text[safe:]

    def hexdigest(self) -> str:
        self._sha256.update(self._held)
        self._held = b""
        return self._sha256.hexdigest()


class _Slot:
    """Storage of the answer to one key."""

    def __init__(self, sessions: SessionFactory, scope: str, key: str) -> None:
        self._sessions, self._scope, self._key = sessions, scope, key
        self._claim = uuid4().hex

    async def claim(self) -> IdempotentAnswer | None:
        """Claim the key for this request, or return what is stored for it. One of several requests gets the claim."""
        while True:
            at = now()
            async with write(self._sessions) as session:
                await self._make_room(session)
                claim = {"scope": self._scope, "key": self._key, "request_sha256": self._claim, "created_at": at}
                known = None
                if not await insert_new(session, IdempotentAnswer, **claim):
                    known = await session.get(IdempotentAnswer, (self._scope, self._key), with_for_update=True)
                    if known is None:  # released just now
                        continue
                    if known.status is None and known.created_at <= at - CLAIMED_FOR:
                        known.request_sha256, known.created_at = self._claim, at
                        known = None
            return known

    async def _make_room(self, session: AsyncSession) -> None:
        kept = IdempotentAnswer.scope == self._scope
        count = await session.scalar(select(func.count()).where(kept))
        if (count or 0) >= MAX_ANSWERS:
            oldest = (
                select(IdempotentAnswer.key)
                .where(kept, IdempotentAnswer.status.is_not(None))
                .order_by(IdempotentAnswer.created_at)
                .limit(MAX_ANSWERS // 10)
            )
            await session.execute(delete(IdempotentAnswer).where(kept, IdempotentAnswer.key.in_(oldest)))

    @asynccontextmanager
    async def renewed(self) -> AsyncIterator[None]:
        """Renew the claim until the block ends."""
        renewing = asyncio.create_task(self._renew())
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(_RENEWED_EVERY_S)
            try:
                async with write(self._sessions) as session:
                    await session.execute(update(IdempotentAnswer).where(*self._is_mine()).values(created_at=now()))
            except SQLAlchemyError:
                log.warning("a claim on an Idempotency-Key was not renewed", exc_info=True)

    async def keep(self, request_sha256: str, status: int, content_type: str, body: bytes) -> None:
        answer = {"request_sha256": request_sha256, "status": status, "content_type": content_type, "body": body}
        async with write(self._sessions) as session:
            await session.execute(update(IdempotentAnswer).where(*self._is_mine()).values(answer))

    async def release(self) -> None:
        async with write(self._sessions) as session:
            await session.execute(delete(IdempotentAnswer).where(*self._is_mine()))

    def _is_mine(self) -> tuple[ColumnElement[bool], ...]:
        same = IdempotentAnswer.scope == self._scope, IdempotentAnswer.key == self._key
        return *same, IdempotentAnswer.status.is_(None), IdempotentAnswer.request_sha256 == self._claim


class IdempotencyMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            return await self._app(scope, receive, send)
        request = Request(scope, receive)
        key = request.headers.get("idempotency-key")
        if key is None:
            return await self._app(scope, receive, send)
        try:
            owner = await _owner(request)
        except SQLAlchemyError as error:
            return await answer_to(error)(scope, receive, send)
        if owner is None:
            return await self._app(scope, receive, send)
        if not 0 < len(key) <= MAX_KEY_LENGTH:
            refusal = _problem(422, f"An Idempotency-Key has 1 to {MAX_KEY_LENGTH} characters. Use a UUID.")
            return await refusal(scope, receive, send)
        slot = _Slot(services_of(request.app).sessions, owner, key)
        try:
            known = await slot.claim()
        except SQLAlchemyError as error:
            return await answer_to(error)(scope, receive, send)
        if known is None:
            return await self._answer_first(slot, request, send)
        answer = await _answer_again(known, request)
        return await answer(scope, receive, send)

    async def _answer_first(self, slot: _Slot, request: Request, send: Send) -> None:
        digest, messages = BodyDigest(request), list[Message]()
        receive = _digesting(request.receive, digest)

        async def hold(message: Message) -> None:
            messages.append(message)

        kept = False
        try:
            async with slot.renewed():
                await self._app(request.scope, receive, hold)
            status, content_type, body = _answer_in(messages)
            # The content of an interrupted request is unknown, so its retry counts as the first.
            is_final = status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PASSING
            if is_final and len(body) <= MAX_ANSWER_BYTES and await _read_to_end(receive, digest):
                await slot.keep(digest.hexdigest(), status, content_type, body)
                kept = True
        finally:
            if not kept:
                await slot.release()
        for message in messages:
            await send(message)


def keeps_answers(path: str) -> bool:
    """Not for answers that hold tokens, links, or measurements of a face: the same picture gives the same answer."""
    return path == REGISTER or not path.startswith(("/v1/auth/", PEOPLE, FACE))


async def _owner(request: Request) -> str | None:
    """The owner of the key; None if no answer is stored."""
    if request.url.path == REGISTER:
        return STRANGERS
    if not keeps_answers(request.url.path):
        return None
    try:
        return str((await authenticate(request)).id)
    except (NotSignedIn, ForeignOrigin):
        return None  # the route reports it


async def _answer_again(known: IdempotentAnswer, request: Request) -> Response:
    if known.status is None:
        refusal = _problem(
            409,
            "The first request with this Idempotency-Key is still running. Try again.",
            "idempotency-key-in-use",
        )
        refusal.headers["Retry-After"] = "2"
        return refusal
    digest = BodyDigest(request)
    await _read_to_end(_digesting(request.receive, digest), digest)
    if digest.hexdigest() != known.request_sha256:
        return _problem(
            422,
            "This Idempotency-Key was used for another request. Use a new key for a new request.",
            "idempotency-key-reused",
        )
    return Response(known.body, known.status, media_type=known.content_type)


def _digesting(receive: Receive, digest: BodyDigest) -> Callable[[], Awaitable[Message]]:
    async def receive_and_digest() -> Message:
        message = await receive()
        if message["type"] == "http.request":
            digest.update(message.get("body", b""))
            digest.is_whole = not message.get("more_body", False)
        else:
            digest.is_cut_off = True
        return message

    return receive_and_digest


async def _read_to_end(receive: Receive, digest: BodyDigest) -> bool:
    """Whether the whole body arrived; False if the client disconnected before."""
    # Past the end, receive() would wait for the client to disconnect.
    while not (digest.is_whole or digest.is_cut_off):
        await receive()
    return digest.is_whole


def _answer_in(messages: list[Message]) -> tuple[int, str, bytes]:
    headers = dict(messages[0]["headers"])
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return messages[0]["status"], headers.get(b"content-type", b"").decode("latin-1"), body


def _problem(status: int, detail: str, name: str | None = None) -> Problem:
    return Problem(problem(status, detail, name=name), status)
