"""Many photos at once, on the page and in a ZIP, while the service is killed: none is lost or duplicated.

This module imports the ZIP; `frontend/e2e/bulk.spec.ts` uploads on the page, in Chromium.
"""

import io
import os
import subprocess
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from prove.pictures import another_copy, small_photos
from prove.service import Service
from prove.site import FRONTEND
from prove.stored_data import inspect_data, unfinished_jobs

SHARES_OF_KILLS = (0.3, 0.7)
TIMEOUT_S = 3600  # long enough for a busy machine


@dataclass
class Outcome:
    photos: int
    kills: int = 0
    garments: int = 0
    results: int = 0  # in the job
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return self.garments == self.results == self.photos and not self.wrong

    def __str__(self) -> str:
        return "\n".join(
            [
                f"a ZIP of {self.photos} photos, {self.kills} kills: {self.garments} garments, {self.results} results,"
                f" {self.photos / self.seconds * 60:.0f} photos a minute",
                *(f"    {line}" for line in self.wrong[:40]),
            ]
        )


def import_zip(count: int, folder: Path) -> Outcome:
    """Upload a ZIP, and kill the service twice during the import."""
    outcome = Outcome(count)
    (folder / "data").mkdir(parents=True)
    with Service(folder / "data") as service:
        service.start()
        headers = service.join("somebody@example.org")
        with service.client(headers) as http:
            job_id = http.post("/v1/imports/archive", files={"file": ("photos.zip", zip_of(count))}).json()["id"]
        began = time.monotonic()
        for share in SHARES_OF_KILLS:
            wait_for(service, headers, job_id, share * count)
            service.kill()
            outcome.kills += 1
            service.start()
        job = wait_for(service, headers, job_id, None)
        outcome.seconds = time.monotonic() - began
        outcome.results = len({file.get("item_id") for file in job["result"].get("files", [])})
        with service.client(headers) as http:
            outcome.garments = len(all_items(http))
        faults = inspect_data(service.data_dir)
        outcome.wrong = [*faults.incomplete_items, *faults.stray_files, *unfinished_jobs(service.data_dir)]
        if job["state"] != "done":
            outcome.wrong.append(f"the job ended as {job['state']}: {job['detail']}")
    return outcome


def zip_of(count: int) -> bytes:
    photos = small_photos(20)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(count):
            archive.writestr(f"folder/photo-{number}.jpg", another_copy(photos[number % len(photos)], str(number)))
    return buffer.getvalue()


def wait_for(service: Service, headers: dict[str, str], job_id: str, done: float | None) -> dict[str, Any]:
    """The job, once `done` of its files are done or it has finished. Raises: TimeoutError."""
    deadline = time.monotonic() + TIMEOUT_S
    with service.client(headers) as http:
        while time.monotonic() < deadline:
            job: dict[str, Any] = http.get(f"/v1/jobs/{job_id}").raise_for_status().json()
            if job["finished_at"] or (done is not None and job["progress"]["done"] >= done):
                return job
            time.sleep(0.05)
    raise TimeoutError(f"the job did not get that far: {job['progress']}")


def all_items(http: httpx.Client) -> list[dict[str, Any]]:
    items, cursor = [], None
    while True:
        page = http.get("/v1/items", params={"limit": 100} | ({"cursor": cursor} if cursor else {})).json()
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items


def main(photos: int = 500) -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-bulk-") as folder:
        outcome = import_zip(photos, Path(folder))
    print(outcome, flush=True)
    command = ["npx", "playwright", "test", "bulk", "--grep", "at once"]
    site = subprocess.run(command, cwd=FRONTEND, env=os.environ | {"E2E_BULK": str(photos)})
    return outcome.is_good and site.returncode == 0
