"""The tables of clothing-dataset: columns of its `images.csv`, restricted to photos that the sources' lists name.

A mirror folder holds the tables as files; the archive from the network holds `images.csv` alone.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from ml.data.source_lists import read_list

IMAGES: Final = "images.csv"  # image, sender_id, label, kids

# By table: its columns with the column of images.csv, and the sources whose photos it describes.
_COLUMNS: Final[dict[str, Mapping[str, str]]] = {
    "labels.csv": {"image": "image", "label": "label", "kids": "kids"},
    "senders.csv": {"image": "image", "sender": "sender_id"},
}
_DESCRIBED: Final = {
    "labels.csv": ("clothing-dataset-part",),
    "senders.csv": ("clothing-dataset-part", "clothing-dataset-small"),
}


def table_of_images(name: str, images: str, lists_dir: Path) -> bytes:
    """`labels.csv` or `senders.csv` from the text of `images.csv`, rows in its order."""
    photos = {
        PurePosixPath(path).stem
        for source in _DESCRIBED[name]
        for path in read_list(lists_dir / f"{source}.sha256")
        if path.endswith(".jpg")
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS[name])
    for row in csv.DictReader(io.StringIO(images)):
        if row["image"] in photos:
            writer.writerow([row[column] for column in _COLUMNS[name].values()])
    return text.getvalue().encode()
