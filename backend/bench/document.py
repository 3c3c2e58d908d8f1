"""Write the saved figures into a document, as a table between two marks."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.table import Line, markdown

BEGIN: Final = "<!-- figures: python -m bench --document -->"
END: Final = "<!-- end of figures -->"


def document(file: Path, results: Path, names: Sequence[str], only: Sequence[str] | None = None) -> None:
    """Replace the table in `file` with the saved figures of each benchmark, or `only` the lines with these names.

    Raises: ValueError where the file has no marks, or a line of that name is not saved.
    """
    kept = [json.loads(one.read_text()) for name in names if (one := results / f"{name}.json").exists()]
    lines = [Line(**line) for result in kept for line in result["lines"]]
    if only is not None:
        missing = set(only) - {line.what for line in lines}
        if missing:
            raise ValueError(f"No figures are saved for: {', '.join(sorted(missing))}")
        lines = [line for line in lines if line.what in only]
    taken = sorted({f"{result['date']}, {result['machine']}; {result['versions']}" for result in kept})
    busiest = max((result["load before"] for result in kept), default=0)
    measured_on = f"{'; '.join(taken)}. Highest load average before a benchmark: {busiest}."
    before, _, rest = file.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{file} has no place for figures. Add the lines {BEGIN} and {END}.")
    file.write_text(f"{before}{BEGIN}\n{measured_on}\n\n{markdown(lines)}\n{END}{after}")
