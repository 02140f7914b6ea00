"""The page of faults says what the parser understands."""

from pathlib import Path

import pytest

from nemo_emulator.faultpage import WHEN, page, told, written
from nemo_emulator.script import LAYERS, parse, show_effect
from nemo_emulator.script.effects import LAYER
from nemo_emulator.script.forms import FORMS, MATCH, TAIL, Form

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"


def test_the_page_is_current() -> None:
    """``python -m nemo_emulator.faultpage > docs/faults.md`` brings it up to date."""
    assert PAGE.read_text("utf-8") == page()


@pytest.mark.parametrize("form", FORMS, ids=written)
def test_every_fault_can_be_written_as_the_page_has_it(form: Form) -> None:
    """Its example is read back as the same kind of fault, on an operation that has its layer."""
    layer = LAYER[form.kind]
    operations = [name for name, layers in LAYERS.items() if layer in layers]
    operation = "run_sse" if "run_sse" in operations else operations[0]
    subject = operation.replace("render_job", "render job")

    example = written(form, example=True).replace("status=3", "status=503")
    rule = parse(f"{subject}: {example}")

    assert form.fits(rule.effects[0])
    assert show_effect(rule.effects[0])
    assert len(told(form)) > 10


def test_every_condition_is_told() -> None:
    assert set(WHEN) == {*MATCH, *TAIL}
