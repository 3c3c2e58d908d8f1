"""The short form of `make prove ONLY=kill`, and one kill at a chosen moment."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from prove.kill import kill_many
from prove.models import another_version
from prove.pictures import another_copy, small_photos
from prove.service import Service
from prove.stored_data import inspect_data, unfinished_jobs

pytestmark = pytest.mark.timeout(600)


def test_no_acknowledged_write_is_lost_whenever_the_service_is_killed(tmp_path: Path):
    outcome = kill_many(6, seed=7, folder=tmp_path)
    assert outcome.kills == 6
    assert outcome.acknowledged > 0
    assert outcome.is_good, str(outcome)


def add_forty_garments(service: Service) -> dict[str, str]:
    """Start, add the garments of a new person and stop; returns the person's headers."""
    photos = [another_copy(photo, str(copy)) for photo in small_photos(10) for copy in range(4)]
    service.start()
    headers = service.join("somebody@example.org")
    with service.client(headers) as http:
        answer = http.post("/v1/items", files=[("files", ("photo.jpg", photo)) for photo in photos])
        assert answer.status_code == 201
    service.stop()
    return headers


def test_reembedding_continues_where_it_was_killed(tmp_path: Path):
    (tmp_path / "data").mkdir()
    with Service(tmp_path / "data") as service:
        headers = add_forty_garments(service)
        service.settings["MODELS_DIR"] = str(another_version(tmp_path / "models", "another"))
        service.start()
        halfway = wait_for(service, headers, lambda job: job["progress"]["done"] > 0)
        service.kill()
        assert halfway["state"] == "running"
        service.start()
        done = wait_for(service, headers, lambda job: job["state"] == "done")
        assert done["id"] == halfway["id"]
        assert done["progress"] == {"done": 40, "total": 40}
        assert unfinished_jobs(service.data_dir) == []
        assert inspect_data(service.data_dir).incomplete_items == []


def test_cutting_out_again_continues_where_it_was_killed(tmp_path: Path):
    (tmp_path / "data").mkdir()
    with Service(tmp_path / "data") as service:
        headers = add_forty_garments(service)
        forget_cutouts(service.data_dir)
        service.start()
        with service.client(headers) as http:
            assert http.get("/v1/cutout-proposals").json()["redoable"] == 40
            asked = http.post("/v1/cutout-proposals").json()
        halfway = wait_for(service, headers, lambda job: job["progress"]["done"] > 0)
        service.kill()
        assert halfway["state"] == "running"
        service.start()
        done = wait_for(service, headers, lambda job: job["state"] == "done")
        assert done["id"] == asked["id"]
        assert done["progress"] == {"done": 40, "total": 40}
        with service.client(headers) as http:
            page = http.get("/v1/cutout-proposals?limit=100").json()
            assert (len(page["proposals"]), page["redoable"]) == (40, 0)
            assert all(http.get(one["after"]["cutout"]).status_code == 200 for one in page["proposals"])
        faults = inspect_data(service.data_dir)
        assert (faults.incomplete_items, faults.stray_files) == ([], [])


def forget_cutouts(data_dir: Path) -> None:
    """As if nobody knew what was cut out, and nothing had been."""
    with closing(sqlite3.connect(data_dir / "wardrobe.db")) as database, database:
        database.execute("UPDATE photos SET cutout_version = NULL, cutout_doubts = '[]', has_cutout = 0")
    for name in ("mask", "cutout", "cutout_thumb"):
        for file in data_dir.glob(f"uploads/*/*/{name}"):
            file.unlink()


def wait_for(service: Service, headers: dict[str, str], condition) -> dict:
    with service.client(headers) as http:
        for _ in range(3000):
            jobs = http.get("/v1/jobs").json()["jobs"]
            if jobs and condition(jobs[0]):
                return jobs[0]
            time.sleep(0.02)
    raise AssertionError(f"the condition was not met in time: {jobs}")
