"""Settings changed by name, on the command line and over HTTP, and the revisions made of them."""

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest

from nemo_emulator import Emulator
from nemo_emulator.cli import parser
from nemo_emulator.options import settings
from nemo_emulator.settings import (
    Dialect,
    Limits,
    Manners,
    Pace,
    Prices,
    RenderShape,
    Settings,
    Style,
)
from nemo_emulator.tuning import REVISIONS, SettingError, nested, revised, tuned


def told(*words: str) -> Settings:
    """What a command line comes to."""
    return settings(parser().parse_args(["serve", *words]), None)


def test_settings_are_changed_by_name() -> None:
    """Values come as JSON has them, or as words; groups change one by one."""
    changes = {
        "pace": "instant",
        "seed": "7",
        "abort_on_disconnect": "true",
        "public_url": "https://x",
        "prices": {"edit": "3"},
        "limits": {"token_days": 1, "one_token_per_client": False},
    }

    assert tuned(Settings(), changes) == Settings(
        pace=Pace.INSTANT,
        seed=7,
        abort_on_disconnect=True,
        public_url="https://x",
        prices=Prices(edit=3),
        limits=Limits(token_days=1.0, one_token_per_client=False),
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"colour": 1}, 'There is no setting "colour" to change; there are abort_on_disconnect, '),
        (
            {"prices": {"tea": 1}},
            'There is no setting "prices.tea" to change; there are prices.edit, ',
        ),
        ({"data": "/tmp"}, 'There is no setting "data"'),
        ({"control_token": "x"}, 'There is no setting "control_token"'),
        ({"pace": "slow"}, '"slow" is no value for pace; now it is fast.'),
        ({"prices": {"edit": "much"}}, '"much" is no value for edit; now it is 50.'),
        ({"prices": 7}, '"7" is no value for prices'),
        ({"abort_on_disconnect": "maybe"}, '"maybe" is no value for abort_on_disconnect'),
        ({"prices": {"edit": -1}}, "edit is 0 to 1e+12, not -1."),
        ({"habits": {"silent_share": 2}}, "silent_share is 0 to 1, not 2."),
        ({"limits": {"renders_at_once": 0}}, "renders_at_once is 1 to 64, not 0."),
        ({"limits": {"token_days": "nan"}}, "token_days is 0 to 36500, not nan."),
    ],
)
def test_what_is_no_setting_is_said_so(changes: dict[str, Any], sentence: str) -> None:
    """With the ones there are, or the values it takes."""
    with pytest.raises(SettingError) as error:
        tuned(Settings(), changes)

    assert sentence in str(error.value)


def test_names_with_dots_lead_into_groups() -> None:
    assert nested(["pace=fast", "prices.edit=1", "prices.grant=2", "public_url=http://x/?a=b"]) == {
        "pace": "fast",
        "prices": {"edit": "1", "grant": "2"},
        "public_url": "http://x/?a=b",
    }
    with pytest.raises(SettingError, match="sets nothing"):
        nested(["pace"])


@pytest.mark.parametrize("words", [["prices=1", "prices.edit=2"], ["prices.edit=2", "prices=1"]])
def test_a_group_is_no_value(words: list[str]) -> None:
    with pytest.raises(SettingError):
        tuned(Settings(), nested(words))


@pytest.mark.parametrize("name", REVISIONS)
def test_a_revision_is_its_changes_and_its_name(name: str) -> None:
    """The contract's own changes nothing; what is known stands in its settings."""
    found = revised(Settings(seed=7), name)

    assert (found.revision, found.seed) == (name, 7)
    assert found == replace(tuned(Settings(seed=7), REVISIONS[name]), revision=name)
    assert (found == Settings(seed=7)) is (name == Settings().revision)


def test_an_unknown_revision_is_said_so() -> None:
    with pytest.raises(SettingError, match=r'no revision "1.8"; there are 2026-11, 1.9, '):
        revised(Settings(), "1.8")


def test_flags_beat_their_variables_and_both_the_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEMO_EMULATOR_REVISION", "adk")
    monkeypatch.setenv("NEMO_EMULATOR_STYLE", "envelope")

    found = told("--dialect", "typed", "--on-disconnect", "continue")

    assert found == Settings(revision="adk", dialect=Dialect.TYPED, style=Style.ENVELOPE)
    assert told().dialect is Dialect.ADK
    assert told("--revision", "cli").render_shape is RenderShape.ENVELOPED


def test_every_other_setting_has_a_flag_for_all(tmp_path: Path) -> None:
    """And rules come one by one, or in a file."""
    (tmp_path / "rules").write_text("# a comment\ncredits: 503\n")
    words = ["--set", "habits.gui_share=0", "--set", "limits.message=9", "--seed", "3"]
    words += ["--fault", "state: 429", "--script", str(tmp_path / "rules")]
    words += ["--fetch-from", "127.0.0.0/8", "--control", "anywhere"]

    assert told(*words) == Settings(
        seed=3,
        habits=Manners(gui_share=0.0),
        limits=Limits(message=9),
        faults=("credits: 503", "state: 429"),
        fetch_from=(ip_network("127.0.0.0/8"),),
        control_anywhere=True,
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--fault", "credits: dance"], "Column 10"),
        (["--script", "/nowhere"], "/nowhere cannot be read: No such file"),
        (["--on-disconnect", "wait"], "'wait' is not continue or abort."),
        (["--revision", "1.8"], "invalid choice"),
    ],
)
def test_a_wrong_flag_is_a_usage_error(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        told(*words)

    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--fetch-from", "127.0.0.1/8"], ["--set", "pace"]])
def test_a_wrong_value_is_a_setting_error(words: list[str]) -> None:
    with pytest.raises(SettingError):
        told(*words)


@pytest.mark.parametrize("name", REVISIONS)
def test_a_run_speaks_its_revision(name: str) -> None:
    """Given fields beat it; the server's own settings stay as they are."""
    with Emulator(Settings(seed=1)) as lab, httpx.Client(base_url=lab.url) as http:
        wish = {"name": "a", "revision": name, "pace": "instant", "prices": {"edit": 1}}
        made = http.post("/__nemo/runs", json=wish)
        told = http.get("/r/a/__nemo/info").json()["settings"]
        wrong = http.post("/__nemo/runs", json={"revision": "1.8"})

    expected = revised(Settings(seed=1), name)
    assert made.status_code == 201
    assert (told["revision"], told["pace"], told["prices"]["edit"]) == (name, "instant", 1)
    assert (told["dialect"], told["style"]) == (expected.dialect, expected.style)
    assert told["render_shape"] == expected.render_shape
    assert told["limits"]["tokens_per_address"] == expected.limits.tokens_per_address
    assert wrong.status_code == 400
