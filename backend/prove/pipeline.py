"""The long tests of the pipeline.

Releases killed before every step, an experiment, a training from another commit, own photos from the report to the
release gate, MLflow with accounts on S3.
"""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> bool:
    """Run them in the training environment, in a new process. True if all pass."""
    command: list[str | Path] = [ROOT / ".venv-train/bin/pytest", "backend/tests/ml", "-m", "long"]
    return subprocess.run(command, cwd=ROOT).returncode == 0
