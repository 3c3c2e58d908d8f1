"""Scoring pairs of garments from stored embeddings, compared with a single NumPy product.

A wardrobe of 1,000 made-up garments. The product computes as many scores as there are pairs from two blocks of vectors,
which is the lower bound. One thread; medians in milliseconds.
"""

from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from app.outfit_compatibility import EMBEDDING_SIZE, CompatibilityModel
from app.settings import get_settings
from bench.table import Line, Row, exponent, median_ms, print_rows, quicker

PAIRS: Final = (1_000, 10_000, 100_000)
GARMENTS: Final = 1_000
RUNS: Final = 25


def main() -> list[Row]:
    with threadpool_limits(1):
        rows = [_measure(count) for count in PAIRS]
    print_rows(rows)
    print(f"growth of ours with pairs, exponent: {exponent(PAIRS, [row['ours ms'] for row in rows])}")
    return rows


def _measure(count: int) -> Row:
    random = np.random.default_rng(count)
    model = CompatibilityModel(get_settings().models_dir / "compat_mobilenetv2.onnx")
    vectors = random.normal(size=(GARMENTS, EMBEDDING_SIZE)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    places = random.integers(0, GARMENTS, (count, 2))
    side = round(count**0.5)
    block, other = (vectors[random.integers(0, GARMENTS, side)] for _ in range(2))
    return {
        "pairs": count,
        "ours ms": median_ms(lambda: model.score_pairs(vectors[places[:, 0]], vectors[places[:, 1]]), RUNS),
        "one product ms": median_ms(lambda: block @ other.T, RUNS),
    }


def compare(rows: list[Row]) -> list[Line]:
    lines = []
    for row in rows:
        what, aim = f"{row['pairs']:,} pairs scored", "< 10 ms" if row["pairs"] == 10_000 else ""
        lines.append(quicker(what, row["ours ms"], row["one product ms"], "NumPy's product alone", aim))
    grown = exponent(PAIRS, [row["ours ms"] for row in rows])
    return [*lines, Line("growth of scoring with pairs, exponent", f"{grown}")]
