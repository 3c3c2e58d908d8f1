"""`make lint` covers every Python file of the repository."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUFF = ROOT / ".venv-train/bin/ruff"
MIGRATIONS = "backend/app/db/migrations/versions/"
STARTED_IN_IMAGES = {
    "mlflow/start.py": "mlflow/requirements.in",
    "deploy/bucket_setup.py": "backend/requirements/image.txt",
}


def lines(*command: str | Path) -> list[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.fixture(scope="module")
def python_files() -> set[str]:
    """Every Python file in git, except the generated migrations."""
    return {name for name in lines("git", "ls-files", "*.py") if not name.startswith(MIGRATIONS)}


def test_ruff_checks_every_python_file(python_files: set[str]):
    checked = {Path(name).relative_to(ROOT).as_posix() for name in lines(RUFF, "check", "--show-files", ".")}
    assert python_files <= checked


def test_mypy_checks_every_python_file_but_the_tests(python_files: set[str]):
    mypy = tomllib.loads((ROOT / "backend/pyproject.toml").read_text())["tool"]["mypy"]
    assert mypy["strict"]
    folders = [(ROOT / "backend" / name).resolve() for name in mypy["files"]]
    wanted = {name for name in python_files if not name.startswith("backend/tests/")}
    assert [name for name in wanted if not any((ROOT / name).is_relative_to(folder) for folder in folders)] == []


def test_import_contracts_cover_every_package(python_files: set[str]):
    contracts = tomllib.loads((ROOT / "backend/pyproject.toml").read_text())["tool"]["importlinter"]
    packages = {Path(name).parts[1] for name in python_files if re.match(r"backend/\w+/__init__\.py$", name)}
    assert packages <= set(contracts["root_packages"])


@pytest.mark.parametrize(("script", "requirements"), STARTED_IN_IMAGES.items())
def test_script_of_an_image_imports_only_what_the_image_has(script: str, requirements: str):
    tree = ast.parse((ROOT / script).read_text())
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    assert imported <= set(re.findall(r"^[\w-]+", (ROOT / requirements).read_text(), re.MULTILINE))
