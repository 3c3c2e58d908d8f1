"""The basic level: proportions from the face's box, the eyes, and the edge of the skin. Needs no landmark model.

Eyes found by a cascade confirm the face and level it. From the cheeks' own colour (a normal distribution in YCrCb, as
in D. Chai, K. N. Ngan: "Face segmentation using skin-color map in videophone applications", IEEE TCSVT 1999, but for
this face instead of all) it follows the skin outwards on five lines and stops at its clearest edge. That is a rough
guide: hair, beards and necks end it early or late, so each line is only searched where faces end.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from app.vision.face.detection import FaceBox, eyes_in, into_square
from app.vision.face.landmarks import Landmarks, Method, Point, Points, Turn
from app.vision.images import Pixels

SIDE_PX: Final = 200  # of the square that is analysed; the face's box takes up half of it
BOX: Final = SIDE_PX / 2
# In box sides from the box's middle: the start of each line, its direction, and the range of its possible lengths.
LINES: Final[dict[Point, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]]] = {
    Point.HAIRLINE: ((0.0, -0.2), (0.0, -1.0), (0.15, 0.45)),
    Point.CHIN: ((0.0, 0.3), (0.0, 1.0), (0.15, 0.4)),
    Point.FOREHEAD_LEFT: ((0.0, -0.28), (-1.0, 0.0), (0.22, 0.45)),
    Point.FOREHEAD_RIGHT: ((0.0, -0.28), (1.0, 0.0), (0.22, 0.45)),
    Point.CHEEKBONE_LEFT: ((0.0, 0.02), (-1.0, 0.0), (0.3, 0.5)),
    Point.CHEEKBONE_RIGHT: ((0.0, 0.02), (1.0, 0.0), (0.3, 0.5)),
    Point.JAW_LEFT: ((0.0, 0.32), (-1.0, 0.0), (0.22, 0.45)),
    Point.JAW_RIGHT: ((0.0, 0.32), (1.0, 0.0), (0.22, 0.45)),
}
CHEEKS: Final = ((-0.2, 0.1), (0.2, 0.1))
CHEEK_RADIUS: Final = 0.07
MAX_STRANGENESS: Final = 25.0  # squared Mahalanobis distance beyond which a pixel is not skin


class OutlineLandmarks:
    method: Method = "haar"

    def find(self, pixels: Pixels, box: FaceBox) -> Landmarks | None:
        tilt_deg = eyes_in(pixels, box)
        if tilt_deg is None:
            return None
        scale = BOX / box.side
        to_square = into_square(box.center, tilt_deg, scale, SIDE_PX)
        square = cv2.warpAffine(pixels, to_square, (SIDE_PX, SIDE_PX), borderMode=cv2.BORDER_REPLICATE)
        strangeness = _strangeness(square.astype(np.uint8, copy=False))
        ends = np.array([_end_of_skin(strangeness, point) for point in Point])
        back = np.asarray(cv2.invertAffineTransform(to_square), np.float64)
        on_picture = ends @ back[:, :2].T + back[:, 2]
        around = (0, 3, 5, 7, 1, 6, 4, 2)  # the points clockwise from the hairline
        # Assumes a head turned neither sideways nor down, which it cannot see.
        return Landmarks(self.method, on_picture, ends / scale, on_picture[list(around)], Turn(0.0, 0.0, tilt_deg))


def _strangeness(square: Pixels) -> NDArray[np.float32]:
    """How different from the cheeks' skin each pixel is: squared Mahalanobis distance, Float32[SIDE_PX, SIDE_PX]."""
    smooth = cv2.bilateralFilter(square, 5, 30, 5)
    ycrcb = cv2.cvtColor(smooth, cv2.COLOR_RGB2YCrCb).astype(np.float32)
    across, down = np.meshgrid(np.arange(SIDE_PX), np.arange(SIDE_PX))
    middle = SIDE_PX / 2
    on_cheeks = np.zeros((SIDE_PX, SIDE_PX), np.bool_)
    for x, y in CHEEKS:
        on_cheeks |= np.hypot(across - middle - x * BOX, down - middle - y * BOX) < CHEEK_RADIUS * BOX
    skin = ycrcb[on_cheeks]
    # Light varies more over a face than colour does, so lightness counts less.
    spread = np.maximum(skin.std(axis=0), (18.0, 4.0, 4.0)).astype(np.float32)
    distance = (((ycrcb - np.median(skin, axis=0)) / spread) ** 2).sum(axis=-1)
    return np.asarray(np.minimum(distance, MAX_STRANGENESS), np.float32)


def _end_of_skin(strangeness: NDArray[np.float32], point: Point) -> Points:
    """The position on its line of the largest step from skin to something else: Float[2], x and y in the square."""
    start, direction, (nearest, farthest) = LINES[point]
    lengths = np.arange(0.0, farthest * BOX + 8)
    beginning = SIDE_PX / 2 + np.array(start) * BOX
    places = np.rint(beginning + lengths[:, None] * direction).astype(np.intp).clip(0, SIDE_PX - 1)
    along = strangeness[places[:, 1], places[:, 0]].astype(np.float64)
    inside, outside = np.cumsum(along), along
    first, last = round(nearest * BOX), round(farthest * BOX)
    steps = [outside[n : n + 8].mean() - inside[n - 1] / n for n in range(first, last)]
    return np.asarray(beginning + (first + int(np.argmax(steps))) * np.array(direction))
