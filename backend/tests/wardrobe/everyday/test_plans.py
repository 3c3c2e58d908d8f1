"""What is to be worn on a day, over HTTP."""

from pathlib import Path

import pytest
from conftest import Person, Service


@pytest.fixture(scope="module")
def wardrobe(service: Service, pictures: dict[str, list[Path]]) -> tuple[Person, list[str]]:
    someone = service.join()
    return someone, [someone.add(pictures[name][0])["id"] for name in ("pants", "shirt", "shoes")]


def test_a_day_has_one_plan_which_the_next_one_replaces(wardrobe):
    someone, (pants, shirt, shoes) = wardrobe
    planned = someone.http.put("/v1/plans/2027-01-02", json={"item_ids": [pants, shirt], "note": "Interview"})
    assert planned.status_code == 200, planned.text
    told = planned.json()
    assert (told["date"], told["item_ids"], told["note"]) == ("2027-01-02", [pants, shirt], "Interview")
    outfit = someone.http.post("/v1/outfits", json={"item_ids": [shirt, shoes]}).json()["id"]
    assert someone.http.put("/v1/plans/2027-01-02", json={"outfit_id": outfit}).status_code == 200
    someone.http.put("/v1/plans/2027-01-01", json={"item_ids": [shoes]})
    plans = someone.http.get("/v1/plans?from=2027-01-01&to=2027-01-31").json()["plans"]
    assert [plan["date"] for plan in plans] == ["2027-01-01", "2027-01-02"]
    assert (set(plans[1]["item_ids"]), plans[1]["outfit_id"], plans[1]["note"]) == ({shirt, shoes}, outfit, "")
    assert someone.http.delete("/v1/plans/2027-01-02").status_code == 204
    assert someone.http.delete("/v1/plans/2027-01-02").status_code == 404
    assert len(someone.http.get("/v1/plans?from=2027-01-01").json()["plans"]) == 1


def test_plans_are_the_persons_own(wardrobe, service: Service):
    someone, (pants, *_) = wardrobe
    assert someone.http.put("/v1/plans/2027-02-01", json={"item_ids": [pants]}).status_code == 200
    stranger = service.join()
    assert stranger.http.get("/v1/plans?from=2027-02-01").json() == {"plans": []}
    assert stranger.http.delete("/v1/plans/2027-02-01").status_code == 404
    assert stranger.http.put("/v1/plans/2027-02-01", json={"item_ids": [pants]}).status_code == 404
    assert stranger.http.put("/v1/plans/tomorrow", json={"item_ids": [pants]}).status_code == 404
