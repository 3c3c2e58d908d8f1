"""Likes and dislikes of outfits over HTTP: listed, taken back, and never in the way of the next best."""

import pytest
from conftest import Person, Service


@pytest.fixture
def dresser(service: Service) -> Person:
    someone = service.join()
    someone.http.post("/v1/samples")
    return someone


def suggested(someone: Person, **request: object) -> list[dict]:
    return someone.http.post("/v1/outfits/suggest", json=request).json()["outfits"]


def ids(outfit: dict) -> list[str]:
    return [part["id"] for part in outfit["items"]]


def answer(someone: Person, item_ids: list[str], *, liked: bool | None) -> dict:
    given = someone.http.post("/v1/outfits/feedback", json={"item_ids": item_ids, "liked": liked})
    assert given.status_code == 200, given.text
    return given.json()


def listed(someone: Person, **query: object) -> list[dict]:
    return someone.http.get("/v1/feedback", params=query).json()["feedback"]


def test_fourteen_dislikes_leave_six_suggestions_and_none_of_them_is_disliked(dresser: Person):
    for _ in range(14):
        answer(dresser, ids(suggested(dresser, limit=1)[0]), liked=False)
    disliked = {entry["key"] for entry in listed(dresser, liked=False)}
    assert len(disliked) == 14
    left = suggested(dresser, limit=6)
    assert len(left) == 6
    assert not {outfit["key"] for outfit in left} & disliked


def test_dislikes_are_listed_with_their_garments_and_can_be_taken_back(dresser: Person):
    (first,) = suggested(dresser, limit=1)
    given = answer(dresser, ids(first), liked=False)
    assert (given["key"], given["liked"]) == (first["key"], False)
    (entry,) = listed(dresser, liked=False)
    assert [item["id"] for item in entry["items"]] == entry["item_ids"]
    assert set(entry["item_ids"]) == set(ids(first))
    assert listed(dresser, liked=True) == []
    assert dresser.http.get("/v1/outfits").json()["outfits"] == [], "a disliked outfit is not saved"

    assert answer(dresser, ids(first)[::-1], liked=None)["liked"] is None
    assert listed(dresser) == []
    assert suggested(dresser, limit=1)[0]["key"] == first["key"]


def test_the_last_answer_counts(dresser: Person):
    (first,) = suggested(dresser, limit=1)
    for liked in (False, True):
        answer(dresser, ids(first), liked=liked)
    assert [entry["liked"] for entry in listed(dresser)] == [True]


def test_an_answer_to_a_saved_outfit_is_the_same_wherever_it_is_given(dresser: Person):
    (first,) = suggested(dresser, limit=1)
    saved = dresser.http.post("/v1/outfits", json=first).json()
    answer(dresser, ids(first), liked=True)
    assert dresser.http.get(f"/v1/outfits/{saved['id']}").json()["liked"] is True
    dresser.http.post(f"/v1/outfits/{saved['id']}/feedback", json={"liked": False})
    assert [entry["liked"] for entry in listed(dresser)] == [False]
    dresser.http.delete(f"/v1/outfits/{saved['id']}")
    assert [entry["liked"] for entry in listed(dresser)] == [False], "deleting an outfit takes no answer back"
    answer(dresser, ids(first), liked=None)
    assert listed(dresser) == []


def test_taking_an_answer_back_keeps_a_saved_outfit(dresser: Person):
    (first,) = suggested(dresser, limit=1)
    saved = dresser.http.post("/v1/outfits", json=first).json()
    answer(dresser, ids(first), liked=True)
    answer(dresser, ids(first), liked=None)
    assert dresser.http.get(f"/v1/outfits/{saved['id']}").json()["liked"] is None


def test_all_answers_are_taken_back_at_once(dresser: Person, service: Service):
    outfits = suggested(dresser, limit=3)
    dresser.http.post("/v1/outfits", json=outfits[0])
    for outfit in outfits:
        answer(dresser, ids(outfit), liked=False)
    assert service.join().http.delete("/v1/feedback").status_code == 204
    assert len(listed(dresser)) == 3
    assert dresser.http.delete("/v1/feedback").status_code == 204
    assert listed(dresser) == []
    assert len(dresser.http.get("/v1/outfits").json()["outfits"]) == 1


def test_answers_are_paged(dresser: Person):
    for outfit in suggested(dresser, limit=3):
        answer(dresser, ids(outfit), liked=True)
    page = dresser.http.get("/v1/feedback", params={"limit": 2}).json()
    rest = dresser.http.get("/v1/feedback", params={"limit": 2, "cursor": page["next_cursor"]}).json()
    assert (len(page["feedback"]), len(rest["feedback"]), rest["next_cursor"]) == (2, 1, None)


def test_nothing_seen_comes_again_over_http(dresser: Person):
    first = [outfit["key"] for outfit in suggested(dresser, limit=5)]
    request = {"limit": 5, "seen": first}
    second = dresser.http.post("/v1/outfits/suggest", json=request).json()
    assert not {outfit["key"] for outfit in second["outfits"]} & set(first)
    assert second["started_over"] is False


def test_answers_move_the_order_until_learning_is_switched_off(dresser: Person):
    plain = suggested(dresser, limit=6)
    for outfit in plain[:3]:
        answer(dresser, ids(outfit), liked=True)
    learnt = suggested(dresser, limit=6)
    assert any(reason["kind"] == "liked" or learnt != plain for outfit in learnt for reason in outfit["reasons"])
    assert dresser.http.patch("/v1/me", json={"learn_from_feedback": False}).json()["learn_from_feedback"] is False
    assert suggested(dresser, limit=6) == plain
    dresser.http.patch("/v1/me", json={"learn_from_feedback": True})
    assert suggested(dresser, limit=6) == learnt != plain
