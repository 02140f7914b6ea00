"""The driver protocol's messages, against examples typed by hand from its document."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from nemo_conformance.driver.clock import CLOCK
from nemo_conformance.driver.messages import read_order, read_report
from nemo_conformance.driver.orders import ORDERS
from nemo_conformance.driver.reports import REPORTS, DriverHello
from nemo_conformance.driver.schemas import FOLDER, schemas
from nemo_conformance.driver.words import Capability, Joins

EXAMPLES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "messages.json").read_text("utf-8")
)
READERS: dict[str, TypeAdapter[Any]] = {
    **{f"kit.{kind}": reader for kind, reader in ORDERS.items()},
    **{f"driver.{kind}": reader for kind, reader in REPORTS.items()},
    **{f"clock.{kind}": reader for kind, reader in CLOCK.items()},
}
CASES = [
    pytest.param(name, example, id=f"{name}-{n}")
    for name, examples in EXAMPLES.items()
    for n, example in enumerate(examples)
]


@pytest.mark.parametrize(("name", "example"), CASES)
def test_an_example_survives_the_trip(name: str, example: dict[str, Any]) -> None:
    """What the document shows is what we read and what we would write."""
    assert READERS[name].validate_python(example).dump() == example


@pytest.mark.parametrize(("name", "example"), CASES)
def test_a_field_that_is_not_known_is_ignored(name: str, example: dict[str, Any]) -> None:
    """Both sides may be newer than the other."""
    reader = READERS[name]

    assert reader.validate_python(example | {"mood": "bright"}) == reader.validate_python(example)


def test_every_message_has_an_example() -> None:
    """A model that no example exercises is a guess."""
    assert set(EXAMPLES) == set(READERS)


def test_every_message_has_a_published_schema() -> None:
    """One file each, and no file of a message that is gone."""
    assert {path.stem for path in FOLDER.glob("*.json")} == set(READERS)


@pytest.mark.parametrize(("name", "example"), CASES)
def test_a_schema_knows_what_its_examples_have(name: str, example: dict[str, Any]) -> None:
    """Every field of an example stands in the schema, or in one of its alternatives."""
    schema = schemas()[name]

    shapes = [schema, *schema.get("$defs", {}).values()]

    assert any(set(example) <= set(shape.get("properties", ())) for shape in shapes)


@pytest.mark.parametrize("name", READERS)
def test_a_schema_is_named_by_the_protocol(name: str) -> None:
    """Its id says protocol, version and message."""
    assert schemas()[name]["$id"] == f"urn:nemo-driver:1:{name}"


def test_a_line_from_the_kit_is_read_by_its_type() -> None:
    """And an intent by its op."""
    line = json.dumps(EXAMPLES["kit.do"][1])

    assert type(read_order(line)).__name__ == "Export"


def test_a_line_from_a_driver_is_read_by_its_type() -> None:
    """As bytes, as it came from the pipe."""
    line = json.dumps(EXAMPLES["driver.shown"][0]).encode()

    assert type(read_report(line)).__name__ == "Shown"


def test_a_type_that_is_not_known_is_ignored() -> None:
    """A newer driver may say more than we understand."""
    assert read_report('{"type": "progress", "percent": 3}') is None


@pytest.mark.parametrize("line", ["", "Listening on 8080", '"shown"', "[]", "{}", '{"type": 3}'])
def test_another_line_is_a_protocol_error(line: str) -> None:
    """A stray print on stdout is told from a message."""
    with pytest.raises(ValueError, match="one JSON object a line"):
        read_report(line)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"type": "shown", "run": "r1", "n": 1}', "`shown` is not .* text: Field required"),
        ('{"type": "result", "run": "r1", "n": 1, "outcome": "failed"}', "has a reason unless"),
        (
            '{"type": "result", "run": "r1", "n": 1, "outcome": "done", "reason": "token"}',
            "has a reason unless",
        ),
        ('{"type": "result", "run": "r1", "n": 1, "outcome": "ok"}', "outcome: "),
        ('{"type": "hello", "protocol": "nemo-driver/9", "client": {"name": "a"}}', "protocol: "),
    ],
)
def test_a_broken_message_says_what_is_wrong(line: str, complaint: str) -> None:
    """The author of a driver reads which field to mend."""
    with pytest.raises(ValueError, match=complaint):
        read_report(line)


@pytest.mark.parametrize(
    "upload", [{}, {"paths": []}, {"paths": ["a"], "urls": ["b"]}], ids=["none", "empty", "both"]
)
def test_an_upload_is_of_files_or_of_urls(upload: dict[str, list[str]]) -> None:
    """One of the two, with something in it."""
    intent = {"type": "do", "run": "r1", "n": 1, "op": "upload"} | upload

    with pytest.raises(ValueError, match="message `do` is not as"):
        read_order(json.dumps(intent))


def test_a_capability_that_is_not_known_counts_for_nothing() -> None:
    """It neither disturbs nor helps."""
    hello = DriverHello.model_validate(EXAMPLES["driver.hello"][1])

    assert hello.can == {Capability.SEND}


def test_a_driver_without_clocks_has_real_time_only() -> None:
    """An empty list offers nothing, two names offer both."""
    full, plain = map(DriverHello.model_validate, EXAMPLES["driver.hello"])

    assert plain.joins == frozenset()
    assert full.joins == {Joins.COOP, Joins.SCALE}
