"""The long tests of the pipeline.

Releases killed before every step, an experiment, a training from another commit, queued seeds, MLflow with accounts on
S3. Those of the guide are a part of their own (guide.py).
"""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = "backend/tests/ml/test_retraining_guide.py"


def main() -> bool:
    return pass_long_tests("backend/tests/ml", "--ignore", GUIDE)


def pass_long_tests(*words: str) -> bool:
    """Run pytest in the training environment, in a new process. True if all of the long tests pass."""
    command: list[str | Path] = [ROOT / ".venv-train/bin/pytest", *words, "-m", "long"]
    return subprocess.run(command, cwd=ROOT).returncode == 0
