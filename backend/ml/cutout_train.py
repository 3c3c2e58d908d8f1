"""Stage `train_cutout`: the network that separates a garment from its surroundings.

    python backend/ml/cutout_train.py --raw-dir backend/data/raw --output-dir DIR

Writes `checkpoint.pt` (after every epoch; the same command continues from it), `history.csv`, and at the end
`cutout.pt`, `cutout.onnx` and `metrics.json` (ml/cutout/export.py).
"""

import json
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import torch

from ml.cutout.export import export_cutout
from ml.cutout.garments import photographed_garments, street_garments, surroundings
from ml.cutout.scenes import Sources, training_view
from ml.cutout.teacher_masks import MaskedPhoto, load_masked_photos, painted_photos
from ml.cutout.training import Training, tensors
from ml.data.feedback_photos import FOLDER
from ml.errors import ends_with_a_sentence
from ml.parameter_sections import CutoutParameters
from ml.parameters import CHECKOUT_DIR, DATA_DIR, REPOSITORY_DIR, read_parameters
from ml.tracking.live import LiveRun, live_run
from ml.tracking.provenance import record_provenance
from ml.tracking.records import log_cutout_training
from ml.training.options import device_of, training_options

VALIDATION_VIEWS: Final = 128
VALIDATION_EVERY: Final = 12  # of the teacher's masks, one in so many is kept for validation


def train_cutout(
    raw_dir: Path,
    masks: Path,
    feedback_dir: Path,
    output_dir: Path,
    parameters: CutoutParameters,
    *,
    cache_dir: Path,
    released: Path,
    device: torch.device,
    live: LiveRun | None = None,
) -> dict[str, Any]:
    """Train, or continue training, and export. Returns the figures written to metrics.json.

    Raises PretrainedUnavailable; StageFailed if the teacher's masks are missing or others; FileNotFoundError if
    training starts from `released` and that file is missing.
    """
    output_dir.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    rooms, street = raw_dir / "clothing-dataset-small", raw_dir / "clothing-co-parsing"
    photos = load_masked_photos(masks, parameters.masks_sha256, rooms / "train")
    kept = [photo for number, photo in enumerate(photos) if number % VALIDATION_EVERY == 0]
    learned = [photo for number, photo in enumerate(photos) if number % VALIDATION_EVERY] + painted_photos(feedback_dir)
    validation = _sources(street, rooms / "validation", kept, parameters, validation=True)
    sources = _sources(street, rooms / "train", learned, parameters, validation=False)
    random = np.random.default_rng(parameters.seed)
    images, truths = tensors(
        [training_view(validation, parameters.image_size, 0.5, random) for _ in range(VALIDATION_VIEWS)]
    )
    training = Training(parameters, device, released)
    checkpoint = output_dir / "checkpoint.pt"
    if not training.resume(checkpoint):
        training.start(cache_dir, released)
    training.run(lambda: training.run_epoch(sources, (images, truths)), checkpoint, live)
    return export_cutout(checkpoint, output_dir, images)


def _sources(
    street: Path, rooms: Path, photos: list[MaskedPhoto], parameters: CutoutParameters, *, validation: bool
) -> Sources:
    random = np.random.default_rng(parameters.seed)
    found = [*street_garments(street, validation=validation), *photographed_garments(photos)]
    count = parameters.surroundings if not validation else max(1, parameters.surroundings // 5)
    return Sources(found, surroundings(rooms, count, random), photos)


@ends_with_a_sentence()
def main() -> None:
    parser = training_options(__doc__, "cutout")
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--masks", type=Path, default=REPOSITORY_DIR / "backend/masks/teacher_masks.zip")
    parser.add_argument("--feedback-dir", type=Path, default=FOLDER, help="masks that people painted")
    in_use = CHECKOUT_DIR / "backend/weights/cutout.pt"
    parser.add_argument("--released", type=Path, default=in_use, help="the network in use")
    arguments = parser.parse_args()
    torch.use_deterministic_algorithms(True, warn_only=True)
    everything = read_parameters(arguments.params_file)
    parameters, device = everything.train_cutout, device_of(everything.machine.device)
    about = ("train_cutout", parameters.model_dump(), arguments.output_dir, device)
    with live_run(*about, is_tracked=not arguments.no_tracking) as live:
        figures = train_cutout(
            arguments.raw_dir,
            arguments.masks,
            arguments.feedback_dir,
            arguments.output_dir,
            parameters,
            cache_dir=arguments.cache_dir,
            released=arguments.released,
            device=device,
            live=live,
        )
        record_provenance(arguments.output_dir / "cutout.onnx")
        if live:
            log_cutout_training(arguments.output_dir, parameters.model_dump(), figures)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
