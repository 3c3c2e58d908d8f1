"""Idempotency-Key: the same key and body give the first answer again."""

from datetime import timedelta

import httpx
import pytest
from conftest import Person, Service
from sqlalchemy import delete, func, select, update
from starlette.types import Message

from app.db.tables import IdempotentAnswer
from app.db.types import now
from app.wardrobe.maintenance import forget_answers


def test_retried_upload_gets_the_first_answer_again(service: Service, pictures):
    someone = service.join()
    photo, headers = pictures["shoes"][1].read_bytes(), {"Idempotency-Key": "a"}
    # The client chooses a new multipart boundary for each try.
    first, again = (
        someone.http.post("/v1/items", files={"files": ("shoes.jpg", photo)}, headers=headers) for _ in range(2)
    )
    assert first.json()["results"][0]["status"] == 201
    assert (again.status_code, again.json()) == (first.status_code, first.json())


def test_retried_outfit_is_saved_once(service: Service, pictures):
    someone = service.join()
    outfit = {"item_ids": [someone.add(pictures["shoes"][2])["id"], someone.add(pictures["pants"][2])["id"]]}
    answers = [someone.http.post("/v1/outfits", json=outfit, headers={"Idempotency-Key": "b"}) for _ in range(3)]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(someone.http.get("/v1/outfits").json()["outfits"]) == 1


def test_outfit_whose_answer_was_lost_in_a_crash_is_not_saved_again(service: Service, pictures):
    someone = service.join()
    outfit = {"item_ids": [someone.add(pictures["shoes"][2])["id"], someone.add(pictures["pants"][2])["id"]]}
    first = someone.http.post("/v1/outfits", json=outfit, headers={"Idempotency-Key": "f"})
    with service.database() as database:
        assert database.execute(delete(IdempotentAnswer).where(IdempotentAnswer.key == "f")).rowcount == 1
    again = someone.http.post("/v1/outfits", json=outfit, headers={"Idempotency-Key": "f"})
    assert (again.status_code, again.json()) == (201, first.json())
    other = someone.http.post("/v1/outfits", json=outfit, headers={"Idempotency-Key": "g"})
    assert other.json()["id"] != first.json()["id"]


def test_same_key_with_another_body_is_refused(person: Person, pictures):
    headers = {"Idempotency-Key": "c"}
    assert person.http.post("/v1/compatibility", json={"pairs": []}, headers=headers).status_code == 200
    other = person.http.post("/v1/compatibility", json={"pairs": [], "more": 1}, headers=headers)
    assert other.status_code == 422
    assert "another request" in other.json()["detail"]


def test_keys_of_two_people_do_not_meet(service: Service):
    one, other = service.join(), service.join()
    headers = {"Idempotency-Key": "d"}
    assert one.http.post("/v1/compatibility", json={"pairs": []}, headers=headers).status_code == 200
    assert other.http.post("/v1/compatibility", json={"pairs": [], "x": 1}, headers=headers).status_code == 200


def test_failed_sign_in_is_never_remembered(service: Service):
    someone = service.join()
    stranger = {"Idempotency-Key": "e", "Authorization": "Bearer nonsense"}
    assert service.http.post("/v1/compatibility", json={"pairs": []}, headers=stranger).status_code == 401
    headers = {"Idempotency-Key": "e"}
    assert someone.http.post("/v1/compatibility", json={"pairs": []}, headers=headers).status_code == 200


def test_odd_keys_are_refused_with_a_reason(person: Person):
    answer = person.http.post("/v1/compatibility", json={"pairs": []}, headers={"Idempotency-Key": "k" * 300})
    assert answer.status_code == 422


def hang_up_after(service: Service, sent: bytes, request: httpx.Request) -> None:
    """Send a request whose body is interrupted after `sent`, as the server sees it."""
    messages = iter([{"type": "http.request", "body": sent, "more_body": True}])

    async def receive() -> Message:
        return next(messages, {"type": "http.disconnect"})

    async def send(_message: Message) -> None:
        """The client is gone, so nothing is received."""

    scope = {
        "type": "http",
        "method": request.method,
        "path": request.url.path,
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
    }
    service.http.portal.call(service.http.app, scope, receive, send)


def test_request_that_was_cut_off_leaves_its_key_to_the_retry(service: Service, pictures):
    someone = service.join()
    photo = {"url": "/v1/items", "files": {"files": ("shoes.jpg", pictures["shoes"][3].read_bytes())}}
    pairs = {"url": "/v1/compatibility", "json": {"pairs": []}}
    for asked, status in ((photo, 201), (pairs, 200)):
        headers = {"Idempotency-Key": f"cut off at {asked['url']}"}
        request = someone.http.build_request("POST", headers=headers, **asked)
        body = request.read()
        hang_up_after(service, body[: len(body) // 2], request)
        first, again = (someone.http.post(headers=headers, **asked) for _ in range(2))
        assert (first.status_code, again.json()) == (status, first.json())


def test_strangers_cannot_fill_the_answers(fresh_service: Service, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.http.idempotency.MAX_ANSWERS", 10)
    for number in range(25):
        body = {"email": "nobody", "password": "short"}
        refused = fresh_service.http.post("/v1/auth/register", json=body, headers={"Idempotency-Key": f"k{number}"})
        assert refused.status_code == 422
    with fresh_service.database() as database:
        assert database.scalar(select(func.count()).select_from(IdempotentAnswer)) <= 10


def test_answers_are_forgotten_after_a_day_while_the_service_runs(fresh_service: Service):
    someone = fresh_service.join()
    someone.http.post("/v1/compatibility", json={"pairs": []}, headers={"Idempotency-Key": "old"})
    with fresh_service.database() as database:
        database.execute(update(IdempotentAnswer).values(created_at=now() - timedelta(days=2)))
    fresh_service.http.portal.call(forget_answers, fresh_service.services.sessions)
    with fresh_service.database() as database:
        assert database.scalar(select(func.count()).select_from(IdempotentAnswer)) == 0
