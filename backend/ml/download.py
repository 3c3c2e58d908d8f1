"""Stage `download`: fetches, checks and unpacks the source archives that params.yaml lists.

An archive comes from the folder `CURATOR_DATA_MIRROR` if it holds it, otherwise from GitHub. GitHub may recompress an
archive, so the content is checked instead of the archive: a digest over all paths and file digests.
Result: one folder per source, `OUTPUT/NAME/...`.
"""

import argparse
import hashlib
import os
import shutil
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import httpx
from tqdm import tqdm

from ml.parameters import DATA_DIR, PARAMS_FILE, read_parameters


class DownloadFailed(RuntimeError):
    """A source could not be fetched, or its content differs from the recorded digest."""


@dataclass(frozen=True)
class Source:
    """A repository at one commit; `tree_sha256` is the `digest_of_tree` of its files."""

    repository: str  # OWNER/NAME
    commit: str
    tree_sha256: str

    @property
    def name(self) -> str:
        return self.repository.partition("/")[2]

    @property
    def archive_name(self) -> str:
        return f"{self.name}-{self.commit}.tar.gz"

    @property
    def url(self) -> str:
        return f"https://github.com/{self.repository}/archive/{self.commit}.tar.gz"


def fetch_source(source: Source, output_dir: Path, archive_dir: Path, mirror_dir: Path | None) -> Path:
    """Make `output_dir/NAME` hold exactly the source's files; does nothing if it already does.

    Raises DownloadFailed.
    """
    target = output_dir / source.name
    if target.is_dir() and digest_of_tree(target) == source.tree_sha256:
        print(f"{source.name}: already there, digest checked")
        return target
    archive = _archive(source, archive_dir, mirror_dir)
    partial = output_dir / f".{source.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        unpack(archive, partial)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise DownloadFailed(f"{archive} cannot be unpacked ({error}). Delete it and run again.") from error
    found = digest_of_tree(partial)
    if found != source.tree_sha256:
        raise DownloadFailed(
            f"The content of {archive} has digest {found}, params.yaml expects {source.tree_sha256}. "
            "Delete the archive and run again. If the digest is the same then, the source has changed."
        )
    shutil.rmtree(target, ignore_errors=True)
    return partial.rename(target)


def unpack(archive: Path, folder: Path) -> None:
    """Unpack without the archive's top folder. A member outside `folder` raises tarfile.FilterError."""
    with tarfile.open(archive) as tar:
        members = tar.getmembers()
        for member in tqdm(members, desc=f"unpack {archive.name[:28]}", unit="file", disable=None):
            member.name = member.name.partition("/")[2]
            if member.name:
                tar.extract(member, folder, filter="data")


def digest_of_tree(folder: Path) -> str:
    """sha256 over the lines `sha256-of-file  path` of all files, sorted by path."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for name in files:
        content = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        digest.update(f"{content}  {name}\n".encode())
    return digest.hexdigest()


def _archive(source: Source, archive_dir: Path, mirror_dir: Path | None) -> Path:
    if mirror_dir is not None:
        mirrored = mirror_dir / source.archive_name
        if mirrored.is_file():
            print(f"{source.name}: from the mirror folder {mirror_dir}")
            return mirrored
    archive = archive_dir / source.archive_name
    if not archive.is_file():
        archive_dir.mkdir(parents=True, exist_ok=True)
        try:
            _download(source.url, archive)
        except httpx.HTTPError as error:
            raise DownloadFailed(
                f"{source.url} could not be fetched ({error}). Check the network and run again, or put "
                f"{source.archive_name} into a folder and set CURATOR_DATA_MIRROR to that folder."
            ) from error
    return archive


def _download(url: str, archive: Path) -> None:
    """Fetch to `.part`, resuming an interrupted fetch if the server supports it, then rename."""
    partial = archive.with_name(archive.name + ".part")
    have = partial.stat().st_size if partial.exists() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with httpx.stream("GET", url, headers=headers, follow_redirects=True, timeout=60) as response:
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            partial.rename(archive)  # it was complete; the content is checked after unpacking
            return
        response.raise_for_status()
        resumes = response.status_code == httpx.codes.PARTIAL_CONTENT
        length = response.headers.get("Content-Length")
        start = have if resumes else 0
        total = int(length) + start if length else None
        bar = tqdm(total=total, initial=start, unit="B", unit_scale=True, desc=archive.name[:28])
        with partial.open("ab" if resumes else "wb") as file, bar:
            for chunk in response.iter_raw():
                file.write(chunk)
                bar.update(len(chunk))
    partial.rename(archive)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--archive-dir", type=Path, default=DATA_DIR / "archives")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    arguments = parser.parse_args()
    mirror = os.environ.get("CURATOR_DATA_MIRROR")
    arguments.output_dir.mkdir(parents=True, exist_ok=True)
    for entry in read_parameters(arguments.params_file, "download")["sources"]:
        try:
            fetch_source(Source(**entry), arguments.output_dir, arguments.archive_dir, Path(mirror) if mirror else None)
        except DownloadFailed as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
