"""Limits of one person: what counts, and what a reached limit answers."""

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest
from conftest import Person, Service, serve
from sqlalchemy import update

from app.accounts.limits import NO_LIMIT
from app.db.session import write
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
        async with write(service.services.sessions) as session:
            await session.execute(update(User).where(User.email == person.email).values(**limits))

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


def zipped(*pictures: Path) -> bytes:
    with io.BytesIO() as file:
        with ZipFile(file, "w") as archive:
            for picture in pictures:
                archive.write(picture, picture.name)
        return file.getvalue()


def usage(person: Person) -> dict[str, int]:
    return person.http.get("/v1/me").json()["usage"]


def refused(answer: httpx.Response, resource: str, used: int, limit: int, status: int = 403) -> None:
    told = answer.json()
    assert (answer.status_code, told["type"]) == (status, "/problems/limit-reached"), answer.text
    assert (told["resource"], told["usage"], told["limit"]) == (resource, used, limit)


def test_photos_past_the_limit_are_refused_each_by_itself(
    service: Service, person: Person, pictures: dict[str, list[Path]]
):
    one, two, three = pictures["shirt"][0], pictures["pants"][0], pictures["hat"][0]
    some = person.upload(one, two, three)
    results = some.json()["results"]
    assert some.status_code == 207
    assert sorted(result["status"] for result in results) == [201, 201, 403]
    problem = next(result["problem"] for result in results if result["status"] == 403)
    assert (problem["type"], problem["usage"], problem["limit"]) == ("/problems/limit-reached", 2, 2)

    files = service.kept_files
    left = next(path for path, result in zip((one, two, three), results, strict=True) if result["status"] == 403)
    none = person.upload(left)
    assert none.status_code == 403, "all files share the status"
    assert service.kept_files == files, "nothing is half stored"
    assert usage(person)["items"] == 2
    known = person.upload(one if left != one else two)
    assert known.status_code == 201, "what is there already takes no room"

    first = next(result["item"]["id"] for result in results if result["status"] == 201)
    assert person.http.delete(f"/v1/items/{first}").status_code == 204
    assert person.upload(left).status_code == 201
    refused(person.http.post(f"/v1/items/{first}/restore"), "items", 2, 2)


def test_photos_that_come_at_once_do_not_pass_the_limit_together(
    service: Service, person: Person, pictures: dict[str, list[Path]]
):
    photos = [pictures[name][0] for name in ("shirt", "pants", "hat", "dress")]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(person.upload, photos))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 403, 403]
    assert usage(person)["items"] == 2


def test_bytes_are_counted_for_further_photos_and_the_trash_too(
    service: Service, person: Person, pictures: dict[str, list[Path]]
):
    shirt, pants = pictures["shirt"][0], pictures["pants"][0]
    item = person.add(shirt)
    size = shirt.stat().st_size
    set_limits(service, person, max_bytes=size + pants.stat().st_size - 1)
    files = service.kept_files
    further = person.http.post(f"/v1/items/{item['id']}/photos", files={"file": ("b.jpg", pants.read_bytes())})
    refused(further, "bytes", size, size + pants.stat().st_size - 1)
    assert person.http.delete(f"/v1/items/{item['id']}").status_code == 204
    assert person.upload(pants).status_code == 403
    refused(
        person.http.post("/generate-presigned-url", json=wish(pants)), "bytes", size, size + pants.stat().st_size - 1
    )
    assert service.kept_files == files


def wish(picture: Path) -> dict[str, object]:
    return {"filename": "a.jpg", "content_type": "image/jpeg", "size": picture.stat().st_size}


def test_announced_photos_count_and_are_refused_before_they_are_sent(person: Person, pictures: dict[str, list[Path]]):
    shirt = pictures["shirt"][0]
    person.add(pictures["pants"][0])
    address = person.http.post("/generate-presigned-url", json=wish(shirt)).json()
    assert usage(person)["items"] == 2
    refused(person.http.post("/generate-presigned-url", json=wish(shirt)), "items", 2, 2)
    assert person.upload(pictures["hat"][0]).status_code == 403
    refused(person.http.post("/v1/samples"), "items", 2, 2)

    sent = person.http.put(address["url"], content=shirt.read_bytes(), headers={"Content-Type": "image/jpeg"})
    assert sent.status_code == 200, sent.text
    claimed = person.http.post("/v1/items/from-uploads", json={"upload_keys": [address["key"]]})
    assert claimed.status_code == 201, "its place was kept"
    assert usage(person) == {
        "items": 2,
        "bytes": shirt.stat().st_size + pictures["pants"][0].stat().st_size,
        "jobs": 0,
    }


def test_an_upload_of_unknown_size_counts_as_the_largest(service: Service, person: Person):
    unknown = {"filename": "a.jpg", "content_type": "image/jpeg"}
    refused(person.http.post("/generate-presigned-url", json=unknown), "bytes", 0, 1024 * 1024)
    set_limits(service, person, max_bytes=NO_LIMIT)
    assert person.http.post("/generate-presigned-url", json=unknown).status_code == 200
    assert usage(person)["bytes"] == 40 * 1024 * 1024


def test_an_archive_that_does_not_fit_is_not_read(service: Service, person: Person, pictures: dict[str, list[Path]]):
    set_limits(service, person, max_bytes=1000)
    answer = person.http.post("/v1/imports/archive", files={"file": ("a.zip", zipped(pictures["shirt"][0]))})
    refused(answer, "bytes", 0, 1000)
    assert not list((service.data_dir / "inbox").rglob("*.*"))


def test_photos_of_an_archive_past_the_limit_are_left_out_with_the_reason(
    person: Person, pictures: dict[str, list[Path]]
):
    photos = [pictures[name][0] for name in ("shirt", "pants", "hat")]
    job = person.http.post("/v1/imports/archive", files={"file": ("a.zip", zipped(*photos))}).json()
    while job["finished_at"] is None:
        job = person.http.get(f"/v1/jobs/{job['id']}").json()
        time.sleep(0.1)
    files = job["result"]["files"]
    assert [("item_id" in file) for file in files] == [True, True, False]
    assert "2 of 2 garments" in files[2]["detail"]


def test_too_many_waiting_jobs(service: Service, person: Person, pictures: dict[str, list[Path]]):
    set_limits(service, person, max_jobs=0)
    inbox = sorted((service.data_dir / "inbox").rglob("*"))
    for answer in (
        person.http.post("/v1/imports", json={"url": "https://shop.invalid/jeans"}),
        person.http.post("/v1/imports/archive", files={"file": ("a.zip", zipped(pictures["shirt"][0]))}),
    ):
        refused(answer, "jobs", 0, 0, status=429)
        assert answer.headers["Retry-After"] == "60"
    assert sorted((service.data_dir / "inbox").rglob("*")) == inbox
