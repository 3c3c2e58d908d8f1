"""Guided image filter with a colour guide (He, Sun, Tang, ECCV 2010) in its fast form (He, Sun, arXiv 1505.00996)."""

import cv2
import numpy as np
from numpy.typing import NDArray


def guided_filter(
    guide: NDArray[np.float32],
    signal: NDArray[np.float32],
    radius_px: int,
    smoothness: float = 1e-4,
    subsample: int = 4,
) -> NDArray[np.float32]:
    """Smooth a signal so that its edges align with those of the guide: Float32[H, W] for guide Float32[H, W, 3], 0..1.

    `signal` Float32[h, w] covers the guide's area at any size. In every window the result is a linear function of the
    guide's colour (equations 14 to 16 of the first paper). The coefficients are computed at 1/`subsample` of the
    guide's size and enlarged: a tenth of the time, and the same intersection over union to 0.001. `smoothness` is the
    variance of colour below which a difference is not an edge; `radius_px` is the window's, at the guide's size.
    """
    height, width = guide.shape[:2]
    small_size = (max(1, round(width / subsample)), max(1, round(height / subsample)))
    small = np.asarray(cv2.resize(guide, small_size, interpolation=cv2.INTER_AREA), np.float32)
    values = np.asarray(cv2.resize(signal, small_size, interpolation=cv2.INTER_LINEAR), np.float32)
    coefficients = _coefficients(small, values, max(1, round(radius_px / subsample)), smoothness)
    large = cv2.resize(coefficients, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.einsum("ijk,ijk->ij", large[..., :3], guide) + large[..., 3], np.float32)


def _coefficients(
    guide: NDArray[np.float32], signal: NDArray[np.float32], radius_px: int, smoothness: float
) -> NDArray[np.float32]:
    """The mean linear function around each pixel Float32[H, W, 4]: slopes of red, green and blue, then the offset."""
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
    return mean(np.dstack([slopes, offsets]).astype(np.float32, copy=False))
