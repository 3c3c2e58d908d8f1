"""Contact sheets: which photo has which number, and what a sheet shows."""

from pathlib import Path

import numpy as np
import pytest

from app.vision.images import encode_png, read_picture
from ml.labelling.closer import draw_closer
from ml.labelling.sheets import (
    CELL_PX,
    Cell,
    NoSheets,
    assign_cells,
    draw_sheet,
    find_photos,
    main,
    make_sheets,
    read_index,
)

PHOTOS = [f"dress/{number}.jpg" for number in range(40)] + [f"hat/{number}.jpg" for number in range(40, 70)]


def write_photo(path: Path, color: tuple[int, int, int], size: tuple[int, int] = (60, 60)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_png(np.full((*size, 3), color, np.uint8)))


def test_every_photo_has_one_number_and_thirty_fill_a_sheet() -> None:
    cells = assign_cells(PHOTOS, seed=7)
    assert sorted(cell.photo for cell in cells) == sorted(PHOTOS)
    assert [sum(cell.sheet == sheet for cell in cells) for sheet in (1, 2, 3)] == [30, 30, 10]
    assert [cell.number for cell in cells[:30]] == list(range(1, 31))


def test_same_photos_give_same_order_and_a_sheet_mixes_classes() -> None:
    cells = assign_cells(PHOTOS, seed=7)
    assert cells == assign_cells(PHOTOS[::-1], seed=7)
    assert {cell.photo.split("/")[0] for cell in cells[:30]} == {"dress", "hat"}


def test_new_photos_go_on_a_new_sheet_and_old_ones_keep_their_numbers(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_photo(tmp_path / "photos" / f"{name}.png", (0, 0, 0))
    before = make_sheets(tmp_path / "photos", tmp_path / "sheets", ["a.png", "b.png"], seed=7)
    sheet = (tmp_path / "sheets" / "001.jpg").read_bytes()
    write_photo(tmp_path / "photos" / "c.png", (0, 0, 0))
    photos = find_photos(tmp_path / "photos")
    after = make_sheets(tmp_path / "photos", tmp_path / "sheets", photos, seed=7)
    assert after == [*before, Cell(2, 1, "c.png")] == read_index(tmp_path / "sheets")
    assert (tmp_path / "sheets" / "001.jpg").read_bytes() == sheet


def test_photos_are_found_in_class_folders_and_within_one_split(tmp_path: Path) -> None:
    for name in ("test/hat/a.png", "train/hat/b.png", "c.png"):
        write_photo(tmp_path / name, (0, 0, 0))
    (tmp_path / "test" / "notes.txt").write_text("no photo")
    assert find_photos(tmp_path) == ["c.png", "test/hat/a.png", "train/hat/b.png"]
    assert find_photos(tmp_path, "test") == ["test/hat/a.png"]


def test_sheet_shows_each_photo_in_its_cell_and_never_its_class_unless_asked(tmp_path: Path) -> None:
    write_photo(tmp_path / "hat" / "red.png", (255, 0, 0))
    write_photo(tmp_path / "hat" / "blue.png", (0, 0, 255))
    cells = [Cell(1, 1, "hat/red.png"), Cell(1, 8, "hat/blue.png")]
    sheet = draw_sheet(tmp_path, cells)
    middle = CELL_PX // 2
    assert sheet[middle, middle].tolist() == [255, 0, 0]
    assert sheet[sheet.shape[0] - middle, 3 * middle].tolist() == [0, 0, 255]
    bottom = sheet[CELL_PX - 40 : CELL_PX, :CELL_PX]
    assert (bottom == (255, 0, 0)).all()
    with_class = draw_sheet(tmp_path, cells, print_class=True)
    assert not (with_class[CELL_PX - 40 : CELL_PX, :CELL_PX] == (255, 0, 0)).all()


def test_photo_that_cannot_be_read_does_not_stop_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    write_photo(tmp_path / "red.png", (255, 0, 0))
    sheet = draw_sheet(tmp_path, [Cell(1, 1, "broken.jpg"), Cell(1, 2, "red.png")])
    assert sheet[CELL_PX // 2, -CELL_PX // 2 - 4 * CELL_PX].tolist() == [255, 0, 0]


def test_photos_that_cannot_be_read_get_no_number_and_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    write_photo(tmp_path / "red.png", (255, 0, 0))
    assert make_sheets(tmp_path, tmp_path / "sheets", ["broken.jpg", "red.png"], seed=7) == [Cell(1, 1, "red.png")]
    assert "broken.jpg is left out" in capsys.readouterr().err


def run_main(monkeypatch: pytest.MonkeyPatch, *options: str | Path) -> None:
    monkeypatch.setattr("sys.argv", ["sheets", *map(str, options)])
    main()


def test_a_sample_is_drawn_once_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        write_photo(tmp_path / "photos" / f"{number}.png", (0, 0, 0))
    options = ("--photos", tmp_path / "photos", "--sample", "3", "--output", tmp_path / "second")
    run_main(monkeypatch, *options)
    cells = read_index(tmp_path / "second")
    assert len(cells) == 3
    run_main(monkeypatch, *options)
    assert read_index(tmp_path / "second") == cells


def test_an_empty_list_of_photos_is_not_taken_for_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_photo(tmp_path / "photos" / "a.png", (0, 0, 0))
    (tmp_path / "differing.txt").write_text("")
    with pytest.raises(SystemExit):
        run_main(
            monkeypatch,
            *("--photos", tmp_path / "photos", "--only", tmp_path / "differing.txt", "--output", tmp_path / "third"),
        )
    assert "differing.txt names no photo" in capsys.readouterr().err


def test_a_folder_without_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSheets, match="no sheets"):
        read_index(tmp_path)


def test_closer_look_is_twice_as_large(tmp_path: Path) -> None:
    write_photo(tmp_path / "red.png", (255, 0, 0), size=(600, 600))
    closer = draw_closer(tmp_path, [Cell(1, 4, "red.png")])
    assert closer.shape == (2 * CELL_PX, 2 * CELL_PX, 3)
    assert read_picture(encode_png(closer)).pixels[250, 250].tolist() == [255, 0, 0]
