"""A page on this computer that asks for one photo after the other and writes the answer files.

It shows the photos of a folder of sheets in the sheets' order, and asks only for those that have no answer yet.
"""

import argparse
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.vision.images import ImageRefused, encode_jpeg, read_picture
from ml.labelling.answers import WrongAnswers, answer_path, problems_of_row, read_rows, save_row
from ml.labelling.form import draw_done, draw_form, draw_problem
from ml.labelling.sheets import Cell, NoSheets, read_index
from ml.labelling.vocabulary import QUESTIONS

PHOTO_PX: Final = 900


class Progress:
    """Which photos of the sheets have an answer."""

    def __init__(self, cells: list[Cell], answers_dir: Path) -> None:
        self.cells = cells
        self._answers_dir = answers_dir
        self._places = {(cell.sheet, cell.number): place for place, cell in enumerate(cells)}

    def find(self, sheet: int, number: int) -> tuple[Cell, Cell | None]:
        """The cell, and the one before it. Raises HTTPException."""
        place = self._places.get((sheet, number))
        if place is None:
            raise HTTPException(404, "There is no such photo.")
        return self.cells[place], self.cells[place - 1] if place else None

    def rows(self) -> dict[tuple[int, int], dict[str, str]]:
        """The answers so far, by sheet and number."""
        sheets = {cell.sheet for cell in self.cells}
        return {(s, int(row["number"])): row for s in sheets for row in read_rows(answer_path(self._answers_dir, s))}

    def next_cell(self) -> Cell | None:
        """The first photo without an answer."""
        answered = self.rows()
        return next((cell for cell in self.cells if (cell.sheet, cell.number) not in answered), None)

    def save(self, sheet: int, row: dict[str, str]) -> None:
        """Write one answer. Raises WrongAnswers."""
        save_row(answer_path(self._answers_dir, sheet), row)


def _row_of(form: FormData) -> dict[str, str]:
    """What the form holds, as a line of an answer file, words unchecked."""
    row = {question: str(form.get(question, "")) for question in ("number", *QUESTIONS)}
    return row | {"flags": " ".join(str(flag) for flag in form.getlist("flags"))}


def create_page(photos_dir: Path, cells: list[Cell], answers_dir: Path) -> FastAPI:
    """The page for the photos of these cells; answers go to `answers_dir`."""
    page = FastAPI(openapi_url=None)
    # Other sites cannot reach the page under a name of their own.
    page.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    progress = Progress(cells, answers_dir)

    @page.exception_handler(WrongAnswers)
    def refuse(_: Request, error: WrongAnswers) -> Response:
        return HTMLResponse(draw_problem(str(error)), status_code=422)

    @page.get("/")
    def next_photo() -> Response:
        cell = progress.next_cell()
        if cell is None:
            return HTMLResponse(draw_done(len(cells)))
        return RedirectResponse(f"/{cell.sheet}/{cell.number}", status_code=303)

    @page.get("/{sheet}/{number}/photo")
    def photo(sheet: int, number: int) -> Response:
        cell, _ = progress.find(sheet, number)
        try:
            pixels = read_picture(photos_dir / cell.photo, PHOTO_PX).pixels
        except ImageRefused as error:
            raise HTTPException(415, str(error)) from error
        return Response(encode_jpeg(pixels), media_type="image/jpeg")

    @page.get("/{sheet}/{number}")
    def ask(sheet: int, number: int) -> HTMLResponse:
        cell, before = progress.find(sheet, number)
        rows = progress.rows()
        return HTMLResponse(draw_form(cell, before, rows.get((sheet, number), {}), len(rows), len(cells)))

    @page.post("/{sheet}")
    async def save(sheet: int, request: Request) -> Response:
        row = _row_of(await request.form())
        cell, before = progress.find(sheet, int(row["number"]) if row["number"].isdecimal() else 0)
        if problems := problems_of_row(row):
            form = draw_form(cell, before, row, len(progress.rows()), len(cells), "; ".join(problems))
            return HTMLResponse(form, status_code=422)
        progress.save(sheet, row)
        return RedirectResponse("/", status_code=303)

    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--sheets", type=Path, required=True, help="folder that ml.labelling.sheets wrote")
    parser.add_argument("--answers", type=Path, required=True)
    parser.add_argument("--port", type=int, default=8501)
    arguments = parser.parse_args()
    try:
        cells = read_index(arguments.sheets)
    except NoSheets as error:
        parser.error(str(error))
    print(f"Open http://127.0.0.1:{arguments.port} and label; Ctrl+C ends it.")
    page = create_page(arguments.photos, cells, arguments.answers)
    uvicorn.run(page, host="127.0.0.1", port=arguments.port, log_level="warning")


if __name__ == "__main__":
    main()
