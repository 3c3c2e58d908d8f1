"""A slow body is answered 408; a large one, or one that waits for the service, is not."""

import asyncio
import json

import pytest
from conftest import Person, Service
from starlette.requests import Request
from starlette.types import Message

from app.http import body_time
from app.http.body_time import BodyTimeMiddleware


@pytest.fixture(autouse=True)
def window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_time, "WINDOW_S", 0.2)
    monkeypatch.setattr(body_time, "LEAST_BYTES", 1000)


def answer(pieces: int, size: int, pause_s: float, reading_s: float = 0) -> list[Message]:
    """What a client is sent whose body has so many pieces, by an app that takes so long for each."""
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}
    left = pieces
    sent: list[Message] = []

    async def receive() -> Message:
        nonlocal left
        await asyncio.sleep(pause_s)
        left -= 1
        return {"type": "http.request", "body": b"x" * size, "more_body": left > 0}

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope, receive, send) -> None:
        async for _ in Request(scope, receive).stream():
            await asyncio.sleep(reading_s)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    asyncio.run(BodyTimeMiddleware(app)(scope, receive, send))
    return sent


def test_a_body_that_stops_is_answered_408_and_its_connection_closed():
    start, body = answer(pieces=3, size=100_000, pause_s=0.5)
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    assert "too slowly" in json.loads(body["body"])["detail"]


def test_a_body_that_drips_is_answered_408():
    assert answer(pieces=100, size=10, pause_s=0.05)[0]["status"] == 408


def test_a_small_body_has_the_whole_window():
    assert answer(pieces=2, size=10, pause_s=0.05)[0]["status"] == 200


def test_a_steady_body_may_take_any_time():
    assert answer(pieces=20, size=1000, pause_s=0.05)[0]["status"] == 200


def test_the_time_that_the_service_takes_does_not_count():
    assert answer(pieces=10, size=10, pause_s=0, reading_s=0.1)[0]["status"] == 200


@pytest.mark.parametrize("key", [None, "slow"])
def test_a_slow_upload_ends_as_a_problem(service: Service, person: Person, key: str | None):
    """Through all routes and middleware, with and without a key for retries."""
    headers = {"Content-Type": "multipart/form-data; boundary=b"} | ({"Idempotency-Key": key} if key else {})
    request = person.http.build_request("POST", "/v1/items", headers=headers)
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/items",
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0.5)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    service.http.portal.call(service.http.app, scope, receive, send)
    told = dict(sent[0]["headers"])
    assert (sent[0]["status"], told[b"content-type"]) == (408, b"application/problem+json")
    assert json.loads(sent[1]["body"])["request_id"] == told[b"x-request-id"].decode()


def test_every_answer_tells_a_browser_to_load_nothing(service: Service, person: Person):
    for path in ("/health/live", "/v1/me", "/nowhere", "/metrics", "/docs"):
        headers = person.http.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_page_about_the_api_loads_nothing_from_elsewhere(service: Service):
    page = service.http.get("/docs")
    assert "POST /v1/items" in page.text
    assert "<script" not in page.text
    assert "src=" not in page.text
    assert 'href="openapi.json"' in page.text
    assert service.http.get("/redoc").status_code == 404
