"""The JSON Schema of every message, as published in ``schemas/``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from nemo_conformance.driver.clock import CLOCK
from nemo_conformance.driver.orders import ORDERS
from nemo_conformance.driver.reports import REPORTS

FOLDER: Final = Path(__file__).parent / "schemas"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """All of them by name: ``kit.start``, ``driver.result``, ``clock.wait``, ..."""
    return dict(_named())


def as_text(schema: dict[str, Any]) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _named() -> Iterator[tuple[str, dict[str, Any]]]:
    for party, readers in (("kit", ORDERS), ("driver", REPORTS), ("clock", CLOCK)):
        for kind, reader in readers.items():
            yield f"{party}.{kind}", _schema(f"{party}.{kind}", reader)


def _schema(name: str, reader: TypeAdapter[Any]) -> dict[str, Any]:
    head = {"$schema": DIALECT, "$id": f"urn:nemo-driver:1:{name}"}
    return head | reader.json_schema() | {"title": name}
