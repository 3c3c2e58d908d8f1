"""Command-line options that all training commands share."""

import argparse
import os
from pathlib import Path
from typing import Literal

import torch

from ml.errors import StageFailed
from ml.parameters import CACHE_DIR, DATA_DIR, PARAMS_FILE


def training_options(description: str | None, output: str) -> argparse.ArgumentParser:
    """A parser with the shared options; results go to `DATA_DIR/output` unless another folder is given."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / output)
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--cache-dir", type=Path, default=CACHE_DIR, help="initial weights")
    parser.add_argument("--threads", type=_set_threads, help="CPU threads; all cores by default")
    parser.add_argument("--no-tracking", action="store_true", help="do not record the run in MLflow")
    return parser


def device_of(name: Literal["auto", "cpu", "cuda"]) -> torch.device:
    """The device that `machine.device` of params.yaml names. Raises StageFailed if there is no such device."""
    if name == "cuda" and not torch.cuda.is_available():
        raise StageFailed(
            "machine.device is cuda, and PyTorch finds no GPU. Check the driver with nvidia-smi, or set it to cpu."
        )
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # for the same sums every time on a GPU
    return torch.device(("cuda" if torch.cuda.is_available() else "cpu") if name == "auto" else name)


def _set_threads(count: str) -> int:
    torch.set_num_threads(int(count))
    return int(count)
