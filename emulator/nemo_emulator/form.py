"""Reads a ``multipart/form-data`` body cut anywhere; each part named ``files`` goes to a writer."""

import logging
from contextlib import ExitStack
from typing import Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from nemo_emulator.arrivals import AT_ONCE, Arrival, Malformed, TooLarge, display_name, too_large
from nemo_emulator.blobs import BlobStore

FIELD: Final = b"files"
TOGETHER: Final = 10
"""A whole body may be as large as this many of its largest files."""
IGNORED: Final = 1 << 20
"""Bytes of fields that nobody asked for."""

logging.getLogger("python_multipart").setLevel(logging.ERROR)  # a refusal says it better


def boundary_of(content_type: str) -> bytes:
    """The boundary that a content type names. Raises ``Malformed``."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise Malformed(
            'Send multipart/form-data with a boundary, and each file in a field named "files".'
        )
    return boundary


class Form:
    """The parser's callbacks: each part named ``files`` flows into a blob writer."""

    def __init__(
        self, boundary: bytes, blobs: BlobStore, open_writers: ExitStack, *, limit: int
    ) -> None:
        self._blobs = blobs
        self._open_writers = open_writers
        self._limit = limit
        self._arrivals: list[Arrival] = []
        self._into: Arrival | None = None
        self._headers: dict[bytes, bytes] = {}
        self._field, self._value = bytearray(), bytearray()
        self._size = self._ignored = self._parts = 0
        self._complete = False
        self._parser = self._make_parser(boundary)

    def _make_parser(self, boundary: bytes) -> MultipartParser:
        try:
            return MultipartParser(
                boundary,
                {
                    "on_part_begin": self._on_part_begin,
                    "on_header_field": self._on_header_field,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers_finished,
                    "on_part_data": self._on_part_data,
                    "on_part_end": self._on_part_end,
                    "on_end": self._on_end,
                },
            )
        except FormParserError as error:
            raise Malformed(
                "The boundary is too long; send one of at most 70 characters."
            ) from error

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the body, cut anywhere. Raises ``UploadError``."""
        self._size += len(chunk)
        if self._size > self._limit * TOGETHER:
            raise TooLarge("The files are too large together; send them in several requests.")
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise Malformed(f"The form cannot be read ({error}); send it again.") from error

    def finished(self) -> tuple[Arrival, ...]:
        """The files, after the last bytes. Raises ``Malformed``."""
        if not self._complete:
            raise Malformed("The form ends before its last boundary; send it again.")
        if not self._arrivals:
            raise Malformed('There is no file in the form; name the field "files".')
        return tuple(self._arrivals)

    def _on_part_begin(self) -> None:
        self._headers = {}
        self._parts += 1
        if self._parts > AT_ONCE:
            raise Malformed(f"Send at most {AT_ONCE} parts in one request.")

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[bytes(self._field).lower()] = bytes(self._value)
        self._field, self._value = bytearray(), bytearray()

    def _on_headers_finished(self) -> None:
        header = self._headers.get(b"content-disposition", b"").decode("latin-1")
        _, options = parse_options_header(header)
        self._into = self._arrive(options) if options.get(b"name") == FIELD else None

    def _arrive(self, options: dict[bytes, bytes]) -> Arrival:
        name = display_name(options.get(b"filename", b"").decode("utf-8", "replace"))
        writer = self._open_writers.enter_context(self._blobs.writer())
        self._arrivals.append(arrival := Arrival(name, writer))
        return arrival

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._into is None:
            self._ignore(end - start)
        elif self._into.writer.size + end - start > self._limit:
            raise too_large(self._into.filename, self._limit)
        else:
            self._into.writer.write(memoryview(data)[start:end])

    def _ignore(self, size: int) -> None:
        self._ignored += size
        if self._ignored > IGNORED:
            raise Malformed('Fields other than "files" may hold 1 MB together.')

    def _on_part_end(self) -> None:
        if self._into:
            self._into.writer.finish()

    def _on_end(self) -> None:
        self._complete = True
