"""Backups during constant writes; each is restored elsewhere and compared with what the service had acknowledged."""

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx

from prove.pictures import another_copy, small_photos
from prove.service import BACKEND, PASSWORD, Service
from prove.stored_data import inspect_data

WRITERS = 3
TIMEOUT_S = 600  # long enough for a busy machine


@dataclass
class Written:
    """One photo that the service stored, at some moment between `sent` and `answered`."""

    item_id: str
    sha256: str
    sent: datetime
    answered: datetime


@dataclass
class Outcome:
    backups: int = 0
    written: int = 0
    compared: int = 0
    lost: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    from_later: list[str] = field(default_factory=list)
    incomplete_items: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    backup_s: list[float] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.different or self.from_later or self.incomplete_items or self.refused)

    def __str__(self) -> str:
        wrong = [*self.lost, *self.different, *self.from_later, *self.incomplete_items, *self.refused]
        return "\n".join(
            [
                f"{self.backups} backups during {self.written} uploads by {WRITERS} people and a stream of visitors who"
                f" erase themselves; {self.compared} photos compared by digest",
                f"  seconds per backup                    {', '.join(f'{s:.1f}' for s in self.backup_s)}",
                f"  answered before the backup, missing   {len(self.lost)}",
                f"  different digest                      {len(self.different)}",
                f"  sent after the backup, included       {len(self.from_later)}",
                f"  incomplete items                      {len(self.incomplete_items)}",
                *(f"    {line}" for line in wrong[:40]),
            ]
        )


def back_up_while_writing(backups: int, seed: int, folder: Path) -> Outcome:
    outcome = Outcome()
    (folder / "data").mkdir(parents=True)
    photos = small_photos(12)
    with Service(folder / "data") as service:
        service.start()
        writers = [
            _Writer(service, f"writer{n}@example.org", photos, random.Random(f"{seed} {n}")) for n in range(WRITERS)
        ]
        stop = threading.Event()
        threads = [threading.Thread(target=writer.write, args=(stop,)) for writer in writers]
        threads.append(threading.Thread(target=_visit, args=(service, photos, stop, outcome)))
        for thread in threads:
            thread.start()
        try:
            for number in range(backups):
                enough = sum(len(writer.written) for writer in writers) + 2 * WRITERS
                while sum(len(writer.written) for writer in writers) < enough and all(
                    t.is_alive() for t in threads[:-1]
                ):
                    time.sleep(0.05)
                _back_up_and_compare(service.data_dir, folder, number, writers, outcome)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        outcome.refused += [line for writer in writers for line in writer.refused]
        outcome.written = sum(len(writer.written) for writer in writers)
    return outcome


class _Writer:
    """Uploads new photos one after another."""

    def __init__(self, service: Service, email: str, photos: list[bytes], rng: random.Random) -> None:
        self._service, self._photos, self._rng, self.email = service, photos, rng, email
        self.headers = service.join(email)
        self.written: list[Written] = []
        self.refused: list[str] = []

    def write(self, stop: threading.Event) -> None:
        with self._service.client(self.headers, TIMEOUT_S) as http:
            while not stop.is_set():
                photo = another_copy(self._rng.choice(self._photos), f"{self.email} {len(self.written)}")
                sent = datetime.now(UTC)
                answer = http.post("/v1/items", files=[("files", ("photo.jpg", photo))])
                if answer.status_code != 201:
                    self.refused.append(answer.text[:300])
                    return
                item_id = answer.json()["results"][0]["item"]["id"]
                digest = hashlib.sha256(photo).hexdigest()
                self.written.append(Written(item_id, digest, sent, datetime.now(UTC)))


def _visit(service: Service, photos: list[bytes], stop: threading.Event, outcome: Outcome) -> None:
    """Visitors upload a photo and erase themselves, so files disappear during a backup."""
    number = 0
    while not stop.is_set():
        number += 1
        with service.client(service.join(f"visitor{number}@example.org"), TIMEOUT_S) as http:
            photo = another_copy(photos[number % len(photos)], f"visitor {number}")
            http.post("/v1/items", files=[("files", ("photo.jpg", photo))])
            erased = http.request("DELETE", "/v1/me", json={"password": PASSWORD})
            if erased.status_code != 204:
                outcome.refused.append(erased.text[:300])
                return


def _back_up_and_compare(data_dir: Path, folder: Path, number: int, writers: list[_Writer], outcome: Outcome) -> None:
    to, elsewhere = folder / f"copy{number}", folder / f"elsewhere{number}"
    began = time.monotonic()
    before = datetime.now(UTC)
    _run(data_dir, "make", "--to", str(to))
    after = datetime.now(UTC)
    outcome.backup_s.append(time.monotonic() - began)
    _run(elsewhere, "restore", str(to))
    outcome.backups += 1
    faults = inspect_data(elsewhere)
    outcome.incomplete_items += [*faults.incomplete_items, *faults.stray_files]
    with Service(elsewhere) as restored:
        restored.start()
        for writer in writers:
            with restored.client(timeout_s=TIMEOUT_S) as http:
                account = {"username": writer.email, "password": PASSWORD}
                token = http.post("/v1/auth/login", data=account).raise_for_status().json()["access_token"]
                http.headers["Authorization"] = f"Bearer {token}"
                for written in list(writer.written):
                    _compare(http, written, before, after, outcome)
        restored.stop()


def _compare(http: httpx.Client, written: Written, before: datetime, after: datetime, outcome: Outcome) -> None:
    answer = http.get(f"/v1/items/{written.item_id}")
    if written.answered < before and answer.status_code != 200:
        outcome.lost.append(f"garment {written.item_id}: {answer.status_code}")
    elif written.sent > after and answer.status_code == 200:
        outcome.from_later.append(f"garment {written.item_id}")
    if answer.status_code == 200:
        outcome.compared += 1
        if answer.json()["source_sha256"] != written.sha256:
            outcome.different.append(f"garment {written.item_id}")


def _run(data_dir: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "app.backup", *arguments]
    environment = os.environ | {"CURATOR_DATA_DIR": str(data_dir)}
    ran = subprocess.run(command, cwd=BACKEND, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise AssertionError(ran.stdout + ran.stderr)


def main(backups: int = 6, seed: int = 1) -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-backup-") as folder:
        outcome = back_up_while_writing(backups, seed, Path(folder))
    print(outcome, flush=True)
    return outcome.is_good
