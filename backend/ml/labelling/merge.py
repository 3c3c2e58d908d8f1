"""Answer files become one labels file.

If several passes answer for a photo, the last one counts: give the third look after the first pass.
`who.txt` in a folder of answers names the labeller, and `how.txt`, if there is one, how it was done (else `sheet`).
Prints the number of photos by word.
"""

import argparse
import datetime
import sys
from collections import Counter
from pathlib import Path

from app.vision.vocabulary import CATEGORY_OF_KIND
from ml.labelling.answers import Answer, WrongAnswers, read_all_answers
from ml.labelling.classes import class_of, is_wrong_class
from ml.labelling.folds import read_column
from ml.labelling.labels import WRONG_CLASS, Label, write_labels
from ml.labelling.sheets import NoSheets
from ml.labelling.vocabulary import QUESTIONS


def merge_answers(passes: list[tuple[Path, Path]], labelled_on: str, classes: dict[str, str]) -> list[Label]:
    """A label for each photo with answers, from pairs of a folder of sheets and a folder of answers.

    `classes` holds the data set's class by photo name, for photos that are in no class folder. Raises
    NoSheets, WrongAnswers.
    """
    labels: dict[str, Label] = {}
    for sheets_dir, answers_dir in passes:
        who, how = _note(answers_dir, "who.txt"), _note(answers_dir, "how.txt") or "sheet"
        if who is None:
            raise WrongAnswers(f"{answers_dir} has no who.txt. Write the labeller's name into it.")
        for photo, answer in read_all_answers(sheets_dir, answers_dir).items():
            flags = _flags(answer, class_of(photo, classes))
            labels[photo] = Label(photo, answer.words, flags, who, labelled_on, how)
    if not labels:
        raise WrongAnswers(f"There are no answers yet in {', '.join(str(answers_dir) for _, answers_dir in passes)}.")
    return list(labels.values())


def count_words(labels: list[Label]) -> dict[str, Counter[str]]:
    """How many photos have each word and flag."""
    counts = {question: Counter(label.words[question] or "none" for label in labels) for question in QUESTIONS}
    counts["category"] = Counter(label.category for label in labels)
    counts["flags"] = Counter(flag for label in labels for flag in label.flags)
    return counts


def _flags(answer: Answer, data_set_class: str) -> tuple[str, ...]:
    wrong = is_wrong_class(data_set_class, CATEGORY_OF_KIND[answer.words["kind"]])
    return (*answer.flags, WRONG_CLASS) if wrong else answer.flags


def _note(folder: Path, name: str) -> str | None:
    path = folder / name
    return path.read_text().strip() if path.is_file() else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--pass",
        dest="passes",
        type=Path,
        nargs=2,
        action="append",
        required=True,
        metavar=("SHEETS", "ANSWERS"),
        help="a folder of sheets and a folder of answers; may be given again, the last one counts",
    )
    parser.add_argument("--output", type=Path, required=True, help="the labels file")
    parser.add_argument("--classes", type=Path, help="CSV with the columns image and label; else folders are classes")
    parser.add_argument("--labelled-on", type=datetime.date.fromisoformat, default=datetime.date.today())  # noqa: DTZ011
    arguments = parser.parse_args()
    classes = read_column(arguments.classes, "label") if arguments.classes else {}
    try:
        labels = merge_answers(arguments.passes, str(arguments.labelled_on), classes)
    except (NoSheets, WrongAnswers) as error:
        sys.exit(str(error))
    write_labels(arguments.output, labels)
    print(f"{len(labels)} photos in {arguments.output}")
    for question, counts in count_words(labels).items():
        print(f"{question}: " + ", ".join(f"{word} {count}" for word, count in counts.most_common()))


if __name__ == "__main__":
    main()
