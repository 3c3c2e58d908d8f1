"""/docs: the OpenAPI document as one page that loads nothing."""

from html import escape
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "h3{font:600 1rem/1.5 ui-monospace,monospace;margin:1.5rem 0 0}p{margin:.25rem 0}"
)
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-top-navigation"


def install(app: FastAPI) -> None:
    app.add_api_route("/docs", _docs, include_in_schema=False, response_class=HTMLResponse)


async def _docs(request: Request) -> HTMLResponse:
    document = request.app.openapi()
    calls = "".join(
        _call(path, method, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    )
    title = escape(document["info"]["title"])
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}: API</title><style>{STYLE}</style>'
        f"<h1>{title}: API</h1><p>{escape(document['info']['description'])}</p>"
        '<p><a href="openapi.json">openapi.json</a> describes parameters, bodies and answers, for tools that '
        f"generate clients.</p>{calls}</html>"
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def _call(path: str, method: str, operation: dict[str, Any]) -> str:
    told = operation.get("description") or operation.get("summary", "")
    statuses = ", ".join(operation["responses"])
    return f"<h3>{method.upper()} {escape(path)}</h3><p>{escape(told)}</p><p>{escape(statuses)}</p>"
