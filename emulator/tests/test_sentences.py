"""What is said to people tells them what to do next: on the command line, on pages, in refusals."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, MEDIA, Camera

from nemo_emulator import Emulator
from nemo_emulator.cli import main
from nemo_emulator.clock import ManualClock
from nemo_emulator.printing import printed
from nemo_emulator.settings import Settings
from nemo_emulator.tuning import SettingError, tuned


@pytest.fixture(scope="module")
def lab() -> Iterator[Emulator]:
    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as emulator:
        yield emulator


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str]:
    """How a command line ends, and what it says."""
    with pytest.raises(SystemExit) as end:
        main(words)
    out, err = capsys.readouterr()
    return end.value.code, out + err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--pace", "slow"), "'slow' is not realistic or fast or instant."),
        (("--pace", "realstic"), 'Did you mean "realistic"?'),
        (("--dialect", "x"), "'x' is not typed or adk."),
        (("--style", "statis"), 'Did you mean "status"?'),
        (("--scale", "inf"), "'inf' must be greater than 0 and up to 1000000"),
        (("--script", str(MEDIA / "dot.png")), "dot.png is no text; write one rule a line."),
        (("--set", "prices.edt=0"), 'no setting "prices.edt"'),
        (("--set", "prices.edt=0"), 'Did you mean "prices.edit"?'),
        (("--set", "foo=1"), "limits.requests_per_second"),
        (("--url", "http://x"), "unrecognized arguments: --url"),
    ],
)
def test_a_wrong_option_is_told_the_right_ones(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    """In a line, and one that says where help is."""
    code, said = told(capsys, "serve", *words)

    assert code == 2
    assert sentence in said
    assert said.count("\n") == 2


@pytest.mark.parametrize("address", ["nope", "", "ftp://x", "http://", "//x"])
def test_links_lead_to_an_address(address: str) -> None:
    """Not to nope/cdn/uploads/…."""
    with pytest.raises(SettingError, match=r"public_url is an address.*https://host"):
        tuned(Settings(), {"public_url": address})


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("clock", "advance", "-1d"), "'-1d' is no length of time"),
        (("--url", "http://x", "serve"), "--url is where a running emulator is"),
    ],
)
def test_words_that_look_like_options_are_understood(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    code, said = told(capsys, *words)

    assert code == 2
    assert sentence in said


def test_the_emulator_may_be_named_before_the_verb(
    lab: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    before = told(capsys, "--url", lab.url, "--json", "requests", "count")
    behind = told(capsys, "requests", "count", "--url", lab.url, "--json")

    assert before == behind == (0, '{\n  "count": 0\n}\n')


def test_a_wrong_method_is_told_the_right_ones(lab: Emulator) -> None:
    """In the title, not only in a header."""
    one = httpx.get(f"{lab.url}/__nemo/runs/x").json()
    other = httpx.post(f"{lab.url}/__nemo/import").json()

    assert one["title"] == "There is no GET /__nemo/runs/x in this API; there is DELETE."
    assert other["title"].endswith("; there is PUT.")


def test_what_is_not_there_is_told_what_is(
    lab: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words that a shell has too."""
    none = told(capsys, "faults", "remove", "99", "--url", lab.url)
    lab.faults.add("credits: 429 name=first")
    one = told(capsys, "faults", "remove", "99", "--url", lab.url)
    run = told(capsys, "--url", lab.url, "--run", "defualt", "health")
    lab.faults.clear()

    assert none[0] == "nemo-emulator: There is no fault 99; there are none."
    assert one[0] == "nemo-emulator: There is no fault 99; there are first."
    assert str(run[0]).endswith('Did you mean "default"?')


def test_the_shell_writes_moments_as_dates() -> None:
    """Only for people; seconds since a run's start stay seconds."""
    answer = b'{"now": 1795981867.8125, "next_at": 30.5, "rows": [{"at": 1795981867.0}]}'

    assert printed(answer, as_json=False).splitlines() == [
        "now              2026-11-29T19:51:07.812Z",
        "next_at          30.5",
        "rows:",
        "at",
        "2026-11-29T19:51:07.000Z",
    ]


def test_who_has_no_credits_is_told_how_to_get_some(lab: Emulator) -> None:
    """The page behind the link of code 2001; its command is the one that does it."""
    user = lab.accounts.open(credits=0)["user_id"]

    page = httpx.get(f"{lab.url}/register", params={"bind": user}).text
    words = page.partition("nemo-emulator ")[2].partition("<")[0].split()
    with pytest.raises(SystemExit):
        main(words)

    (left,) = [row["available"] for row in lab.accounts.all() if row["user_id"] == user]
    assert left == 1000
    assert "--set prices.edit=0" in page


def test_the_shell_waits_with_the_clock(lab: Emulator, capsys: pytest.CaptureFixture[str]) -> None:
    """As a client does; what it forgets to say is asked for."""
    words = ("--url", lab.url, "clock", "wait")

    past = told(capsys, *words, "0", "--waiter", "shell")
    done = told(capsys, *words, "--done", "--waiter", "shell")
    without = told(capsys, *words)

    assert (past[0], done[0], past[1]) == (0, 0, "now              0\n")
    assert lab.clock.reading().waiters == ()
    assert str(without[0]).startswith("nemo-emulator: Say until when")


def test_the_shell_writes_the_document(lab: Emulator, tmp_path: Path) -> None:
    """Into a file, as it is served."""
    file = tmp_path / "openapi.json"

    with pytest.raises(SystemExit):
        main(["openapi", str(file), "--url", lab.url])

    assert file.read_bytes() == httpx.get(f"{lab.url}/__nemo/openapi").content


def test_a_seed_and_a_start_make_everything_repeatable() -> None:
    """Session ids, dates and signatures too, which have the time in them."""

    def once() -> tuple[str, ...]:
        with Emulator(Settings(seed=5), clock=ManualClock(), renderer=Camera()) as lab:
            lab.run("other")
            with httpx.Client(base_url=lab.url, headers=ATTRIBUTION) as http:
                client = {"X-Client-Id": "00000000-0000-4000-8000-000000000001"}
                told = http.post("/api/auth/anonymous-token", headers=client).json()["data"]
                http.headers["Authorization"] = f"Bearer {told['token']}"
                made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
                path = f"/api/upload-video/nemo_agent/me/{made['session_id']}"
                sent = http.post(
                    path, files={"files": ("dot.png", (MEDIA / "dot.png").read_bytes())}
                )
                url = sent.json()["data"]["files"][0]["cdn_url"].removeprefix(lab.url)
        return (*map(str, told.values()), *map(str, made.values()), url)

    assert once() == once()


def test_serve_warns_of_variables_that_nobody_reads_and_of_open_doors(tmp_path: Path) -> None:
    """And shows an address that can be used."""
    env = os.environ | {"NEMO_EMULATOR_PROT": "1"}
    words = ["serve", "--host", "0.0.0.0", "--port", "0", "--data-dir", str(tmp_path)]
    with subprocess.Popen(
        [sys.executable, "-m", "nemo_emulator", *words],
        env=env,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = [next(process.stderr) for _ in range(6)]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert "NEMO_EMULATOR_PROT is no variable" in said[0]
    assert 'Did you mean "NEMO_EMULATOR_PORT"?' in said[0]
    assert said[2].startswith("open    to whoever reaches this machine")
    assert "NEMO_API_URL=http://127.0.0.1:" in said[5]
