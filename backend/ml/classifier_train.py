"""Stage `train_classifier`: a small network from ImageNet weights, fine-tuned on single garments.

    python backend/ml/classifier_train.py --data-dir backend/data/preprocessed --output-dir DIR

Writes to the output folder: `checkpoint.pt` (after every epoch; the same command continues from it),
`history.csv`, and at the end `best.pt`, `best.onnx` and `metrics.json` (ml/classifier/export.py), which depend on data,
parameters and code alone. The commit and the time are in `best.provenance.json`.
"""

import hashlib
from pathlib import Path
from typing import Any

import torch

from ml.classifier.export import export_classifier
from ml.classifier.training import Training
from ml.data.garments import digest_of_garments, load_garments, load_masks
from ml.errors import StageFailed, ends_with_a_sentence
from ml.parameter_sections import RELEASED, ClassifierParameters
from ml.parameters import CHECKOUT_DIR, DATA_DIR, read_parameters
from ml.tracking.live import LiveRun, live_run
from ml.tracking.provenance import record_provenance
from ml.tracking.records import log_classifier_training
from ml.training.options import device_of, training_options


def train_classifier(
    data_dir: Path,
    output_dir: Path,
    parameters: ClassifierParameters,
    *,
    cache_dir: Path,
    released: Path,
    device: torch.device,
    workers: int = 0,
    live: LiveRun | None = None,
    limit: int | None = None,
) -> dict[str, Any]:
    """Train, or continue training, and export. Returns the figures written to metrics.json.

    Raises: StageFailed; FileNotFoundError when training starts from `released` and that file is missing.
    """
    output_dir.mkdir(parents=True, exist_ok=True)
    train, validation = (load_garments(data_dir, split, limit) for split in ("train", "validation"))
    masks = load_masks(data_dir, limit)
    steps_per_epoch = len(train.labels) // parameters.batch_size
    if steps_per_epoch == 0:
        raise StageFailed(
            f"{len(train.labels)} pictures do not fill one batch of {parameters.batch_size}: lower "
            "train_classifier.batch_size."
        )
    start = hashlib.sha256(released.read_bytes()).hexdigest() if parameters.pretrained == RELEASED else ""
    training = Training(parameters, digest_of_garments(data_dir), steps_per_epoch, device, start)
    checkpoint = output_dir / "checkpoint.pt"
    if not training.resume(checkpoint):
        training.start(cache_dir, released)
    training.run(lambda: training.validate(validation, training.run_epoch(train, masks, workers)), checkpoint, live)
    figures = export_classifier(checkpoint, data_dir, output_dir, limit=limit)
    record_provenance(output_dir / "best.onnx")
    return figures


@ends_with_a_sentence()
def main() -> None:
    parser = training_options(__doc__, "classifier")
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    in_use = CHECKOUT_DIR / "backend/weights/best.pt"
    parser.add_argument("--released", type=Path, default=in_use, help="the classifier in use")
    arguments = parser.parse_args()
    torch.use_deterministic_algorithms(True, warn_only=True)
    everything = read_parameters(arguments.params_file)
    parameters, machine = everything.train_classifier, everything.machine
    device = device_of(machine.device)
    about = ("train_classifier", parameters.model_dump(), arguments.output_dir, device)
    with live_run(*about, is_tracked=not arguments.no_tracking) as live:
        figures = train_classifier(
            arguments.data_dir,
            arguments.output_dir,
            parameters,
            cache_dir=arguments.cache_dir,
            released=arguments.released,
            device=device,
            workers=machine.workers,
            live=live,
        )
        if live:
            log_classifier_training(arguments.output_dir, arguments.data_dir, parameters.model_dump(), figures)
    print({name: round(value, 4) for name, value in figures.items() if isinstance(value, float)})


if __name__ == "__main__":
    main()
