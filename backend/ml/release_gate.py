"""May a candidate take the place of what is released? Both are asked about the same validation data.

Intervals come from a paired bootstrap (Efron, Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 16): each
resample of the pictures or outfits is scored by both models, and the difference taken. The rule is in params.yaml,
section `release`. The test split is not looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.detector import CATEGORIES, Classifier
from app.outfit_compatibility import CompatibilityModel
from app.registry.models import Kind
from app.vision.images import read_picture
from app.vision.onnx import ModelUnavailable
from ml.compatibility_protocol import resampled
from ml.evaluate_compatibility import HeldOut, siamese_scorer
from ml.feedback_data import photos_of
from ml.garment_data import load_garments
from ml.outfit_data import load_outfits

Samples: TypeAlias = dict[str, NDArray[np.float64]]  # by figure: Float[1 + resamples], the sample itself first


@dataclass(frozen=True)
class Gain:
    """What a candidate gains on one figure, and what the rule asks for."""

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
    """Whether a candidate may be released, with every figure that speaks for or against it."""

    accepted: bool
    reason: str
    gains: list[Gain]

    def table(self) -> str:
        lines = [f"  {'figure':12}{'released':>10}{'candidate':>11}   gain (interval)                 rule"]
        for one in self.gains:
            released = "-" if one.released is None else f"{one.released:.4f}"
            gain = f"{one.gain:+.4f} ({one.low:+.4f} .. {one.high:+.4f})"
            mark = "met" if one.enough else "NOT MET"
            lines.append(f"  {one.figure:12}{released:>10}{one.candidate:>11.4f}   {gain:32}{one.rule}: {mark}")
        return "\n".join([*lines, f"  {'may be released' if self.accepted else 'REFUSED'}: {self.reason}"])


def judge(
    kind: Kind, candidate: Path, rules: Mapping[str, Any], data_dir: Path, raw_dir: Path, feedback_dir: Path
) -> Verdict:
    """Compare the `.onnx` file `candidate` with the released one of its kind.

    A classifier may also be released for what it gains on people's photos (ml/feedback.py), where there are enough.
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
    gains = _gains(new, old, rules["classifier" if kind.opened_by is Classifier else "compatibility"], tail)
    missed = [one.figure for one in gains if not one.enough]
    if not missed:
        return Verdict(True, "better by the rule in params.yaml.", gains)
    reason = f"the rule is not met by: {', '.join(missed)}."
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
    for name, asked in rule.items():
        difference = new[name] - old[name]
        low, high = np.quantile(difference[1:], [tail, 1 - tail])
        gain = float(difference[0])
        enough = gain >= asked["gain"] and low >= asked["low"]
        said = f"gain >= {asked['gain']:g} and low >= {asked['low']:g}"
        values = float(old[name][0]), float(new[name][0]), gain, float(low), float(high)
        gains.append(Gain(name, *values, enough=bool(enough), rule=said))
    return gains


def _samples(
    kind: Kind,
    onnx: Path,
    rules: Mapping[str, Any],
    data_dir: Path,
    raw_dir: Path,
    people_s: Sequence[tuple[str, Path]],
) -> Samples:
    """Raises: ModelUnavailable."""
    model = kind.opened_by(onnx)
    if isinstance(model, CompatibilityModel):
        return _samples_of_outfits(model, rules["resamples"], data_dir)
    validation = load_garments(data_dir, "validation")
    files = [raw_dir / name for name in validation.files]
    samples = _samples_of_photos(model, files, validation.labels, rules["resamples"], rules["seed"])
    if people_s:
        labels = np.array([CATEGORIES.index(category) for category, _ in people_s])
        files = [file for _, file in people_s]
        of_people = _samples_of_photos(model, files, labels, rules["resamples"], rules["seed"])
        samples["people"] = of_people["accuracy"]
    return samples


def _samples_of_outfits(model: CompatibilityModel, resamples: int, data_dir: Path) -> Samples:
    outfits = load_outfits(data_dir)
    if outfits.image_size != model.image_size:
        raise ModelUnavailable(
            f"It takes {model.image_size} px and the garments are preprocessed at {outfits.image_size} px: a model of "
            "another size has to be released by its own figures."
        )
    held_out = HeldOut(outfits, "validation")
    score = held_out.scores(siamese_scorer(model))
    auc, fitb = resampled(held_out.photos, held_out.categories, score, "both", resamples=resamples)
    return {"auc": auc, "fitb": fitb}


def _samples_of_photos(
    model: Classifier, files: Sequence[Path], labels: NDArray[np.int64], resamples: int, seed: int
) -> Samples:
    columns = [model.categories.index(category) for category in CATEGORIES]
    # From the photos themselves, as the service reads them: the two models may take different sizes.
    shown = tqdm(files, desc=f"photos, {model.version}", leave=False, disable=None)
    said = np.stack([model.probabilities(read_picture(file).pixels)[columns] for file in shown])
    rows = np.arange(len(said))
    right = (said.argmax(1) == labels).astype(np.float64)
    log_score = np.log(np.clip(said[rows, labels], 1e-12, 1))
    drawn = np.random.default_rng(seed).integers(0, len(rows), (resamples, len(rows)))
    drawn = np.vstack([rows, drawn])
    return {"log_score": log_score[drawn].mean(1), "accuracy": right[drawn].mean(1)}
