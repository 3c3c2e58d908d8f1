"""Shadow mode: a candidate is counted, delays no answer, and is skipped when threads are busy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from conftest import Person, Service, serve

from app.db.tables import Photo
from app.detector import Classifier
from app.model_rollout.shadow import MOST_WAITING
from app.registry.models import classifier_kind
from app.settings import Settings, get_settings
from app.vision.images import read_picture
from app.wardrobe.intake import ClassifiedPhoto
from prove.models import moved


@pytest.fixture(scope="module")
def candidate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real second classifier that answers differently."""
    return moved(
        classifier_kind(Settings()).released, tmp_path_factory.mktemp("candidate") / "candidate.onnx", seed=3, far=60
    )


def served(folder: Path, candidate: Path, share: str = "1") -> Iterator[Service]:
    yield from serve(folder, shadow_classifier=str(candidate), shadow_share=share)


@pytest.fixture
def shadowed(tmp_path: Path, candidate: Path) -> Iterator[Service]:
    yield from served(tmp_path / "data", candidate)


def told(service: Service, admin: Person) -> dict[str, Any] | None:
    """Monitoring's report on the candidate, after it has processed everything."""
    service.http.portal.call(service.services.shadow.waiting.join)
    shadow: dict[str, Any] | None = admin.http.get("/v1/models/monitoring").json()["shadow"]
    return shadow


def test_disagreements_are_counted_by_pair_and_no_answer_changes(
    shadowed: Service, candidate: Path, pictures: dict[str, list[Path]]
):
    admin = shadowed.join(is_admin=True)
    admin.http.post("/v1/samples")  # samples do not count
    photos = [photo for name in ("hat", "shirt", "pants", "t-shirt") for photo in pictures[name][:3]]
    items = [admin.add(photo) for photo in photos]
    production, second = Classifier(classifier_kind(get_settings()).released), Classifier(candidate)
    pixels = [read_picture(photo.read_bytes()).pixels for photo in photos]
    said = [production.classify(one).category for one in pixels]
    said_beside = [second.classify(one).category for one in pixels]
    assert [item["category"] for item in items] == said
    differing = [pair for pair in zip(said, said_beside, strict=True) if pair[0] != pair[1]]
    assert 0 < len(differing) < len(photos)

    shadow = told(shadowed, admin)
    assert shadow is not None
    assert (shadow["version"], shadow["problem"], shadow["left_out"]) == (second.version, None, 0)
    (compared,) = shadow["compared"]
    assert compared["classifier_version"] == production.version
    assert (compared["photos"], compared["disagreed"]) == (len(photos), len(differing))
    counted = {(pair["category"], pair["candidate_category"]): pair["photos"] for pair in compared["pairs"]}
    assert counted == {pair: differing.count(pair) for pair in differing}
    assert list(counted.values()) == sorted(counted.values(), reverse=True)
    assert [admin.http.get(f"/v1/items/{item['id']}").json()["category"] for item in items] == said
    metrics = shadowed.http.get("/metrics").text
    for agrees, count in (("true", len(photos) - len(differing)), ("false", len(differing))):
        labels = f'agrees="{agrees}",candidate="{second.version}",version="{production.version}"'
        assert f"curator_shadow_photos{{{labels}}} {count}.0" in metrics


def test_counts_outlive_a_restart_and_another_candidate_has_its_own(
    tmp_path: Path, candidate: Path, pictures: dict[str, list[Path]]
):
    file = tmp_path / "candidate.onnx"
    file.write_bytes(candidate.read_bytes())
    for service in served(tmp_path / "data", file):
        somebody = service.join("admin@example.org", is_admin=True)
        somebody.add(pictures["hat"][0])
        first = told(service, somebody)
    for service in served(tmp_path / "data", file):
        somebody = Person(
            service.client(Authorization=f"Bearer {service.sign_in('admin@example.org')['access_token']}"), "admin"
        )
        assert told(service, somebody) == first
        moved(classifier_kind(get_settings()).released, file, seed=8)  # while it runs
        somebody.add(pictures["hat"][1])
        second = told(service, somebody)
    assert first
    assert second
    assert second["version"] != first["version"]
    assert [one["photos"] for one in second["compared"]] == [1]


def test_nothing_set_nothing_said_and_no_share_nothing_looked_at(
    tmp_path: Path, candidate: Path, pictures: dict[str, list[Path]]
):
    for service in serve(tmp_path / "without"):
        admin = service.join(is_admin=True)
        admin.add(pictures["hat"][0])
        assert told(service, admin) is None
    for service in served(tmp_path / "none", candidate, share="0"):
        admin = service.join(is_admin=True)
        admin.add(pictures["hat"][0])
        shadow = told(service, admin)
        assert shadow
        assert shadow["compared"] == []


@pytest.mark.parametrize("content", [None, b"no model"])
def test_candidate_that_cannot_be_opened_says_why_and_hurts_nobody(
    tmp_path: Path, content: bytes | None, pictures: dict[str, list[Path]]
):
    file = tmp_path / "candidate.onnx"
    if content:
        file.write_bytes(content)
    for service in served(tmp_path / "data", file):
        admin = service.join(is_admin=True)
        assert admin.add(pictures["hat"][0])["category"]
        shadow = told(service, admin)
        assert shadow
        assert (shadow["version"], shadow["compared"]) == (None, [])
        assert "candidate.onnx" in shadow["problem"]


def test_released_candidate_is_not_compared_with_itself(tmp_path: Path, pictures: dict[str, list[Path]]):
    for service in served(tmp_path / "data", classifier_kind(Settings()).released):
        admin = service.join(is_admin=True)
        admin.add(pictures["hat"][0])
        shadow = told(service, admin)
        assert shadow
        assert shadow["compared"] == []


def test_photos_are_left_out_where_there_is_other_work(
    shadowed: Service, pictures: dict[str, list[Path]], monkeypatch: pytest.MonkeyPatch
):
    admin = shadowed.join(is_admin=True)
    state = shadowed.services
    monkeypatch.setattr(type(state.workers), "waiting", 1)  # other work waits for a thread
    admin.add(pictures["hat"][0])
    shadow = told(shadowed, admin)
    assert shadow
    assert (shadow["left_out"], shadow["compared"]) == (1, [])

    async def offer_too_many() -> None:
        for _ in range(MOST_WAITING + 3):
            state.shadow.offer(ClassifiedPhoto(None, "hat", "somebody"))  # type: ignore[arg-type]

    shadowed.http.portal.call(offer_too_many)
    shadow = told(shadowed, admin)
    assert shadow
    assert shadow["left_out"] == 1 + MOST_WAITING + 3  # three found no place in the queue, the others no free thread


def test_photo_that_is_gone_again_or_fails_is_left_out_and_the_next_is_looked_at(
    shadowed: Service, pictures: dict[str, list[Path]]
):
    admin, shadow = shadowed.join(is_admin=True), shadowed.services.shadow
    gone = Photo(owner_id=uuid4(), sha256="0" * 64, renditions_key="0" * 64)

    async def offer() -> None:
        shadow.offer(ClassifiedPhoto(gone, "hat", "somebody"))
        shadow.offer(ClassifiedPhoto(None, "hat", "somebody"))  # type: ignore[arg-type]

    shadowed.http.portal.call(offer)
    admin.add(pictures["hat"][0])
    found = told(shadowed, admin)
    assert found
    assert (found["left_out"], [one["photos"] for one in found["compared"]]) == (2, [1])
