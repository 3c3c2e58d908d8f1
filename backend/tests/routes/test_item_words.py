"""What is said of a garment: guesses, a person's word, tags, availability; and finding garments by all of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import cv2
import numpy as np
import pytest
from conftest import Person, Service, serve

from app.settings import get_settings

# Looks at a photo's mean colour only: tests/ml/tiny_garment_network.py.
HEADS = Path(__file__).parent.parent / "models" / "garment_heads.onnx"
SWEATER, JEANS, SNEAKERS = (230, 26, 26), (26, 26, 230), (26, 230, 26)  # RGB


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose released network has several heads."""
    weights = tmp_path_factory.mktemp("weights")
    (weights / "best.onnx").symlink_to(HEADS)
    (weights / "cutout.onnx").symlink_to(get_settings().weights_dir / "cutout.onnx")
    yield from serve(tmp_path_factory.mktemp("data"), weights_dir=str(weights))


@pytest.fixture
def person(service: Service) -> Person:
    return service.join()


def photo(rgb: tuple[int, int, int], seed: int = 0) -> tuple[str, bytes]:
    """A photo of its own: no two have the same bytes."""
    pixels = np.full((64, 64, 3), rgb[::-1], np.uint8)
    pixels[:2, :2] = np.random.default_rng([seed, *rgb]).integers(0, 256, (2, 2, 3))
    return f"{seed}.png", cv2.imencode(".png", pixels)[1].tobytes()


def add(person: Person, rgb: tuple[int, int, int], seed: int = 0) -> dict[str, Any]:
    return person.upload(photo(rgb, seed)).json()["results"][0]["item"]


def change(person: Person, item: dict[str, Any], status: int = 200, **changes: Any) -> dict[str, Any]:
    answer = person.http.patch(f"/v1/items/{item['id']}", json=changes)
    assert answer.status_code == status, answer.text
    return answer.json()


def found(person: Person, **query: Any) -> list[str]:
    answer = person.http.get("/v1/items", params=query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def test_new_garment_has_guesses_that_are_marked(person: Person) -> None:
    item = add(person, SWEATER)
    assert (item["category"], item["kind"], item["slot"]) == ("longsleeve", "sweater", "top")
    assert (item["attributes"]["pattern"], item["attributes"]["warmth"]) == ("plain", "warm")
    assert item["guessed"] == ["category", "kind", "pattern", "warmth", "colors"]
    assert (item["availability"], item["tags"]) == ("available", [])


def test_kind_sets_category_and_slot_and_is_no_guess_any_more(person: Person) -> None:
    item = change(person, add(person, SWEATER), kind="jeans")
    assert (item["kind"], item["category"], item["slot"], item["needs_review"]) == ("jeans", "pants", "bottom", False)
    assert item["guessed"] == ["pattern", "warmth", "colors"]
    assert change(person, item, kind="coat", category="outwear")["kind"] == "coat"


def test_kind_of_another_category_is_refused(person: Person) -> None:
    item = add(person, SWEATER)
    refused = change(person, item, 422, kind="jeans", category="shoes")
    assert "`jeans` is a kind of `pants`, not of `shoes`" in str(refused["errors"])
    assert person.http.get(f"/v1/items/{item['id']}").json()["kind"] == "sweater"


def test_category_alone_brings_its_own_kind_as_a_guess_or_none(person: Person) -> None:
    item = add(person, SWEATER)
    shorts = change(person, item, category="shorts")
    assert (shorts["kind"], "kind" in shorts["guessed"], "category" in shorts["guessed"]) == ("shorts", True, False)
    alternatives = {one["category"]: one["kind"] for one in item["alternatives"]}
    assert change(person, item, category="pants")["kind"] == alternatives.get("pants")
    assert change(person, item, category="bag")["kind"] == "bag"
    assert change(person, item, category="dress")["kind"] is None


def test_confirming_takes_the_mark_away(person: Person) -> None:
    item = add(person, JEANS)
    told = {name: item["attributes"][name] for name in ("pattern", "warmth")}
    confirmed = change(person, item, kind=item["kind"], attributes=told, colors=item["colors"])
    assert confirmed["guessed"] == []
    assert confirmed["colors"] == item["colors"]


def test_chosen_colors_replace_the_photos_everywhere_and_null_brings_them_back(person: Person) -> None:
    item = add(person, JEANS)
    before = item["colors"]
    pink = change(person, item, colors=["pink", "grey"])
    assert [color["name"] for color in pink["colors"]] == ["pink", "grey"]
    assert sum(color["share"] for color in pink["colors"]) == pytest.approx(1)
    assert "colors" not in pink["guessed"]
    assert found(person, color="pink") == found(person, color="grey") == found(person, q="pink") == [item["id"]]
    assert found(person, color=before[0]["name"]) == []
    back = change(person, item, colors=None)
    assert back["colors"] == before
    assert "colors" in back["guessed"]
    assert found(person, color="pink") == []


def test_chosen_color_that_the_photo_has_keeps_its_shade(person: Person) -> None:
    item = add(person, JEANS)
    (blue, *_) = item["colors"]
    assert change(person, item, colors=["white", blue["name"]])["colors"][1]["hex"] == blue["hex"]


def test_chosen_words_outlive_another_photo(person: Person) -> None:
    item = change(person, add(person, SWEATER), kind="cardigan", colors=["olive"], attributes={"pattern": None})
    name, content = photo(JEANS, 7)
    photo_id = item["photos"][0]["id"]
    url = f"/v1/items/{item['id']}/photos/{photo_id}"
    replaced = person.http.put(url, files={"file": (name, content)}).json()
    assert (replaced["category"], replaced["kind"]) == ("longsleeve", "cardigan")
    assert replaced["attributes"]["pattern"] is None
    assert replaced["attributes"]["warmth"] == "medium"  # nobody said it, so it is the new photo's
    assert [color["name"] for color in replaced["colors"]] == ["olive"]
    assert change(person, item, colors=None)["colors"][0]["name"] == "blue"  # as the new photo has them


@pytest.mark.parametrize(
    "wrong",
    [
        {"colors": []},
        {"colors": ["sunset"]},
        {"colors": [{"name": "pink", "hex": "red"}]},
        {"kind": "pants"},
        {"availability": "lost"},
        {"tags": [""]},
        {"tags": ["x" * 41]},
        {"tags": [str(number) for number in range(31)]},
        {"tags": ["a\u0000b"]},
    ],
)
def test_words_that_do_not_exist_are_refused(person: Person, wrong: dict[str, Any]) -> None:
    change(person, add(person, SWEATER), 422, **wrong)


def test_tags_are_counted_and_found_whatever_their_capitals(person: Person) -> None:
    first, second = add(person, SWEATER), add(person, JEANS)
    assert change(person, first, tags=[" Holiday  2026 ", "work", "Work"])["tags"] == ["Holiday 2026", "work"]
    change(person, second, tags=["Work"])
    assert person.http.get("/v1/tags").json() == {
        "tags": [{"name": "work", "count": 2}, {"name": "Holiday 2026", "count": 1}]
    }
    assert found(person, tag="WORK") == [second["id"], first["id"]]
    assert found(person, tag="holiday 2026") == found(person, q="holiday") == [first["id"]]
    assert found(person, tag="holiday") == found(person, tag="%") == []
    change(person, first, tags=[])
    person.http.delete(f"/v1/items/{second['id']}")
    assert person.http.get("/v1/tags").json() == {"tags": []}


def test_filters_by_what_is_known(person: Person) -> None:
    sweater, jeans, sneakers = add(person, SWEATER), add(person, JEANS), add(person, SNEAKERS)
    change(person, jeans, availability="laundry")
    assert found(person, kind="sneakers") == [sneakers["id"]]
    assert found(person, warmth="warm") == [sweater["id"]]
    assert found(person, pattern="striped") == [jeans["id"]]
    assert found(person, availability="laundry") == [jeans["id"]]
    assert found(person, availability="available", warmth="light") == [sneakers["id"]]
    assert found(person, ids=f"{sweater['id']},{uuid4()}") == [sweater["id"]]
    assert found(person, ids=[sweater["id"], jeans["id"]]) == [jeans["id"], sweater["id"]]


@pytest.mark.parametrize("query", [{"colour": "pink"}, {"kind": "pants"}, {"warmth": "hot"}, {"ids": "x"}])
def test_filter_that_does_not_exist_is_refused(person: Person, query: dict[str, str]) -> None:
    answer = person.http.get("/v1/items", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith(next(iter(query)))


@pytest.mark.parametrize(
    ("q", "kind"),
    [
        *(("jumper", "sweater"), ("Jumpers", "sweater"), ("pullover", "sweater"), ("sweaters", "sweater")),
        *(("trainers", "sneakers"), ("sneaker", "sneakers"), ("running shoes", "sneakers")),
        *(("jeans", "jeans"), ("denim", "jeans"), ("jum", "sweater"), ("warm jumper", "sweater")),
    ],
)
def test_search_understands_kinds_plurals_and_synonyms(person: Person, q: str, kind: str) -> None:
    items = {item["kind"]: item["id"] for item in (add(person, SWEATER), add(person, JEANS), add(person, SNEAKERS))}
    assert found(person, q=q) == [items[kind]]


def test_search_for_shirts_finds_no_t_shirts_but_a_name_that_says_shirt(person: Person) -> None:
    shirt = change(person, add(person, SWEATER), kind="shirt")
    tee = change(person, add(person, JEANS), kind="t-shirt")
    dress = change(person, add(person, SNEAKERS), kind="dress", attributes={"name": "Shirt dress"})
    assert found(person, q="shirts") == [dress["id"], shirt["id"]]
    assert found(person, q="t-shirts") == found(person, q="tee") == [tee["id"]]
    assert found(person, q="shirt dresses") == [dress["id"]]


def test_trash_lists_what_can_be_restored(person: Person) -> None:
    kept, gone = add(person, SWEATER), add(person, JEANS)
    assert gone["deleted_at"] is gone["purged_at"] is None
    person.http.delete(f"/v1/items/{gone['id']}")
    (item,) = person.http.get("/v1/items?deleted=true").json()["items"]
    assert item["id"] == gone["id"]
    assert item["deleted_at"] < item["purged_at"]
    assert person.http.post(f"/v1/items/{gone['id']}/restore").json()["deleted_at"] is None
    assert found(person) == [gone["id"], kept["id"]]
