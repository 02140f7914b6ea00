"""The commands that speak with a session: each takes up the last one unless told otherwise."""

import contextlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer
from rich.console import Console

from nemo_client import flows
from nemo_client.chat import chat, typed
from nemo_client.doctor import examine
from nemo_client.errors import BadUsage, NemoError
from nemo_client.exits import exit_code
from nemo_client.flows.desk import Account, Desk
from nemo_client.flows.export import Exported
from nemo_client.flows.send import Talked
from nemo_client.flows.steps import Flow, Kind, Tell
from nemo_client.identity import Keeper
from nemo_client.local import as_source
from nemo_client.options import Json, Language, New, Output, Yes
from nemo_client.report import described, of_export, of_state, of_upload
from nemo_client.runners import Runner, SyncRunner
from nemo_client.settings import Settings
from nemo_client.show import OF_A_TALK, Lines, Looks, Screen, View
from nemo_client.wording import language_of
from nemo_contract.wire import Credits

T = TypeVar("T")
VIDEO: Final = Path("video.mp4")
Text = Annotated[str, typer.Argument(help="What to say.")]
Beside = Annotated[
    list[Path] | None, typer.Option("--file", "-f", help="A file to upload first; repeatable.")
]
Items = Annotated[list[str], typer.Argument(help="Files, or web addresses of files.")]


@dataclass(frozen=True, slots=True)
class Table:
    """What a command works with."""

    settings: Settings
    view: View
    runner: Runner
    desk: Desk

    def run(self, flow: Flow[T]) -> T:
        """Carry it out, showing that work goes on."""
        with self.view.step("working"):
            return self.runner.run(flow)

    def finish(self, exported: Exported) -> None:
        """Show what the file is."""
        self.view.facts(of_export(exported))
        self.view.finish("Your video is ready", described(exported.path))

    def came(self, outcome: flows.Outcome) -> None:
        """Show what came of a wish."""
        match outcome:
            case Exported():
                self.finish(outcome)
            case Talked(texts, changed):
                self.view.facts({"said": texts, "changed": changed})
            case Credits():
                self.view.facts(outcome.dump())
            case _:
                pass


def view_of(looks: Looks, *, as_json: bool, yes: bool = False) -> View:
    """Where to show what is told."""
    console, consents = Console(highlight=False), True if yes else None
    if as_json:
        return Lines(console, consents=consents)
    return Screen(console, looks, consents=consents)


@contextmanager
def laid(*, as_json: bool, yes: bool = False) -> Iterator[Table]:
    """A table for one command; its error is told, and becomes the exit code."""
    view = view_of(OF_A_TALK, as_json=as_json, yes=yes)
    try:
        settings = Settings.from_environment()
        with contextlib.closing(SyncRunner(settings, view, {})) as runner:
            yield Table(settings, view, runner, Desk(Account(settings.profile)))
    except NemoError as error:
        view.failed(error)
        raise typer.Exit(exit_code(error)) from None


def opened(desk: Desk, *, new: bool, language: str | None = None) -> Flow[None]:
    """The last session, or a new one."""
    if new or not (yield from flows.go_on(desk)):
        yield from flows.connect(desk, language=language or "en")


def begun(desk: Desk, *, new: bool, language: str | None) -> Flow[None]:
    """The same for a conversation; a new session whose language nobody named waits for the first
    words, to be opened in theirs."""
    if language:
        yield from opened(desk, new=new, language=language)
    elif not new:
        yield from flows.go_on(desk)


def chat_command(
    *, new: New = False, language: Language = None, json: Json = False, yes: Yes = False
) -> None:
    """Talk with the service: messages, files, "credits", "status", "export"."""
    with laid(as_json=json, yes=yes) as table:
        table.run(begun(table.desk, new=new, language=language))
        lines = typed(table.view.console, sys.stdin, table.settings.folder / "history")
        chat(table.desk, table.runner, table.view, lines)


def send_command(  # noqa: PLR0913 - a command's options are its arguments
    text: Text,
    *,
    file: Beside = None,
    new: New = False,
    language: Language = None,
    json: Json = False,
    yes: Yes = False,
) -> None:
    """Say one thing as in a chat, after uploading files if there are any."""
    sources = [as_source(one) for one in file or ()]
    with laid(as_json=json, yes=yes) as table:
        table.run(flows.worth_sending(text))
        table.run(flows.check(sources))
        table.run(opened(table.desk, new=new, language=language or language_of(text)))
        table.came(table.run(flows.say(table.desk, flows.Words(text, tuple(sources)), VIDEO)))


def upload_command(
    items: Items, *, new: New = False, language: Language = None, json: Json = False
) -> None:
    """Bring files into the session, from here or from the web."""
    urls = [item for item in items if "://" in item]
    sources = [as_source(item) for item in items if "://" not in item]
    with laid(as_json=json) as table:
        table.run(flows.check(sources))
        table.run(opened(table.desk, new=new, language=language))
        if sources:
            table.view.facts(of_upload(table.run(flows.upload(table.desk, sources))))
        if urls:
            table.view.facts(of_upload(table.run(flows.upload_urls(table.desk, urls))))


def state_command(*, json: Json = False) -> None:
    """Tell what is on the timeline."""
    with laid(as_json=json) as table:
        table.run(opened(table.desk, new=False))
        table.view.facts(of_state(table.run(flows.show(table.desk))))


def credits_command(*, json: Json = False) -> None:
    """Tell how many credits are left."""
    with laid(as_json=json) as table:
        table.view.facts(table.run(flows.credit_balance(table.desk)).dump())


def export_command(*, output: Output = VIDEO, json: Json = False) -> None:
    """Render the session's timeline into an MP4."""
    with laid(as_json=json) as table:
        table.run(flows.prepare(output))
        table.run(opened(table.desk, new=False))
        table.finish(table.run(flows.export(table.desk, output)))


def resume_command(
    render_id: Annotated[str, typer.Argument(help="Which render; the last one.")] = "",
    *,
    output: Output = VIDEO,
    json: Json = False,
) -> None:
    """Fetch a render that was submitted earlier and never came."""
    with laid(as_json=json) as table:
        notes = Keeper(table.settings.folder).renders()
        if not (render_id or notes):
            table.view.tell(Tell("No render is waiting to be fetched.", Kind.DONE))
            return
        wanted = render_id or notes[-1].render_id
        table.finish(table.run(flows.resume(table.desk, wanted, output)))


def login_command(*, json: Json = False) -> None:
    """Say who you are to the service; without NEMO_TOKEN, get a free token and keep it."""
    with laid(as_json=json) as table:
        table.run(flows.credit_balance(table.desk))
        profile = table.settings.profile
        if profile.token:
            table.view.tell(Tell("NEMO_TOKEN is accepted.", Kind.DONE))
        else:
            table.view.tell(Tell("A free token is kept. To keep your work for good:", Kind.DONE))
            link = f"{profile.web}/register?bind={table.desk.user_id}"
            table.view.tell(Tell(link, Kind.LINK))


def mcp_command() -> None:
    """Serve chat agents: tools of the protocol MCP, on standard input and output."""
    try:
        from nemo_client.mcp import server  # noqa: PLC0415 - an extra, and slow to load
    except ModuleNotFoundError as missing:
        raise BadUsage(
            f"{missing.name} is not installed. Say: pip install 'nemulator[mcp]'"
        ) from missing
    server(Settings.from_environment()).run("stdio")


def doctor_command(*, json: Json = False) -> None:
    """Find out what is wrong with the set-up."""
    with laid(as_json=json) as table:
        quiet = SyncRunner(table.settings, Lines(Console(quiet=True)), {})
        found = list(examine(table.settings, quiet, sys.stdout.encoding or ""))
        quiet.close()
    for finding in found:
        mark, kind = ("✓ ", Kind.DONE) if finding.good else ("", Kind.WARNING)
        table.view.tell(Tell(mark + finding.text, kind))
    raise typer.Exit(0 if all(finding.good for finding in found) else 1)
