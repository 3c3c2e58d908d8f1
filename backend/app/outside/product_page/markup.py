"""From the bytes of a page to its text, whatever it says of its own encoding."""

import re
from typing import Final

from bs4 import UnicodeDammit

from app.outside.fetching.errors import BadAnswer, TooMuch

# A parsed tag takes a kilobyte; the largest shop pages have some ten thousand.
MAX_TAGS: Final = 150_000
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_text(content: bytes, content_type: str) -> str:
    """The text of an HTML page. What is valid UTF-8 is UTF-8; servers name wrong encodings more often than that errs.

    Raises: BadAnswer where it is no page, TooMuch.
    """
    declared = _CHARSET.search(content_type)
    encodings = ["utf-8", *([declared[1]] if declared else [])]
    text = UnicodeDammit(content, known_definite_encodings=encodings, is_html=True).unicode_markup
    if not text or "<" not in text or "\0" in text:
        raise BadAnswer("There is no web page at this address. Give the address of the product's own page.")
    if text.count("<") > MAX_TAGS:
        raise TooMuch("This page is too large to be read.")
    return text
