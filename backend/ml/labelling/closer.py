"""A few photos of one sheet, larger, for what is too small to tell on the sheet.

python -m ml.labelling.closer --photos PHOTOS --sheets SHEETS --sheet 3 --numbers 4 7 12 --output closer.jpg
"""

import argparse
import math
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from app.vision.images import Pixels, encode_jpeg, letterbox, read_picture
from ml.labelling.sheets import Cell, NoSheets, read_index, write_on

LONGEST_ROW: Final = 3
SIDE_PX: Final = 500


def draw_closer(photos_dir: Path, cells: list[Cell]) -> Pixels:
    """The cells side by side, at most three a row, each with its number: UInt8[height, width, 3]."""
    columns = min(len(cells), LONGEST_ROW)
    squares = [np.full((SIDE_PX, SIDE_PX, 3), 255, np.uint8)] * (columns * math.ceil(len(cells) / columns))
    for place, cell in enumerate(cells):
        square = letterbox(read_picture(photos_dir / cell.photo, 2 * SIDE_PX).pixels, SIDE_PX)
        write_on(square, str(cell.number), bottom=34, size=1.1)
        squares[place] = square
    rows = [cv2.hconcat(squares[start : start + columns]) for start in range(0, len(squares), columns)]
    return np.asarray(cv2.vconcat(rows), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--sheets", type=Path, required=True)
    parser.add_argument("--sheet", type=int, required=True)
    parser.add_argument("--numbers", type=int, nargs="+", required=True)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    wanted = set(arguments.numbers)
    try:
        index = read_index(arguments.sheets)
    except NoSheets as error:
        parser.error(str(error))
    cells = [c for c in index if c.sheet == arguments.sheet and c.number in wanted]
    if len(cells) < len(wanted):
        parser.error(f"Sheet {arguments.sheet} does not hold all of these numbers.")
    arguments.output.write_bytes(encode_jpeg(draw_closer(arguments.photos, cells)))


if __name__ == "__main__":
    main()
