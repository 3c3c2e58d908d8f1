"""Answer files, one a sheet, and the check of their words and completeness.

    ANSWERS/001.csv    number,kind,pattern,color,color2,warmth,flags: one line a photo of sheet 001
    ANSWERS/who.txt    the labeller, for the labels file; may be left out

`flags` holds none, one or more of `doubtful`, `several` and `worn`, with a space between them. Files that a spreadsheet
saved are read too: with a byte order mark, or with semicolons between the columns.
"""

import argparse
import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ml.labelling.sheets import Cell, NoSheets, by_sheet, read_index
from ml.labelling.vocabulary import FLAGS, QUESTIONS

HEADER: Final = ("number", *QUESTIONS, "flags")


class WrongAnswers(ValueError):
    """An answer file that cannot be used; the message names every line that is wrong."""


@dataclass(frozen=True)
class Answer:
    """What a labeller sees in one photo: a word for each question, and flags."""

    words: dict[str, str]
    flags: tuple[str, ...]


def answer_path(answers_dir: Path, sheet: int) -> Path:
    return answers_dir / f"{sheet:03}.csv"


def read_rows(path: Path) -> list[dict[str, str]]:
    """The lines of an answer file, words unchecked; none if there is no file. Raises WrongAnswers."""
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongAnswers(f"{path} is not text in UTF-8. Save it as CSV in UTF-8.") from error
    lines = text.splitlines()
    separator = ";" if lines and ";" in lines[0] else ","
    reader = csv.DictReader(lines, delimiter=separator, skipinitialspace=True)
    if tuple(reader.fieldnames or ()) != HEADER:
        raise WrongAnswers(f"{path}: the first line must be {','.join(HEADER)}")
    rows = list(reader)
    if unnumbered := [line for line, row in enumerate(rows, start=2) if not row["number"].isdecimal()]:
        raise WrongAnswers(f"{path}, line {unnumbered[0]}: begins without a number")
    return rows


def save_row(path: Path, row: dict[str, str]) -> None:
    """Add a line to an answer file, or replace the one of the same number. Raises WrongAnswers."""
    if problems := problems_of_row(row):
        raise WrongAnswers("; ".join(problems))
    rows = {known["number"]: known for known in read_rows(path)} | {row["number"]: row}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    with partial.open("w", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows.values(), key=lambda known: int(known["number"])))
    partial.replace(path)


def read_answers(path: Path, cells: list[Cell]) -> dict[str, Answer]:
    """The answers for all photos of a sheet, by photo. Raises WrongAnswers."""
    rows = read_rows(path)
    photo_of_number = {str(cell.number): cell.photo for cell in cells}
    answers: dict[str, Answer] = {}
    problems: list[str] = []
    for line, row in enumerate(rows, start=2):
        found = problems_of_row(row)
        photo = photo_of_number.get(row["number"])
        if photo is None:
            found.append(f"number {row['number']!r} is not on this sheet")
        elif photo in answers:
            found.append(f"number {row['number']} is there twice")
        elif not found:
            words = {question: row[question].strip() for question in QUESTIONS}
            answers[photo] = Answer(words, tuple(sorted(set(row["flags"].split()))))
        problems += [f"{path}, line {line}: {problem}" for problem in found]
    missing = photo_of_number.keys() - {row["number"] for row in rows}
    if missing:
        problems.append(f"{path}: no line for {', '.join(sorted(missing, key=int))}")
    if problems:
        raise WrongAnswers("\n".join(problems))
    return answers


def read_all_answers(sheets_dir: Path, answers_dir: Path) -> dict[str, Answer]:
    """The answers for all sheets that have an answer file, by photo. Raises NoSheets, WrongAnswers."""
    answers: dict[str, Answer] = {}
    for sheet, members in by_sheet(read_index(sheets_dir)):
        path = answer_path(answers_dir, sheet)
        if path.is_file():
            answers |= read_answers(path, members)
    return answers


def problems_of_row(row: dict[str, str]) -> list[str]:
    """What is wrong with the words of a line."""
    if None in row or None in row.values():
        return [f"must have {len(HEADER)} columns, empty ones too: {','.join(HEADER)}"]
    problems = [
        f"{question} {row[question]!r} is none of: {', '.join(word for word in words if word)}"
        for question, words in QUESTIONS.items()
        if row[question].strip() not in words
    ]
    if row["color2"] and row["color2"] == row["color"]:
        problems.append("color2 is the same as color; leave it empty")
    unknown = sorted(set(row["flags"].split()) - set(FLAGS))
    if unknown:
        problems.append(f"flags {' '.join(unknown)!r} are none of: {', '.join(FLAGS)}")
    return problems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sheets", type=Path, required=True, help="folder that ml.labelling.sheets wrote")
    parser.add_argument("--answers", type=Path, required=True)
    arguments = parser.parse_args()
    wrong, missing, done = [], [], 0
    try:
        index = read_index(arguments.sheets)
    except NoSheets as error:
        sys.exit(str(error))
    for sheet, cells in by_sheet(index):
        path = answer_path(arguments.answers, sheet)
        if not path.is_file():
            missing.append(f"{sheet:03}")
            continue
        try:
            done += len(read_answers(path, cells))
        except WrongAnswers as error:
            wrong.append(str(error))
    for message in wrong:
        print(message)
    print(f"{done} photos answered; sheets without answers: {' '.join(missing) or 'none'}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
