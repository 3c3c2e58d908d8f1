"""From corrections to a model trained on them, and back: by commands only, with the service running.

In a copy of this repository, with the released models, all garment photos and the gate's own limits. To take minutes
instead of hours, the candidate continues from the released classifier for a few epochs (`pretrained: released`), and
few street photos train the other network. A person corrects photos turned by 90 degrees; other people, who did not
agree to training, upload such photos before and after.
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
from ml.data.source_lists import sha256_of
from prove.service import Service

ROOT: Final = Path(__file__).resolve().parents[2]
CORRECTED: Final = 200
EVALUATED: Final = 200  # held-out photos, each upright and turned
OUTFITS: Final = 90
BATCH: Final = 20  # photos per request
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
    right: dict[str, list[float]] = field(default_factory=dict)  # by kind: share before, after, rolled back
    versions: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def judge(self) -> None:
        before, after, back = self.right["turned"]
        if after < before + 0.1:
            self.wrong.append("turned photos are hardly recognised better")
        if self.right["upright"][1] < self.right["upright"][0] - 0.05:
            self.wrong.append("upright photos are recognised worse")
        first, second, third = self.versions
        if second == first or third != first or back != before:
            self.wrong.append("the versions are not: the first, another, the first again")

    def __str__(self) -> str:
        return "\n".join(
            [
                f"{self.corrected} corrections of {self.sent} photos, {self.seconds / 60:.0f} minutes in all",
                f"  versions that answered  {', '.join(self.versions)}",
                *(
                    f"  right, {kind:9} {', '.join(f'{share:.3f}' for share in shares)} of {EVALUATED} photos"
                    for kind, shares in self.right.items()
                ),
                *(f"    {line}" for line in [*self.output, *self.wrong]),
            ]
        )


class Repository:
    """A copy of this repository that shares only installed packages and initial weights with it."""

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
        """Run `make` and return its output. Raises: CalledProcessError."""
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
    """Put fewer street photos into the mirror, and short trainings into params.yaml."""
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
    packed = {garments: chosen, outfits: streets}
    for source in params["download"]["sources"]:  # no stage reads the others
        folder = everything / source["name"]
        packed.setdefault(folder, sorted(file for file in folder.rglob("*") if file.is_file())[:1])
    lists = repository.backend / "ml/data/sources"
    params["download"]["sources"] = [pack(mirror, lists, *one) for one in packed.items()]
    for section, values in SHORT.items():
        params[section] |= values
    path.write_text(yaml.safe_dump(params, sort_keys=False))


def pack(mirror: Path, lists: Path, source: Path, files: Sequence[Path]) -> dict[str, str]:
    """Write an archive as GitHub does, and its list. Returns its entry in params.yaml."""
    commit = "0" * 40
    top = f"{source.name}-{commit}"
    with tarfile.open(mirror / f"{top}.tar.gz", "w:gz", compresslevel=1) as tar:
        for file in files:
            tar.add(file, f"{top}/{file.relative_to(source).as_posix()}")
    lines = [f"{sha256_of(file)}  {file.relative_to(source).as_posix()}\n" for file in files]
    (lists / f"{source.name}.sha256").write_text("".join(lines))
    return {"name": source.name, "repository": f"proof/{source.name}", "commit": commit}


def photos_of(source: Path, split: str) -> list[Photo]:
    return [(file.parent.name, file) for file in sorted((source / split).glob("*/*"))]


def turned(pixels: Pixels) -> Pixels:
    """As from a turned phone that does not record its orientation."""
    return np.ascontiguousarray(np.rot90(pixels))


def upright(pixels: Pixels) -> Pixels:
    return pixels


def encoded(photos: Sequence[Photo], change: Callable[[Pixels], Pixels]) -> list[tuple[str, bytes]]:
    """(class, JPEG) of each photo after `change`."""

    def encode(photo: Photo) -> tuple[str, bytes]:
        category, file = photo
        return category, encode_jpeg(change(read_picture(file.read_bytes(), 640).pixels))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(encode, photos))


def send(http: httpx.Client, photos: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Upload the photos. Yields (class, garment in the answer) of each."""
    for start in range(0, len(photos), BATCH):
        batch = photos[start : start + BATCH]
        files = [("files", (f"{start + number}.jpg", photo)) for number, (_, photo) in enumerate(batch)]
        results = http.post("/v1/items", files=files).raise_for_status().json()["results"]
        for (category, _), result in zip(batch, results, strict=True):
            yield category, result["item"]


def share_right(service: Service, email: str, photos: Sequence[tuple[str, bytes]]) -> float:
    """Upload the photos as a new person. Returns the share with the right class."""
    with service.client(service.join(email), timeout_s=600) as http:
        return float(np.mean([item["category"] == category for category, item in send(http, photos)]))


def correct(http: httpx.Client, photos: Sequence[tuple[str, bytes]], outcome: Outcome) -> None:
    """Upload photos and set their true classes, until enough were corrected."""
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
    held_out = [held_out[row] for row in rng.permutation(len(held_out))[:EVALUATED]]
    evaluated = {"turned": encoded(held_out, turned), "upright": encoded(held_out, upright)}
    others = photos_of(garments, "train")
    corrected = encoded([others[row] for row in rng.permutation(len(others))[: 2 * CORRECTED]], turned)

    folders = {"WEIGHTS_DIR": str(repository.backend / "weights"), "MODELS_DIR": str(repository.backend / "models")}
    with Service(repository.backend, folders | {"REGISTRATION": "open"}) as service:
        service.start()
        admin = service.join("admin@example.org", is_admin=True)

        def evaluate(moment: str) -> None:
            with service.client(admin, timeout_s=600) as http:
                http.post("/v1/models/reload").raise_for_status()
                models = http.get("/v1/models").raise_for_status().json()["models"]
            outcome.versions.append(models[0]["version"])
            for number, (kind, photos) in enumerate(evaluated.items()):
                email = f"{moment}{number}@example.org"
                outcome.right.setdefault(kind, []).append(share_right(service, email, photos))

        evaluate("before")
        with service.client(service.join("corrects@example.org"), timeout_s=600) as http:
            correct(http, corrected, outcome)
        outcome.output.append(repository.make("feedback").strip().splitlines()[-1])
        repository.make("train")
        outcome.output += verdict(repository.make("release", "MODEL=classifier"))
        evaluate("after")
        repository.make("rollback", "MODEL=classifier")
        evaluate("back")
        service.stop()
    outcome.judge()
    outcome.seconds = time.monotonic() - began
    return outcome


def verdict(printed: str) -> list[str]:
    """The gate's table and decision, from the output of `make release`."""
    return [
        line for line in printed.splitlines() if ": met" in line or ": NOT MET" in line or "may be released" in line
    ]


def main() -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-feedback-") as folder:
        outcome = prove(Path(folder))
    print(outcome, flush=True)
    return outcome.corrected >= CORRECTED and not outcome.wrong
