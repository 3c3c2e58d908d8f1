"""Queued experiments: they run the code of their own copy on cached data, and their seeds are compared in a table."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from small_repository import SmallRepository, finished_run

from ml import seeds
from ml.errors import StageFailed

WITNESS = """
import os
if "WITNESS" in os.environ:
    with open(os.environ["WITNESS"], "a") as file:
        file.write(f"{__file__} {os.environ['CURATOR_DATA_DIR']}\\n")
"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> SmallRepository:
    return finished_run(tmp_path_factory)


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("seed", "numbers", "stage", "changed"),
    [
        ("preprocess.outfits.seed", [1, 2], "preprocess", "data/outfit_preprocessing.py"),
        pytest.param("train.seed", [1, 2, 3], "train", "compatibility/pairs.py", marks=pytest.mark.long),
    ],
)
def test_queued_seeds_run_their_own_code_on_cached_data_and_are_compared(
    finished: SmallRepository, tmp_path: Path, seed: str, numbers: list[int], stage: str, changed: str
) -> None:
    copy = finished.copied_to(tmp_path / "small")
    copy.commit()
    with (copy.folder / "backend/ml" / changed).open("a") as file:
        file.write(WITNESS)  # not committed: an experiment has the checkout's changes
    before = copy.git("status", "--porcelain")
    copy.git("config", "user.name", "Test")
    copy.git("config", "user.email", "test@example.org")
    copy.dvc("exp", "run", "--queue", "-S", f"{seed}={','.join(map(str, numbers))}", stage)
    path = f"{Path(sys.executable).parent}:{copy.environment['PATH']}"
    witness = tmp_path / "witness"
    copy.dvc("exp", "run", "--run-all", PATH=path, WITNESS=str(witness))
    lines = witness.read_text().splitlines()
    assert len({line.split()[0] for line in lines}) == len(numbers)
    for line in lines:
        file, data_dir = line.split()
        assert file.startswith(f"{copy.folder}/.dvc/tmp/exps/")
        assert data_dir == f"{copy.folder}/backend"  # MLflow's records outlive the experiment's copy
    assert copy.git("status", "--porcelain") == before
    shown = list(seeds.experiments(json.loads(copy.dvc("exp", "show", "--json"))))
    assert sorted(one.seeds[seed] for one in shown) == numbers


def experiment(seed: int, lr: float, auc: float) -> dict[str, Any]:
    data = {
        "params": {"params.yaml": {"data": {"train": {"seed": seed, "lr": lr}, "sizes": [1, 2]}}},
        "metrics": {"m.json": {"data": {"validation": {"auc": auc}, "outfits": 7}}},
    }
    return {"revs": [{"rev": "e" * 40, "data": data}]}


def test_table_has_a_row_for_each_recipe_with_mean_and_deviation_over_seeds() -> None:
    runs = [experiment(1, 0.1, 0.5), experiment(2, 0.1, 0.6), experiment(3, 0.1, 0.7), experiment(1, 0.2, 0.9)]
    queued = {"revs": [{"rev": "f" * 40, "data": None}]}
    lines = seeds.table(seeds.experiments([{"rev": "a" * 40, "experiments": [*runs, queued]}])).splitlines()
    assert [line.split() for line in lines] == [
        ["recipe", "seeds", "validation.auc"],
        ["aaaaaaa", "train.lr=0.1", "3", "0.6000", "±", "0.1000"],
        ["aaaaaaa", "train.lr=0.2", "1", "0.9000"],
    ]


def test_comparison_without_experiments_says_how_to_make_some() -> None:
    with pytest.raises(StageFailed, match="make sweep"):
        seeds.table(seeds.experiments([{"rev": "workspace", "experiments": None}]))
