"""Landmarks from dlib's 68-point predictor, if its licence allows you to use it (docs/models.md).

V. Kazemi, J. Sullivan: "One millisecond face alignment with an ensemble of regression trees", CVPR 2014; points as in
C. Sagonas and others: "300 faces in-the-wild challenge", 2013. They end at the brows and have no depth, so the hairline
is placed so that brows and nose divide the face into three equal parts, and depths are those of an average face in the
same pose.
"""

import hashlib
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.vision.face.detection import FaceBox
from app.vision.face.landmarks import LandmarkFinder, Landmarks, Method, Points, seen_from_front
from app.vision.images import Pixels
from app.vision.onnx import ModelUnavailable

SHA256: Final = "fbdc2cb80eb9aa7a758672cbfdda32ba6300efe9b6e6c7a299ff7e736b11b92f"
OUTLINE: Final = (*range(17), *range(26, 16, -1))
# An average face seen from the front, in face widths from the point between the cheekbones: x, y down, z away from the
# camera. Means of the mesh over street portraits, made symmetric.
AVERAGE_FACE: Final[dict[int, tuple[float, float, float]]] = {
    1: (-0.5, 0.0, 0.0), 15: (0.5, 0.0, 0.0),
    5: (-0.4, 0.425, -0.159), 11: (0.4, 0.425, -0.159), 8: (0.0, 0.645, -0.472),
    17: (-0.412, -0.275, -0.362), 26: (0.412, -0.275, -0.362),
    19: (-0.295, -0.346, -0.464), 24: (0.295, -0.346, -0.464),
    27: (0.0, -0.209, -0.53), 30: (0.0, 0.053, -0.714), 33: (0.0, 0.156, -0.595),
    36: (-0.33, -0.167, -0.375), 45: (0.33, -0.167, -0.375),
    48: (-0.193, 0.308, -0.458), 54: (0.193, 0.308, -0.458),
}  # fmt: skip
PLACES: Final = list(AVERAGE_FACE)
ON_LEFT: Final = (1, 5, 17, 19, 36, 48)
ON_RIGHT: Final = (15, 11, 26, 24, 45, 54)


class Points68:
    """Raises ModelUnavailable if dlib or its file is missing, or the file is a different one."""

    method: Method = "landmarks68"

    def __init__(self, path: Path, confirm: LandmarkFinder) -> None:
        try:
            import dlib
        except ImportError as error:
            raise ModelUnavailable("dlib is not installed: `pip install './backend[landmarks]'`.") from error
        if not path.exists():
            raise ModelUnavailable(f"{path} is missing; docs/models.md says where it comes from.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
            raise ModelUnavailable(f"{path} is not the file that docs/models.md describes.")
        self._rectangle: Any = dlib.rectangle
        self._predict: Any = dlib.shape_predictor(str(path))
        # The predictor draws 68 points on anything; the next level decides whether there is a face.
        self._confirm = confirm

    def find(self, pixels: Pixels, box: FaceBox) -> Landmarks | None:
        confirmed = self._confirm.find(pixels, box)
        if confirmed is None:
            return None
        low, high = confirmed.outline.min(axis=0), confirmed.outline.max(axis=0)
        center, half = (low + high) / 2, float((high - low).max()) / 2
        # The predictor was trained on its author's detector, whose boxes go from the brows to the chin.
        center = center + np.array((0.0, 0.12 * half))
        left, top, right, bottom = (round(float(v)) for v in (*(center - 0.9 * half), *(center + 0.9 * half)))
        shape = self._predict(np.ascontiguousarray(pixels), self._rectangle(left, top, right, bottom))
        flat = np.array([(part.x, part.y) for part in shape.parts()], np.float64)
        solid = dict(zip(PLACES, np.column_stack([flat[PLACES], _depths(flat)]), strict=True))
        top_point = (solid[19] + solid[24]) - solid[33]
        eight = np.array([top_point, solid[8], solid[17], solid[26], solid[1], solid[15], solid[5], solid[11]])
        left_side, right_side = (np.array([solid[place] for place in side]) for side in (ON_LEFT, ON_RIGHT))
        from_front, turn = seen_from_front(eight, left_side, right_side, (solid[19] + solid[24]) / 2, solid[8])
        return Landmarks(self.method, eight[:, :2], from_front, flat[list(OUTLINE)], turn)


def _depths(flat: Points) -> Points:
    """Depths Float[n] of the points in `PLACES`, in pixels: an average face, rotated to fit them best.

    Scaled orthographic projection, by least squares.
    """
    average = np.array([AVERAGE_FACE[place] for place in PLACES])
    average = average - average.mean(axis=0)
    seen = flat[PLACES] - flat[PLACES].mean(axis=0)
    first, second = np.linalg.lstsq(average, seen, rcond=None)[0].T
    scale = (np.linalg.norm(first) + np.linalg.norm(second)) / 2
    into = np.cross(first, second) / scale
    depths: Points = average @ into
    return depths
