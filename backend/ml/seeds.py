"""Compares experiments over their seeds: mean and standard deviation of each figure.

    python -m ml.seeds [COMMIT ...]        the experiments of HEAD by default

Experiments of one commit that differ in nothing but seeds are one row. Experiments of `dvc exp run --queue` count once
they are complete.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ml.errors import StageFailed, ends_with_a_sentence
from ml.parameters import REPOSITORY_DIR

Values = dict[str, Any]


@dataclass(frozen=True)
class Experiment:
    """One complete experiment; the names of values are dotted paths."""

    commit: str  # that it changes
    parameters: Values
    metrics: Values

    @property
    def recipe(self) -> Values:
        """The parameters without seeds."""
        return {name: value for name, value in self.parameters.items() if name.rpartition(".")[2] != "seed"}

    @property
    def seeds(self) -> Values:
        return {name: value for name, value in self.parameters.items() if name not in self.recipe}


def experiments(shown: Sequence[Mapping[str, Any]]) -> Iterator[Experiment]:
    """The complete experiments in the output of `dvc exp show --json`."""
    for baseline in shown:
        for experiment in baseline.get("experiments") or ():
            data = experiment["revs"][0].get("data")
            if data and data.get("metrics"):
                parameters, metrics = (dict(_flat(data[kind])) for kind in ("params", "metrics"))
                yield Experiment(baseline["rev"][:7], parameters, metrics)


def _flat(files: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for content in files.values():
        yield from _leaves(content.get("data") or {}, "")


def _leaves(values: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def table(found: Iterable[Experiment]) -> str:
    """A row for each recipe, a column for each figure that differs between experiments."""
    groups: dict[str, list[Experiment]] = defaultdict(list)
    for one in found:
        groups[json.dumps([one.commit, one.recipe], sort_keys=True)].append(one)
    every = [one for group in groups.values() for one in group]
    if not every:
        raise StageFailed("There are no complete experiments. Queue some with `make sweep` (docs/retraining.md).")
    figures = [name for name in _differing([one.metrics for one in every]) if _is_number(every[0].metrics[name])]
    changed = _differing([one.recipe for one in every])
    rows = [["recipe", "seeds", *figures]]
    for group in groups.values():
        first = group[0]
        recipe = ", ".join(f"{name}={first.recipe[name]}" for name in changed if name in first.recipe)
        rows.append(
            [
                " ".join(filter(None, [first.commit, recipe])),
                str(len({json.dumps(one.seeds, sort_keys=True) for one in group})),
                *(_mean_and_deviation([one.metrics[name] for one in group if name in one.metrics]) for name in figures),
            ]
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def _differing(values: Sequence[Values]) -> list[str]:
    names = dict.fromkeys(name for one in values for name in one)
    return [name for name in names if len({json.dumps(one.get(name)) for one in values}) > 1]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _mean_and_deviation(values: Sequence[float]) -> str:
    if not values:
        return "-"
    deviation = f" ± {statistics.stdev(values):.4f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):.4f}{deviation}"


@ends_with_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commits", nargs="*", default=["HEAD"], help="whose experiments are compared")
    arguments = parser.parse_args()
    revisions = [word for commit in arguments.commits for word in ("--rev", commit)]
    command = [sys.executable, "-m", "dvc", "exp", "show", "--json", *revisions]
    done = subprocess.run(command, cwd=REPOSITORY_DIR, capture_output=True, text=True, check=False)  # noqa: S603 - git names
    if done.returncode:
        raise StageFailed(f"`dvc exp show` failed: {done.stderr.strip()}")
    print(table(experiments(json.loads(done.stdout))))


if __name__ == "__main__":
    main()
