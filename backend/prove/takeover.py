"""A service under load takes over a newly released model; then another one, and is killed during the re-embedding.

The registry is MLflow on SQLite, the service a separate process. Users request scores and upload photos without pause.
Every request must be answered, and every answer must come from a single version.
"""

import itertools
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import numpy as np
from numpy.typing import NDArray

from app.outfit_compatibility import CompatibilityModel
from app.registry.candidate import digest_of, known_answer
from app.registry.mlflow_registry import KNOWN_ANSWER, SHA256, ModelRegistry
from app.registry.models import Kind, compatibility_kind
from app.settings import Settings
from prove.models import FILE, RELEASED, moved
from prove.pictures import another_copy, small_photos
from prove.service import Service
from prove.stored_data import unfinished_jobs

SCORING_USERS = 2
SCORED_GARMENTS = 8
SECONDS_TO_TAKE_OVER = 600
TOLERANCE = 2e-6  # rounding of float32 in a score


@dataclass
class Outcome:
    answers: dict[str, int] = field(default_factory=dict)  # by model version
    uploads: int = 0
    errors: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    without_embedding: list[str] = field(default_factory=list)
    embedded_when_killed: int = 0
    garments: int = 0
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return not (self.errors or self.mixed or self.without_embedding) and len(self.answers) > 1

    def __str__(self) -> str:
        by_version = ", ".join(f"{count} by {version}" for version, count in self.answers.items())
        return "\n".join(
            [
                f"{sum(self.answers.values())} answers ({by_version}) and {self.uploads} photos while models took over,"
                f" {self.seconds:.0f} s",
                f"  killed when {self.embedded_when_killed} of {self.garments} garments were re-embedded",
                f"  errors                      {len(self.errors)}",
                f"  answers of mixed versions   {len(self.mixed)}",
                f"  garments without embedding  {len(self.without_embedding)}",
                *(f"    {line}" for line in [*self.errors, *self.mixed, *self.without_embedding][:40]),
            ]
        )


class Users:
    """Request scores and upload photos without pause, until the block ends."""

    def __init__(self, service: Service, headers: dict[str, str], pairs: list[list[str]], photos: list[bytes]) -> None:
        self.answers: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self.added: list[str] = []
        self._service, self._headers, self._pairs, self._photos = service, headers, pairs, photos
        self._ended = threading.Event()
        uses = [self._score] * SCORING_USERS + [self._add]
        self._threads = [threading.Thread(target=self._use, args=(use,)) for use in uses]

    def __enter__(self) -> "Users":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _use(self, use: Callable[[httpx.Client], None]) -> None:
        with self._service.client(self._headers) as http:
            while not self._ended.is_set():
                try:
                    use(http)
                except httpx.HTTPError as error:
                    self.errors.append(f"{type(error).__name__}: {error}")

    def _score(self, http: httpx.Client) -> None:
        answer = http.post("/v1/compatibility", json={"pairs": self._pairs})
        if answer.status_code == 200:
            self.answers.append(answer.json())
        else:
            self.errors.append(f"asked: {answer.status_code} {answer.text[:200]}")

    def _add(self, http: httpx.Client) -> None:
        photo = another_copy(random.choice(self._photos), f"added {len(self.added)} {id(self)}")
        answer = http.post("/v1/items", files={"files": ("photo.jpg", photo)})
        if answer.status_code == 201:
            self.added.append(answer.json()["results"][0]["item"]["id"])
        else:
            self.errors.append(f"photo: {answer.status_code} {answer.text[:200]}")


def take_over(garments: int, folder: Path) -> Outcome:
    """Release a model while the service is under load; then another one, and kill the service while it re-embeds."""
    began, outcome = time.monotonic(), Outcome()
    (folder / "data").mkdir(parents=True)
    with Service(folder / "data", {"REGISTRY_AT_START": "true"}) as service:
        service.start()
        headers = service.join("user@example.org", is_admin=True)
        photos = small_photos(12)
        with service.client(headers, timeout_s=600) as http:
            items = [_add(http, another_copy(photos[number % 12], str(number))) for number in range(garments)]
            pairs = [list(pair) for pair in itertools.combinations(items[:SCORED_GARMENTS], 2)]
            _wait_until(lambda: all(model["source"] == "registry" for model in _models(http)))
            registry = ModelRegistry(_settings(service))
            kind = compatibility_kind(_settings(service))
            with Users(service, headers, pairs, photos) as users:
                _wait_until(lambda: len(users.answers) > 0)
                new = _release(registry, kind, moved(RELEASED / FILE, folder / "second.onnx"))
                http.post("/v1/models/reload").raise_for_status()
                _wait_until(lambda: _version(http, kind) == new.version)
                _wait_until(lambda: users.answers[-1]["model_version"] == new.version)
            outcome.errors += users.errors
            outcome.uploads += len(users.added)
            for answer in users.answers:
                version = answer["model_version"]
                outcome.answers[version] = outcome.answers.get(version, 0) + 1
            outcome.mixed += _mixed(service, users.answers, pairs, [CompatibilityModel(kind.released), new])
            outcome.without_embedding += unfinished_jobs(service.data_dir)

            last = _release(registry, kind, moved(RELEASED / FILE, folder / "third.onnx", seed=2))
            http.post("/v1/models/reload").raise_for_status()
            _wait_until(lambda: _embedded(service, last.version) > 0)
        service.kill()
        outcome.embedded_when_killed = _embedded(service, last.version)
        service.start()
        with service.client(headers) as http:
            _wait_until(lambda: _version(http, kind) == last.version)
            _wait_until(lambda: not unfinished_jobs(service.data_dir))
            answer = http.post("/v1/compatibility", json={"pairs": pairs}).raise_for_status().json()
        outcome.garments = _embedded(service, last.version)
        outcome.mixed += _mixed(service, [answer], pairs, [last])
        service.stop()
    if not 0 < outcome.embedded_when_killed < outcome.garments:
        outcome.errors.append("the service was not killed during the re-embedding")
    outcome.seconds = time.monotonic() - began
    return outcome


def _release(registry: ModelRegistry, kind: Kind, onnx: Path) -> CompatibilityModel:
    tags = {SHA256: digest_of(onnx), KNOWN_ANSWER: known_answer(kind, onnx)}
    registry.promote(registry.register(kind.name, onnx, tags))
    return CompatibilityModel(onnx)


def _mixed(
    service: Service, answers: list[dict[str, Any]], pairs: list[list[str]], models: list[CompatibilityModel]
) -> list[str]:
    """Answers that differ from the scores of the version they name."""
    expected = {}
    for model in models:
        vectors = _vectors(service, model.version)
        first, second = (np.stack([vectors[pair[side]] for pair in pairs]) for side in (0, 1))
        expected[model.version] = model.score_pairs(first, second)
    return [
        f"an answer by {answer['model_version']} has other scores"
        for answer in answers
        if answer["model_version"] not in expected
        or not np.allclose(answer["scores"], expected[answer["model_version"]], rtol=0, atol=TOLERANCE)
    ]


def _vectors(service: Service, version: str) -> dict[str, NDArray[np.float32]]:
    with closing(sqlite3.connect(service.data_dir / "wardrobe.db")) as database:
        rows = database.execute("SELECT item_id, vector FROM embeddings WHERE model_version = ?", [version])
        return {str(UUID(hex=item)): np.frombuffer(vector, "<f4") for item, vector in rows}


def _embedded(service: Service, version: str) -> int:
    return len(_vectors(service, version))


def _add(http: httpx.Client, photo: bytes) -> str:
    answer = http.post("/v1/items", files={"files": ("photo.jpg", photo)}).raise_for_status()
    return str(answer.json()["results"][0]["item"]["id"])


def _models(http: httpx.Client) -> list[dict[str, Any]]:
    models: list[dict[str, Any]] = http.get("/v1/models").raise_for_status().json()["models"]
    return models


def _version(http: httpx.Client, kind: Kind) -> str | None:
    version: str | None = next(model["version"] for model in _models(http) if model["name"] == kind.name)
    return version


def _settings(service: Service) -> Settings:
    return Settings(data_dir=service.data_dir, mlflow_tracking_uri=f"sqlite:///{service.data_dir / 'mlflow.db'}")


def _wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS_TO_TAKE_OVER
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the condition was not met in time")
        time.sleep(0.02)


def main(garments: int = 200) -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-takeover-") as folder:
        outcome = take_over(garments, Path(folder))
    print(outcome, flush=True)
    return outcome.is_good
