"""`Idempotency-Key`: a repeated POST gets the first answer again.

draft-ietf-httpapi-idempotency-key-header-07. A key belongs to the person who is signed in. Sign-in is excluded, because
its answers hold tokens, which are never stored.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.accounts.errors import ForeignOrigin, NotSignedIn
from app.db.session import SessionFactory, write
from app.db.tables import STRANGERS, IdempotentAnswer
from app.dependencies import authenticate
from app.errors import Problem, problem
from app.services import services_of

MAX_KEY_LENGTH = 255
# Of one person, and of all strangers together: beyond it the oldest answers are forgotten.
MAX_ANSWERS = 1000
# A larger answer is not kept: a retry is answered again.
MAX_ANSWER_BYTES = 256 * 1024
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


@dataclass(frozen=True)
class _Slot:
    """Storage of the answer to one key."""

    sessions: SessionFactory
    scope: str
    key: str

    async def claim(self) -> IdempotentAnswer | None:
        """Claim the key for this request, or return what is stored for it."""
        async with write(self.sessions) as session:
            known = await session.get(IdempotentAnswer, (self.scope, self.key))
            if known is None:
                await self._make_room(session)
                session.add(IdempotentAnswer(scope=self.scope, key=self.key, request_sha256="", status=None))
            return known

    async def _make_room(self, session: AsyncSession) -> None:
        kept = IdempotentAnswer.scope == self.scope
        count = await session.scalar(select(func.count()).where(kept))
        if (count or 0) >= MAX_ANSWERS:
            oldest = (
                select(IdempotentAnswer.key)
                .where(kept, IdempotentAnswer.status.is_not(None))
                .order_by(IdempotentAnswer.created_at)
                .limit(MAX_ANSWERS // 10)
            )
            await session.execute(delete(IdempotentAnswer).where(kept, IdempotentAnswer.key.in_(oldest)))

    async def keep(self, request_sha256: str, status: int, content_type: str, body: bytes) -> None:
        async with write(self.sessions) as session:
            answer = await session.get_one(IdempotentAnswer, (self.scope, self.key))
            answer.request_sha256, answer.status = request_sha256, status
            answer.content_type, answer.body = content_type, body

    async def release(self) -> None:
        async with write(self.sessions) as session:
            answer = await session.get(IdempotentAnswer, (self.scope, self.key))
            if answer is not None:
                await session.delete(answer)


class IdempotencyMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            return await self._app(scope, receive, send)
        request = Request(scope, receive)
        key = request.headers.get("idempotency-key")
        owner = await _owner(request) if key is not None else None
        if key is None or owner is None:
            return await self._app(scope, receive, send)
        if not 0 < len(key) <= MAX_KEY_LENGTH:
            refusal = _problem(422, f"An Idempotency-Key has 1 to {MAX_KEY_LENGTH} characters. Use a UUID.")
            return await refusal(scope, receive, send)
        slot = _Slot(services_of(request.app).sessions, owner, key)
        known = await slot.claim()
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
