"""More simultaneous uploads than the queue takes: the service answers all of them and stays responsive."""

import socket
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from prove.pictures import another_copy, small_photos
from prove.service import Service
from prove.stored_data import inspect_data

UPLOADS = 64
LIVE_LIMIT_S = 0.25
SHORT_QUEUE = 16  # of the second wave


@dataclass
class Outcome:
    statuses: Counter[int] = field(default_factory=Counter)
    statuses_beyond: Counter[int] = field(default_factory=Counter)
    live_s: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    most_memory_bytes: int = 0

    @property
    def live_p99_s(self) -> float:
        """The 99th percentile; the maximum may be caused by the machine."""
        return sorted(self.live_s)[len(self.live_s) * 99 // 100]

    @property
    def is_good(self) -> bool:
        return not self.wrong

    def __str__(self) -> str:
        ordered = sorted(self.live_s)
        return "\n".join(
            [
                f"{UPLOADS} uploads at once: {dict(self.statuses)}",
                f"  /health/live at the same time, {len(ordered)} requests:"
                f" median {ordered[len(ordered) // 2] * 1000:.0f} ms,"
                f" 99 of 100 under {self.live_p99_s * 1000:.0f} ms, slowest {ordered[-1] * 1000:.0f} ms",
                f"  maximum memory of the service: {self.most_memory_bytes / 1024**2:.0f} MiB",
                f"{UPLOADS} uploads through a queue of {SHORT_QUEUE}: {dict(self.statuses_beyond)}",
                f"  wrong: {len(self.wrong)}",
                *(f"    {line}" for line in self.wrong[:40]),
            ]
        )


def overload(folder: Path, *, side_px: int = 1000) -> Outcome:
    """Two waves: as many uploads as the queue takes, and four times as many."""
    outcome = Outcome()
    photos = small_photos(8, side_px)
    (folder / "data").mkdir(parents=True)
    # Only the length of the queue shall decide about refusals, also on a slow machine.
    with Service(folder / "data", settings={"MAX_WAIT_S": "3600"}) as service:
        service.start()
        headers = service.join("press@example.org")
        answers = _wave(
            service, headers, [another_copy(photos[n % 8], f"wave one {n}") for n in range(UPLOADS)], outcome
        )
        outcome.statuses = Counter(answer.status_code for answer in answers)
        outcome.most_memory_bytes = service.most_memory_bytes()
        if set(outcome.statuses) != {201}:
            outcome.wrong.append(f"some uploads were refused, but the queue takes {UPLOADS}")
        if outcome.live_p99_s > LIVE_LIMIT_S:
            outcome.wrong.append(f"/health/live took {outcome.live_p99_s * 1000:.0f} ms")
        _close_midway(service, headers, photos[0], outcome)
        service.stop()
        service.settings["MAX_WAITING_PHOTOS"] = str(SHORT_QUEUE)
        service.start()
        more = [another_copy(photos[n % 8], f"wave two {n}") for n in range(UPLOADS)]
        answers = _wave(service, headers, more, outcome)
        outcome.statuses_beyond = Counter(answer.status_code for answer in answers)
        _check_refusals(answers, outcome)
        with service.client(headers) as http:
            there = sum(1 for _ in _items(http))
        if there != outcome.statuses[201] + outcome.statuses_beyond[201]:
            outcome.wrong.append(
                f"{there} garments exist, but the answers were {outcome.statuses} and {outcome.statuses_beyond}"
            )
        faults = inspect_data(service.data_dir)
        outcome.wrong += [f"left over: {path}" for path in [*faults.incomplete_items, *faults.stray_files]]
    return outcome


def _wave(service: Service, headers: dict[str, str], photos: list[bytes], outcome: Outcome) -> list[httpx.Response]:
    """Upload all photos at the same time, and request `/health/live` until the last answer."""
    answers: list[httpx.Response] = []
    start = threading.Barrier(len(photos))

    def send(photo: bytes) -> None:
        with service.client(headers, timeout_s=600) as http:
            start.wait()
            answers.append(http.post("/v1/items", files={"files": ("photo.jpg", photo)}))

    threads = [threading.Thread(target=send, args=(photo,)) for photo in photos]
    for thread in threads:
        thread.start()
    with service.client() as http:
        while any(thread.is_alive() for thread in threads):
            began = time.monotonic()
            http.get("/health/live").raise_for_status()
            outcome.live_s.append(time.monotonic() - began)
            time.sleep(0.02)
    return answers


def _check_refusals(answers: list[httpx.Response], outcome: Outcome) -> None:
    refused = [answer for answer in answers if answer.status_code == 503]
    if not refused:
        outcome.wrong.append("no upload was refused, but the queue is short")
    if any("retry-after" not in answer.headers for answer in refused):
        outcome.wrong.append("a 503 without Retry-After")
    if {answer.status_code for answer in answers} - {201, 503}:
        outcome.wrong.append(f"unexpected answers: {outcome.statuses_beyond}")


def _close_midway(service: Service, headers: dict[str, str], photo: bytes, outcome: Outcome) -> None:
    """Close connections in the middle of a request: nothing may be stored."""
    before = inspect_data(service.data_dir)
    head = (
        "POST /v1/items HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: {headers['Authorization']}\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(photo) + 1000}\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="files"; filename="cut.jpg"\r\n\r\n'
    )
    for number in range(8):
        with socket.create_connection(("127.0.0.1", service.port)) as line:
            line.sendall(head.encode() + photo[: len(photo) * (number + 1) // 9])
            time.sleep(0.05)
    time.sleep(1)
    after = inspect_data(service.data_dir)
    if after != before or after.stray_files:
        outcome.wrong.append(f"left over from closed connections: {after}")
    if "Traceback" in service.log.read_text(errors="replace"):
        outcome.wrong.append(f"the log contains a traceback: {service.log.read_text(errors='replace')[-1500:]}")


def _items(http: httpx.Client) -> list[str]:
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = http.get("/v1/items", params={"limit": 100} | ({"cursor": cursor} if cursor else {})).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    return found


def main() -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-pressure-") as folder:
        outcome = overload(Path(folder))
    print(outcome, flush=True)
    return outcome.is_good
