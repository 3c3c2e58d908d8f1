"""What a team shares: an MLflow server with accounts and files in S3, and the DVC remote.

Both servers are real: MLflow's own with basic authentication, and SeaweedFS.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import serve
from object_store import ObjectStore, run_object_store, wait_until_it_answers

from app.registry.candidate import digest_of
from app.registry.mlflow_registry import ModelRegistry, RegistryUnreachable
from app.registry.models import classifier_kind
from app.settings import get_settings
from ml.parameters import REPOSITORY_DIR
from ml.release import _register, products
from ml.tracking.runs import TrainingRecord, log_training
from prove.models import moved
from prove.service import free_port

pytestmark = pytest.mark.timeout(600)
BUCKET = "curator-mlflow"
PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    with run_object_store(tmp_path_factory.mktemp("s3")) as store:
        yield store


@pytest.fixture(scope="module")
def tracking_server(store: ObjectStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `mlflow server` with one account; it alone has the keys of the bucket."""
    folder = tmp_path_factory.mktemp("mlflow")
    store.make_bucket(BUCKET)
    (folder / "auth.ini").write_text(
        f"[mlflow]\ndefault_permission = NO_PERMISSIONS\ndatabase_uri = sqlite:///{folder / 'auth.db'}\n"
        f"admin_username = scientist\nadmin_password = {PASSWORD}\n"
        "authorization_function = mlflow.server.auth:authenticate_request_basic_auth\n"
    )
    port = free_port()
    command = [sys.executable, "-m", "mlflow", "server", "--app-name", "basic-auth", "--workers", "1"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--backend-store-uri", f"sqlite:///{folder / 'mlflow.db'}"]
    command += ["--artifacts-destination", f"s3://{BUCKET}"]
    settings = {
        "MLFLOW_AUTH_CONFIG_PATH": str(folder / "auth.ini"),
        "MLFLOW_FLASK_SERVER_SECRET_KEY": "signs forms",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        "MLFLOW_DISABLE_TELEMETRY": "true",
    }
    environment = os.environ | store.environment | settings
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/health", process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


@pytest.mark.long
def test_run_is_logged_registered_promoted_and_loaded_by_the_service(
    tracking_server: str, store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", tracking_server)
    monkeypatch.setenv("MLFLOW_TRACKING_USERNAME", "scientist")
    monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", PASSWORD)
    for service in serve(tmp_path / "data"):
        admin = service.join(is_admin=True)
        settings = get_settings()
        kind = classifier_kind(settings)
        trained = tmp_path / "trained"
        trained.mkdir()
        moved(kind.released, trained / kind.released.name)
        (trained / kind.weights.name).write_bytes(kind.weights.read_bytes())
        (trained / "history.csv").write_text("epoch,validation_accuracy\n1,0.5\n2,0.75\n")
        (trained / "metrics.json").write_text("{}")
        initial = {"source": "none", "sha256": "none"}
        record = TrainingRecord("train_classifier", kind, {"lr": 0.1}, trained, {"accuracy": 0.75}, "0" * 64, initial)
        run_id = log_training(record)

        digest = digest_of(trained / kind.released.name)
        released = replace(kind, released=trained / kind.released.name)
        product = replace(products()["classifier"], kind=released)
        registry = ModelRegistry(settings)
        digests = {kind.released.name: digest}
        decision = {"sha256": digests, "provenance": {"git_commit": "5" * 40}, "verdict": {"reason": "a test"}}
        version = _register(registry, product, decision)
        assert registry.client.get_model_version(version.name, version.version).run_id == run_id
        registry.promote(version)
        in_bucket = store.keys(BUCKET)
        assert [key for key in in_bucket if key.endswith("model.onnx")]
        assert [key for key in in_bucket if key.endswith(kind.weights.name)]

        answer = admin.http.post("/v1/models/reload").json()
        assert {model["name"]: model["state"] for model in answer["models"]}[kind.name] == "active"
        loaded = {model["name"]: model for model in admin.http.get("/v1/models").json()["models"]}[kind.name]
        assert loaded["source"] == "registry"
        assert digest.startswith(loaded["version"])
        assert loaded["metadata"]["git_commit"] == "5" * 40

        monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", "another password")
        with pytest.raises(RegistryUnreachable):
            registry.versions(kind.name)


def test_default_dvc_remote_is_a_bucket_whose_address_and_keys_come_from_the_environment(
    store: ObjectStore, tmp_path: Path
) -> None:
    store.make_bucket("curator-dvc")
    there, elsewhere = tmp_path / "there", tmp_path / "elsewhere"
    (there / ".dvc").mkdir(parents=True)
    (there / ".dvc/config").write_bytes((REPOSITORY_DIR / ".dvc/config").read_bytes())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment |= store.environment | {"DVC_SITE_CACHE_DIR": str(tmp_path / "cache")}

    def run(folder: Path, *words: str) -> None:
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    dvc = (sys.executable, "-m", "dvc")
    run(there, "git", "init", "-q")
    (there / "candidate.bin").write_bytes(b"weights" * 100_000)
    run(there, *dvc, "add", "candidate.bin")
    run(there, *dvc, "push")
    assert store.keys("curator-dvc")
    elsewhere.mkdir()
    (elsewhere / ".dvc").mkdir()
    for name in (".dvc/config", "candidate.bin.dvc"):
        (elsewhere / name).write_bytes((there / name).read_bytes())
    run(elsewhere, "git", "init", "-q")
    run(elsewhere, *dvc, "pull")
    assert (elsewhere / "candidate.bin").read_bytes() == (there / "candidate.bin").read_bytes()
