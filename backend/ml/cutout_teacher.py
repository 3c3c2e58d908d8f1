"""Masks of training photos by a slower network: made once, looked through, packed.

    python -m ml.cutout_teacher make --output-dir DIR [--limit N]     (a second a photo; continues where it ended)
    python -m ml.cutout_teacher pack --masks-dir DIR                  (applies ml/labels/teacher_masks.json)

The teacher is ISNet as `make bench` fetches it (ml/cutout/isnet.py), at 512 px: on 20 photos that gave cleaner masks
than its own 1024 px, in a quarter of the time. `pack` leaves out the masks that the labels drop, erases the boxes drawn
over hangers, clips and tags, and drops crumbs; it writes masks/teacher_masks.zip and prints the digest for params.yaml.
"""

import argparse
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper
from tqdm import tqdm

from app.vision.images import Mask, encode_mask, read_picture, resize_to_fit
from ml.cutout.isnet import DEVIATION, MEAN, model_file
from ml.cutout.isnet import SIDE_PX as ISNET_PX
from ml.cutout.teacher_masks import SIDE_PX
from ml.parameters import DATA_DIR, REPOSITORY_DIR

LABELS: Final = Path(__file__).parent / "labels" / "teacher_masks.json"
TEACHER_PX: Final = 512
MIN_PIECE_SHARE: Final = 0.12  # of the largest piece
LINE_PX: Final = 5  # thinner than this is a line between tiles
DATE: Final = (2026, 11, 30, 0, 0, 0)  # of the archive's entries: the same masks make the same file


class Teacher:
    """ISNet for pictures of TEACHER_PX: its graph holds the sizes of all its layers as constants."""

    def __init__(self, path: Path) -> None:
        model = onnx.load(path)
        resized = {
            node.input[1]
            for node in model.graph.node
            if node.op_type == "Concat" and any("Slice" in name for name in node.input)
        }
        sizes = [
            node.attribute[0].t for node in model.graph.node if node.op_type == "Constant" and node.output[0] in resized
        ]
        for size in [*sizes, *(one for one in model.graph.initializer if one.name in resized)]:
            smaller = (numpy_helper.to_array(size) * TEACHER_PX // ISNET_PX).astype(np.int64)
            size.CopyFrom(numpy_helper.from_array(smaller, size.name))
        del model.graph.output[1:]
        del model.graph.value_info[:]
        for value in (*model.graph.input, *model.graph.output):
            for side in value.type.tensor_type.shape.dim[2:]:
                side.dim_value = TEACHER_PX
        content = model.SerializeToString()
        self._session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])

    def alpha(self, photo: Path) -> np.ndarray:
        """UInt8[H, W], SIDE_PX on the longest side."""
        pixels = read_picture(photo).pixels
        square = cv2.resize(pixels, (TEACHER_PX, TEACHER_PX), interpolation=cv2.INTER_AREA).astype(np.float32)
        image = np.ascontiguousarray(((square - MEAN) / DEVIATION).transpose(2, 0, 1)[None])
        (answer,) = self._session.run(["output"], {"input": image})
        size = resize_to_fit(pixels, SIDE_PX).shape[1::-1]
        small = cv2.resize(answer[0, 0], size, interpolation=cv2.INTER_AREA)
        return np.asarray((small.clip(0, 1) * 255).round(), np.uint8)


def make(photos_dir: Path, output_dir: Path, names: list[str]) -> None:
    """A mask CATEGORY/PHOTO.png of every photo that has none yet."""
    path = model_file("medium")
    if path is None:
        raise SystemExit("ISNet could not be fetched: npm and a network are needed for this.")
    teacher = Teacher(path)
    for name in tqdm(names, unit="photo", disable=None):
        target = output_dir / f"{name}.png"
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".part.png")
        cv2.imwrite(str(partial), teacher.alpha(photos_dir / f"{name}.jpg"))
        partial.replace(target)


def pack(masks_dir: Path, labels: dict[str, Any], archive: Path) -> str:
    """Write the archive of ml/cutout/teacher_masks.py; returns its digest."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(set(labels["photos"]) - labels["dropped"].keys()):
            alpha = cv2.imread(str(masks_dir / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
            if alpha is None:
                raise FileNotFoundError(f"{masks_dir} has no mask of {name}: run `make` first.")
            mask = corrected(alpha > 127, labels["erased"].get(name, []), name in labels["thin_lines_removed"])
            packed.writestr(zipfile.ZipInfo(f"{name}.png", DATE), encode_mask(mask))
    return hashlib.sha256(archive.read_bytes()).hexdigest()


def corrected(mask: Mask, erased: list[list[float]], has_lines: bool) -> Mask:
    """The mask without the boxes (left, top, right, bottom: shares of the sides), lines between tiles and crumbs."""
    height, width = mask.shape
    kept = mask.copy()
    for left, top, right, bottom in erased:
        kept[round(top * height) : round(bottom * height), round(left * width) : round(right * width)] = False
    if has_lines:
        square = np.ones((LINE_PX, LINE_PX), np.uint8)
        kept = cv2.morphologyEx(kept.astype(np.uint8), cv2.MORPH_OPEN, square).astype(np.bool_)
    _, pieces, sizes, _ = cv2.connectedComponentsWithStats(kept.astype(np.uint8))
    areas = sizes[1:, cv2.CC_STAT_AREA]
    return np.isin(pieces, np.flatnonzero(areas >= MIN_PIECE_SHARE * areas.max()) + 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="run the teacher on the photos that the labels name")
    making.add_argument("--photos-dir", type=Path, default=DATA_DIR / "raw" / "clothing-dataset-small" / "train")
    making.add_argument("--output-dir", type=Path, required=True)
    making.add_argument("--limit", type=int)
    packing = commands.add_parser("pack", help="correct the masks by the labels, and pack them")
    packing.add_argument("--masks-dir", type=Path, required=True)
    packing.add_argument("--archive", type=Path, default=REPOSITORY_DIR / "backend" / "masks" / "teacher_masks.zip")
    arguments = parser.parse_args()
    labels = json.loads(LABELS.read_text())
    if arguments.command == "make":
        make(arguments.photos_dir, arguments.output_dir, labels["photos"][: arguments.limit])
    else:
        print(pack(arguments.masks_dir, labels, arguments.archive))


if __name__ == "__main__":
    main()
