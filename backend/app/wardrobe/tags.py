"""The words that a person sorts garments by."""

from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from app.wardrobe.attributes import NO_NUL

MAX_TAGS: Final = 30
MAX_TAG_LENGTH: Final = 40


def _single_spaces(tag: object) -> object:
    return " ".join(tag.split()) if isinstance(tag, str) else tag


def _once(tags: list[str]) -> list[str]:
    return list({tag.casefold(): tag for tag in reversed(tags)}.values())[::-1]


# No line ends, so `Item.tag_lines` can separate tags by them.
Tag = Annotated[
    str,
    BeforeValidator(_single_spaces),
    StringConstraints(min_length=1, max_length=MAX_TAG_LENGTH, pattern=NO_NUL),
]
# Tags that differ in capitals are one.
TagsOnce: Final = AfterValidator(_once)
