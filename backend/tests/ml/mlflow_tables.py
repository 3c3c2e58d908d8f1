"""MLflow's database without runs. MLflow takes seconds to make its tables, so the tests of a process make them once."""

import tempfile
from functools import lru_cache
from pathlib import Path

from mlflow import MlflowClient


@lru_cache(maxsize=1)
def mlflow_tables() -> bytes:
    """What an empty `mlflow.db` holds."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "mlflow.db"
        MlflowClient(f"sqlite:///{database}").search_experiments()
        return database.read_bytes()
