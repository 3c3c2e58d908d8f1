"""/problems/{name}: a page about each type of problem."""

from html import escape
from typing import Final

from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse

from app.http.docs_page import POLICY, STYLE
from app.schemas.problem_types import PREFIX, PROBLEM_TYPES

_HEADERS: Final = {"Content-Security-Policy": POLICY}


def install(app: FastAPI) -> None:
    app.add_api_route(f"{PREFIX}{{name}}", _page, include_in_schema=False, response_class=HTMLResponse)


async def _page(name: str) -> HTMLResponse:
    kind = PROBLEM_TYPES.get(name)
    if kind is None:
        raise HTTPException(404, "There is no problem of this name.")
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(kind.title)}</title>'
        f"<style>{STYLE}</style><h1>{escape(kind.title)}</h1><p>{escape(kind.advice)}</p>"
        f"<p>Usual status: {kind.status}. Type: <code>{PREFIX}{name}</code></p></html>",
        headers=_HEADERS,
    )
