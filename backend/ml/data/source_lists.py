"""Which files a source consists of: `sources/NAME.sha256`, in git, in the format of `sha256sum`.

An archive may hold more than its list names, and other archives may hold less; the list decides. In a source's folder,
`sha256sum --check --quiet` verifies one by hand.
"""

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import Final

from ml.errors import StageFailed

LISTS_DIR: Final = Path(__file__).with_name("sources")
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")


def read_list(path: Path) -> dict[str, str]:
    """Digests by path. Raises StageFailed."""
    if not path.is_file():
        raise StageFailed(f"{path} is missing: it lists the files of the source with their sha256.")
    files: dict[str, str] = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = _LINE.fullmatch(line)
        if not match or not _stays_inside(match[2]):
            raise StageFailed(f"{path}, line {number}: {line!r} is not a sha256, two spaces and a relative path.")
        files[match[2]] = match[1]
    return files


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def damaged_files(folder: Path, files: dict[str, str]) -> list[str]:
    """Listed files that `folder` lacks or holds with another content."""
    return [name for name, digest in files.items() if sha256_of(folder / name) != digest]


def sha256_of(file: Path) -> str:
    """Digest of a file; empty where there is none."""
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
