"""Sheets of a few photos and their answers, as files."""

import csv
from pathlib import Path

from ml.labelling.answers import HEADER
from ml.labelling.sheets import INDEX_NAME

PHOTOS = ("test/t-shirt/a.jpg", "test/outwear/b.jpg", "test/shoes/c.jpg", "test/hat/d.jpg")
ANSWERS = (
    "1,t-shirt,printed,navy,turquoise,light,",
    "2,cardigan,plain,dark grey,,medium,doubtful",
    "3,boots,plain,brown,,warm,",
    "4,beanie,striped,red,white,warm,worn several",
)


def write_sheet(folder: Path, photos: tuple[str, ...] = PHOTOS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / INDEX_NAME).open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("sheet", "number", "photo"))
        writer.writerows((1, number, photo) for number, photo in enumerate(photos, start=1))
    return folder


def write_answers(folder: Path, *lines: str, who: str = "labeller 1") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "001.csv").write_text("\n".join([",".join(HEADER), *lines]) + "\n")
    (folder / "who.txt").write_text(f"{who}\n")
    return folder
