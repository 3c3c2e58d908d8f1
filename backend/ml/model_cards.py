"""Writes the cards of the released models in docs/model-cards, from the figures of `python -m ml.evaluate released`.

python -m ml.model_cards              the cards
python -m ml.model_cards --picture    also the picture of the worst answers, which needs the garment photos
"""

import argparse
import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.cutout import cut_out, released_cutout
from app.detector import Classifier
from app.registry.models import classifier_kind
from app.settings import get_settings
from app.vision.face.shape import SHAPES
from app.vision.images import encode_jpeg, letterbox, read_picture
from app.vision.vocabulary import CATEGORY_OF_KIND
from ml.classifier.export import RIGHT_WITHOUT_REVIEW
from ml.compatibility.protocol import BLANK_CHOICES
from ml.data.source_lists import LISTS_DIR, read_list
from ml.evaluation.classifier import table
from ml.evaluation.contact_sheet import TILE_PX, contact_sheet
from ml.parameters import DATA_DIR, REPOSITORY_DIR

CARDS: Final = REPOSITORY_DIR / "docs" / "model-cards"
EVALUATION: Final = DATA_DIR / "evaluation"
PICTURE: Final = CARDS / "classifier-worst.jpg"
CUTOUT_PICTURE: Final = CARDS / "cutout-worst.jpg"
JUDGED_CUTOUTS: Final = Path(__file__).parent / "labels" / "cutouts_judged.json"
MAX_PICTURE_BYTES: Final = 150_000
WORST: Final = 12
DATA_SET: Final = "clothing-dataset-small"

Figures = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--picture", action="store_true", help="also draw the worst answers")
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    arguments = parser.parse_args()
    CARDS.mkdir(parents=True, exist_ok=True)
    for name, text in cards().items():
        (CARDS / f"{name}.md").write_text(text)
    if arguments.picture:
        draw_worst_cutouts(arguments.raw_dir / DATA_SET / "test")
        draw_worst(EVALUATION / "released_classifier" / "test_predictions.csv", arguments.raw_dir / DATA_SET)


def cards() -> dict[str, str]:
    """The text of each card by its name."""
    written: dict[str, Callable[[], str]] = {
        "classifier": _classifier,
        "compatibility": _compatibility,
        "cutout": _cutout,
        "face": _face,
    }
    return {name: write() for name, write in written.items()}


def _classifier() -> str:
    test, shifted = _read("released_classifier/test.json"), _read("released_classifier/test_shifted.json")
    validation = _read("released_classifier/validation.json")
    others = _read("released_classifier/non_garments.json")
    metadata = Classifier(classifier_kind(get_settings()).released).metadata
    kinds = "\n".join(
        f"| {kind} | {counted['pictures']} | {counted['asks']} |" for kind, counted in others["kinds"].items()
    )
    rows = [f"| **released**, test | {_row(test)} |", f"| **released**, test shifted | {_row(shifted)} |"]
    all_rows = "\n".join(rows)
    gap = 100 * (test["accuracy"] - shifted["accuracy"])
    kinds_of_garment = sorted(test["classes"])
    without = sorted(set(CATEGORY_OF_KIND.values()) - {*kinds_of_garment, "other"})
    wrong = min(WORST, round(test["pictures"] * (1 - test["accuracy"])))
    return f"""# Model card: the garment classifier

Which of {len(kinds_of_garment)} kinds of garment a photo shows ({", ".join(kinds_of_garment)}), with a calibrated
confidence: a small network inside an Ultralytics classification model, {test["epochs"]} epochs from the weights
`{test["initial_weights"]}`. Weights sha256 `{test["weights_sha256"][:12]}`, trained at commit `{metadata["git_commit"][:12]}`. This card
is written by `python -m ml.model_cards` from the figures of `python -m ml.evaluate released`.

**Data.** {_training_photos(metadata)}:
single garments in homes; index sha256 `{test["data_sha256"][:12]}`. The epoch and the temperature ({test["temperature"]:.2f}) were
chosen on the validation split ({validation["pictures"]} photos: accuracy {validation["accuracy"]:.3f}, log loss {validation["nll"]:.3f}). Nothing
was chosen on the test split.

**Use it for** sorting photos of single garments into a wardrobe, with a person who can correct it. **Do not use it for** photos of
people, drawings or shop collages, for what is not among its kinds ({", ".join(without)}), or to infer anything about the wearer.

## Figures

*Shifted*: the same garments, cut out (every mask was checked by a person), placed on surroundings of other photos, relit, reframed
and recompressed (`backend/ml/data/shifted_garments.py`).

| | pictures | accuracy (95 %) | log loss | calibration error (95 %) |
|---|---|---|---|---|
{all_rows}
| Xception at 299 px, published notebooks, test | 372 | 0.898 to 0.903 | | |

In other surroundings the released model loses {gap:.1f} points. Calibration error: ten bins of equal mass, interval by bootstrap
over pictures. The released model on the test split:

{table(test)}

## Pictures without a garment

Below a confidence of {test["review_below"]:.2f} it asks for review. The threshold was chosen on validation so that {100 * RIGHT_WITHOUT_REVIEW:.0f} % above it are right.
Of pictures without a garment, on which nothing was tuned (listed in `backend/ml/evaluation/non_garments.py`), it asks for review on
{others["asks"]} of {others["pictures"]} ({others["interval"][0]:.0%} to {others["interval"][1]:.0%}).

| kind | pictures | asks for review |
|---|---|---|
{kinds}

The {wrong} worst answers on the test split (true class, answer and its confidence):

![{wrong} garment photos with wrong answers]({PICTURE.name})
"""


def _training_photos(metadata: Mapping[str, str]) -> str:
    """How many photos a classifier was trained on, and of which data set (CC0)."""
    listed = sum(path.startswith("train/") for path in read_list(LISTS_DIR / f"{DATA_SET}.sha256"))
    used = int(metadata.get("training_pictures", listed))  # models exported before December 2026 lack it
    others = f" and {used - listed:,} photos of people" if used > listed else ""
    address = f"https://github.com/alexeygrigorev/{DATA_SET}"
    return f"{min(used, listed):,} training photos of [{DATA_SET}]({address}) (CC0 1.0){others}"


def _row(figures: Figures) -> str:
    (low, high), (least, most) = figures["accuracy_interval"], figures["ece_interval"]
    return (
        f"{figures['pictures']} | {figures['accuracy']:.3f} ({low:.3f} to {high:.3f}) | {figures['nll']:.3f} | "
        f"{figures['ece']:.3f} ({least:.3f} to {most:.3f})"
    )


def _compatibility() -> str:
    found = _read("released_compatibility/test.json")
    changes = list(next(iter(found["figures"].values())))
    rows = []
    for name, figures in found["figures"].items():
        for kind, label in (("auc", "AUC"), ("fitb", "blanks")):
            cells = [
                f"{f['value']:.3f} ({f['low']:.3f} to {f['high']:.3f})" for f in (figures[c][kind] for c in changes)
            ]
            rows.append(f"| {name}, {label} | {' | '.join(cells)} |")
    both = next(iter(found["figures"].values()))["both"]
    calibration = found["calibration"]["expected_error"]
    table_of_all = "\n".join(rows)
    return f"""# Model card: compatibility

Scores from 0 to 1 whether two garments could be worn together. Model `{found["model_version"]}`. This card is written by
`python -m ml.model_cards` from the figures of `python -m ml.evaluate released`.

**Data.** Garments cut out of street photos of [clothing-co-parsing](https://github.com/bearpaw/clothing-co-parsing) (Apache-2.0 on
the repository; the photos were collected from the web, so they are research data: none is published). What one photo shows
was worn together; a wrong partner is a garment of the same category from another photo. Split by photo.

**Use it for** ranking outfits within one wardrobe. **Do not use it for** judging a person's taste, or as a percentage: it prefers the
right pair in {both["auc"]["value"]:.0%} of cases.

## Figures

{both["outfits"]} outfits of the {found["split"]} split, {both["pairs"]:,} pairs and {both["blanks"]} blanks ({BLANK_CHOICES} choices, chance {1 / BLANK_CHOICES:.2f}); 95 %
intervals by bootstrap over outfits. *Relit* and *degraded*: each garment's light or sharpness is changed separately, since garments of
one photo share them; *both* is the figure that counts. The baselines follow the model.

| | {" | ".join(changes)} |
|---|{"---|" * len(changes)}
{table_of_all}

Calibration error of the scores, on as many pairs worn together as not: {calibration:.3f}.
"""


def _cutout() -> str:
    found = _read("cutout/test.json")
    judged = json.loads(JUDGED_CUTOUTS.read_text())
    names = {
        "plain": "other rooms",
        "same_color": "near the garment's own colour",
        "pairs": "pairs of shoes with a gap",
    }
    compositions = "\n".join(
        f"| {names[kind]} | {one['compositions']} | {one['median']:.3f} | {one['mean']:.3f} | {one['taken_below_usable']:.1%} |"
        for kind, one in found["compositions"].items()
    )
    wrong = {name: judged[name] for name in ("grabcut", "network")}
    kinds = "\n".join(
        f"| {kind} | {len(wrong['grabcut'].get(kind, {}))} | {len(wrong['network'].get(kind, {}))} |"
        for kind in judged["photos_of_each_class"]
    )
    photos = sum(judged["photos_of_each_class"].values())
    before, now = (sum(len(one) for one in wrong[name].values()) for name in ("grabcut", "network"))
    return f"""# Model card: the cut-out network

Which pixels of a photo belong to the garment. MobileNetV2 features and a light decoder, 256 px in, 128 px out, look at the whole photo and,
if the garment is small in it, once more closer; a guided filter draws the outline at 640 px. Version `{found["version"]}`. This card is written by `python -m ml.model_cards`.

**Data.** Compositions: garments cut out of street photos (research data, never published) and of training photos of
clothing-dataset-small (CC0 1.0), placed on other surroundings. And training photos with masks that a teacher (ISNet) made and a
person looked through (`ml/labels/teacher_masks.json`).

**Use it for** photos of one garment, or one pair. **Do not use it for** photos of people: of what somebody wears it has seen single
garments, never the person.

## Figures

Intersection over union on compositions of street photos and rooms that the network was not trained on (`ml/evaluate_cutout.py`):

| surroundings | compositions | median | mean | below 0.8 |
|---|---|---|---|---|
{compositions}

{photos} photos of the test split, looked at on {judged["looked_at"]} beside those of GrabCut, which the network replaced. Visibly wrong,
hangers and their clips included: {now} ({now / photos:.0%}), GrabCut {before} ({before / photos:.0%}).

| class | GrabCut | network |
|---|---|---|
{kinds}

The twelve worst of the network:

![Twelve photos with their cut-outs]({CUTOUT_PICTURE.name})
"""


def draw_worst_cutouts(photos_dir: Path) -> None:
    """Draw the cut-outs that `labels/cutouts_judged.json` calls the worst, beside their photos (CC0)."""
    model = released_cutout()
    tiles = []
    for name in json.loads(JUDGED_CUTOUTS.read_text())["worst"]:
        pixels = read_picture(photos_dir / name).pixels
        found = cut_out(pixels, model)
        shown = np.full_like(pixels, 255)
        if found:
            shown = np.where(found.mask[..., None], pixels, np.array([255, 0, 255], np.uint8))
        tiles.append(np.hstack([letterbox(one, TILE_PX, fill=255) for one in (pixels, shown)]))
    rows = [np.hstack(tiles[start : start + 4]) for start in range(0, len(tiles), 4)]
    content = encode_jpeg(np.vstack(rows), quality=80)
    if len(content) > MAX_PICTURE_BYTES:
        raise ValueError(f"{CUTOUT_PICTURE.name} would take {len(content)} bytes.")
    CUTOUT_PICTURE.write_bytes(content)


def _face() -> str:
    found, garments = _read("face/test.json")["portraits"], _read("face/test.json")["garments"]
    shapes = ", ".join(f"{shape} {count}" for shape, count in found["answers"].items() if shape in SHAPES)
    length, forehead, jaw = found["outline_off_mesh_median"]
    false_faces = garments["measured"] if isinstance(garments["measured"], int) else len(garments["measured"])
    return f"""# Model card: the face's shape

Which of {len(SHAPES)} traditional shapes is nearest to a face, by four proportions of MediaPipe's face mesh (Apache-2.0, 468 points).
OpenCV's cascades find the face. Nothing is trained here, and the picture is never stored. This card is written by
`python -m ml.model_cards`.

**Use it for** hints at necklines and glasses, for fun. **Do not use it for** recognising anyone, or for age, sex, origin, mood or
health. Shapes are style tradition, not science, and people disagree about them too.

## Figures

Faces of about 70 px and more in street photos (research data, never published) and the {garments["photos"]} garment photos of
the test split (`python -m ml.evaluate_faces`).

| | measured |
|---|---|
| portraits measured | {found["measured"]:.1%} of {found["portraits"]} |
| shapes that occur | {shapes} |
| changed copies with the first or second shape again | {found["copies_with_first_or_second_shape"]:.1%} of {found["copies"]:,} |
| portraits with at least 90 % of such copies | {found["portraits_with_90_percent_of_copies"]:.0%} |
| false faces on garments | {false_faces} of {garments["photos"]} |
| difference of the outline's ratios from the mesh's, median of {found["outline_on"]} | length {length:.1%}, forehead {forehead:.1%}, jaw {jaw:.1%} |

There is no ground truth. [models.md](../models.md) explains the limits of these figures.
"""


def draw_worst(predictions: Path, photos_dir: Path) -> None:
    """Draw the wrong answers with the lowest probability of the right class as one small picture of CC0 photos."""
    with predictions.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["predicted"] != row["category"]]
    rows.sort(key=lambda row: float(row[row["category"]]))
    captions = [(row["category"], f"said {row['predicted']} {float(row['confidence']):.2f}") for row in rows[:WORST]]
    files = [photos_dir / row["file"] for row in rows[:WORST]]
    content = encode_jpeg(contact_sheet(list(zip(files, captions, strict=True))), quality=80)
    if len(content) > MAX_PICTURE_BYTES:
        raise ValueError(f"{PICTURE.name} would take {len(content)} bytes.")
    PICTURE.write_bytes(content)


def _read(name: str) -> Figures:
    content: Figures = json.loads((EVALUATION / name).read_text())
    return content


if __name__ == "__main__":
    main()
