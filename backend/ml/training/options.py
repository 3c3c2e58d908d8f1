"""Command-line options that all training commands share."""

import argparse
from pathlib import Path

import torch

from ml.parameters import DATA_DIR, PARAMS_FILE


def training_options(description: str | None, output: str) -> argparse.ArgumentParser:
    """A parser with the shared options; results go to `DATA_DIR/output` unless another folder is given."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / output)
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--cache-dir", type=Path, default=DATA_DIR / "pretrained", help="initial weights")
    parser.add_argument("--threads", type=_set_threads, help="CPU threads; all cores by default")
    parser.add_argument("--no-tracking", action="store_true", help="do not record the run in MLflow")
    return parser


def _set_threads(count: str) -> int:
    torch.set_num_threads(int(count))
    return int(count)
