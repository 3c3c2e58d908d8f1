"""Writes a trained network as an `.onnx` file that answers as PyTorch does."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

# Largest difference allowed between the two files in one number of an answer; float rounding makes about 1e-6.
PARITY_TOLERANCE = 1e-4


def trace_onnx(network: nn.Module, example: Tensor, input_name: str, output_name: str) -> bytes:
    """An ONNX file of `network` that takes any batch size; `example` is a batch of at least two."""
    program = torch.onnx.export(
        network.eval(),
        (example,),
        dynamo=True,
        input_names=[input_name],
        output_names=[output_name],
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        verbose=False,
    )
    if program is None:
        raise ValueError("torch could not export the network.")
    file = io.BytesIO()
    program.save(file, external_data=False)
    return file.getvalue()


def write_checked(
    content: bytes, path: Path, metadata: Mapping[str, Any], inputs: NDArray[Any], expected: NDArray[np.floating]
) -> float:
    """Write a traced network with `metadata` to `path` if it answers `inputs` with `expected`.

    Returns the largest difference. Raises ValueError when it exceeds PARITY_TOLERANCE.
    """
    model = onnx.load_from_string(content)
    _remove_call_stacks(model)
    onnx.helper.set_model_props(model, {name: str(value) for name, value in metadata.items()})
    onnx.checker.check_model(model)
    content = model.SerializeToString()
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    difference = float(np.abs(session.run(None, {session.get_inputs()[0].name: inputs})[0] - expected).max())
    if not difference <= PARITY_TOLERANCE:
        raise ValueError(f"{path} would differ from the trained network by {difference:.2g} in one number.")
    partial = path.with_suffix(".part")
    partial.write_bytes(content)
    partial.replace(path)
    return difference


def _remove_call_stacks(model: onnx.ModelProto) -> None:
    """Delete, in place, the call stacks that torch's exporter stores per node: they hold this machine's paths."""
    graphs = [model.graph, *model.functions]
    for graph in graphs:
        for part in (graph, *graph.node, *graph.value_info):
            part.ClearField("metadata_props")
    for part in (*model.graph.input, *model.graph.output, *model.graph.initializer):
        part.ClearField("metadata_props")
