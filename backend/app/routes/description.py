"""The OpenAPI document: what follows from the service's own rules is said for every route at once.

Every route can answer that it is too busy, a route that needs somebody signed in that nobody is, one with an id in its
path that there is no such thing, and so on. What only some routes answer stands at those, as `responses=problems(...)`.
"""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.routes.idempotency import MAX_KEY_LENGTH, keeps_answers
from app.schemas.problem import Problem, problems

_METHODS_THAT_WRITE: Final = {"post", "put", "patch", "delete"}
_IDEMPOTENCY_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "the same key and body give the first answer again",
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_KEY_LENGTH},
}
# FastAPI's own shape for a 422, which no route here answers with.
_UNUSED_SCHEMAS: Final = ("HTTPValidationError", "ValidationError")


def install(app: FastAPI) -> None:
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        schemas = document["components"]["schemas"]
        schemas["Problem"] = Problem.model_json_schema()
        for name in _UNUSED_SCHEMAS:
            schemas.pop(name, None)
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                _complete(path, method, operation)
        app.openapi_schema = document
    return app.openapi_schema


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
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
        statuses |= {409, 422}
    answers = operation["responses"]
    if "422" in answers and "HTTPValidationError" in str(answers["422"]):
        del answers["422"]
    if "requestBody" in operation or "parameters" in operation:
        statuses.add(422)
    for status, answer in problems(*sorted(statuses)).items():
        answers.setdefault(str(status), answer)
