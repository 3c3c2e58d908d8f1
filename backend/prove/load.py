"""Many users for a long time: at 80 % of the service's capacity, then at three times the capacity.

The capacity is the number of requests per second that are answered without pauses between them, on a machine shared
with the load generator. Then users send requests at a steady pace. Prints one line per claim: tried, failed.
"""

import json
import os
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from prove.pictures import another_copy, small_photos
from prove.service import BACKEND, Service
from prove.stored_data import inspect_data

LOCUST: Final = BACKEND.parent / ".venv-train" / "bin" / "locust"
PEOPLE: Final = 4
GARMENTS: Final = 40
CAPACITY_USERS, STEADY_USERS, OVERLOAD_USERS = 12, 40, 240
STEADY, OVERLOAD = 0.8, 3.0
# Long enough to settle; the steady part is much longer.
CAPACITY_S, OVERLOAD_S = 60, 120
RECOVERY_S: Final = 15
WAITING_PHOTOS: Final = 64
MAX_GROWTH: Final = 0.1
MAX_WAL_BYTES: Final = 64 * 1024**2
MAX_LOG_BYTES_PER_ANSWER: Final = 1024

Answers = list[tuple[str, int, float, bool]]


@dataclass
class Claims:
    """Claims: how often each was tried, and how often it failed."""

    lines: list[str] = field(default_factory=list)
    is_good: bool = True

    def add(self, claim: str, tried: int, failed: int, figure: str = "") -> None:
        self.is_good = self.is_good and not failed and tried > 0
        self.lines.append(f"{claim}: tried {tried:,}, failed {failed:,}{figure and f' ({figure})'}")


@dataclass
class Watch:
    """Sizes once per second, in bytes: the service's memory and its database's journal."""

    memory: list[int] = field(default_factory=list)
    journal: list[int] = field(default_factory=list)

    @contextmanager
    def over(self, service: Service) -> Iterator[None]:
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(1):
                self.memory.append(service.memory_bytes())
                wal = service.data_dir / "wardrobe.db-wal"
                self.journal.append(wal.stat().st_size if wal.exists() else 0)

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def growth(self) -> float:
        """Growth of memory from the second fifth to the last one; the first fills caches."""
        fifths = np.array_split(np.array(self.memory, float), 5)
        return float(np.median(fifths[-1]) / np.median(fifths[1]) - 1)


def main(minutes: float) -> bool:
    claims = Claims()
    with tempfile.TemporaryDirectory(prefix="curator-load-") as folder:
        data_dir = Path(folder) / "data"
        data_dir.mkdir()
        with Service(data_dir, settings={"MAX_WAITING_PHOTOS": str(WAITING_PHOTOS)}) as service:
            service.start()
            people = [service.join(f"load-{number}@example.org") for number in range(PEOPLE)]
            for headers in people:
                _fill(service, headers)
            tokens = [headers["Authorization"].removeprefix("Bearer ") for headers in people]
            _prove(service, tokens, people[0], minutes, claims)
            faults = inspect_data(data_dir)
            claims.add("no photo is stored in part", 1, bool(faults.incomplete_items or faults.stray_files))
    print("\n".join(claims.lines), flush=True)
    return claims.is_good


def _prove(service: Service, tokens: list[str], headers: dict[str, str], minutes: float, claims: Claims) -> None:
    answers = _load(service, tokens, CAPACITY_USERS, 0, CAPACITY_S)
    capacity = len(answers) / CAPACITY_S
    photos_per_s = sum(name == "photo" and status == 201 for name, status, *_ in answers) / CAPACITY_S
    print(f"capacity: {capacity:.1f} requests per second, of which {photos_per_s:.1f} photos", flush=True)

    watch, answered = Watch(), len(answers)
    with watch.over(service):
        steady = _load(service, tokens, STEADY_USERS, STEADY * capacity / STEADY_USERS, round(minutes * 60))
    usual_s = _percentile(steady, "photo", 95)
    bad = _failures(steady)
    claims.add(
        f"at {STEADY:.0%} of capacity all requests are answered",
        len(steady),
        sum(bad.values()),
        _response_times(steady, bad),
    )
    claims.add("memory stays flat", len(watch.memory), watch.growth() > MAX_GROWTH, f"{watch.growth():+.1%}")

    overload_watch = Watch()
    with overload_watch.over(service):
        overload = _load(service, tokens, OVERLOAD_USERS, OVERLOAD * capacity / OVERLOAD_USERS, OVERLOAD_S)
    bad = _failures(overload, may_refuse=True)
    refused = sum(status == 503 for _, status, *_ in overload)
    words = f"{refused:,} refused with 503 and Retry-After; {_response_times(overload, bad)}"
    claims.add(f"at {OVERLOAD:.0f} times the capacity: an answer or a refusal", len(overload), sum(bad.values()), words)
    claims.add("the overload is real: photos are refused", len(overload), refused == 0)
    limit_s = 2 * WAITING_PHOTOS / max(photos_per_s, 0.1) + 5
    late = sum(seconds > limit_s for _, _, seconds, _ in overload)
    claims.add(f"no answer takes longer than a full queue ({limit_s:.0f} s)", len(overload), late)
    claims.add(f"as fast as before within {RECOVERY_S} s", 1, not _recovers(service, headers, usual_s))

    journal = max(watch.journal + overload_watch.journal)
    claims.add("the journal is bounded", len(watch.journal), journal > MAX_WAL_BYTES, f"{journal / 1024**2:.1f} MiB")
    answered += len(steady) + len(overload)
    each = service.log.stat().st_size / answered
    claims.add("the log is bounded", answered, each > MAX_LOG_BYTES_PER_ANSWER, f"{each:.0f} bytes per answer")


def _fill(service: Service, headers: dict[str, str]) -> None:
    with service.client(headers, timeout_s=600) as http:
        for number, photo in zip(range(GARMENTS), small_photos(GARMENTS, 400), strict=False):
            files = {"files": ("photo.jpg", another_copy(photo, f"{headers['Authorization'][-12:]} {number}"))}
            http.post("/v1/items", files=files).raise_for_status()


def _load(service: Service, tokens: list[str], users: int, pace: float, seconds: int) -> Answers:
    """Run `users` in locust, each with `pace` requests per second (0: no pause). Returns all answers."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "answers.json"
        ended = subprocess.run(
            [
                *(str(LOCUST), "-f", "prove/load_users.py", "--headless", "--only-summary", "-L", "ERROR"),
                *("-H", service.address, "-u", str(users), "-r", str(max(1, users / 5))),
                *("-t", f"{seconds}s", "--stop-timeout", "120"),
            ],
            cwd=BACKEND,
            env=os.environ
            | {"LOAD_TOKENS": json.dumps(tokens), "LOAD_PACE": f"{pace:.4f}", "LOAD_REPORT": str(report)}
            | {"PYTHONPATH": str(BACKEND)},
            capture_output=True,  # its summary contains nothing new
            check=False,  # 1 if anything was refused, which is evaluated here
        )
        if not report.exists():
            raise RuntimeError(f"locust ended with {ended.returncode}: {ended.stderr.decode(errors='replace')[-2000:]}")
        return [
            (str(name), int(status), float(s), bool(later)) for name, status, s, later in json.loads(report.read_text())
        ]


def _failures(answers: Answers, *, may_refuse: bool = False) -> Counter[str]:
    return Counter(
        f"{name} {status}"
        for name, status, _, has_retry_after in answers
        if not 200 <= status < 300 and not (may_refuse and status == 503 and has_retry_after)
    )


def _percentile(answers: Answers, name: str, percent: float) -> float:
    return float(
        np.percentile([seconds for one, status, seconds, _ in answers if one == name and status < 300], percent)
    )


def _response_times(answers: Answers, bad: Counter[str]) -> str:
    names = sorted({name for name, status, *_ in answers if 200 <= status < 300})
    times = ", ".join(f"{n} {_percentile(answers, n, 50):.2f} / {_percentile(answers, n, 95):.2f}" for n in names)
    return f"p50 / p95 in s: {times}{f'; wrong: {dict(bad)}' if bad else ''}"


def _recovers(service: Service, headers: dict[str, str], usual_s: float) -> bool:
    """Whether a photo is stored as fast as at the steady pace, soon after the overload."""
    photo = small_photos(1, 1000)[0]
    ends = time.monotonic() + RECOVERY_S
    number = 0
    with service.client(headers) as http:
        while time.monotonic() < ends:
            start = time.monotonic()
            number += 1
            answer = http.post("/v1/items", files={"files": ("photo.jpg", another_copy(photo, f"after {number}"))})
            if answer.status_code == 201 and time.monotonic() - start <= 2 * usual_s:
                return True
    return False
