"""How far two passes over the same photos agree: raw agreement and Cohen's kappa, with 95 % intervals.

Kappa is agreement beyond what two passes with these shares of words would reach by chance (Cohen 1960): 1 is perfect,
0 is chance. The interval of agreement is Wilson's, which has a width also where all photos agree; that of kappa is a
bootstrap over photos.

Besides the questions: `category`, which the kind decides, `color, either order`, right if one pass's main colour is
the other's main or second one, and a yes or no for each flag.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.vision.vocabulary import CATEGORY_OF_KIND
from ml.labelling.answers import Answer, read_all_answers
from ml.labelling.vocabulary import FLAGS
from ml.metrics.intervals import wilson_interval

Interval = tuple[float, float]


@dataclass(frozen=True)
class Agreement:
    """Of one question; kappa is None where both passes always give the same single word."""

    photos: int
    agreement: float
    agreement_interval: Interval
    kappa: float | None = None
    kappa_interval: Interval | None = None
    commonest_disagreements: dict[str, int] | None = None


def compare_passes(
    first: dict[str, Answer], second: dict[str, Answer], resamples: int = 2000, seed: int = 0
) -> dict[str, Agreement]:
    """Agreement by question, over the photos that both passes answer. Raises ValueError if there are none."""
    photos = sorted(first.keys() & second.keys())
    if not photos:
        raise ValueError("The two passes share no photo.")
    count = len(photos)
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    # Row 0 weighs each photo once: the figures themselves. The others are the bootstrap's.
    weights = np.vstack([np.ones(count), drawn]) / count
    a, b = ([_readings(answers[photo]) for photo in photos] for answers in (first, second))
    found = {question: _agreement([x[question] for x in a], [y[question] for y in b], weights) for question in a[0]}
    either = sum(_same_colors(first[photo].words, second[photo].words) for photo in photos)
    found["color, either order"] = Agreement(count, either / count, wilson_interval(either, count))
    return found


def _read_pass(folders: list[tuple[Path, Path]]) -> dict[str, Answer]:
    """The answers of one pass by photo, from pairs of a folder of sheets and a folder of answers."""
    return {photo: answer for pair in folders for photo, answer in read_all_answers(*pair).items()}


def _readings(answer: Answer) -> dict[str, str]:
    """A word for each question that is compared."""
    flags = {flag: "yes" if flag in answer.flags else "no" for flag in FLAGS}
    return {"category": CATEGORY_OF_KIND[answer.words["kind"]], **answer.words, **flags}


def _same_colors(a: dict[str, str], b: dict[str, str]) -> bool:
    return a["color"] in {b["color"], b["color2"]} or b["color"] == a["color2"]


def _agreement(first: list[str], second: list[str], weights: NDArray[np.float64]) -> Agreement:
    words = np.array(sorted({*first, *second}))
    a, b = np.array(first), np.array(second)
    observed = weights @ (a == b)
    by_chance = ((weights @ (a[:, None] == words)) * (weights @ (b[:, None] == words))).sum(1)
    # Two passes that give one single word agree by chance alone: kappa is then undefined.
    beyond_chance = np.where(by_chance < 1 - 1e-9, 1 - by_chance, np.nan)
    kappas = (observed - by_chance) / beyond_chance
    known = not np.isnan(kappas[0])
    differing = Counter(
        " / ".join(sorted((x or "none", y or "none"))) for x, y in zip(first, second, strict=True) if x != y
    )
    return Agreement(
        len(first),
        float(observed[0]),
        wilson_interval(int((a == b).sum()), len(first)),
        float(kappas[0]) if known else None,
        _interval(kappas) if known else None,
        dict(differing.most_common(5)),
    )


def _interval(figures: NDArray[np.float64]) -> Interval:
    """Of the bootstrap's figures: all but the first."""
    low, high = np.nanpercentile(figures[1:], [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--first", "--second"):
        parser.add_argument(
            option,
            type=Path,
            nargs=2,
            action="append",
            required=True,
            metavar=("SHEETS", "ANSWERS"),
            help=f"folders of the {option[2:]} pass; give it again for more sheets",
        )
    parser.add_argument("--output", type=Path, help="also write the figures as JSON")
    parser.add_argument("--differing", type=Path, help="also write which photos got two kinds, a path a line")
    arguments = parser.parse_args()
    try:
        first, second = _read_pass(arguments.first), _read_pass(arguments.second)
        found = compare_passes(first, second)
    except ValueError as error:
        sys.exit(str(error))
    for question, row in found.items():
        low, high = row.agreement_interval
        line = f"{question:20} {row.photos:5} photos  agreement {row.agreement:.3f} ({low:.3f} to {high:.3f})"
        if row.kappa is not None and row.kappa_interval is not None:
            line += f"  kappa {row.kappa:.3f} ({row.kappa_interval[0]:.3f} to {row.kappa_interval[1]:.3f})"
        print(line)
        for pair, count in (row.commonest_disagreements or {}).items():
            print(f"{'':20} {count:5} {pair}")
    if arguments.output:
        arguments.output.write_text(json.dumps({q: asdict(row) for q, row in found.items()}, indent=1) + "\n")
    if arguments.differing:
        both = sorted(first.keys() & second.keys())
        photos = [photo for photo in both if first[photo].words["kind"] != second[photo].words["kind"]]
        arguments.differing.write_text("".join(f"{photo}\n" for photo in photos))


if __name__ == "__main__":
    main()
