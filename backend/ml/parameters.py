"""Reads params.yaml, which has a section per stage."""

from pathlib import Path
from typing import Any

import yaml

REPOSITORY_DIR = Path(__file__).resolve().parents[2]
PARAMS_FILE = REPOSITORY_DIR / "params.yaml"
DATA_DIR = REPOSITORY_DIR / "backend" / "data"


def read_parameters(path: Path, section: str) -> dict[str, Any]:
    """One stage's section. Raises ValueError when it is missing."""
    found = (yaml.safe_load(path.read_text()) or {}).get(section)
    if not found:
        raise ValueError(f"{path} has no section {section!r}.")
    return dict(found)
