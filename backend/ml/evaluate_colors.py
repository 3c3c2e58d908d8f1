"""Measures how often the main colour agrees with a person's label, on garments of the test split.

Prints one JSON object per set of labels: the share with a colour name that the person accepts ("agreement", with its
95 % Wilson interval), the share with the person's first choice, the disagreements, and processor time. The colour names
were tuned on the train and validation splits; labels/main_colors.json explains how the sets were made.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Final

import cv2

from app.cutout import cut_out, released_cutout
from app.vision.colors import read_colors
from app.vision.images import read_picture
from ml.metrics.intervals import wilson_interval
from ml.parameters import DATA_DIR

LABELS_FILE: Final = Path(__file__).parent / "labels" / "main_colors.json"


def evaluate(photos_dir: Path, labels: dict[str, list[str]]) -> dict[str, object]:
    """Read the colours of every labelled photo as the service does and compare the main one."""
    accepted, first, uncut, seconds = 0, 0, 0, 0.0
    wrong: dict[str, str] = {}
    for name, names in labels.items():
        pixels = read_picture(photos_dir / name).pixels
        found = cut_out(pixels, released_cutout())
        uncut += found is None
        start = time.process_time()
        colors = read_colors(pixels, found.mask if found else None)
        seconds += time.process_time() - start
        accepted += colors[0].name in names
        first += colors[0].name == names[0]
        if colors[0].name not in names:
            wrong[name] = f"{' or '.join(names)}, read as {colors[0].name} ({colors[0].share:.0%})"
    count = len(labels)
    return {
        "garments": count,
        "agreement": round(accepted / count, 3),
        "interval": [round(side, 3) for side in wilson_interval(accepted, count)],
        "first_name": round(first / count, 3),
        "without_cutout": uncut,
        "cpu_ms": round(1000 * seconds / count, 1),
        "disagreements": wrong,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    photos = DATA_DIR / "raw" / "clothing-dataset-small"
    parser.add_argument("--photos-dir", type=Path, default=photos, help="output of the stage download")
    parser.add_argument("--labels-file", type=Path, default=LABELS_FILE)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    labels = json.loads(arguments.labels_file.read_text())["labels"]
    report = {name: evaluate(arguments.photos_dir, labelled) for name, labelled in labels.items()}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
