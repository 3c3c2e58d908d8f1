"""Stage `train`: the compatibility network's projection, trained on garments that were worn together.

    python backend/ml/siamese_train.py --data-dir backend/data/preprocessed --output-dir DIR --params-file params.yaml

Writes `checkpoint.pt` (after every epoch; the same command continues from it), `history.csv`, and at the end
`compat_mobilenetv2.pth`, `compat_mobilenetv2.onnx` and `metrics.json` (ml/compatibility/export.py), which depend on
data, parameters and code alone. The commit and the time are in `compat_mobilenetv2.provenance.json`.
"""

from pathlib import Path
from typing import Any

import torch

from ml.compatibility.descriptions import CPU, DescriptionCache
from ml.compatibility.export import NAME, export_siamese
from ml.compatibility.pairs import PairBatch, PairDataset, contrastive_loss
from ml.compatibility.training import SiameseTraining, fit_projection, initial_weights, new_model
from ml.data.outfits import load_outfits
from ml.errors import StageFailed, ends_with_a_sentence
from ml.parameter_sections import SiameseParameters
from ml.parameters import CHECKOUT_DIR, DATA_DIR, read_parameters
from ml.tracking.live import LiveRun, live_run
from ml.tracking.provenance import record_provenance
from ml.tracking.records import log_siamese_training
from ml.training.options import device_of, training_options

__all__ = ["PairBatch", "PairDataset", "SiameseParameters", "SiameseTraining", "contrastive_loss", "train_siamese"]


def train_siamese(
    data_dir: Path,
    output_dir: Path,
    parameters: SiameseParameters,
    *,
    cache_dir: Path,
    descriptions_dir: Path | None = None,
    threads: int | None = None,
    device: torch.device = CPU,
    workers: int = 0,
    live: LiveRun | None = None,
) -> dict[str, Any]:
    """Train, or continue training, and export. Returns the figures written to metrics.json.

    Descriptions of garments are kept in `descriptions_dir`, which several trainings may share, or in the output folder.
    """
    output_dir.mkdir(parents=True, exist_ok=True)
    outfits = load_outfits(data_dir)
    if outfits.image_size != parameters.image_size:
        raise StageFailed(
            f"The garments are {outfits.image_size} px and train.image_size is {parameters.image_size}: set "
            "preprocess.outfits.image_size to the same value and run the stage preprocess again."
        )
    pretrained = initial_weights(parameters.pretrained, cache_dir)
    model = new_model(parameters, pretrained)
    descriptions = DescriptionCache(
        descriptions_dir or output_dir / "descriptions", model, outfits, threads, device, workers
    )
    rows, held_out = outfits.where("train"), outfits.where("validation")
    checkpoint = output_dir / "checkpoint.pt"
    fit_projection(parameters, model, outfits, descriptions, rows, held_out, checkpoint=checkpoint, watch=live)
    figures = export_siamese(model, parameters.model_dump(), pretrained, outfits, descriptions, output_dir)
    record_provenance(output_dir / f"{NAME}.onnx")
    return figures


@ends_with_a_sentence()
def main() -> None:
    parser = training_options(__doc__, "siamese")
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    shared = CHECKOUT_DIR / "backend/data/siamese/descriptions"
    parser.add_argument("--descriptions-dir", type=Path, default=shared, help="cached descriptions of garments")
    arguments = parser.parse_args()
    torch.use_deterministic_algorithms(True)
    everything = read_parameters(arguments.params_file)
    parameters, machine = everything.train, everything.machine
    device = device_of(machine.device)
    about = ("train", parameters.model_dump(), arguments.output_dir, device)
    with live_run(*about, is_tracked=not arguments.no_tracking) as live:
        figures = train_siamese(
            arguments.data_dir,
            arguments.output_dir,
            parameters,
            cache_dir=arguments.cache_dir,
            descriptions_dir=arguments.descriptions_dir,
            threads=arguments.threads,
            device=device,
            workers=machine.workers,
            live=live,
        )
        if live:
            log_siamese_training(arguments.output_dir, arguments.data_dir, parameters.model_dump(), figures)
    print({name: round(value, 4) for name, value in figures.items() if isinstance(value, float)})


if __name__ == "__main__":
    main()
