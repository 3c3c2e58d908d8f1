"""Agreement between two passes."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from ml.labelling.agreement import compare_passes
from ml.labelling.answers import Answer


def answer(kind: str = "jeans", color: str = "blue", color2: str = "", flags: tuple[str, ...] = ()) -> Answer:
    words = {"kind": kind, "pattern": "plain", "color": color, "color2": color2, "warmth": "medium"}
    return Answer(words, flags)


def passes(*pairs: tuple[Answer, Answer]) -> tuple[dict[str, Answer], dict[str, Answer]]:
    first = {f"{row}.jpg": a for row, (a, _) in enumerate(pairs)}
    return first, {f"{row}.jpg": b for row, (_, b) in enumerate(pairs)}


def test_kappa_is_agreement_beyond_chance() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreement 0.7, by chance 0.5, kappa 0.4.
    yes, no = answer("jeans"), answer("skirt")
    found = compare_passes(*passes(*[(yes, yes)] * 20, *[(yes, no)] * 5, *[(no, yes)] * 10, *[(no, no)] * 15))["kind"]
    assert found.photos == 50
    assert found.agreement == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.agreement_interval[0] < 0.7 < found.agreement_interval[1]
    assert found.kappa_interval is not None
    assert found.kappa_interval[0] < 0.4 < found.kappa_interval[1]
    assert found.commonest_disagreements == {"jeans / skirt": 15}


def test_kappa_of_many_words_is_scikit_learns() -> None:
    rng = np.random.default_rng(0)
    kinds = np.array(["jeans", "skirt", "cap", "boots"])
    a = rng.choice(kinds, 200, p=[0.6, 0.2, 0.1, 0.1])
    b = np.where(rng.random(200) < 0.7, a, rng.choice(kinds, 200))
    found = compare_passes(*passes(*[(answer(str(x)), answer(str(y))) for x, y in zip(a, b, strict=True)]))["kind"]
    assert found.kappa == pytest.approx(cohen_kappa_score(a, b))


def test_two_kinds_of_one_category_agree_on_the_category() -> None:
    found = compare_passes(*passes((answer("jeans"), answer("trousers")), (answer("cap"), answer("cap"))))
    assert found["kind"].agreement == 0.5
    assert found["category"].agreement == 1


def test_colors_in_the_other_order_agree_in_either_order_only() -> None:
    found = compare_passes(*passes((answer(color="blue", color2="white"), answer(color="white", color2="blue"))))
    assert found["color"].agreement == 0
    assert found["color, either order"].agreement == 1


def test_one_passes_main_color_may_be_the_others_second_one() -> None:
    main, second = answer(color="blue"), answer(color="white", color2="blue")
    for pair in ((main, second), (second, main)):
        assert compare_passes(*passes(pair))["color, either order"].agreement == 1


def test_kappa_is_unknown_if_both_passes_give_one_word() -> None:
    found = compare_passes(*passes(*[(answer(), answer())] * 5))["worn"]
    assert (found.agreement, found.kappa) == (1, None)


def test_agreement_of_a_few_photos_is_not_certain_although_all_agree() -> None:
    low, high = compare_passes(*passes(*[(answer(), answer())] * 20))["kind"].agreement_interval
    assert low == pytest.approx(0.839, abs=0.001)
    assert high == 1


def test_photos_of_one_pass_alone_do_not_count() -> None:
    first, second = passes((answer(), answer()), (answer(), answer()))
    del second["1.jpg"]
    assert compare_passes(first, second)["kind"].photos == 1
    with pytest.raises(ValueError, match="share no photo"):
        compare_passes(first, {})
