"""Limits of one person: what counts, and what a reached limit answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Person, Service, serve
from sqlalchemy import update

from app.accounts.limits import NO_LIMIT
from app.db.tables import User


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Two garments, two jobs, and a megabyte for each person."""
    limits = {"max_items_per_person": "2", "max_jobs_per_person": "2", "max_bytes_per_person": str(1024 * 1024)}
    yield from serve(tmp_path_factory.mktemp("data"), **limits)


@pytest.fixture
def person(service: Service) -> Person:
    return service.join()


def set_limits(service: Service, person: Person, **limits: int | None) -> None:
    async def change() -> None:
        async with service.http.app.state.sessions() as session:
            await session.execute(update(User).where(User.email == person.email).values(**limits))
            await session.commit()

    service.http.portal.call(change)


def test_usage_and_limits_stand_in_the_profile(person: Person, pictures: dict[str, list[Path]]):
    shirt = pictures["shirt"][0]
    person.add(shirt)
    me = person.http.get("/v1/me").json()
    assert me["usage"] == {"items": 1, "bytes": shirt.stat().st_size, "jobs": 0}
    assert me["limits"] == {"items": 2, "bytes": 1024 * 1024, "jobs": 2}


def test_an_administrator_s_limit_for_one_person_replaces_the_server_s(service: Service, person: Person):
    set_limits(service, person, max_items=7, max_bytes=NO_LIMIT)
    assert person.http.get("/v1/me").json()["limits"] == {"items": 7, "bytes": None, "jobs": 2}


def test_an_empty_variable_is_no_limit(tmp_path: Path):
    for service in serve(tmp_path, max_items_per_person="", max_bytes_per_person="", max_jobs_per_person=""):
        assert service.join().http.get("/v1/me").json()["limits"] == {"items": None, "bytes": None, "jobs": None}
