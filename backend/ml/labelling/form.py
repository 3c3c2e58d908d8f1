"""The HTML of the labelling page."""

from html import escape
from typing import Final

from app.vision.vocabulary import CATEGORY_OF_KIND
from ml.labelling.sheets import Cell
from ml.labelling.vocabulary import FLAGS, QUESTIONS

_TITLES: Final = {
    "kind": "Kind",
    "pattern": "Pattern",
    "color": "Main colour",
    "color2": "Second colour, if it covers a tenth",
    "warmth": "Warmth",
}
_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Label photos</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 1rem; display: grid; gap: 1rem 2rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)) }}
img {{ max-width: 100%; max-height: 85vh; position: sticky; top: 1rem }}
fieldset {{ border: 0; border-top: 1px solid; padding: .25rem 0 }}
legend {{ font-weight: bold; padding-right: .5rem }}
label {{ display: inline-block; margin-right: .75rem; white-space: nowrap }}
button {{ font: inherit; padding: .4rem 1.5rem }}
</style>
{body}</html>
"""


def draw_form(
    cell: Cell, before: Cell | None, row: dict[str, str], answered: int, photos: int, problem: str = ""
) -> str:
    """The page for one photo; `row` is what was answered before, `before` the photo to go back to.

    `problem` says why the answer in `row` was not saved.
    """
    fields = "".join(_draw_question(question, row.get(question)) for question in QUESTIONS)
    flags = "".join(_draw_input("checkbox", "flags", flag, flag in row.get("flags", "").split()) for flag in FLAGS)
    back = f'<a href="/{before.sheet}/{before.number}">Back</a>' if before else ""
    return _PAGE.format(
        body=f"""<main><img src="/{cell.sheet}/{cell.number}/photo" alt="The photo to label"></main>
<form method="post" action="/{cell.sheet}"><input type="hidden" name="number" value="{cell.number}">
<p>Sheet {cell.sheet}, photo {cell.number}. {answered} of {photos} photos are answered.</p>
{_draw_alert(problem)}{fields}<fieldset><legend>Flags</legend>{flags}</fieldset>
<p><button>Save</button> {back}</p></form>"""
    )


def draw_problem(problem: str) -> str:
    """The page if an answer file cannot be read."""
    return _PAGE.format(body=_draw_alert(problem))


def draw_done(photos: int) -> str:
    """The page once every photo has an answer."""
    return _PAGE.format(body=f"<p>All {photos} photos are answered.</p>")


def _draw_alert(problem: str) -> str:
    return f'<p role="alert">{escape(problem)}</p>\n' if problem else ""


def _draw_question(question: str, answer: str | None) -> str:
    groups: dict[str, str] = {}
    for word in QUESTIONS[question]:
        group = CATEGORY_OF_KIND[word] if question == "kind" else ""
        # An empty second colour is an answer too, and the usual one.
        checked = word == answer if answer is not None else question == "color2" and not word
        groups[group] = groups.get(group, "") + _draw_input("radio", question, word, checked)
    rows = "<br>".join(groups.values())
    return f"<fieldset><legend>{_TITLES[question]}</legend>{rows}</fieldset>\n"


def _draw_input(kind: str, name: str, word: str, checked: bool) -> str:
    required = " required" if kind == "radio" else ""
    value = escape(word, quote=True)
    state = " checked" if checked else ""
    return f'<label><input type="{kind}" name="{name}" value="{value}"{required}{state}> {value or "none"}</label> '
