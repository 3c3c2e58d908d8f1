"""The OpenAPI document: responses that follow from general rules are added to all routes in one place.

Every route can answer that it is too busy, a route that needs a sign-in that it is missing, one with an id in its path
that the id is unknown, and so on. Answers of single routes are declared there, as `responses=problems(...)`.
"""

import re
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from app import errors
from app.dependencies import own_address
from app.errors import problem
from app.http.idempotency import MAX_KEY_LENGTH, keeps_answers
from app.http.openapi_schemas import complete_schemas
from app.schemas.problem import Problem, problems

_METHODS_THAT_WRITE: Final = {"post", "put", "patch", "delete"}
# Not a parameter of each POST: whether a key is accepted depends on earlier requests, which a schema cannot express.
_DESCRIPTION: Final = (
    "Lists come in pages: `?limit=&cursor=`, and `next_cursor` while there is more. Errors are problems "
    "(RFC 9457). A POST may carry an `Idempotency-Key` of up to "
    f"{MAX_KEY_LENGTH} characters: a retry with the same body gets the first answer again, one with another body a "
    "422, and a retry while the first request is still running a 409."
)
# FastAPI's own format of a 422, which no route here uses.
_UNUSED_SCHEMAS: Final = ("HTTPValidationError", "ValidationError")


_TAGS: Final = {
    "accounts": "People, sign-in, sessions, export and erasure",
    "wardrobe": "Garments, their photos and cut-outs",
    "outfits": "What goes together",
    "face": "The shape of a face",
    "days": "What was worn on a day, plans, today and figures",
    "jobs": "Background jobs",
    "models": "The models that answer, and how well they do",
    "health": "For orchestrators",
}


def operation_id(route: APIRoute) -> str:
    """`create_items` as `createItems`: for `FastAPI(generate_unique_id_function=...)`."""
    first, *others = route.name.split("_")
    return first + "".join(word.capitalize() for word in others)


def install(app: FastAPI) -> None:
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    app.add_api_route("/openapi.json", _served_document, include_in_schema=False)
    app.add_exception_handler(HTTPStatus.METHOD_NOT_ALLOWED, _method_not_allowed)
    app.add_exception_handler(RequestValidationError, _invalid_request)  # type: ignore[arg-type]


def _document(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=_DESCRIPTION,
            routes=app.routes,
            servers=[{"url": "/", "description": "the service itself; a proxy may add a prefix, such as /api"}],
            tags=[{"name": name, "description": text} for name, text in sorted(_TAGS.items())],
            contact={"name": "Curator"},
            license_info={"name": "AGPL-3.0-only", "identifier": "AGPL-3.0-only"},
        )
        schemas = document["components"]["schemas"]
        schemas["Problem"] = Problem.model_json_schema()
        for name in _UNUSED_SCHEMAS:
            schemas.pop(name, None)
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                _complete(path, method, operation)
        complete_schemas(document)
        app.openapi_schema = document
    return app.openapi_schema


async def _served_document(request: Request) -> JSONResponse:
    """The document, with the address under which this client reaches the service."""
    document: dict[str, Any] = request.app.openapi()
    return JSONResponse(document | {"servers": [{"url": own_address(request), "description": "this server"}]})


async def _method_not_allowed(request: Request, _error: Exception) -> Response:
    """Starlette lists the methods of one route; RFC 9110, section 15.5.6, requires all methods of the address."""
    path = request.scope["path"]
    documented = request.app.openapi()["paths"]
    templates = [path] if path in documented else [template for template in documented if _fits(template, path)]
    allowed = sorted({method.upper() for template in templates for method in documented[template]})
    detail = f"{request.method} does nothing here. There is {', '.join(allowed or ['GET'])}."
    body = problem(HTTPStatus.METHOD_NOT_ALLOWED, detail)
    return errors.Problem(body, HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ", ".join(allowed or ["GET"])})


async def _invalid_request(request: Request, error: RequestValidationError) -> Response:
    """`GET /things/search`, where only POST exists, is not a thing with the odd id `search`."""
    methods = request.app.openapi()["paths"].get(request.scope["path"])
    if methods is not None and request.method.lower() not in methods:
        return await _method_not_allowed(request, error)
    return await errors.invalid_request(request, error)


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path) is not None


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    operation.setdefault("security", [])  # open to everybody
    operation.setdefault("description", operation["summary"])
    if path.startswith("/health/"):
        operation["responses"]["400"] = {"description": "The request is not valid HTTP"}
        return
    statuses = {503}
    if method in _METHODS_THAT_WRITE:
        statuses.add(507)
    if operation["security"]:
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
