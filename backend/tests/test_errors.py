"""Answers when the database has problems, and to requests for unknown addresses."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from uuid import uuid4

import pytest
from conftest import Person, Service
from sqlalchemy import event

from app.errors import TYPE_OF_ERROR
from app.schemas.problem_types import PROBLEM_TYPES, TYPE_OF_STATUS
from prove.pictures import another_copy, small_photos


@contextmanager
def every_connection(service: Service, pragma: str) -> Iterator[None]:
    """With this setting on all connections that the service opens."""
    engine = service.services.sessions.kw["bind"].sync_engine

    def set_pragma(connection, _record, _proxy):
        cursor = connection.cursor()
        cursor.execute(pragma)
        cursor.close()

    event.listen(engine, "checkout", set_pragma)
    try:
        yield
    finally:
        event.remove(engine, "checkout", set_pragma)
        # Idle connections keep the setting, and any of them may be used next.
        service.http.portal.call(service.services.sessions.kw["bind"].dispose)


@pytest.fixture
def item(person: Person, pictures) -> str:
    return f"/v1/items/{person.add(pictures['hat'][0])['id']}"


@pytest.mark.sqlite
def test_full_database_is_507_with_a_reason_and_goes_on_with_room(service: Service, person: Person, item: str):
    notes = {"attributes": {"notes": "n" * 2000}}
    with every_connection(service, "PRAGMA max_page_count = 1"):
        answer = person.http.patch(item, json=notes)
        assert answer.status_code == 507
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "full" in answer.json()["detail"]
        assert person.http.get(item).json()["attributes"]["notes"] is None
    with every_connection(service, "PRAGMA max_page_count = 4294967294"):
        assert person.http.patch(item, json=notes).status_code == 200


@pytest.mark.sqlite
def test_full_database_leaves_no_file_of_an_upload(service: Service, person: Person):
    (photo,) = small_photos(1, 64)
    with every_connection(service, "PRAGMA max_page_count = 1"):
        for number in range(50):
            before = service.kept_files
            answer = person.upload(("photo.jpg", another_copy(photo, str(number))))
            if answer.status_code != 201:
                break
    with every_connection(service, "PRAGMA max_page_count = 4294967294"):
        assert person.http.get("/v1/me").status_code == 200
    assert answer.status_code == 507
    assert "full" in answer.json()["results"][0]["problem"]["detail"]
    assert service.kept_files == before


@pytest.mark.sqlite  # on PostgreSQL: tests/db/test_postgresql.py
def test_locked_database_is_503_with_a_time_to_wait(service: Service, person: Person, item: str):
    with every_connection(service, "PRAGMA busy_timeout = 20"):
        with closing(sqlite3.connect(service.data_dir / "wardrobe.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = person.http.delete(item)
            other.execute("ROLLBACK")
        assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
        assert person.http.delete(item).status_code == 204


def test_small_cutout_that_was_never_made_is_the_large_one(service: Service, person: Person, pictures):
    images = (item := person.add(pictures["shoes"][0]))["images"]
    next((service.data_dir / "uploads").glob(f"*/{item['source_sha256']}/cutout_thumb")).unlink()
    small, large = (person.http.get(images[name]) for name in ("cutout_thumb", "cutout"))
    assert (small.status_code, small.content) == (200, large.content)


def test_lost_picture_is_404_and_says_so(service: Service, person: Person, pictures):
    item = person.add(pictures["shoes"][0])
    next((service.data_dir / "uploads").glob(f"*/{item['source_sha256']}/thumb")).unlink()
    answer = person.http.get(item["images"]["thumb"])
    assert answer.status_code == 404
    assert "lost" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/items", "GET, POST"),
        ("/v1/items/01a209f5-4e3f-7645-89da-a46f7b0a7016", "DELETE, GET, PATCH"),
        ("/v1/me", "DELETE, GET, PATCH"),
        ("/v1/outfits/suggest", "POST"),
        ("/docs", "GET"),
    ],
)
def test_method_that_is_not_there_is_told_which_are(service: Service, path: str, methods: str):
    answer = service.http.put(path)
    assert service.http.options(path).headers["Allow"] == methods
    assert (answer.status_code, answer.headers["Allow"]) == (405, methods)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_address_is_not_taken_for_an_id(person: Person):
    answer = person.http.get("/v1/outfits/suggest")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_every_error_has_a_type_with_a_page(service: Service):
    for name in {*TYPE_OF_ERROR.values(), *TYPE_OF_STATUS.values()} | PROBLEM_TYPES.keys():
        page = service.http.get(f"/problems/{name}")
        assert page.status_code == 200, name
        assert PROBLEM_TYPES[name].title in page.text
    enumeration = service.http.app.openapi()["components"]["schemas"]["ProblemType"]["enum"]
    assert enumeration == [f"/problems/{name}" for name in PROBLEM_TYPES]


def test_programs_can_branch_on_the_type(service: Service, person: Person):
    def type_of(method: str, path: str, **request) -> str:
        return person.http.request(method, path, **request).json()["type"]

    assert type_of("GET", f"/v1/items/{uuid4()}") == "/problems/not-found"
    assert (
        type_of("POST", "/v1/auth/login", data={"username": "a@b.org", "password": "x"}) == "/problems/sign-in-failed"
    )
    assert type_of("POST", "/v1/imports", json={"url": "ftp://shop.example"}) == "/problems/address-refused"
    assert type_of("POST", "/v1/compatibility", json={}) == "/problems/invalid-request"
    assert type_of("GET", "/v1/people") == "/problems/not-administrator"
    (result,) = person.upload(("a.jpg", b"not a photo")).json()["results"]
    assert result["problem"]["type"] == "/problems/not-a-photo"
