"""What administrators see of people and do to their accounts."""

from pathlib import Path
from typing import Any

import pytest
from conftest import PASSWORD, Person, Service

from app.settings import get_settings


@pytest.fixture(scope="module")
def admin(service: Service) -> Person:
    return service.join("admin@example.org", is_admin=True)


def id_of(person: Person) -> str:
    return str(person.http.get("/v1/me").json()["id"])


def change(admin: Person, user_id: str, **what: Any):
    return admin.http.patch(f"/v1/people/{user_id}", json=what)


def test_people_are_listed_newest_first_with_usage_and_limits(fresh_service: Service, pictures: dict[str, list[Path]]):
    admin, someone = fresh_service.join(is_admin=True), fresh_service.join()
    item = someone.add(pictures["hat"][0])
    answer = admin.http.get("/v1/people").json()
    people = answer["people"]
    assert answer["next_cursor"] is None
    assert [person["email"] for person in people] == [someone.email, admin.email, None]
    assert [person["is_admin"] for person in people] == [False, True, True]
    settings = get_settings()
    assert people[0] | {"created_at": 0} == {
        "id": id_of(someone),
        "email": someone.email,
        "is_admin": False,
        "disabled": False,
        "usage": {"items": 1, "bytes": pictures["hat"][0].stat().st_size, "jobs": 0},
        "limits": {
            "items": settings.max_items_per_person,
            "bytes": settings.max_bytes_per_person,
            "jobs": settings.max_jobs_per_person,
        },
        "created_at": 0,
    }
    assert admin.http.get(f"/v1/people/{people[0]['id']}").json() == people[0]
    assert item["id"] not in str(answer)
    first = admin.http.get("/v1/people", params={"limit": 2}).json()
    rest = admin.http.get("/v1/people", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert first["people"] + rest["people"] == people


def test_limits_of_one_person_are_set_and_taken_back(service: Service, admin: Person, pictures):
    someone = service.join()
    changed = change(admin, id_of(someone), limits={"items": 0, "bytes": None})
    assert changed.status_code == 200
    assert changed.json()["limits"]["items"] == 0
    assert changed.json()["limits"]["bytes"] is None
    assert someone.http.get("/v1/me").json()["limits"] == changed.json()["limits"]
    refused = someone.upload(pictures["hat"][0])
    assert refused.status_code == 403
    assert change(admin, id_of(someone), limits={"items": 1}).json()["limits"]["bytes"] is None
    assert someone.add(pictures["hat"][0])


@pytest.mark.parametrize("limits", [{"items": -1}, {"bytes": 2**63}, {"jobs": "many"}, {"items": 1.5}])
def test_limit_that_is_none_is_refused(service: Service, admin: Person, limits: dict[str, Any]):
    assert change(admin, id_of(service.join()), limits=limits).status_code == 422


def test_disabling_ends_every_session_and_refuses_new_ones(service: Service, admin: Person):
    someone = service.join()
    tokens = service.sign_in(someone.email)
    user_id = id_of(someone)
    assert change(admin, user_id, disabled=True).json()["disabled"] is True
    assert someone.http.get("/v1/me").status_code == 401
    assert service.http.post("/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).status_code == 401
    refused = service.http.post("/v1/auth/login", data={"username": someone.email, "password": PASSWORD})
    assert refused.status_code == 403
    assert "disabled" in refused.json()["detail"]
    wrong = service.http.post("/v1/auth/login", data={"username": someone.email, "password": "a guess"})
    assert wrong.status_code == 401
    assert change(admin, user_id, disabled=False).json()["disabled"] is False
    assert someone.http.get("/v1/me").status_code == 401
    assert service.sign_in(someone.email)


def test_promoted_person_is_an_administrator_at_once_and_no_longer_when_demoted(service: Service, admin: Person):
    someone = service.join()
    assert someone.http.get("/v1/people").status_code == 403
    assert change(admin, id_of(someone), is_admin=True).json()["is_admin"] is True
    assert someone.http.get("/v1/people").status_code == 200
    assert change(admin, id_of(someone), is_admin=False).json()["is_admin"] is False
    assert someone.http.get("/v1/people").status_code == 403


def test_deleting_a_person_leaves_nothing_of_theirs(service: Service, admin: Person, pictures):
    someone = service.join()
    someone.add(pictures["hat"][1])
    user_id = id_of(someone)
    assert any(user_id in path.parts for path in service.kept_files)
    assert admin.http.delete(f"/v1/people/{user_id}").status_code == 204
    assert not any(user_id in path.parts for path in service.kept_files)
    assert someone.http.get("/v1/me").status_code == 401
    for again in (
        admin.http.delete(f"/v1/people/{user_id}"),
        admin.http.get(f"/v1/people/{user_id}"),
        change(admin, user_id, disabled=True),
        admin.http.post(f"/v1/people/{user_id}/password/reset"),
    ):
        assert again.status_code == 404


def test_last_administrator_is_neither_disabled_nor_demoted_nor_deleted(fresh_service: Service):
    first, second = fresh_service.join(is_admin=True), fresh_service.join(is_admin=True)
    stub = next(one for one in first.http.get("/v1/people").json()["people"] if one["email"] is None)
    assert first.http.delete(f"/v1/people/{stub['id']}").status_code == 204
    assert change(first, id_of(second), disabled=True).status_code == 200
    last = id_of(first)
    for refused in (
        change(first, last, disabled=True),
        change(first, last, is_admin=False),
        first.http.delete(f"/v1/people/{last}"),
        first.http.request("DELETE", "/v1/me", json={"password": PASSWORD}),
    ):
        assert refused.status_code == 409
        assert "last administrator" in refused.json()["detail"]
    assert first.http.get("/v1/me").json()["is_admin"] is True
    assert change(first, id_of_disabled(first, second), disabled=False).status_code == 200
    assert change(first, last, is_admin=False).status_code == 200


def id_of_disabled(admin: Person, someone: Person) -> str:
    people = admin.http.get("/v1/people").json()["people"]
    return str(next(person["id"] for person in people if person["email"] == someone.email))
