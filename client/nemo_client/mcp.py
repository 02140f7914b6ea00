"""The client as tools for chat agents: an MCP server, with the official SDK.

The agent speaks with its user; the tools answer with sentences for that user, and with figures.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Final

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field

from nemo_client.aclient import AsyncClient, AsyncOutside, AsyncSession
from nemo_client.errors import FileUnwritable, NemoError, Uncertain
from nemo_client.flows.export import Exported
from nemo_client.flows.steps import Ask, Kind, Tell
from nemo_client.local import free_name
from nemo_client.report import described
from nemo_client.settings import Settings
from nemo_client.timeline import read_timeline, summary
from nemo_client.wording import language_of

INSTRUCTIONS: Final = """\
Makes videos from photos, clips and sounds by telling a video service in words what is wanted.

In one go: make_video. Step by step: upload_files, then send_message as often as the user has
wishes, show_timeline to see what there is, export_video for the MP4. Pass the user's wish on in
the user's own words and language. Work takes minutes: wait for it.

A message costs credits. Never send one a second time because an answer is missing: the work goes
on without us. Look with show_timeline, tell the user, and repeat only what the user wants repeated.
"""
UNKNOWN_FATE: Final = (
    "This very message was sent before, and the work on it may still be going on. Look with "
    "show_timeline first. Send it again only if the user agrees that it may cost credits twice; "
    "then set user_agreed_to_repeat."
)
SHOWN: Final = frozenset({Kind.SAID, Kind.CHANGED, Kind.WARNING, Kind.HINT})


class Told(BaseModel):
    """What the service said and did: sentences for the user, and the timeline in one line."""

    said: list[str]
    timeline: str


class Stored(BaseModel):
    """The session's new files, by name."""

    files: list[str]


class Balance(BaseModel):
    """Credits: to be spent, reserved for running work, and both together."""

    available: int
    frozen: int
    total: int


class Video(BaseModel):
    """The finished file. By ``link`` the user keeps the work for good; empty if there is none."""

    path: str
    description: str
    link: str


class Unfinished(BaseModel):
    """Renders that were begun and whose files never came, oldest first."""

    render_ids: list[str]


@dataclass(slots=True)
class Ear:
    """The agent as a user: hears how work goes on, and is never asked in the middle of it."""

    context: "Context[Studio] | None" = None
    heard: list[str] = field(default_factory=list)

    async def tell(self, told: Tell) -> None:
        """Progress, counted by sentences."""
        self.heard.append(told.text)
        if self.context is not None:
            await self.context.report_progress(len(self.heard), message=told.text)

    def ask(self, question: Ask) -> bool:
        """No (C-SSE-6): the agent asks its user, then calls again."""
        del question
        return False

    def uploaded(self, done: int, total: int) -> None:
        """Not told."""


@dataclass(slots=True)
class Studio:
    """One client for one agent. ``doubtful`` is the message whose fate is unknown."""

    client: AsyncClient
    ear: Ear
    session: AsyncSession | None = None
    doubtful: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def at(self, language: str = "en") -> AsyncSession:
        """The open session, else the last run's, else a new one."""
        if self.session is None:
            self.session = await self.client.last_session()
        if self.session is None:
            self.session = await self.client.session(language=language)
        return self.session

    async def anew(self, name: str = "project", *, language: str = "en") -> AsyncSession:
        """A new session."""
        self.session = await self.client.session(name, language=language)
        return self.session


@asynccontextmanager
async def at_work(context: Context[Studio]) -> AsyncIterator[Studio]:
    """The studio, one tool at a time; an error is a sentence for the agent."""
    studio = context.request_context.lifespan_context
    async with studio.lock:
        studio.ear.context, studio.ear.heard = context, []
        try:
            yield studio
        except NemoError as error:
            raise ToolError(str(error)) from error
        finally:
            studio.ear.context = None


Files = Annotated[
    list[str], Field(description="Absolute paths of photos, clips and sounds, in order.")
]
Target = Annotated[
    str, Field(description="Where the MP4 goes: a path that ends in .mp4. Nothing is overwritten.")
]


async def make_video(
    context: Context[Studio],
    files: Files,
    wish: Annotated[str, Field(description="What to make of them, as the user said it.")],
    output: Target = "video.mp4",
) -> Video:
    """Make a video in one go, in a new session: upload, edit, render, download."""
    async with at_work(context) as studio:
        target = _target(output)
        await studio.client.check(files, target=target)
        session = await studio.anew(target.stem, language=language_of(wish))
        await session.upload(files)
        await _say(studio, session, wish)
        return _video(await session.export(target))


async def upload_files(
    context: Context[Studio],
    files: Annotated[list[str], Field(description="Absolute paths, or web addresses.")],
) -> Stored:
    """Bring photos, clips and sounds into the session. All are taken, or none."""
    urls = [name for name in files if "://" in name]
    paths = [name for name in files if "://" not in name]
    async with at_work(context) as studio:
        await studio.client.check(paths)
        session = await studio.at()
        stored = [await session.upload(paths)] if paths else []
        stored += [await session.upload_urls(urls)] if urls else []
        return Stored(files=[file.filename for one in stored for file in one.files])


async def send_message(
    context: Context[Studio],
    text: Annotated[str, Field(description="A wish, a change or a question, as the user said it.")],
    user_agreed_to_repeat: Annotated[  # noqa: FBT002 - arguments of a tool have names
        bool, Field(description="The user wants the same message sent once more.")
    ] = False,
) -> Told:
    """Tell the service what to make or change. It may take minutes and cost credits."""
    async with at_work(context) as studio:
        if text == studio.doubtful and not user_agreed_to_repeat:
            raise ToolError(UNKNOWN_FATE)
        session = await studio.at(language_of(text))
        said = await _say(studio, session, text)
        return Told(said=said, timeline=summary(read_timeline(await session.state())))


async def show_timeline(context: Context[Studio]) -> Told:
    """What is on the timeline now. Free; good for looking whether work has been done."""
    async with at_work(context) as studio:
        session = await studio.at()
        return Told(said=[], timeline=summary(read_timeline(await session.state())))


async def check_credits(context: Context[Studio]) -> Balance:
    """How many credits are left. Exports cost none."""
    async with at_work(context) as studio:
        left = await studio.client.credits()
        return Balance(available=left.available, frozen=left.frozen, total=left.total)


async def export_video(context: Context[Studio], output: Target = "video.mp4") -> Video:
    """Render the timeline into an MP4 file. Takes a minute or more, costs no credits."""
    async with at_work(context) as studio:
        target = _target(output)
        session = await studio.at()
        return _video(await session.export(target))


async def resume_export(
    context: Context[Studio],
    render_id: Annotated[str, Field(description="One of unfinished_exports.")],
    output: Target = "video.mp4",
) -> Video:
    """Fetch the file of a render that was begun earlier."""
    async with at_work(context) as studio:
        return _video(await studio.client.resume(render_id, _target(output)))


async def unfinished_exports(context: Context[Studio]) -> Unfinished:
    """Renders that can still be fetched with resume_export."""
    async with at_work(context) as studio:
        return Unfinished(render_ids=list(studio.client.unfinished()))


async def new_session(context: Context[Studio]) -> Told:
    """Begin with an empty timeline. The old one stays with the service."""
    async with at_work(context) as studio:
        session = await studio.anew()
        return Told(said=[], timeline=summary(read_timeline(await session.state())))


LOOKS: Final = ToolAnnotations(read_only_hint=True, open_world_hint=True)
ADDS: Final = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=True)
CHANGES: Final = ToolAnnotations(read_only_hint=False, destructive_hint=True, open_world_hint=True)
TOOLS: Final[dict[Callable[..., Any], ToolAnnotations]] = {
    make_video: ADDS,
    upload_files: ADDS,
    send_message: CHANGES,
    show_timeline: LOOKS,
    check_credits: LOOKS,
    export_video: ADDS,
    resume_export: ADDS,
    unfinished_exports: LOOKS,
    new_session: ADDS,
}


def server(settings: Settings, outside: AsyncOutside | None = None) -> MCPServer[Studio]:
    """The server; its client lives as long as it runs."""

    def opened(_: MCPServer[Studio]) -> AbstractAsyncContextManager[Studio]:
        return _opened(settings, outside)

    made = MCPServer(
        "nemo-client",
        title="NemoVideo",
        instructions=INSTRUCTIONS,
        version=version("nemulator"),
        log_level="ERROR",
        lifespan=opened,
    )
    for tool, annotations in TOOLS.items():
        made.add_tool(tool, annotations=annotations)
    return made


@asynccontextmanager
async def _opened(settings: Settings, outside: AsyncOutside | None) -> AsyncIterator[Studio]:
    ear = Ear()
    async with AsyncClient(settings, user=ear, outside=outside) as client:
        yield Studio(client, ear)


async def _say(studio: Studio, session: AsyncSession, text: str) -> list[str]:
    """What the user should hear of it. Whatever stops it, the work may go on."""
    said = []
    studio.doubtful = text
    try:
        async for told in session.send(text):
            await studio.ear.tell(told)
            said += [told.text] if told.kind in SHOWN else []
    except Uncertain:
        raise
    except NemoError:
        studio.doubtful = ""
        raise
    studio.doubtful = ""
    return said


def _target(output: str) -> Path:
    """A free name; only videos, so that nobody can be talked into writing anything else."""
    path = Path(output).expanduser()
    if path.suffix.lower() != ".mp4":
        raise FileUnwritable(f"{output} is no name for a video. Choose one that ends in .mp4.")
    return free_name(path)


def _video(exported: Exported) -> Video:
    rows = described(exported.path)
    told = ", ".join(text for name, text in rows.items() if name != "file")
    return Video(path=str(exported.path), description=told, link=exported.link)
