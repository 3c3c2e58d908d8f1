"""Small files and slow senders that would cost a careless service much. One line per claim, with what was measured."""

import io
import os
import socket
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import numpy as np
from PIL import Image

from prove.hostile_files import document_bomb, flat, many_entries
from prove.pictures import PICTURES, another_copy, small_photos
from prove.service import Service

MEBIBYTE: Final = 1024 * 1024
LOOK_EVERY_S: Final = 0.02
PORTRAIT: Final = PICTURES.parent / "portraits" / "collins.jpg"
ARCHIVES: Final = 12
PHOTOS_IN_EACH: Final = 40


@dataclass
class Row:
    claim: str
    measured: str
    holds: bool

    def __str__(self) -> str:
        return f"  {'holds ' if self.holds else 'BROKEN'} {self.claim}: {self.measured}"


@dataclass
class Watch:
    """What the service and all that it started used, and how fast it answered, while something went on."""

    most_memory_bytes: int = 0
    slowest_live_s: float = 0.0
    memory_before: int = 0

    @property
    def more_mib(self) -> float:
        return (self.most_memory_bytes - self.memory_before) / MEBIBYTE


@contextmanager
def watched(service: Service) -> Iterator[Watch]:
    watch, is_over = Watch(memory_before=memory_of_all(service)), threading.Event()

    def look() -> None:
        with service.client() as http:
            while not is_over.is_set():
                began = time.monotonic()
                http.get("/health/live").raise_for_status()
                watch.slowest_live_s = max(watch.slowest_live_s, time.monotonic() - began)
                watch.most_memory_bytes = max(watch.most_memory_bytes, memory_of_all(service))
                time.sleep(LOOK_EVERY_S)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield watch
    finally:
        is_over.set()
        thread.join()


def memory_of_all(service: Service) -> int:
    """Resident memory of the service and its descendants."""
    assert service.process is not None
    parents, memory = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(folder.name)] = int(status["PPid"])
        memory[int(folder.name)] = int(status.get("VmRSS", "0 kB").split()[0]) * 1024
    ours, found = {service.process.pid}, 0
    while found != len(ours):
        found = len(ours)
        ours |= {pid for pid, parent in parents.items() if parent in ours}
    return sum(memory.get(pid, 0) for pid in ours)


def cpu_s(service: Service) -> float:
    assert service.process is not None
    fields = Path(f"/proc/{service.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def flat_pictures(service: Service) -> list[Row]:
    headers = service.join("flat@example.org")
    greys: list[str | tuple[int, int, int]] = [(1, 0, 0), (128, 128, 128), (200, 200, 200), (254, 255, 255)]
    colors = [*greys, "white", "black", "red", "navy"]
    with service.client(headers) as http:
        upload(http, small_photos(1)[0])  # models are loaded now
        before = cpu_s(service)
        for color in colors:
            upload(http, flat(color))
    each = (cpu_s(service) - before) / len(colors)
    return [Row("a flat picture takes at most 0.5 CPU s", f"{each:.2f} CPU s each of {len(colors)}", each <= 0.5)]


def upload(http: httpx.Client, photo: bytes) -> None:
    http.post("/v1/items", files={"files": ("photo.jpg", photo)}).raise_for_status()


def bombs(service: Service) -> list[Row]:
    headers = service.join("bombs@example.org")
    bomb, entries = document_bomb(64), many_entries(1_000_000)
    with service.client(headers) as http:
        take_in(http, archive_of("warm", 1))  # what is loaded once is loaded now
        with watched(service) as watch:
            job = take_in(http, bomb)
        with watched(service) as at_entries:
            began = time.monotonic()
            refused = http.post("/v1/imports/archive", files={"file": ("a.zip", entries)})
            took_s = time.monotonic() - began
    return [
        Row(
            "a document that unpacks to 64 MiB of lists fails with its reason",
            f"{job['state']}: {job['detail']}",
            job["state"] == "failed" and "too large" in job["detail"],
        ),
        Row("... for at most 200 MiB over all processes", f"+{watch.more_mib:.0f} MiB", watch.more_mib <= 200),
        Row(
            "... while /health/live answers within 0.5 s",
            f"slowest {watch.slowest_live_s:.2f} s",
            watch.slowest_live_s <= 0.5,
        ),
        Row(
            "a directory of a million entries (51 MB) is refused within 1 s",
            f"{refused.status_code} after {took_s:.2f} s",
            refused.status_code == 422 and took_s <= 1,
        ),
        Row("... for at most 50 MiB", f"+{at_entries.more_mib:.0f} MiB", at_entries.more_mib <= 50),
    ]


def archive_of(word: str, count: int) -> bytes:
    photos = small_photos(4)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.jpg", another_copy(photos[number % len(photos)], f"{word}-{number}"))
    return file.getvalue()


def send(http: httpx.Client, archive: bytes) -> str:
    answer = http.post("/v1/imports/archive", files={"file": ("a.zip", archive)}).raise_for_status()
    return str(answer.json()["id"])


def take_in(http: httpx.Client, archive: bytes) -> dict[str, Any]:
    return ended(http, send(http, archive))


def ended(http: httpx.Client, job_id: str, seconds: float = 300) -> dict[str, Any]:
    """Raises: TimeoutError."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        job: dict[str, Any] = http.get(f"/v1/jobs/{job_id}").raise_for_status().json()
        if job["finished_at"]:
            return job
        time.sleep(LOOK_EVERY_S)
    raise TimeoutError(f"the job did not end: {job}")


def neighbours(service: Service) -> list[Row]:
    """Twelve archives of one person, and three photos of another: as an archive, and as uploads."""
    neighbour, other = service.join("neighbour@example.org"), service.join("other@example.org")
    with service.client(neighbour) as http:
        jobs = [send(http, archive_of(f"archive {number}", PHOTOS_IN_EACH)) for number in range(ARCHIVES)]
        while not any(http.get(f"/v1/jobs/{job_id}").json()["state"] == "running" for job_id in jobs):
            time.sleep(LOOK_EVERY_S)
    with service.client(other) as http:
        began = time.monotonic()
        job = take_in(http, archive_of("three", 3))
        archived_s = time.monotonic() - began
        began = time.monotonic()
        for photo in small_photos(3):
            upload(http, another_copy(photo, "uploaded"))
        uploaded_s = time.monotonic() - began
    with service.client(neighbour) as http:
        states = [http.get(f"/v1/jobs/{job_id}").json()["state"] for job_id in jobs]
    return [
        Row(
            f"three photos in an archive are taken within 10 s beside {ARCHIVES} archives of a neighbour",
            f"{job['state']} after {archived_s:.1f} s",
            job["state"] == "done" and archived_s <= 10,
        ),
        Row("... as uploads too", f"{uploaded_s:.1f} s", uploaded_s <= 10),
        Row(
            "the neighbour's archives run one at a time",
            f"{states.count('running')} running, {states.count('waiting')} waiting",
            states.count("running") == 1,
        ),
    ]


def slow_portraits(service: Service) -> list[Row]:
    slow, other = service.join("slow@example.org"), service.join("portrait@example.org")
    body = PORTRAIT.read_bytes()
    with closing(_Slow(service, slow, 8)), service.client(other) as http:
        time.sleep(1)
        began = time.monotonic()
        answer = http.post("/v1/face", files={"file": ("me.jpg", body)})
        took_s = time.monotonic() - began
    return [
        Row(
            "eight slow portraits block nobody",
            f"another's is answered {answer.status_code} after {took_s:.1f} s",
            answer.status_code == 200 and took_s <= 10,
        )
    ]


def slow_bodies_end(service: Service) -> list[Row]:
    headers = service.join("drip@example.org")
    with closing(_Slow(service, headers, 1)) as slow:
        began = time.monotonic()
        status = slow.first_status(timeout_s=60)
        took_s = time.monotonic() - began
    return [Row("a body that drips is answered 408", f"{status} after {took_s:.0f} s", status == 408)]


class _Slow:
    """Portraits on their way that send a byte a second."""

    def __init__(self, service: Service, headers: dict[str, str], count: int) -> None:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        start = (
            f"POST /v1/face HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\n{head}Content-Length: 1000000\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
            '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
        ).encode()
        self._sockets = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(count)]
        for one in self._sockets:
            one.sendall(start)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._drip)
        self._thread.start()

    def _drip(self) -> None:
        while not self._is_over.wait(1):
            for one in self._sockets:
                try:
                    one.sendall(b"x")
                except OSError:  # the service closed it
                    continue

    def first_status(self, timeout_s: float) -> int:
        self._sockets[0].settimeout(timeout_s)
        return int(self._sockets[0].recv(64).split(b" ")[1])

    def close(self) -> None:
        self._is_over.set()
        self._thread.join()
        for one in self._sockets:
            one.close()


def killed_twice(service: Service) -> list[Row]:
    """A photo that takes seconds; the service is killed each time that it is begun."""
    headers = service.join("killed@example.org")
    noise = np.random.default_rng(0).integers(0, 256, (6000, 6000, 3), dtype=np.uint8)
    photo, archive = io.BytesIO(), io.BytesIO()
    Image.fromarray(noise).save(photo, "PNG", compress_level=1)
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("large.png", photo.getvalue()[: 39 * MEBIBYTE])
        for number in range(8):
            zipped.writestr(f"{number}.png", photo.getvalue()[: 39 * MEBIBYTE - number])
    with service.client(headers) as http:
        job_id = send(http, archive.getvalue())
    kills = 0
    while True:
        with service.client(headers) as http:
            job = http.get(f"/v1/jobs/{job_id}").json()
            deadline = time.monotonic() + 120
            while job["state"] != "running" or job["starts"] <= kills:
                if job["finished_at"] or time.monotonic() > deadline:
                    return [
                        Row(
                            "a job that was killed twice is not begun again",
                            f"{kills} kills, then {job['state']}: {job['detail']}",
                            kills == 2 and job["state"] == "failed" and "not begun again" in job["detail"],
                        )
                    ]
                time.sleep(LOOK_EVERY_S)
                job = http.get(f"/v1/jobs/{job_id}").json()
        service.kill()
        kills += 1
        service.start()


def limits(service: Service) -> list[Row]:
    headers = service.join("limited@example.org")
    kept: list[int] = []
    with service.client(headers) as http:
        for photo in small_photos(2):
            upload(http, photo)
        kept.append(len(list((service.data_dir / "uploads").rglob("*"))))
        more = http.post("/v1/items", files={"files": ("more.jpg", another_copy(small_photos(1)[0], "more"))})
        address = http.post("/generate-presigned-url", json={"filename": "a.jpg", "content_type": "image/jpeg"})
        kept.append(len(list((service.data_dir / "uploads").rglob("*"))))
        items = len(http.get("/v1/items").json()["items"])
    told = more.json()["results"][0]["problem"]
    return [
        Row(
            "a reached limit is a clear 403 with nothing half stored",
            f"{more.status_code} {told['type']} ({told['detail']}), {items} garments, {kept[1] - kept[0]} more files",
            more.status_code == 403 and told["type"] == "/problems/limit-reached" and kept[0] == kept[1] and items == 2,
        ),
        Row("... also for an address to send to", str(address.status_code), address.status_code == 403),
    ]


def foreign_host(service: Service) -> list[Row]:
    """What a page reaches that made its own name lead to this machine (DNS rebinding)."""
    with service.client({"Host": "curator.attacker.example"}) as http:
        statuses = {path: http.get(path).status_code for path in ("/v1/me", "/v1/server", "/docs", "/health/live")}
    wanted = {"/v1/me": 400, "/v1/server": 400, "/docs": 400, "/health/live": 200}
    return [Row("a foreign Host is refused, but for /health", str(statuses), statuses == wanted)]


PARTS: Final[tuple[tuple[Callable[[Service], list[Row]], dict[str, str]], ...]] = (
    (flat_pictures, {}),
    (bombs, {}),
    (neighbours, {}),
    (slow_portraits, {}),
    (slow_bodies_end, {}),
    (killed_twice, {}),
    (foreign_host, {}),
    (limits, {"MAX_ITEMS_PER_PERSON": "2"}),
)


def main() -> bool:
    rows: list[Row] = []
    for part, settings in PARTS:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "data").mkdir()
            with Service(Path(folder) / "data", settings=settings) as service:
                service.start()
                for row in part(service):
                    print(row, flush=True)
                    rows.append(row)
    return all(row.holds for row in rows)
