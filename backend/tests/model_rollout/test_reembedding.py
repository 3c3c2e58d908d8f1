"""After a model changed between two starts, a job that the owner can watch embeds every wardrobe again."""

import time
from uuid import uuid4

import pytest
from conftest import Service, serve
from sqlalchemy import select

from app.db.tables import ActiveModel, Embedding
from prove.models import another_version


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, pictures):
    """A wardrobe of four garments, one of them deleted; then a start with another version of the same model."""
    folder = tmp_path_factory.mktemp("grown")
    for service in serve(folder):
        someone = service.join()
        items = [someone.add(pictures[name][0]) for name in ("hat", "pants", "dress", "shoes")]
        someone.http.delete(f"/v1/items/{items[2]['id']}")
        # One original is lost, so its display picture is used.
        next(folder.glob(f"uploads/*/{items[1]['source_sha256']}/original")).unlink()
        # Of another, all files are lost.
        for file in folder.glob(f"uploads/*/{items[3]['source_sha256']}/*"):
            file.unlink()
        email = someone.email
    for service in serve(folder, models_dir=str(another_version(folder / "models", "another"))):
        yield service, email


def jobs_of(service: Service, email: str) -> list[dict]:
    http = service.client(Authorization=f"Bearer {service.sign_in(email)['access_token']}")
    for _ in range(600):
        jobs = http.get("/v1/jobs").json()["jobs"]
        if jobs and jobs[0]["finished_at"]:
            return jobs
        time.sleep(0.05)
    raise AssertionError(jobs)


def vectors(service: Service) -> dict[str, list[bytes]]:
    """By garment."""
    query = select(Embedding.item_id, Embedding.vector).order_by(Embedding.model_version)
    with service.database() as database:
        found: dict[str, list[bytes]] = {}
        for item_id, vector in database.execute(query):
            found.setdefault(item_id.hex, []).append(vector)
    return found


def test_job_is_done_and_says_how_much_it_did(grown):
    (job,) = jobs_of(*grown)
    assert (job["kind"], job["state"]) == ("re-embedding", "done")
    assert job["progress"] == {"done": 3, "total": 4}
    assert "1 garments were left out" in job["detail"]


def test_every_garment_has_both_embeddings_the_deleted_one_too(grown):
    service, email = grown
    jobs_of(service, email)
    assert sorted(len(both) for both in vectors(service).values()) == [1, 2, 2, 2]


def test_kept_photo_is_embedded_as_it_was_at_its_upload(grown):
    service, email = grown
    jobs_of(service, email)
    equal = [both[0] == both[1] for both in vectors(service).values() if len(both) == 2]
    assert equal.count(True) == 2  # only the display picture of the third is left


def test_new_version_answers_though_one_garment_has_no_picture_left(grown):
    service, email = grown
    (job,) = jobs_of(service, email)
    query = select(ActiveModel.version, ActiveModel.next_version).where(ActiveModel.name.contains("compat"))
    with service.database() as database:
        rows = [tuple(row) for row in database.execute(query)]
    assert rows == [(job["subject"], None)]


def test_job_is_its_owners_alone(grown):
    service, email = grown
    (job,) = jobs_of(service, email)
    stranger = service.join()
    assert stranger.http.get("/v1/jobs").json() == {"jobs": [], "next_cursor": None}
    foreign, unknown = (stranger.http.get(f"/v1/jobs/{job_id}") for job_id in (job["id"], uuid4()))
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}
