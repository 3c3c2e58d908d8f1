"""POST /v1/imports: a shop's page becomes a draft, and a confirmed draft becomes a garment."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Person, Service, serve
from made_up_shop import PHOTO, Shop, open_shop

from app.settings import get_settings

KNOWN = {"brand": "Nobody's Denim", "color": "Indigo", "price": {"amount_minor": 7990, "currency": "EUR"}}


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with open_shop() as shop:
        yield shop


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, shop: Shop) -> Iterator[Service]:
    yield from serve(tmp_path_factory.mktemp("data"), fetch_allow_hosts=shop.host, fetch_timeout_s="3")


def job_of(person: Person, url: str) -> dict[str, Any]:
    """The job that reads a page, once it is finished."""
    asked = person.http.post("/v1/imports", json={"url": url})
    assert asked.status_code == 202, asked.text
    return ended(person, asked.json()["id"])


def ended(person: Person, job_id: str) -> dict[str, Any]:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        job = person.http.get(f"/v1/jobs/{job_id}").json()
        if job["finished_at"]:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def draft_of(person: Person, url: str) -> dict[str, Any]:
    job = job_of(person, url)
    assert job["state"] == "done", job
    assert job["progress"] == {"done": 3, "total": 3}
    assert job["result"]["draft"] is True
    return person.http.get(f"/v1/items/{job['result']['item_id']}").json()


@pytest.fixture
def someone(service: Service) -> Person:
    return service.join()


@pytest.mark.parametrize("kind", ["json-ld", "open-graph", "microdata", "script-built", "lazy", "many-pictures"])
def test_page_becomes_a_draft_with_what_it_says(someone: Person, shop: Shop, kind: str):
    address = f"{shop.address}/{kind}"
    draft = draft_of(someone, f"{address}#reviews")
    said = {name: draft["attributes"][name] for name in KNOWN}
    wanted = KNOWN | ({"brand": None, "color": None} if kind == "many-pictures" else {})
    assert (draft["attributes"]["name"], said) == (f"Straight jeans {kind}", wanted)
    assert (draft["draft"], draft["source_url"]) == (True, address)
    assert draft["photos"][0]["filename"] == f"{kind}.jpg"
    assert someone.http.get(draft["images"]["display"]).status_code == 200


def test_of_five_thousand_pictures_a_few_are_fetched(someone: Person, shop: Shop):
    shop.asked.clear()
    draft_of(someone, f"{shop.address}/many-pictures")
    assert sum(count for path, count in shop.asked.items() if path != "/many-pictures") <= 6


def test_wrong_charset_is_seen_through(someone: Person, shop: Shop):
    attributes = draft_of(someone, f"{shop.address}/wrong-charset")["attributes"]
    assert (attributes["name"], attributes["brand"]) == ("Blåbær jeans", "Ærø")


def test_page_instead_of_a_picture_is_passed_over(someone: Person, shop: Shop):
    draft = draft_of(someone, f"{shop.address}/html-as-picture")
    assert draft["photos"][0]["filename"] == "html-as-picture.jpg"


def test_address_of_a_picture_itself_is_a_draft_without_words(someone: Person, shop: Shop):
    draft = draft_of(someone, f"{shop.address}/pictures/alone.jpg")
    assert draft["category"] == "pants"
    assert draft["attributes"]["name"] is None


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("gzip-bomb", "larger than 8 MB"),
        ("redirects", "more than 5 times"),
        ("slow", "longer than 3 seconds"),
        ("only-html-as-picture", "none of its pictures could be used"),
        ("none", "no product with a picture"),
        ("nothing-here", "no page at this address"),
        ("to/http://127.0.0.1/", "private network"),
        ("to/http://2130706433/", "name in this address is not valid"),
    ],
)
def test_page_that_cannot_be_imported_says_why_and_leaves_nothing(someone: Person, shop: Shop, kind: str, why: str):
    job = job_of(someone, f"{shop.address}/{kind}")
    assert job["state"] == "failed"
    assert why in job["detail"]
    assert job["result"] == {}
    assert someone.http.get("/v1/items?draft=true").json()["items"] == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "file:///etc/passwd", "http://a:b@shop.example/", ""]
)
def test_address_that_will_not_be_opened_is_refused_at_once(someone: Person, url: str):
    refused = someone.http.post("/v1/imports", json={"url": url})
    assert refused.status_code == 422
    assert someone.http.get("/v1/jobs").json()["jobs"] == []


def test_same_page_twice_at_once_is_one_job(someone: Person, shop: Shop):
    first, second = (someone.http.post("/v1/imports", json={"url": f"{shop.address}/json-ld"}).json() for _ in range(2))
    assert first["id"] == second["id"]
    assert ended(someone, first["id"])["state"] == "done"


def test_draft_is_in_no_list_and_no_outfit_until_it_is_confirmed(someone: Person, shop: Shop, pictures):
    owned = someone.add(pictures["shirt"][0])
    draft = draft_of(someone, f"{shop.address}/json-ld")
    pair = {"pairs": [[owned["id"], draft["id"]]]}
    outfit = {"item_ids": [owned["id"], draft["id"]]}

    def ids(address: str) -> list[str]:
        return [item["id"] for item in someone.http.get(address).json()["items"]]

    assert ids("/v1/items") == ids("/v1/items?q=shirt") == [owned["id"]]
    assert ids("/v1/items?draft=true") == [draft["id"]]
    assert someone.http.post("/v1/compatibility", json=pair).status_code == 404
    assert someone.http.post("/v1/outfits", json=outfit).status_code == 404
    matched = someone.http.get(f"/v1/items/{owned['id']}/matches").json()["matches"]
    assert not any(match["item"]["id"] == draft["id"] for matches in matched.values() for match in matches)

    confirmed = someone.http.patch(
        f"/v1/items/{draft['id']}", json={"draft": False, "attributes": {"size": "31"}, "category": "pants"}
    ).json()
    assert (confirmed["draft"], confirmed["attributes"]["size"], confirmed["attributes"]["name"]) == (
        False,
        "31",
        "Straight jeans json-ld",
    )
    assert set(ids("/v1/items")) == {owned["id"], draft["id"]}
    assert ids("/v1/items?draft=true") == []
    assert ids("/v1/items?q=nobody's") == [draft["id"]]
    assert someone.http.post("/v1/compatibility", json=pair).status_code == 200
    assert someone.http.post("/v1/outfits", json=outfit).status_code == 201


def test_garment_cannot_be_made_a_draft(someone: Person, pictures):
    owned = someone.add(pictures["shirt"][0])
    assert someone.http.patch(f"/v1/items/{owned['id']}", json={"draft": True}).status_code == 422


def test_garment_that_is_there_already_stays_as_it_is(someone: Person, shop: Shop):
    address = f"{shop.address}/json-ld"
    owned = draft_of(someone, address)
    someone.http.patch(f"/v1/items/{owned['id']}", json={"draft": False, "attributes": {"name": "Mine"}})
    job = job_of(someone, address)
    assert job["result"] == {"item_id": owned["id"], "draft": False}
    assert "already" in job["detail"]
    assert someone.http.get(f"/v1/items/{owned['id']}").json()["attributes"]["name"] == "Mine"


def test_discarded_draft_is_a_draft_again_when_its_page_is_imported_again(someone: Person, shop: Shop):
    address = f"{shop.address}/microdata"
    draft = draft_of(someone, address)
    assert someone.http.delete(f"/v1/items/{draft['id']}").status_code == 204
    assert someone.http.get("/v1/items?draft=true").json()["items"] == []
    assert draft_of(someone, address)["id"] == draft["id"]


def test_draft_whose_photo_is_uploaded_by_hand_is_owned(someone: Person, shop: Shop):
    draft = draft_of(someone, f"{shop.address}/open-graph")
    uploaded = someone.upload(("mine.jpg", PHOTO + b"pictures/open-graph.jpg")).json()["results"][0]
    assert (uploaded["status"], uploaded["item"]["id"], uploaded["item"]["draft"]) == (200, draft["id"], False)


def test_queue_of_one_person_is_bounded(service: Service, someone: Person, monkeypatch: pytest.MonkeyPatch, shop: Shop):
    monkeypatch.setattr(get_settings(), "max_jobs_per_person", 1)
    first = someone.http.post("/v1/imports", json={"url": f"{shop.address}/slow"})
    refused = someone.http.post("/v1/imports", json={"url": f"{shop.address}/json-ld"})
    assert (first.status_code, refused.status_code) == (202, 429)
    assert refused.headers["Retry-After"] == "60"
    ended(someone, first.json()["id"])
