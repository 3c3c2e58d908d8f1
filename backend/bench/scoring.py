"""Pairs of garments scored from embeddings at hand, beside a model call a pair, and beside NumPy's one product.

A wardrobe of 1,000 made-up garments. The call a pair is what a Siamese network does that keeps no embeddings (PyTorch,
two pictures in a batch), measured on a few pairs and multiplied; the product makes as many scores as there are pairs
from two blocks of vectors, which is as quick as it can be. One thread; milliseconds, medians.
"""

from typing import Final

import numpy as np
import torch
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from app.outfit_compatibility import EMBEDDING_SIZE, CompatibilityModel
from app.settings import get_settings
from bench.table import Line, Row, exponent, median_ms, print_rows, quicker
from ml.siamese_export import load_weights

PAIRS: Final = (1_000, 10_000, 100_000)
GARMENTS: Final = 1_000
RUNS: Final = 25
PER_CALL_RUNS: Final = 15


def main() -> list[Row]:
    torch.set_num_threads(1)
    with threadpool_limits(1):
        rows = [_measure(count) for count in PAIRS]
    print_rows(rows)
    print(f"growth of ours with pairs, exponent: {exponent(PAIRS, [row['ours ms'] for row in rows])}")
    return rows


def _measure(count: int) -> Row:
    random = np.random.default_rng(count)
    models = get_settings().models_dir
    model = CompatibilityModel(models / "compat_mobilenetv2.onnx")
    network, record = load_weights(models / "compat_mobilenetv2.pth")
    vectors = random.normal(size=(GARMENTS, EMBEDDING_SIZE)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    places = random.integers(0, GARMENTS, (count, 2))
    side = round(count**0.5)
    block, other = (vectors[random.integers(0, GARMENTS, side)] for _ in range(2))
    size = int(record["image_size"])
    pictures = torch.from_numpy(random.integers(0, 256, (2, size, size, 4), np.uint8))

    def call() -> None:
        with torch.inference_mode():
            network(pictures)

    return {
        "pairs": count,
        "ours ms": median_ms(lambda: model.score_pairs(vectors[places[:, 0]], vectors[places[:, 1]]), RUNS),
        "one product ms": median_ms(lambda: block @ other.T, RUNS),
        "a call a pair ms (extrapolated)": round(median_ms(call, PER_CALL_RUNS) * count, 0),
    }


def compare(rows: list[Row]) -> list[Line]:
    lines = []
    for row in rows:
        what, aim = f"{row['pairs']:,} pairs scored", "< 10 ms" if row["pairs"] == 10_000 else ""
        called = row["a call a pair ms (extrapolated)"]
        lines.append(quicker(what, row["ours ms"], called, "a call a pair, extrapolated", aim))
        lines.append(quicker(what, row["ours ms"], row["one product ms"], "NumPy's product alone"))
    grown = exponent(PAIRS, [row["ours ms"] for row in rows])
    return [*lines, Line("growth of scoring with pairs, exponent", f"{grown}")]
