"""Reading a line of the driver protocol, whoever wrote it."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from nemo_conformance.driver.orders import ORDERS, Order
from nemo_conformance.driver.reports import REPORTS, Report

M = TypeVar("M")


def read_order(line: str | bytes) -> Order | None:
    """A line from the kit; None for a type that is not known, which is to be ignored.

    Raises ``ValueError`` with a sentence when it is no message of the protocol.
    """
    return _read(line, ORDERS)


def read_report(line: str | bytes) -> Report | None:
    """A line from a driver; None for a type that is not known, which is to be ignored.

    Raises ``ValueError`` with a sentence when it is no message of the protocol.
    """
    return _read(line, REPORTS)


def _read(line: str | bytes, readers: Mapping[str, TypeAdapter[M]]) -> M | None:
    value = _parsed(line)
    match value:
        case {"type": str(kind)}:
            return _message(kind, value, readers[kind]) if kind in readers else None
        case _:
            raise ValueError("A message is one JSON object a line, with its type under `type`.")


def _parsed(line: str | bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise ValueError(f"A message is one JSON object a line; this is none: {error}.") from error


def _message(kind: str, value: object, reader: TypeAdapter[M]) -> M:
    try:
        return reader.validate_python(value)
    except ValidationError as error:
        raise ValueError(_complaint(kind, error)) from error


def _complaint(kind: str, error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    detail = f"{place}: {first['msg']}" if place else first["msg"]
    return f"The message `{kind}` is not as nemo-driver/1 has it: {detail}."
