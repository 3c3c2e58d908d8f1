"""Stage `download`: fetches, checks and unpacks the sources that params.yaml lists.

An archive comes from a mirror folder if that holds it, otherwise from GitHub. The mirror folder is
`CURATOR_DATA_MIRROR`, or `../shared/data` beside the repository. A source consists of the files in its list
(ml/data/source_lists.py) and may hold others, so a partial mirror and the complete archive give the same pictures.
Result: one folder per source, `OUTPUT/NAME/...`.
"""

import argparse
import os
import shutil
from pathlib import Path

from ml.data.owned_folders import refuse_other_files
from ml.data.source_archives import DownloadFailed, find_archive, unpack
from ml.data.source_lists import LISTS_DIR, damaged_files, read_list
from ml.data.source_tables import IMAGES, table_of_images
from ml.errors import ends_with_a_sentence
from ml.parameter_sections import SourceParameters
from ml.parameters import CHECKOUT_DIR, DATA_DIR, PARAMS_FILE, read_parameters


def fetch_source(
    source: SourceParameters,
    output_dir: Path,
    archive_dir: Path,
    mirror_dir: Path | None,
    lists_dir: Path = LISTS_DIR,
) -> Path:
    """Make `output_dir/NAME` hold exactly the listed files; does nothing if it already does.

    Raises: DownloadFailed; StageFailed if the folder holds files that are not listed.
    """
    files = read_list(lists_dir / f"{source.name}.sha256")
    target = output_dir / source.name
    refuse_other_files(target, "download", files)
    if not damaged_files(target, files):
        print(f"{source.name}: already there, {len(files)} files checked")
        return target
    archive = find_archive(source, archive_dir, mirror_dir)
    partial = output_dir / f".{source.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    unpack(archive, partial, {*files.keys() - source.tables.keys(), IMAGES} if source.tables else files.keys())
    _add_tables(source, partial, mirror_dir, lists_dir)
    _compare(archive, partial, files)
    shutil.rmtree(target, ignore_errors=True)
    return partial.rename(target)


def _add_tables(source: SourceParameters, folder: Path, mirror_dir: Path | None, lists_dir: Path) -> None:
    """Copy the source's tables from the mirror folder, or make them of the archive's `images.csv`."""
    for name, mirrored in source.tables.items():
        if mirror_dir is not None and (mirror_dir / mirrored).is_file():
            shutil.copyfile(mirror_dir / mirrored, folder / name)
        elif (folder / IMAGES).is_file():
            (folder / name).write_bytes(table_of_images(name, (folder / IMAGES).read_text(), lists_dir))
    if source.tables:
        (folder / IMAGES).unlink(missing_ok=True)


def _compare(archive: Path, folder: Path, files: dict[str, str]) -> None:
    damaged = damaged_files(folder, files)
    if damaged:
        missing = [name for name in damaged if not (folder / name).exists()]
        changed = [name for name in damaged if name not in missing]
        what = f"holds a changed {changed[0]}" if changed else f"lacks {missing[0]}"
        more = f" ({len(damaged)} of {len(files)} listed files are changed or missing)" if len(damaged) > 1 else ""
        raise DownloadFailed(
            f"{archive} {what}{more}. Delete the archive and run again. If the result is the same, the source has "
            "changed."
        )


def find_mirror() -> Path | None:
    """The folder `CURATOR_DATA_MIRROR`, else `../shared/data` if it exists. Raises DownloadFailed."""
    named = os.environ.get("CURATOR_DATA_MIRROR")
    if named:
        if not Path(named).is_dir():
            raise DownloadFailed(f"CURATOR_DATA_MIRROR is {named}, and there is no such folder. Correct or unset it.")
        return Path(named)
    beside = CHECKOUT_DIR.parent / "shared" / "data"
    return beside if beside.is_dir() else None


@ends_with_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--archive-dir", type=Path, default=DATA_DIR / "archives")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--lists-dir", type=Path, default=LISTS_DIR, help="NAME.sha256 of each source")
    arguments = parser.parse_args()
    parameters = read_parameters(arguments.params_file)
    mirror_dir = find_mirror()
    arguments.output_dir.mkdir(parents=True, exist_ok=True)
    for source in parameters.download.sources:
        fetch_source(source, arguments.output_dir, arguments.archive_dir, mirror_dir, arguments.lists_dir)


if __name__ == "__main__":
    main()
