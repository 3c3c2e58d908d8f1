"""Checks that drift monitoring raises an alarm on unusual photos, and on no others. Exits with status 1 if not.

    python -m ml.evaluate_drift [--draws 20]

Draws 200, 100 and 50 photos, without replacement, from the half that is not the reference (ml/drift_reference.py):
unchanged, and changed into other kinds (ml/monitoring/drift_photos.py). Two more sets: street photos of whole outfits
(clothing-co-parsing), and the test split only, of which a fifth are shoes.
"""

import argparse
import itertools
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.registry.monitoring.drift import FEWEST, TESTS, WINDOW, Window, find_drift
from app.registry.monitoring.reference import class_reference, embedding_reference
from ml.monitoring.drift_photos import KINDS
from ml.monitoring.halves import half_of_photos
from ml.monitoring.model_answers import answers_to, released
from ml.parameters import DATA_DIR

UNCHANGED = "held out, unchanged"
SIZES = (WINDOW, WINDOW // 2, FEWEST)


def answers_by_kind(raw_dir: Path) -> dict[str, Window]:
    """Answers of the released models to each kind of photo (two minutes on two cores)."""
    held_out = half_of_photos(raw_dir / "clothing-dataset-small", "held out")
    street = sorted((raw_dir / "clothing-co-parsing" / "photos").glob("*.jpg"))
    chosen = np.random.default_rng(7).choice(len(street), WINDOW + FEWEST, replace=False)
    unchanged = answers_to(held_out, what=UNCHANGED)
    of_test = np.flatnonzero([path.parent.parent.name == "test" for path in held_out])
    return {
        UNCHANGED: unchanged,
        "test split only": subset(unchanged, of_test),
        **{kind: answers_to(held_out, change, kind) for kind, change in KINDS.items()},
        "street photos": answers_to([street[i] for i in chosen], what="street photos"),
    }


def subset(window: Window, rows: NDArray[np.intp]) -> Window:
    return Window([window.categories[row] for row in rows], window.confidences[rows], window.embeddings[rows])


def evaluate(kinds: dict[str, Window], draws: int) -> list[dict[str, Any]]:
    """A row per kind and size: draws with an alarm, in total and by test, and the smallest adjusted p-value by test."""
    classifier, compatibility = released()
    references = class_reference(classifier.version), embedding_reference(compatibility.version)
    if None in references:
        sys.exit("There is no reference for the released models. Run: python -m ml.drift_reference")
    rows = []
    for kind, window in kinds.items():
        for size in (size for size in SIZES if size <= len(window) or size == WINDOW):
            drawn = [np.random.default_rng([1, draw]).permutation(len(window))[:size] for draw in range(draws)]
            found = [find_drift(subset(window, some), *references) for some in drawn]
            drifted = np.array([[finding.state == "drifted" for finding in findings] for findings in found])
            p_values = np.array([[finding.p_value for finding in findings] for findings in found], np.float64)
            rows.append(
                {
                    "kind": kind,
                    "photos": min(size, len(window)),
                    "alarms": int(drifted.any(axis=1).sum()),
                    **{f"{name} alarms": int(count) for name, count in zip(TESTS, drifted.sum(axis=0), strict=True)},
                    **{f"{name} p": float(p) for name, p in zip(TESTS, p_values.min(axis=0), strict=True)},
                }
            )
    return rows


def table(rows: list[dict[str, Any]], draws: int) -> str:
    """A line per kind; the last column splits the draws of the window's size by test."""
    sizes = " | ".join(f"alarms of {size}" for size in SIZES)
    lines = [
        f"| photos, {draws} draws | {sizes} | of {WINDOW} by {', '.join(TESTS)} |",
        "|---" * (len(SIZES) + 2) + "|",
    ]
    for kind, of_kind in itertools.groupby(rows, key=lambda row: row["kind"]):
        by_size = list(of_kind)  # as SIZES; the first holds fewer photos when there are no more
        by_test = ", ".join(str(by_size[0][f"{name} alarms"]) for name in TESTS)
        lines.append(f"| {kind} | {' | '.join(str(row['alarms']) for row in by_size)} | {by_test} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--output", type=Path, default=DATA_DIR / "evaluation" / "drift.json")
    arguments = parser.parse_args()
    rows = evaluate(answers_by_kind(arguments.raw_dir), arguments.draws)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(rows, indent=1) + "\n")
    print(table(rows, arguments.draws))
    of_window = {row["kind"]: row["alarms"] for row in rows if row["photos"] == WINDOW}
    return 0 if of_window[UNCHANGED] == 0 and all(of_window[kind] == arguments.draws for kind in KINDS) else 1


if __name__ == "__main__":
    sys.exit(main())
