"""Figures about a wardrobe, over HTTP."""

from pathlib import Path

import pytest
from conftest import Person, Service


@pytest.fixture(scope="module")
def wardrobe(service: Service, pictures: dict[str, list[Path]]) -> tuple[Person, dict[str, str]]:
    """Pants for 50 euros, worn three times; a shirt for 30, worn once; shoes for 90 francs, a hat: never worn."""
    someone = service.join()
    ids = {name: someone.add(pictures[name][0])["id"] for name in ("pants", "shirt", "shoes", "hat")}
    for name, amount, currency in (("pants", 5000, "EUR"), ("shirt", 3000, "EUR"), ("shoes", 9000, "CHF")):
        price = {"price": {"amount_minor": amount, "currency": currency}}
        answer = someone.http.patch(f"/v1/items/{ids[name]}", json={"category": name, "attributes": price})
        assert answer.status_code == 200, answer.text
    for day, names in (("2025-10-01", ["pants"]), ("2026-03-01", ["pants", "shirt"]), ("2026-03-02", ["pants"])):
        worn = {"item_ids": [ids[name] for name in names], "worn_on": day}
        assert someone.http.post("/v1/wears", json=worn).status_code == 201
    return someone, ids


def statistics(person: Person, span: str = "") -> dict:
    answer = person.http.get(f"/v1/statistics{span}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids_of(listed: list[dict]) -> list[str]:
    return [one["item"]["id"] for one in listed]


def test_worth_is_summed_by_currency(wardrobe):
    told = statistics(wardrobe[0])
    assert told["garments"] == 4
    assert told["value"] == [
        {"amount_minor": 8000, "currency": "EUR", "garments": 2},
        {"amount_minor": 9000, "currency": "CHF", "garments": 1},
    ]


def test_wears_count_within_the_span(wardrobe):
    someone, ids = wardrobe
    all_time = statistics(someone)
    assert (all_time["wears"], all_time["worn_share"]) == (3, 0.5)
    assert [one["wears"] for one in all_time["most_worn"]] == [3, 1]
    assert ids_of(all_time["most_worn"]) == [ids["pants"], ids["shirt"]]
    assert set(ids_of(all_time["never_worn"])) == {ids["shoes"], ids["hat"]}
    assert all_time["by_month"] == [{"month": "2025-10", "wears": 1}, {"month": "2026-03", "wears": 2}]
    then = statistics(someone, "?from=2025-01-01&to=2025-12-31")
    assert (then["wears"], then["worn_share"]) == (1, 0.25)
    assert ids_of(then["never_worn"]) == [ids["shirt"], ids["shoes"], ids["hat"]]


@pytest.mark.parametrize("day", ["0", "1733011200", "2026-12-01T00:00:00", "1969-12-31", "2200-01-01", "2026-02-30"])
def test_a_day_is_written_in_one_form(wardrobe, day: str):
    answer = wardrobe[0].http.get("/v1/statistics", params={"to": day})
    assert answer.status_code == 422, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == ["to"]


def test_cost_per_wear_ranks_worn_garments_of_one_currency(wardrobe):
    someone, ids = wardrobe
    told = statistics(someone)
    assert ids_of(told["cheapest_per_wear"]) == [ids["pants"], ids["shirt"]]  # 16.67 and 30.00
    assert ids_of(told["dearest_per_wear"]) == [ids["shirt"], ids["pants"]]
    assert told["cheapest_per_wear"][0]["item"]["wears"]["cost_per_wear"]["amount_minor"] == 1667


def test_kinds_and_colours_count_every_garment_once(wardrobe):
    told = statistics(wardrobe[0])
    for groups in (told["by_kind"], told["by_color"]):
        assert sum(group["garments"] for group in groups) == 4
        assert sum(group["wears"] for group in groups) == 4  # three of the pants, one of the shirt


def test_an_empty_wardrobe_has_figures_too(service: Service):
    told = statistics(service.join())
    assert (told["garments"], told["value"], told["worn_share"], told["by_month"]) == (0, [], 0, [])


def test_a_deleted_garment_leaves_the_figures(service: Service, pictures: dict[str, list[Path]]):
    someone = service.join()
    hat = someone.add(pictures["hat"][0])["id"]
    someone.http.post("/v1/wears", json={"item_ids": [hat], "worn_on": "2026-03-01"})
    someone.http.delete(f"/v1/items/{hat}")
    told = statistics(someone)
    assert (told["garments"], told["most_worn"], told["wears"]) == (0, [], 1)
