"""A full disk: writes are refused with a reason, nothing is stored in part, and writes work again once there is room.

The data folder is a small tmpfs in a separate mount namespace (`unshare`), which most systems allow without root.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from prove.pictures import another_copy, small_photos
from prove.service import Service
from prove.stored_data import inspect_data, unfinished_jobs

SIZE_MB = 24
MOST_UPLOADS = 400
IN_NAMESPACE = "CURATOR_PROVE_IN_NAMESPACE"


@dataclass
class Outcome:
    taken: int = 0
    full: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.wrong

    def __str__(self) -> str:
        return "\n".join(
            [
                f"a disk of {SIZE_MB} MB: {self.taken} photos taken before it was full; then "
                + ", ".join(f"{what}: {count}" for what, count in sorted(self.full.items())),
                f"  wrong: {len(self.wrong)}",
                *(f"    {line}" for line in self.wrong[:40]),
            ]
        )


def fill(folder: Path) -> Outcome:
    """Fill the disk with photos, try all kinds of writes, free space, write again."""
    outcome = Outcome()
    photos = small_photos(4, 1000)
    data = folder / "data"
    data.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(data)], check=True)
    try:
        with Service(data) as service:
            service.start()
            _fill(service, photos, outcome)
    finally:
        subprocess.run(["umount", str(data)], check=True)
    return outcome


def _fill(service: Service, photos: list[bytes], outcome: Outcome) -> None:
    headers = service.join("full@example.org")
    ids: list[str] = []
    ballast = service.data_dir / "ballast"
    with service.client(headers) as http:
        for number in range(MOST_UPLOADS):
            answer = http.post("/v1/items", files={"files": ("p.jpg", another_copy(photos[number % 4], f"{number}"))})
            if answer.status_code != 201:
                break
            ids.append(answer.json()["results"][0]["item"]["id"])
        outcome.taken = len(ids)
        _note(outcome, "upload", answer.status_code, answer.text)
        _fill_last_bytes(ballast)
        for number in range(20):
            answer = http.post("/v1/items", files={"files": ("p.jpg", another_copy(photos[0], f"more {number}"))})
            _note(outcome, "upload", answer.status_code, answer.text)
            answer = http.patch(f"/v1/items/{ids[0]}", json={"attributes": {"notes": "n" * 2000}})
            _note(outcome, "edit", answer.status_code, answer.text)
            account = {"email": f"late{number}@example.org", "password": "a long enough password"}
            answer = http.post("/v1/auth/register", json=account)
            _note(outcome, "register", answer.status_code, answer.text)
        if http.get("/v1/items").status_code != 200 or http.get("/health/live").status_code != 200:
            outcome.wrong.append("reading fails on a full disk")
        ready = http.get("/health/ready").json()
        outcome.full[f"ready: {ready['status']}"] += 1
        ballast.unlink()
        _write_again(service, headers, outcome)


def _note(outcome: Outcome, what: str, status: int, text: str) -> None:
    outcome.full[f"{what} {status}"] += 1
    if status in (507, 503) and "full" not in text and "Try again" not in text:
        outcome.wrong.append(f"{what}: {status} without a reason: {text[:200]}")
    if status >= 500 and status not in (507, 503):
        outcome.wrong.append(f"{what}: {status} {text[:300]}")


def _fill_last_bytes(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def _write_again(service: Service, headers: dict[str, str], outcome: Outcome) -> None:
    """With free space: writes succeed and nothing is stored in part, also after a restart."""
    with service.client(headers) as http:
        for item in http.get("/v1/items", params={"limit": 100}).json()["items"]:
            for size in ("thumb", "display", "original"):
                if http.get(item["images"][size]).status_code != 200:
                    outcome.wrong.append(f"garment {item['id']} has no {size} picture")
        answer = http.patch(f"/v1/items/{item['id']}", json={"attributes": {"notes": "free space"}})
        if answer.status_code != 200:
            outcome.wrong.append(f"an edit with free space fails: {answer.status_code} {answer.text[:300]}")
        there = len(http.get("/v1/items", params={"limit": 100}).json()["items"])
    faults = inspect_data(service.data_dir)
    outcome.wrong += [f"left over: {line}" for line in [*faults.incomplete_items, *faults.stray_files]]
    service.stop()
    service.start()
    faults = inspect_data(service.data_dir)
    outcome.wrong += [f"left over after a start: {line}" for line in [*faults.incomplete_items, *faults.stray_files]]
    outcome.wrong += unfinished_jobs(service.data_dir)
    with service.client(headers) as http:
        if len(http.get("/v1/items", params={"limit": 100}).json()["items"]) != there:
            outcome.wrong.append("a restart changed the list of garments")


def main() -> bool:
    if IN_NAMESPACE not in os.environ:
        ran = subprocess.run(
            ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-m", "prove", "disk"],
            env=os.environ | {IN_NAMESPACE: "yes"},
            check=False,
        )
        return ran.returncode == 0
    with tempfile.TemporaryDirectory(prefix="curator-disk-") as folder:
        outcome = fill(Path(folder))
    print(outcome, flush=True)
    return outcome.is_good
