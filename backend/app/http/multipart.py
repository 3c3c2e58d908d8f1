"""Reads the files of a multipart request, each up to a limit, from temporary files or from memory only."""

import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, TypeAlias

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.outside.storage import StorageFull
from app.wardrobe.errors import BadRequest, FileTooLarge, TooManyFiles

# Embeddings, overrides and isolates (Unicode Standard Annex 9, section 2).
_DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


# Of a form field that is not a file; none is used.
_MAX_FIELD_BYTES: Final = 64 * 1024

# The schema of a file in the OpenAPI document.
BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}

Take: TypeAlias = Callable[[int], None]


def form_with(field: str) -> dict[str, Any]:
    """The request body of a route that takes one file in this field, for the OpenAPI document."""
    schema = {
        "type": "object",
        "required": [field],
        "properties": {field: {"type": "string", "format": "binary", "description": "the file"}},
    }
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


FILE_BODY: Final[dict[str, Any]] = form_with("file")


@dataclass(frozen=True)
class ReceivedFile:
    filename: str
    content: BinaryIO
    is_too_large: bool


class _BoundedParser(MultiPartParser):
    """Starlette's parser, which has no limit on the size of files."""

    spool_max_size = 64 * 1024

    def __init__(self, request: Request, max_files: int, max_bytes: int, take: Take | None) -> None:
        super().__init__(
            request.headers, request.stream(), max_files=max_files, max_fields=20, max_part_size=_MAX_FIELD_BYTES
        )
        if take:
            self.spool_max_size = 0  # for SpooledTemporaryFile this means "never on disk"
        self._max_bytes, self._take = max_bytes, take
        self._received: dict[int, int] = {}

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        file = self._current_part.file
        if file is not None:
            self._received[id(file)] = self._received.get(id(file), 0) + end - start
            if self.is_too_large(file):
                return  # read and discarded, so that the following files still arrive
            if self._take:
                self._take(end - start)
        super().on_part_data(data, start, end)

    def is_too_large(self, file: UploadFile) -> bool:
        return self._received.get(id(file), 0) > self._max_bytes


@asynccontextmanager
async def received_files(
    request: Request, field: str, max_files: int, max_bytes: int, *, also: str = "", take: Take | None = None
) -> AsyncIterator[list[ReceivedFile]]:
    """The files sent as `field` (or `also`), in order; their temporary copies are deleted when the context ends.

    With `take`, they are held in memory only, and `take` is called with the size of each piece that arrives.

    Raises: the exceptions of `take`, TooManyFiles, BadRequest, StorageFull.
    """
    content_type = request.headers.get("content-type", "")
    if not content_type.lower().startswith("multipart/form-data"):
        raise BadRequest(f"Send the photos as multipart/form-data, in the field `{field}`.")
    parser = _BoundedParser(request, max_files, max_bytes, take)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        if "Too many files" in error.message:
            raise TooManyFiles(f"At most {max_files} files in one request. Send the rest in a second one.") from error
        raise BadRequest(f"The multipart body cannot be read: {error.message}") from error
    except OSError as error:
        raise StorageFull from error
    try:
        uploads = [value for name in (field, also) for value in form.getlist(name) if isinstance(value, UploadFile)]
        if not uploads:
            raise BadRequest(f"There is no file in the field `{field}`. Choose at least one photo.")
        yield [
            ReceivedFile(plain_name(upload.filename), upload.file, parser.is_too_large(upload)) for upload in uploads
        ]
    finally:
        await form.close()


def plain_name(filename: str | None) -> str:
    """A name is displayed and never used as a path; characters that would garble a page are removed."""
    return "".join(letter for letter in filename or "" if _can_be_shown(letter)) or "photo"


def _can_be_shown(letter: str) -> bool:
    # No control characters and no reversal of the text's direction; joiners are letters in many scripts.
    return unicodedata.category(letter) not in {"Cc", "Cs", "Zl", "Zp"} and letter not in _DIRECTIONS


def check_size(file: ReceivedFile, max_bytes: int) -> None:
    """Raises: FileTooLarge."""
    if file.is_too_large:
        megabytes = max_bytes // (1024 * 1024)
        raise FileTooLarge(f"The photo is larger than {megabytes} MB. Scale it down and send it again.")
