"""Kinds of the fine labels of street photos (Clothing Co-Parsing, CVPR 2014, `label_list.mat`).

labels/street_kinds.csv has a line for each of the 59 labels. `kind` is empty if the label covers several kinds
(`hat`, `shoes`), `category` too if it covers several categories (`top`, `swimwear`) or is no garment (`skin`). `suit`
is the jacket alone in these labels, `vest` nearly always a sleeveless top.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STREET_KINDS_FILE: Final = Path(__file__).parents[1] / "labels" / "street_kinds.csv"


@dataclass(frozen=True)
class StreetKind:
    """What a street label says; None where it does not."""

    category: str | None
    kind: str | None


def read_street_kinds(path: Path = STREET_KINDS_FILE) -> dict[str, StreetKind]:
    """Category and kind by street label."""
    with path.open(newline="") as file:
        return {row["label"]: StreetKind(row["category"] or None, row["kind"] or None) for row in csv.DictReader(file)}
