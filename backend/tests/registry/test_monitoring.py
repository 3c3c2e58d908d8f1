"""GET /v1/models/monitoring and its metrics: how models perform on people's photos, and people's reactions."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from conftest import Person, Service
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from app.db.session import write
from app.db.tables import Embedding, Item, Prediction, User
from app.registry.models import get_models
from app.registry.monitoring.drift import WINDOW, Window
from app.registry.monitoring.reference import class_reference, embedding_reference

ALERTS = Path(__file__).resolve().parents[3] / "deploy/monitoring/alerts.yml"


@pytest.fixture
def admin(fresh_service: Service) -> Person:
    return fresh_service.join(is_admin=True)


def monitoring(person: Person) -> dict:
    answer = person.http.get("/v1/models/monitoring")
    assert answer.status_code == 200, answer.text
    return answer.json()


def states(told: dict) -> dict[str, str]:
    return {finding["subject"]: finding["state"] for finding in told["drift"]["findings"]}


def gauges(service: Service) -> dict[str, dict[str, float]]:
    """By name and the values of their labels."""
    found: dict[str, dict[str, float]] = {}
    for family in text_string_to_metric_families(service.http.get("/metrics").text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[" ".join(sample.labels.values())] = sample.value
    return found


def like_the_reference() -> Window:
    """As many predictions as a window holds, for the reference's own photos."""
    models = get_models()
    classes = class_reference(models.get_classifier().version)
    embeddings = embedding_reference(models.get_compatibility().version)
    rows = np.random.default_rng(1).permutation(len(classes.categories))[:WINDOW]
    return Window([classes.categories[i] for i in rows], classes.confidences[rows], embeddings.embeddings[rows])


def put_in(service: Service, window: Window, **of_item) -> None:
    """Insert garments and predictions with these values, in an existing person's wardrobe."""
    models = get_models()
    classifier, compatibility = models.get_classifier().version, models.get_compatibility().version

    async def insert() -> None:
        async with write(service.services.sessions) as session:
            owner_id = await session.scalar(select(User.id).limit(1))
            for category, confidence, vector in zip(
                window.categories, window.confidences, window.embeddings, strict=True
            ):
                said = {"category": category, "confidence": float(confidence), "classifier_version": classifier}
                facts = {"alternatives": [], "colors": [], "color_names": "", "attributes": {}, "search_text": ""}
                item = Item(owner_id=owner_id, slot=None, needs_review=False, **said, **facts, **of_item)
                session.add(item)
                await session.flush()
                key = {"owner_id": owner_id, "item_id": item.id}
                session.add(Embedding(model_version=compatibility, vector=vector.astype("<f4").tobytes(), **key))
                seen = {"embedding_version": compatibility, "embedding_sha256": "0" * 64, "latency_ms": 20.0}
                session.add(Prediction(**key, **said, **seen))

    service.http.portal.call(insert)


def test_people_s_word_is_joined_to_what_the_models_said(
    fresh_service: Service, admin: Person, pictures: dict[str, list[Path]]
):
    assert (monitoring(admin)["drift"]["photos"], monitoring(admin)["drift"]["since"]) == (0, None)
    admin.http.post("/v1/samples")  # samples do not count
    hat, shirt, pants, shoes = (admin.add(pictures[name][0])["id"] for name in ("hat", "shirt", "pants", "shoes"))
    admin.http.patch(f"/v1/items/{hat}", json={"category": "bag"})
    admin.http.patch(f"/v1/items/{hat}", json={"category": "scarf"})
    for parts, liked in (([shirt, pants], True), ([shirt, shoes], False), ([pants, shoes], None)):
        outfit = admin.http.post("/v1/outfits", json={"item_ids": parts}).json()
        if liked is not None:
            admin.http.post(f"/v1/outfits/{outfit['id']}/feedback", json={"liked": liked})
    told = monitoring(admin)
    versions = [model["version"] for model in admin.http.get("/v1/models").json()["models"]]
    assert told["classifiers"] == [
        {"version": versions[0], "garments": 4, "corrected": 1, "corrected_share": 0.25, "liked": 2, "disliked": 2}
    ]
    assert {outfits["version"] for outfits in told["outfits"]} == {versions[1]}
    assert [sum(outfits[judged] for outfits in told["outfits"]) for judged in ("liked", "disliked")] == [1, 1]
    assert told["drift"]["photos"] == 4
    assert told["drift"]["latency_ms"] > 0
    assert set(states(told).values()) == {"too few photos"}
    assert told["alarm"] is False
    shown = gauges(fresh_service)
    assert shown["curator_corrected_share"] == {versions[0]: 0.25}
    assert sum(shown["curator_outfits_liked"].values()) == sum(shown["curator_outfits_disliked"].values()) == 1
    assert shown["curator_drift_photos"] == {"": 4}
    assert "curator_drift_alarm" not in shown  # four photos are too few


def test_window_of_the_same_kind_is_steady_and_one_of_another_kind_raises_the_alarm(
    fresh_service: Service, admin: Person
):
    usual = like_the_reference()
    put_in(fresh_service, usual)
    told = monitoring(admin)
    assert (told["alarm"], set(states(told).values())) == (False, {"steady"})
    assert told["drift"]["photos"] == WINDOW
    for distribution in told["drift"]["distributions"].values():
        assert len(distribution["values"]) == len(distribution["live"]) == len(distribution["reference"])
        assert sum(distribution["live"]) == pytest.approx(1)
        assert sum(distribution["reference"]) == pytest.approx(1)
    assert gauges(fresh_service)["curator_drift_alarm"] == {"confidence": 0, "class": 0, "embedding": 0}

    put_in(fresh_service, replace(usual, confidences=usual.confidences * 0.5), sample=True)  # samples do not count
    assert monitoring(admin)["alarm"] is False
    put_in(fresh_service, replace(usual, confidences=usual.confidences * 0.5))
    told = monitoring(admin)
    assert (told["alarm"], told["drift"]["photos"]) == (True, WINDOW)
    assert states(told) == {"confidence": "drifted", "class": "steady", "embedding": "steady"}
    # A scrape may be some minutes old, but not older than what the administrator was shown.
    assert gauges(fresh_service)["curator_drift_alarm"] == {"confidence": 1, "class": 0, "embedding": 0}


def test_one_garment_looked_at_often_is_one_photo(
    fresh_service: Service, admin: Person, pictures: dict[str, list[Path]]
):
    item = admin.add(pictures["hat"][0])
    for mode in ("off", "auto", "off"):
        assert admin.http.put(f"/v1/items/{item['id']}/cutout", json={"mode": mode}).status_code == 200
    told = monitoring(admin)
    assert (told["drift"]["photos"], told["classifiers"][0]["garments"]) == (1, 1)


def test_nothing_new_is_not_looked_at_twice(fresh_service: Service, admin: Person, pictures: dict[str, list[Path]]):
    monitor = fresh_service.services.monitor
    admin.add(pictures["hat"][0])
    first = fresh_service.http.portal.call(monitor.drift)
    assert fresh_service.http.portal.call(monitor.drift) is first
    admin.add(pictures["shoes"][0])
    assert fresh_service.http.portal.call(monitor.drift, 3600) is first
    assert fresh_service.http.portal.call(monitor.drift).photos == 2


def test_alert_rules_speak_of_metrics_that_there_are(fresh_service: Service, admin: Person, pictures):
    admin.upload(*pictures["hat"][:1])
    put_in(fresh_service, like_the_reference())
    fresh_service.services.takeover.problems["wardrobe-classifier"] = "made up"
    there = gauges(fresh_service).keys() | {"up"}
    rules = [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]
    assert len(rules) >= 4
    for rule in rules:
        named = set(re.findall(r"\bcurator_\w+", rule["expr"]))
        assert named <= there, rule["alert"]
        assert named or "up" in rule["expr"]
        assert {"alert", "expr", "for", "labels", "annotations"} == rule.keys()
        assert {"summary", "description"} == rule["annotations"].keys()
