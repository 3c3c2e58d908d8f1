"""The figures of a training, epoch by epoch, as `history.csv`."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path


def write_history(path: Path, history: Sequence[Mapping[str, float]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, history[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(history)
