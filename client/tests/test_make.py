"""``nemo-client make``: the whole job against a stand-in, in a terminal and without one."""

import asyncio
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from client.tests.loopback import JSON, Loopback, Raw, chunked, envelope, loopback, plain
from rich.console import Console

from nemo_client import AsyncClient, Client, errors
from nemo_client.cli import HELP, main
from nemo_client.exits import EXITS
from nemo_client.flows.steps import Ask, Kind, Tell
from nemo_client.make import batches
from nemo_client.settings import Settings
from nemo_client.show import OF_A_TALK, Lines, Screen, printable

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
CLIP = (MEDIA / "clip.mp4").read_bytes()
DRAFT = {"t": [{"tt": 0, "sg": [{"id": "a", "s": 0, "d": 1600, "m": {"name": "sea"}}]}]}
STATE = envelope({"session_id": "7", "state": {"draft": DRAFT}})
TOKEN = envelope({"token": "nmv_usr_secret", "user_id": "anon_1", "credits": 100})
SESSION = envelope({"session_id": "7", "task_id": "t", "user_id": "anon_1"})
FILE = {"filename": "beach.jpg", "file_type": "image", "cdn_url": "u", "hash": "h"}
SAID = b'data: {"type":"text","content":"Done \\u001b[31m[b]it[/b]. Click Export."}\n\n'


def job(status: str, **more: object) -> Raw:
    return plain(json.dumps({"taskId": "r", "status": status, **more}).encode(), kind=JSON)


def whole_job() -> list[Raw]:
    return [
        *(TOKEN, SESSION, envelope({"files": [FILE]}), STATE),
        *(chunked(SAID), STATE, STATE, job("pending")),
        *(job("processing", progress=50), job("completed", progress=100)),
        *(plain(CLIP, kind="video/mp4"), envelope({"claim_token": "clm_1"})),
    ]


def rest_of_the_library() -> list[Raw]:
    return [
        *(TOKEN, SESSION, envelope({"files": [FILE]}), STATE, chunked(SAID), STATE),
        *(envelope({"claim_token": "clm_1"}), envelope({"available": 1, "frozen": 1, "total": 2})),
        *(STATE, job("pending"), job("completed"), plain(CLIP, kind="video/mp4")),
        *(job("completed"), plain(CLIP, kind="video/mp4")),
    ]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("NEMO_TOKEN", "NEMO_CLIENT_ID", "NEMO_WEB_URL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NEMO_TIME_SCALE", "1000")
    return tmp_path


@pytest.fixture
def service(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with loopback(*whole_job()) as server:
        monkeypatch.setenv("NEMO_API_URL", server.url)
        yield server


def nemo(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["nemo-client", *words])
    with pytest.raises(SystemExit) as exit_:
        main()
    return int(exit_.value.code or 0)


def test_the_main_job(
    service: Loopback,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Photos in, a file out; what it is was read from the file, what was said is all shown."""
    target = home / "out" / "holiday.mp4"

    code = nemo(
        monkeypatch, "make", str(MEDIA / "beach.jpg"), "-o", str(target), "--aspect", "9:16"
    )

    shown = capsys.readouterr().out
    assert code == 0
    assert target.read_bytes() == CLIP
    assert [path.name for path in target.parent.iterdir()] == ["holiday.mp4"]
    for words in (
        "Connecting…",
        "Uploading 1 file (304 kB)…",
        "    Done [31m[b]it[/b].\n",
        "    Timeline (1 track): 1. Video: sea (0-1.6s)\n",
        "Rendering… 50%",
        f"file      {target}",
        "h264 480x272 25 fps + aac 48 kHz mono",
        "duration  1.60 s",
        f"link      {service.url}/workspace/claim?ct=clm_1\n  leads to  this machine",
    ):
        assert words in shown
    assert "\x1b" not in shown
    assert "Click" not in shown
    assert "nmv_usr_" not in shown
    message = json.loads(service.asked[4].body)["new_message"]["parts"][0]["text"]
    assert message.endswith("with transitions, aspect ratio 9:16")


def test_second_run_keeps_who_it_is(
    service: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """C-AUTH-3: one token for both runs."""
    service.script += whole_job()[1:]

    for name in ("a.mp4", "b.mp4"):
        assert nemo(monkeypatch, "make", str(MEDIA / "beach.jpg"), "-o", str(tmp_path / name)) in (
            0,
            1,
        )

    assert service.plot.count("POST /api/auth/anonymous-token") == 1


def test_what_came_to_nothing_takes_no_session_away(
    service: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The next run goes on with the session that holds a timeline, until another does."""
    refused = envelope({}, code=4001)
    other = envelope({"session_id": "8", "task_id": "u", "user_id": "anon_1"})
    service.script[:] = [*whole_job(), other, refused]
    assert nemo(monkeypatch, "make", str(MEDIA / "beach.jpg"), "-o", str(tmp_path / "a.mp4")) == 0
    assert nemo(monkeypatch, "make", str(MEDIA / "beach.jpg"), "-o", str(tmp_path / "b.mp4")) == 5

    with Client() as client:
        session = client.last_session()

    assert session is not None
    assert session.id == "7"


def test_a_video_of_each_folder(
    service: Loopback,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A folder without pictures is told of, and does not keep the others from being made."""
    for name in ("sea", "void"):
        (home / name).mkdir()
    (home / "sea" / "b.jpg").write_bytes((MEDIA / "beach.jpg").read_bytes())
    (home / "sea" / "notes.txt").write_text("no", "ascii")
    words = ("make", "--each", str(home / "void"), str(home / "sea"), "-o", str(home / "o" / "x"))

    code = nemo(monkeypatch, *words)

    assert code == 5
    assert "void.mp4: There is no photo, clip or sound in void" in capsys.readouterr().out
    assert (home / "o" / "sea.mp4").read_bytes() == CLIP
    assert service.asked[2].body.count(b"filename=") == 1


def test_json_of_the_main_job(
    service: Loopback,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The last line says what the file is."""
    words = ("make", "--json", str(MEDIA / "beach.jpg"), "-o", str(home / "v.mp4"))

    assert nemo(monkeypatch, *words) == 0

    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["file"] == str(home / "v.mp4")


def test_missing_file(
    service: Loopback, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence on standard error, and the exit code for files."""
    assert nemo(monkeypatch, "make", "gone.jpg") == 5
    assert "gone.jpg is not there" in capsys.readouterr().err


def test_nobody_there(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code for no answer."""
    with loopback() as server:
        monkeypatch.setenv("NEMO_API_URL", server.url)

    assert nemo(monkeypatch, "make", str(MEDIA / "dot.png")) == 3
    assert "Nothing answers" in capsys.readouterr().err


def test_bad_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are wrong usage, of every command."""
    monkeypatch.setenv("NEMO_API_URL", "nonsense")

    assert nemo(monkeypatch, "make", "x.jpg") == 2
    assert nemo(monkeypatch, "state", "--json") == 2


def test_stopped_by_the_user(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C leaves the work running, and says so."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nemo_client.cli.make", stop)

    assert nemo(monkeypatch, "make", "x.jpg") in (1, 130)


def test_exit_codes_are_in_the_help() -> None:
    """Every code that can come out is explained."""
    for code in {0, 1, 2, 130, *EXITS.values()}:
        assert f"{code} " in HELP


def test_every_reason_has_a_code_or_is_plain_failure() -> None:
    """The table names reasons that errors have."""
    reasons = {getattr(kind, "reason", "") for kind in vars(errors).values()}

    assert set(EXITS) <= reasons


def screen(*, terminal: bool) -> tuple[Screen, io.StringIO]:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=60, color_system=None)
    return Screen(console), out


@pytest.mark.parametrize("terminal", [True, False])
def test_words_are_shown_either_way(*, terminal: bool) -> None:
    """With and without a terminal nothing of what is said is lost, and nothing else is added."""
    at, out = screen(terminal=terminal)

    with at.step("edit", "Edited"):
        at.tell(Tell("Working…"))
        at.tell(Tell("x" * 50 + " [red]long[/red]", Kind.SAID))
        at.tell(Tell("Added a title.", Kind.CHANGED))
        at.tell(Tell("Careful.", Kind.WARNING))
        at.tell(Tell('Say "export".', Kind.HINT))
        at.tell(Tell("half", Kind.PROGRESS, 0.5))
        at.uploaded(1, 2)
        at.tell(Tell("half", Kind.PROGRESS, 0.5))
    at.tell(Tell("Done.", Kind.DONE))
    at.tell(Tell("Waiting…"))

    shown = out.getvalue()
    for words in ("[red]long[/red]", "+ Added a title.", "! Careful.", "✓ Edited"):
        assert shown.count(words) == 1
    assert "Done." not in shown
    assert "export" not in shown
    assert list(at.took) == ["edit"]


def test_the_live_line_tells_the_present() -> None:
    """What was going on before something was said is over."""
    at, _ = screen(terminal=True)

    with at.step("working"):
        at.tell(Tell("Connecting…"))
        assert at._progress is not None
        before = at._progress.tasks[0].description
        at.tell(Tell("Ready.", Kind.DONE))
        after = at._progress.tasks[0].description

    assert (before, after) == ("Connecting…", "Working…")


def test_a_question_interrupts_the_live_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on after the answer."""
    at, out = screen(terminal=True)
    monkeypatch.setattr("builtins.input", lambda *_: "y")

    with at.step("working"):
        yes = at.ask(Ask("resend", "Send it again?"))
        assert at._progress is not None
        goes_on = at._progress.live.is_started

    assert yes
    assert goes_on
    assert "Send it again?" in out.getvalue()


def test_a_failed_step_is_not_ticked() -> None:
    """No tick, no time."""
    at, out = screen(terminal=True)

    with pytest.raises(errors.NemoError), at.step("edit", "Edited"):
        raise errors.NemoError("no")

    assert "✓" not in out.getvalue()
    assert at.took == {}


@pytest.mark.parametrize(("given", "yes"), [(True, True), (False, False), (None, False)])
def test_without_a_terminal_nobody_is_asked(*, given: bool | None, yes: bool) -> None:
    """C-SSE-6: the answer is no, unless it was given beforehand."""
    console = Console(file=io.StringIO(), force_terminal=False)

    assert Screen(console, consents=given).ask(Ask("resend", "Again?")) is yes


@pytest.mark.parametrize(("typed", "yes"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_in_a_terminal_the_user_is_asked(
    monkeypatch: pytest.MonkeyPatch, typed: str, *, yes: bool
) -> None:
    """C-SSE-6: the default is no."""
    at, out = screen(terminal=True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    with at.step("edit", "Edited"):
        answer = at.ask(Ask("resend", "Again?"))
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert at.ask(Ask("resend", "Again?")) is yes

    assert answer is yes
    assert "Again?" in out.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_finish(*, terminal: bool) -> None:
    """Title and rows, framed only in a terminal."""
    at, out = screen(terminal=terminal)

    at.finish("Ready", {"file": "v.mp4", "size": "1 MB"})

    shown = out.getvalue()
    assert "Ready" in shown
    assert "v.mp4" in shown
    assert ("╭" in shown) is terminal


def test_a_talk_shows_more_than_a_job() -> None:
    """Somebody is there to act on hints."""
    out = io.StringIO()
    at = Screen(Console(file=out, force_terminal=False, width=60), OF_A_TALK)

    with at.step("working"):
        at.tell(Tell('Say "export".', Kind.HINT))
    at.tell(Tell("http://link", Kind.LINK))

    assert out.getvalue() == '  → Say "export".\n  Keep it: http://link\n'


def test_json_lines() -> None:
    """For programs: every line is an object with a kind and a text."""
    out = io.StringIO()
    at = Lines(Console(file=out, width=20), consents=True)

    with at.step("edit", "Edited"), at.step("no line"):
        at.tell(Tell("Rendering a very long thing… 50%", Kind.PROGRESS, 0.5))
        at.uploaded(1, 2)
        yes = at.ask(Ask("resend", "Again?"))
    at.finish("Ready", {"file": "v.mp4"})

    assert yes
    assert list(at.took) == ["no line", "edit"]
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"kind": "step", "text": "edit", "done": False},
        {"kind": "progress", "text": "Rendering a very long thing… 50%", "fraction": 0.5},
        {"kind": "ask", "text": "Again?", "answer": True},
        {"kind": "step", "text": "Edited", "done": True},
        {"kind": "result", "text": "Ready", "file": "v.mp4"},
    ]


def test_printable() -> None:
    """Nothing from outside steers the terminal or turns the text around."""
    assert printable("a\x1b[2J\u202eb\tc\nd\x9b") == "a[2Jb\tc\nd"


def test_other_library_in_six_lines(service: Loopback, home: Path) -> None:
    """The example of the async client's docstring works as it stands."""

    async def run() -> Path:
        async with AsyncClient() as client:
            assert await client.check([MEDIA / "beach.jpg"]) > 0
            session = await client.session()
            await session.upload([MEDIA / "beach.jpg"])
            told = [told.text async for told in session.send("turn these images into a video")]
            assert told[0].startswith("Done")
            await session.state()
            return (await session.export(home / "v.mp4")).path

    assert asyncio.run(run()).read_bytes() == CLIP


def test_the_rest_of_the_library(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the main job does not need: links, credits, summaries, renders of earlier runs."""
    script = rest_of_the_library()
    with loopback(*script) as server:
        monkeypatch.setenv("NEMO_API_URL", server.url)
        with Client() as client:
            session = client.session("name", language="zh")
            assert session.upload_urls(["http://x.test/a.jpg"]).files[0].filename == "beach.jpg"
            assert session.send("hi").result.texts == ("Done \x1b[31m[b]it[/b].",)
            assert session.show() == {"draft": DRAFT}
            assert session.claim_link().endswith("clm_1")
            assert session.id == "7"
            assert client.credits().total == 2
            job = session.render()
            session._desk.talk = None
            assert session.fetch(job, home / "w.mp4").link == ""
            assert client.resume("r", home / "v.mp4").size == len(CLIP)


def test_the_rest_of_the_other_library(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with the async client."""

    async def run() -> None:
        async with AsyncClient() as client:
            session = await client.session("name", language="zh")
            stored = await session.upload_urls(["http://x.test/a.jpg"])
            assert stored.files[0].filename == "beach.jpg"
            assert (await session.send("hi").result()).texts == ("Done \x1b[31m[b]it[/b].",)
            assert await session.show() == {"draft": DRAFT}
            assert (await session.claim_link()).endswith("clm_1")
            assert session.id == "7"
            assert (await client.credits()).total == 2
            job = await session.render()
            session._desk.talk = None
            assert (await session.fetch(job, home / "w.mp4")).link == ""
            assert (await client.resume("r", home / "v.mp4")).size == len(CLIP)
            assert client.unfinished() == ()

    with loopback(*rest_of_the_library()) as server:
        monkeypatch.setenv("NEMO_API_URL", server.url)
        asyncio.run(run())


def test_library_in_six_lines(service: Loopback, home: Path) -> None:
    """The example of the module's docstring works as it stands."""
    with Client(Settings.from_environment()) as client:
        session = client.session()
        session.upload([MEDIA / "beach.jpg"])
        told = [told.text for told in session.send("turn these images into a video")]
        session.state()
        path = session.export(home / "v.mp4").path

    assert told[0].startswith("Done")
    assert path.read_bytes() == CLIP
    assert client.unfinished() == ()


def test_folders_of_one_name(tmp_path: Path) -> None:
    """The second video does not take the place of the first."""
    folders = [tmp_path / "a" / "x", tmp_path / "b" / "x"]
    for folder in folders:
        folder.mkdir(parents=True)

    targets = [target.name for _, target in batches(folders, Path("v.mp4"), each=True)]

    assert targets == ["x.mp4", "x-2.mp4"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    """Whatever cannot be written is told without a traceback."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "nemo_client", "doctor"],
            env={"HOME": str(tmp_path), "NEMO_API_URL": "http://127.0.0.1:1"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr == "The output cannot be written: No space left on device.\n"
