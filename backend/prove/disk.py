"""A full disk: refused with a reason, nothing half, and it goes on once there is room again.

The data folder is a small tmpfs, mounted in a mount namespace of its own (`unshare`), which on most systems needs no
administrator.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from prove.leftovers import look_at, stuck_jobs
from prove.pictures import another_copy, small_photos
from prove.service import Service

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
    """Fill the disk with photos, try everything that writes, make room, go on."""
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
        _fill_to_the_brim(ballast)
        for number in range(20):
            answer = http.post("/v1/items", files={"files": ("p.jpg", another_copy(photos[0], f"more {number}"))})
            _note(outcome, "upload", answer.status_code, answer.text)
            answer = http.patch(f"/v1/items/{ids[0]}", json={"attributes": {"notes": "n" * 2000}})
            _note(outcome, "edit", answer.status_code, answer.text)
            account = {"email": f"late{number}@example.org", "password": "a long enough password"}
            answer = http.post("/v1/auth/register", json=account)
            _note(outcome, "register", answer.status_code, answer.text)
        if http.get("/v1/items").status_code != 200 or http.get("/health/live").status_code != 200:
            outcome.wrong.append("a full disk keeps people from looking at what is there")
        ready = http.get("/health/ready").json()
        outcome.full[f"ready says {ready['status']}"] += 1
        ballast.unlink()
        _go_on(service, headers, outcome)


def _note(outcome: Outcome, what: str, status: int, text: str) -> None:
    outcome.full[f"{what} {status}"] += 1
    if status in (507, 503) and "full" not in text and "Try again" not in text:
        outcome.wrong.append(f"{what}: {status} without a reason: {text[:200]}")
    if status >= 500 and status not in (507, 503):
        outcome.wrong.append(f"{what}: {status} {text[:300]}")


def _fill_to_the_brim(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def _go_on(service: Service, headers: dict[str, str], outcome: Outcome) -> None:
    """With room again: writes are taken, nothing half lies about, also after a restart."""
    with service.client(headers) as http:
        for item in http.get("/v1/items", params={"limit": 100}).json()["items"]:
            for size in ("thumb", "display", "original"):
                if http.get(item["images"][size]).status_code != 200:
                    outcome.wrong.append(f"garment {item['id']} has no {size} picture")
        answer = http.patch(f"/v1/items/{item['id']}", json={"attributes": {"notes": "room again"}})
        if answer.status_code != 200:
            outcome.wrong.append(f"with room again an edit is answered {answer.status_code} {answer.text[:300]}")
        there = len(http.get("/v1/items", params={"limit": 100}).json()["items"])
    left = look_at(service.data_dir)
    outcome.wrong += [f"left over: {line}" for line in [*left.half_items, *left.strays]]
    service.stop()
    service.start()
    left = look_at(service.data_dir)
    outcome.wrong += [f"left over after a start: {line}" for line in [*left.half_items, *left.strays]]
    outcome.wrong += stuck_jobs(service.data_dir)
    with service.client(headers) as http:
        if len(http.get("/v1/items", params={"limit": 100}).json()["items"]) != there:
            outcome.wrong.append("a start changed what is there")


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
