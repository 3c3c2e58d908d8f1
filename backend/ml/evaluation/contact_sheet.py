"""Draws photos with captions as one picture."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from app.vision.images import Pixels, letterbox, read_picture

TILE_PX, LINE_PX = 150, 15


def contact_sheet(photos: Sequence[tuple[Path, Sequence[str]]], columns: int = 6) -> Pixels:
    """Each file of `photos` in a square, with its lines of text below; every photo has as many lines as the first."""
    tiles = [_tile(file, lines) for file, lines in photos]
    tiles += [np.full_like(tiles[0], 255)] * (-len(tiles) % columns)
    rows = [np.hstack(tiles[start : start + columns]) for start in range(0, len(tiles), columns)]
    return np.vstack(rows)


def _tile(photo: Path, lines: Sequence[str]) -> Pixels:
    caption = np.full((4 + LINE_PX * len(lines), TILE_PX, 3), 255, np.uint8)
    for number, text in enumerate(lines):
        place = (3, 13 + LINE_PX * number)
        cv2.putText(caption, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.42, (20, 20, 20), 1, cv2.LINE_AA)
    return np.vstack([letterbox(read_picture(photo).pixels, TILE_PX, fill=255), caption])
