"""The classifier in eight-bit integers: static quantisation (QDQ, a scale per channel), calibrated on training photos.

Not served: `make bench ONLY=models` reports what it saves and how often it disagrees with the float model.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from ml.classifier.model import images_of


class Photos(CalibrationDataReader):  # type: ignore[misc]  # onnxruntime brings no types
    """Letterboxed pictures UInt8[N, H, W, 3], sixteen at a time."""

    def __init__(self, pictures: NDArray[np.uint8]) -> None:
        self._batches: Iterator[NDArray[np.float32]] = (
            images_of(pictures[start : start + 16]) for start in range(0, len(pictures), 16)
        )

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        batch = next(self._batches, None)
        return None if batch is None else {"images": batch}


def quantise(onnx: Path, pictures: NDArray[np.uint8], target: Path) -> None:
    """Write the eight-bit twin of `best.onnx` to `target`."""
    prepared = target.with_suffix(".prepared.onnx")
    quant_pre_process(str(onnx), str(prepared), skip_symbolic_shape=True)
    quantize_static(
        str(prepared),
        str(target),
        Photos(pictures),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        op_types_to_quantize=["Conv", "Add", "GlobalAveragePool", "ReduceMean", "Gemm", "MatMul", "Clip"],
    )
    prepared.unlink()
