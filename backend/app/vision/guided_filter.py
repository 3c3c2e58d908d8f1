"""Guided image filter (He, Sun, Tang: "Guided Image Filtering", ECCV 2010) with a colour guide."""

import cv2
import numpy as np
from numpy.typing import NDArray


def guided_filter(
    guide: NDArray[np.float32], signal: NDArray[np.float32], radius_px: int, smoothness: float = 1e-3
) -> NDArray[np.float32]:
    """Smooth Float32[H, W] so that its edges fall on those of the guide Float32[H, W, 3], 0..1.

    In every window the result is a linear function of the guide's colour (equations 14 to 16 of the paper);
    `smoothness` is the variance of colour below which a difference does not count as an edge.
    """
    size = (2 * radius_px + 1, 2 * radius_px + 1)

    def mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return cv2.blur(values, size).astype(np.float32, copy=False)

    mean_guide, mean_signal = mean(guide), mean(signal)
    shared = mean(guide * signal[..., None]) - mean_guide * mean_signal[..., None]
    red, green, blue = (np.ascontiguousarray(guide[..., channel]) for channel in range(3))
    mean_red, mean_green, mean_blue = (mean_guide[..., channel] for channel in range(3))
    rr = mean(red * red) - mean_red * mean_red + smoothness
    gg = mean(green * green) - mean_green * mean_green + smoothness
    bb = mean(blue * blue) - mean_blue * mean_blue + smoothness
    rg = mean(red * green) - mean_red * mean_green
    rb = mean(red * blue) - mean_red * mean_blue
    gb = mean(green * blue) - mean_green * mean_blue
    # The inverse of the symmetric 3 x 3 covariance by cofactors: a hundred times faster than a solver per pixel.
    c_rr, c_rg, c_rb = gg * bb - gb * gb, gb * rb - rg * bb, rg * gb - gg * rb
    c_gg, c_gb, c_bb = rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg
    determinant = rr * c_rr + rg * c_rg + rb * c_rb
    s_r, s_g, s_b = (shared[..., channel] for channel in range(3))
    slopes = np.stack(
        [
            c_rr * s_r + c_rg * s_g + c_rb * s_b,
            c_rg * s_r + c_gg * s_g + c_gb * s_b,
            c_rb * s_r + c_gb * s_g + c_bb * s_b,
        ],
        axis=2,
    )
    slopes /= determinant[..., None]
    offsets = mean_signal - (slopes * mean_guide).sum(axis=2)
    return np.asarray((mean(slopes) * guide).sum(axis=2) + mean(offsets), np.float32)
