"""Archives of sources: found in a mirror folder or fetched from GitHub. Only listed files are unpacked."""

import tarfile
from collections.abc import Collection
from pathlib import Path

import httpx
from tqdm import tqdm

from ml.errors import StageFailed
from ml.parameter_sections import SourceParameters


class DownloadFailed(StageFailed):
    """A source could not be fetched, or differs from its list."""


def find_archive(source: SourceParameters, archive_dir: Path, mirror_dir: Path | None) -> Path:
    """The source's archive: in the mirror folder, fetched before, or fetched now. Raises DownloadFailed."""
    for name in (source.mirrored_as, source.archive_name):
        if mirror_dir is not None and name and (mirror_dir / name).is_file():
            print(f"{source.name}: from the mirror folder {mirror_dir}")
            return mirror_dir / name
    archive = archive_dir / source.archive_name
    if not archive.is_file():
        archive_dir.mkdir(parents=True, exist_ok=True)
        try:
            _download(source.url, archive)
        except httpx.HTTPError as error:
            mirror = f"the mirror folder {mirror_dir} does not hold it" if mirror_dir else "there is no mirror folder"
            raise DownloadFailed(
                f"{source.url} could not be fetched ({error}), and {mirror}. Check the network and run again, or put "
                f"{source.archive_name} into a folder and set CURATOR_DATA_MIRROR to that folder."
            ) from error
    return archive


def unpack(archive: Path, folder: Path, names: Collection[str]) -> None:
    """Unpack the regular files `names`, without the archive's top folder. Nothing else is unpacked.

    Raises DownloadFailed.
    """
    folder.mkdir(parents=True)
    try:
        with (
            tarfile.open(archive) as tar,
            tqdm(desc=f"unpack {archive.name[:28]}", total=len(names), unit="file", disable=None) as bar,
        ):
            for member in tar:
                member.name = member.name.partition("/")[2]
                if member.name in names and member.isreg():
                    tar.extract(member, folder, filter="data")
                    bar.update()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise DownloadFailed(f"{archive} cannot be unpacked ({error}). Delete it and run again.") from error


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
