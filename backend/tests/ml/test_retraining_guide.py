"""The commands of docs/retraining.md: executed in order in a small repository, or at least known."""

import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytest
from conftest import PICTURES
from dvc.cli.parser import get_main_parser
from small_repository import SmallRepository, finished_run

from app.vision.onnx import OnnxModel
from ml.data.source_archives import find_archive, unpack
from ml.data.source_lists import LISTS_DIR, read_list
from ml.download import find_mirror
from ml.parameters import PARAMS_FILE, REPOSITORY_DIR, read_parameters

pytestmark = pytest.mark.timeout(900)
GUIDE = (REPOSITORY_DIR / "docs/retraining.md").read_text()
FENCE = re.compile(
    r"(?:<!-- not executed: (?P<reason>[^>]+) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)```\n", re.DOTALL
)
LABELLING = REPOSITORY_DIR / "backend/ml/labelling"
EMPTY_CLASS = "skirt"
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
    sys.stdout.write(f"{block.commands}\n{done.stdout}\n")  # `make prove ONLY=guide` shows it
    assert done.returncode == 0
    return done.stdout


def add_own_photos(repository: SmallRepository, photos: Mapping[str, bytes]) -> None:
    """These photos, CLASS/NAME.jpg each, three copies of the first, five files that are no photo, an empty class."""
    folder = repository.data / "own_photos"
    first = next(iter(photos))
    copies = {f"{Path(first).parent}/copy {number}.jpg": photos[first] for number in range(3)}
    broken = {f"hat/broken {number}.jpg": b"not a photo" for number in range(5)}
    for name, content in (dict(photos) | copies | broken).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / EMPTY_CLASS).mkdir()


def two_photos() -> dict[str, bytes]:
    """Photos of the small repository, mirrored."""
    photos = {}
    for number, photo in enumerate(sorted((PICTURES / "dress").glob("*.jpg"))[:2]):
        photos[f"dress/{number}.jpg"] = cv2.imencode(".jpg", cv2.imread(str(photo))[:, ::-1])[1].tobytes()
    return photos


def photos_of_the_data_set(folder: Path) -> dict[str, bytes]:
    """200 CC0 photos of the test split, without those of the small repository."""
    source = next(one for one in read_parameters(PARAMS_FILE).download.sources if one.name == "clothing-dataset-small")
    names = [name for name in read_list(LISTS_DIR / f"{source.name}.sha256") if name.startswith("test/")]
    unpack(find_archive(source, folder / "archives", find_mirror()), folder / "unpacked", names)
    others = (name.removeprefix("test/") for name in sorted(names, key=lambda name: Path(name).name))
    chosen = [name for name in others if not (PICTURES / name).exists() and Path(name).parts[0] != EMPTY_CLASS][:200]
    return {name: (folder / "unpacked/test" / name).read_bytes() for name in chosen}


def add_a_comment(repository: SmallRepository) -> None:
    with (repository.folder / "backend/ml/training/history.py").open("a") as file:
        file.write("# A comment.\n")


def used_photos(report: str, given: int) -> int:
    """How many photos of `add_own_photos` the report lets train; it names all others."""
    counted = re.search(r"^(\d+) own photos are used: train \1, validation 0, test 0$", report, re.MULTILINE)
    assert counted, report
    used = int(counted[1])
    assert "Left out, unreadable: 5\n" in report
    assert f"Left out, duplicates: {given + 3 - used}\n" in report
    for name in (*(f"broken {number}.jpg" for number in range(5)), *(f"copy {number}.jpg" for number in range(3))):
        assert name in report
    assert f"Empty class folders: {EMPTY_CLASS}\n" in report
    return used


def test_commands_run_in_the_order_of_the_guide(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    copy = finished_run(tmp_path_factory).copied_to(tmp_path / "small")
    copy.commit()
    before = {OWN_PHOTOS: lambda copy: add_own_photos(copy, two_photos()), CODE_CHANGE: add_a_comment}
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
    assert used_photos(report, given=2) == 2
    assert "checked_photos" in committed  # changed by the own photos, which nothing was trained with yet
    assert "history.py" not in committed


@pytest.mark.long
def test_200_own_photos_train_and_the_result_is_compared(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    copy = finished_run(tmp_path_factory).copied_to(tmp_path / "small")
    copy.commit()
    photos = photos_of_the_data_set(tmp_path)
    assert len(photos) == 200
    add_own_photos(copy, photos)
    train, check, *_ = EXECUTED
    report = execute(copy, check)
    assert used_photos(report, given=200) == 200
    said = execute(copy, train)
    assert "Running stage 'train_classifier'" in said
    assert "REFUSED: the rule is not met by" in said
    assert OnnxModel(copy.data / "classifier/best.onnx").metadata["training_pictures"] == "220"
    assert "<h2>Suspected wrong classes</h2>" in (copy.data / "candidate_errors.html").read_text()


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
