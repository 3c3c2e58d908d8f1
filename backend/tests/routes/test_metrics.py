"""The metrics for Prometheus."""

from pathlib import Path

from conftest import Person, Service
from prometheus_client.parser import text_string_to_metric_families

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def scrape(service: Service) -> Samples:
    answer = service.http.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def value(samples: Samples, name: str, **labels: str) -> float | None:
    return samples.get((name, frozenset(labels.items())))


def test_upload_shows_in_latency_by_route_and_in_every_step(fresh_service: Service, pictures: dict[str, list[Path]]):
    before = scrape(fresh_service)
    person = fresh_service.join()
    item = person.add(pictures["hat"][0])
    person.http.get(f"/v1/items/{item['id']}")
    after = scrape(fresh_service)
    latency = "http_request_duration_seconds_count"
    assert value(after, latency, handler="/v1/items/{item_id}", method="GET") == 1 + (
        value(before, latency, handler="/v1/items/{item_id}", method="GET") or 0
    )
    assert not any(item["id"] in str(labels) for _, labels in after)
    for step in ("decode", "cutout", "classify", "embed", "commit"):
        steps = "curator_step_duration_seconds_count"
        assert value(after, steps, step=step) == (value(before, steps, step=step) or 0) + 1
    assert value(after, "curator_garments") == 1
    assert value(after, "curator_workers_waiting") == 0
    models = fresh_service.http.get("/v1/models", headers=person.http.headers).json()["models"]
    told = {dict(labels)["version"] for name, labels in after if name == "curator_model"}
    assert told == {model["version"] for model in models}


def test_corrected_share_counts_garments_that_were_corrected(fresh_service: Service, pictures: dict[str, list[Path]]):
    person: Person = fresh_service.join()
    items = [person.add(picture) for picture in pictures["hat"][:4]]
    for category in ("scarf", "bag"):  # corrected twice, it still counts once
        person.http.patch(f"/v1/items/{items[0]['id']}", json={"category": category})
    (share,) = [amount for (name, _), amount in scrape(fresh_service).items() if name == "curator_corrected_share"]
    assert share == 0.25
