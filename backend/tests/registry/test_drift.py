"""Drift tests: quiet on similar photos, an alarm on different ones, no verdict without enough photos."""

import numpy as np
import pytest

from app.registry.models import released_models
from app.registry.monitoring.drift import ALARM_BELOW, FEWEST, WINDOW, Window, find_drift
from app.registry.monitoring.reference import (
    ClassReference,
    EmbeddingReference,
    class_reference,
    embedding_reference,
)
from app.registry.monitoring.two_samples import chi_square, energy_distance, holm, kolmogorov_smirnov
from app.settings import get_settings

RNG = np.random.default_rng(3)
CLASSES = ("hat", "pants", "shirt")


def some_photos(count: int, seed: int, *, confident: float = 6.0, moved: float = 0.0, hats: float = 0.3) -> Window:
    """Synthetic: embeddings Float32[N, 128] around one point per class."""
    rng = np.random.default_rng(seed)
    centers = np.random.default_rng(0).normal(0, 0.5, (len(CLASSES), 128))
    classes = rng.choice(len(CLASSES), count, p=[hats, (1 - hats) / 2, (1 - hats) / 2])
    embeddings = centers[classes] + rng.normal(0, 0.3, (count, 128)) + moved
    return Window(
        [CLASSES[index] for index in classes],
        rng.beta(confident, 1, count).astype(np.float32),
        embeddings.astype(np.float32),
    )


def found(window: Window) -> dict[str, str]:
    reference = some_photos(350, seed=1)
    classes = ClassReference(reference.categories, reference.confidences, "these")
    return {f.subject: f.state for f in find_drift(window, classes, EmbeddingReference(reference.embeddings, "these"))}


def test_more_of_the_same_is_steady_in_every_of_twenty_windows():
    for seed in range(10, 30):
        assert set(found(some_photos(WINDOW, seed)).values()) == {"steady"}


@pytest.mark.parametrize(
    ("subject", "change"),
    [("confidence", {"confident": 2.0}), ("class", {"hats": 0.75}), ("embedding", {"moved": 0.05})],
)
def test_each_test_sees_its_own_kind_of_change_and_no_other(subject: str, change: dict[str, float]):
    states = found(some_photos(WINDOW, 10, **change))
    assert [name for name, state in states.items() if state == "drifted"] == [subject]


def test_nothing_is_said_of_few_photos():
    assert set(found(some_photos(FEWEST - 1, 10, moved=1.0)).values()) == {"too few photos"}
    assert found(some_photos(FEWEST, 10, moved=1.0))["embedding"] == "drifted"


def test_without_a_reference_it_says_so_and_goes_on_with_the_rest():
    window = some_photos(WINDOW, 10, confident=2.0)
    reference = some_photos(350, seed=1)
    classes = ClassReference(reference.categories, reference.confidences, "these")
    assert {f.state for f in find_drift(window, None, None)} == {"no reference"}
    of_others = EmbeddingReference(reference.embeddings, "other photos")
    for embeddings in (None, of_others):
        states = {f.subject: f.state for f in find_drift(window, classes, embeddings)}
        assert states == {"confidence": "drifted", "class": "steady", "embedding": "no reference"}


def test_p_values_are_those_of_the_literature_s_tests():
    """SciPy's tests, which assume large samples."""
    stats = pytest.importorskip("scipy.stats")
    first, second = RNG.normal(0, 1, 300).astype(np.float32), RNG.normal(0.17, 1, 200).astype(np.float32)
    ours, theirs = kolmogorov_smirnov(first, second), stats.ks_2samp(first, second)
    assert ours.statistic == pytest.approx(theirs.statistic, abs=1e-6)
    assert ours.p_value == pytest.approx(theirs.pvalue, abs=0.02)
    table = np.array([[120, 80, 100], [60, 65, 75]])
    names = [[name for name, count in zip(CLASSES, row, strict=True) for _ in range(count)] for row in table]
    ours, theirs = chi_square(*names), stats.chi2_contingency(table)
    assert ours.statistic == pytest.approx(theirs.statistic, rel=1e-4)
    assert ours.p_value == pytest.approx(theirs.pvalue, abs=0.02)


def test_equal_values_and_rare_classes_are_no_drift():
    same = np.ones(100, np.float32)
    assert kolmogorov_smirnov(same, same).p_value == 1
    assert chi_square(["hat"] * 100, ["hat"] * 100).p_value == 1
    # Five classes with one photo each are pooled into one class.
    assert chi_square(["hat"] * 200, ["hat"] * 95 + list("abcde")).p_value > ALARM_BELOW
    nothing = energy_distance(np.zeros((3, 2), np.float32), np.ones((3, 2), np.float32), ["hat"] * 3, ["pants"] * 3)
    assert nothing.p_value == 1


def test_energy_distance_is_that_of_its_formula():
    first, second = (RNG.normal(size=(n, 4)).astype(np.float32) for n in (7, 5))

    def mean(a, b):
        return np.linalg.norm(a[:, None] - b[None], axis=2).mean()

    expected = 2 * mean(first, second) - mean(first, first) - mean(second, second)
    found = energy_distance(first, second, ["hat"] * 7, ["hat"] * 5)
    assert found.statistic == pytest.approx(expected * 7 * 5 / 12, rel=1e-4)


def test_holm_is_that_of_its_paper():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_released_models_have_a_reference_of_the_same_photos():
    """After a release, run: python -m ml.drift_reference."""
    models = released_models(get_settings())
    classes = class_reference(models.get_classifier().version)
    embeddings = embedding_reference(models.get_compatibility().version)
    assert classes is not None
    assert embeddings is not None
    assert classes.photos == embeddings.photos
    assert len(classes.categories) == len(classes.confidences) == len(embeddings.embeddings) > WINDOW
    itself = Window(classes.categories, classes.confidences, embeddings.embeddings)
    assert {finding.state for finding in find_drift(itself, classes, embeddings)} == {"steady"}
