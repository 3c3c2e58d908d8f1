"""Any request about a wardrobe is answered with a problem, never with a server error."""

import json

import pytest
from conftest import Person

JSON = {"Content-Type": "application/json"}
NOBODYS = "01a209f5-4e3f-7645-89da-a46f7b0a7016"
BODIES = [
    b"",
    b"null",
    b"[]",
    b"{",
    b"\xff\xfe\x00",
    b"[" * 15_000,
    rb'{"\ud800": 1}',
    rb'{"name": "\ud800", "item_ids": ["\udfff"], "attributes": {"notes": "\ud83d"}, "category": "\ud800"}',
    rb'{"name": "a\u0000b", "item_ids": ["%s"], "attributes": {"brand": "a\u0000"}}' % NOBODYS.encode(),
    b'{"limit": ' + b"9" * 5000 + b', "liked": ' + b"9" * 5000 + b"}",
    b'{"temperature_c": NaN, "seed": Infinity, "limit": -1e400, "liked": "maybe", "attributes": 1, "item_ids": 2}',
    b'{"pairs": [["x", "y"]], "anchor_ids": [null], "slots": [{}], "items": [[[]]], "attributes": [], "liked": {}}',
    json.dumps({"attributes": {"price": {"amount_minor": 10**30, "currency": "EUR"}}, "seed": 10**30}).encode(),
]
ROUTES = [
    ("POST", "/v1/compatibility"),
    ("POST", "/v1/outfits/suggest"),
    ("POST", "/v1/outfits"),
    ("POST", f"/v1/outfits/{NOBODYS}/feedback"),
    ("PATCH", f"/v1/items/{NOBODYS}"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_odd_bodies_are_refused(person: Person, method: str, path: str):
    for body in BODIES:
        answer = person.http.request(method, path, content=body, headers=JSON)
        assert answer.status_code < 500, (body[:80], answer.text)
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", body[:80]
            assert answer.json()["detail"]


def test_nul_is_kept_out_of_every_text(person: Person, pictures):
    item_id = person.add(pictures["hat"][0])["id"]
    for attributes in ({"notes": "a\0b"}, {"brand": "\0"}, {"size": "x\0"}):
        assert person.http.patch(f"/v1/items/{item_id}", json={"attributes": attributes}).status_code == 422
    assert person.http.post("/v1/outfits", json={"item_ids": [item_id], "name": "\0"}).status_code == 422


PAGES = ["limit=0", "limit=101", "limit=" + "9" * 5000, "cursor=x", "cursor=%00", "cursor=" + "0" * 40]


@pytest.mark.parametrize("path", ["/v1/items", "/v1/outfits", "/v1/jobs"])
@pytest.mark.parametrize("query", PAGES)
def test_odd_page_is_refused(person: Person, path: str, query: str):
    assert person.http.get(f"{path}?{query}").status_code == 422


@pytest.mark.parametrize("query", ["q=%00", "color=a%00", "q=" + "a" * 201, "category=%00", "slot=x", "needs_review=9"])
def test_odd_filter_is_refused(person: Person, query: str):
    assert person.http.get(f"/v1/items?{query}").status_code == 422


@pytest.mark.parametrize(
    "query", ["q=%ED%A0%80", "q=%FF%FE", "q=%25%5F%5C", "color=%F0%9F%91%97", f"cursor={'0' * 32}"]
)
def test_odd_search_finds_nothing(person: Person, query: str):
    answer = person.http.get(f"/v1/items?{query}")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "item_id", ["x", "%00", "..", "a" * 5000, "%ED%A0%80", "{}", "00000000-0000-0000-0000-00000000000g"]
)
def test_odd_ids_are_nobodys(person: Person, item_id: str):
    for path in (f"/v1/items/{item_id}", f"/v1/items/{item_id}/image", f"/v1/outfits/{item_id}", f"/v1/jobs/{item_id}"):
        assert person.http.get(path).status_code == 404, path


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_oversized_body_is_refused(person: Person, method: str, path: str):
    body = b'{"name": "' + b"x" * 5_000_000 + b'"}'
    answer = person.http.request(method, path, content=body, headers=JSON)
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x; charset=nonsense",
        "text/plain",
    ],
)
def test_odd_upload_is_refused(person: Person, content_type: str):
    for body in (b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--\r\n", b"\x00" * 100):
        answer = person.http.post("/v1/items", content=body, headers={"Content-Type": content_type})
        assert answer.status_code == 422, answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_name_of_a_file_is_shown_without_what_cannot_be(person: Person, pictures):
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a\x00b\x1b[31m\xff.jpg"\r\n\r\n'
    body += pictures["hat"][1].read_bytes() + b"\r\n--x--\r\n"
    answer = person.http.post("/v1/items", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code in (201, 422)
    if answer.status_code == 201:
        assert answer.json()["results"][0]["filename"].isprintable()


@pytest.mark.parametrize("odd", [{"seed": False}, {"seed": "1"}, {"limit": True}, {"temperature_c": "20"}])
def test_only_numbers_are_numbers(person: Person, odd: dict):
    assert person.http.post("/v1/outfits/suggest", json=odd).status_code == 422


def test_only_true_and_false_are_answers_to_yes_or_no(person: Person):
    for odd in (0.0, 1, "yes"):
        assert person.http.patch("/v1/me", json={"face_advice": odd}).status_code == 422
