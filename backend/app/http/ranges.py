"""Responses that can be fetched in part (RFC 9110, section 14)."""

import re
from typing import Final

from fastapi import HTTPException, Response

_ONE_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def ranged_answer(
    content: bytes, media_type: str, headers: dict[str, str], asked: str | None, if_range: str | None
) -> Response:
    """The part of `content` that the `Range` header asks for; all of it for several ranges or none.

    With `If-Range`, a part is sent only if that ETag still holds; otherwise the picture has changed meanwhile.
    Raises: HTTPException, 416, for a part beyond the end.
    """
    headers = headers | {"Accept-Ranges": "bytes"}
    match = _ONE_RANGE.fullmatch(asked.strip()) if asked and if_range in (None, headers["ETag"]) else None
    first, last = match.groups() if match else ("", "")
    if (first, last) == ("", "") or (first and last and int(last) < int(first)):
        return Response(content, media_type=media_type, headers=headers)
    begin = int(first) if first else max(0, len(content) - int(last))
    end = min(int(last), len(content) - 1) if first and last else len(content) - 1
    if begin >= len(content):
        size = {"Content-Range": f"bytes */{len(content)}"}
        raise HTTPException(416, f"This picture has {len(content)} bytes. Ask for a range within them.", size)
    part = headers | {"Content-Range": f"bytes {begin}-{end}/{len(content)}"}
    return Response(content[begin : end + 1], 206, part, media_type)
