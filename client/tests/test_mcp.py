"""The tools for chat agents, looked at and used with the official SDK's own client."""

import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from client.tests.loopback import Loopback, chunked, envelope, loopback, plain
from client.tests.test_same_steps import AsyncWatch
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, TextContent

from nemo_client import AsyncOutside
from nemo_client.mcp import TOOLS, UNKNOWN_FATE, server
from nemo_client.settings import Settings
from nemo_emulator import Emulator
from nemo_emulator import Settings as EmulatorSettings
from nemo_emulator.settings import Pace

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
CLIP = (MEDIA / "clip.mp4").read_bytes()
TOKEN = envelope({"token": "nmv_usr_1", "user_id": "anon_1"})
SESSION = envelope({"session_id": "7", "task_id": "t"})
DRAFT = {"t": [{"tt": 0, "sg": [{"id": "a", "s": 0, "d": 1000, "m": {"name": "sea"}}]}]}
EMPTY = envelope({"state": {"draft": None}})
STATE = envelope({"state": {"draft": DRAFT}})
FILE = {"filename": "a.jpg", "file_type": "image", "cdn_url": "u", "hash": "h"}
STORED = envelope({"files": [FILE]})
SAID = chunked(b'data: {"type":"text","content":"Fine."}\n\n')
CUT = chunked(b"data:\n\n", end=b"", then="close")
DONE = plain(json.dumps({"taskId": "r", "status": "completed"}).encode())
PENDING = plain(b'{"taskId":"r","status":"pending"}')
VIDEO = plain(CLIP, kind="video/mp4")
CLAIM = envelope({"claim_token": "clm_1"})
EXPORT = [STATE, PENDING, DONE, VIDEO, CLAIM]
PHOTO = str(MEDIA / "beach.jpg")


@pytest.fixture
def service() -> Iterator[Loopback]:
    with loopback(TOKEN, SESSION) as running:
        yield running


@asynccontextmanager
async def agent(service: Loopback, home: Path, mode: str = "auto") -> AsyncIterator[Client]:
    """Connected in this process, in the protocol's newest version or with the older handshake."""
    settings = Settings.from_environment({"NEMO_API_URL": service.url, "HOME": str(home)})
    async with Client(server(settings, AsyncOutside(clock=AsyncWatch())), mode=mode) as client:
        yield client


def sentence(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def played(service: Loopback, home: Path, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What the calls gave: figures, or the sentence of a failure."""

    async def play() -> list[Any]:
        async with agent(service, home) as client:
            results = [await client.call_tool(name, arguments) for name, arguments in calls]
        return [sentence(one) if one.is_error else one.structured_content for one in results]

    return anyio.run(play)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_explain_themselves(service: Loopback, tmp_path: Path, mode: str) -> None:
    """Each tool and each argument has a description, each result a schema."""

    async def look() -> Any:
        async with agent(service, tmp_path, mode) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, tools = anyio.run(look)

    assert "credits" in instructions
    assert [tool.name for tool in tools] == [tool.__name__ for tool in TOOLS]
    for tool in tools:
        assert tool.description
        assert tool.annotations
        assert tool.output_schema
        assert all(one["description"] for one in tool.input_schema["properties"].values())
    assert service.asked == []


def test_a_video_in_one_go(service: Loopback, tmp_path: Path) -> None:
    """Photos in, a file out, with what it is and the link to keep it."""
    service.script += [STORED, STATE, SAID, *EXPORT]
    output = tmp_path / "beach.mp4"

    (video,) = played(
        service, tmp_path, ("make_video", {"files": [PHOTO], "wish": "go", "output": str(output)})
    )

    assert output.read_bytes() == CLIP
    assert video["path"] == str(output)
    assert "h264" in video["description"]
    assert video["link"].endswith("/workspace/claim?ct=clm_1")


def test_step_by_step(service: Loopback, tmp_path: Path) -> None:
    """One session for all calls; the answers are sentences and figures."""
    balance = envelope({"available": 5, "frozen": 0, "total": 5})
    service.script += [STORED, EMPTY, SAID, STATE, STATE, balance]

    stored, told, shown, left = played(
        service,
        tmp_path,
        ("upload_files", {"files": [PHOTO]}),
        ("send_message", {"text": "make it"}),
        ("show_timeline", {}),
        ("check_credits", {}),
    )

    assert stored == {"files": ["a.jpg"]}
    assert told == {"said": ["Fine."], "timeline": "Timeline (1 track): 1. Video: sea (0-1s)"}
    assert shown["timeline"] == told["timeline"]
    assert left == {"available": 5, "frozen": 0, "total": 5}
    assert service.plot.count("POST /api/tasks/me/with-session/nemo_agent") == 1


def test_nothing_is_overwritten(service: Loopback, tmp_path: Path) -> None:
    """A second export goes beside the first; only videos can be written at all."""
    service.script += [*EXPORT, *EXPORT]
    output = str(tmp_path / "v.mp4")

    first, second, refused = played(
        service,
        tmp_path,
        ("export_video", {"output": output}),
        ("export_video", {"output": output}),
        ("export_video", {"output": str(tmp_path / ".bashrc")}),
    )

    assert (Path(first["path"]).name, Path(second["path"]).name) == ("v.mp4", "v-2.mp4")
    assert "ends in .mp4" in refused
    assert not (tmp_path / ".bashrc").exists()


def test_a_message_is_repeated_only_for_the_user(service: Loopback, tmp_path: Path) -> None:
    """C-SSE-6: while its fate is unknown the same message is refused, until the user agreed."""
    service.script += [CUT, *[EMPTY] * 5, SAID, STATE]
    again = {"text": "make it", "user_agreed_to_repeat": True}

    unknown, refused, told = played(
        service,
        tmp_path,
        ("send_message", {"text": "make it"}),
        ("send_message", {"text": "make it"}),
        ("send_message", again),
    )

    assert "may still be running" in unknown
    assert UNKNOWN_FATE in refused
    assert told["said"] == ["Fine."]
    assert service.plot.count("POST /run_sse") == 2


def test_a_failed_message_may_be_repeated(service: Loopback, tmp_path: Path) -> None:
    """A refusal is an answer: nothing is going on."""
    service.script += [envelope(None, code=2001), EMPTY, SAID, STATE]

    broke, told = played(
        service,
        tmp_path,
        ("send_message", {"text": "make it"}),
        ("send_message", {"text": "make it"}),
    )

    assert "/register?bind=anon_1" in broke
    assert told["said"] == ["Fine."]


def test_unfinished_exports_are_fetched(service: Loopback, tmp_path: Path) -> None:
    """C-EXP-7: an export given up after ten looks is taken up later."""
    service.script += [STATE, PENDING, *[PENDING] * 10, DONE, VIDEO]
    output = {"output": str(tmp_path / "v.mp4")}

    gave_up, unfinished = played(
        service, tmp_path, ("export_video", output), ("unfinished_exports", {})
    )
    (render_id,) = unfinished["render_ids"]
    (video,) = played(service, tmp_path, ("resume_export", {"render_id": render_id, **output}))

    assert "goes on without us" in gave_up
    assert Path(video["path"]).read_bytes() == CLIP


def test_a_new_session_is_empty(service: Loopback, tmp_path: Path) -> None:
    """The next messages belong to it."""
    service.script += [EMPTY]

    (told,) = played(service, tmp_path, ("new_session", {}))

    assert told == {"said": [], "timeline": "The timeline is empty."}


def test_mistakes_are_sentences(service: Loopback, tmp_path: Path) -> None:
    """A file that is not there; an empty message; nothing is asked of the service for either."""
    gone, empty = played(
        service,
        tmp_path,
        ("make_video", {"files": ["gone.jpg"], "wish": "x"}),
        ("send_message", {"text": " "}),
    )

    assert "gone.jpg is not there" in gone
    assert "The message is empty" in empty


def test_progress_is_told(service: Loopback, tmp_path: Path) -> None:
    """An agent sees that work goes on, sentence by sentence."""
    service.script += [SAID, STATE]
    heard: list[str] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append(f"{progress:g} {message}")

    async def play() -> None:
        async with agent(service, tmp_path, "legacy") as client:
            await client.call_tool("send_message", {"text": "x"}, progress_callback=hear)

    anyio.run(play)

    assert heard[0] == "1 Connecting…"
    assert heard[-1].endswith("Fine.")


@pytest.mark.parametrize("secret", ["nmv_usr_", "Bearer", "client_id"])
def test_no_secret_reaches_the_agent(service: Loopback, tmp_path: Path, secret: str) -> None:
    """C-SEC-2, also when the service says one."""
    service.script += [chunked(b'data: {"type":"text","content":"nmv_usr_9"}\n\n'), STATE]

    told = played(service, tmp_path, ("send_message", {"text": "x"}))

    assert secret not in json.dumps(told)


def test_the_program_serves_an_agent_offline(tmp_path: Path) -> None:
    """``nemo-client mcp`` on its standard input and output, against the local emulator."""
    with Emulator(EmulatorSettings(seed=1, pace=Pace.INSTANT)) as emulator:
        program = StdioServerParameters(
            command=sys.executable,
            args=["-m", "nemo_client", "mcp"],
            env={"NEMO_API_URL": emulator.url, "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        )

        async def play() -> Any:
            async with Client(program) as client:
                await client.call_tool("upload_files", {"files": [PHOTO, PHOTO]})
                await client.call_tool("send_message", {"text": "make a slideshow of these"})
                return await client.call_tool("show_timeline", {})

        shown = anyio.run(play)

    assert "Timeline (1 track): 1. Video: beach.jpg" in shown.structured_content["timeline"]
