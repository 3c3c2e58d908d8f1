"""Stage `own_photos`: checks a person's own photos and copies those that may be used. Nothing is trained.

    python -m ml.own_photos [--folder FOLDER]      the folder of params.yaml (own_photos.folder) by default

Layouts of both folders: ml/data/own_photos.py. Files that cannot be used are named in the report and left out.
"""

import argparse
import csv
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.detector import CATEGORIES
from ml.data.garments import SPLITS
from ml.data.own_photos import CHECKED, INDEX, INDEX_COLUMNS, REPORT, FoundPhotos, OwnPhoto, find_own_photos, read_index
from ml.data.owned_folders import refuse_other_files
from ml.data.photo_check import Checked, check_photos
from ml.errors import ends_with_a_sentence
from ml.parameters import DATA_DIR, PARAMS_FILE, REPOSITORY_DIR, read_parameters


def write_checked_photos(folder: Path, raw_dir: Path, checked_dir: Path, near_bits: int) -> str:
    """Check the photos of `folder` and write the layout. Returns the report. Raises StageFailed."""
    refuse_other_files(checked_dir, "own_photos", {INDEX, REPORT, *(row["file"] for row in read_index(checked_dir))})
    found = find_own_photos(folder)
    data_set = list(_data_set(raw_dir)) if found.photos else []
    checked = check_photos(found.photos, data_set, near_bits)
    shutil.rmtree(checked_dir, ignore_errors=True)
    checked_dir.mkdir(parents=True)
    rows = []
    for photo, known in checked.used:
        file = f"{photo.split}/{photo.category}/{known.sha256}{photo.path.suffix.lower()}"
        (checked_dir / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(photo.path, checked_dir / file)
        rows.append((photo.split, photo.category, file, known.sha256, photo.name))
    with (checked_dir / INDEX).open("w", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerows([INDEX_COLUMNS, *sorted(rows)])
    report = "\n".join(report_lines(found, checked)) + "\n"
    (checked_dir / REPORT).write_text(report)
    return report


def _data_set(raw_dir: Path) -> Iterator[OwnPhoto]:
    source = raw_dir / "clothing-dataset-small"
    for split in SPLITS:
        for file in sorted((source / split).glob("*/*")):
            yield OwnPhoto(f"{source.name}/{file.relative_to(source)}", file, file.parent.name, split)


def report_lines(found: FoundPhotos, checked: Checked) -> Iterator[str]:
    """What a person has to know before training with the photos."""
    counts = Counter((photo.category, photo.split) for photo, _ in checked.used)
    if not (found.photos or found.refused or found.empty_classes or found.unknown_classes):
        yield "No own photos."
        return
    yield f"{len(checked.used)} own photos are used: " + ", ".join(
        f"{split} {sum(counts[category, split] for category in CATEGORIES)}" for split in SPLITS
    )
    for category in CATEGORIES:
        numbers = "  ".join(f"{split} {counts[category, split]:4}" for split in SPLITS)
        yield f"  {category:12} {numbers}{'   none' if not any(counts[category, split] for split in SPLITS) else ''}"
    if found.empty_classes:
        yield f"Empty class folders: {', '.join(found.empty_classes)}"
    for name, count in found.unknown_classes.items():
        yield f"Unknown class {name!r}: {count} files left out. Known are {', '.join(CATEGORIES)}."
    yield from _section("Left out, not usable as listed", found.refused)
    yield from _section("Left out, unreadable", checked.unreadable)
    yield from _section("Left out, duplicates", checked.duplicates)
    yield from _section("Used, but much like another photo of the same split", checked.alike)


def _section(title: str, entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    if entries:
        yield f"{title}: {len(entries)}"
        yield from (f"  {name}: {reason}" for name, reason in entries)


@ends_with_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="instead of own_photos.folder of params.yaml")
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--output-dir", type=Path, default=CHECKED)
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    arguments = parser.parse_args()
    parameters = read_parameters(arguments.params_file).own_photos
    folder = arguments.folder or REPOSITORY_DIR / Path(parameters.folder).expanduser()
    print(write_checked_photos(folder, arguments.raw_dir, arguments.output_dir, parameters.near_bits), end="")


if __name__ == "__main__":
    main()
