"""The short form of `make prove ONLY=kill`, and one kill at a chosen moment."""

import time
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


def test_reembedding_continues_where_it_was_killed(tmp_path: Path):
    (tmp_path / "data").mkdir()
    photos = [another_copy(photo, str(copy)) for photo in small_photos(10) for copy in range(4)]
    with Service(tmp_path / "data") as service:
        service.start()
        headers = service.join("somebody@example.org")
        with service.client(headers) as http:
            answer = http.post("/v1/items", files=[("files", ("photo.jpg", photo)) for photo in photos])
            assert answer.status_code == 201
        service.stop()
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


def wait_for(service: Service, headers: dict[str, str], condition) -> dict:
    with service.client(headers) as http:
        for _ in range(3000):
            jobs = http.get("/v1/jobs").json()["jobs"]
            if jobs and condition(jobs[0]):
                return jobs[0]
            time.sleep(0.02)
    raise AssertionError(f"the condition was not met in time: {jobs}")
