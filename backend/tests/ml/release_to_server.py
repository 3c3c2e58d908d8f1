"""A release to the MLflow server of the environment, in its own small repository; `prove stack` runs it.

    python release_to_server.py refused|poor|better FOLDER

`refused` trains a classifier for one step and sees it refused. `poor` releases it all the same, `better` the one that
Curator comes with. Prints the version that is Production last.
"""

import os
import shutil
import sys
from pathlib import Path

from mlflow import MlflowClient
from small_repository import SmallRepository, make_small_repository

from app.settings import get_settings

FILES = ("best.pt", "best.onnx")


def main(step: str, folder: Path) -> int:
    server = {name: value for name, value in os.environ.items() if name.startswith("MLFLOW_TRACKING_")}
    repository = SmallRepository(folder)
    candidate, released = repository.data / "classifier", folder / "backend/weights"
    if step == "refused":
        make_small_repository(folder)
        repository.set_parameter("train_classifier", epochs=1, training_sizes=[[0.0, 32]], batch_size=20)
        repository.dvc("repro", "train_classifier", **server)
    for name in FILES:
        if step == "poor":
            shutil.copy(candidate / name, released / name)
        if step == "better":
            shutil.copy(get_settings().weights_dir / name, candidate / name)
    done = repository.run(sys.executable, "-m", "ml.release", "--only", "classifier", **server)
    if step == "refused":
        return 0 if done.returncode == 1 and "REFUSED" in done.stdout else 1
    sys.stdout.write(done.stdout)
    sys.stdout.write(f"{MlflowClient().get_model_version_by_alias('wardrobe-classifier', 'production').version}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
