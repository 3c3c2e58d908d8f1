"""Outfits and partners from 100 to 10,000 garments, compared with computing the whole score matrix first.

The garments are synthetic: clusters of unit vectors of the model's size, scored as the compatibility model does (a
logistic of the inner product). One thread, as in the service; median times in milliseconds.
"""

from functools import partial
from uuid import UUID

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from app.vision.colors import Color
from app.vision.vocabulary import SLOT_OF_CATEGORY
from app.wardrobe.outfits.garments import Garment, Indices, PairScore, Scores
from app.wardrobe.outfits.plan import OutfitRequest
from app.wardrobe.outfits.suggest import find_matches, suggest
from bench.table import Line, Row, exponent, median_ms, print_rows, quicker

SIZES = (100, 500, 1_000, 10_000)
RUNS = 15
# The full matrix of 10,000 garments takes 400 MB and is slow, so it is computed once.
MATRIX_RUNS = 3
SHARES = {
    "t-shirt": 0.15, "shirt": 0.1, "longsleeve": 0.1, "pants": 0.15, "shorts": 0.05, "skirt": 0.05, "dress": 0.08,
    "shoes": 0.14, "outwear": 0.08, "hat": 0.04, "bag": 0.04, "scarf": 0.02,
}  # fmt: skip
COLORS = (
    Color("navy", "#1a2147", 1.0, (14.6, 11.0, -25.2)),
    Color("white", "#f7f7f7", 1.0, (97.2, 0.0, 0.0)),
    Color("red", "#bf1a1f", 1.0, (41.0, 61.6, 41.6)),
)


def made_up_wardrobe(size: int) -> tuple[list[Garment], PairScore]:
    random = np.random.default_rng(size)
    categories = random.choice(list(SHARES), size, p=list(SHARES.values()))
    garments = [
        Garment(
            UUID(int=number),
            str(category),
            SLOT_OF_CATEGORY[category],
            (COLORS[number % len(COLORS)],),
        )
        for number, category in enumerate(categories)
    ]
    styles = random.normal(size=(20, 128))
    vectors = np.float32(random.normal(size=(size, 128)) + styles[random.integers(0, len(styles), size)])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    def score(rows: Indices, columns: Indices) -> Scores:
        scores: Scores = vectors[rows] @ vectors[columns].T
        return np.asarray(1 / (1 + np.exp(0.4 - 4 * scores)), np.float32)

    return garments, score


def measure(size: int) -> Row:
    garments, score = made_up_wardrobe(size)
    everything = np.arange(size)
    anchor = next(garment.id for garment in garments if garment.slot == "top")
    requests = {
        "5 outfits": OutfitRequest(limit=5),
        "5 around an anchor": OutfitRequest([anchor], limit=5),
        "5 at 4 °C": OutfitRequest(temperature_c=4, limit=5),
        "50 outfits": OutfitRequest(limit=50),
    }
    row: Row = {"garments": size}
    for name, request in requests.items():
        row[name] = median_ms(partial(suggest, garments, score, request), RUNS)
    row["partners of one"] = median_ms(lambda: find_matches(garments, score, 0), RUNS)
    row["whole matrix alone"] = median_ms(lambda: score(everything, everything), MATRIX_RUNS)
    return row


def main() -> list[Row]:
    with threadpool_limits(1):
        rows = [measure(size) for size in SIZES]
    print_rows(rows)
    return rows


def compare(rows: list[Row]) -> list[Line]:
    largest = rows[-1]
    ours, matrix = largest["5 outfits"], largest["whole matrix alone"]
    what = f"5 outfits from {largest['garments']:,} garments"
    grown = exponent([row["garments"] for row in rows], [row["5 outfits"] for row in rows])
    return [
        quicker(what, ours, matrix, "the whole matrix alone", "< 200 ms"),
        Line("growth of outfits with garments, exponent", f"{grown}"),
    ]
