"""Records the commit and time of a training beside its result."""

from datetime import UTC, datetime
from pathlib import Path

from app.registry.candidate import digest_of
from app.vision.provenance import write_provenance
from ml.repository import git_changed, git_commit


def record_provenance(onnx: Path) -> None:
    """Write the facts about a model that was trained just now; MLflow has the rest (ml/tracking/runs.py)."""
    facts = {
        "git_commit": git_commit(),
        "git_changed": "yes" if git_changed() else "no",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    write_provenance(onnx, digest_of(onnx), facts)
