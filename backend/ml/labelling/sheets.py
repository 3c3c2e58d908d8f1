"""Contact sheets of numbered photos, and the index that says which number is which photo.

    OUTPUT/001.jpg, 002.jpg, ...    thirty photos each, numbered 1 to 30, row by row
    OUTPUT/index.csv                sheet,number,photo: one line a photo

Photos are named by their path in PHOTOS. They are shuffled with a fixed seed, so that a sheet mixes what class folders
keep apart. When run again, photos of the index keep their places and new ones go on new sheets. Files that cannot be
read get no number; they are named.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Final

import cv2
import numpy as np
from tqdm import tqdm

from app.vision.images import ImageRefused, Pixels, encode_jpeg, letterbox, read_picture

COLUMNS: Final = 6
ROWS: Final = 5
PHOTOS_PER_SHEET: Final = COLUMNS * ROWS
CELL_PX: Final = 250
GAP_PX: Final = 3
INDEX_NAME: Final = "index.csv"
_PHOTO_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif"})


class NoSheets(ValueError):
    """A folder holds no sheets; the message says which."""


@dataclass(frozen=True)
class Cell:
    """One photo's place: sheet 1.., number 1..30, and its path in the photos' folder."""

    sheet: int
    number: int
    photo: str


def find_photos(photos_dir: Path, within: str = "") -> list[str]:
    """Paths of all photos in the folder, or in one of its subfolders, sorted, with forward slashes."""
    return sorted(
        path.relative_to(photos_dir).as_posix()
        for path in (photos_dir / within).rglob("*")
        if path.suffix.lower() in _PHOTO_SUFFIXES and path.is_file()
    )


def assign_cells(photos: list[str], seed: int, known: list[Cell] | None = None) -> list[Cell]:
    """A cell for every photo. `known` cells stay as they are; what is new begins a new sheet."""
    known = known or []
    placed = {cell.photo for cell in known}
    new = [photo for photo in photos if photo not in placed]
    # Names alone decide the order: where class folders are dropped, the order stays.
    new.sort(key=lambda photo: (PurePosixPath(photo).name, photo))
    random.Random(seed).shuffle(new)
    first = max((cell.sheet for cell in known), default=0) + 1
    return known + [
        Cell(first + place // PHOTOS_PER_SHEET, place % PHOTOS_PER_SHEET + 1, photo) for place, photo in enumerate(new)
    ]


def draw_sheet(photos_dir: Path, cells: list[Cell], print_class: bool = False) -> Pixels:
    """The cells of one sheet, letterboxed: UInt8[height, width, 3]. The cell of a photo that cannot be read says so."""
    pitch = CELL_PX + GAP_PX
    rows = -(-max(cell.number for cell in cells) // COLUMNS)
    sheet = np.full((rows * pitch - GAP_PX, COLUMNS * pitch - GAP_PX, 3), 255, np.uint8)
    for cell in cells:
        top, left = ((cell.number - 1) // COLUMNS) * pitch, ((cell.number - 1) % COLUMNS) * pitch
        square = sheet[top : top + CELL_PX, left : left + CELL_PX]
        try:
            square[:] = letterbox(read_picture(photos_dir / cell.photo, 2 * CELL_PX).pixels, CELL_PX)
        except ImageRefused:
            square[:] = 60
            write_on(square, "cannot be read", bottom=140, size=0.7)
        write_on(square, str(cell.number), bottom=34, size=1.1)
        folder = PurePosixPath(cell.photo).parent.name
        if print_class and folder:
            write_on(square, folder, bottom=CELL_PX - 8, size=0.6)
    return sheet


def read_index(sheets_dir: Path) -> list[Cell]:
    """The index of a folder of sheets. Raises NoSheets."""
    path = sheets_dir / INDEX_NAME
    if not path.is_file():
        raise NoSheets(f"There are no sheets in {sheets_dir}: no {INDEX_NAME}. Make them with ml.labelling.sheets.")
    with path.open(newline="") as file:
        return [Cell(int(row["sheet"]), int(row["number"]), row["photo"]) for row in csv.DictReader(file)]


def by_sheet(cells: list[Cell]) -> Iterator[tuple[int, list[Cell]]]:
    """The cells of each sheet, in the sheets' order."""
    for sheet, members in groupby(cells, key=lambda cell: cell.sheet):
        yield sheet, list(members)


def make_sheets(
    photos_dir: Path, output_dir: Path, photos: list[str], seed: int, print_class: bool = False
) -> list[Cell]:
    """Write the index and every sheet that is not there yet. New photos that cannot be read are named and left out."""
    output_dir.mkdir(parents=True, exist_ok=True)
    known = read_index(output_dir) if (output_dir / INDEX_NAME).is_file() else []
    placed = {cell.photo for cell in known}
    new = tqdm([photo for photo in photos if photo not in placed], desc="photos", disable=None)
    cells = assign_cells([photo for photo in new if _is_readable(photos_dir / photo)], seed, known)
    with (output_dir / INDEX_NAME).open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("sheet", "number", "photo"))
        writer.writerows((cell.sheet, cell.number, cell.photo) for cell in cells)
    for sheet, members in tqdm(list(by_sheet(cells)), desc=f"sheets {output_dir.name}", disable=None):
        path = output_dir / f"{sheet:03}.jpg"
        if not path.exists():
            path.write_bytes(encode_jpeg(draw_sheet(photos_dir, members, print_class)))
    return cells


def _is_readable(path: Path) -> bool:
    try:
        read_picture(path, CELL_PX)
    except ImageRefused as error:
        print(f"{path} is left out. {error}", file=sys.stderr)
        return False
    return True


def write_on(square: Pixels, text: str, bottom: int, size: float) -> None:
    """White text on a black box, at the square's left edge: readable on any photo."""
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, size, 2)
    cv2.rectangle(square, (0, bottom - height - 8), (width + 10, bottom + 8), (0, 0, 0), cv2.FILLED)
    cv2.putText(square, text, (5, bottom), cv2.FONT_HERSHEY_SIMPLEX, size, (255, 255, 255), 2, cv2.LINE_AA)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True, help="folder of photos, with or without a folder a class")
    parser.add_argument("--within", default="", help="take the photos of this subfolder alone, such as test")
    parser.add_argument("--only", type=Path, help="take the photos that this file names alone, a path a line")
    parser.add_argument("--sample", type=int, help="draw so many of the photos at random, such as for a second pass")
    parser.add_argument("--output", type=Path, required=True, help="folder for the sheets")
    parser.add_argument("--seed", type=int, default=7, help="of the order")
    parser.add_argument("--print-class", action="store_true", help="print each photo's folder, so labels are not blind")
    arguments = parser.parse_args()
    photos = find_photos(arguments.photos, arguments.within)
    if arguments.only:
        wanted = arguments.only.read_text().splitlines()
        if not wanted:
            parser.error(f"{arguments.only} names no photo, so there is nothing to draw.")
        if missing := set(wanted) - set(photos):
            parser.error(f"{len(missing)} photos of {arguments.only} are not in {arguments.photos}: {min(missing)}, ..")
        photos = wanted
    if not photos:
        parser.error(f"There are no photos in {arguments.photos / arguments.within}.")
    if arguments.sample:
        photos = random.Random(arguments.seed).sample(photos, min(arguments.sample, len(photos)))
    cells = make_sheets(arguments.photos, arguments.output, photos, arguments.seed, arguments.print_class)
    print(f"Photos: {len(cells)}, sheets: {len({cell.sheet for cell in cells})}, in {arguments.output}")


if __name__ == "__main__":
    main()
