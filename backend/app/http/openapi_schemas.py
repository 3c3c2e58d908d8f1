"""Schemas of the OpenAPI document as generators of clients understand them.

Enumerations get one name each, pairs are also lists of two, large integers are int64, and properties are described.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final, get_args

from app.face_analyzer import FaceShape
from app.http.openapi_words import WORDS
from app.registry.monitoring.drift import Subject
from app.schemas.upload import ImageType
from app.vision.cutout import Doubt
from app.vision.vocabulary import Category, Kind, Pattern, Slot, Warmth
from app.wardrobe.attributes import Neckline, Occasion, Season
from app.wardrobe.changes import Availability
from app.wardrobe.photo_views import CutoutMode, Rotation

Schema = dict[str, Any]

_NAMED: Final[dict[tuple[Any, ...], str]] = {
    get_args(values): name
    for name, values in {
        "Availability": Availability,
        "Category": Category,
        "CutoutMode": CutoutMode,
        "Doubt": Doubt,
        "DriftSubject": Subject,
        "FaceShape": FaceShape,
        "ImageType": ImageType,
        "Kind": Kind,
        "Neckline": Neckline,
        "Occasion": Occasion,
        "Pattern": Pattern,
        "Rotation": Rotation,
        "Season": Season,
        "Slot": Slot,
        "Warmth": Warmth,
    }.items()
}
_INT32_MAX: Final = 2**31 - 1
_ALWAYS_LARGE: Final = {"bytes", "size"}


def complete_schemas(document: Schema) -> None:
    """Change the document's schemas in place."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    for name, schema in list(schemas.items()):
        for property_name, one in schema.get("properties", {}).items():
            _describe(one, f"{name}.{property_name}", property_name)
            _complete(one, schemas, f"{name}{_pascal(property_name)}", property_name)
    for operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            name = parameter["name"]
            parameter["schema"].pop("description", None)  # stands at the parameter already
            _describe(parameter, f"parameter.{name}", name)
            _complete(parameter["schema"], schemas, operation["operationId"] + _pascal(name), name)
        for content in operation.get("requestBody", {}).get("content", {}).values():
            _complete(content["schema"], schemas, operation["operationId"], "")


def _operations(document: Schema) -> Iterator[Schema]:
    for operations in document["paths"].values():
        yield from operations.values()


def _describe(schema: Schema, full_name: str, name: str) -> None:
    words = schema.get("description") or WORDS.get(full_name) or WORDS.get(name)
    schema["description"] = words or name.replace("_", " ")


def _complete(schema: Schema, schemas: dict[str, Schema], name: str, property_name: str) -> None:
    schema.pop("title", None)
    if "enum" in schema:
        values = schema.pop("enum")
        known = (known for known, one in schemas.items() if one.get("enum") == values)
        enum = _NAMED.get(tuple(values)) or next(known, name[0].upper() + name[1:])
        kind = schema.pop("type", "string")
        schemas.setdefault(enum, {"type": kind, "enum": values, "title": enum})
        schema["$ref"] = f"#/components/schemas/{enum}"
    for part in schema.get("prefixItems", ()):
        # All tuples here are pairs of one type. `items` says it to generators that do not know `prefixItems`.
        _complete(part, schemas, name, property_name)
        schema["items"] = deepcopy(part)
    if schema.get("type") == "integer":
        largest = max(schema.get("maximum", 0), schema.get("exclusiveMaximum", 0))
        schema["format"] = "int64" if largest > _INT32_MAX or property_name in _ALWAYS_LARGE else "int32"
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(schema.get(key), dict):
            _complete(schema[key], schemas, name, property_name)
    for part in schema.get("anyOf", ()):
        _complete(part, schemas, name, property_name)
    for inner_name, part in schema.get("properties", {}).items():
        _complete(part, schemas, name, inner_name)


def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.replace("-", "_").split("_"))
