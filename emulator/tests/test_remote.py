"""The verbs of a running emulator on the command line."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from emulator.tests.stage import INSTANT, Camera

from nemo_emulator import Emulator
from nemo_emulator.cli import main
from nemo_emulator.clock import ManualClock
from nemo_emulator.commands import VERBS, length
from nemo_emulator.printing import printed

CREDITS = "/api/credits/balance/simple"
Say = Callable[..., str]


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as emulator:
        monkeypatch.setenv("NEMO_EMULATOR_URL", emulator.url)
        yield emulator


@pytest.fixture
def say(lab: Emulator, capsys: pytest.CaptureFixture[str]) -> Say:
    """A command line that goes well; gives what it prints."""

    def words(*line: str) -> str:
        with pytest.raises(SystemExit) as end:
            main(line)
        out, err = capsys.readouterr()
        assert (end.value.code, err) == (0, "")
        return out

    return words


def refused(*line: str) -> str:
    """A command line that does not; gives its sentence."""
    with pytest.raises(SystemExit) as end:
        main(line)
    return str(end.value.code)


def test_a_test_is_set_up_and_asked_from_the_shell(say: Say, lab: Emulator) -> None:
    """An account, a fault, time, and what came of it all."""
    opened = json.loads(say("accounts", "open", "--credits", "40", "--json"))
    say("faults", "add", "credits: 429")
    headers = {"Authorization": f"Bearer {opened['token']}"}
    codes = [httpx.get(lab.url + CREDITS, headers=headers).json()["code"] for _ in range(2)]
    say("clock", "advance", "7d")
    late = httpx.get(lab.url + CREDITS, headers=headers).json()["code"]

    assert [*codes, late] == [429, 0, 1001]
    assert say("requests", "count", "--code", "429") == "count            1\n"
    assert "ok               yes" in say("verdict")
    assert say("faults").splitlines()[1].split() == ["1", "-", "credits:", "429", "0", "1", "1"]


def test_a_verdict_is_an_exit_code_too(say: Say, lab: Emulator) -> None:
    """So that a shell script stops there."""
    say("verdict")
    lab.faults.add("credits: 503")

    assert refused("verdict") == "1"


def test_accounts_are_changed(say: Say, lab: Emulator) -> None:
    user = lab.accounts.open()["user_id"]

    say("accounts", "grant", user, "7")
    say("accounts", "revoke", user)
    say("accounts", "expire", user)

    (row,) = lab.accounts.all()
    assert (row["available"], row["tokens"]) == (7, 0)
    assert user in say("accounts")


def test_the_script_is_put_from_a_file_and_told_as_one(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it prints can be put back; - is stdin."""
    rules = "credits: 429\nrun_sse: cut after 2 events, split every 1 bytes name=second\n"
    (tmp_path / "rules").write_text("# mine\n\n" + rules)

    say("script", "put", str(tmp_path / "rules"))
    told = say("script")
    say("faults", "clear")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told.encode())))
    say("script", "put", "-")
    say("faults", "remove", "second")

    assert told == rules
    assert say("script") == "credits: 429\n"


def test_a_run_is_made_asked_and_ended(say: Say) -> None:
    """With a revision, settings, rules and a clock; ``--run`` leads into it."""
    words = ["runs", "create", "a", "--revision", "adk", "--set", "prices.edit=3"]
    say(*words, "--set", "pace=realistic", "--faults", "credits: 503", "--scale", "9")

    info = json.loads(say("info", "--run", "a", "--json"))["settings"]
    clock = json.loads(say("clock", "--run", "a", "--json"))
    names = [line.split()[0] for line in say("runs").splitlines()]
    script = say("script", "--run", "a")
    say("runs", "remove", "a")

    assert (info["dialect"], info["pace"], info["prices"]["edit"]) == ("adk", "realistic", 3)
    assert (clock["mode"], clock["scale"]) == ("scaled", 9)
    assert names == ["name", "default", "a"]
    assert script == "credits: 503\n"
    assert "There is no run" in refused("health", "--run", "a")


def test_a_state_is_kept_and_brought_back(say: Say, lab: Emulator, tmp_path: Path) -> None:
    """As JSON, and as an archive; on stdout without a file."""
    lab.accounts.open()
    one, two = str(tmp_path / "one.json"), str(tmp_path / "two.zip")

    say("snapshot", one)
    say("export", two)
    shown = say("snapshot")
    counts = []
    for back in (("restore", one), ("import", two)):
        say("reset")
        counts.append(len(lab.accounts.all()))
        say(*back)
        counts.append(len(lab.accounts.all()))

    assert json.loads(shown) == json.loads(Path(one).read_text("utf-8"))
    assert counts == [0, 1, 0, 1]


def test_time_is_moved_in_any_manner(say: Say) -> None:
    say("clock", "set", "--scale", "50")
    say("clock", "freeze")
    say("clock", "idle")
    say("clock", "resume")

    assert json.loads(say("clock", "--json"))["mode"] == "scaled"


def test_a_seed_makes_what_follows_repeatable(say: Say) -> None:
    """The same ids again."""
    opened = []
    for _ in range(2):
        say("reset")
        say("seed", "11")
        opened.append(say("accounts", "open"))

    assert opened[0] == opened[1]


def test_text_is_printed_as_it_comes(say: Say) -> None:
    assert say("metrics").startswith("# ")


def test_where_nobody_listens_it_says_what_to_do() -> None:
    said = refused("health", "--url", "http://127.0.0.1:9")

    assert said.startswith("nemo-emulator: No emulator answers at http://127.0.0.1:9 (")
    assert "`nemo-emulator serve`" in said


def test_a_server_that_is_no_emulator_is_told_from_one(lab: Emulator) -> None:
    """Here a page, seen through a path that is none."""
    assert "is that an emulator?" in refused("health", "--url", lab.url + "/elsewhere")


def test_a_refusal_is_its_sentence(lab: Emulator) -> None:
    said = refused("faults", "add", "credits: dance")

    assert said.startswith('nemo-emulator: Column 10: "dance" is no fault of credits')


def test_a_file_that_is_not_there_is_said_so(lab: Emulator, tmp_path: Path) -> None:
    assert "No such file" in refused("restore", str(tmp_path / "nothing"))


def test_the_control_token_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Emulator(replace(INSTANT, control_token="secret")) as emulator:
        without = refused("health", "--url", emulator.url)
        monkeypatch.setenv("NEMO_EMULATOR_CONTROL_TOKEN", "secret")
        inside = refused("health", "--url", emulator.url)

    assert "wants the bearer token" in without
    assert (inside, capsys.readouterr().out.split()[:2]) == ("0", ["status", "ok"])


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("7d", 604_800), ("1h30m", 5400), ("0.5s", 0.5)]
)
def test_lengths_of_time_are_written_short(text: str, seconds: float) -> None:
    assert length(text) == seconds


@pytest.mark.parametrize("text", ["7", "", "d", "1w", "-1s", "1h 30m"])
def test_a_length_without_a_unit_is_a_usage_error(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused("clock", "advance", f"--{text}" if text == "-1s" else text) == "2"

    assert "is no length of time" in capsys.readouterr().err or text == "-1s"


def test_every_verb_has_a_path_that_the_emulator_knows(lab: Emulator) -> None:
    """And the emulator has no verb that cannot be said."""
    known = set(httpx.get(f"{lab.url}/__nemo/info").json()["verbs"])

    said = {f"{verb.method} /__nemo/{verb.path}" for verb in VERBS}

    assert said == known


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"rules": ["a: b", "c" * 99]}, f"a: b\n{'c' * 99}\n"),
        ({"a": 1, "b": ["x", "y"]}, "a                1\nb                x\nb                y\n"),
        ({"a": {"b": True, "c": None}}, "a.b                yes\na.c                -\n"),
        (
            {"rows": [{"id": "x" * 99, "in": {}, "of": [1.5, 2.0]}]},
            f"id{' ' * 60}of\n{'x' * 59}…  1.5,2\n",
        ),
        ({"now": 1, "rows": [{"a": 1}]}, "now              1\nrows:\na\n1\n"),
        ({"rows": []}, "rows             -\n"),
        ([1], "[\n  1\n]\n"),
    ],
)
def test_answers_are_written_for_people(value: object, text: str) -> None:
    """A table for rows, a line for each fact."""
    assert printed(json.dumps(value).encode(), as_json=False) == text
