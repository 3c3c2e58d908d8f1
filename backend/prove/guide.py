"""A person's own photos, by the commands of docs/retraining.md: 200 photos of the data set's test split as a folder.

Among them are five broken files, three copies and an empty class. Check, training, errors, and the comparison with the
released model run in a copy of this repository on a small data set (tests/ml/test_retraining_guide.py).
"""

from prove.pipeline import GUIDE, pass_long_tests


def main() -> bool:
    return pass_long_tests(GUIDE, "-rP")  # with what was printed
