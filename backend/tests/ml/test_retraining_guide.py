"""The commands of docs/retraining.md: executed in order in a small repository, or at least known."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytest
from conftest import PICTURES
from dvc.cli.parser import get_main_parser
from small_repository import SmallRepository, finished_run

from app.vision.onnx import OnnxModel
from ml.parameters import REPOSITORY_DIR

pytestmark = pytest.mark.timeout(900)
GUIDE = (REPOSITORY_DIR / "docs/retraining.md").read_text()
FENCE = re.compile(
    r"(?:<!-- not executed: (?P<reason>[^>]+) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)```\n", re.DOTALL
)
LABELLING = REPOSITORY_DIR / "backend/ml/labelling"
OWN_PHOTOS, CODE_CHANGE = "dvc repro own_photos", "dvc commit --force"


@dataclass(frozen=True)
class Block:
    """Commands of the guide, and the reason why they are not executed here; empty if they are."""

    commands: str
    reason: str


def blocks() -> list[Block]:
    found = [match for match in FENCE.finditer(GUIDE) if match["language"] == "sh"]
    return [Block(match["text"], match["reason"] or "") for match in found]


EXECUTED = [block for block in blocks() if not block.reason]


def execute(repository: SmallRepository, block: Block) -> str:
    done = repository.run("bash", "-eu", "-o", "pipefail", "-c", block.commands)
    assert done.returncode == 0, f"{block.commands}\n{done.stdout[-4000:]}"
    return done.stdout


def add_own_photos(repository: SmallRepository) -> None:
    """Two photos, three copies of one of them, five files that are no photo, and an empty class."""
    folder = repository.data / "own_photos"
    for name in ("dress", "hat", "skirt"):
        (folder / name).mkdir()
    for number, photo in enumerate(sorted((PICTURES / "dress").glob("*.jpg"))[:2]):
        mirrored = cv2.imread(str(photo))[:, ::-1]
        cv2.imwrite(str(folder / f"dress/{number}.jpg"), mirrored)
    for number in range(3):
        (folder / f"dress/copy {number}.jpg").write_bytes((folder / "dress/0.jpg").read_bytes())
    for number in range(5):
        (folder / f"hat/broken {number}.jpg").write_bytes(b"not a photo")


def add_a_comment(repository: SmallRepository) -> None:
    with (repository.folder / "backend/ml/training/history.py").open("a") as file:
        file.write("# A comment.\n")


def assert_report_names_what_is_left_out(report: str) -> None:
    assert "2 own photos are used: train 2, validation 0, test 0" in report
    for number in range(5):
        assert f"broken {number}.jpg" in report
    for number in range(3):
        assert f"copy {number}.jpg" in report
    assert "Empty class folders: skirt" in report


def test_commands_run_in_the_order_of_the_guide(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    copy = finished_run(tmp_path_factory).copied_to(tmp_path / "small")
    copy.commit()
    before = {OWN_PHOTOS: add_own_photos, CODE_CHANGE: add_a_comment}
    said = []
    for block in EXECUTED:
        for command, prepare in before.items():
            if command in block.commands:
                prepare(copy)
        said.append(execute(copy, block))
    trained, report, committed = said
    assert "validation_accuracy" in trained
    assert "REFUSED: the rule is not met by" in trained
    assert "<h2>Suspected wrong classes</h2>" in (copy.data / "candidate_errors.html").read_text()
    assert_report_names_what_is_left_out(report)
    assert "checked_photos" in committed  # changed by the own photos, which nothing was trained with yet
    assert "history.py" not in committed


@pytest.mark.long
def test_own_photos_train_and_the_result_is_compared(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    copy = finished_run(tmp_path_factory).copied_to(tmp_path / "small")
    copy.commit()
    add_own_photos(copy)
    train, check, *_ = EXECUTED
    assert_report_names_what_is_left_out(execute(copy, check))
    said = execute(copy, train)
    assert "Running stage 'train_classifier'" in said
    assert "REFUSED: the rule is not met by" in said
    assert OnnxModel(copy.data / "classifier/best.onnx").metadata["training_pictures"] == "22"


def test_every_block_has_a_language_and_names_why_it_is_not_executed() -> None:
    assert {match["language"] for match in FENCE.finditer(GUIDE)} <= {"sh", "csv", "yaml"}
    assert GUIDE.count("```") == 2 * len(list(FENCE.finditer(GUIDE)))
    assert GUIDE.count("<!-- not executed") == sum(bool(block.reason) for block in blocks())


@pytest.mark.parametrize("line", [line for block in blocks() for line in block.commands.splitlines()])
def test_every_command_is_known(line: str) -> None:
    assert not list(unknown(line))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z-]+)", GUIDE))))
def test_every_target_in_the_text_is_known(target: str) -> None:
    assert not list(unknown(f"make {target}"))


@pytest.mark.parametrize(
    "line", ["make trane", ".venv/bin/dvc metric show", ".venv/bin/dvc commit --always", "labelling sheets --photo x"]
)
def test_command_that_does_not_exist_is_found(line: str) -> None:
    assert list(unknown(line))


def unknown(line: str) -> Iterator[str]:
    """What a line of the guide names that does not exist: a target, a command of DVC or labelling, an option."""
    command, *words = shlex.split(line, comments=True) or [""]
    if command == "make":
        targets = [word for word in words if not word.startswith("-") and "=" not in word]
        makefile = (REPOSITORY_DIR / "Makefile").read_text()
        yield from (target for target in targets if f"\n{target}:" not in makefile)
    elif command.endswith("/dvc"):
        try:
            get_main_parser().parse_args(words)
        except (SystemExit, Exception) as error:  # noqa: BLE001 - DVC's parser raises its own
            yield f"{line}: {error}"
    elif command == "labelling":
        module = LABELLING / f"{words[0]}.py"
        yield from [] if module.is_file() else [words[0]]
        options = [word for word in words if word.startswith("--")] if module.is_file() else []
        yield from (option for option in options if f'"{option}"' not in module.read_text())
