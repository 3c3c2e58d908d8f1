"""The cut-out compared with ISNet on compositions with known masks: intersection over union and time, one thread each.

The compositions are garments of street photos in real rooms (ml/data/compositions.py). They are research data outside
the repository; without them this benchmark is skipped. `refused` is the share that Curator does not cut out. ISNet
refuses nothing, so both are also compared on all compositions, a refused one counting 0.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

import cv2
import numpy as np

from app.cutout import cut_out, released_cutout
from app.vision.images import Mask, Pixels
from bench.table import Line, Row, print_rows, quicker
from ml.cutout.isnet import IsNet, model_file
from ml.data.compositions import Composition, compose
from ml.evaluate_cutout import GARMENTS, REPORT_SEED, ROOMS
from ml.parameters import DATA_DIR

COUNT: Final = 40


def main() -> list[Row]:
    cv2.setNumThreads(1)
    raw = DATA_DIR / "raw"
    if not (raw / GARMENTS).is_dir():
        print("The street photos are not here (make train fetches them), so nothing was compared.")
        return []
    compositions = list(compose(raw / GARMENTS, raw / ROOMS / "test", COUNT, REPORT_SEED))
    rows = [_measure("Curator", _ours, compositions)]
    for size in ("medium", "small"):
        path: Path | None = model_file(size)
        if path is not None:
            rows.append(_measure(f"ISNet {size}", IsNet(path, threads=1).cut_out, compositions))
    print_rows(rows)
    return rows


def _ours(pixels: Pixels) -> Mask | None:
    found = cut_out(pixels, released_cutout())
    return None if found is None else found.mask


def _measure(name: str, cut: Callable[[Pixels], Mask | None], compositions: list[Composition]) -> Row:
    overlaps, times = [], []
    for composition in compositions:
        start = time.perf_counter()
        mask = cut(composition.pixels)
        times.append((time.perf_counter() - start) * 1000)
        if mask is None:
            overlaps.append(0.0)
            continue
        both = np.logical_and(mask, composition.mask).sum()
        overlaps.append(float(both / np.logical_or(mask, composition.mask).sum()))
    taken = [overlap for overlap in overlaps if overlap]
    return {
        "cut-out": name,
        "compositions": len(compositions),
        "ms": round(median(times), 1),
        "IoU median": round(median(overlaps), 3),
        "IoU mean": round(float(np.mean(overlaps)), 3),
        "IoU mean where taken": round(float(np.mean(taken)), 3),
        "below 0.8": round(float(np.mean([overlap < 0.8 for overlap in overlaps])), 3),
        "refused": round(1 - len(taken) / len(overlaps), 3),
    }


def compare(rows: list[Row]) -> list[Line]:
    if len(rows) < 2:
        return []
    ours, lines = rows[0], []
    for theirs in rows[1:]:
        name = theirs["cut-out"]
        lines.append(quicker(f"cut-out of one photo, beside {name}", ours["ms"], theirs["ms"], name))
        lines.append(
            Line(
                f"cut-out's IoU, median (mean), beside {name}",
                f"{ours['IoU median']} ({ours['IoU mean']})",
                f"{theirs['IoU median']} ({theirs['IoU mean']})",
                round(ours["IoU median"] / theirs["IoU median"], 3),
                "within 0.02",
            )
        )
    return lines
