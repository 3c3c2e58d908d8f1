"""From corrections to a model that learned of them, and back: by commands alone, with the service running.

In a copy of this repository, with the released models, all garment photos and the gate's own limits. So that it takes
minutes, the candidate goes on from the released classifier for a few epochs (`pretrained: released`), and few street
photos train the other network. A person corrects photos that lie on their side; others, who agreed to nothing, have
the same kind looked at before and after.
"""

import os
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import numpy as np
import yaml

from app.vision.images import Pixels, encode_jpeg, read_picture
from ml.download import digest_of_tree
from prove.service import Service

ROOT: Final = Path(__file__).resolve().parents[2]
CORRECTED: Final = 200
JUDGED_BY: Final = 200  # held-out photos, each as it is and on its side
OUTFITS: Final = 90
BATCH: Final = 20  # photos a request
SHORT: Final[dict[str, dict[str, Any]]] = {
    "train_classifier": {
        "pretrained": "released",
        "training_sizes": [[0.0, 192]],
        "epochs": 3,
        "lr": 1.0e-4,
        "head_lr": 2.0e-4,
        "ema_decay": 0.98,
    },
    "train": {"epochs": 1, "copies": 1, "batch_size": 32},
}
Photo = tuple[str, Path]  # class and file


@dataclass
class Outcome:
    corrected: int = 0
    sent: int = 0
    right: dict[str, list[float]] = field(default_factory=dict)  # by kind: shares before, after, rolled back
    versions: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def judge(self) -> None:
        before, after, back = self.right["on their side"]
        if after < before + 0.1:
            self.wrong.append("the corrected kind is hardly recognised better")
        if self.right["as they are"][1] < self.right["as they are"][0] - 0.05:
            self.wrong.append("other photos are recognised worse")
        first, second, third = self.versions
        if second == first or third != first or back != before:
            self.wrong.append("the versions are not the first, another, and the first again")

    def __str__(self) -> str:
        return "\n".join(
            [
                f"{self.corrected} corrections of {self.sent} photos, {self.seconds / 60:.0f} minutes in all",
                f"  versions that answered  {', '.join(self.versions)}",
                *(
                    f"  right, {kind:13}     {', '.join(f'{share:.3f}' for share in shares)} of {JUDGED_BY} photos"
                    for kind, shares in self.right.items()
                ),
                *(f"    {line}" for line in [*self.said, *self.wrong]),
            ]
        )


class Repository:
    """A copy that shares nothing with this one but installed packages and initial weights."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.backend = folder / "backend"
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("CURATOR_", "MLFLOW_", "MAKE"))
        }
        self.environment = kept | {
            "PYTHONPATH": str(self.backend),
            "CURATOR_DATA_MIRROR": str(folder / ".mirror"),
            "DVC_SITE_CACHE_DIR": str(folder / ".site-cache"),
        }

    def make_copy(self) -> None:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for name in filter(None, listed.split("\0")):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "--preserve", ROOT / name, self.folder / name], check=True)
        for shared in (".venv", ".venv-train", "backend/data/pretrained"):
            (ROOT / shared).mkdir(parents=True, exist_ok=True)
            (self.folder / shared).symlink_to(ROOT / shared)
        with (self.folder / ".gitignore").open("a") as ignored:
            ignored.write("/.mirror/\n/.site-cache/\n/.venv\n/.venv-train\n")

    def commit(self) -> None:
        who = ("-c", "user.name=Proof", "-c", "user.email=proof@example.org")
        for words in (("init", "-q"), ("add", "--all"), (*who, "commit", "-q", "-m", "Short")):
            subprocess.run(["git", *words], cwd=self.folder, check=True)

    def make(self, *words: str) -> str:
        """What a `make` command prints. Raises: CalledProcessError."""
        print(f"  make {' '.join(words)}", flush=True)
        command = ["make", *words]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            print(done.stdout[-4000:], flush=True)
            raise subprocess.CalledProcessError(done.returncode, command)
        return done.stdout


def prepare(repository: Repository, everything: Path) -> None:
    """Fewer street photos in the mirror, short trainings in params.yaml."""
    download = [ROOT / ".venv-train/bin/python", "backend/ml/download.py", "--output-dir", everything]
    subprocess.run([str(word) for word in download], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    garments, outfits = everything / "clothing-dataset-small", everything / "clothing-co-parsing"
    chosen = [file for split in ("train", "validation", "test") for _, file in photos_of(garments, split)]
    labels = sorted((outfits / "annotations/pixel-level").glob("*.mat"))[:OUTFITS]
    streets = [outfits / "label_list.mat", *labels, *(outfits / f"photos/{path.stem}.jpg" for path in labels)]
    path = repository.folder / "params.yaml"
    params = yaml.safe_load(path.read_text())
    mirror = repository.folder / ".mirror"
    mirror.mkdir()
    packed = (("proof/clothing-dataset-small", garments, chosen), ("proof/clothing-co-parsing", outfits, streets))
    params["download"]["sources"] = [pack(mirror, *one) for one in packed]
    for section, values in SHORT.items():
        params[section] |= values
    path.write_text(yaml.safe_dump(params, sort_keys=False))


def pack(mirror: Path, repository: str, source: Path, files: Sequence[Path]) -> dict[str, str]:
    """An archive as GitHub packs them, and its entry in params.yaml."""
    name, commit = repository.partition("/")[2], "0" * 40
    top = f"{name}-{commit}"
    with tarfile.open(mirror / f"{top}.tar.gz", "w:gz", compresslevel=1) as tar:
        for file in files:
            tar.add(file, f"{top}/{file.relative_to(source).as_posix()}")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(mirror / f"{top}.tar.gz") as tar:
        tar.extractall(folder, filter="data")
        digest = digest_of_tree(Path(folder) / top)
    return {"repository": repository, "commit": commit, "tree_sha256": digest}


def photos_of(source: Path, split: str) -> list[Photo]:
    return [(file.parent.name, file) for file in sorted((source / split).glob("*/*"))]


def on_their_side(pixels: Pixels) -> Pixels:
    """By a phone that was turned and does not say so."""
    return np.ascontiguousarray(np.rot90(pixels))


def as_they_are(pixels: Pixels) -> Pixels:
    return pixels


def taken(photos: Sequence[Photo], change: Callable[[Pixels], Pixels]) -> list[tuple[str, bytes]]:
    """Each photo as somebody took it: (class, JPEG)."""

    def take(photo: Photo) -> tuple[str, bytes]:
        category, file = photo
        return category, encode_jpeg(change(read_picture(file.read_bytes(), 640).pixels))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(take, photos))


def send(http: httpx.Client, photos: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(class, garment as the service took it) of each photo."""
    for start in range(0, len(photos), BATCH):
        batch = photos[start : start + BATCH]
        files = [("files", (f"{start + number}.jpg", photo)) for number, (_, photo) in enumerate(batch)]
        results = http.post("/v1/items", files=files).raise_for_status().json()["results"]
        for (category, _), result in zip(batch, results, strict=True):
            yield category, result["item"]


def share_right(service: Service, email: str, photos: Sequence[tuple[str, bytes]]) -> float:
    """Of photos that somebody new sends, the share whose class is right."""
    with service.client(service.join(email), timeout_s=600) as http:
        return float(np.mean([item["category"] == category for category, item in send(http, photos)]))


def correct(http: httpx.Client, photos: Sequence[tuple[str, bytes]], outcome: Outcome) -> None:
    """Say of each photo what it shows, until enough of them were something else."""
    http.patch("/v1/me", json={"share_for_training": True}).raise_for_status()
    for start in range(0, len(photos), BATCH):
        if outcome.corrected >= CORRECTED:
            return
        for category, item in send(http, photos[start : start + BATCH]):
            outcome.sent += 1
            outcome.corrected += item["category"] != category
            http.patch(f"/v1/items/{item['id']}", json={"category": category}).raise_for_status()


def prove(folder: Path) -> Outcome:
    began, outcome = time.monotonic(), Outcome()
    repository = Repository(folder / "repository")
    repository.make_copy()
    prepare(repository, folder / "everything")
    repository.commit()
    repository.make("backend/weights/.ready")
    garments = folder / "everything/clothing-dataset-small"
    held_out = [photo for split in ("validation", "test") for photo in photos_of(garments, split)]
    rng = np.random.default_rng(11)
    held_out = [held_out[row] for row in rng.permutation(len(held_out))[:JUDGED_BY]]
    judged_by = {"on their side": taken(held_out, on_their_side), "as they are": taken(held_out, as_they_are)}
    others = photos_of(garments, "train")
    corrected = taken([others[row] for row in rng.permutation(len(others))[: 2 * CORRECTED]], on_their_side)

    folders = {"WEIGHTS_DIR": str(repository.backend / "weights"), "MODELS_DIR": str(repository.backend / "models")}
    with Service(repository.backend, folders | {"REGISTRATION": "open"}) as service:
        service.start()
        admin = service.join("admin@example.org")

        def look(moment: str) -> None:
            with service.client(admin, timeout_s=600) as http:
                http.post("/v1/models/reload").raise_for_status()
                models = http.get("/v1/models").raise_for_status().json()["models"]
            outcome.versions.append(models[0]["version"])
            for number, (kind, photos) in enumerate(judged_by.items()):
                email = f"{moment}{number}@example.org"
                outcome.right.setdefault(kind, []).append(share_right(service, email, photos))

        look("before")
        with service.client(service.join("corrects@example.org"), timeout_s=600) as http:
            correct(http, corrected, outcome)
        outcome.said.append(repository.make("feedback").strip().splitlines()[-1])
        repository.make("train")
        outcome.said += verdict(repository.make("release", "MODEL=classifier"))
        look("after")
        repository.make("rollback", "MODEL=classifier")
        look("back")
        service.stop()
    outcome.judge()
    outcome.seconds = time.monotonic() - began
    return outcome


def verdict(printed: str) -> list[str]:
    """The gate's table and word, of what `make release` prints."""
    return [
        line for line in printed.splitlines() if ": met" in line or ": NOT MET" in line or "may be released" in line
    ]


def main() -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-feedback-") as folder:
        outcome = prove(Path(folder))
    print(outcome, flush=True)
    return outcome.corrected >= CORRECTED and not outcome.wrong
