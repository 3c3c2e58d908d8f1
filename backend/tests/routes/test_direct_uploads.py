"""Uploads straight to the store: one contract, signed by the service itself and by a real S3 server."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from conftest import Clock, Person, Service, serve
from object_store import ObjectStore, run_object_store
from sqlalchemy import update

from app.db.session import write
from app.db.tables import Job, Upload
from app.db.types import now
from app.jobs import add_job
from app.wardrobe.portability.archive import ARCHIVE_IMPORT
from app.wardrobe.uploads import expire_uploads

BUCKET = "curator"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    with run_object_store(tmp_path_factory.mktemp("s3")) as server:
        server.make_bucket(BUCKET)
        yield server


@pytest.fixture(scope="module", params=["disk", "bucket"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "bucket":
            for name, value in request.getfixturevalue("server").settings(BUCKET).items():
                patch.setenv(name, value)
        yield from serve(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def photo(pictures: dict[str, list[Path]]) -> bytes:
    return pictures["shirt"][0].read_bytes()


def ask(person: Person, **wish: object) -> dict:
    answer = person.http.post(
        "/generate-presigned-url", json={"filename": "a shirt.jpg", "content_type": "image/jpeg"} | wish
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def put(person: Person, url: str, content: bytes, content_type: str = "image/jpeg") -> int:
    """A client without an account: the address alone must suffice."""
    own = url.startswith("http://localhost/")
    client = person.http if own else httpx.Client(trust_env=False, timeout=60)
    headers = {"Content-Type": content_type} | ({"Authorization": ""} if own else {})
    return client.put(url, content=content, headers=headers).status_code


def claim(person: Person, *keys: str) -> httpx.Response:
    return person.http.post("/v1/items/from-uploads", json={"upload_keys": list(keys)})


def test_photo_goes_to_the_store_and_becomes_a_garment_once(service: Service, person: Person, photo: bytes):
    address = ask(person, size=len(photo), filename="../../etc/my shirt.jpg")
    me = person.http.get("/v1/me").json()["id"]
    assert address["key"].startswith(f"uploads/{me}/")
    assert "shirt" not in address["key"]
    assert claim(person, address["key"]).json()["results"][0]["status"] == 404  # nothing was uploaded yet
    assert put(person, address["url"], photo) == 200
    first, again = claim(person, address["key"]), claim(person, address["key"])
    assert (first.status_code, again.status_code) == (201, 201)
    assert [answer.json()["results"][0]["status"] for answer in (first, again)] == [201, 200]
    (one,), (other,) = (answer.json()["results"] for answer in (first, again))
    assert one["item"]["id"] == other["item"]["id"]
    assert one["item"]["source_sha256"] == sha256(photo).hexdigest()
    assert one["filename"] == "my shirt.jpg" or "shirt" in one["filename"]
    picture = person.http.get(one["item"]["images"]["display"])
    assert picture.status_code == 200
    assert service.http.portal.call(waiting, service) == []


async def waiting(service: Service) -> list[UUID]:
    inbox = service.services.inbox
    return [upload.upload_id for upload in await asyncio.to_thread(lambda: list(inbox.waiting()))]


def test_wrong_type_size_and_changed_address_are_refused(person: Person, photo: bytes):
    address = ask(person, size=len(photo))
    assert put(person, address["url"], photo, "image/png") == 403
    assert put(person, address["url"], photo + b"x") == 403
    assert put(person, address["url"], photo[:-1]) == 403
    for changed in (address["url"].replace("uploads/", "uploads/x", 1), address["url"][:-6] + "aaaaaa"):
        assert 400 <= put(person, changed, photo) < 500
    assert claim(person, address["key"]).json()["results"][0]["status"] == 404


@pytest.mark.parametrize(
    "wish",
    [
        {"content_type": "text/html"},
        {"content_type": "image/svg+xml"},
        {"expires_in": 59},
        {"expires_in": 3601},
        {"size": 0},
        {"filename": ""},
    ],
)
def test_odd_wishes_are_refused(person: Person, wish: dict):
    body = {"filename": "a.jpg", "content_type": "image/jpeg"} | wish
    assert person.http.post("/generate-presigned-url", json=body).status_code == 422


def test_too_large_is_refused_before_and_after(person: Person):
    body = {"filename": "a.jpg", "content_type": "image/jpeg", "size": 41 * 1024 * 1024}
    assert person.http.post("/generate-presigned-url", json=body).status_code == 413


def test_what_is_no_picture_is_refused_when_claimed(person: Person):
    address = ask(person)
    assert put(person, address["url"], b"<html>no picture</html>") == 200
    answer = claim(person, address["key"])
    assert answer.status_code == 415
    assert "JPEG" in answer.json()["results"][0]["problem"]["detail"]


def test_another_persons_key_is_nobodys(service: Service, person: Person, photo: bytes):
    address = ask(person)
    assert put(person, address["url"], photo) == 200
    other = service.join()
    theirs, none = (claim(other, key) for key in (address["key"], address["key"][:-4] + "0000"))
    assert theirs.status_code == none.status_code == 404
    assert claim(other, "../x", "", "uploads/a\x00/b").status_code == 404
    assert claim(person, *["x"] * 51).status_code == 413
    assert claim(person).status_code == 422
    mixed = claim(person, address["key"], "uploads/no/thing")
    assert (mixed.status_code, [r["status"] for r in mixed.json()["results"]]) == (207, [200, 404])


def test_unclaimed_uploads_expire_and_erased_peoples_go(service: Service, person: Person, photo: bytes):
    service.http.portal.call(expire_uploads, service.services.sessions, service.services.inbox)
    address = ask(person)
    assert put(person, address["url"], photo) == 200
    upload_id = UUID(address["key"].rsplit("/", 1)[1])
    assert upload_id in service.http.portal.call(waiting, service)

    async def let_a_day_pass() -> None:
        sessions = service.services.sessions
        await expire_uploads(sessions, service.services.inbox)
        assert upload_id in await waiting(service)
        async with write(sessions) as session:
            await session.execute(update(Upload).where(Upload.id == upload_id).values(expires_at=now() - timedelta(1)))
        await expire_uploads(sessions, service.services.inbox)

    service.http.portal.call(let_a_day_pass)
    assert upload_id not in service.http.portal.call(waiting, service)
    assert claim(person, address["key"]).status_code == 404


def test_archive_stays_until_its_job_is_over_and_then_goes(service: Service, person: Person, photo: bytes):
    address = ask(person)
    assert put(person, address["url"], photo) == 200
    upload_id = UUID(address["key"].rsplit("/", 1)[1])
    state = service.services

    async def expire() -> set[UUID]:
        await expire_uploads(state.sessions, state.inbox)
        return set(await waiting(service))

    async def finish_a_job_about_it() -> list[bool]:
        async with write(state.sessions) as session:
            upload = await session.get_one(Upload, upload_id)
            upload.expires_at = now()
            job_id = await add_job(session, upload.owner_id, ARCHIVE_IMPORT, str(upload_id))
        while_at_work = upload_id in await expire()
        async with write(state.sessions) as session:
            (await session.get_one(Job, job_id)).finished_at = now()
        return [while_at_work, upload_id in await expire()]

    assert service.http.portal.call(finish_a_job_about_it) == [True, False]


def test_straight_to_the_bucket_or_the_reason_why_not(service: Service, person: Person, photo: bytes):
    answer = person.http.post("/test-upload-s3", files={"file": ("a.jpg", photo)})
    if "S3" in str(answer.json().get("detail")):
        assert answer.status_code == 503
        assert "S3_BUCKET" in answer.json()["detail"]
        return
    assert answer.status_code == 200, answer.text
    fetched = httpx.get(answer.json()["url"], trust_env=False)
    assert (fetched.status_code, fetched.content) == (200, photo)
    assert httpx.get(answer.json()["url"].split("?")[0], trust_env=False).status_code == 403
    refused = person.http.post("/test-upload-s3", files={"file": ("a.jpg", b"no picture")})
    assert refused.status_code == 415


class TestOwnSignature:
    """Tests of the service's own addresses that S3 does not need."""

    @pytest.fixture
    def service(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
        monkeypatch.delenv("S3_BUCKET", raising=False)  # the service of earlier tests may still be running
        yield from serve(tmp_path)

    @pytest.fixture
    def person(self, service: Service) -> Person:
        return service.join()

    def test_address_runs_out(self, service: Service, person: Person, clock: Clock, photo: bytes):
        address = ask(person, expires_in=60)
        clock.wait(seconds=61)
        assert put(person, address["url"], photo) == 403

    def test_token_of_another_purpose_is_none(self, service: Service, person: Person, photo: bytes):
        token = service.sign_in(person.email)["access_token"]
        assert put(person, f"http://localhost/v1/uploads/{token}", photo) == 403

    def test_address_is_the_one_that_the_proxy_is_reached_at(self, person: Person):
        headers = {"X-Forwarded-Host": "curator.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/api"}
        body = {"filename": "a.jpg", "content_type": "image/jpeg"}
        answer = person.http.post("/generate-presigned-url", json=body, headers=headers)
        assert answer.json()["url"].startswith("https://curator.example/api/v1/uploads/")

    def test_claimed_upload_takes_no_more(self, person: Person, photo: bytes):
        address = ask(person)
        assert put(person, address["url"], photo) == 200
        assert claim(person, address["key"]).status_code == 201
        assert put(person, address["url"], photo) == 403


def test_presigned_address_of_s3_runs_out(server: ObjectStore, monkeypatch: pytest.MonkeyPatch, photo: bytes):
    from app.outside.bucket import Bucket

    for name, value in server.settings(BUCKET).items():
        monkeypatch.setenv(name, value)
    bucket = Bucket(BUCKET, "eu-north-1", server.address)
    url = bucket.sign_put("uploads/x/y", "image/jpeg", None, 1)
    end = now() + timedelta(seconds=2)
    while now() < end:  # S3 uses the real clock
        pass
    answer = httpx.put(url, content=photo, headers={"Content-Type": "image/jpeg"}, trust_env=False)
    assert answer.status_code == 403
    assert json.dumps(server.keys(BUCKET)).count("uploads/x/y") == 0
