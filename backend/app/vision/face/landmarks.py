"""The result of every level of landmarks: eight points of a face, on the picture and as seen from the front."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from app.vision.face.detection import FaceBox
from app.vision.images import Pixels

Method = Literal["landmarks68", "mesh", "haar"]
Points = NDArray[np.float64]  # [n, 2] or [n, 3]: x to the right, y down, z away from the camera, pixels


class Point(IntEnum):
    """The points, in their order; left and right as seen on the picture."""

    HAIRLINE = 0
    CHIN = 1
    FOREHEAD_LEFT = 2
    FOREHEAD_RIGHT = 3
    CHEEKBONE_LEFT = 4
    CHEEKBONE_RIGHT = 5
    JAW_LEFT = 6
    JAW_RIGHT = 7


@dataclass(frozen=True)
class Turn:
    """How the head is held, in degrees: 0 looks straight into the camera, upright.

    Yaw is a turn to the side, pitch a nod (up is positive), roll a lean to a shoulder (clockwise is positive).
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float


@dataclass(frozen=True)
class Landmarks:
    """A face that was found and measured.

    `on_picture` and `from_front` Float[8, 2] in the order of `Point`, `outline` Float[n, 2] around the face; pixels.
    """

    method: Method
    on_picture: Points
    from_front: Points
    outline: Points
    turn: Turn

    @property
    def width_px(self) -> float:
        return float(np.linalg.norm(self.from_front[Point.CHEEKBONE_RIGHT] - self.from_front[Point.CHEEKBONE_LEFT]))


class LandmarkFinder(Protocol):
    """One level of landmarks; safe to share between threads."""

    method: Method

    def find(self, pixels: Pixels, box: FaceBox) -> Landmarks | None:
        """The face in `box` on UInt8[H, W, 3]; None if there is none."""
        ...


def seen_from_front(points: Points, left: Points, right: Points, top: Points, bottom: Points) -> tuple[Points, Turn]:
    """Turn Float[n, 3] to the front: Float[n, 2], and the pose of the head.

    The head's own axes: across is the mean of the lines from `left` Float[m, 3] to their mirror points `right`, down
    is the line from `top` to `bottom` as far as it is square to across.
    """
    across = _unit(_unit_rows(right - left).mean(axis=0))
    down = bottom - top
    down = _unit(down - across * (down @ across))
    into = np.cross(across, down)
    turned = points @ np.stack([across, down, into]).T
    turn = Turn(
        yaw_deg=float(np.degrees(np.arctan2(across[2], np.hypot(across[0], across[1])))),
        pitch_deg=float(np.degrees(np.arctan2(-down[2], down[1]))),
        roll_deg=float(np.degrees(np.arctan2(across[1], across[0]))),
    )
    return turned[:, :2], turn


def _unit(vector: Points) -> Points:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), _TINY))


def _unit_rows(vectors: Points) -> Points:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _TINY))


_TINY: Final = 1e-9
