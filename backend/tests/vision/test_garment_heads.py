"""A garment network with several heads: its words, and when it says nothing."""

from pathlib import Path

import numpy as np
import pytest

from app.detector import Classifier
from app.settings import get_settings
from app.vision.garment_heads import GarmentHeads, Guess, UnknownWords
from app.vision.images import read_picture
from app.vision.onnx import ModelUnavailable
from app.vision.vocabulary import (
    ALL_CATEGORIES,
    CATEGORY_OF_KIND,
    KINDS,
    KINDS_OF_CATEGORY,
    SLOT_OF_CATEGORY,
    only_kind,
)

# Looks at a photo's mean colour only: tests/ml/tiny_garment_network.py.
HEADS = Path(__file__).parent.parent / "models" / "garment_heads.onnx"
PICTURES = Path(__file__).parent.parent / "pictures"


def photo(*rgb: int) -> np.ndarray:
    return np.full((40, 40, 3), rgb, np.uint8)


@pytest.fixture(scope="module")
def network() -> Classifier:
    return Classifier(HEADS)


def test_every_kind_belongs_to_one_category_and_every_category_has_kinds_and_a_place() -> None:
    assert list(KINDS_OF_CATEGORY) == list(SLOT_OF_CATEGORY) == list(ALL_CATEGORIES)
    assert sum(map(len, KINDS_OF_CATEGORY.values())) == len(KINDS) == 37
    assert only_kind("shorts") == "shorts"
    assert only_kind("pants") is None


@pytest.mark.parametrize(
    ("color", "category", "kind", "pattern", "warmth"),
    [
        ((230, 26, 26), "longsleeve", "sweater", "plain", "warm"),
        ((26, 26, 230), "pants", "jeans", "striped", "medium"),
        ((26, 230, 26), "shoes", "sneakers", None, "light"),
    ],
)
def test_each_head_says_its_word_or_nothing(
    network: Classifier, color: tuple[int, ...], category: str, kind: str, pattern: str | None, warmth: str
) -> None:
    said = network.classify(photo(*color))
    assert said.category == category
    assert CATEGORY_OF_KIND[kind] == category
    assert [guess and guess.value for guess in (said.kind, said.pattern, said.warmth)] == [kind, pattern, warmth]
    assert all(guess is None or 0.5 < guess.confidence <= 1 for guess in (said.kind, said.pattern, said.warmth))


def test_category_is_the_sum_of_its_kinds_so_that_both_agree() -> None:
    metadata = {"categories": '["longsleeve", "pants"]', "kinds": '["sweater", "hoodie", "jeans"]'}
    heads = GarmentHeads(metadata, ["kind"])
    answers = {"kind": np.array([0.3, 0.25, 0.45], np.float32)}  # jeans lead, but longsleeve has more
    assert heads.category_probabilities(answers).tolist() == pytest.approx([0.55, 0.45])
    assert heads.kind(answers, "longsleeve", 0.55) == Guess("sweater", pytest.approx(0.3))


def test_doubtful_photo_has_a_category_to_review_and_no_kind(network: Classifier) -> None:
    said = network.classify(photo(128, 128, 128))
    assert said.category
    assert said.needs_review
    assert said.kind is said.warmth is None


def test_network_that_knows_categories_only_says_the_kind_where_there_is_just_one() -> None:
    released = Classifier(get_settings().weights_dir / "best.onnx")
    said = [released.classify(read_picture(path).pixels) for path in (PICTURES / "shorts").glob("*.jpg")]
    shorts = [one for one in said if one.category == "shorts"]
    assert len(shorts) > 1
    assert all(one.kind == Guess("shorts", one.confidence) for one in shorts)
    trousers = released.classify(read_picture(next((PICTURES / "pants").glob("*.jpg"))).pixels)
    assert trousers.kind is trousers.pattern is trousers.warmth is None


def test_network_with_other_words_is_refused() -> None:
    with pytest.raises(UnknownWords, match="patterns that this service does not have: houndstooth"):
        GarmentHeads({"categories": '["pants"]', "patterns": '["plain", "houndstooth"]'}, ["probabilities", "pattern"])


def test_network_without_a_list_of_its_words_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "best.onnx"
    broken.write_bytes(HEADS.read_bytes().replace(b"warmths", b"warmthz"))
    with pytest.raises(ModelUnavailable, match="does not list its classes"):
        Classifier(broken)
