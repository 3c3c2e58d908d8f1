"""The page that opens: a day's plan, what was worn, and a few outfits."""

import pytest
from conftest import Person, Service


@pytest.fixture(scope="module")
def dresser(service: Service) -> tuple[Person, list[dict]]:
    """A person with the sample wardrobe."""
    someone = service.join()
    return someone, [result["item"] for result in someone.http.post("/v1/samples").json()["results"]]


def today(person: Person, query: str) -> dict:
    answer = person.http.get(f"/v1/today?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_day_has_outfits_with_their_garments_the_same_all_day(dresser):
    someone, garments = dresser
    told = today(someone, "date=2026-12-01")
    assert (told["date"], told["weather"], told["plan"], told["worn"]) == ("2026-12-01", None, None, [])
    assert len(told["suggestions"]) == 3
    ids = {garment["id"] for garment in garments}
    for outfit in told["suggestions"]:
        assert {part["item"]["id"] for part in outfit["items"]} <= ids
        assert all(part["id"] == part["item"]["id"] for part in outfit["items"])
        assert outfit["key"]
    assert today(someone, "date=2026-12-01") == told
    other = {outfit["key"] for outfit in today(someone, "date=2026-12-02")["suggestions"]}
    assert other != {outfit["key"] for outfit in told["suggestions"]}


def test_a_suggestion_is_worn_and_planned_with_one_request(dresser):
    someone, _ = dresser
    first, second, _ = today(someone, "date=2026-11-20")["suggestions"]
    worn = {"item_ids": [part["id"] for part in first["items"]], "worn_on": "2026-11-20"}
    assert someone.http.post("/v1/wears", json=worn).status_code == 201
    planned = {"item_ids": [part["id"] for part in second["items"]], "note": "Evening"}
    assert someone.http.put("/v1/plans/2026-11-20", json=planned).status_code == 200
    told = today(someone, "date=2026-11-20")
    assert [one["item_ids"] for one in told["worn"]] == [worn["item_ids"]]
    assert [item["id"] for item in told["plan"]["items"]] == planned["item_ids"]
    assert told["plan"]["note"] == "Evening"


def test_a_temperature_set_by_hand_dresses_for_it(dresser):
    someone, _ = dresser
    told = today(someone, "date=2026-12-01&temperature_c=-5")
    assert (told["weather"]["temperature_c"], told["weather"]["source"]) == (-5, "by-hand")
    for outfit in told["suggestions"]:
        assert "outerwear" in {part["slot"] for part in outfit["items"]}


def test_an_empty_wardrobe_says_why_there_is_no_outfit(service: Service):
    told = today(service.join(), "date=2026-12-01")
    assert told["suggestions"] == []
    assert told["why"]
