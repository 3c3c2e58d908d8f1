"""The OpenAPI document: what follows from the service's own rules is said for every route at once.

Every route can answer that it is too busy, a route that needs somebody signed in that nobody is, one with an id in its
path that there is no such thing, and so on. What only some routes answer stands at those, as `responses=problems(...)`.
"""

import re
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi

from app import errors
from app.errors import problem
from app.http.idempotency import MAX_KEY_LENGTH, keeps_answers
from app.schemas.problem import Problem, problems

_METHODS_THAT_WRITE: Final = {"post", "put", "patch", "delete"}
# Not a parameter of each POST: whether a key is taken hangs on the request before, which no schema can say.
_DESCRIPTION: Final = (
    "Lists come in pages: `?limit=&cursor=`, and `next_cursor` while there is more. Whatever goes wrong is told as a "
    "problem (RFC 9457). A POST may carry an `Idempotency-Key` of up to "
    f"{MAX_KEY_LENGTH} characters: sent again with the same body it gets the first answer again, with another body a "
    "422, and a 409 while the first is still at work."
)
# FastAPI's own shape for a 422, which no route here answers with.
_UNUSED_SCHEMAS: Final = ("HTTPValidationError", "ValidationError")


def install(app: FastAPI) -> None:
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    app.add_exception_handler(HTTPStatus.METHOD_NOT_ALLOWED, _method_not_allowed)
    app.add_exception_handler(RequestValidationError, _invalid_request)  # type: ignore[arg-type]


def _document(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, summary=app.summary, description=_DESCRIPTION, routes=app.routes
        )
        schemas = document["components"]["schemas"]
        schemas["Problem"] = Problem.model_json_schema()
        for name in _UNUSED_SCHEMAS:
            schemas.pop(name, None)
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                _complete(path, method, operation)
        app.openapi_schema = document
    return app.openapi_schema


async def _method_not_allowed(request: Request, _error: Exception) -> Response:
    """Starlette names the methods of one route; RFC 9110, section 15.5.6, wants all that there are at an address."""
    path = request.scope["path"]
    documented = request.app.openapi()["paths"]
    templates = [path] if path in documented else [template for template in documented if _fits(template, path)]
    allowed = sorted({method.upper() for template in templates for method in documented[template]})
    detail = f"{request.method} does nothing here. There is {', '.join(allowed or ['GET'])}."
    body = problem(HTTPStatus.METHOD_NOT_ALLOWED, detail)
    return errors.Problem(body, HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ", ".join(allowed or ["GET"])})


async def _invalid_request(request: Request, error: RequestValidationError) -> Response:
    """`GET /things/search`, where only POST is there, is no thing with the odd id `search`."""
    methods = request.app.openapi()["paths"].get(request.scope["path"])
    if methods is not None and request.method.lower() not in methods:
        return await _method_not_allowed(request, error)
    return await errors.invalid_request(request, error)


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path) is not None


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    statuses = set() if path.startswith("/health/") else {503}
    if method in _METHODS_THAT_WRITE:
        statuses.add(507)
    if "security" in operation:
        statuses |= {401, 403} if method in _METHODS_THAT_WRITE else {401}
    if "{" in path:
        statuses.add(404)
    if "requestBody" in operation:
        statuses |= {400, 413}
    if method == "post" and keeps_answers(path):
        statuses |= {409, 422}
    answers = operation["responses"]
    if "422" in answers and "HTTPValidationError" in str(answers["422"]):
        del answers["422"]
    if "requestBody" in operation or "parameters" in operation:
        statuses.add(422)
    for status, answer in problems(*sorted(statuses)).items():
        answers.setdefault(str(status), answer)
