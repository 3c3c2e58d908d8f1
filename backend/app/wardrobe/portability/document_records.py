"""An export's document as lines of JSON.

`python -m app.wardrobe.portability.document_records LIST:MAX ... < export.zip` prints them.

Each line is an entry of one of these lists, `["garments", {...}]`; the last one holds the members that are no lists,
`["", {...}]`. The document is read as a stream and each entry is bounded, so little of it is in memory at a time.

Imports ijson and the standard library alone: it runs in a process of its own, which must start fast.
"""

import argparse
import json
import re
import sys
import zlib
from collections.abc import Collection, Iterator
from itertools import islice
from typing import IO, Any, Final
from zipfile import BadZipFile

import ijson

from app.isolation import EXIT_SAYS_WHY
from app.wardrobe.portability.zip_directory import DOCUMENT, ArchiveRefused, open_archive

MAX_DOCUMENT_BYTES: Final = 256 * 1024 * 1024
MAX_ENTRY_BYTES: Final = 256 * 1024
MAX_ENTRY_EVENTS: Final = 20_000
MAX_EVENTS: Final = 20_000_000
MAX_MEMBERS: Final = 50
MAX_DEPTH: Final = 20
_ESCAPED: Final = re.compile(rb"\\.", re.DOTALL)
CHANGED: Final = f"{DOCUMENT} in this archive is no export's, or was changed"


def read_records(document: IO[bytes], max_of: dict[str, int]) -> Iterator[tuple[str, Any]]:
    """The entries of the lists in `max_of`, as they come, then the members that are no lists as `("", {...})`.

    Raises: ArchiveRefused, ijson.JSONError.
    """
    counts = dict.fromkeys(max_of, 0)
    head: dict[str, Any] = {}
    for member, value in _values(document, max_of):
        if member not in max_of:
            head[member] = value
            if len(head) > MAX_MEMBERS:
                raise ArchiveRefused(f"{CHANGED}: it has too many members.")
            continue
        counts[member] += 1
        if counts[member] > max_of[member]:
            raise ArchiveRefused(f"{CHANGED}: `{member}` has more than {max_of[member]:,} entries.")
        yield member, value
    yield "", head


def _values(document: IO[bytes], lists: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Each entry of these lists, and each other member that is no list, by the member's name."""
    member, level, value = "", 0, _Value()
    for event, content in islice(ijson.basic_parse(document, use_float=True), MAX_EVENTS):
        starts, ends = event in ("start_map", "start_array"), event in ("end_map", "end_array")
        level -= ends
        # A value is as deep as it began: members at 1, the entries of their lists at 2.
        here = 2 if member in lists else 1
        if level == 1 and event == "map_key":
            member, value = content, _Value()
        elif level == 1 and event == "start_array" and here == 1:
            member = ""  # a list that was not asked for
        elif level >= here and member:
            value.add(event, content, member)
            if level == here and not starts:
                yield member, value.built
                value = _Value()
        level += starts
        if level > MAX_DEPTH:
            raise ArchiveRefused(f"{CHANGED}: it is nested too deep.")
    if level > 0:
        raise ArchiveRefused(f"{DOCUMENT} in this archive says more than any export.")


class _Value:
    """A value of bounded size."""

    def __init__(self) -> None:
        self._builder = ijson.ObjectBuilder()
        self._events = 0

    def add(self, event: str, content: Any, member: str) -> None:
        """Raises: ArchiveRefused."""
        self._events += 1
        if self._events > MAX_ENTRY_EVENTS or (isinstance(content, str) and len(content) > MAX_ENTRY_BYTES):
            raise _too_large(member)
        self._builder.event(event, content)

    @property
    def built(self) -> Any:
        return self._builder.value


def _too_large(member: str) -> ArchiveRefused:
    return ArchiveRefused(f"{CHANGED}: an entry of `{member[:40]}` is too large.")


class _Bounded:
    """A file that does not give more than `max_bytes`, nor a text of any length."""

    def __init__(self, file: IO[bytes], max_bytes: int) -> None:
        self._file = file
        self._left = max_bytes
        self._since_quote = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise ArchiveRefused(f"{DOCUMENT} in this archive is larger than any export's.")
        # The parser holds a text until it ends, and begins it again with every piece.
        unescaped = _ESCAPED.sub(b"", piece)
        self._since_quote = 0 if b'"' in unescaped else self._since_quote + len(piece)
        if self._since_quote > MAX_ENTRY_BYTES:
            raise ArchiveRefused(f"{CHANGED}: it holds an endless text.")
        return piece


def _line(record: tuple[str, Any]) -> str:
    """Raises: ArchiveRefused."""
    line = json.dumps(record)
    if len(line) > MAX_ENTRY_BYTES:
        raise _too_large(record[0])
    return f"{line}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", nargs="+", metavar="LIST:MAX", help="the lists to read, and how long they may be")
    listed = (asked.split(":") for asked in parser.parse_args().lists)
    max_of = {name: int(most) for name, most in listed}
    try:
        with open(0, "rb", closefd=False) as file, open_archive(file) as archive, archive.open(DOCUMENT) as document:
            for record in read_records(_Bounded(document, MAX_DOCUMENT_BYTES), max_of):  # type: ignore[arg-type]
                sys.stdout.write(_line(record))
    except ijson.JSONError as error:
        sys.stderr.write(f"{CHANGED}: {error}.")
        return EXIT_SAYS_WHY
    except ArchiveRefused as error:
        sys.stderr.write(str(error))
        return EXIT_SAYS_WHY
    except (BadZipFile, OSError, EOFError, zlib.error) as error:
        sys.stderr.write(f"{DOCUMENT} in this archive is damaged ({error}). Make the export again.")
        return EXIT_SAYS_WHY
    return 0


if __name__ == "__main__":
    sys.exit(main())
