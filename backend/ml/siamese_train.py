"""Stage `train`: the compatibility network's projection, trained on garments that were worn together.

    python backend/ml/siamese_train.py --data-dir backend/data/preprocessed --output-dir DIR --params-file params.yaml

Writes `checkpoint.pt` (after every epoch; the same command continues from it), `history.csv`, and at the end
`compat_mobilenetv2.pth`, `compat_mobilenetv2.onnx` and `metrics.json` (ml/compatibility/export.py).
"""

import argparse
from pathlib import Path
from typing import Any

import torch

from ml.compatibility.descriptions import DescriptionCache
from ml.compatibility.export import export_siamese
from ml.compatibility.pairs import PairBatch, PairDataset, contrastive_loss
from ml.compatibility.training import SiameseParameters, SiameseTraining, fit_projection, initial_weights, new_model
from ml.data.outfits import load_outfits
from ml.parameters import DATA_DIR, PARAMS_FILE, read_parameters
from ml.tracking.records import log_siamese_training
from ml.training.history import write_history

__all__ = ["PairBatch", "PairDataset", "SiameseParameters", "SiameseTraining", "contrastive_loss", "train_siamese"]


def train_siamese(
    data_dir: Path,
    output_dir: Path,
    parameters: SiameseParameters,
    *,
    cache_dir: Path,
    threads: int | None = None,
) -> dict[str, Any]:
    """Train, or go on training, and export. Returns the figures written to metrics.json."""
    output_dir.mkdir(parents=True, exist_ok=True)
    outfits = load_outfits(data_dir)
    if outfits.image_size != parameters.image_size:
        raise ValueError(
            f"The garments are {outfits.image_size} px and train.image_size is {parameters.image_size}: set "
            "preprocess.outfits.image_size to the same and run backend/ml/preprocess.py again."
        )
    pretrained = initial_weights(parameters.pretrained, cache_dir)
    model = new_model(parameters, pretrained)
    descriptions = DescriptionCache(output_dir / "descriptions", model, outfits, threads)
    rows, held_out = outfits.where("train"), outfits.where("validation")
    training = fit_projection(
        parameters, model, outfits, descriptions, rows, held_out, checkpoint=output_dir / "checkpoint.pt"
    )
    write_history(output_dir / "history.csv", training.history)
    return export_siamese(model, vars(parameters), pretrained, outfits, descriptions, output_dir)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "siamese")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--cache-dir", type=Path, default=DATA_DIR / "pretrained", help="initial weights")
    parser.add_argument("--threads", type=int, help="CPU threads; all cores when left out")
    parser.add_argument("--no-tracking", action="store_true", help="do not write the run down in MLflow")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.use_deterministic_algorithms(True)
    parameters = SiameseParameters(**read_parameters(arguments.params_file, "train"))
    figures = train_siamese(
        arguments.data_dir,
        arguments.output_dir,
        parameters,
        cache_dir=arguments.cache_dir,
        threads=arguments.threads,
    )
    if not arguments.no_tracking:
        log_siamese_training(arguments.output_dir, arguments.data_dir, vars(parameters), figures)
    print({name: round(value, 4) for name, value in figures.items() if isinstance(value, float)})


if __name__ == "__main__":
    main()
