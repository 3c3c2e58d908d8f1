"""The DVC remote inside the repository: the released models, and former ones as far as they fit."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MEGABYTE = 1_000_000
MOST_MEGABYTES = 90
DVC_FILES = ("weights.dvc", "models.dvc", "masks.dvc")


@dataclass(frozen=True)
class Kept:
    """The content of the store after a clean-up."""

    megabytes: float
    former: list[str]  # .dvc files whose former version is still stored


def keep_released(repository: Path, most_megabytes: float = MOST_MEGABYTES) -> Kept:
    """Delete from `.dvcstore` everything that no `.dvc` file references, neither now nor in the last commit.

    Former versions are kept only if they fit under the limit; otherwise a rollback takes the files from the registry.
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
    """The existing files of the store that a `.dvc` file's content references."""
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
    """A file's content in the last commit; empty when it is not in it."""
    command = ["git", "-C", str(repository), "show", f"HEAD:{name}"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - fixed words


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)
