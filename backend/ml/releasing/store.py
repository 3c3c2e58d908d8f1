"""The DVC remote inside the repository: what is released, and what was released before as far as there is room."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MEGABYTE = 1_000_000
MOST_MEGABYTES = 40
DVC_FILES = ("weights.dvc", "models.dvc")


@dataclass(frozen=True)
class Kept:
    """What the store holds after tidying."""

    megabytes: float
    former: list[str]  # the .dvc files whose former version is still there


def keep_released(repository: Path, most_megabytes: float = MOST_MEGABYTES) -> Kept:
    """Take out of `.dvcstore` whatever no `.dvc` file speaks of, neither now nor in the last commit.

    Of former versions only those stay that fit under the limit; a rollback then takes the files from the registry.
    """
    store = repository / ".dvcstore"
    kept: set[Path] = set()
    for name in DVC_FILES:
        path = repository / name
        kept |= _objects(store, path.read_text()) if path.exists() else set()
    former = []
    for name in DVC_FILES:
        objects = _objects(store, _committed(repository, name))
        if objects - kept and _size(kept | objects) <= most_megabytes * MEGABYTE:
            kept |= objects
            former.append(name)
    for path in list((store / "files" / "md5").rglob("*")):
        if path.is_file() and path not in kept:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    return Kept(_size(kept) / MEGABYTE, former)


def _objects(store: Path, dvc_file: str) -> set[Path]:
    """The files in the store that a `.dvc` file's content speaks of, as far as they are there."""
    content: dict[str, Any] = yaml.safe_load(dvc_file) or {}
    digests = [out["md5"] for out in content.get("outs", [])]
    for digest in list(digests):
        listing = _path(store, digest)
        if digest.endswith(".dir") and listing.exists():
            digests += [entry["md5"] for entry in json.loads(listing.read_text())]
    return {path for path in (_path(store, digest) for digest in digests) if path.exists()}


def _path(store: Path, digest: str) -> Path:
    return store / "files" / "md5" / digest[:2] / digest[2:]


def _committed(repository: Path, name: str) -> str:
    """A file as the last commit has it; empty where it does not."""
    command = ["git", "-C", str(repository), "show", f"HEAD:{name}"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - fixed words


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)
