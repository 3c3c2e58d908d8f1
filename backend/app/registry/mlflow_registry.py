"""MLflow's model registry, as Curator uses it.

MLflow takes seconds and over 100 MB to import, so this is only loaded in separate processes: `downloads`, and the
pipeline's commands.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from mlflow import MlflowClient, artifacts, set_registry_uri, set_tracking_uri
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException
from mlflow.models import Model as MlflowModel
from mlflow.protos.databricks_pb2 import INVALID_PARAMETER_VALUE, RESOURCE_DOES_NOT_EXIST, ErrorCode

from app.settings import Settings

EXPERIMENT: Final = "curator"
MODEL_FILE: Final = "model.onnx"

# Tags of a version; a model logged by the pipeline has the first two as its own metadata, too.
SHA256: Final = "onnx_sha256"
KNOWN_ANSWER: Final = "known_answer"
ORIGIN: Final = "origin"

_NO_SUCH_ALIAS: Final = {ErrorCode.Name(RESOURCE_DOES_NOT_EXIST), ErrorCode.Name(INVALID_PARAMETER_VALUE)}


class RegistryUnreachable(RuntimeError):
    """The registry does not answer, or refuses the request."""


@dataclass(frozen=True)
class Registered:
    """One version in the registry."""

    name: str
    version: str
    tags: Mapping[str, str]
    run_id: str | None = None

    @property
    def sha256(self) -> str | None:
        return self.tags.get(SHA256)


class ModelRegistry:
    """Versions of models under their names, one of each marked as Production."""

    def __init__(self, settings: Settings) -> None:
        """Raises: RegistryUnreachable, if the store cannot be opened."""
        self._settings = settings
        self._alias = settings.mlflow_model_stage.lower()
        try:
            set_tracking_uri(settings.mlflow_tracking_uri)
            set_registry_uri(settings.mlflow_tracking_uri)
            self.client = MlflowClient()
        except Exception as error:  # drivers of stores raise exceptions of any kind
            raise self._unreachable(error) from error

    def production(self, name: str) -> Registered | None:
        """The version with the alias of the stage (`production`), else the one in that (deprecated) stage.

        Raises: RegistryUnreachable.
        """
        found = self._found(name)
        if not found:  # a server with accounts answers 403 for the alias of an unknown model
            return None
        in_stage = [one for one in found if (one.current_stage or "").lower() == self._alias]
        newest = max(in_stage, key=lambda one: int(one.version), default=None)
        try:
            return _registered(self.client.get_model_version_by_alias(name, self._alias))
        except MlflowException as error:
            if error.error_code not in _NO_SUCH_ALIAS:
                raise self._unreachable(error) from error
        return _registered(newest) if newest else None

    def versions(self, name: str) -> list[Registered]:
        """All versions, oldest first. Raises: RegistryUnreachable."""
        return sorted(map(_registered, self._found(name)), key=lambda one: int(one.version))

    def fetch(self, registered: Registered, folder: Path) -> tuple[Path, Mapping[str, str]]:
        """Download a version's files into `folder`: its `.onnx` and its metadata.

        Raises: FileNotFoundError, if they are missing or contain no ONNX model.
        """
        try:
            files = Path(
                artifacts.download_artifacts(
                    artifact_uri=f"models:/{registered.name}/{registered.version}", dst_path=str(folder)
                )
            )
            described = yaml.safe_load((files / "MLmodel").read_text())
            data = files / described["flavors"]["onnx"]["data"]
        except Exception as error:  # every artifact store has its own exceptions
            raise FileNotFoundError(f"Its files could not be fetched: {_said(error)}") from error
        path = data / MODEL_FILE if data.is_dir() else data
        if not path.is_file():
            raise FileNotFoundError(f"{path.name} is missing among its files.")
        return path, {**(described.get("metadata") or {}), **registered.tags}

    def fetch_beside(self, registered: Registered, name: str, folder: Path) -> Path:
        """Download a file that was logged with a version's model. Raises: FileNotFoundError."""
        try:
            return Path(
                artifacts.download_artifacts(run_id=registered.run_id, artifact_path=name, dst_path=str(folder))
            )
        except Exception as error:  # every artifact store has its own exceptions
            raise FileNotFoundError(f"{name} could not be fetched: {_said(error)}") from error

    def register(
        self, name: str, onnx: Path, tags: Mapping[str, str], beside: Sequence[Path] = (), run_name: str = "released"
    ) -> Registered:
        """A version with this file, and `beside` as artifacts of its run; the same file twice is one version.

        Raises: RegistryUnreachable.
        """
        known = next((one for one in self.versions(name) if one.sha256 == tags[SHA256]), None)
        if known:
            return known
        try:
            run = self.client.create_run(self.experiment_id(), run_name=f"{run_name} {name}", tags=dict(tags))
            with tempfile.TemporaryDirectory() as folder:
                shutil.copyfile(onnx, Path(folder) / MODEL_FILE)
                _describe(Path(folder), run.info.run_id, tags)
                self.client.log_artifacts(run.info.run_id, folder, "model")
            for path in beside:
                self.client.log_artifact(run.info.run_id, str(path))
            self.client.set_terminated(run.info.run_id)
            return self.add_version(name, f"{run.info.artifact_uri}/model", tags, run.info.run_id)
        except Exception as error:  # see __init__
            raise self._unreachable(error) from error

    def add_version(self, name: str, source: str, tags: Mapping[str, str], run_id: str | None = None) -> Registered:
        """A new version from the files at `source`."""
        if not self._exists(name):
            self.client.create_registered_model(name)
        return _registered(self.client.create_model_version(name, source, run_id, tags=dict(tags)))

    def promote(self, registered: Registered) -> None:
        """Make a version Production: one write, the commit point of a release."""
        self.set_alias(registered, self._alias)

    def set_alias(self, registered: Registered, alias: str) -> None:
        self.client.set_registered_model_alias(registered.name, alias, registered.version)

    def experiment_id(self) -> str:
        """The experiment of all runs; created on first use."""
        found = self.client.get_experiment_by_name(EXPERIMENT)
        if found:
            return str(found.experiment_id)
        # A server knows where its artifacts belong; without one MLflow would use the working directory.
        own = self._settings.mlflow_tracking_uri.startswith("sqlite")
        location = self._settings.mlflow_artifacts_dir.as_uri() if own else None
        try:
            return str(self.client.create_experiment(EXPERIMENT, artifact_location=location))
        except MlflowException:
            found = self.client.get_experiment_by_name(EXPERIMENT)  # another process was first
            if found is None:
                raise
            return str(found.experiment_id)

    def _found(self, name: str) -> list[ModelVersion]:
        try:
            return list(self.client.search_model_versions(f"name = '{name}'")) if self._exists(name) else []
        except Exception as error:  # see __init__
            raise self._unreachable(error) from error

    def _exists(self, name: str) -> bool:
        try:
            self.client.get_registered_model(name)
        except MlflowException as error:
            if error.error_code == ErrorCode.Name(RESOURCE_DOES_NOT_EXIST):
                return False
            raise
        return True

    def _unreachable(self, error: Exception) -> RegistryUnreachable:
        return RegistryUnreachable(f"The model registry gives an unexpected answer ({_said(error)}).")


def _registered(version: ModelVersion) -> Registered:
    return Registered(version.name, str(version.version), dict(version.tags), version.run_id)


def _describe(folder: Path, run_id: str, tags: Mapping[str, str]) -> None:
    """The file that tells `mlflow.onnx.load_model` the model's format."""
    described = MlflowModel(artifact_path="model", run_id=run_id, metadata=dict(tags))
    providers: dict[str, Any] = {"providers": ["CPUExecutionProvider"], "onnx_session_options": None}
    described.add_flavor("onnx", onnx_version="1", data=MODEL_FILE, code=None, **providers)
    described.save(str(folder / "MLmodel"))


def _said(error: Exception) -> str:
    """An error's first line, without the addresses and credentials that may follow."""
    first = str(error).strip().partition(os.linesep)[0]
    return f"{type(error).__name__}: {first[:200]}"
