"""Scores, partners, suggestions and saved outfits over HTTP, with the released model."""

from uuid import uuid4

import pytest
from conftest import Person, Service


@pytest.fixture(scope="module")
def dresser(service: Service) -> tuple[Person, dict[str, dict]]:
    """A person with the sample wardrobe; garments by id."""
    someone = service.join()
    results = someone.http.post("/v1/samples").json()["results"]
    return someone, {result["item"]["id"]: result["item"] for result in results}


def test_scores_are_symmetric_and_in_the_order_asked(dresser):
    someone, items = dresser
    ids = list(items)[:6]
    pairs = [[a, b] for a in ids for b in ids]
    answer = someone.http.post("/v1/compatibility", json={"pairs": pairs}).json()
    scores = dict(zip(map(tuple, pairs), answer["scores"], strict=True))
    assert answer["model_version"]
    assert all(0 <= score <= 1 for score in scores.values())
    assert all(scores[a, b] == scores[b, a] for a, b in scores)
    assert len(set(scores.values())) > 10


def test_unknown_ids_are_listed(dresser, service: Service):
    someone, items = dresser
    unknown, foreign = str(uuid4()), next(iter(items))
    answer = someone.http.post("/v1/compatibility", json={"pairs": [[foreign, unknown]]})
    assert (answer.status_code, answer.json()["ids"]) == (404, [unknown])
    stranger = service.join()
    assert stranger.http.post("/v1/compatibility", json={"pairs": [[foreign, foreign]]}).json()["ids"] == [foreign]


def test_ten_thousand_pairs_are_answered_and_more_refused(dresser):
    someone, items = dresser
    pair = list(items)[:2]
    assert len(someone.http.post("/v1/compatibility", json={"pairs": [pair] * 10_000}).json()["scores"]) == 10_000
    assert someone.http.post("/v1/compatibility", json={"pairs": [pair] * 10_001}).status_code == 422


def test_partners_come_from_other_slots_best_first(dresser):
    someone, items = dresser
    top = next(item for item in items.values() if item["slot"] == "top")
    matches = someone.http.get(f"/v1/items/{top['id']}/matches").json()["matches"]
    assert "bottom" in matches
    assert not {"top", "one-piece"} & matches.keys()
    for slot, partners in matches.items():
        assert {partner["item"]["slot"] for partner in partners} == {slot}
        assert [partner["score"] for partner in partners] == sorted((p["score"] for p in partners), reverse=True)


def test_suggestions_are_valid_different_and_explained(dresser):
    someone, items = dresser
    outfits = someone.http.post("/v1/outfits/suggest", json={"limit": 5}).json()["outfits"]
    assert len(outfits) == 5
    assert len({frozenset(part["id"] for part in outfit["items"]) for outfit in outfits}) == 5
    for outfit in outfits:
        slots = [part["slot"] for part in outfit["items"]]
        assert len(slots) == len(set(slots))
        assert {"top", "bottom"} <= set(slots) or "one-piece" in slots
        assert all(items[part["id"]]["slot"] == part["slot"] for part in outfit["items"])
        assert outfit["reasons"]
        assert all("%" not in reason["text"] for reason in outfit["reasons"])


def test_anchor_is_in_and_excluded_is_out(dresser):
    someone, items = dresser
    anchor = next(item["id"] for item in items.values() if item["slot"] == "bottom")
    excluded = next(item["id"] for item in items.values() if item["slot"] == "shoes")
    request = {"anchor_ids": [anchor], "exclude_ids": [excluded], "limit": 4}
    for outfit in someone.http.post("/v1/outfits/suggest", json=request).json()["outfits"]:
        ids = {part["id"] for part in outfit["items"]}
        assert anchor in ids
        assert excluded not in ids


def test_same_seed_gives_the_same_outfits(dresser):
    someone, _ = dresser
    one, again = (someone.http.post("/v1/outfits/suggest", json={"limit": 5, "seed": 7}).json() for _ in range(2))
    assert one == again


def test_empty_wardrobe_says_why_there_are_no_outfits(service: Service):
    answer = service.join().http.post("/v1/outfits/suggest", json={"limit": 3})
    assert answer.status_code == 200
    assert answer.json()["outfits"] == []
    assert answer.json()["why"]


def test_suggestion_sent_back_is_saved_liked_and_deleted(dresser, service: Service):
    someone, _ = dresser
    suggestion = someone.http.post("/v1/outfits/suggest", json={"limit": 1}).json()["outfits"][0]
    saved = someone.http.post("/v1/outfits", json=suggestion)
    assert saved.status_code == 201
    outfit = saved.json()
    assert [part["id"] for part in outfit["items"]] == [part["id"] for part in suggestion["items"]]
    assert outfit["score"] == pytest.approx(suggestion["score"], abs=1e-5)
    address = f"/v1/outfits/{outfit['id']}"
    assert someone.http.post(f"{address}/feedback", json={"liked": True}).json()["liked"] is True
    assert someone.http.post(f"{address}/feedback", json={"liked": False}).json()["liked"] is False
    assert outfit["id"] in {other["id"] for other in someone.http.get("/v1/outfits").json()["outfits"]}
    stranger = service.join()
    assert stranger.http.get(address).status_code == 404
    assert stranger.http.delete(address).status_code == 404
    assert someone.http.delete(address).status_code == 204
    assert someone.http.get(address).status_code == 404
    assert outfit["id"] not in {other["id"] for other in someone.http.get("/v1/outfits").json()["outfits"]}


def test_outfit_of_foreign_garments_is_refused(dresser, service: Service):
    _, items = dresser
    answer = service.join().http.post("/v1/outfits", json={"item_ids": list(items)[:2]})
    assert answer.status_code == 404
    assert set(answer.json()["ids"]) == set(list(items)[:2])


@pytest.mark.parametrize("said", [{"season": ["winter"]}, {"warmth": "warm"}])
def test_what_its_owner_says_of_a_garment_chooses_it(said, service: Service):
    """Trousers suit 25 °C by their category, winter ones do not; the sentences name their colour."""
    someone = service.join()
    results = someone.http.post("/v1/samples").json()["results"]
    items = {result["item"]["id"]: result["item"] for result in results}

    def trousers() -> list[str]:
        request = {"limit": 50, "temperature_c": 25}
        outfits = someone.http.post("/v1/outfits/suggest", json=request).json()["outfits"]
        return [p["id"] for outfit in outfits for p in outfit["items"] if items[p["id"]]["category"] == "pants"]

    chosen = trousers()[0]
    someone.http.patch(f"/v1/items/{chosen}", json={"attributes": said})
    assert chosen not in trousers()
    answer = someone.http.post("/v1/outfits/suggest", json={"anchor_ids": [chosen], "limit": 1}).json()
    assert any(items[chosen]["colors"][0]["name"] in reason["text"] for reason in answer["outfits"][0]["reasons"])
