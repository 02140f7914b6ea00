"""The client for programs that use ``asyncio``: the same flows as ``client``, the same results.

async with AsyncClient() as client:
    session = await client.session()
    await session.upload(["beach.jpg", "forest.jpg"])
    async for told in session.send("turn these images into a smooth video with transitions"):
        print(told.text)
    print((await session.export("holiday.mp4")).path)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from nemo_client import flows
from nemo_client.adriver import AsyncDriver, AsyncTelling
from nemo_client.chance import Chance, RealChance
from nemo_client.clock import AsyncClock, AsyncScaledClock
from nemo_client.flows.desk import Account, Desk, State
from nemo_client.flows.export import Exported
from nemo_client.flows.send import Talked
from nemo_client.identity import Keeper
from nemo_client.local import File, Local, as_source
from nemo_client.settings import Settings
from nemo_client.timeline import Timeline, read_timeline
from nemo_client.transport import trusting
from nemo_client.user import AsyncUser, Nobody
from nemo_contract.wire import Credits, RenderJob, Uploaded


@dataclass(frozen=True, slots=True, kw_only=True)
class AsyncOutside:
    """What a client takes from outside; a missing clock is one of ``settings.scale``."""

    clock: AsyncClock | None = None
    chance: Chance = field(default_factory=RealChance)
    keeper: Keeper | None = None


class AsyncSession:
    """One conversation, with its uploads and its timeline. Made by ``AsyncClient.session``."""

    def __init__(self, driver: AsyncDriver, desk: Desk) -> None:
        self._driver = driver
        self._desk = desk

    @property
    def id(self) -> str:
        """As the service numbers it; another one after it was lost and opened anew."""
        return self._desk.session.session_id

    async def upload(self, files: Sequence[File]) -> Uploaded:
        """Upload paths, bytes, open binary files or ``Source`` objects, all or none.

        Raises ``FileMissing``, ``FileTypeRefused``, ``FileTooLarge`` before anything is sent.
        """
        return await self._driver.run(flows.upload(self._desk, [as_source(file) for file in files]))

    async def upload_urls(self, urls: Sequence[str]) -> Uploaded:
        """Let the service fetch the files."""
        return await self._driver.run(flows.upload_urls(self._desk, urls))

    def send(self, text: str) -> AsyncTelling[Talked]:
        """Say something: iterate for what is told, or ``await .result()`` at once.

        Raises, while iterating, ``OutOfCredits``, ``WorkFailed``, ``Uncertain`` and others.
        """
        return AsyncTelling(self._driver, flows.send(self._desk, text))

    async def state(self) -> State:
        """What the session holds, as the service tells it."""
        return await self._driver.run(flows.state(self._desk))

    async def timeline(self) -> Timeline:
        """What is on the timeline, read from the state."""
        return read_timeline(await self.state())

    async def show(self) -> State:
        """The same, and a summary of the timeline for the user."""
        return await self._driver.run(flows.show(self._desk))

    async def export(self, target: str | Path) -> Exported:
        """Render the timeline into an MP4 file, never a part of one.

        Raises ``NothingToExport``, ``RenderFailed``, ``RenderUnfinished``, ``DownloadFailed``.
        """
        return await self._driver.run(flows.export(self._desk, Path(target)))

    async def render(self) -> RenderJob:
        """Render the timeline, without fetching the file; see ``export``."""
        return await self._driver.run(flows.render(self._desk))

    async def fetch(self, job: RenderJob, target: str | Path) -> Exported:
        """Bring the file of a completed render."""
        return await self._driver.run(flows.deliver(self._desk, job, Path(target)))

    async def cancel(self, render_id: str) -> RenderJob:
        """Stop a render that has not ended. Raises ``Refused`` when there is none such."""
        return await self._driver.run(flows.cancel(self._desk, render_id))

    async def keep(self) -> None:
        """Make a session that was opened aside the ``last_session`` of the next run."""
        await self._driver.run(flows.keep(self._desk))

    async def claim_link(self) -> str:
        """A web address by which the user keeps the session; empty when there is none."""
        return await self._driver.run(flows.claim_link(self._desk))


class AsyncClient:
    """An account with the service; a context manager that closes its connections.

    ``settings`` come from the environment, ``user`` hears and answers nothing unless given.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        user: AsyncUser | None = None,
        outside: AsyncOutside | None = None,
    ) -> None:
        self.settings = settings or Settings.from_environment()
        self._user = user or Nobody()
        self._account = Account(self.settings.profile)
        outside = outside or AsyncOutside()
        self._clock = outside.clock or AsyncScaledClock(self.settings.scale)
        self._local = Local(outside.chance, outside.keeper or Keeper(self.settings.folder))
        self._http = httpx.AsyncClient(**trusting(environment=not self.settings.is_loopback))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; work that the service has begun goes on."""
        await self._http.aclose()

    async def session(
        self, name: str = "project", *, language: str = "en", aside: bool = False
    ) -> AsyncSession:
        """Connect and open a new session. ``language`` is an ISO code. One that is opened ``aside``
        becomes the ``last_session`` of the next run only when it is kept."""
        desk, driver = Desk(self._account, aside=aside), self._driver()
        await driver.run(flows.connect(desk, name=name, language=language))
        return AsyncSession(driver, desk)

    async def last_session(self) -> AsyncSession | None:
        """The session of the last run, also of another program with the same home; None when there
        is none. Whether the service still has it shows at its first use."""
        desk, driver = Desk(self._account), self._driver()
        return AsyncSession(driver, desk) if await driver.run(flows.go_on(desk)) else None

    async def check(self, files: Sequence[File], *, target: str | Path | None = None) -> int:
        """Look at files before anything is asked of the service; their size in bytes. A ``target``
        is looked at too: whether the result can be put there.

        Raises ``FileMissing``, ``FileTypeRefused``, ``FileTooLarge`` or ``FileUnwritable``.
        """
        if target is not None:
            await self._driver().run(flows.prepare(Path(target)))
        return await self._driver().run(flows.check([as_source(file) for file in files]))

    async def credits(self) -> Credits:
        """What is left to spend."""
        return await self._driver().run(flows.credit_balance(Desk(self._account)))

    async def resume(self, render_id: str, target: str | Path) -> Exported:
        """The file of a render that was submitted earlier, perhaps by another run."""
        return await self._driver().run(flows.resume(Desk(self._account), render_id, Path(target)))

    def unfinished(self) -> tuple[str, ...]:
        """Ids of renders whose file never came, oldest first."""
        return tuple(note.render_id for note in self._local.keeper.renders())

    def _driver(self) -> AsyncDriver:
        return AsyncDriver(self._http, self._clock, self._local, self._user)
