"""Landmarks from MediaPipe's face mesh: 468 points in three dimensions, and whether there is a face at all.

Y. Kartynnik, A. Ablavatski, I. Grishchenko, M. Grundmann: "Real-time facial surface geometry from monocular video on
mobile GPUs", 2019 (arXiv:1907.06724). The model is in this folder; README.md describes its origin.
"""

from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from app.vision.face.detection import FaceBox, into_square
from app.vision.face.landmarks import Landmarks, Method, Points, seen_from_front
from app.vision.images import Pixels, resize_to_fit
from app.vision.onnx import ModelUnavailable, OnnxModel

MODEL_FILE: Final = Path(__file__).with_name("face_mesh.onnx")
INPUT_PX: Final = 192
POINTS: Final = 468
MARGIN: Final = 1.5  # of the region around the face, as the model was trained
ROUNDS: Final = 2  # the first region is the detector's, each later one is that of the previous points
# Sizes of the last passes, each also mirrored; over 1,060 changed copies, their mean keeps the shape of 98 in 100;
# three passes without mirroring keep 96.
LAST_LOOKS: Final = (0.88, 1.12)
# The model's certainty that it sees a face, after the last round: above 0.99 on 99 of 100 street portraits, below 0.5
# on the cascades' false alarms on garments.
MIN_CERTAINTY: Final = 0.9
HOPELESS: Final = 0.003  # after any round: not one face of 683 began below 0.04

# The points of MediaPipe's canonical face model (right and left are the person's own there).
OUTLINE: Final = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
EIGHT: Final = (10, 152, 54, 284, 234, 454, 172, 397)  # in the order of `Point`
ON_LEFT: Final = (33, 133, 61, 234, 127, 58, 172, 54, 21, 70, 50)
ON_RIGHT: Final = (263, 362, 291, 454, 356, 288, 397, 284, 251, 300, 280)
EYES: Final = (33, 263)
TOP, BOTTOM = 10, 152


def _mirrored() -> NDArray[np.intp]:
    """Where each of the points above lies on a mirrored face, Int[468]; the others stay where they are."""
    places = np.arange(POINTS)
    pairs = [*zip(ON_LEFT, ON_RIGHT, strict=True), *zip(OUTLINE[1:], OUTLINE[:0:-1], strict=True)]
    for one, other in pairs:
        places[one], places[other] = other, one
    return places


MIRRORED: Final = _mirrored()


class MeshLandmarks:
    """Raises ModelUnavailable if the model's file is missing or a different one."""

    method: Method = "mesh"

    def __init__(self, path: Path = MODEL_FILE) -> None:
        self._model = OnnxModel(path)
        if (len(self._model.input_names), len(self._model.output_names)) != (1, 2):
            raise ModelUnavailable(f"{path} is not the face mesh.")

    def find(self, pixels: Pixels, box: FaceBox) -> Landmarks | None:
        # Averaged down first where the face is large: a warp alone would only skip pixels.
        scale = min(1.0, 2 * INPUT_PX / (box.side * MARGIN))
        small = resize_to_fit(pixels, round(max(pixels.shape[:2]) * scale))
        scale = max(small.shape[:2]) / max(pixels.shape[:2])
        center, side, tilt_deg = np.array(box.center) * scale, box.side * MARGIN * scale, box.tilt_deg
        for _ in range(ROUNDS):
            points, certainty = self._run(small, center, side, tilt_deg)
            if certainty < HOPELESS:
                return None
            center, side, tilt_deg = _region(points)
        looks = [
            self._run(small, center, side * zoom, tilt_deg, mirror=mirror)
            for zoom in LAST_LOOKS
            for mirror in (False, True)
        ]
        points = np.mean([points for points, _ in looks], axis=0) / scale
        certainty = float(np.mean([certainty for _, certainty in looks]))
        if certainty < MIN_CERTAINTY or not _lies_in(points, box):
            return None
        eight, turn = seen_from_front(
            points[list(EIGHT)], points[list(ON_LEFT)], points[list(ON_RIGHT)], points[TOP], points[BOTTOM]
        )
        return Landmarks(self.method, points[list(EIGHT), :2], eight, points[list(OUTLINE), :2], turn)

    def _run(
        self, pixels: Pixels, center: Points, side: float, tilt_deg: float, *, mirror: bool = False
    ) -> tuple[Points, float]:
        """Float[468, 3] in pixels of the picture, and the certainty 0..1 of a face in this square.

        Mirrored pictures of faces have different errors, which average out.
        """
        scale = INPUT_PX / max(side, 1.0)
        to_input = into_square((float(center[0]), float(center[1])), tilt_deg, scale, INPUT_PX)
        square = cv2.warpAffine(pixels, to_input, (INPUT_PX, INPUT_PX))
        seen = square[:, ::-1] if mirror else square
        found, flag = self._model.run({self._model.input_names[0]: seen[None].astype(np.float32) / np.float32(255)})
        points = found.reshape(POINTS, 3).astype(np.float64)
        if mirror:
            points = points[MIRRORED]
            points[:, 0] = INPUT_PX - 1 - points[:, 0]
        back = cv2.invertAffineTransform(to_input)
        on_picture = points[:, :2] @ back[:, :2].T + back[:, 2]
        certainty = 1 / (1 + np.exp(-float(flag.reshape(-1)[0])))
        # The model's z is in the square's own frame: turning about the line of sight does not change it.
        return np.column_stack([on_picture, points[:, 2] / scale]), certainty


def _lies_in(points: Points, box: FaceBox) -> bool:
    """Whether this is still the face in the box, and not another one that the rounds drifted to."""
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    off_center = np.abs((low + high) / 2 - box.center).max()
    return bool(off_center < box.side / 2 and 0.5 < (high - low).max() / box.side < 2)


def _region(points: Points) -> tuple[Points, float, float]:
    """Centre, side and tilt of the square around these points, with the eyes level."""
    line = points[EYES[1], :2] - points[EYES[0], :2]
    angle = np.arctan2(line[1], line[0])
    level = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned = points[:, :2] @ level.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    return level.T @ ((low + high) / 2), float(MARGIN * (high - low).max()), float(np.degrees(angle))
