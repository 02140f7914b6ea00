"""Conversations and the commands that take part in one, against a stand-in."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import pytest
import typer.main
from client.tests.loopback import Loopback, chunked, envelope, loopback, plain
from rich.console import Console

from nemo_client.chat import answer, typed
from nemo_client.cli import COMMANDS, app, main
from nemo_client.flows.desk import Desk
from nemo_client.flows.steps import Flow
from nemo_client.local import free_name
from nemo_client.show import OF_A_TALK, Screen
from nemo_client.stage import desk

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
CLIP = (MEDIA / "clip.mp4").read_bytes()
DRAFT = {"t": [{"tt": 0, "sg": [{"id": "a", "s": 0, "d": 1600, "m": {"name": "sea"}}]}]}
STATE = envelope({"session_id": "7", "state": {"draft": DRAFT}})
TOKEN = envelope({"token": "nmv_usr_secret", "user_id": "anon_1", "credits": 100})
SESSION = envelope({"session_id": "7", "task_id": "t", "user_id": "anon_1"})
FILE = {"filename": "beach.jpg", "file_type": "image", "cdn_url": "u", "hash": "h"}
STORED = envelope({"files": [FILE]})
SAID = chunked(b'data: {"type":"text","content":"Fine."}\n\n')
BALANCE = envelope({"available": 1, "frozen": 0, "total": 1})
DONE = plain(b'{"taskId":"r","status":"completed"}')
VIDEO = plain(CLIP, kind="video/mp4")
CLAIM = envelope({"claim_token": "clm_1"})
EXPORT = [STATE, DONE, DONE, VIDEO, CLAIM]
T = TypeVar("T")
Nemo = Callable[..., tuple[int, str]]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("NEMO_TOKEN", "NEMO_CLIENT_ID", "NEMO_WEB_URL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NEMO_TIME_SCALE", "1000")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def service(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with loopback(TOKEN, SESSION) as server:
        monkeypatch.setenv("NEMO_API_URL", server.url)
        yield server


@pytest.fixture
def nemo(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Nemo:
    """Run the program: words of the command line, and what is typed; exit code and output."""

    def run(*words: str, lines: str = "") -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["nemo-client", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        with pytest.raises(SystemExit) as exit_:
            main()
        captured = capsys.readouterr()
        return int(exit_.value.code or 0), captured.out + captured.err

    return run


def test_a_conversation(service: Loopback, home: Path, nemo: Nemo) -> None:
    """Messages, commands, a file, an export, and an error that does not end it."""
    service.script += [SAID, BALANCE, STORED, STATE, *EXPORT]
    (home / "a.jpg").write_bytes((MEDIA / "beach.jpg").read_bytes())

    code, shown = nemo("chat", lines="hello\n\ncredits\na.jpg\nupload gone.jpg\n状态\nexport\n")

    assert code == 0
    for words in (
        "Ready:",
        "  Fine.\n",
        "1 credits are available",
        "Uploaded 1 file.",
        "! gone.jpg is not there",
        "Timeline (1 track)",
        "Saved: ",
        "Your video is ready",
        "goes on with it",
    ):
        assert words in shown
    assert (home / "video.mp4").read_bytes() == CLIP
    assert service.script == []


def test_the_next_conversation_goes_on(service: Loopback, nemo: Nemo) -> None:
    """With the last session, unless a new one is wanted; the history is the user's own."""
    service.script += [STATE, SESSION, STATE]

    nemo("chat", lines="status\n")
    nemo("chat", "--new", "--language", "zh", lines="")
    nemo("chat", "--json", lines="status\n")

    assert service.plot.count("POST /api/tasks/me/with-session/nemo_agent") == 2
    assert json.loads(service.asked[3].body)["language"] == "zh"


def test_send(service: Loopback, nemo: Nemo) -> None:
    """One message, with files before it."""
    service.script += [STORED, STATE, SAID]

    code, shown = nemo("send", "make it", "-f", str(MEDIA / "beach.jpg"))

    assert code == 0
    assert "Fine." in shown
    assert service.plot[2:] == [
        "POST /api/upload-video/nemo_agent/me/7",
        "GET /api/state/nemo_agent/me/7/latest",
        "POST /run_sse",
    ]


def test_send_alone(service: Loopback, nemo: Nemo) -> None:
    """Nothing is uploaded when there is nothing to upload."""
    service.script += [SAID]

    assert nemo("send", "make it", "--yes")[0] == 0


def test_send_knows_commands(service: Loopback, home: Path, nemo: Nemo) -> None:
    """C-ROUTE-1: what is asked of the service is no message, however it is said."""
    service.script += [BALANCE, STATE, *EXPORT]

    told = [nemo("send", words, "--json")[1] for words in ("credits", "状态", "export")]

    assert '"available": 1' in told[0]
    assert "Timeline (1 track)" in told[1]
    assert (home / "video.mp4").read_bytes() == CLIP
    assert "POST /run_sse" not in service.plot


@pytest.mark.parametrize("word", ["quit", "Exit", "退出"])
def test_a_word_leaves_the_conversation(service: Loopback, nemo: Nemo, word: str) -> None:
    """What comes after it is not heard."""
    code, shown = nemo("chat", lines=f"{word}\nhello\n")

    assert code == 0
    assert "POST /run_sse" not in service.plot
    assert "goes on with it" in shown


def test_upload(service: Loopback, nemo: Nemo) -> None:
    """Files from here, files from the web."""
    service.script += [STORED, STORED, STORED, STORED]

    assert nemo("upload", str(MEDIA / "beach.jpg"), "http://x.test/a.jpg")[0] == 0
    assert nemo("upload", "http://x.test/a.jpg")[0] == 0
    assert nemo("upload", str(MEDIA / "beach.jpg"))[0] == 0
    assert nemo("upload", "gone.jpg")[0] == 5


def test_state(service: Loopback, nemo: Nemo) -> None:
    """The timeline in words."""
    service.script += [STATE]

    code, shown = nemo("state")

    assert (code, "Timeline (1 track)" in shown) == (0, True)


def test_credits(service: Loopback, nemo: Nemo) -> None:
    """No session is needed for them."""
    service.script[1:] = [BALANCE]

    code, shown = nemo("credits", "--json")

    assert code == 0
    assert json.loads(shown.splitlines()[0]) == {"kind": "done", "text": "1 credits are available."}


def test_export(service: Loopback, home: Path, nemo: Nemo) -> None:
    """To where it is wanted."""
    service.script += EXPORT

    code, shown = nemo("export", "-o", "x/out.mp4")

    assert (code, (home / "x" / "out.mp4").read_bytes()) == (0, CLIP)
    assert "h264" in shown


def test_resume(service: Loopback, home: Path, nemo: Nemo) -> None:
    """C-EXP-7: what an earlier run left behind, or what is named."""
    pending = plain(b'{"taskId":"r","status":"processing"}')
    service.script += [STATE, pending, *[pending] * 10]

    assert nemo("export")[0] == 6

    service.script += [DONE, VIDEO, DONE, VIDEO]
    assert nemo("resume")[0] == 0
    assert nemo("resume", "render_x", "-o", "b.mp4")[0] == 0
    assert "No render is waiting" in nemo("resume")[1]
    assert (home / "video.mp4").read_bytes() == (home / "b.mp4").read_bytes() == CLIP


def test_login(service: Loopback, nemo: Nemo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A free token and the way to keep one's work, or the token one has."""
    service.script[1:] = [BALANCE, BALANCE]

    _, shown = nemo("login")
    monkeypatch.setenv("NEMO_TOKEN", "nmv_usr_mine")
    _, own = nemo("login")

    assert f"{service.url}/register?bind=anon_1" in shown
    assert "NEMO_TOKEN is accepted." in own
    assert "nmv_usr_" not in shown + own


def test_doctor(service: Loopback, nemo: Nemo) -> None:
    """Everything in order."""
    service.script[1:] = [BALANCE, SESSION, STATE]

    code, shown = nemo("doctor")

    assert code == 0
    assert shown.count("✓") == 7


def test_doctor_finds_what_is_wrong(
    service: Loopback, home: Path, nemo: Nemo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each thing with what to do; after the first that fails the service is left alone."""
    monkeypatch.setenv("NEMO_TOKEN", "something")
    (home / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "file"))
    monkeypatch.setattr("nemo_client.commands.sys.stdout", io.TextIOWrapper(io.BytesIO(), "ascii"))
    service.script[:] = [envelope(None, code=1001)]

    code, _ = nemo("doctor", "--json")

    assert code == 1
    assert service.plot == ["GET /api/credits/balance/simple"]


def test_every_command_says_what_it_does() -> None:
    """In one line of help each."""
    assert len(app.registered_commands) == len(COMMANDS) + 2
    for registered in app.registered_commands:
        assert registered.callback is not None
        assert registered.callback.__doc__


def test_names_that_are_free(tmp_path: Path) -> None:
    """No video is overwritten by the next one."""
    first = free_name(tmp_path / "video.mp4")
    first.write_bytes(b"")
    second = free_name(tmp_path / "video.mp4")
    second.write_bytes(b"")

    assert [first.name, second.name, free_name(first).name] == [
        "video.mp4",
        "video-2.mp4",
        "video-3.mp4",
    ]


class Stopped:
    """A runner that is interrupted."""

    def run(self, flow: Flow[T]) -> T:
        raise KeyboardInterrupt

    def close(self) -> None:
        """Nothing is open."""


def test_stopping_a_line_is_not_the_end() -> None:
    """Ctrl-C stops listening, and says how to come back."""
    out = io.StringIO()
    at: Desk = desk()

    answer(at, Stopped(), Screen(Console(file=out), OF_A_TALK), "make it")

    assert "the work goes on" in out.getvalue()


class Terminal(io.StringIO):
    """Standard input with somebody before it."""

    def isatty(self) -> bool:
        return True


def test_typing_in_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line by line until the end; what was typed is kept for the user's eyes only."""
    console = Console(file=io.StringIO(), force_terminal=True)
    stdin = Terminal("one\ntwo\n")
    monkeypatch.setattr(sys, "stdin", stdin)

    lines = list(typed(console, stdin, tmp_path / "history"))

    assert lines == ["one", "two"]
    assert capsys.readouterr().out.count("›") == 3
    assert (tmp_path / "history").stat().st_mode & 0o777 == 0o600


def test_typing_without_line_editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every system has it."""
    monkeypatch.setitem(sys.modules, "readline", None)
    stdin = Terminal("one\n")
    monkeypatch.setattr(sys, "stdin", stdin)

    lines = list(typed(Console(file=io.StringIO(), force_terminal=True), stdin, tmp_path / "h"))

    assert lines == ["one"]
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_told(nemo: Nemo) -> None:
    """Without a command, without a service."""
    assert nemo("--version") == (0, f"nemo-client {version('nemulator')}\n")


def test_a_missing_extra_is_named(nemo: Nemo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The base install has no tools for agents."""
    monkeypatch.setitem(sys.modules, "nemo_client.mcp", None)
    monkeypatch.delitem(sys.modules, "mcp", raising=False)

    code, shown = nemo("mcp")

    assert code == 2
    assert "pip install 'nemulator[mcp]'" in " ".join(shown.split())


def test_completion_knows_the_commands(nemo: Nemo, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every shell that typer knows; here bash."""
    monkeypatch.setenv("_NEMO_CLIENT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "nemo-client ex")
    monkeypatch.setenv("COMP_CWORD", "1")

    assert nemo() == (0, "export\n")


def test_every_option_may_come_from_the_environment(
    nemo: Nemo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The help names the variable of each."""
    monkeypatch.setenv("COLUMNS", "200")
    for name, command in typer.main.get_group(app).commands.items():
        _, told = nemo(name, "--help")
        for param in command.params:
            if param.param_type_name == "option" and param.name != "help":
                assert f"NEMO_CLIENT_{name}_{param.name}".upper() in told


def test_an_option_from_the_environment(
    service: Loopback, nemo: Nemo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does what the option does."""
    service.script += [STATE]
    monkeypatch.setenv("NEMO_CLIENT_STATE_JSON", "1")

    _, told = nemo("state")

    assert json.loads(told.splitlines()[-1])["kind"] == "facts"
