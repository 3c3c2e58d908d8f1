"""ONNX models behind one thin wrapper: opened once, checked, safe to share between threads."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from app.vision.provenance import read_provenance


class ModelUnavailable(RuntimeError):
    """A model file is missing, broken or not the expected one; the message says what to do."""


class OnnxModel:
    """One `.onnx` file in an ONNX Runtime session on the CPU.

    `metadata` is stored in the file by its exporter (`metadata_props`), or beside it (app/vision/provenance.py);
    `sha256` is the file's digest. Raises ModelUnavailable when the file is missing or cannot be run.
    """

    def __init__(self, path: Path, threads: int = 1) -> None:
        self.path = path
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelUnavailable(_missing(path)) from error
        options = onnxruntime.SessionOptions()
        # One thread each: photos are read in parallel by as many workers as there are cores.
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4  # the exception alone reports a broken file
        try:
            self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime's own exceptions share no public base class
            raise ModelUnavailable(
                f"The model {path} is damaged or not an ONNX model. Fetch it again: delete it and run "
                f"`dvc pull --remote release weights.dvc models.dvc`, or export it again: {export_command(path)}"
            ) from error
        self.sha256 = hashlib.sha256(content).hexdigest()
        in_the_file = dict(self._session.get_modelmeta().custom_metadata_map)
        self.metadata: dict[str, str] = in_the_file | read_provenance(path, self.sha256)
        self.input_names = [one.name for one in self._session.get_inputs()]
        self.output_names = [one.name for one in self._session.get_outputs()]

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        """All outputs in the file's order. Raises ModelUnavailable when the model does not take these inputs."""
        try:
            return list(self._session.run(None, dict(inputs)))
        except Exception as error:
            raise ModelUnavailable(
                f"The model {self.path} cannot be run as expected. Export it again: {export_command(self.path)}"
            ) from error


def export_command(path: Path) -> str:
    """The command that exports this `.onnx` file from its weights."""
    if path.name.startswith("compat"):
        return f"`python -m ml.siamese_export --weights {path.with_suffix('.pth')}`"
    if path.name.startswith("cutout"):
        return f"`python -m ml.cutout_export --weights {path.with_suffix('.pt')}`"
    return f"`python -m ml.classifier_export --weights {path.with_suffix('.pt')}`"


def _missing(path: Path) -> str:
    weights = next((p for p in (path.with_suffix(s) for s in (".pt", ".pth")) if p.exists()), None)
    if weights is not None:
        return f"{weights} has no {path.name} in its folder, which the service needs. Export it: {export_command(path)}"
    return f"The model {path} is missing. Fetch the released one: `dvc pull --remote release weights.dvc models.dvc`."
