"""The folder that `make feedback` fills (ml/feedback.py): FOLDER/USE/OWNER/CATEGORY/SHA256.jpg.

Beside a photo under `masks` is the mask that its owner painted, as `.png`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from ml.parameters import DATA_DIR

FOLDER: Final = DATA_DIR / "feedback"
Use = Literal["train", "judge", "masks"]


def photos_of(folder: Path, use: Use) -> Iterator[tuple[str, Path]]:
    """(category, file) of each photo, always in the same order; nothing without feedback."""
    for file in sorted((folder / use).glob("*/*/*.jpg")):
        yield file.parent.name, file
