"""A command writes the figures of `make bench` into their document."""

import json
from pathlib import Path

import pytest

from bench.document import BEGIN, END, document
from bench.table import Line, markdown

LINE = {"what": "outfits", "ours": "1.0 ms", "theirs": "2.0 ms (another)", "ratio": 2.0, "aim": "< 3 ms"}
RESULT = {"date": "2026-11-25", "machine": "a machine", "versions": "numpy 2", "load before": 0.4, "lines": [LINE]}


def test_figures_take_the_place_of_those_before(tmp_path: Path):
    (tmp_path / "outfits.json").write_text(json.dumps(RESULT))
    file = tmp_path / "performance.md"
    file.write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\nAfter\n")
    for _ in range(2):
        document(file, tmp_path, ["upload", "outfits"])
    told = file.read_text()
    assert told.startswith("# Before\n") and told.endswith(f"{END}\n\nAfter\n")
    assert "old" not in told
    assert told.count("| outfits | 1.0 ms | 2.0 ms (another) | 2 | < 3 ms |") == 1
    assert "2026-11-25, a machine; numpy 2" in told


def test_a_document_without_a_place_for_them_is_left_alone(tmp_path: Path):
    (tmp_path / "performance.md").write_text("nothing here")
    with pytest.raises(ValueError, match="no place for figures"):
        document(tmp_path / "performance.md", tmp_path, [])
    assert (tmp_path / "performance.md").read_text() == "nothing here"


def test_a_short_document_has_the_lines_it_names_and_no_others(tmp_path: Path):
    lines = [LINE, LINE | {"what": "lists"}]
    (tmp_path / "outfits.json").write_text(json.dumps(RESULT | {"lines": lines}))
    file = tmp_path / "README.md"
    file.write_text(f"{BEGIN}\n{END}\n")
    document(file, tmp_path, ["outfits"], only=["lists"])
    assert "| lists |" in file.read_text()
    assert "| outfits |" not in file.read_text()
    with pytest.raises(ValueError, match="No figures are saved for: another"):
        document(file, tmp_path, ["outfits"], only=["another"])


@pytest.mark.parametrize(
    ("line", "is_missed"),
    [
        (Line("speed", "1", "2", 1.96, "2"), True),
        (Line("speed", "1", "2", 2.0, "2"), False),
        (Line("speed", "1", "not measured", None, "2"), False),
        (Line("lists without an index", "0", aim="0"), False),
        (Line("lists without an index", "1", aim="0"), True),
        (Line("score pairs, ms", "30.1 / 33.3 / 1,610.1", "grows as n^0.38", None, "< 150 ms"), True),
        (Line("outfits, ms", "8.8 / 30.3", "grows as n^0.27", None, "< 200 ms at 10,000"), False),
        (Line("steps", "379 ms", "358.4 ms", 0.95, "> 0.77"), False),
        (Line("cut-out's IoU, median (mean)", "0.961 (0.936)", "0.983 (0.969)", 0.978, "within 0.02"), True),
        (Line("cut-out's IoU, median (mean)", "0.961 (0.936)", "0.956 (0.867)", 1.005, "within 0.02"), False),
    ],
)
def test_a_missed_aim_is_marked(line: Line, is_missed: bool):
    assert (", missed |" in markdown([line])) == is_missed
