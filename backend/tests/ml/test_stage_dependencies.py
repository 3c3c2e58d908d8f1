"""Each stage of dvc.yaml depends on the project files that its script imports, so that a change to them reruns it."""

import ast
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ml.parameters import REPOSITORY_DIR

STAGES: dict[str, dict[str, Any]] = yaml.safe_load((REPOSITORY_DIR / "dvc.yaml").read_text())["stages"]
BACKEND = REPOSITORY_DIR / "backend"
# Records what a stage has made and changes none of it, so its own imports do not count.
RECORDING = BACKEND / "ml" / "tracking"


def script_of(stage: dict[str, Any]) -> Path:
    return REPOSITORY_DIR / next(word for word in shlex.split(stage["cmd"]) if word.endswith(".py"))


def imported_files(path: Path) -> Iterator[Path]:
    """Files of `app` and `ml` that the file at `path` imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            file = BACKEND / f"{name.replace('.', '/')}.py"
            if name.partition(".")[0] in ("app", "ml") and file.is_file():
                yield file


def required_files(script: Path) -> set[str]:
    """The script, what it imports, and what the files of `ml` among these import in turn."""
    required, queue = {script}, [script]
    while queue:
        for file in imported_files(queue.pop()):
            if file not in required:
                required.add(file)
                if file.is_relative_to(BACKEND / "ml") and not file.is_relative_to(RECORDING):
                    queue.append(file)
    return {file.relative_to(REPOSITORY_DIR).as_posix() for file in required}


def missing_dependencies(stage: dict[str, Any]) -> list[str]:
    return sorted(required_files(script_of(stage)) - set(stage["deps"]))


@pytest.mark.parametrize("name", STAGES)
def test_stage_depends_on_every_project_file_that_its_script_imports(name: str) -> None:
    assert not missing_dependencies(STAGES[name]), f"Add these files to the deps of stage {name} in dvc.yaml."


@pytest.mark.parametrize("name", STAGES)
def test_dependency_taken_out_of_dvc_yaml_is_reported(name: str) -> None:
    stage = STAGES[name]
    for file in required_files(script_of(stage)):
        without = stage | {"deps": [dependency for dependency in stage["deps"] if dependency != file]}
        assert missing_dependencies(without) == [file]


def test_imports_are_followed_through_ml_but_not_through_recording() -> None:
    required = required_files(BACKEND / "ml" / "classifier_train.py")
    assert {"backend/ml/networks/pretrained.py", "backend/app/detector.py"} <= required  # not imported by the script
    assert "backend/ml/tracking/records.py" in required
    assert "backend/ml/tracking/runs.py" not in required
