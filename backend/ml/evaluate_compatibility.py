"""Evaluates compatibility with the protocol of ml/compatibility/protocol.py.

    python -m ml.evaluate_compatibility --split test               the released model, its baselines, its calibration
    python -m ml.evaluate_compatibility --split test --ablation    the network, colour harmony, both, random scores
    python -m ml.evaluate_compatibility --folds                    the recipe of params.yaml, five folds by photo

Outfits are held out by photo. The weight of harmony in `--ablation` is the best one on the validation split. `--folds`
does not use the test split.
"""

import argparse
import json
from pathlib import Path

import torch

from ml.compatibility.folds import cross_validate
from ml.evaluation.compatibility import evaluate_ablation, evaluate_released, table
from ml.parameters import CACHE_DIR, DATA_DIR, PARAMS_FILE, REPOSITORY_DIR, read_parameters

MODEL = REPOSITORY_DIR / "backend/models/compat_mobilenetv2.onnx"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--cache-dir", type=Path, default=CACHE_DIR, help="initial weights")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "evaluation/compatibility")
    parser.add_argument("--split", choices=["validation", "test"], default="test")
    parser.add_argument("--ablation", action="store_true", help="measure what colour harmony adds")
    parser.add_argument("--folds", action="store_true", help="cross-validate the recipe of params.yaml")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--work-dir", type=Path, default=DATA_DIR / "siamese", help="cached descriptions")
    parser.add_argument("--threads", type=int, help="CPU threads; all cores by default")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    if arguments.folds:
        parameters = read_parameters(arguments.params_file).train
        name = "folds"
        metrics = cross_validate(arguments.data_dir, arguments.work_dir, parameters, arguments.cache_dir)
    elif arguments.ablation:
        name = f"ablation-{arguments.split}"
        metrics = evaluate_ablation(arguments.model, arguments.data_dir, arguments.split)
    else:
        name = arguments.split
        metrics = evaluate_released(arguments.model, arguments.data_dir, arguments.cache_dir, arguments.split)
    arguments.output_dir.mkdir(parents=True, exist_ok=True)
    (arguments.output_dir / f"{name}.json").write_text(json.dumps(metrics, indent=2) + "\n")
    print(table(metrics["figures"]))
    print(json.dumps({name: value for name, value in metrics.items() if name != "figures"}, indent=2))


if __name__ == "__main__":
    main()
