"""The client for ordinary programs.

with Client() as client:
    session = client.session()
    session.upload(["beach.jpg", "forest.jpg"])
    for told in session.send("turn these images into a smooth video with transitions"):
        print(told.text)
    print(session.export("holiday.mp4").path)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from nemo_client import flows
from nemo_client.chance import Chance, RealChance
from nemo_client.clock import Clock, ScaledClock
from nemo_client.driver import Driver, Telling
from nemo_client.flows.desk import Account, Desk, State
from nemo_client.flows.export import Exported
from nemo_client.flows.send import Talked
from nemo_client.identity import Keeper
from nemo_client.local import File, Local, as_source
from nemo_client.settings import Settings
from nemo_client.timeline import Timeline, read_timeline
from nemo_client.transport import trusting
from nemo_client.user import Nobody, User
from nemo_contract.wire import Credits, RenderJob, Uploaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What a client takes from outside; a missing clock is one of ``settings.scale``."""

    clock: Clock | None = None
    chance: Chance = field(default_factory=RealChance)
    keeper: Keeper | None = None


class Session:
    """One conversation, with its uploads and its timeline. Made by ``Client.session``."""

    def __init__(self, driver: Driver, desk: Desk) -> None:
        self._driver = driver
        self._desk = desk

    @property
    def id(self) -> str:
        """As the service numbers it; another one after it was lost and opened anew."""
        return self._desk.session.session_id

    def upload(self, files: Sequence[File]) -> Uploaded:
        """Upload paths, bytes, open binary files or ``Source`` objects, all or none.

        Raises ``FileMissing``, ``FileTypeRefused``, ``FileTooLarge`` before anything is sent.
        """
        return self._driver.run(flows.upload(self._desk, [as_source(file) for file in files]))

    def upload_urls(self, urls: Sequence[str]) -> Uploaded:
        """Let the service fetch the files."""
        return self._driver.run(flows.upload_urls(self._desk, urls))

    def send(self, text: str) -> Telling[Talked]:
        """Say something: iterate for what is told, or take ``.result`` at once.

        Raises, while iterating, ``OutOfCredits``, ``WorkFailed``, ``Uncertain`` and others.
        """
        return Telling(self._driver, flows.send(self._desk, text))

    def state(self) -> State:
        """What the session holds, as the service tells it."""
        return self._driver.run(flows.state(self._desk))

    def timeline(self) -> Timeline:
        """What is on the timeline, read from the state."""
        return read_timeline(self.state())

    def show(self) -> State:
        """The same, and a summary of the timeline for the user."""
        return self._driver.run(flows.show(self._desk))

    def export(self, target: str | Path) -> Exported:
        """Render the timeline into an MP4 file, never a part of one.

        Raises ``NothingToExport``, ``RenderFailed``, ``RenderUnfinished``, ``DownloadFailed``.
        """
        return self._driver.run(flows.export(self._desk, Path(target)))

    def render(self) -> RenderJob:
        """Render the timeline, without fetching the file; see ``export``."""
        return self._driver.run(flows.render(self._desk))

    def fetch(self, job: RenderJob, target: str | Path) -> Exported:
        """Bring the file of a completed render."""
        return self._driver.run(flows.deliver(self._desk, job, Path(target)))

    def cancel(self, render_id: str) -> RenderJob:
        """Stop a render that has not ended. Raises ``Refused`` when there is none such."""
        return self._driver.run(flows.cancel(self._desk, render_id))

    def keep(self) -> None:
        """Make a session that was opened aside the ``last_session`` of the next run."""
        self._driver.run(flows.keep(self._desk))

    def claim_link(self) -> str:
        """A web address by which the user keeps the session; empty when there is none."""
        return self._driver.run(flows.claim_link(self._desk))


class Client:
    """An account with the service; a context manager that closes its connections.

    ``settings`` come from the environment, ``user`` hears and answers nothing unless given.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        user: User | None = None,
        outside: Outside | None = None,
    ) -> None:
        self.settings = settings or Settings.from_environment()
        self._user = user or Nobody()
        self._account = Account(self.settings.profile)
        outside = outside or Outside()
        self._clock = outside.clock or ScaledClock(self.settings.scale)
        self._local = Local(outside.chance, outside.keeper or Keeper(self.settings.folder))
        self._http = httpx.Client(**trusting(environment=not self.settings.is_loopback))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; work that the service has begun goes on."""
        self._http.close()

    def session(
        self, name: str = "project", *, language: str = "en", aside: bool = False
    ) -> Session:
        """Connect and open a new session. ``language`` is an ISO code. One that is opened ``aside``
        becomes the ``last_session`` of the next run only when it is kept."""
        desk, driver = Desk(self._account, aside=aside), self._driver()
        driver.run(flows.connect(desk, name=name, language=language))
        return Session(driver, desk)

    def last_session(self) -> Session | None:
        """The session of the last run, also of another program with the same home; None when there
        is none. Whether the service still has it shows at its first use."""
        desk, driver = Desk(self._account), self._driver()
        return Session(driver, desk) if driver.run(flows.go_on(desk)) else None

    def check(self, files: Sequence[File], *, target: str | Path | None = None) -> int:
        """Look at files before anything is asked of the service; their size in bytes. A ``target``
        is looked at too: whether the result can be put there.

        Raises ``FileMissing``, ``FileTypeRefused``, ``FileTooLarge`` or ``FileUnwritable``.
        """
        if target is not None:
            self._driver().run(flows.prepare(Path(target)))
        return self._driver().run(flows.check([as_source(file) for file in files]))

    def credits(self) -> Credits:
        """What is left to spend."""
        return self._driver().run(flows.credit_balance(Desk(self._account)))

    def resume(self, render_id: str, target: str | Path) -> Exported:
        """The file of a render that was submitted earlier, perhaps by another run."""
        return self._driver().run(flows.resume(Desk(self._account), render_id, Path(target)))

    def unfinished(self) -> tuple[str, ...]:
        """Ids of renders whose file never came, oldest first."""
        return tuple(note.render_id for note in self._local.keeper.renders())

    def _driver(self) -> Driver:
        return Driver(self._http, self._clock, self._local, self._user)
