"""What was worn on a day, over HTTP."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from conftest import Person, Service

PRICE = {"amount_minor": 5000, "currency": "EUR"}


@pytest.fixture(scope="module")
def wardrobe(service: Service, pictures: dict[str, list[Path]]) -> tuple[Person, list[str]]:
    """A person with pants for 50 euros, a shirt and shoes."""
    someone = service.join()
    ids = [someone.add(pictures[name][0])["id"] for name in ("pants", "shirt", "shoes")]
    priced = someone.http.patch(f"/v1/items/{ids[0]}", json={"attributes": {"price": PRICE}})
    assert priced.status_code == 200, priced.text
    return someone, ids


def wear(person: Person, **worn) -> dict:
    answer = person.http.post("/v1/wears", json=worn)
    assert answer.status_code == 201, answer.text
    return answer.json()


def wears_of(person: Person, item_id: str) -> dict:
    return person.http.get(f"/v1/items/{item_id}").json()["wears"]


def test_a_wear_counts_for_each_of_its_garments(wardrobe):
    someone, (pants, shirt, shoes) = wardrobe
    assert wears_of(someone, pants) == {"count": 0, "last_worn_on": None, "cost_per_wear": None}
    days = ["2026-03-01", "2026-03-04", "2026-03-02"]
    made = [wear(someone, item_ids=[pants, shirt], worn_on=day, note="Office") for day in days]
    assert made[0]["item_ids"] == [pants, shirt]
    assert (made[0]["worn_on"], made[0]["outfit_id"], made[0]["note"]) == ("2026-03-01", None, "Office")
    each = {"amount_minor": 1667, "currency": "EUR"}  # 50 euros by three, rounded
    assert wears_of(someone, pants) == {"count": 3, "last_worn_on": "2026-03-04", "cost_per_wear": each}
    assert wears_of(someone, shirt) == {"count": 3, "last_worn_on": "2026-03-04", "cost_per_wear": None}
    assert wears_of(someone, shoes)["count"] == 0
    listed = someone.http.get("/v1/wears?from=2026-03-02&to=2026-03-31").json()["wears"]
    assert [one["worn_on"] for one in listed] == ["2026-03-02", "2026-03-04"]
    history = someone.http.get(f"/v1/wears?item_id={pants}&limit=2").json()["wears"]
    assert [one["worn_on"] for one in history] == ["2026-03-04", "2026-03-02"]
    for one in made:
        assert someone.http.delete(f"/v1/wears/{one['id']}").status_code == 204
    assert wears_of(someone, pants) == {"count": 0, "last_worn_on": None, "cost_per_wear": None}


def test_the_same_garments_on_the_same_day_are_one_wear(wardrobe):
    someone, (pants, shirt, _) = wardrobe
    first = wear(someone, item_ids=[pants, shirt], worn_on="2026-04-01", note="Rain")
    again = someone.http.post("/v1/wears", json={"item_ids": [shirt, pants, shirt], "worn_on": "2026-04-01"})
    assert (again.status_code, again.json()) == (200, first)
    told = {"item_ids": [pants, shirt], "worn_on": "2026-04-01", "note": "Sun"}
    assert someone.http.post("/v1/wears", json=told).json()["note"] == "Sun"
    assert wears_of(someone, pants)["count"] == 1
    other = wear(someone, item_ids=[pants], worn_on="2026-04-01")
    assert other["id"] != first["id"]
    clash = someone.http.patch(f"/v1/wears/{other['id']}", json={"item_ids": [shirt, pants]})
    assert (clash.status_code, clash.json()["wear_id"]) == (409, first["id"])


def test_a_wear_changes_its_day_garments_and_note(wardrobe):
    someone, (pants, shirt, shoes) = wardrobe
    made = wear(someone, item_ids=[pants, shirt], worn_on="2026-05-01")
    changed = someone.http.patch(
        f"/v1/wears/{made['id']}", json={"worn_on": "2026-05-02", "item_ids": [shirt, shoes], "note": "Late"}
    )
    assert changed.status_code == 200, changed.text
    assert (changed.json()["worn_on"], changed.json()["item_ids"]) == ("2026-05-02", [shirt, shoes])
    assert changed.json()["note"] == "Late"
    assert someone.http.get("/v1/wears?from=2026-05-01&to=2026-05-01").json() == {"wears": []}
    assert wears_of(someone, shoes)["last_worn_on"] == "2026-05-02"
    assert wears_of(someone, pants)["last_worn_on"] != "2026-05-01"
    kept = someone.http.patch(f"/v1/wears/{made['id']}", json={"note": ""}).json()
    assert (kept["worn_on"], kept["item_ids"], kept["note"]) == ("2026-05-02", [shirt, shoes], "")


def test_an_outfit_is_worn_with_its_garments_and_outlives_it(wardrobe):
    someone, (pants, shirt, _) = wardrobe
    outfit = someone.http.post("/v1/outfits", json={"item_ids": [pants, shirt]}).json()["id"]
    made = wear(someone, outfit_id=outfit, worn_on="2026-06-01")
    assert (set(made["item_ids"]), made["outfit_id"]) == ({pants, shirt}, outfit)
    assert someone.http.delete(f"/v1/outfits/{outfit}").status_code == 204
    (kept,) = someone.http.get("/v1/wears?from=2026-06-01&to=2026-06-01").json()["wears"]
    assert (kept["id"], kept["outfit_id"], kept["item_ids"]) == (made["id"], None, made["item_ids"])


def test_a_deleted_garment_stays_in_the_days_it_was_worn(service: Service, pictures: dict[str, list[Path]]):
    someone = service.join()
    pants, shirt = (someone.add(pictures[name][0])["id"] for name in ("pants", "shirt"))
    made = wear(someone, item_ids=[pants, shirt], worn_on="2026-06-02")
    assert someone.http.delete(f"/v1/items/{shirt}").status_code == 204
    (kept,) = someone.http.get("/v1/wears?from=2026-06-02&to=2026-06-02").json()["wears"]
    assert kept == made
    answer = someone.http.post("/v1/wears", json={"item_ids": [shirt], "worn_on": "2026-06-03"})
    assert (answer.status_code, answer.json()["ids"]) == (404, [shirt])


def test_days_to_come_odd_spans_and_empty_wears_are_refused(wardrobe):
    someone, (pants, *_) = wardrobe
    day_after_tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    refused = [
        {"item_ids": [pants], "worn_on": day_after_tomorrow},
        {"item_ids": [pants], "worn_on": "1969-12-31"},
        {"item_ids": [], "worn_on": "2026-07-01"},
        {"worn_on": "2026-07-01"},
    ]
    for worn in refused:
        answer = someone.http.post("/v1/wears", json=worn)
        assert answer.status_code == 422, worn
    for span in ("from=2026-07-02&to=2026-07-01", "from=2025-01-01&to=2026-06-01", "from=July"):
        assert someone.http.get(f"/v1/wears?{span}").status_code == 422, span


def test_another_persons_garments_and_wears_do_not_exist(wardrobe, service: Service):
    someone, (pants, *_) = wardrobe
    made = wear(someone, item_ids=[pants], worn_on="2026-08-01")
    stranger = service.join()
    for item in (pants, str(uuid4())):
        answer = stranger.http.post("/v1/wears", json={"item_ids": [item], "worn_on": "2026-08-01"})
        assert (answer.status_code, answer.json()["ids"]) == (404, [item])
        assert stranger.http.get(f"/v1/wears?item_id={item}").status_code == 404
    for wear_id in (made["id"], str(uuid4())):
        assert stranger.http.patch(f"/v1/wears/{wear_id}", json={"note": "mine"}).status_code == 404
        assert stranger.http.delete(f"/v1/wears/{wear_id}").status_code == 404
    assert stranger.http.get("/v1/wears?from=2026-08-01&to=2026-08-02").json() == {"wears": []}
