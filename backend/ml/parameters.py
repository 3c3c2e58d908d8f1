"""Reads params.yaml, which has a section per stage. All of it is checked before any stage does work."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError

from ml.errors import StageFailed
from ml.parameter_sections import Parameters

REPOSITORY_DIR = Path(__file__).resolve().parents[2]
# DVC runs queued experiments in copies of the checkout below its own folder `.dvc/tmp/exps`.
CHECKOUT_DIR = Path(str(REPOSITORY_DIR).partition("/.dvc/tmp/exps/")[0])
PARAMS_FILE = REPOSITORY_DIR / "params.yaml"
DATA_DIR = REPOSITORY_DIR / "backend" / "data"
CACHE_DIR = CHECKOUT_DIR / "backend" / "data" / "pretrained"  # initial weights, shared by all copies


class ParametersInvalid(StageFailed):
    """params.yaml lacks a value, or holds a wrong one; a line per error."""

    status = 2


def read_parameters(path: Path) -> Parameters:
    """All sections. Raises ParametersInvalid."""
    try:
        content = yaml.safe_load(path.read_text())
    except (OSError, yaml.YAMLError) as error:
        raise ParametersInvalid(f"{path} cannot be read: {' '.join(str(error).split())}.") from error
    try:
        return Parameters.model_validate(content if isinstance(content, Mapping) else {})
    except ValidationError as error:
        lines = [f"{path.name}: {_sentence(one)}" for one in error.errors(include_url=False)]
        raise ParametersInvalid("\n".join(lines)) from error


def _sentence(error: Mapping[str, Any]) -> str:
    """What is wrong with one key, and what is allowed."""
    place: Sequence[str | int] = error["loc"]
    key = ".".join(str(part) for part in place)
    value = error["input"]
    if error["type"] == "missing":
        return f"{key} is missing."
    if error["type"] == "extra_forbidden":
        known = _keys_beside(place)
        close = get_close_matches(str(place[-1]), known, n=1)
        return f"{key} is not known. " + (f"Did you mean {close[0]}?" if close else f"Known are {', '.join(known)}.")
    if error["type"] == "value_error":
        reason = str(error["ctx"]["error"])
        if isinstance(value, Mapping):  # a whole section: the reason names the keys
            return f"{key}: {reason}." if key else f"{reason}."
        return f"{key} is {value!r}: {reason}."
    message = f"{key} is {value!r}: {error['msg'][0].lower()}{error['msg'][1:]}."
    if isinstance(value, str) and _is_number(value):
        message += f" YAML reads this as text; write {float(value)!r} without quotes."
    return message


def _keys_beside(place: Sequence[str | int]) -> list[str]:
    """The keys of the section in which an unknown one is."""
    section: Any = Parameters
    for part in place[:-1]:
        if isinstance(part, str):
            section = section.model_fields[part].annotation
        else:  # an entry of a list
            (section,) = get_args(section)
    return list(section.model_fields)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
