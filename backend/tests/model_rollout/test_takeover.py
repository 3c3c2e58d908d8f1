"""A service with a real registry (MLflow on SQLite), seeded once, takes over new models while it is used."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Person, Service, serve
from sqlalchemy import select

from app.db.tables import Embedding
from app.outfit_compatibility import CompatibilityModel
from app.registry.candidate import digest_of, known_answer
from app.registry.mlflow_registry import KNOWN_ANSWER, SHA256, ModelRegistry, Registered
from app.registry.models import Kind, classifier_kind, compatibility_kind
from app.settings import Settings, get_settings
from prove.models import moved

pytestmark = pytest.mark.timeout(300)
NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing listens there


@dataclass
class World:
    """A service with a seeded registry, its administrator, and the registry as a data scientist sees it."""

    service: Service
    admin: Person
    settings: Settings

    @cached_property
    def registry(self) -> ModelRegistry:
        # After the service has created its tables: MLflow cannot create them twice at once.
        return ModelRegistry(self.settings)

    def models(self) -> dict[str, dict[str, Any]]:
        return {model["name"]: model for model in self.admin.http.get("/v1/models").json()["models"]}

    def is_seeded(self) -> bool:
        return all(model["source"] == "registry" for model in self.models().values())

    def version(self, kind: Kind) -> str:
        return self.models()[kind.name]["version"]

    def release(self, kind: Kind, onnx: Path, **facts: str) -> Registered:
        """Register a model and make it Production."""
        tags = {SHA256: digest_of(onnx), KNOWN_ANSWER: known_answer(kind, onnx), **facts}
        registered = self.registry.register(kind.name, onnx, tags)
        self.registry.promote(registered)
        return registered

    def vectors(self, version: str) -> dict[str, np.ndarray]:
        query = select(Embedding.item_id, Embedding.vector).where(Embedding.model_version == version)
        with self.service.database() as database:
            return {str(item): np.frombuffer(vector, "<f4") for item, vector in database.execute(query)}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    for service in serve(tmp_path_factory.mktemp("data"), registry_at_start="true"):
        world = World(service, service.join(is_admin=True), get_settings())
        until(world.is_seeded, 150)
        yield world


def until(it_is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not it_is_so():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.1)


def test_first_start_registers_the_released_models_once(world: World) -> None:
    assert world.admin.http.post("/v1/models/reload").status_code == 200
    for kind in (classifier_kind(world.settings), compatibility_kind(world.settings)):
        (only,) = world.registry.versions(kind.name)
        assert world.registry.production(kind.name) == only
        model = world.models()[kind.name]
        assert (model["source"], model["registry_version"]) == ("registry", "1")
        assert all(0 < figure <= 1 for figure in model["metrics"].values())
        assert model["metrics"]
        assert only.sha256 is not None
        assert only.sha256.startswith(model["version"])


def test_new_model_takes_over_in_full_use(world: World, pictures: dict[str, list[Path]], tmp_path: Path) -> None:
    kind = compatibility_kind(world.settings)
    new = CompatibilityModel(moved(kind.released, tmp_path / "new.onnx"))
    old = CompatibilityModel(kind.released)
    photos = list(itertools.chain(*pictures.values()))
    items = [world.admin.add(photo)["id"] for photo in photos[:16]]
    pairs = [[items[i], items[j]] for i, j in itertools.combinations(range(len(items)), 2)]
    world.release(kind, tmp_path / "new.onnx")

    answers: list[dict[str, Any]] = []
    added: list[str] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            answer = world.admin.http.post("/v1/compatibility", json={"pairs": pairs})
            assert answer.status_code == 200, answer.text
            answers.append(answer.json())

    def add() -> None:
        for photo in photos[16:]:
            added.append(world.admin.add(photo)["id"])
            if ended.is_set():
                return

    with ThreadPoolExecutor(3) as threads:
        using = [threads.submit(ask), threads.submit(ask), threads.submit(add)]
        try:
            assert world.admin.http.post("/v1/models/reload").status_code == 200
            until(lambda: world.version(kind) == new.version)
            until(lambda: any(answer["model_version"] == new.version for answer in answers))
        finally:
            ended.set()
        for use in using:
            use.result()

    assert {answer["model_version"] for answer in answers} == {old.version, new.version}
    for model in (old, new):  # an answer comes from one version only
        vectors = world.vectors(model.version)
        first, second = (np.stack([vectors[pair[side]] for pair in pairs]) for side in (0, 1))
        expected = model.score_pairs(first, second)
        for answer in answers:
            if answer["model_version"] == model.version:
                assert np.allclose(answer["scores"], expected, atol=2e-6)
    swapped = [answer["model_version"] == new.version for answer in answers]
    assert added
    assert len(swapped) > 2
    assert world.vectors(new.version).keys() == {*items, *added}
    assert world.models()[kind.name]["following"] is None


def test_new_classifier_answers_for_new_photos_and_relabels_none(
    world: World, pictures: dict[str, list[Path]], tmp_path: Path
) -> None:
    kind = classifier_kind(world.settings)
    before = world.admin.add(pictures["hat"][0])
    world.release(kind, moved(kind.released, tmp_path / "new.onnx", seed=5), git_commit="5" * 40)
    answer = world.admin.http.post("/v1/models/reload").json()
    assert [model["state"] for model in answer["models"] if model["name"] == kind.name] == ["active"]
    assert world.models()[kind.name]["metadata"]["git_commit"] == "5" * 40
    assert world.admin.http.get(f"/v1/items/{before['id']}").json()["category"] == before["category"]
    somebody = world.service.join()
    assert somebody.add(pictures["hat"][0])["confidence"] != before["confidence"]


def test_artifact_that_was_cut_off_is_refused_and_the_reason_shows(
    world: World, pictures: dict[str, list[Path]], tmp_path: Path
) -> None:
    kind = compatibility_kind(world.settings)
    running = world.version(kind)
    release = world.release(kind, moved(kind.released, tmp_path / "cut.onnx", seed=2))
    (artifact,) = [
        path
        for path in world.settings.mlflow_artifacts_dir.rglob("model.onnx")
        if path.read_bytes() == (tmp_path / "cut.onnx").read_bytes()
    ]
    artifact.write_bytes(artifact.read_bytes()[:100_000])

    refused = world.admin.http.post("/v1/models/reload")
    assert refused.status_code == 502
    assert f"Version {release.version} of {kind.name}" in refused.json()["detail"]
    assert "incomplete" in world.models()[kind.name]["problem"]
    assert world.version(kind) == running
    ready = world.service.http.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["checks"]["registry"]["status"] == "degraded"
    assert "incomplete" in ready.json()["checks"]["registry"]["detail"]
    assert "item" in world.service.join().upload(pictures["hat"][1]).json()["results"][0]


def test_model_of_another_shape_is_refused_and_the_reason_shows(world: World) -> None:
    kind, other = compatibility_kind(world.settings), classifier_kind(world.settings)
    running = world.version(kind)
    tags = {SHA256: digest_of(other.released), KNOWN_ANSWER: known_answer(other, other.released)}
    world.registry.promote(world.registry.register(kind.name, other.released, tags))
    refused = world.admin.http.post("/v1/models/reload")
    assert refused.status_code == 502
    assert "does not work with this service" in refused.json()["detail"]
    assert "does not work with this service" in world.models()[kind.name]["problem"]
    assert world.version(kind) == running


def test_deprecated_stage_counts_where_no_version_has_the_alias(world: World, tmp_path: Path) -> None:
    kind, name = classifier_kind(world.settings), "staged"
    files = [kind.released, moved(kind.released, tmp_path / "second.onnx", seed=9)]
    first, second = (
        world.registry.register(name, onnx, {SHA256: digest_of(onnx), KNOWN_ANSWER: known_answer(kind, onnx)})
        for onnx in files
    )
    assert world.registry.production(name) is None
    with pytest.warns(FutureWarning):
        world.registry.client.transition_model_version_stage(name, first.version, "Production")
    assert world.registry.production(name) == first
    world.registry.promote(second)
    assert world.registry.production(name) == second


def test_registry_that_is_down_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    running = {name: model["version"] for name, model in world.models().items()}
    monkeypatch.setenv("MLFLOW_TRACKING_URI", NOWHERE)
    refused = world.admin.http.post("/v1/models/reload")
    assert refused.status_code == 502
    assert "registry" in refused.json()["detail"]
    assert {name: model["version"] for name, model in world.models().items()} == running


def test_restart_without_a_registry_goes_on_with_the_same_versions(world: World) -> None:
    running = {name: (model["version"], model["source"]) for name, model in world.models().items()}
    scores = world.admin.http.get("/v1/items").json()["items"]
    pair = {"pairs": [[scores[0]["id"], scores[1]["id"]]]}
    said = world.admin.http.post("/v1/compatibility", json=pair).json()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", NOWHERE)
        for service in serve(world.service.data_dir):
            again = Person(service.client(**world.admin.http.headers), world.admin.email)
            models = again.http.get("/v1/models").json()["models"]
            assert {model["name"]: (model["version"], model["source"]) for model in models} == running
            assert again.http.post("/v1/compatibility", json=pair).json() == said


def test_registry_that_is_polled_is_taken_over_from_without_anybody_asking(world: World, tmp_path: Path) -> None:
    kind = compatibility_kind(world.settings)
    new = CompatibilityModel(moved(kind.released, tmp_path / "new.onnx", seed=7))
    world.release(kind, tmp_path / "new.onnx")
    for service in serve(world.service.data_dir, registry_poll_s="1"):
        again = World(service, Person(service.client(**world.admin.http.headers), world.admin.email), get_settings())
        until(lambda again=again: again.version(kind) == new.version, 150)
        assert again.models()[kind.name]["source"] == "registry"
        assert again.models()[kind.name]["problem"] is None
