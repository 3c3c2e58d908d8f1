"""The OpenAPI document says what generators of clients need."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.main import create_app

Schema = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Schema:
    return create_app().openapi()


def operations(document: Schema) -> Iterator[tuple[str, Schema]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, Schema]]:
    if isinstance(node, dict):
        yield path, node
        for name, child in node.items():
            yield from nodes(child, f"{path}/{name}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from nodes(child, f"{path}/{number}")


def test_bounds_are_keywords_of_json_schema(document: Schema):
    assert [path for path, node in nodes(document) if {"ge", "le", "gt", "lt"} & node.keys()] == []


def test_every_operation_has_a_short_id_of_its_own(document: Schema):
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    assert [one for one in ids if not re.fullmatch("[a-z][a-zA-Z]{3,30}", one)] == []


def test_every_operation_says_who_may_call_it(document: Schema):
    described = {name: operation["security"] for name, operation in operations(document)}
    assert described["GET /v1/items"] == [{"bearer": []}, {"cookie": []}]
    assert described["POST /v1/auth/login"] == []


def test_every_property_parameter_and_operation_is_described(document: Schema):
    silent = [
        f"{name}.{property_name}"
        for name, schema in document["components"]["schemas"].items()
        for property_name, one in schema.get("properties", {}).items()
        if not one.get("description")
    ]
    for name, operation in operations(document):
        silent += [name] * (not operation.get("description"))
        silent += [f"{name} {one['name']}" for one in operation.get("parameters", ()) if not one.get("description")]
    assert silent == []


def test_every_enumeration_has_one_name(document: Schema):
    inline = [
        path for path, node in nodes(document) if "enum" in node and not re.fullmatch("/components/schemas/\\w+", path)
    ]
    assert inline == []
    values = [tuple(one["enum"]) for one in document["components"]["schemas"].values() if "enum" in one]
    assert len(values) == len(set(values))
    assert document["components"]["schemas"]["Item"]["properties"]["category"]["$ref"].endswith("/Category")


def test_files_are_binary(document: Schema):
    binary = {"type": "string", "format": "binary"}
    paths = document["paths"]
    assert paths["/v1/uploads/{token}"]["put"]["requestBody"]["content"]["image/jpeg"]["schema"] == binary
    assert paths["/v1/items/{item_id}/image"]["get"]["responses"]["200"]["content"]["image/webp"]["schema"] == binary
    assert paths["/v1/export"]["get"]["responses"]["200"]["content"]["application/zip"]["schema"] == binary


def test_large_integers_are_int64(document: Schema):
    schemas = document["components"]["schemas"]
    assert schemas["Price"]["properties"]["amount_minor"]["format"] == "int64"
    assert schemas["Amounts"]["properties"]["bytes"]["format"] == "int64"
    assert schemas["Photo"]["properties"]["width_px"]["format"] == "int32"


def test_document_names_the_address_under_which_the_client_asked(service):
    forwarded = {"X-Forwarded-Host": "wardrobe.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/api"}
    for headers, address in (({}, "http://localhost"), (forwarded, "https://wardrobe.example/api")):
        served = service.http.get("/openapi.json", headers=headers).json()
        assert [server["url"] for server in served["servers"]] == [address]
