"""The short form of `make prove ONLY=kill`, and one kill at a chosen moment."""

import random
import sqlite3
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import httpx
import numpy as np
import pytest

from app.vision.images import decode_mask, encode_mask
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


def add_garments(service: Service, count: int = 40) -> dict[str, str]:
    """Start, add the garments of a new person and stop; returns the person's headers."""
    photos = [another_copy(photo, str(copy)) for photo in small_photos(10) for copy in range(4)][:count]
    service.start()
    headers = service.join("somebody@example.org")
    with service.client(headers, timeout_s=600) as http:  # a busy machine takes its time
        answer = http.post("/v1/items", files=[("files", ("photo.jpg", photo)) for photo in photos])
        assert answer.status_code == 201
    service.stop()
    return headers


def test_reembedding_continues_where_it_was_killed(tmp_path: Path):
    (tmp_path / "data").mkdir()
    with Service(tmp_path / "data") as service:
        headers = add_garments(service)
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
        headers = add_garments(service)
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


def test_new_cutouts_accepted_while_it_is_killed_leave_the_old_picture_or_the_new(tmp_path: Path):
    (tmp_path / "data").mkdir()
    rng = random.Random(7)
    with Service(tmp_path / "data") as service:
        headers = add_garments(service, 8)
        halve_masks(service.data_dir)
        service.start()
        with service.client(headers) as http:
            http.post("/v1/cutout-proposals").raise_for_status()
            wait_for(service, headers, lambda job: job["state"] == "done")
            proposals = http.get("/v1/cutout-proposals").json()["proposals"]
            masks = {
                one["item"]["id"]: [
                    http.get(one[when]["mask"]).raise_for_status().content for when in ("before", "after")
                ]
                for one in proposals
            }
        left = [one["photo_id"] for one in proposals]
        assert len(left) > 3
        assert all(before != after for before, after in masks.values())
        for _ in range(2):
            accepting = threading.Thread(target=accept, args=(service.client(headers, timeout_s=600), left))
            accepting.start()
            while accepting.is_alive() and open_proposals(service.data_dir) == len(left):
                time.sleep(0.005)
            time.sleep(rng.uniform(0, 0.2))
            service.kill()
            accepting.join()
            service.start()
            faults = inspect_data(service.data_dir)
            assert (faults.incomplete_items, faults.stray_files) == ([], [])
            with service.client(headers) as http:
                left = [one["photo_id"] for one in http.get("/v1/cutout-proposals").json()["proposals"]]
                assert len(left) == open_proposals(service.data_dir) < len(proposals)
                for item_id, (before, after) in masks.items():
                    item = http.get(f"/v1/items/{item_id}").json()
                    is_old = item["photos"][0]["id"] in left
                    assert http.get(item["images"]["mask"]).content == (before if is_old else after)
                    assert http.get(item["images"]["cutout"]).status_code == 200
            if not left:
                break


def accept(http: httpx.Client, photo_ids: list[str]) -> None:
    """Use new cut-outs, until the service ends."""
    with http, suppress(httpx.TransportError):
        http.post("/v1/cutout-proposals/answers", json={"photo_ids": photo_ids, "answer": "use"}).raise_for_status()


def open_proposals(data_dir: Path) -> int:
    with closing(sqlite3.connect(data_dir / "wardrobe.db", timeout=60)) as database:
        return database.execute("SELECT count(*) FROM cutout_proposals WHERE renditions_key IS NOT NULL").fetchone()[0]


def halve_masks(data_dir: Path) -> None:
    """As if an earlier network had found the left half of each garment's box."""
    with closing(sqlite3.connect(data_dir / "wardrobe.db")) as database, database:
        database.execute("UPDATE photos SET cutout_version = 'earlier', cutout_doubts = '[]'")
    for file in data_dir.glob("uploads/*/*/mask"):
        mask = decode_mask(file.read_bytes()).copy()
        columns = np.flatnonzero(mask.any(axis=0))
        mask[:, (columns[0] + columns[-1]) // 2 :] = False
        file.write_bytes(encode_mask(mask))


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
