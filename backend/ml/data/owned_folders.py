"""Folders that a stage writes. A file of another origin in them is refused, since the stage would delete it."""

from collections.abc import Collection
from pathlib import Path

from ml.errors import StageFailed


def refuse_other_files(folder: Path, stage: str, own: Collection[str]) -> None:
    """Raise StageFailed if `folder` holds a file whose path in it is not in `own`."""
    others = sorted(
        name
        for file in (folder.rglob("*") if folder.is_dir() else ())
        if not file.is_dir() and (name := file.relative_to(folder).as_posix()) not in own
    )
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        raise StageFailed(
            f"{folder} belongs to the stage {stage}, which did not write {', '.join(others[:3])}{more}. Move the files "
            "elsewhere and run again: own photos have a folder of their own (own_photos in params.yaml)."
        )
