"""From an uploaded photo to a durable garment over HTTP: Curator compared with the stack of bench/usual_stack.py.

Photos of 12 megapixels with different bytes, sent by 1, 4 and 16 clients. Both servers run as one process, one after
the other, on the same machine as the clients. `ready` is the time since the process started, `memory` its peak.
"""

import tempfile
import threading
import time
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median
from typing import Final
from uuid import uuid4

import httpx
import numpy as np

from app.outside.storage_local import LocalStore
from app.registry.models import get_models
from app.wardrobe.photo_views import AS_UPLOADED
from app.wardrobe.reading import Timings, read_photo
from bench.photos import phone_photos
from bench.table import Line, Row, exponent, print_rows
from ml.cutout.isnet import model_file
from prove.pictures import another_copy
from prove.service import Service

CLIENTS: Final = (1, 4, 16)
PHOTOS: Final = 8
PATIENCE_S: Final = 600
_number = count()


@dataclass(frozen=True)
class Stack:
    """A server to compare: how to start it, where to send photos, how many per client count."""

    name: str
    cutout: bool
    application: str
    path: str
    photos: int
    settings: dict[str, str]


def stacks() -> list[Stack]:
    ours, theirs = "Curator", "usual stack"
    peer = "bench.usual_stack:create_app"
    isnet = model_file()
    return [
        Stack(ours, False, "bench.without_cutout:create_app", "/v1/items", 64, {}),
        Stack(theirs, False, peer, "/items", 64, {}),
        Stack(ours, True, "app.main:create_app", "/v1/items", 64, {}),
        *([Stack(theirs, True, peer, "/items", 16, {"BENCH_CUTOUT_MODEL": str(isnet)})] if isnet else []),
    ]


def main() -> list[Row]:
    photos = phone_photos(PHOTOS)
    rows = [row for stack in stacks() for row in _measure(stack, photos)]
    rows.append(_steps_alone(photos))
    print_rows(rows)
    return rows


def _measure(stack: Stack, photos: list[bytes]) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="curator-bench-") as folder:
        data_dir = Path(folder) / "data"
        data_dir.mkdir()
        service = Service(data_dir, application=stack.application, ready_path="/health/ready")
        service.environment = {"BENCH_DATA_DIR": str(data_dir)} | stack.settings
        with service:
            start = time.monotonic()
            service.start()
            ready_s = time.monotonic() - start
            headers = service.join("bench@example.org") if stack.path.startswith("/v1") else {}
            _send(service, stack, headers, photos, clients=2, total=4)
            rows = []
            for clients in CLIENTS:
                seconds, steps, wall_s = _send(service, stack, headers, photos, clients, stack.photos)
                rows.append(
                    {
                        "stack": stack.name,
                        "cut-out": "yes" if stack.cutout else "no",
                        "clients": clients,
                        "photos": len(seconds),
                        "photos a second": round(len(seconds) / wall_s, 2),
                        "p50 ms": round(median(seconds) * 1000),
                        "p95 ms": round(float(np.percentile(seconds, 95)) * 1000),
                        "ready s": round(ready_s, 2),
                        "memory MiB": round(service.most_memory_bytes() / 1024**2),
                        "steps ms": steps,
                    }
                )
    return rows


def _send(
    service: Service, stack: Stack, headers: dict[str, str], photos: list[bytes], clients: int, total: int
) -> tuple[list[float], str, float]:
    """Seconds per photo, the median of each step as the server reports it, and total seconds."""
    waiting = iter([another_copy(photo, f"{next(_number)}") for photo in islice(cycle(photos), total)])
    taking = threading.Lock()
    seconds: list[float] = []
    told: list[dict[str, float]] = []

    def client() -> None:
        with service.client(headers, timeout_s=PATIENCE_S) as http:
            while True:
                with taking:
                    photo = next(waiting, None)
                if photo is None:
                    return
                start = time.perf_counter()
                answer = http.post(stack.path, files={"files": ("photo.jpg", photo, "image/jpeg")})
                seconds.append(time.perf_counter() - start)
                if answer.status_code != httpx.codes.CREATED:
                    raise RuntimeError(f"{stack.name}: {answer.status_code} {answer.text[:200]}")
                told.append(_parts(answer.headers["Server-Timing"]))

    threads = [threading.Thread(target=client) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall_s = time.perf_counter() - start
    if len(seconds) != total:
        raise RuntimeError(f"{stack.name}: {total - len(seconds)} of {total} photos got no answer.")
    steps = " ".join(f"{name} {median(one.get(name, 0) for one in told):.0f}" for name in told[0])
    return seconds, steps, wall_s


def _parts(header: str) -> dict[str, float]:
    return {name: float(dur) for name, _, dur in (part.partition(";dur=") for part in header.split(", "))}


def _steps_alone(photos: list[bytes]) -> Row:
    """Curator's steps in one thread, without HTTP, accounts and database: a lower bound for an upload."""
    models, totals = get_models(), []
    with tempfile.TemporaryDirectory(prefix="curator-bench-") as folder:
        store = LocalStore(Path(folder))
        for content in islice(cycle(photos), 3 * len(photos)):
            timings = Timings()
            reading = read_photo(content, AS_UPLOADED, models, timings)
            with timings.step("store"):
                store.put(uuid4(), uuid4().hex, reading.renditions)
            totals.append(timings.ms)
    steps = {name: round(median(one[name] for one in totals), 1) for name in totals[0]}
    return {"stack": "steps alone", "sum ms": round(sum(steps.values()), 1)} | {f"{k} ms": v for k, v in steps.items()}


def compare(rows: list[Row]) -> list[Line]:
    lines = []
    of = {(row["stack"], row["cut-out"], row["clients"]): row for row in rows if "clients" in row}
    for cutout, words, aim in (("no", "without cut-out", "2"), ("yes", "with cut-out", "5")):
        for clients in CLIENTS:
            ours, theirs = of["Curator", cutout, clients], of.get(("usual stack", cutout, clients))
            what = f"photos a second, {words}, {clients} client{'s' * (clients > 1)}"
            if theirs is None:
                lines.append(Line(what, f"{ours['photos a second']}", "ISNet unavailable", None, aim))
                continue
            ratio = ours["photos a second"] / theirs["photos a second"]
            lines.append(Line(what, f"{ours['photos a second']}", f"{theirs['photos a second']}", round(ratio, 2), aim))
        if theirs := of.get(("usual stack", cutout, CLIENTS[-1])):
            ours = of["Curator", cutout, CLIENTS[-1]]
            ratio = theirs["memory MiB"] / ours["memory MiB"]
            lines.append(
                Line(
                    f"most memory, {words}, MiB",
                    f"{ours['memory MiB']:,}",
                    f"{theirs['memory MiB']:,}",
                    round(ratio, 2),
                    "2",
                )
            )
    ours, theirs = of["Curator", "yes", 1], of["usual stack", "no", 1]
    lines.append(
        Line(
            "ready to serve, s",
            f"{ours['ready s']}",
            f"{theirs['ready s']}",
            round(theirs["ready s"] / ours["ready s"], 2),
            "< 3 s",
        )
    )
    alone = next(row for row in rows if row["stack"] == "steps alone")
    lines.append(
        Line(
            "one photo, one client, beside the sum of its steps",
            f"{ours['p50 ms']} ms",
            f"{alone['sum ms']} ms",
            round(alone["sum ms"] / ours["p50 ms"], 2),
            f"> {1 / 1.3:.2f}",
        )
    )
    grown = exponent(CLIENTS, [of["Curator", "yes", clients]["p50 ms"] for clients in CLIENTS])
    lines.append(Line("growth of p50 with clients, exponent", f"{grown}"))
    return lines
