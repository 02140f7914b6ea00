"""The client as the kit drives it: orders in, reports out, time shared."""

import asyncio
import io
import json
import queue
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from client.tests.loopback import Raw, chunked, envelope, loopback, plain

from nemo_client import messages
from nemo_client.cli import main
from nemo_client.coop import AsyncCoopClock, CoopClock
from nemo_client.drive import command, drive
from nemo_client.runners import AsyncRunner, MakeRunner, SyncRunner
from nemo_client.settings import Settings

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
DRAFT = {"t": [{"tt": 0, "sg": [{"id": "a", "s": 0, "d": 1600, "m": {"name": "sea"}}]}]}
STATE = envelope({"session_id": "7", "state": {"draft": DRAFT}})
EMPTY = envelope({"session_id": "7", "state": {"draft": None}})
TOKEN = envelope({"token": "nmv_usr_secret", "user_id": "anon_1", "credits": 100})
SESSION = envelope({"session_id": "7", "task_id": "t", "user_id": "anon_1"})
FILE = {"filename": "beach.jpg", "file_type": "image", "cdn_url": "u", "hash": "h"}
STORED = envelope({"files": [FILE]})
SAID = chunked(b'data: {"type":"text","content":"Done."}\n\n')
SILENT = chunked(b": beat\n\n")
BALANCE = envelope({"available": 1, "frozen": 1, "total": 2})
DONE = plain(b'{"taskId":"r","status":"completed"}')
VIDEO = plain(b"video", kind="video/mp4")
CLAIM = envelope({"claim_token": "clm_1"})
JPG = str(MEDIA / "beach.jpg")


@pytest.fixture(params=[SyncRunner, AsyncRunner], ids=["sync", "async"])
def make(request: pytest.FixtureRequest) -> MakeRunner:
    runner: MakeRunner = request.param
    return runner


def start(service: str, home: Path, **clock: Any) -> dict[str, Any]:
    return {
        "type": "start",
        "run": "r1",
        "base_url": service,
        "web_url": "http://web.test",
        "env": {},
        "home": str(home),
        "install_path": str(home / ".clawhub" / "skills" / "x" / "SKILL.md"),
        "clock": {"mode": "scale", "scale": 1000, **clock},
        "consent": "never",
    }


def order(op: str, n: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "do", "run": "r1", "n": n, "op": op, **more}


def driven(make: MakeRunner, *orders: dict[str, Any]) -> list[dict[str, Any]]:
    """What the driver reports."""
    out = io.StringIO()
    drive(iter([json.dumps(one) + "\n" for one in orders]), out, make)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def results(reports: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(one["outcome"], one["reason"]) for one in reports if one["type"] == "result"]


def facts(reports: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = [one for one in reports if one["type"] == "result"][-1]["facts"]
    return found


def test_hello(make: MakeRunner) -> None:
    """The driver names itself, what it can, and how it shares time; unknown orders are ignored."""
    (hello,) = driven(make, {"type": "hello"}, {"type": "news"}, {"type": "bye"}, {"type": "hello"})

    assert hello["protocol"] == "nemo-driver/1"
    assert hello["clock"] == ["coop", "scale"]
    assert "chat" in hello["capabilities"]


@pytest.mark.parametrize(
    ("intent", "script", "told"),
    [
        (order("connect"), [], {"session_id": "7", "task_id": "t", "token_source": "anonymous"}),
        (order("send", text="x"), [SAID], {"session_id": "7"}),
        (order("say", text="credits"), [BALANCE], {"available": 1, "frozen": 1, "total": 2}),
        (order("say", text="make it", attach=[JPG]), [STORED, EMPTY, SAID], {}),
        (order("upload", paths=[JPG]), [STORED], {}),
        (order("upload", urls=["http://x.test/a"]), [STORED], {}),
        (order("state"), [STATE], {"tracks": 1}),
    ],
)
def test_intents(
    make: MakeRunner,
    tmp_path: Path,
    intent: dict[str, Any],
    script: list[Raw],
    told: dict[str, Any],
) -> None:
    """Each operation, with what the client believes afterwards."""
    with loopback(TOKEN, SESSION, *script) as server:
        reports = driven(make, start(server.url, tmp_path), intent)

    assert results(reports) == [("done", None)]
    assert told.items() <= facts(reports).items()
    assert server.script == []
    assert "nmv_usr_" not in json.dumps(reports)


def test_credits_need_no_session(make: MakeRunner, tmp_path: Path) -> None:
    """They belong to the account."""
    with loopback(TOKEN, BALANCE) as server:
        reports = driven(make, start(server.url, tmp_path), order("credits"))

    assert facts(reports)["total"] == 2


def test_export_hands_a_file_over(make: MakeRunner, tmp_path: Path) -> None:
    """A ``file`` report, and facts that can be compared with the server's."""
    target = tmp_path / "out.mp4"
    script = (TOKEN, SESSION, STATE, DONE, DONE, VIDEO, CLAIM)
    with loopback(*script) as server:
        reports = driven(make, start(server.url, tmp_path), order("export", output=str(target)))

    assert [one["path"] for one in reports if one["type"] == "file"] == [str(target)]
    assert target.read_bytes() == b"video"
    assert facts(reports)["link"] == "http://web.test/workspace/claim?ct=clm_1"
    assert facts(reports)["file"] == str(target)


def test_export_without_a_name_or_link(make: MakeRunner, tmp_path: Path) -> None:
    """It goes into the run's home; a link that is not there is no fact."""
    no_claim = plain(b"{}", status=500)
    script = (TOKEN, SESSION, STATE, DONE, DONE, VIDEO, no_claim)
    with loopback(*script) as server:
        reports = driven(make, start(server.url, tmp_path), order("say", text="export"))

    assert facts(reports)["file"] == str(tmp_path / "video.mp4")
    assert "link" not in facts(reports)


def test_failures_are_shown_and_named(make: MakeRunner, tmp_path: Path) -> None:
    """The user reads a sentence, the kit a reason."""
    with loopback(TOKEN, SESSION, EMPTY) as server:
        reports = driven(make, start(server.url, tmp_path), order("export", output="x.mp4"))

    assert results(reports) == [("failed", "no_draft")]
    assert (
        "nothing on the timeline" in [one for one in reports if one["type"] == "shown"][-1]["text"]
    )


@pytest.mark.parametrize(
    ("answers", "sent"),
    [
        ([{"type": "news"}, {"type": "answer", "yes": True}], 2),
        ([{"type": "answer", "yes": False}], 1),
        ([], 1),
    ],
)
def test_consent(
    make: MakeRunner, tmp_path: Path, answers: list[dict[str, Any]], sent: int
) -> None:
    """C-SSE-6: the kit's user is asked, and only a yes is a yes."""
    lost = (chunked(b": beat\n\n", end=b"", then="close"), *[EMPTY] * 5)
    with loopback(TOKEN, SESSION, *lost, *lost) as server:
        reports = driven(make, start(server.url, tmp_path), order("send", text="x"), *answers)

    assert [one["question"] for one in reports if one["type"] == "ask"] == ["resend"]
    assert server.plot.count("POST /run_sse") == sent
    assert results(reports) == [("gave_up", "timeout")]


def test_unknown_operation(make: MakeRunner, tmp_path: Path) -> None:
    """Unsupported, never pretended."""
    reports = driven(make, start("http://127.0.0.1:9", tmp_path), order("dance"))

    assert results(reports) == [("unsupported", "unknown")]


def test_breakdowns_are_reported(make: MakeRunner, tmp_path: Path) -> None:
    """A client that breaks says so; the driver lives on."""
    broken = order("upload", paths=["\0"])
    broken["paths"] = [5]

    reports = driven(make, start("http://127.0.0.1:9", tmp_path), broken, order("dance", 2))

    assert [one["type"] for one in reports] == ["started", "errored", "result"]
    assert reports[1]["message"].startswith("TypeError")


def test_runs_are_fresh_but_for_their_home(make: MakeRunner, tmp_path: Path) -> None:
    """C-AUTH-3: started again on the same home, the client knows who it is, and nothing else."""
    with loopback(TOKEN, SESSION, SESSION) as server:
        first = start(server.url, tmp_path)
        reports = driven(
            make, first, order("connect"), first, order("connect"), {"type": "stop", "run": "r1"}
        )

    assert server.plot.count("POST /api/auth/anonymous-token") == 1
    assert [one["type"] for one in reports].count("started") == 2
    assert reports[-1] == {"type": "stopped", "run": "r1"}


def test_orders_for_nobody_are_ignored(make: MakeRunner) -> None:
    """A run that never started has no client."""
    assert driven(make, order("connect")) == []


@pytest.mark.parametrize("line", ["[]", "{}", "nonsense"])
def test_lines_that_are_no_orders(line: str) -> None:
    """A kit that talks nonsense is told so."""
    with pytest.raises(ValueError, match=r".+"):
        messages.read(line)


def now(seconds: float) -> Raw:
    return plain(json.dumps({"now": seconds}).encode())


def test_shared_time(make: MakeRunner, tmp_path: Path) -> None:
    """Mode ``coop``: the client rests by the clock's URL and says how far it has read."""
    times = [now(0)] * 60
    with loopback(*times) as clock, loopback(TOKEN, SESSION, SILENT, EMPTY) as server:
        offer = {"mode": "coop", "url": f"{clock.url}/clock", "now": 0.0}
        reports = driven(
            make,
            start(server.url, tmp_path, **offer),
            order("send", text="x"),
            {"type": "stop", "run": "r1"},
        )

    assert results(reports) == [("done", None)]
    waits = [json.loads(asked.body) for asked in clock.asked if asked.method == "POST"]
    assert waits[-1] == {"run": "r1", "done": True}
    assert {asked.path.partition("?")[0] for asked in clock.asked} == {"/clock", "/clock/wait"}
    assert any("seen=8" in asked.path for asked in clock.asked)


def rest_sync(url: str, seconds: float) -> None:
    clock = CoopClock(url, "r1")
    clock.sleep(seconds)
    clock.close()


def rest_async(url: str, seconds: float) -> None:
    async def run() -> None:
        clock = AsyncCoopClock(url, "r1")
        await clock.sleep(seconds)
        await clock.aclose()

    asyncio.run(run())


@pytest.mark.parametrize("rest", [rest_sync, rest_async])
def test_resting_goes_on_until_it_is_time(rest: Callable[[str, float], None]) -> None:
    """An early wake is no reason to go on."""
    with loopback(now(5), now(8), now(35.5), now(35.5)) as server:
        rest(server.url, 30)

    told = [json.loads(asked.body) for asked in server.asked[1:]]
    wait = {"run": "r1", "until": 35.0, "seen": 0}
    assert told == [wait, wait, {"run": "r1", "done": True}]


def test_who_was_woken_later_than_the_last_byte_is_in_the_later_time() -> None:
    """Otherwise what falls due in a silence would fall due again and again."""
    with loopback(now(120.0), now(5.0), now(120.0)) as server:
        clock = CoopClock(server.url, "r1")
        clock.receive(queue.Queue[bytes](), 120.0, seen=7)
        present = clock.now()
        clock.close()

    assert present == 120.0


def wait_sync(url: str) -> bytes | None:
    inbox: queue.Queue[bytes] = queue.Queue()
    clock = CoopClock(url, "r1")
    found = clock.receive(inbox, 20.0, seen=3)
    clock.close()
    return found


def wait_async(url: str) -> bytes | None:
    async def run() -> bytes | None:
        inbox: asyncio.Queue[bytes] = asyncio.Queue()
        clock = AsyncCoopClock(url, "r1")
        found = await clock.receive(inbox, 20.0, seen=3)
        await clock.aclose()
        return found

    return asyncio.run(run())


@pytest.mark.parametrize("woken", [20.0, 1.0], ids=["in silence", "for bytes that never come"])
@pytest.mark.parametrize("wait", [wait_sync, wait_async])
def test_waiting_for_nothing(
    wait: Callable[[str], bytes | None], monkeypatch: pytest.MonkeyPatch, woken: float
) -> None:
    """Silence until then; or bytes were announced, and the client does not hang on them."""
    monkeypatch.setattr("nemo_client.coop.ON_ITS_WAY", 0.01)
    with loopback(now(woken), now(woken)) as server:
        found = wait(server.url)

    assert found is None
    assert json.loads(server.asked[0].body) == {"run": "r1", "until": 20.0, "seen": 3}


def silence_sync(url: str) -> float:
    clock = CoopClock(url, "r1")
    clock.receive(queue.Queue(), 120.0, seen=7)
    now = clock.now()
    clock.close()
    return now


def silence_async(url: str) -> float:
    async def run() -> float:
        clock = AsyncCoopClock(url, "r1")
        await clock.receive(asyncio.Queue(), 120.0, seen=7)
        now = clock.now()
        await clock.aclose()
        return now

    return asyncio.run(run())


@pytest.mark.parametrize("wait", [silence_sync, silence_async])
def test_silence_moves_the_time_on(wait: Callable[[str], float]) -> None:
    """After a rest in silence it is the rest's end, not the time of the bytes before it."""
    with loopback(now(120), now(5), now(120)) as server:
        assert wait(server.url) == 120.0


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    with io.StringIO() as out:
        yield out


def commanded(
    make: MakeRunner, script: list[Raw], tmp_path: Path, out: io.StringIO, *intents: dict[str, Any]
) -> int:
    with loopback(TOKEN, SESSION, *script) as server:
        settings = Settings.from_environment(
            {"NEMO_API_URL": server.url, "HOME": str(tmp_path), "NEMO_TIME_SCALE": "1000"}
        )
        return command(json.dumps(intents), settings, out, make, "never")


def test_one_process_a_run(make: MakeRunner, tmp_path: Path, told: io.StringIO) -> None:
    """The carrier ``command``: what a user sees on standard output, the worst exit code."""
    assert commanded(make, [SAID], tmp_path, told, {"op": "send", "text": "x"}) == 0
    assert "Done.\n" in told.getvalue()


def test_worst_exit_code(make: MakeRunner, tmp_path: Path, told: io.StringIO) -> None:
    """Failure is worse than success, and not being able is worse than failure."""
    assert commanded(make, [EMPTY], tmp_path, told, {"op": "connect"}, {"op": "export"}) == 1
    assert commanded(make, [], tmp_path, told, {"op": "dance"}, {"op": "connect"}) == 89


def test_command_has_no_one_to_ask(make: MakeRunner, tmp_path: Path, told: io.StringIO) -> None:
    """C-SSE-6: the answer was given beforehand."""
    lost = [chunked(b": beat\n\n", end=b"", then="close"), *[EMPTY] * 5]

    assert commanded(make, lost, tmp_path, told, {"op": "send", "text": "x"}) == 1
    assert "No." in told.getvalue()


def nemo_drive(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["nemo-client", "drive", *words])
    with pytest.raises(SystemExit) as exit_:
        main()
    return int(exit_.value.code or 0)


@pytest.mark.parametrize("words", [(), ("--async",)])
def test_program_on_standard_input_and_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """The carrier ``stdio``, with either driver."""
    monkeypatch.delenv("NEMO_DRIVER_INTENTS", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"type": "hello"}\n\n{"type": "bye"}\n'))

    assert nemo_drive(monkeypatch, *words) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "hello"


def test_program_with_intents_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The carrier ``command``."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NEMO_DRIVER_INTENTS", '[{"op": "dance"}]')

    assert nemo_drive(monkeypatch) == 89
