"""Background jobs: owners take turns, and a job that brings the service down is given up."""

import asyncio
import io
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import Person, Service, serve
from sqlalchemy import select, update

from app.db.session import write
from app.db.tables import Job
from app.jobs import MAX_STARTS
from app.services import services_of
from prove.pictures import another_copy, small_photos


def archive(name: str, count: int) -> bytes:
    photos = small_photos(3)
    with io.BytesIO() as file:
        with ZipFile(file, "w") as zipped:
            for number in range(count):
                zipped.writestr(f"{number}.jpg", another_copy(photos[number % 3], f"{name}-{number}"))
        return file.getvalue()


def send(person: Person, content: bytes) -> str:
    answer = person.http.post("/v1/imports/archive", files={"file": ("a.zip", content)})
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


def states(person: Person) -> list[str]:
    return [job["state"] for job in person.http.get("/v1/jobs").json()["jobs"]]


def wait_until(is_so, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_another_person_does_not_wait_behind_a_neighbour_s_archives(fresh_service: Service):
    neighbour, other = fresh_service.join(), fresh_service.join()
    for number in range(4):
        send(neighbour, archive(f"n{number}", 8))
    wait_until(lambda: "running" in states(neighbour))
    began = time.monotonic()
    send(other, archive("o", 3))
    running = []
    while states(other) != ["done"]:
        running.append(states(neighbour).count("running"))
        assert time.monotonic() - began < 60
        time.sleep(0.05)
    assert max(running) == 1, "one person's jobs run one at a time"
    assert states(neighbour).count("done") < 3, "it did not wait for all of them"
    wait_until(lambda: states(neighbour) == ["done"] * 4)


def starts_of(service: Service) -> int:
    async def look() -> int:
        async with services_of(service.http.app).sessions() as session:
            return (await session.scalars(select(Job.starts))).one()

    return service.http.portal.call(look)


def test_a_job_that_was_killed_twice_is_not_begun_again(fresh_service: Service, monkeypatch: pytest.MonkeyPatch):
    person = fresh_service.join()

    jobs = services_of(fresh_service.http.app).jobs
    begin = jobs._begin

    async def begin_late(job_id):
        # Each of the earlier starts ended with the process.
        async with write(services_of(fresh_service.http.app).sessions) as session:
            await session.execute(update(Job).where(Job.id == job_id).values(starts=MAX_STARTS))
        return await begin(job_id)

    monkeypatch.setattr(jobs, "_begin", begin_late)
    job_id = send(person, archive("k", 1))
    wait_until(lambda: states(person) == ["failed"])
    told = person.http.get(f"/v1/jobs/{job_id}").json()["detail"]
    assert "begun 2 times" in told
    assert "not begun again" in told
    assert person.http.get("/v1/items").json()["items"] == []


def test_a_stop_in_good_order_is_no_start_without_progress(tmp_path: Path):
    async def hang(*_: object) -> None:
        await asyncio.sleep(60)

    for round_ in range(MAX_STARTS + 1):
        for service in serve(tmp_path):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("app.wardrobe.portability.photo_zip.take_photo", hang)
                if round_ == 0:
                    email = service.join().email
                    token = service.sign_in(email)["access_token"]
                    send(Person(service.client(Authorization=f"Bearer {token}"), email), archive("s", 1))
                wait_until(lambda service=service: starts_of(service) == 1)
    for service in serve(tmp_path):
        token = service.sign_in(email)["access_token"]
        person = Person(service.client(Authorization=f"Bearer {token}"), email)
        wait_until(lambda person=person: states(person) == ["done"])
