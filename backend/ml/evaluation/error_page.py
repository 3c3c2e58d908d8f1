"""Writes the errors of a candidate as one HTML page, with its pictures inside."""

import base64
from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from app.detector import CATEGORIES
from app.vision.images import encode_jpeg
from ml.evaluation.candidate_errors import Answers, changes, suspects, worst
from ml.evaluation.contact_sheet import contact_sheet
from ml.metrics.classification import Probabilities, accuracy, confusion_matrix, log_loss

MOST_SHOWN = 36  # photos in each of the two sheets
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 } td, th { border: 1px solid #ccc; padding: .2rem .5rem }
td.right { background: #e6f4e6 } td.wrong { background: #fbe3e0 } img { max-width: 100% } small { color: #666 }
"""


def error_page(answers: Answers, candidate: str, released: str, sure_from: float) -> str:
    """The page; `candidate` and `released` are the versions, `sure_from` is the confidence of `suspects`."""
    return "\n".join(_parts(answers, candidate, released, sure_from)) + "\n"


def _parts(answers: Answers, candidate: str, released: str, sure_from: float) -> Iterator[str]:
    validation = answers.of_split("validation")
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Errors of {candidate}</title>'
    yield f"<style>{_STYLE}</style><h1>Errors of candidate {candidate}</h1>"
    yield f"<p>Compared with the released classifier {released} on {len(validation.photos)} validation photos.</p>"
    gained, lost = changes(validation)
    yield _table(
        ("", "candidate", "released"),
        [
            ("accuracy", *(f"{accuracy(one, validation.labels):.4f}" for one in _both(validation))),
            ("log loss", *(f"{log_loss(one, validation.labels):.4f}" for one in _both(validation))),
            ("right, where the other is wrong", str(len(gained)), str(len(lost))),
        ],
    )
    rows = worst(validation, MOST_SHOWN)
    yield f"<h2>Worst answers</h2><p>{_count(rows)}, the lowest probability of the right class first.</p>"
    yield from _photos(validation, rows)
    rows = suspects(answers, sure_from)
    shown = rows[:MOST_SHOWN]
    yield f"<h2>Suspected wrong classes</h2><p>{_count(rows)}, of validation and of own photos in training: a person "
    yield "saw another class, or no person looked, and both classifiers name another one, the candidate with a "
    yield f"confidence of at least {sure_from:.2f}."
    more = f" The first {len(shown)} are shown." if len(rows) > len(shown) else ""
    yield f"{more} Look at each before you change it.</p>"
    yield from _photos(answers, shown)
    yield "<h2>Confusion</h2><p>Rows: the photos' class. Columns: answers of the candidate and, in brackets, of the "
    yield "released classifier.</p>"
    yield _confusion(validation)


def _both(answers: Answers) -> tuple[Probabilities, Probabilities]:
    return answers.candidate, answers.released


def _count(rows: Sequence[int]) -> str:
    return f"{len(rows)} photo{'' if len(rows) == 1 else 's'}"


def _photos(answers: Answers, rows: Sequence[int]) -> Iterator[str]:
    """A numbered sheet of these photos, and a table of the same numbers."""
    if not rows:
        return
    tiles, lines = [], []
    for number, row in enumerate(rows, 1):
        photo = answers.photos[row]
        said, was_said = (_said(one[row]) for one in _both(answers))
        tiles.append((photo.path, (f"{number}: {photo.category}", f"said {said}")))
        lines.append((str(number), photo.name, photo.split, photo.category, photo.by_eye, said, was_said))
    jpeg = base64.b64encode(encode_jpeg(contact_sheet(tiles), quality=80)).decode()
    yield f'<img alt="The photos of the table below, by number" src="data:image/jpeg;base64,{jpeg}">'
    yield _table(("", "photo", "split", "class", "a person saw", "candidate", "released"), lines)


def _said(probabilities: Probabilities) -> str:
    return f"{CATEGORIES[int(probabilities.argmax())]} {probabilities.max():.2f}"


def _confusion(answers: Answers) -> str:
    matrices = [confusion_matrix(one, answers.labels) for one in _both(answers)]
    lines = ["<table><tr><th></th>", *(f"<th>{category}</th>" for category in CATEGORIES), "</tr>"]
    for row, category in enumerate(CATEGORIES):
        lines.append(f"<tr><th>{category}</th>")
        for column in range(len(CATEGORIES)):
            now, before = (int(matrix[row, column]) for matrix in matrices)
            better = np.sign(now - before) * (1 if row == column else -1)
            mark = {1: ' class="right"', -1: ' class="wrong"'}.get(int(better), "")
            lines.append(f"<td{mark}>{f'{now} <small>({before})</small>' if now or before else ''}</td>")
        lines.append("</tr>")
    return "".join([*lines, "</table>"])


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
