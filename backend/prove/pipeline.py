"""The pipeline's long tests: releases killed before every step, an experiment, an MLflow server with accounts on S3."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> bool:
    """They need the training environment, which this process does not run in. True where all pass."""
    command = [ROOT / ".venv-train/bin/pytest", "backend/tests/ml", "-m", "long"]
    return subprocess.run(command, cwd=ROOT).returncode == 0
