"""Which levels of landmarks are available, the best first."""

import logging
from pathlib import Path

from app.vision.face.landmarks import LandmarkFinder
from app.vision.face.mesh import MeshLandmarks
from app.vision.face.outline import OutlineLandmarks
from app.vision.face.points68 import Points68
from app.vision.onnx import ModelUnavailable

log = logging.getLogger(__name__)


def best_finder(points68_file: Path) -> LandmarkFinder:
    """68 points if dlib and its file are available, else the mesh, else the basic outline."""
    try:
        mesh = MeshLandmarks()
    except ModelUnavailable as unavailable:
        log.warning("faces are measured by the basic outline only: %s", unavailable)
        return OutlineLandmarks()
    if not points68_file.exists():
        return mesh
    try:
        return Points68(points68_file, confirm=mesh)
    except ModelUnavailable as unavailable:
        log.warning("faces are measured by the mesh: %s", unavailable)
        return mesh
