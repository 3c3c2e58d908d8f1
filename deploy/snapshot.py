"""`make snapshot`: add a backup to DVC and push it to its S3 remote.

The backup is in `snapshot/` of the data folder, a separate DVC project: the pointer files `uploads.dvc` and
`wardrobe.db.dvc` contain facts about people, so they stay out of this repository's git. On another machine, run
`dvc pull` in a copy of that folder, then `make restore FROM=.../snapshot`.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from app.backup.copy import UPLOADS, WARDROBE, BackupRefused, make_backup
from app.outside.stores import open_store
from app.settings import get_settings

ROOT = Path(__file__).resolve().parents[1]
DVC = Path(sys.executable).with_name("dvc")
REMOTE = "store"


def main() -> int:
    settings = get_settings()
    folder = settings.data_dir / "snapshot"
    folder.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".copying-") as place:
        copy = Path(place) / "copy"
        try:
            manifest = make_backup(settings, open_store(settings), copy)
        except BackupRefused as refused:
            print(refused)
            return 1
        for entry in copy.iterdir():
            remove(folder / entry.name)
            entry.rename(folder / entry.name)
    if not (folder / ".dvc").exists():
        dvc(folder, "init", "--quiet", "--no-scm")
    address = dvc(ROOT, "config", f"remote.{REMOTE}.url")
    dvc(folder, "remote", "add", "--quiet", "--default", "--force", REMOTE, address)
    dvc(folder, "config", "core.analytics", "false")
    dvc(folder, "config", "cache.type", "hardlink,copy")
    dvc(folder, "add", "--quiet", UPLOADS, WARDROBE)
    dvc(folder, "push", "--quiet", f"{UPLOADS}.dvc", f"{WARDROBE}.dvc")
    print(f"{folder}: {manifest.photos} photos as of {manifest.moment}, pushed to {address}")
    return 0


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def dvc(folder: Path, *arguments: str) -> str:
    ran = subprocess.run([DVC, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"dvc {arguments[0]}: {ran.stderr.strip() or ran.stdout.strip()}")
    return ran.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
