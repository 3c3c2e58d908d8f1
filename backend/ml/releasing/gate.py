"""Decides whether a candidate may replace the released model. Both are scored on the same validation data.

Intervals come from a paired bootstrap (Efron, Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 16): both
models score each resample of the garments or outfits, and the difference is taken. A garment's photo and its shifted
twin (ml/data/shifted_garments.py) are drawn together, since they show one garment. The rule is the section `release`
of params.yaml. The test split is not used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.detector import CATEGORIES, Classifier
from app.outfit_compatibility import CompatibilityModel
from app.registry.models import Kind
from app.vision.cutout import CutoutModel
from app.vision.onnx import ModelUnavailable
from ml.compatibility.protocol import resampled
from ml.data.feedback_photos import photos_of
from ml.data.garments import GarmentSplit, load_garments
from ml.data.outfits import load_outfits
from ml.evaluation.compatibility import HeldOut, siamese_scorer
from ml.evaluation.service_answers import answers_of
from ml.releasing.cutout_samples import samples_of_cutouts

Samples: TypeAlias = dict[str, NDArray[np.float64]]  # by figure: Float[1 + resamples], the sample itself first
FIGURES: Final = ("log_score", "accuracy")


class DataMismatch(ValueError):
    """Shifted twins belong to other photos than the validation split's, or no garments can be composed."""


@dataclass(frozen=True)
class Gain:
    """A candidate's gain on one figure, and the rule for it."""

    figure: str
    released: float | None
    candidate: float
    gain: float
    low: float
    high: float
    enough: bool
    rule: str


@dataclass(frozen=True)
class Verdict:
    """Whether a candidate may be released, with the figures for and against it."""

    accepted: bool
    reason: str
    gains: list[Gain]

    def table(self) -> str:
        lines = [f"  {'figure':20}{'released':>10}{'candidate':>11}   gain (interval)                 rule"]
        for one in self.gains:
            released = "-" if one.released is None else f"{one.released:.4f}"
            gain = f"{one.gain:+.4f} ({one.low:+.4f} .. {one.high:+.4f})"
            mark = "met" if one.enough else "NOT MET"
            lines.append(f"  {one.figure:20}{released:>10}{one.candidate:>11.4f}   {gain:32}{one.rule}: {mark}")
        return "\n".join([*lines, f"  {'may be released' if self.accepted else 'REFUSED'}: {self.reason}"])


def judge(
    kind: Kind, candidate: Path, rules: Mapping[str, Any], data_dir: Path, raw_dir: Path, feedback_dir: Path
) -> Verdict:
    """Compare the `.onnx` file `candidate` with the released one of its kind.

    A classifier may also be released for its gain on people's photos (ml/feedback.py) if there are enough of them.
    Without shifted twins only the validation photos decide, by a rule of their own, and the verdict says so.
    Raises: DataMismatch.
    """
    photos = list(photos_of(feedback_dir, "judge")) if kind.opened_by is Classifier else []
    if len(photos) < rules["fewest_of_people"]:
        photos = []
    try:
        new = _samples(kind, candidate, rules, data_dir, raw_dir, photos)
    except ModelUnavailable as broken:
        return Verdict(False, f"the candidate is broken. {broken}", [])
    try:
        old = _samples(kind, kind.released, rules, data_dir, raw_dir, photos)
    except ModelUnavailable:
        figures = [Gain(name, None, float(s[0]), 0.0, 0.0, 0.0, True, "first release") for name, s in new.items()]
        return Verdict(True, "nothing that works is released yet.", figures)
    tail = (1 - rules["interval"]) / 2
    section, note = kind.place, ""
    if kind.opened_by is Classifier:
        has_twin = "log_score_shifted" in new
        section = "classifier_and_twin" if has_twin else "classifier"
        note = (
            ""
            if has_twin
            else f" Only validation photos were compared: {data_dir} has no shifted twins (stage cut_garments)."
        )
    gains = _gains(new, old, rules[section], tail)
    missed = [one.figure for one in gains if not one.enough]
    if not missed:
        return Verdict(True, f"better by the rule in params.yaml.{note}", gains)
    reason = f"the rule is not met by: {', '.join(missed)}.{note}"
    if not photos:
        return Verdict(False, reason, gains)
    of_people = _gains(new, old, rules["by_people"], tail)
    if all(one.enough for one in of_people):
        return Verdict(True, f"better on {len(photos)} photos of people, by the rule for these.", gains + of_people)
    missed = [one.figure for one in of_people if not one.enough]
    reason += f" Nor is the one for {len(photos)} photos of people, by: {', '.join(missed)}."
    return Verdict(False, reason, gains + of_people)


def _gains(new: Samples, old: Samples, rule: Mapping[str, Any], tail: float) -> list[Gain]:
    gains = []
    for name, limits in rule.items():
        difference = new[name] - old[name]
        low, high = np.quantile(difference[1:], [tail, 1 - tail])
        gain = float(difference[0])
        enough = gain >= limits["gain"] and low >= limits["low"]
        text = f"gain >= {limits['gain']:g} and low >= {limits['low']:g}"
        values = float(old[name][0]), float(new[name][0]), gain, float(low), float(high)
        gains.append(Gain(name, *values, enough=bool(enough), rule=text))
    return gains


def _samples(
    kind: Kind,
    onnx: Path,
    rules: Mapping[str, Any],
    data_dir: Path,
    raw_dir: Path,
    people: Sequence[tuple[str, Path]],
) -> Samples:
    """Raises: ModelUnavailable."""
    model = kind.opened_by(onnx)
    if isinstance(model, CompatibilityModel):
        return _samples_of_outfits(model, rules["resamples"], data_dir)
    if isinstance(model, CutoutModel):
        try:
            return samples_of_cutouts(model, raw_dir.parent, rules["resamples"], rules["seed"])
        except ValueError as error:
            raise DataMismatch(str(error)) from error
    samples = _samples_of_garments(model, data_dir, raw_dir, rules["resamples"], rules["seed"])
    if people:
        labels = np.array([CATEGORIES.index(category) for category, _ in people])
        _, right = _scores(model, [file for _, file in people], labels)
        samples["people"] = right[_drawn(len(labels), rules["resamples"], rules["seed"])].mean(1)
    return samples


def _samples_of_outfits(model: CompatibilityModel, resamples: int, data_dir: Path) -> Samples:
    outfits = load_outfits(data_dir)
    if outfits.image_size != model.image_size:
        raise ModelUnavailable(
            f"It takes {model.image_size} px, but the garments are preprocessed at {outfits.image_size} px. Models of "
            "different sizes cannot be compared on them."
        )
    held_out = HeldOut(outfits, "validation")
    score = held_out.scores(siamese_scorer(model))
    auc, fitb = resampled(held_out.photos, held_out.categories, score, "both", resamples=resamples)
    return {"auc": auc, "fitb": fitb}


def _samples_of_garments(model: Classifier, data_dir: Path, raw_dir: Path, resamples: int, seed: int) -> Samples:
    """Scores of the validation photos and, if there are twins, of these (`_shifted`) and of both (`_together`)."""
    validation, twins = load_garments(data_dir, "validation"), _twins(data_dir)
    drawn = _drawn(len(validation.labels), resamples, seed)
    of_photos = _scores(model, [raw_dir / name for name in validation.files], validation.labels)
    samples = {name: one[drawn].mean(1) for name, one in zip(FIGURES, of_photos, strict=True)}
    if twins is None:
        return samples
    garments = {name: row for row, name in enumerate(validation.files)}
    if not garments.keys() >= set(twins.files):
        raise DataMismatch(
            f"{data_dir}: garments and shifted twins do not match. Run the stages preprocess and cut_garments again."
        )
    rows = np.array([garments[name] for name in twins.files])
    has_twin = np.bincount(rows, minlength=len(garments))
    count = has_twin[drawn].sum(1)
    for name, photos, shifted in zip(FIGURES, of_photos, _scores(model, twins.pixels, twins.labels), strict=True):
        total = np.bincount(rows, shifted, len(garments))[drawn].sum(1)
        samples[f"{name}_shifted"] = total / np.maximum(count, 1)
        samples[f"{name}_together"] = (photos[drawn].sum(1) + total) / (len(garments) + count)
    return samples


def _twins(data_dir: Path) -> GarmentSplit | None:
    """The shifted twins; None when the stage was not run or cut out no garment."""
    if not (data_dir / "shifted" / "index.csv").exists():
        return None
    twins = load_garments(data_dir, "validation", part="shifted")
    return twins if twins.files else None


def _scores(
    model: Classifier, pictures: Sequence[Path] | NDArray[np.uint8], labels: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The log probability of each picture's right class, and whether that class is the most likely (1 or 0).

    A class that the model does not know, because it was added later, has probability 0.
    """
    # Photos are read as the service reads them, because the two models may have different input sizes.
    probabilities = answers_of(model, pictures, CATEGORIES)
    right = (probabilities.argmax(1) == labels).astype(np.float64)
    return np.log(np.clip(probabilities[np.arange(len(probabilities)), labels], 1e-12, 1)), right


def _drawn(count: int, resamples: int, seed: int) -> NDArray[np.int64]:
    """Int64[1 + resamples, count]: all rows, then rows drawn with replacement."""
    return np.vstack([np.arange(count), np.random.default_rng(seed).integers(0, count, (resamples, count))])
