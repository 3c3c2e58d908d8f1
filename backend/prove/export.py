"""Export and import of a large wardrobe: the service's memory does not grow with it, and nothing is lost."""

import hashlib
import random
import shutil
import sqlite3
import tempfile
import time
import uuid
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import uuid_utils

from prove.service import Service

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
MAX_GROWTH_MB = 50
PADDING_BYTES = 300_000  # makes a copy of a sample as large as a small photo
SECONDS_TO_IMPORT = 4 * 3600


def main(photos: int, imported: int) -> bool:
    """Export `photos`, then import an export of `imported` garments into another installation."""
    folder = Path(tempfile.mkdtemp(prefix="curator-export-"))
    try:
        large = exports_in_constant_memory(folder / "large", photos)
        return imports_the_same(folder, imported) and large
    finally:
        shutil.rmtree(folder)


def exports_in_constant_memory(data_dir: Path, photos: int) -> bool:
    archive = data_dir.with_suffix(".zip")
    with Service(data_dir) as service:
        headers = fill(service, photos)
        began, before = time.monotonic(), memory_mb(service, "VmRSS")
        size = download(service, headers, archive)
        took, growth = time.monotonic() - began, memory_mb(service, "VmHWM") - before
    with zipfile.ZipFile(archive) as zipped:
        digests = [Path(name).stem for name in zipped.namelist() if name.startswith("photos/")]
        equal = sum(hashlib.sha256(zipped.read(f"photos/{digest}.jpg")).hexdigest() == digest for digest in digests)
    good = growth < MAX_GROWTH_MB and len(digests) == equal == photos
    print(f"export: {equal} of {photos} photos equal by digest, {size / 1e6:.0f} MB in {took:.0f} s, +{growth:.0f} MB")
    return good


def imports_the_same(folder: Path, photos: int) -> bool:
    with Service(folder / "one") as one, Service(folder / "other") as other:
        headers = fill(one, photos)
        download(one, headers, folder / "one.zip")
        other.start()
        began, headers = time.monotonic(), other.join("import@example.org")
        with other.client(headers, timeout_s=600) as http, (folder / "one.zip").open("rb") as archive:
            job = http.post("/v1/imports/archive", files={"file": archive}).raise_for_status().json()
            while not job["finished_at"] and time.monotonic() - began < SECONDS_TO_IMPORT:
                time.sleep(1)
                job = http.get(f"/v1/jobs/{job['id']}").json()
        took = time.monotonic() - began
        download(other, headers, folder / "other.zip")
    same = entries(folder / "one.zip") == entries(folder / "other.zip")
    print(f"import: {job['state']}, {job['result']}, {photos / took * 60:.0f} photos a minute, equal by digest: {same}")
    return same and job["state"] == "done"


def fill(service: Service, photos: int) -> dict[str, str]:
    """Start the service with a wardrobe of so many; all but one are copies, each with bytes and rows of its own."""
    service.start()
    headers = service.join("export@example.org")
    sample = SAMPLES / "shirt-pale-blue.jpg"
    with service.client(headers) as http:
        http.post("/v1/items", files=[("files", (sample.name, sample.read_bytes()))]).raise_for_status()
    service.stop()
    with closing(sqlite3.connect(service.data_dir / "wardrobe.db")) as database, database:
        database.row_factory = sqlite3.Row
        (item,), (photo,) = (database.execute(f"SELECT * FROM {table}").fetchall() for table in ("items", "photos"))
        embeddings = database.execute("SELECT * FROM embeddings").fetchall()
        owner = service.data_dir / "uploads" / str(uuid.UUID(item["owner_id"]))
        content, noise = sample.read_bytes(), random.Random(1)
        for _ in range(photos - 1):
            copy = content + noise.randbytes(PADDING_BYTES)  # decoders stop at the end of the picture
            digest, item_id = hashlib.sha256(copy).hexdigest(), uuid_utils.uuid7().hex
            shutil.copytree(owner / photo["sha256"], owner / digest, copy_function=shutil.copy)
            (owner / digest / "original").write_bytes(copy)
            keys = {"sha256": digest} | ({"renditions_key": digest} if "renditions_key" in photo.keys() else {})  # noqa: SIM118
            _insert(database, "items", item, id=item_id)
            _insert(database, "photos", photo, id=uuid_utils.uuid7().hex, item_id=item_id, size_bytes=len(copy), **keys)
            for embedding in embeddings:
                _insert(database, "embeddings", embedding, item_id=item_id)
    service.start()
    return headers


def _insert(database: sqlite3.Connection, table: str, row: sqlite3.Row, **changes: Any) -> None:
    values = dict(row) | changes
    marks = ", ".join("?" * len(values))
    database.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values()))


def download(service: Service, headers: dict[str, str], target: Path) -> int:
    """Download the export into `target`. Returns its size in bytes."""
    with (
        httpx.Client(base_url=service.address, headers=headers, timeout=600, trust_env=False) as http,
        http.stream("GET", "/v1/export") as answer,
        target.open("wb") as file,
    ):
        answer.raise_for_status()
        for piece in answer.iter_raw():
            file.write(piece)
    return target.stat().st_size


def entries(archive: Path) -> dict[str, str]:
    """Digests of all photos, by name."""
    with zipfile.ZipFile(archive) as zipped:
        names = [name for name in zipped.namelist() if name.startswith("photos/")]
        return {name: hashlib.sha256(zipped.read(name)).hexdigest() for name in names}


def memory_mb(service: Service, what: str) -> float:
    """Memory of the service in MiB: `VmRSS` (current) or `VmHWM` (maximum)."""
    assert service.process is not None
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith(what)]
    return int(line.split()[1]) / 1024
