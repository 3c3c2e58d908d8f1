"""A synthetic portrait with a turned head, because no free photo of one was found."""

import cv2
import numpy as np

from app.vision.face.landmarks import Points
from app.vision.images import Pixels

GRAY = 150


def turned_head(pixels: Pixels, points: Points, yaw_deg: float) -> Pixels:
    """The face of UInt8[H, W, 3] alone, in front of grey, turned to the right.

    `points` Float[n, 3] are on it, in pixels. Each triangle between them is moved, the farthest first.
    """
    height, width = pixels.shape[:2]
    flat = points[:, :2].astype(np.float32)
    between = cv2.Subdiv2D((0, 0, width, height))
    between.insert(flat)
    place = {tuple(point): number for number, point in enumerate(flat.tolist())}
    corners = between.getTriangleList().reshape(-1, 3, 2).tolist()
    triangles = [[place[tuple(c)] for c in three] for three in corners if all(tuple(c) in place for c in three)]
    yaw = np.radians(yaw_deg)
    turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    middle = points.mean(axis=0)
    turned = (points - middle) @ turn.T + middle
    picture = np.full_like(pixels, GRAY)
    for triangle in sorted(triangles, key=lambda three: -turned[three, 2].mean()):
        there = turned[triangle, :2].astype(np.float32)
        moved = cv2.warpAffine(pixels, cv2.getAffineTransform(flat[triangle], there), (width, height))
        inside = cv2.fillConvexPoly(np.zeros((height, width), np.uint8), there.round().astype(np.int32), 1)
        picture[inside > 0] = moved[inside > 0]
    return picture
